"""`nhipcau read`: what would be understood, without anything being written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.database import new_file
from tests.support.forms import write

from nhipcau import __main__
from nhipcau.database import open_file
from nhipcau.participants.service import add_person, enrol
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme

Read = Callable[..., dict[str, Any]]
HEAD = ("Họ và tên", "Email", "Vai trò", "Số mentee tối đa", "Muốn học")
ROWS = [
    HEAD,
    ("Trần Thị Lan", "lan@x.vn", "Người cố vấn", 2, None),
    ("Lê Văn Hùng", "hung@x.vn", "Người được cố vấn", None, "Excel; SQL"),
    ("Phạm Hà", "ha@@x", "Người được cố vấn", None, "Excel"),
]


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Read:
    def called(*words: str | Path) -> dict[str, Any]:
        __main__.main(["read", *map(str, words), "--json", "--language", "en"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return called


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return write(tmp_path / "answers.xlsx", {"Form": ROWS})


def test_every_row_is_told_with_its_state_and_the_sums_add_up(read: Read, answers: Path) -> None:
    found = read(answers)
    (sheet,) = found["files"][0]["sheets"]
    lan, hung, ha = sheet["people"]
    assert (lan["row"], lan["name"], lan["role"], lan["state"], lan["places"]) == (
        2,
        "Trần Thị Lan",
        "mentor",
        "new",
        2,
    )
    assert (hung["goals"], hung["places"]) == (["Excel", "SQL"], None)
    assert (ha["state"], ha["notes"]) == ("asked", ["email.doubtful"])
    assert found["counts"] == {"people": 2, "mentors": 1, "mentees": 1, "both": 0, "asked": 1, "left_out": 0}
    assert sheet["rows"] == len(sheet["people"])
    assert {column["heading"]: column["meaning"] for column in sheet["columns"]}["Email"] == "email"


def test_nothing_is_written_beside_the_files(read: Read, answers: Path) -> None:
    before = {path.name: path.read_bytes() for path in answers.parent.iterdir()}
    read(answers)
    assert {path.name: path.read_bytes() for path in answers.parent.iterdir()} == before


def test_a_reading_into_a_data_file_knows_its_people_and_leaves_it_alone(
    read: Read, answers: Path, tmp_path: Path
) -> None:
    path = new_file(tmp_path / "file")
    database = open_file(path, backups=False)
    with database.step("a.b") as db:
        programme_id = add_programme(db, ProgrammeDraft(name="2026"))
        lan = add_person(db, {"full_name": "Trần Thị Lan", "email": "lan@x.vn"})
        enrol(db, programme_id, lan, {"is_mentor": True, "capacity": 2})
    database.close()
    before = path.read_bytes()
    states = [person["state"] for person in read(answers, "--into", path)["files"][0]["sheets"][0]["people"]]
    assert states == ["same", "new", "asked"]
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(read: Read, answers: Path) -> None:
    bad = answers.with_name("bad.xlsx")
    bad.write_bytes(b"PK\x03\x04 nothing")
    first, second = read(bad, answers)["files"]
    assert (first["name"], first["sheets"]) == ("bad.xlsx", [])
    assert first["notes"][0].startswith("file.")
    assert len(second["sheets"][0]["people"]) == 3


def test_without_json_a_page_says_the_same(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["read", str(answers), "--language", "vi"]) == 0
    page = capsys.readouterr().out
    assert "Dòng 2: Trần Thị Lan – người cố vấn, mới" in page
    assert "“ha@@x” chưa rõ là địa chỉ email nào" in page
    assert "1 người cần bạn quyết định" in page


def test_a_sheet_without_people_says_why(read: Read, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Figures": [("Quarter", "Sales"), ("Q1", 5)]})
    (sheet,) = read(path)["files"][0]["sheets"]
    assert (sheet["used"], sheet["why"], sheet["people"]) == (False, "no_people", [])


def test_two_tables_under_each_other_are_not_taken_for_one(read: Read, tmp_path: Path) -> None:
    head = ("Họ và tên", "Email", "Nhận tối đa")
    rows = [
        ("DANH SÁCH MENTOR",), head, ("Trần Thị Lan", "lan@x.vn", 2), (None,),
        ("DANH SÁCH MENTEE",), ("Họ và tên", "Email", "Mục tiêu"), ("Lê Văn Hùng", "hung@x.vn", "Excel"),
    ]  # fmt: skip
    sheets = read(write(tmp_path / "a.xlsx", {"S": rows}))["files"][0]["sheets"]
    assert [(sheet["name"], sheet["heading_rows"]) for sheet in sheets] == [("S", [2]), ("S", [6])]
    people = [(one["row"], one["name"], one["role"]) for sheet in sheets for one in sheet["people"]]
    assert people == [(3, "Trần Thị Lan", "mentor"), (7, "Lê Văn Hùng", "mentee")]


def test_headings_repeated_on_a_printed_page_are_no_second_table(read: Read, tmp_path: Path) -> None:
    rows = [HEAD, ROWS[1], HEAD, ROWS[2]]
    (sheet,) = read(write(tmp_path / "a.xlsx", {"S": rows}))["files"][0]["sheets"]
    assert [person["name"] for person in sheet["people"]] == ["Trần Thị Lan", "Lê Văn Hùng"]


def test_a_list_of_pairs_is_no_list_of_people(read: Read, tmp_path: Path) -> None:
    rows = [
        ("No", "Mentor name", "Mentor email", "Mentee name"),
        (1, "Ama Boateng", "ama@x.vn", "Efe Yildiz"),
    ]
    (sheet,) = read(write(tmp_path / "a.xlsx", {"S": rows}))["files"][0]["sheets"]
    assert (sheet["used"], sheet["why"]) == (False, "pairs")


def test_what_is_in_doubt_comes_first_with_both_readings_and_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    head = ("Full name", "Email", "Role", "Date of birth")
    people = [("Ann Lee", "ann@a.vn", "Mentor", "05/06/1981"), ("Bo Ray", "bo@a.vn", "Mentee", "03/04/1990")]
    path = write(tmp_path / "form.xlsx", {"Form": [head, *people]})
    for command in ("read", "pair"):
        out = ["--out", str(tmp_path / "pairs.xlsx")] if command == "pair" else []
        __main__.main([command, str(path), *out, "--language", "en"])
        said = capsys.readouterr()
        lines = (said.out + said.err).splitlines()
        doubts = [line for line in lines if "Please check" in line]
        assert len(doubts) == 1, command
        assert "“Date of birth” is read as Birth year" in doubts[0]
    assert not any("Date of birth →" in line for line in lines)
