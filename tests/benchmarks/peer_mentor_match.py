"""Run `mentor-match` on its own data, in its own environment: `python peer_mentor_match.py FOLDER ROUNDS`.

The rules are those of its web application: a grade one or two apart, the profession, a shared characteristic; not the
same organisation, not somebody already met. Prints the seconds of processor time of its matching call alone, its
people being in memory, and how many matches there are.
"""

import csv
import json
import operator
import sys
import time
from pathlib import Path
from typing import Any

GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")


def main() -> None:
    import matching.rules.rule as rules  # type: ignore[import-not-found]  # only in the peer's environment
    from matching.mentee import Mentee  # type: ignore[import-not-found]
    from matching.mentor import Mentor  # type: ignore[import-not-found]
    from matching.process import process_data  # type: ignore[import-not-found]

    def disallowed(match: Any) -> bool:
        apart = match.mentor.grade - match.mentee.grade
        same_house = match.mentor.organisation == match.mentee.organisation
        return not 1 <= apart <= 2 or same_house or match.mentee in match.mentor.mentees

    def kindred(match: Any) -> bool:
        return bool(match.mentor.said & match.mentee.said)

    one_round = [
        rules.Disqualify(disallowed),
        rules.Grade(1, operator.eq, {True: 9, False: 0}),
        rules.Grade(2, operator.eq, {True: 12, False: 0}),
        rules.Equivalent("profession", {True: 10, False: 0}),
        rules.Generic({True: 6, False: 0}, kindred),
    ]
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    mentors = _people(Mentor, folder / "mentors.csv")
    mentees = _people(Mentee, folder / "mentees.csv")
    began = time.process_time()
    process_data(mentors, mentees, [one_round] * rounds)
    seconds = time.process_time() - began
    print(json.dumps({"seconds": [seconds], "pairs": sum(len(mentee.connections) for mentee in mentees)}))


def _people(kind: Any, path: Path) -> list[Any]:
    found: list[Any] = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            grade = GRADES.index(row["grade"]) if row["grade"] in GRADES else 0
            person = kind(**{**row, "email": row["email address"], "grade": grade})
            said = row.get("characteristics") or row.get("identity to match") or ""
            person.said = {part.strip() for part in said.split(",") if part.strip()}
            found.append(person)
    return found


if __name__ == "__main__":
    main()
