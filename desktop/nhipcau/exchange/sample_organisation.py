"""The sample organisation, made from plain data in `resources/samples/`, and a workbook of form answers from it."""

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session

from nhipcau.common.names.vietnamese import fold, name_parts
from nhipcau.common.paths import resource
from nhipcau.database import Database
from nhipcau.pairing.settings.pairing_input import QuotaSetting, Rules
from nhipcau.pairing.store.service import set_quotas, set_rules
from nhipcau.participants.service import (
    add_person,
    add_question,
    amend_person,
    enrol,
    ensure_level,
    give_consent,
    set_answer,
    set_level_rank,
    set_quotable,
    withdraw,
)
from nhipcau.programmes.service import add_programme, set_organisation_name
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec, write_workbook
from nhipcau.workbook.cells import Kind

Record = Mapping[str, str]
_KIND_OF: Final[Mapping[str, Kind]] = {"one_choice": "text", "number": "number", "scale": "number"}


def _organisation() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("samples", "organisation.json").read_text(encoding="utf-8"))
    return loaded


def _records(name: str) -> list[dict[str, str]]:
    with resource("samples", name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _list(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _graded(cell: str) -> list[tuple[str, int]]:
    return [(topic, int(grade)) for topic, _, grade in (part.rpartition(":") for part in _list(cell))]


def _email(person: Record, domain: str, people: list[dict[str, str]]) -> str:
    """Return given name and initials; the second of two people of one name gets a number, as offices do."""
    same = [other["code"] for other in people if other["full_name"] == person["full_name"]]
    number = str(same.index(person["code"]) + 1) if same[0] != person["code"] else ""
    return _email_of(person["full_name"], domain, number)


def _email_of(full_name: str, domain: str, number: str = "") -> str:
    parts = name_parts(full_name)
    initials = "".join(word[0] for word in f"{parts.family} {parts.middle}".split())
    return f"{fold(parts.given)}.{fold(initials)}{number}@{domain}"


def _phone(person: Record) -> str:
    return f"0900 000 {person['code'][-3:]}"


# --- the data file ------------------------------------------------------------------------------------------------


def build_sample(database: Database) -> None:
    """Write the sample organisation in one step."""
    organisation = _organisation()
    with database.step("participants.step.sample") as db:
        set_organisation_name(db, organisation["organisation"])
        for name, rank in organisation["levels"].items():
            level_id = ensure_level(db, name)
            if level_id is not None:
                set_level_rank(db, level_id, rank)
        ids = _add_people(db, organisation)
        for programme in organisation["programmes"]:
            _add_programme(db, programme, ids)


def _add_people(db: Session, organisation: Mapping[str, Any]) -> dict[str, int]:
    people = _records("people.csv")
    ids: dict[str, int] = {}
    for person in people:
        ids[person["code"]] = add_person(
            db,
            {
                "full_name": person["full_name"],
                "preferred_name": person["preferred_name"],
                "email": _email(person, organisation["mail_domain"], people),
                "phone": _phone(person),
                "employee_code": person["code"],
                "department": person["department"],
                "title": person["title"],
                "level": person["level"],
                "birth_year": int(person["birth_year"]),
                "gender": person["gender"],
                "place": person["place"],
                "languages": _list(person["languages"]),
                "time_zone": "Asia/Ho_Chi_Minh",
                "meeting_ways": _list(person["meeting_ways"]),
                **_assistant(person, organisation),
            },
        )
        if person["code"] not in organisation["without_consent"]:
            given_on = date.fromisoformat(organisation["consent_on"])
            give_consent(db, ids[person["code"]], given_on, organisation["consent_source"])
    for person in people:
        if person["manager"]:
            amend_person(db, ids[person["code"]], {"manager_id": ids[person["manager"]]})
    return ids


def _assistant(person: Record, organisation: Mapping[str, Any]) -> dict[str, str]:
    """Return who keeps the calendar of a busy leader."""
    name = organisation["assistants"].get(person["code"])
    if name is None:
        return {}
    return {"assistant_name": name, "assistant_email": _email_of(name, organisation["mail_domain"])}


def _add_programme(db: Session, programme: Mapping[str, Any], ids: Mapping[str, int]) -> None:
    programme_id = add_programme(
        db,
        {name: programme[name] for name in ("name", "kind", "starts_on", "ends_on", "vision", "sponsor")},
    )
    questions = [
        (add_question(db, programme_id, asked["wording"], asked["kind"], asked["options"]), asked["kind"])
        for asked in programme["questions"]
    ]
    for (question_id, _), asked in zip(questions, programme["questions"], strict=True):
        set_quotable(db, question_id, asked["quotable"])
    _choose(db, programme_id, programme)
    names = {person["code"]: person["full_name"] for person in _records("people.csv")}
    starts = date.fromisoformat(programme["starts_on"])
    for record in _records(programme["people"]):
        participant_id = enrol(
            db, programme_id, ids[record["code"]], _profile(record, names), starts - timedelta(days=14)
        )
        for (question_id, kind), given in zip(questions, _list(record["answers"]), strict=False):
            value = int(given) if kind in ("number", "scale") else given
            set_answer(db, participant_id, question_id, value)
        left = programme["withdrawn"].get(record["code"])
        if left:
            withdraw(db, participant_id, left["reason"], date.fromisoformat(left["on"]))


def _choose(db: Session, programme_id: int, programme: Mapping[str, Any]) -> None:
    """Save the rules and shares that the sample's coordinator has chosen, where she has."""
    if chosen := programme.get("rules"):
        set_rules(db, programme_id, replace(Rules(), **chosen))
    if quotas := programme.get("quotas"):
        set_quotas(db, programme_id, [QuotaSetting(**quota) for quota in quotas])


def _profile(record: Record, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "is_mentor": record["roles"] in ("mentor", "both"),
        "is_mentee": record["roles"] in ("mentee", "both"),
        "capacity": int(record["capacity"]),
        "goals": [{"topic": topic, "importance": grade} for topic, grade in _graded(record["goals"])],
        "strengths": [{"topic": topic, "level": grade} for topic, grade in _graded(record["strengths"])],
        "wishes": [names[code] for code in _list(record["wishes"])],
        "interests": _list(record["interests"]),
        "availability": _list(record["availability"]),
        **{name: record[name] for name in ("expectations", "ideal_partner", "learning_style", "note")},
    }


# --- the workbook of form answers ---------------------------------------------------------------------------------


def write_sample_answers(path: Path, kind: str = "traditional") -> None:
    """Write the answers to one programme's form as Google Forms would export them, to try the import with."""
    organisation = _organisation()
    form = organisation["form"]
    people = _records("people.csv")
    by_code = {person["code"]: person for person in people}
    emails = {person["code"]: _email(person, organisation["mail_domain"], people) for person in people}
    programme = next(one for one in organisation["programmes"] if one["kind"] == kind)
    asked = programme["questions"]
    records = [
        record for record in _records(programme["people"]) if record["code"] not in programme["withdrawn"]
    ]
    begin = datetime(2026, 1, 12, 8, 15)  # noqa: DTZ001 - a workbook's times have no zone
    rows: list[tuple[Plain, ...]] = []
    for place, record in enumerate(records):
        answered = _answers(record, by_code, form, emails[record["code"]])
        submitted = begin + timedelta(hours=7 * place, minutes=11 * place)
        rows.append(
            (submitted, *(answered.get(name) for name in list(form["headings"])[1:]), *_own(record, asked))
        )
    kinds: dict[str, Kind] = {"submitted": "date", "birth_year": "number", "capacity": "number"}
    columns = [ColumnSpec(heading, 24, kinds.get(name, "text")) for name, heading in form["headings"].items()]
    columns += [ColumnSpec(one["wording"], 24, _KIND_OF[one["kind"]]) for one in asked]
    write_workbook(path, [SheetSpec(form["sheet"], columns, rows)])


def _answers(
    record: Record, people: Mapping[str, Record], form: Mapping[str, Any], email: str
) -> dict[str, Plain]:
    person = people[record["code"]]
    is_mentor = record["roles"] in ("mentor", "both")
    plain = ("full_name", "department", "title", "level", "gender", "place")
    written = ("expectations", "ideal_partner", "learning_style")
    lists = {
        "languages": _list(person["languages"]),
        "meeting_ways": [form["ways"][way] for way in _list(person["meeting_ways"])],
        "goals": [topic for topic, _ in _graded(record["goals"])],
        "strengths": [topic for topic, _ in _graded(record["strengths"])],
        "interests": _list(record["interests"]),
        "availability": [_slot(slot, form["days"]) for slot in _list(record["availability"])],
        "wishes": [people[code]["full_name"] for code in _list(record["wishes"])],
    }
    return {
        "email": email,
        "phone": _phone(person),
        "employee_code": person["code"],
        "manager": people[person["manager"]]["full_name"] if person["manager"] else "",
        "birth_year": int(person["birth_year"]),
        "role": form["roles"][record["roles"]],
        "capacity": int(record["capacity"]) if is_mentor else None,
        **{name: person[name] for name in plain},
        **{name: record[name] for name in written},
        **{name: ", ".join(parts) for name, parts in lists.items()},
    }


def _own(record: Record, asked: list[dict[str, Any]]) -> list[Plain]:
    """Return the answers to the programme's own questions; whoever stopped half-way left the rest empty."""
    given: list[str | None] = [*_list(record["answers"]), *[None] * len(asked)]
    return [
        int(answer) if answer is not None and _KIND_OF[one["kind"]] == "number" else answer
        for one, answer in zip(asked, given, strict=False)
    ]


def _slot(slot: str, days: Mapping[str, str]) -> str:
    day, _, hour = slot.partition("-")
    return f"{days[day]} {hour}h"
