"""A list of pairs is no list of people; a form that asks about both roles is no list of pairs."""

import csv
from pathlib import Path

import pytest

from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.workbook import read_source

_NAMES = ["Ama Boateng", "Bruno Costa", "Efe Yildiz", "Fay Reid", "Cleo Silva"]
_OTHERS = [*_NAMES[2:], *_NAMES[:2]]
_TOPICS = ["Public Speaking", "Data Analysis", "Project Management", "Time Management", "Career Planning"]
_ADDRESSES = [f"p{place}@example.org" for place in range(5)]
_ROLES = ["Mentor", "Mentee", "Mentor", "Mentee", "Mentee"]


def _why(folder: Path, columns: dict[str, list[str]]) -> str:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([list(columns), *zip(*columns.values(), strict=True)])
    [sheet] = understand([read_source(path)]).sheets
    return sheet.why


@pytest.mark.parametrize(
    "columns",
    [
        {"Mentor": _NAMES, "Mentee": _OTHERS, "Start": ["2025-01-06"] * 5},
        {"STT": list("12345"), "Người cố vấn": _NAMES, "Người được cố vấn": _OTHERS},
        {"Mentor's name": _NAMES, "Mentor email": _ADDRESSES, "Mentee’s name": _OTHERS},
        {"Mentor": _NAMES, "Mentee 1": _OTHERS, "Mentee 2": _OTHERS[::-1]},
    ],
    ids=["English", "Vietnamese", "with addresses", "groups"],
)
def test_a_list_of_pairs_is_known(tmp_path: Path, columns: dict[str, list[str]]) -> None:
    assert _why(tmp_path, columns) == "pairs"


@pytest.mark.parametrize(
    "columns",
    [
        {"Full name": _NAMES, "Email": _ADDRESSES, "Role": _ROLES, "Skills you want to learn": _TOPICS,
         "Skills you can share": _TOPICS[::-1]},
        {"Mentee": _NAMES, "Email": _ADDRESSES, "Mentor choice 1": _OTHERS, "Mentor choice 2": _OTHERS[::-1]},
        {"Mentee name": _NAMES, "Preferred mentor": _OTHERS, "Department": ["HR"] * 5},
        {"Họ tên mentee": _NAMES, "Email": _ADDRESSES, "Mentor mong muốn": _OTHERS},
        {"Name": _NAMES, "Email": _ADDRESSES, "Mentor": _OTHERS, "Mentee": _OTHERS[::-1]},
    ],
    ids=["topics", "two wishes", "one wish", "Vietnamese wish", "somebody's mentor and mentee"],
)  # fmt: skip
def test_a_form_that_speaks_of_both_roles_is_read(tmp_path: Path, columns: dict[str, list[str]]) -> None:
    assert not _why(tmp_path, columns)
