"""Answers that are remembered, and changes to the organisation's list: every one can be taken back."""

from collections.abc import Callable, Iterable

import pytest
from sqlmodel import Session
from tests.support.database import assert_undoable

from nhipcau.common.errors import Problem, Rejected
from nhipcau.database import Database
from nhipcau.skills import queries, service
from nhipcau.skills.queries import SkillRow


def _step(database: Database, work: Callable[[Session], object]) -> None:
    with database.step("skills.step.keep", wording="x") as db:
        work(db)


def _codes(database: Database, text: str) -> tuple[str, ...]:
    with database.read() as db:
        return queries.matcher(db).find(text).codes


def _rows(database: Database) -> dict[str, SkillRow]:
    with database.read() as db:
        return {row.code: row for row in queries.skill_rows(db)}


def _refused(database: Database, work: Callable[[Session], object]) -> Iterable[Problem]:
    with pytest.raises(Rejected) as refused, database.step("skills.step.keep", wording="x") as db:
        work(db)
    return refused.value.problems


def test_a_wording_is_remembered_for_a_skill_and_asked_no_more(database: Database) -> None:
    assert _codes(database, "máy nghĩ hộ") == ()
    assert_undoable(database, lambda d: _step(d, lambda db: service.remember(db, "Máy nghĩ hộ", "ai")))
    assert _codes(database, "may nghi ho!") == ("ai",)
    assert _rows(database)["ai"].remembered == ("Máy nghĩ hộ",)


def test_a_wording_may_be_kept_as_it_is(database: Database) -> None:
    _step(database, lambda db: service.remember(db, "Ấm áp", service.NO_SKILL))
    with database.read() as db:
        assert queries.matcher(db).find("ấm áp").known
        assert queries.kept_wordings(db) == ("Ấm áp",)
    assert _codes(database, "ấm áp") == ()


def test_the_latest_answer_counts_and_can_be_forgotten(database: Database) -> None:
    _step(database, lambda db: service.remember(db, "máy nghĩ hộ", "automation"))
    _step(database, lambda db: service.remember(db, "Máy nghĩ hộ", "ai"))
    assert _codes(database, "máy nghĩ hộ") == ("ai",)
    assert_undoable(database, lambda d: _step(d, lambda db: service.forget(db, "máy nghĩ hộ")))
    assert _codes(database, "máy nghĩ hộ") == ()


def test_nothing_at_all_is_not_remembered(database: Database) -> None:
    problems = _refused(database, lambda db: service.remember(db, " ?! ", "ai"))
    assert [problem.code for problem in problems] == ["skills.problem.wording_missing"]
    with pytest.raises(KeyError):
        _step(database, lambda db: service.remember(db, "pha chế", "no such skill"))


def test_the_organisation_adds_a_skill_of_its_own(database: Database) -> None:
    values = {"name_vi": " Pha   chế ", "area": "operations"}
    assert_undoable(database, lambda d: _step(d, lambda db: service.add_skill(db, values)))
    own = [row for row in _rows(database).values() if row.own]
    assert [(row.name("vi"), row.name("en"), row.area) for row in own] == [
        ("Pha chế", "Pha chế", "operations")
    ]
    assert _codes(database, "tôi muốn học pha che") == (own[0].code,)


def test_a_skill_needs_a_name_that_no_other_has(database: Database) -> None:
    assert [p.code for p in _refused(database, lambda db: service.add_skill(db, {"name_vi": " "}))] == [
        "skills.problem.name_missing"
    ]
    (problem,) = _refused(database, lambda db: service.add_skill(db, {"name_en": "chatgpt"}))
    assert (problem.code, problem.field) == ("skills.problem.name_taken", "name_en")
    assert problem.values["name"] == "AI tạo sinh / Generative AI"
    long = {"name_vi": "a" * 81}
    assert [p.code for p in _refused(database, lambda db: service.add_skill(db, long))] == [
        "skills.problem.too_long"
    ]


def test_a_skill_of_the_starting_list_may_have_another_name_and_its_old_one_is_understood(
    database: Database,
) -> None:
    def rename(database: Database) -> None:
        _step(database, lambda db: service.rename_skill(db, "ai", {"name_vi": "Máy thông minh"}))

    assert_undoable(database, rename)
    assert _rows(database)["ai"].name("vi") == "Máy thông minh"
    assert "Trí tuệ nhân tạo" in _rows(database)["ai"].wordings
    assert _codes(database, "Máy thông minh") == _codes(database, "trí tuệ nhân tạo") == ("ai",)


