"""Names every system accepts, and answers that mean no file already there."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.common.file_names import file_name, name_part, with_ending

_RESERVED = ("con", "PRN", "aux", "Nul", "COM1", "com¹", "lpt9", "LPT³")


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


@pytest.mark.parametrize("device", _RESERVED)
@pytest.mark.parametrize("more", ["", ".", " ", ".txt", " .txt", ".x.y"])
def test_no_name_is_a_device_of_windows(device: str, more: str) -> None:
    stem = file_name(device + more).split(".")[0].strip()

    assert stem.upper() == f"{device.upper()}_"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\u202egpj.exe", "gpj.exe"),
        ("Mai\u200b\u2066 Anh\ufeff", "Mai Anh"),
        ("~$Danh sách", "Danh sách"),
        ("--help", "help"),
        ("../../.bashrc", "bashrc"),
        (". - ~$ -a", "a"),
        ("Lê\nMai\x00\x7f\u2028An", "Lê Mai An"),
        ("trailing. . ", "trailing"),
        ("contact", "contact"),
        ("\ud800", "-"),
        ("...", "-"),
    ],
)
def test_a_name_shows_what_it_is(text: str, name: str) -> None:
    assert name_part(text) == name


def test_a_name_is_cut_between_letters_and_not_within_one() -> None:
    stacked = "x\u0323\u0301" * 100

    made = name_part(stacked)

    assert stacked.startswith(made)
    assert made.endswith("x\u0323\u0301")
    assert len(made.encode()) > 150


@given(st.text(st.characters() | st.sampled_from("~$-. \u202e\u0301🌉ộ/\\:*nulcom1¹"), max_size=400))
def test_every_name_is_one_that_every_system_takes(text: str) -> None:
    for made in (file_name(text, day=date(2026, 3, 5)), f"07 {name_part(text)} (12).xlsx", name_part(text)):
        assert len(made.encode()) <= 255
        assert made
        assert not made.startswith((".", "-x", "~$", " "))
        assert not made.endswith((".", " "))
        assert not set(made) & set('<>:"/\\|?*')
        assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in made)
