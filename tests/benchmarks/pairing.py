"""From people to the proved best plan, against scipy's assignment alone and against the `mentor-match` package.

`mentor-match` runs in an environment of its own under the user's temporary folder, made when first measured; it is
never a dependency. Without the registry or the shared data that line says so and the rest is measured.
"""

import csv
import json
import subprocess
import sys
import tempfile
import venv
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Row, fastest, shown
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine import situation as situations
from nhipcau.pairing.engine.assignment import FORBIDDEN, assign
from nhipcau.pairing.plan import solve
from nhipcau.pairing.profiles import Candidate, CriterionSetting, PairingInput, Rules, Settings

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "mentor-match-ogl3" / "large"
PEER = "mentor-match==7.0.1"
SIZES = (50, 500, 2000)
_GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")


def run() -> list[Row]:
    rows: list[Row] = []
    solve(answers(20, 20))  # load the engine
    for size in SIZES:
        rows += _against_scipy(size)
    return rows + _against_peer()


def _decide(people: PairingInput) -> bool:
    """Go from people to the proved plan, without the sentences."""
    situations.forget()
    standing = situations.situation(people, None)
    return assign(standing.open_scores(), standing.places).proved


def _plan(people: PairingInput) -> None:
    situations.forget()
    solve(people)


def _against_scipy(size: int) -> list[Row]:
    # Not at the top: the product says how many threads numpy may use before it is loaded.
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types

    people = answers(size, size)
    standing = situations.situation(people, None)
    scores = standing.open_scores()
    column = np.repeat(np.arange(scores.shape[1]), np.minimum(standing.places, len(scores)))
    worth = np.where(scores >= 0, scores + float(10_000 * len(scores) + 1), 0.0)[:, column]
    times = 21 if size < 1000 else 3
    # By turns, so that whatever else the machine does in the meantime slows all three.
    theirs = decided = whole = float("inf")
    for _ in range(times):
        theirs = min(theirs, fastest(lambda: linear_sum_assignment(worth, maximize=True), 1))
        decided = min(decided, fastest(lambda: _decide(people), 1))
        whole = min(whole, fastest(lambda: _plan(people), 1))
    proved = "proved" if _decide(people) else "NOT proved"
    memory = _peak_of(size)
    return [
        Row(
            f"pairing {size}x{size}: rows to proved plan",
            shown(decided),
            "linear_sum_assignment alone",
            shown(theirs),
            decided / theirs,
            "<= 4x" if size >= 500 else "",
            f"{proved}, peak {memory}",
        ),
        Row(
            f"pairing {size}x{size}: with all reasons",
            shown(whole),
            "linear_sum_assignment alone",
            shown(theirs),
            whole / theirs,
            "",
            "points, three reasons a pair, why anyone is left out",
        ),
    ]


def _peak_of(size: int) -> str:
    """Return the peak memory of a process that only makes this plan."""
    code = (
        "import resource\n"
        "from tests.benchmarks.pairing_people import answers\n"
        "from nhipcau.pairing.plan import solve\n"
        f"solve(answers({size}, {size}))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    code = f"import sys\nsys.path[:0] = [{str(ROOT / 'desktop')!r}, {str(ROOT)!r}]\n{code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return (
        f"{int(done.stdout) // 1024} MB" if done.returncode == 0 and done.stdout.strip() else "not measured"
    )


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

    situations.forget()
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


def _against_peer() -> list[Row]:
    if not DATA.is_dir():
        return [_skipped("its data is not in ../shared/data")]
    python = _peer_environment()
    if python is None:
        return [_skipped("the registry cannot be reached")]
    rows: list[Row] = []
    for rounds in (1, 3):
        theirs = _peer_seconds(python, rounds)
        if isinstance(theirs, str):
            rows.append(_skipped(theirs))
            continue
        people = _civil_servants(1)
        ours = fastest(partial(_rounds, people, rounds), 9)
        faster = f"{theirs[0] / ours:.0f}x faster"
        note = f"{faster}; {_rounds(people, rounds)} pairs, theirs {theirs[1]}; both from people in memory"
        rows.append(
            Row(
                f"mentor-match 500x500, {rounds} round{'s' * (rounds > 1)}: people to proved plans",
                shown(ours),
                PEER,
                shown(theirs[0]),
                ours / theirs[0],
                ">= 500x faster" if rounds == 3 else "",
                note,
            )
        )
    return rows


def _skipped(why: str) -> Row:
    return Row("mentor-match 500x500", "-", PEER, "-", float("nan"), "", f"skipped: {why}")


def _peer_environment() -> Path | None:
    folder = Path(tempfile.gettempdir()) / "nhipcau-benchmark-mentor-match"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (folder / "ready").exists():
        return python
    try:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", PEER], check=True, capture_output=True, timeout=600
        )
    except (OSError, subprocess.SubprocessError):
        return None
    (folder / "ready").touch()
    return python


def _peer_seconds(python: Path, rounds: int) -> tuple[float, int] | str:
    """Return the peer's time and pairs, or why there are none."""
    script = Path(__file__).with_name("peer_mentor_match.py")
    try:
        done = subprocess.run(
            [python, script, DATA, str(rounds)], capture_output=True, text=True, check=False, timeout=900
        )
    except subprocess.TimeoutExpired:
        return "it took more than 15 minutes"
    if done.returncode:
        return f"it failed: {(done.stderr.strip().splitlines() or ['?'])[-1][:80]}"
    figures = json.loads(done.stdout.splitlines()[-1])
    return float(figures["seconds"]), int(figures["pairs"])
