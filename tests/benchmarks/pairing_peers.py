"""Other people's matchers on the same people, each in an environment of its own under the user's temporary folder.

The environments are made when first measured; none of the packages is ever a dependency. Without the registry or the
shared data that line says so and the rest is measured.
"""

import csv
import json
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, in_turns, joined, measured, not_measured
from tests.benchmarks.pairing_people import answers
from tests.benchmarks.table import figure

from nhipcau.pairing.engine.deciding import remaining_problem as situations
from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN, assign
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, PairingInput, Rules, Settings

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "mentor-match-ogl3" / "large"
MENTOR_MATCH = "mentor-match==7.0.1"
MATCHING = "matching==1.4.3"
FLOW = "ortools==9.15.6755"
_GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")
_SIZE = 500


def run() -> list[Row]:
    return [*_mentor_match(), *_flow(), *_stable()]


def _mentor_match() -> list[Row]:
    """Measure the same people and rules on both sides, from people in memory; theirs takes minutes and runs once."""
    rows: list[Row] = []
    for rounds, target in ((1, None), (3, budgets.MENTOR_MATCH)):
        what = f"mentor-match 500x500, {rounds} round{'s' * (rounds > 1)}: people to proved plans"
        if not DATA.is_dir():
            rows.append(not_measured(what, MENTOR_MATCH, target, "its data is not in ../shared/data"))
            continue
        people = _civil_servants(1)
        before = measured(partial(_rounds, people, rounds))
        theirs = _measured(MENTOR_MATCH, "peer_mentor_match.py", str(DATA), str(rounds))
        if isinstance(theirs, str):
            rows.append(not_measured(what, MENTOR_MATCH, target, theirs))
            continue
        ours = joined((before, measured(partial(_rounds, people, rounds))))
        note = f"{_rounds(people, rounds)} pairs, theirs {theirs['pairs']}; theirs ran once"
        rows.append(Row(what, ours, MENTOR_MATCH, Runs(tuple(theirs["seconds"])), target, note))
    return rows


def _flow() -> list[Row]:
    """Measure deciding on the very same scores, and all from rows, apart."""
    decide_only, all_of_it = (
        f"OR-Tools {_SIZE}x{_SIZE}: {what}" for what in ("same scores to plan", "rows to plan")
    )
    people = answers(_SIZE, _SIZE)
    before = _our_turn(people)
    theirs = _with_people(FLOW, "peer_flow.py", people)
    if isinstance(theirs, str):
        return [
            not_measured(decide_only, FLOW, budgets.FLOW_DECIDING, theirs),
            not_measured(all_of_it, FLOW, budgets.FLOW_FROM_ROWS, theirs),
        ]
    deciding, plans, fairest = (joined(pair) for pair in zip(before, _our_turn(people), strict=True))
    standing = situations.situation(people, None)
    scores, made = standing.open_scores(), assign(standing.open_scores(), standing.places)
    matched = np.flatnonzero(made.partner >= 0)
    ours = (len(matched), int(scores[matched, made.partner[matched]].sum(dtype=np.int64)))
    same = (
        "the same total" if ours == (theirs["pairs"], theirs["total"]) else f"ours {ours}, theirs DIFFERENT"
    )
    allowed = "the same pairs" if theirs["same_pairs"] else "OTHER pairs than we allow"
    scoring = figure(statistics.median(theirs["scoring"]))
    return [
        Row(
            decide_only, deciding, FLOW, Runs(tuple(theirs["deciding"])), budgets.FLOW_DECIDING,
            f"{ours[0]} matched, {same}; theirs with arcs in bulk",
        ),
        Row(
            all_of_it, plans, FLOW, Runs(tuple(theirs["seconds"])), budgets.FLOW_FROM_ROWS,
            f"the largest total both times; theirs scores {allowed} one by one in Python, by criteria much like ours,"
            f" in {scoring}; our fairest plan takes {figure(fairest.median)}",
        ),
    ]  # fmt: skip


def _our_turn(people: PairingInput) -> list[Runs]:
    """Measure deciding alone, rows to the largest total, rows to the fairest plan."""
    standing = situations.situation(people, None)
    scores, places = standing.open_scores(), standing.places

    def from_rows() -> None:
        standing = situations.situation(people, None)
        assign(standing.open_scores(), standing.places)

    def fairest() -> None:
        PairingSession().decided(people, None)

    return in_turns(lambda: assign(scores, places), from_rows, fairest, times=10)


def _stable() -> list[Row]:
    what = f"matching {_SIZE}x{_SIZE}: rows to plan"
    people = answers(_SIZE, _SIZE)
    before = _our_turn(people)[1]
    theirs = _with_people(MATCHING, "peer_stable.py", people, times=1)
    if isinstance(theirs, str):
        return [not_measured(what, MATCHING, budgets.STABLE, theirs)]
    ours = joined((before, _our_turn(people)[1]))
    scoring, deciding = (figure(statistics.median(theirs[part])) for part in ("scoring", "deciding"))
    note = f"theirs: scoring {scoring}, deciding {deciding}, {theirs['pairs']} matched, stable; ours the largest total"
    return [Row(what, ours, MATCHING, Runs(tuple(theirs["seconds"])), budgets.STABLE, note)]


def _with_people(package: str, script: str, people: PairingInput, times: int = 5) -> dict[str, Any] | str:
    """Return what the peer takes for the people as rows, and for our scores of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        standing = situations.situation(people, None)
        _write(folder / "people.json", [*standing.scoring.mentees, *standing.scoring.mentors])
        np.save(folder / "scores.npy", standing.open_scores())
        np.save(folder / "places.npy", standing.places)
        return _measured(package, script, str(folder), str(times))


def _write(path: Path, people: Sequence[Candidate]) -> None:
    """Write the people as plain rows, in the order of our scores."""
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
        for person in people
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


def _environment(package: str) -> Path | None:
    """Return the Python of an environment with the package, made on first use."""
    folder = Path(tempfile.gettempdir()) / f"nhipcau-benchmark-{package.split('==', maxsplit=1)[0]}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (folder / "ready").exists():
        return python
    try:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "--retries", "1", "--timeout", "15", package],
            check=True,
            capture_output=True,
            timeout=600,
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