def test_an_own_skill_that_is_renamed_is_still_found_by_its_old_name(database: Database) -> None:
    _step(database, lambda db: service.add_skill(db, {"name_vi": "Pha chế"}))
    code = _codes(database, "Pha chế")[0]
    _step(database, lambda db: service.rename_skill(db, code, {"name_vi": "Nghề pha chế đồ uống"}))
    assert _codes(database, "pha chế") == _codes(database, "Nghề pha chế đồ uống") == (code,)
    _step(database, lambda db: service.rename_skill(db, code, {"name_vi": "Pha chế"}))
    assert _rows(database)[code].name("vi") == "Pha chế"


def test_a_hidden_skill_is_no_longer_found_until_it_is_taken_in_again(database: Database) -> None:
    assert _codes(database, "Blockchain") == ("blockchain",)
    assert_undoable(database, lambda d: _step(d, lambda db: service.hide_skill(db, "blockchain")))
    assert _codes(database, "Blockchain") == ()
    assert _rows(database)["blockchain"].hidden
    _step(database, lambda db: service.hide_skill(db, "blockchain", hidden=False))
    assert _codes(database, "Blockchain") == ("blockchain",)


def test_each_organisation_has_its_own_list(database: Database) -> None:
    _step(database, lambda db: service.remember(db, "pha chế", "hospitality"))
    assert _codes(database, "pha chế") == ("hospitality",)
    assert database.undo() is not None
    assert _codes(database, "pha chế") == ()


def test_a_name_may_be_as_long_as_eighty_letters_and_both_names_are_looked_at(database: Database) -> None:
    _step(database, lambda db: service.add_skill(db, {"name_vi": "ă" * 80, "name_en": "b" * 80}))
    both = {"name_vi": "c" * 81, "name_en": "d" * 81}
    assert [(p.code, p.field) for p in _refused(database, lambda db: service.add_skill(db, both))] == [
        ("skills.problem.too_long", "name_vi"),
        ("skills.problem.too_long", "name_en"),
    ]
    taken = {"name_vi": "Trí tuệ nhân tạo", "name_en": "Blockchain"}
    assert [
        (p.field, p.values["name"]) for p in _refused(database, lambda db: service.add_skill(db, taken))
    ] == [
        ("name_vi", "Trí tuệ nhân tạo / Artificial intelligence"),
        ("name_en", "Blockchain / Blockchain technology"),
    ]


def test_a_change_to_one_skill_leaves_what_was_changed_of_another(database: Database) -> None:
    _step(database, lambda db: service.rename_skill(db, "ai", {"name_vi": "Máy thông minh"}))
    _step(database, lambda db: service.hide_skill(db, "blockchain"))
    _step(database, lambda db: service.hide_skill(db, "ai"))
    _step(database, lambda db: service.rename_skill(db, "blockchain", {"name_en": "Chained blocks"}))
    rows = _rows(database)
    assert (rows["ai"].name("vi"), rows["ai"].hidden) == ("Máy thông minh", True)
    assert (rows["blockchain"].name("en"), rows["blockchain"].hidden) == ("Chained blocks", True)
    assert rows["blockchain"].name("vi") == "Blockchain"


def test_forgetting_what_was_never_said_and_forgetting_one_of_two_change_no_more_than_that(
    database: Database,
) -> None:
    _step(database, lambda db: service.remember(db, "máy nghĩ hộ", "ai"))
    _step(database, lambda db: service.remember(db, "máy pha cà phê", "ai"))
    _step(database, lambda db: service.forget(db, "chưa ai nói"))
    _step(database, lambda db: service.forget(db, "MÁY NGHĨ HỘ"))
    assert _rows(database)["ai"].remembered == ("máy pha cà phê",)


def test_a_name_of_punctuation_alone_is_none_and_a_skill_may_keep_its_own(database: Database) -> None:
    problems = _refused(database, lambda db: service.add_skill(db, {"name_vi": "?!", "name_en": " "}))
    assert [(p.code, p.field) for p in problems] == [("skills.problem.name_missing", "name_vi")]
    _step(database, lambda db: service.rename_skill(db, "ai", {"name_en": "AI"}))
    assert _rows(database)["ai"].name("en") == "AI"
