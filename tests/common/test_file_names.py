"""Names every system accepts, and answers that mean no file already there."""

from datetime import date
from pathlib import Path

from nhipcau.common.file_names import file_name, with_ending


def test_a_name_says_what_it_is_whose_and_when() -> None:
    made = file_name("Cặp đôi: danh sách", "Ươm Mầm / 2026?", day=date(2026, 3, 5))
    assert made == "Cặp đôi danh sách – Ươm Mầm 2026 2026-03-05.xlsx"


def test_nothing_is_said_twice_and_nothing_empty_at_all() -> None:
    assert file_name("Pairs of Ươm Mầm", "Ươm Mầm", "") == "Pairs of Ươm Mầm.xlsx"


def test_a_name_made_of_a_file_s_own_has_one_ending() -> None:
    assert file_name("Preview – a.xlsx") == "Preview – a.xlsx"


def test_a_very_long_name_stays_short_enough_for_any_folder() -> None:
    made = file_name("Lịch", "chương trình " * 40, day=date(2026, 3, 5), ending=".ics")
    assert len(made) < 140
    assert made.endswith(" 2026-03-05.ics")


def test_an_answer_without_an_ending_gets_one_and_never_the_name_of_a_file_that_is_there(
    tmp_path: Path,
) -> None:
    answer = str(tmp_path / "báo cáo 3.2")
    assert with_ending(answer, ".xlsx", ".csv").name == "báo cáo 3.2.xlsx"
    (tmp_path / "báo cáo 3.2.xlsx").touch()
    assert with_ending(answer, ".xlsx", ".csv").name == "báo cáo 3.2 (2).xlsx"
    assert with_ending(f"{answer}.CSV", ".xlsx", ".csv").name == "báo cáo 3.2.CSV"
