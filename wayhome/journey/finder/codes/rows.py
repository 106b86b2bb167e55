"""Where listings come from, and what became of a row: mended, set aside or refused."""

from enum import StrEnum

STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "AS",
        "GU",
        "MP",
        "PR",
        "VI",
    ]
)
# Where a ZIP begins with a zero, so that a spreadsheet loses it.
ZEROS_LEAD_IN = frozenset({"CT", "MA", "ME", "NH", "NJ", "NY", "PR", "RI", "VI", "VT"})
WITHHELD = frozenset({"- - -", "---", "- -", "--", "-"})
DIRECTORY_COLUMNS = ("name1", "city", "state", "zip", "service_code_info")


class Source(StrEnum):
    """Who publishes; a state's licence list has a name of its own, from its mapping."""

    DIRECTORY = "samhsa-directory"
    FIND_TREATMENT = "findtreatment"
    INVENTED = "invented"


class RowNote(StrEnum):
    """What was mended in a row that is taken."""

    SPACES = "spaces"
    LETTERS_UNREADABLE = "letters-unreadable"
    ZIP_ZEROS = "zip-zeros"
    ZIP_SHORTENED = "zip-shortened"
    ZIP_UNREADABLE = "zip-unreadable"
    STREET_WITHHELD = "street-withheld"
    PHONE_REWRITTEN = "phone-rewritten"
    PHONE_UNREADABLE = "phone-unreadable"
    WEBSITE_REWRITTEN = "website-rewritten"
    WEBSITE_UNREADABLE = "website-unreadable"
    POSITION_UNREADABLE = "position-unreadable"
    EXPIRY_UNREADABLE = "expiry-unreadable"
    SERVICE_UNKNOWN = "service-unknown"
    MERGED = "merged"
    SAME_NAME_KEPT = "same-name-kept"


class RowRefusal(StrEnum):
    """Why a row isn't taken."""

    NAME_MISSING = "name-missing"
    STATE_UNKNOWN = "state-unknown"
    PLACE_MISSING = "place-missing"
    NOT_SUBSTANCE_USE = "not-substance-use"
