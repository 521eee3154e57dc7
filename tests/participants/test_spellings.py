"""Spellings of departments, places and levels that are one, and what merging them does."""

import pytest
from sqlmodel import select
from tests.support.make import person

from nhipcau.database import Database
from nhipcau.participants import queries
from nhipcau.participants.models import Level, Person
from nhipcau.participants.service import ensure_level, merge_spellings, set_level_rank
from nhipcau.participants.spellings import SpellingMerge, ValueCount, proposed_merges


def proposed(*spellings: tuple[str, int]) -> tuple[SpellingMerge, ...]:
    return proposed_merges([ValueCount(*one) for one in spellings])


def test_spellings_that_differ_in_case_accents_or_a_word_like_department_are_proposed() -> None:
    merges = proposed(
        ("Kinh doanh", 12), ("kinh doanh", 3), ("KINH DOANH", 1), ("Phòng Kinh doanh", 2), ("Kế toán", 4)
    )
    assert merges == (
        SpellingMerge(("Kinh doanh", "kinh doanh", "KINH DOANH", "Phòng Kinh doanh"), "Kinh doanh"),
    )


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("CNTT", "Công nghệ thông tin"),
        ("HCNS", "Hành chính nhân sự"),
        ("HR", "Human Resources"),
        ("TP.HCM", "TP. Hồ Chí Minh"),
        ("HCM", "Thành phố Hồ Chí Minh"),
        ("HN", "Hà Nội"),
        ("P&L", "Planning and Logistics"),
    ],
)
def test_an_abbreviation_stands_for_the_one_name_it_fits(short: str, name: str) -> None:
    merges = proposed((short, 3), (name, 1))
    assert merges == ((SpellingMerge((name, short), name),) if short != "P&L" else ())


def test_an_abbreviation_that_fits_two_names_is_left_alone() -> None:
    assert proposed(("KT", 2), ("Kế toán", 3), ("Kỹ thuật", 2)) == ()


def test_short_words_are_not_taken_for_abbreviations() -> None:
    assert proposed(("Kho", 2), ("Khách hàng online", 3)) == ()


def test_the_spelling_with_its_accents_is_kept() -> None:
    assert proposed(("Ha Noi", 9), ("Hà Nội", 1))[0].into == "Hà Nội"


def test_merging_writes_one_spelling_finds_people_by_it_and_can_be_undone(database: Database) -> None:
    for name, department in (("An", "CNTT"), ("Bình", "Công nghệ thông tin"), ("Cường", "Kế toán")):
        person(database, name, department=department)
    with database.step("participants.step.merge", into="Công nghệ thông tin") as db:
        changed = merge_spellings(db, "department", ("CNTT", "Công nghệ thông tin"), "Công nghệ thông tin")
    assert changed == 1
    with database.read() as db:
        assert queries.value_counts(db, "department") == (
            ValueCount("Công nghệ thông tin", 2),
            ValueCount("Kế toán", 1),
        )
        folded = db.exec(select(Person.folded).where(Person.full_name == "An")).one()
    assert "cong nghe thong tin" in folded
    database.undo()
    with database.read() as db:
        assert len(queries.value_counts(db, "department")) == 3


def test_a_level_merged_away_leaves_the_ladder_and_hands_on_its_place(database: Database) -> None:
    for name, level in (("An", "nhân viên"), ("Bình", "Nhân viên")):
        person(database, name, level=level)
    with database.step("participants.step.merge", into="Nhân viên") as db:
        before = ensure_level(db, "nhân viên")
        assert before is not None
        set_level_rank(db, before, 20)
        merge_spellings(db, "level", ("nhân viên", "Nhân viên"), "Nhân viên")
    with database.read() as db:
        assert [(level.name, level.rank) for level in db.exec(select(Level))] == [("Nhân viên", 20)]
