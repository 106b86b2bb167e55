"""Turns the CTN-0094 tables into bundles, one folder a masked site, each trial a program.

Usage: python tools/ctn0094.py SOURCE TARGET

Every visit becomes an individual session and its attendance. The data tell a study day, no hour:
a person's visits of one day follow one another from 9 o'clock, and each is led by a member of
staff who is free then. A visit without a day or without a disposition stays as it is and will be
refused with its reason. Names are invented from the masked numbers.
"""

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

ENROLLED = date(2010, 1, 4)  # day 0 for everyone: the data tell no calendar day
OPENS = time(9)
LENGTH = timedelta(minutes=30)
KEPT = {"visit": "attended", "final": "attended"}
EXCUSED = ("is_in_jail", "is_in_hospital", "is_illness", "is_moved", "is_on_vacation", "is_unable")
COLUMNS = {
    "programs": ["external_id", "name", "site", "level_of_care", "time_zone"],
    "practitioners": ["external_id", "given_name", "family_name"],
    "people": ["external_id", "given_name", "family_name", "gender"],
    "episodes": ["external_id", "person", "program", "status", "level_of_care", "admission_date",
                 "discharge_date", "discharge_reason"],
    "sessions": ["external_id", "program", "title", "service_type", "start", "end", "capacity",
                 "facilitator", "modality"],
    "attendance": ["external_id", "session", "episode", "status", "reason"],
}  # fmt: skip


def rows(source: Path, table: str) -> Iterator[dict[str, str]]:
    with gzip.open(source / f"{table}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Site:
    """One masked site's bundle, written as the rows come."""

    def __init__(self, folder: Path, number: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.number = number
        self._files = {
            n: (folder / f"{n}.csv").open("w", encoding="utf-8", newline="") for n in COLUMNS
        }
        self._writers = {n: csv.DictWriter(f, COLUMNS[n]) for n, f in self._files.items()}
        for writer in self._writers.values():
            writer.writeheader()
        self._programs: set[str] = set()
        self._staff = 0
        self._busy: Counter[datetime] = Counter()

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def person(self, who: str, trial: str, *, is_male: str) -> None:
        if trial not in self._programs:
            self._programs.add(trial)
            self._put("programs", external_id=trial, name=f"Trial {trial}", level_of_care="1",
                      site=f"Site {self.number}", time_zone="UTC")  # fmt: skip
        gender = {"Yes": "male", "No": "female"}.get(is_male, "unknown")
        self._put("people", external_id=who, given_name=f"Person {who}", family_name="Masked",
                  gender=gender)  # fmt: skip
        self._put("episodes", external_id=who, person=who, program=trial, status="active",
                  level_of_care="1", admission_date=ENROLLED.isoformat())  # fmt: skip

    def visit(self, key: str, trial: str, start: datetime | None, row: dict[str, str]) -> None:
        if start is not None:
            self._put("sessions", external_id=key, program=trial, title=row["visit"],
                      service_type="individual", start=start.isoformat(),
                      end=(start + LENGTH).isoformat(), capacity=1,
                      facilitator=self._free(start), modality="on-site")  # fmt: skip
        status, reason = disposition(row)
        self._put("attendance", external_id=key, session=key, episode=row["who"], status=status,
                  reason=reason)  # fmt: skip

    def _free(self, start: datetime) -> str:
        self._busy[start] += 1
        number = self._busy[start]
        while self._staff < number:
            self._staff += 1
            self._put("practitioners", external_id=str(self._staff), given_name="Trial staff",
                      family_name=str(self._staff))  # fmt: skip
        return str(number)

    def _put(self, name: str, /, **cells: object) -> None:
        self._writers[name].writerow(cells)


def disposition(row: dict[str, str]) -> tuple[str, str]:
    """Return the attendance kind of a visit and the reason that the data give for a missed one."""
    if row["what"] in KEPT:
        return KEPT[row["what"]], ""
    if row["what"] != "no visit":
        return row["what"].lower(), ""
    reasons = [name.removeprefix("is_").replace("_", " ") for name in row if row[name] == "1"]
    said = ", ".join(reason for reason in reasons if reason != "no note")
    if any(row[name] == "1" for name in EXCUSED):
        return "absent-excused", said
    return ("absent-not-excused" if row["is_no_show"] == "1" else "absent-unknown"), said


def convert(source: Path, target: Path) -> int:
    """Write a bundle for each site and return how many there are."""
    trials = {row["who"]: row["project"] for row in rows(source, "everybody")}
    places = {row["who"]: row["site_masked"] for row in rows(source, "site_masked")}
    males = {row["who"]: row["is_male"] for row in rows(source, "demographics")}
    sites: dict[str, Site] = {}
    for who, trial in trials.items():
        number = places[who]
        if number not in sites:
            sites[number] = Site(target / f"site-{number}", number)
        sites[number].person(who, trial, is_male=males.get(who, ""))
    on_day: defaultdict[tuple[str, str], int] = defaultdict(int)
    for number, row in enumerate(rows(source, "visit"), start=1):
        who, when = row["who"], row["when"]
        start = None
        if when:
            day = ENROLLED + timedelta(days=int(float(when)))
            start = datetime.combine(day, OPENS, UTC) + on_day[who, when] * LENGTH
            on_day[who, when] += 1
        sites[places[who]].visit(str(number), trials[who], start, row)
    for site in sites.values():
        site.close()
    return len(sites)


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004
        sys.exit(__doc__)
    print(convert(Path(sys.argv[1]), Path(sys.argv[2])), "sites")
