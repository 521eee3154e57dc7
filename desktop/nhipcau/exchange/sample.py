"""The sample organisation, built from the plain data in `resources/samples/`, and a form export of its answers."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session

from nhipcau.common.paths import resource
from nhipcau.database import Database
from nhipcau.participants.service import (
    add_person,
    add_question,
    amend_person,
    enrol,
    ensure_level,
    give_consent,
    set_answer,
    set_level_rank,
)
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme, set_organisation_name
from nhipcau.workbook import ColumnSpec, SheetSpec, write_workbook

_PERSON: Final = (
    "full_name", "gender", "birth_year", "email", "phone", "employee_code", "department", "title", "level", "place",
)  # fmt: skip
_PROFILE: Final = ("capacity", "expectations", "ideal_partner", "learning_style")
_LISTS: Final = ("interests", "availability", "wishes")


def build_sample(database: Database) -> None:
    """Fill an empty data file with one organisation and its two programmes, in one step."""
    plan = json.loads(resource("samples", "organisation.json").read_text(encoding="utf-8"))
    with database.step("inbox.step.sample", name=plan["organisation"]) as db:
        set_organisation_name(db, plan["organisation"])
        for rank, name in enumerate(plan["levels"], start=1):
            level = ensure_level(db, name)
            if level is not None:
                set_level_rank(db, level, rank)
        people = _add_people(db)
        for programme in plan["programmes"]:
            _add_programme(db, programme, people)


def _add_people(db: Session) -> dict[str, int]:
    rows = _rows("people")
    people = {}
    for row in rows:
        values: dict[str, Any] = {name: row[name] for name in _PERSON}
        values |= {"languages": _several(row["languages"]), "meeting_ways": _several(row["meeting_ways"])}
        person_id = people[row["full_name"]] = add_person(db, values)
        if row["consent"]:
            give_consent(db, person_id, date.fromisoformat(row["consent"]))
    for row in rows:
        if row["manager"]:
            amend_person(db, people[row["full_name"]], {"manager_id": people[row["manager"]]})
    return people


def _add_programme(db: Session, plan: dict[str, Any], people: dict[str, int]) -> None:
    programme_id = add_programme(db, ProgrammeDraft.model_validate(plan))
    asked = plan["question"]
    question = add_question(db, programme_id, asked["wording"], "one_choice", asked["options"])
    for row in _rows("participants"):
        if row["programme"] != plan["key"]:
            continue
        profile: dict[str, Any] = {name: row[name] for name in _PROFILE}
        profile |= {name: _several(row[name]) for name in _LISTS}
        profile |= {
            "is_mentor": row["role"] == "mentor",
            "is_mentee": row["role"] == "mentee",
            "goals": [{"topic": topic, "importance": amount} for topic, amount in _topics(row["goals"])],
            "strengths": [{"topic": topic, "level": amount} for topic, amount in _topics(row["strengths"])],
        }
        participant = enrol(db, programme_id, people[row["full_name"]], profile)
        set_answer(db, participant, question, row["support"])


def write_sample_answers(path: Path) -> None:
    """Write the answers of the first programme as a form's export: one heading row, several answers in a cell."""
    asked = json.loads(resource("samples", "form.json").read_text(encoding="utf-8"))
    person = {row["full_name"]: row for row in _rows("people")}
    rows = [
        [_said(asked, field, person[row["full_name"]] | row) for field in asked["columns"]]
        for row in _rows("participants")
        if row["programme"] == asked["programme"]
    ]
    columns = [ColumnSpec(heading, 28) for heading in asked["columns"].values()]
    write_workbook(path, [SheetSpec(asked["sheet"], columns, rows, filtered=False)])


def _said(asked: dict[str, Any], field: str, row: dict[str, str]) -> str:
    """Return a cell as a person would have answered it on the form."""
    if field in ("goals", "strengths"):
        return ", ".join(topic for topic, _ in _topics(row[field]))
    if field == "submitted":
        return f"{row['consent'] or asked['submitted']} 09:00:00"
    parts = [asked["answers"].get(part, part) for part in _several(row[field])]
    return ", ".join(parts)


def _rows(name: str) -> list[dict[str, str]]:
    with resource("samples", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _topics(text: str) -> list[tuple[str, int]]:
    found = (part.rpartition(":") for part in _several(text))
    return [(topic, int(amount)) for topic, _, amount in found]
