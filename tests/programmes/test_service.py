"""Programmes and the organisation: made, amended, refused, taken back."""

from datetime import date

import pytest
from tests.support.database import assert_undoable
from tests.support.make import programme

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.programmes import queries, service
from nhipcau.programmes.models import ProgrammeDraft


def test_a_programme_keeps_what_was_said_of_it(database: Database) -> None:
    draft = ProgrammeDraft(name="  Cầu Nối  Số ", kind="reverse", starts_on=date(2026, 3, 2), sponsor="Bà Hà")
    with database.step("programmes.step.add", name="x") as db:
        made = service.add_programme(db, draft)
    with database.read() as db:
        row = queries.programme(db, made)
        assert row is not None
        assert (row.name, row.kind, row.starts_on, row.sponsor) == (
            "Cầu Nối Số",
            "reverse",
            date(2026, 3, 2),
            "Bà Hà",
        )
        assert [found.id for found in queries.programmes(db)] == [made]


def test_making_a_programme_can_be_taken_back(database: Database) -> None:
    assert_undoable(database, programme)


def test_amending_names_only_what_changes(database: Database) -> None:
    made = programme(database)

    def amend(database: Database) -> None:
        with database.step("programmes.step.amend", name="x") as db:
            service.amend_programme(db, made, {"vision": "Ai cũng có người để hỏi."})

    assert_undoable(database, amend)
    with database.read() as db:
        row = queries.programme(db, made)
    assert row is not None
    assert (row.name, row.vision) == ("Hạt Giống 2026", "Ai cũng có người để hỏi.")


def test_a_programme_without_a_name_is_refused_beside_the_name(database: Database) -> None:
    with pytest.raises(Rejected) as refused, database.step("programmes.step.add", name="") as db:
        service.add_programme(db, {"name": "   "})
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("programmes.problem.name_missing", "name")
    ]


def test_a_programme_cannot_end_before_it_begins(database: Database) -> None:
    dates = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}
    with pytest.raises(Rejected) as refused, database.step("programmes.step.add", name="x") as db:
        service.add_programme(db, {"name": "x", **dates})
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("programmes.problem.ends_before_start", "ends_on")
    ]
    with database.step("programmes.step.add", name="x") as db:
        one_day = service.add_programme(db, {"name": "x", **dict.fromkeys(dates, date(2026, 5, 1))})
        service.amend_programme(db, one_day, {"ends_on": None})
        service.amend_programme(db, one_day, ProgrammeDraft(name="y", ends_on=date(2026, 4, 1)))
        with pytest.raises(Rejected):
            service.amend_programme(db, one_day, {"starts_on": date(2026, 5, 1)})


def test_a_kind_nobody_knows_is_refused(database: Database) -> None:
    with pytest.raises(Rejected) as refused, database.step("programmes.step.add", name="x") as db:
        service.add_programme(db, {"name": "x", "kind": "upside-down"})
    assert refused.value.problems[0].code == "programmes.problem.not_valid"


def test_amending_a_programme_that_is_gone_says_so(database: Database) -> None:
    with pytest.raises(Rejected) as refused, database.step("programmes.step.amend", name="x") as db:
        service.amend_programme(db, 99, {"name": "x"})
    assert refused.value.problems[0].code == "programmes.problem.gone"


def test_the_organisation_is_named_once_and_stays_one(database: Database) -> None:
    def name(database: Database) -> None:
        with database.step("programmes.step.add", name="x") as db:
            service.set_organisation_name(db, " Sông  Xanh ")

    assert_undoable(database, name)
    with database.step("programmes.step.add", name="x") as db:
        assert service.ensure_organisation(db) == service.ensure_organisation(db)
        assert queries.organisation_name(db) == "Sông Xanh"
