"""What is one of a few codes or numbers can hold no secret: it is changed, and what others get must stay the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from pytestqt.qtbot import QtBot
from sqlmodel import select
from tests.privacy.known_leaks import SHOWN_BY, listed
from tests.privacy.planting import PAIRS, Planted, model, plant
from tests.privacy.without import ONE_OF_FEW, WITHOUT
from tests.privacy.writing import WRITERS, Scene
from tests.support.audiences import AUDIENCE_OF
from tests.support.database import new_database

from nhipcau.participants.models import Level
from nhipcau.shell.outputs import OUTPUTS

Change = Callable[[Planted, Any], object]
"""Takes what is planted and a row, and returns what the field becomes."""


def _partners(planted: Planted, row: Any) -> list[str]:
    who = (
        next(name for name, (_, one) in planted.people.items() if one.id == row.id)
        if _here(planted, row)
        else ""
    )
    others = [one if who == other else other for one, other in PAIRS if who in (one, other)]
    return [planted.people[one][0].full_name for one in others]


def _here(planted: Planted, row: Any) -> bool:
    return any(one.id == row.id for _, one in planted.people.values())


def _is_mentor(planted: Planted, row: Any) -> bool:
    return any(planted.people[mentor][0].id == row.id for mentor, _ in PAIRS)


CHANGES: Final[Mapping[str, Change]] = {
    "pair.fit_answer": lambda _, __: "good",
    "pair.fit": lambda _, __: 9876,
    "pair_event.state": lambda _, __: "fit_good",
    "mentoring_session.rating": lambda _, __: 5,
    "pulse_answer.feeling": lambda _, __: 5,
    "survey_answer.value": lambda _, row: 1 if isinstance(row.value, int) else row.value,
    "scenario_pair.fit": lambda _, __: 9876,
    "scenario_pair.locked": lambda _, row: not row.locked,
    "scenario_pair.confirmed": lambda _, row: not row.confirmed,
    "participant.wishes": _partners,
    "participant.refusals": lambda _, __: ["Trần Thị Khác"],
    "quota.percent": lambda _, __: 77,
    "skill.hidden": lambda _, row: not row.hidden,
    "waiting_row.hidden": lambda _, row: not row.hidden,
    "waiting_row.row_number": lambda _, __: 7654,
    "pulse_answer.role": lambda _, row: "mentor" if row.role == "mentee" else "mentee",
    "person.level": lambda planted, row: "Cao" if _is_mentor(planted, row) else "Thấp",
    "person.birth_year": lambda planted, row: 1960 if _is_mentor(planted, row) else 2001,
}
"""By field, what it becomes in every row."""
DECIDING: Final[Mapping[str, str]] = {
    "participant.status": "whoever has left gets nothing more",
    "participant.capacity participant.least participant.mentors_wanted": "how many pairs there can be",
    "question.quotable": "that is what it is for",
    "quota.kind quota.attribute quota.bound": "what the plan must keep to; nothing of a person",
    "criterion.code criterion.comparison criterion.weight": "which reasons come first; nothing of a person",
    "pair_constraint.kind": "which pairs there can be",
    "survey.kind survey_question.audience survey_question.means survey_question.required survey_wave.anonymous"
    " survey_response.role": "what is asked of whom",
    "sent_workbook.language": "the language in which one was sent, said in it",
}  # fmt: skip
"""The team's codes that change what others get, and may."""


def test_every_code_of_the_teams_is_changed_or_may_show() -> None:
    named = {name for names, why in WITHOUT.items() if why == ONE_OF_FEW for name in names.split()}
    of_the_team = {one for one in named if AUDIENCE_OF.get(one) == "team"}
    may_show = {name for names in DECIDING for name in names.split()}
    assert not of_the_team - set(CHANGES) - may_show
    assert not may_show - of_the_team


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_only_the_team_may_know_makes_no_difference_to_others(
    tmp_path: Path, qtbot: QtBot, caplog: Any
) -> None:
    database = new_database(tmp_path / "data")
    scene = Scene(plant(database, "traditional", "vi"), tmp_path)
    qtbot.addWidget(scene.parent)
    with database.step("programmes.step.add") as db:
        db.add_all((Level(name="Cao", rank=900), Level(name="Thấp", rank=100)))
    before = _all_texts(scene, tmp_path / "before")
    known = {line.split()[1] for line in listed(SHOWN_BY)}
    together = _shown(scene, before, [name for name in CHANGES if name not in known])
    alone = [name for name in CHANGES if name in known or together]
    shown = [line for name in alone for line in _shown(scene, before, [name])]
    assert _all_texts(scene, tmp_path / "again") == before
    database.close()
    assert sorted(shown) == listed(SHOWN_BY)


def _shown(scene: Scene, before: Mapping[str, object], names: Sequence[str]) -> list[str]:
    """Change fields, and return in which outputs that makes a difference."""
    held = {name: _change(scene.planted, name) for name in names}
    after = _all_texts(scene, scene.folder(f"with {len(names)} {names[0]}") / "all")
    for name in names:
        _put_back(scene.planted, name, held[name])
    return [f"{code} {names[0]}" for code in before if before[code] != after[code]]


def _change(planted: Planted, name: str) -> dict[int, object]:
    """Change a field in every row, and return what it was."""
    table, _, column = name.partition(".")
    held: dict[int, object] = {}
    with planted.database.step("programmes.step.edit") as db:
        for row in db.exec(select(model(table))).all():
            held[row.id] = getattr(row, column)
            setattr(row, column, CHANGES[name](planted, row))
    return held


def _put_back(planted: Planted, name: str, held: Mapping[int, object]) -> None:
    table, _, column = name.partition(".")
    with planted.database.step("programmes.step.edit") as db:
        for row in db.exec(select(model(table))).all():
            setattr(row, column, held[row.id])


def _all_texts(scene: Scene, folder: Path) -> dict[str, list[list[str]]]:
    """Return what can be read in every output that goes to others than the team, by its code."""
    scene.begin_anew(folder)
    mine = [one.code for one in OUTPUTS if "team" not in one.readers and one.code not in _FAULTS | _DRAWN]
    read = {code: [written.texts for written in WRITERS[code](scene)] for code in mine}
    return {
        code: [[_UID.sub("uid", text) for text in texts if not _PASSING.search(text)] for texts in files]
        for code, files in read.items()
    }


_UID: Final = re.compile("[0-9A-HJKMNP-TV-Z]{16}")
"""Of a workbook that was sent; some are taken back before their texts are compared."""
_FAULTS: Final = frozenset({"bug_report", "uncaught", "log"})
_DRAWN: Final = frozenset({"own_reminders"})
"""Carries forms of anonymous waves opened for it, with keys that are drawn anew; the forms themselves are read."""
_PASSING: Final = re.compile(
    "PK\x03\x04|\x00|X-Unsent|boundary=|dcterms|datetime.datetime|^Log:|\\d\\d:\\d\\d:\\d\\d"
)
"""Packed bytes, what separates the parts of a mail, and the time."""
