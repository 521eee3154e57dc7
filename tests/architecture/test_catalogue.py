"""The fields of a person and of a profile are declared in one place: no second list, no second name."""

import ast
import inspect
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlmodel import SQLModel
from tests.support.schema import metadata

from nhipcau.database.field_catalogue import CatalogueField
from nhipcau.database.rescue import lost_values as mending
from nhipcau.journey.models import GOAL, PairGoal
from nhipcau.pairing.models import CONSTRAINT, CRITERION, PAIR, SHARE
from nhipcau.participants.derived_columns import derived_person_columns
from nhipcau.participants.models import CONSENT, LEVEL, PERSON, PROFILE, SEARCHED
from nhipcau.programmes.models import PROGRAMME, Programme
from nhipcau.sessions.models import PULSE, SESSION, MentoringSession, PulseAnswer
from nhipcau.skills.models import SKILL, WORDING
from nhipcau.surveys.models import SurveyQuestion, SurveyWave

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "desktop" / "nhipcau"
TEXTS = ROOT / "resources" / "i18n"
FIELDS = {**PERSON, **PROFILE}
BOOKKEEPING = {
    "person": {"id", "uid", "family_name", "middle_name", "given_name", "folded", "sort_name", "created_at"},
    "participant": {
        "id", "uid", "programme_id", "person_id", "status", "enrolled_on", "withdrawn_on", "withdrawn_reason"
    },
}  # fmt: skip
"""Columns that nobody fills in: keys, what follows from others, where somebody stands in the programme."""
KNOWS_MANY = {
    "exchange/columns/field_clues.py": "in which words files ask for a field",
    "exchange/columns/answer_clues.py": "by what its answers are known",
    "exchange/sample_organisation.py": "the sample's own people",
    "pairing/store/queries.py": "what pairing reads of everybody, each by its name",
    "database/migrations/versions/m0001_first_schema.py": "what the first files held",
}
"""Modules that may name more than half of the fields: they say something of each that no other place says."""
SAME_WORDS = {
    "board.department", "board.sorted.department", "common.role", "database.table.level",
    "inbox.table.role", "inbox.decide.mentor", "inbox.decide.mentee",
    "skills.area.languages",
}  # fmt: skip
"""Texts that read like a field's name and name something else."""


@cache
def columns() -> dict[str, Table]:
    return {name: metadata().tables[name] for name in BOOKKEEPING}


@pytest.mark.parametrize("table", sorted(BOOKKEEPING))
def test_every_column_is_in_the_catalogue_once(table: str) -> None:
    declared = [one.column for one in FIELDS.values() if one.table == table]
    assert len(declared) == len(set(declared))
    assert sorted([*declared, *BOOKKEEPING[table]]) == sorted(
        column.name for column in columns()[table].columns
    )


def test_every_field_has_one_name_in_both_languages() -> None:
    names = json.loads((TEXTS / "fields.json").read_text(encoding="utf-8"))
    catalogues: tuple[Mapping[str, CatalogueField], ...] = (
        FIELDS, GOAL, SESSION, PULSE, PROGRAMME, PAIR, CONSTRAINT, CRITERION, SHARE, LEVEL, CONSENT, SKILL, WORDING
    )  # fmt: skip
    assert not [
        field.path
        for catalogue in catalogues
        for field in catalogue.values()
        if names.get(field.label.partition(".")[2], {}).keys() != {"vi", "en"}
    ]


@pytest.mark.parametrize(
    "model",
    [PairGoal, MentoringSession, PulseAnswer, Programme, SurveyQuestion, SurveyWave],
    ids=lambda model: model.__name__,
)
def test_what_a_draft_checks_is_what_its_table_holds(model: type[SQLModel]) -> None:
    table = metadata().tables[str(model.__tablename__)]
    declared = {column.name for column in table.columns if "field" in column.info}
    assert declared == set(getattr(model.__mro__[1], "model_fields"))  # noqa: B009 - any class may stand there


def test_no_other_text_repeats_the_name_of_a_field() -> None:
    names = json.loads((TEXTS / "fields.json").read_text(encoding="utf-8"))
    known = [names[code] for code in {*FIELDS, "role"}]
    repeated = {
        f"{path.stem}.{key}"
        for path in TEXTS.glob("*.json")
        if path.stem not in ("fields", "qt")
        for key, text in json.loads(path.read_text(encoding="utf-8")).items()
        if text in known
    }
    assert repeated == SAME_WORDS


def test_what_is_searched_is_the_same_wherever_it_is_made() -> None:
    assert tuple(inspect.signature(derived_person_columns).parameters) == SEARCHED
    assert mending._SEARCHED == SEARCHED


def test_no_module_lists_the_fields_again() -> None:
    listing = {
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if len(_named(path)) > len(FIELDS) // 2 and path != CODE / "participants" / "models.py"
    }
    assert listing == set(KNOWS_MANY)


def _named(path: Path) -> set[str]:
    """Return the fields that a module names as strings, alone or several in one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 400:
            parts = node.value.replace(".", " ").split()
            if all(part.isidentifier() for part in parts):
                found.update(FIELDS.keys() & set(parts))
    return found
