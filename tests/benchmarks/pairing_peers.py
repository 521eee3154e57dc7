"""Other people's matchers on the same people, each in an environment of its own under the user's temporary folder.

The environments are made when first measured; none of the packages is ever a dependency. Without the registry or the
shared data that line says so and the rest is measured.
"""

import csv
import json
import subprocess
import sys
import tempfile
import venv
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Row, fastest, shown
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine import situation as situations
from nhipcau.pairing.engine.assignment import FORBIDDEN, assign
from nhipcau.pairing.profiles import Candidate, CriterionSetting, PairingInput, Rules, Settings
from nhipcau.pairing.session import PairingSession

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "mentor-match-ogl3" / "large"
MENTOR_MATCH = "mentor-match==7.0.1"
MATCHING = "matching==1.4.3"
FLOW = "ortools==9.15.6755"
_GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")
_SIZE = 500


def run() -> list[Row]:
    return [*_mentor_match(), *_from_our_rows()]


def _mentor_match() -> list[Row]:
    what = "mentor-match 500x500"
    if not DATA.is_dir():
        return [_skipped(what, MENTOR_MATCH, "its data is not in ../shared/data")]
    rows: list[Row] = []
    for rounds in (1, 3):
        theirs = _measured(MENTOR_MATCH, "peer_mentor_match.py", str(DATA), str(rounds))
        if isinstance(theirs, str):
            rows.append(_skipped(what, MENTOR_MATCH, theirs))
            continue
        people = _civil_servants(1)
        ours = fastest(partial(_rounds, people, rounds), 15)
        note = (
            f"{theirs['seconds'] / ours:.0f}x faster; {_rounds(people, rounds)} pairs, theirs {theirs['pairs']};"
            " both from people in memory"
        )
        rows.append(
            Row(
                f"{what}, {rounds} round{'s' * (rounds > 1)}: people to proved plans",
                shown(ours),
                MENTOR_MATCH,
                shown(theirs["seconds"]),
                ours / theirs["seconds"],
                ">= 500x faster" if rounds == 3 else "",
                note,
            )
        )
    return rows


def _from_our_rows() -> list[Row]:
    """Measure those who score pair by pair in Python, then decide; what the scoring alone takes is said apart."""
    people = answers(_SIZE, _SIZE)

    def ours() -> int:
        return PairingSession().decided(people, None).solution.total

    fast = fastest(ours, 15)
    standing = situations.situation(people, None)
    proved = assign(standing.open_scores(), standing.places)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.json"
        _write(path, people)
        for package, script, target in (
            (FLOW, "peer_flow.py", ">= 200x faster"),
            (MATCHING, "peer_stable.py", ""),
        ):
            what = f"{package.split('==')[0]} 500x500: rows to plan"
            theirs = _measured(package, script, str(path))
            if isinstance(theirs, str):
                rows.append(_skipped(what, package, theirs))
                continue
            matched = int((proved.partner >= 0).sum())
            note = (
                f"{theirs['seconds'] / fast:.0f}x faster; theirs: scoring {shown(theirs['scoring'])}, deciding"
                f" {shown(theirs['deciding'])}, {theirs['pairs']} matched; ours {matched}, fairest plan and proof"
            )
            rows.append(
                Row(
                    what,
                    shown(fast),
                    package,
                    shown(theirs["seconds"]),
                    fast / theirs["seconds"],
                    target,
                    note,
                )
            )
    return rows


def _write(path: Path, people: PairingInput) -> None:
    """Write the people as plain rows."""
    rows = [
        {
            "mentor": person.is_mentor,
            "places": person.capacity,
            "department": person.department,
            "place": person.place,
            "level": person.level_rank,
            "languages": person.languages,
            "ways": person.meeting_ways,
            "person": person.person_id,
            "managers": person.managers,
            "goals": {topic.name: topic.amount for topic in person.goals},
            "strengths": {topic.name: topic.amount for topic in person.strengths},
            "style": person.learning_style,
            "interests": person.interests,
            "hours": person.availability,
        }
        for person in people.candidates
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")


def _civil_servants(places: int) -> PairingInput:
    """Read the peer's own 500 mentors and 500 mentees, with its rules as criteria."""
    people: list[Candidate] = []
    for name in ("mentors", "mentees"):
        with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                number = len(people) + 1
                people.append(
                    Candidate(
                        number,
                        number,
                        f"u{number:04}",
                        f"{row['first name']} {row['last name']}",
                        is_mentor=name == "mentors",
                        is_mentee=name == "mentees",
                        capacity=places,
                        email=row["email address"],
                        department=row["organisation"],
                        title=row["profession"],
                        level_rank=_GRADES.index(row["grade"]) if row["grade"] in _GRADES else None,
                        interests=_characteristics(row),
                        learning_style=row["profession"],
                    )
                )
    criteria = (
        CriterionSetting("level_gap", "high"),
        CriterionSetting("learning_style", "high"),
        CriterionSetting("interests", "medium"),
        CriterionSetting("different_department", "must"),
    )
    rules = Rules(level_gap_least=1, level_gap_most=2)
    return PairingInput(1, "traditional", tuple(people), settings=Settings(criteria, rules))


def _characteristics(row: dict[str, str]) -> tuple[str, ...]:
    said = row.get("characteristics") or row.get("identity to match") or ""
    return tuple(part.strip() for part in said.split(",") if part.strip())


def _rounds(people: PairingInput, rounds: int) -> int:
    """Give every mentee up to so many mentors, one a round, like the peer does; every round is proved.

    From the people to all plans: scored once, then each round leaves out the pairs made before it.
    """
    import numpy as np

    standing = situations.situation(people, None)
    scores = standing.open_scores()
    made = 0
    for _ in range(rounds):
        decided = assign(scores, standing.places)
        if not decided.proved:
            raise ValueError(decided.gap)
        matched = np.flatnonzero(decided.partner >= 0)
        scores[matched, decided.partner[matched]] = FORBIDDEN
        made += len(matched)
    return made


def _skipped(what: str, package: str, why: str) -> Row:
    return Row(what, "-", package, "-", float("nan"), "", f"skipped: {why}")


def _environment(package: str) -> Path | None:
    """Return the Python of an environment with the package, made on first use."""
    folder = Path(tempfile.gettempdir()) / f"nhipcau-benchmark-{package.split('==', maxsplit=1)[0]}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (folder / "ready").exists():
        return python
    try:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", package], check=True, capture_output=True, timeout=600
        )
    except (OSError, subprocess.SubprocessError):
        return None
    (folder / "ready").touch()
    return python


def _measured(package: str, script: str, *arguments: str) -> dict[str, Any] | str:
    """Return what the peer's script prints, or why there is nothing."""
    python = _environment(package)
    if python is None:
        return "the registry cannot be reached"
    try:
        done = subprocess.run(
            [python, Path(__file__).with_name(script), *arguments],
            capture_output=True, text=True, check=False, timeout=900,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "it took more than 15 minutes"
    if done.returncode:
        return f"it failed: {(done.stderr.strip().splitlines() or ['?'])[-1][:80]}"
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
