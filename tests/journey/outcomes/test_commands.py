"""`retention` as somebody types it: organizations are summed, and each counts once."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.tenancy import make_organization

pytestmark = pytest.mark.django_db
ENROLLED = datetime(2026, 1, 5, 9, tzinfo=UTC)


def retention(*slugs):
    said = StringIO()
    call_command("retention", *slugs, stdout=said)
    return said.getvalue()


def attended_after(days):
    """Return a bundle in which person after person came once, so many days after enrollment."""
    starts = {str(key): ENROLLED + timedelta(days=day) for key, day in enumerate(days)}
    return {
        "programs": ["external_id,name,site,level_of_care,time_zone", "p,Evening IOP,Main,2.1,UTC"],
        "practitioners": ["external_id,given_name,family_name", "f,Nadia,Ortiz"],
        "people": ["external_id,given_name,family_name", *(f"{key},Ana,Reyes" for key in starts)],
        "episodes": [
            "external_id,person,program,status,level_of_care,admission_date",
            *(f"{key},{key},p,active,2.1,{ENROLLED:%Y-%m-%d}" for key in starts),
        ],
        "sessions": [
            "external_id,program,title,service_type,start,end,capacity,facilitator",
            *(
                f"{key},p,One,individual,{at.isoformat()},{at:%Y-%m-%d}T10:00:00+00:00,1,f"
                for key, at in starts.items()
            ),
        ],
        "attendance": [
            "external_id,session,episode,status",
            *(f"{key},{key},{key},attended" for key in starts),
        ],
    }


@pytest.fixture
def two_sites(tmp_path):
    for slug, days in (("east", [30]), ("west", [1, 90])):
        folder = tmp_path / slug
        folder.mkdir()
        for name, lines in attended_after(days).items():
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
        call_command("import", str(folder), organization=slug, open=slug, stdout=StringIO())
        assert (folder / "REFUSED.csv").read_text().count("\n") == 1


@pytest.mark.usefixtures("two_sites")
def test_a_program_is_summed_over_the_organizations_named():
    assert retention("east") == (
        "Evening IOP, 1 people: 100.0 % at day 28, 0.0 % at day 84, 0.0 % at day 168\n"
    )
    both = "Evening IOP, 3 people: 66.7 % at day 28, 33.3 % at day 84, 0.0 % at day 168\n"
    assert retention("east", "west") == both
    assert retention("east", "west", "east") == both


def test_without_a_program_or_people_it_says_so(tmp_path):
    make_organization(slug="empty")
    assert retention("empty") == "There is no program yet.\n"
    (tmp_path / "programs.csv").write_text("\n".join(attended_after([])["programs"]))
    call_command("import", str(tmp_path), organization="empty", stdout=StringIO())
    assert retention("empty") == "Evening IOP, 0 people: nobody was admitted yet\n"


def test_an_unknown_organization_is_named():
    with pytest.raises(CommandError, match="there is no organization 'harbour'") as error:
        retention("harbour")
    assert error.value.returncode == 1
