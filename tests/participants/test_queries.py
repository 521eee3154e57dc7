"""What the list, the search and the panel are told."""

import pytest
from tests.support.database import dump
from tests.support.make import participant, programme

from nhipcau.database import Database
from nhipcau.exchange.sample_organisation import build_sample
from nhipcau.participants import queries
from nhipcau.programmes.queries import programmes


def test_the_list_stands_in_vietnamese_order_with_what_is_missing(database: Database) -> None:
    made = programme(database)
    participant(database, made, "Trần Bình", mentor=True, complete=False, consents=False)
    participant(database, made, "Lê Thị Ánh")
    with database.read() as db:
        rows = queries.participant_rows(db, made)
    assert [row.name for row in rows] == ["Lê Thị Ánh", "Trần Bình"]
    assert rows[0].missing == ()
    assert rows[0].consents
    assert rows[1].missing == ("strengths", "availability", "expectations")
    assert not rows[1].consents


def test_other_programmes_do_not_leak_into_the_list(database: Database) -> None:
    first, second = programme(database), programme(database, "Khác")
    participant(database, first)
    with database.read() as db:
        assert queries.participant_rows(db, second) == ()
        assert len(queries.participant_rows(db, first)) == 1


def test_search_offers_everyone_by_folded_text(database: Database) -> None:
    made = programme(database)
    mai = participant(database, made, "Đỗ Thị Mai", email="mai@a.vn")
    with database.read() as db:
        assert queries.people_for_search(db, made) == ((mai, "Đỗ Thị Mai", "do thi mai mai@a.vn", ""),)


def test_asking_for_somebody_who_is_gone_is_an_error(database: Database) -> None:
    with database.read() as db, pytest.raises(KeyError):
        queries.person_details(db, 404)


def test_the_sample_organisation_is_complete_and_one_step(database: Database) -> None:
    build_sample(database)
    with database.read() as db:
        traditional, reverse, group = programmes(db)
        assert (traditional.kind, reverse.kind, group.kind) == ("traditional", "reverse", "group")
        assert 40 <= len(queries.people_to_choose(db)) <= 60
        rows = queries.participant_rows(db, traditional.id)
        assert any(row.withdrawn for row in rows)
        assert any(row.missing for row in rows)
        assert any(not row.consents for row in rows)
        asked = queries.questions(db, traditional.id)
        details = queries.person_details(db, next(row.id for row in rows if row.name == "Lê Thị Mai"))
    assert [question.kind for question in asked] == ["one_choice", "number"]
    assert details.person.manager_name == "Đinh Phương Thảo"
    assert len(details.answers) == 2
    assert details.answers[0][1] in asked[0].options
    full = dump(database)
    assert database.undo() is not None
    assert dump(database) != full
    assert database.next_undo() is None
