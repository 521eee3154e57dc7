"""The uses without a window, as a shell would call them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.database import new_file
from tests.support.forms import google_forms_en, google_forms_vi, two_sheets_vi, write
from tests.support.full_file import full_file
from tests.support.hostile_files import behind
from tests.support.workbooks import put

from nhipcau import __main__, __version__
from nhipcau.exchange.terminal import pair_command as main_job
from nhipcau.workbook import read_source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the program as from a shell, without starting another Python."""

    def called(*words: str | Path) -> Ended:
        code = __main__.main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ended(code, said.out, said.err)

    return called


def test_answers_become_a_workbook_of_pairs_and_the_terminal_says_how(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "pairs.xlsx"
    ended = call("pair", google_forms_en(tmp_path / "answers.xlsx"), "--out", out, "--language", "en")
    assert ended.code == 0
    assert not ended.err
    assert "Read 10 rows from answers.xlsx" in ended.out
    assert "Mentors: 5. Mentees: 6." in ended.out
    assert "Paired 6 of 6 mentees." in ended.out
    assert "lowest" in ended.out
    assert "No better way exists" in ended.out
    cells = {cell for row in read_source(out).sheets[-1].rows for cell in row}
    assert {"Nguyễn Thị Lan Anh", "lananh@company.com", "Vũ Thu Hà"} <= cells


def test_two_files_one_for_each_role_are_one_import(call: Call, tmp_path: Path) -> None:
    mentors = write(tmp_path / "mentors.xlsx", {"A": [("Name", "Email"), ("Ann Lee", "ann@a.vn")]})
    mentees = write(tmp_path / "mentees.xlsx", {"A": [("Name", "Email"), ("Bo Ray", "bo@a.vn")]})
    ended = call("pair", mentors, mentees, "--out", tmp_path / "pairs.xlsx", "--language=en")
    assert "Mentors: 1. Mentees: 1." in ended.out
    assert "Paired 1 of 1" in ended.out


def test_programs_get_json(call: Call, tmp_path: Path) -> None:
    answers = google_forms_vi(tmp_path / "answers.xlsx")
    out = tmp_path / "pairs.xlsx"
    ended = call("pair", answers, "--out", out, "--language", "en", "--json")
    told = json.loads(ended.out)
    assert told["proved"] is True
    assert told["read"][0]["rows"] == 10
    assert told["workbook"] == str(out)
    assert len(told["pairs"]) + len(told["left_out"]) == told["mentees"]
    assert all(pair["reasons"] and pair["mentor_email"] for pair in told["pairs"])
    assert told["worst_fit"] == min(pair["fit"] for pair in told["pairs"])
    assert told["total"] == pytest.approx(sum(pair["fit"] for pair in told["pairs"]))


def test_what_is_skipped_and_who_is_left_out_have_their_reasons(call: Call, tmp_path: Path) -> None:
    rows = [
        ("Full name", "Email", "Role"),
        ("Ann Lee", "ann@a.vn", "Mentor"),
        ("Bo Ray", "bo@a.vn", "Mentee"),
        ("Cy Low", "cy@a.vn", "Mentee"),
        ("", "", "Mentee"),
    ]
    answers = write(tmp_path / "a.xlsx", {"People": rows, "Read me": [("How to fill in this form",)]})
    ended = call("pair", answers, "--out", tmp_path / "pairs.xlsx", "--language", "en")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert "Paired 1 of 2 mentees." in lines
    assert any(line.startswith("Skipped a.xlsx, row 5") for line in lines)
    assert any(line.startswith("Skipped a.xlsx, sheet Read me: it has no row of headings") for line in lines)
    left = [line for line in lines if line.startswith("Left without a pair: ")]
    assert len(left) == 1
    assert "1 place" in left[0]


def test_the_workbook_and_the_sentences_are_in_the_chosen_language(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "pairs.xlsx"
    ended = call("pair", two_sheets_vi(tmp_path / "a.xlsx"), "--out", out, "--language", "vi")
    assert "Đã ghép 6 trên 6 người được cố vấn." in ended.out
    cells = {cell for row in read_source(out).sheets[0].rows for cell in row}
    assert "Người cố vấn" in cells


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("gone.xlsx", None, "is not there"),
    ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(900), "picture"),
    ("locked.xlsx", _OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("half.xlsx", b"PK\x03\x04" + bytes(40), "half.xlsx"),
    ("letter.csv", b"Dear all,\nthank you.\n", "Nobody was found"),
    ("empty.csv", b"", "empty.csv"),
    ("nobody.csv", b"Name,Email\n", "Nobody was found"),
    ("mentors.csv", b"Name,Email,Role\nAnn Lee,ann@a.vn,Mentor\n", "hold no mentees"),
    ("mentees.csv", b"Name,Email,Role\nAnn Lee,ann@a.vn,Mentee\n", "hold no mentors"),
    ("alone.csv", b"Name,Email,Role\nAnn Lee,ann@a.vn,Both roles\n", "only one person"),
])  # fmt: skip
def test_a_file_that_cannot_be_paired_is_refused_with_a_sentence(
    call: Call, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    answers = tmp_path / name if content is None else put(tmp_path, name, content)
    out = tmp_path / "pairs.xlsx"
    ended = call("pair", answers, "--out", out, "--language", "en")
    assert ended.code == 1
    assert sentence in ended.err
    assert not ended.out
    assert not out.exists()


def test_a_workbook_that_cannot_be_written_is_refused_with_a_sentence(call: Call, tmp_path: Path) -> None:
    answers = google_forms_en(tmp_path / "a.xlsx")
    ended = call("pair", answers, "--out", tmp_path / "nowhere" / "pairs.xlsx", "--language", "en")
    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1
    assert "nowhere" in ended.err


def test_the_answers_are_never_overwritten(call: Call, tmp_path: Path) -> None:
    answers = google_forms_en(tmp_path / "a.xlsx")
    before = answers.read_bytes()
    ended = call("pair", answers, "--out", answers, "--language", "en")
    assert ended.code == 1
    assert "answers itself" in ended.err
    assert answers.read_bytes() == before


def test_a_data_file_is_checked(call: Call, tmp_path: Path) -> None:
    ended = call("check", new_file(tmp_path), "--language", "en")
    assert ended.code == 0
    assert "the file is sound" in ended.out
    assert "People: 0." in ended.out


@pytest.mark.parametrize("content", [None, b"not ours" * 100, b"SQLite format 3\0" + bytes(4000)])
def test_a_file_that_is_no_sound_data_file_fails_the_check(
    call: Call, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "organisation.nhipcau"
    if content is not None:
        path.write_bytes(content)
    ended = call("check", path, "--language", "en")
    assert ended.code == 1
    assert "organisation.nhipcau" in ended.err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_file_with_single_bad_cells_fails_the_check_and_each_is_said(
    call: Call, tmp_path: Path, language: str
) -> None:
    path = behind(
        full_file(tmp_path),
        "UPDATE person SET birth_year = 'abc', manager_id = 999 WHERE id = 2",
        "UPDATE journal_step SET arguments = 'zz' WHERE id = 3",
    )
    ended = call("check", path, "--language", language)
    assert ended.code == 1
    assert "abc" in ended.out
    assert "999" in ended.out
    assert len(ended.out.splitlines()) == 5


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END",
            "Another program has put parts",
        ),
        ("DROP TABLE pair_goal", "lacks a part that Nhịp Cầu needs (pair_goal)"),
        ("PRAGMA user_version = 99", "newer"),
    ],
)
def test_the_check_says_what_keeps_a_file_from_being_opened(
    call: Call, tmp_path: Path, statement: str, said: str
) -> None:
    ended = call("check", behind(new_file(tmp_path), statement), "--language", "en")
    assert ended.code == 1
    assert "cannot be opened" in ended.out
    assert said in ended.out


def test_a_file_that_cannot_be_written_to_fails_the_check(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    ended = call("check", new_file(tmp_path), "--language", "en")
    assert ended.code == 1
    assert "read-only" in ended.out


@pytest.mark.parametrize(("words", "sentence"), [
    (["pair"], "The command lacks: ANSWERS, --out."),
    (["pair", "a.xlsx"], "The command lacks: --out."),
    (["pair", "a.xlsx", "--out"], "A value is missing after --out."),
    (["pair", "a.xlsx", "--out", "b.xlsx", "--kind", "sideways"], "There is no choice “sideways”."),
    (["check"], "The command lacks: FILE.nhipcau."),
    (["check", "a.nhipcau", "--fast"], "“--fast” is not understood."),
    (["chek"], "There is no choice “chek”."),
    (["--nonsense"], "“--nonsense” is not understood."),
])  # fmt: skip
def test_a_wrong_command_line_is_one_sentence_and_code_2(
    call: Call, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.setattr("nhipcau.shell.terminal.command_line.chosen_language", lambda _: "en")
    ended = call(*words)
    assert ended.code == 2
    assert ended.err.startswith(sentence)
    assert len(ended.err.splitlines()) == 1
    assert "--help" in ended.err


def test_the_sentence_is_in_the_language_asked_for_even_when_the_rest_is_wrong(call: Call) -> None:
    assert call("pair", "--language", "vi").err.startswith("Câu lệnh còn thiếu")
    assert call("pair", "--language=en").err.startswith("The command lacks")


def test_help_and_version(call: Call) -> None:
    assert call("--version").out == f"nhipcau {__version__}\n"
    for language, commands in (("vi", "các lệnh"), ("en", "commands")):
        ended = call("pair", "--help", "--language", language)
        assert ended.code == 0
        assert "PAIRS.xlsx" in ended.out
        (Path(os.environ["NHIPCAU_HOME"]) / "preferences.toml").write_text(f'language = "{language}"\n')
        assert commands in call("--help").out


def test_a_bug_is_a_sentence_too_and_the_log_keeps_the_rest(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(main_job, "pair_files", break_down)
    ended = call("pair", tmp_path / "a.xlsx", "--out", tmp_path / "b.xlsx", "--language", "en")
    assert ended.code == 1
    assert "made a mistake" in ended.err
    log = (Path(os.environ["NHIPCAU_HOME"]) / "log" / "nhipcau.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "a mistake of ours" not in log
    assert caplog.records[-1].levelname == "ERROR"


def test_from_a_real_shell_with_no_display_and_no_utf8(tmp_path: Path) -> None:
    answers = google_forms_vi(tmp_path / "câu trả lời.xlsx")
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "nhipcau",
            "pair",
            answers,
            "--out",
            tmp_path / "cặp.xlsx",
            "--language",
            "vi",
        ],
        env={**environment, "PYTHONPATH": str(Path(__main__.__file__).parents[1]), "LC_ALL": "C"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert "người được cố vấn" in ended.stdout.decode("utf-8")
    assert not ended.stderr
    assert (tmp_path / "cặp.xlsx").exists()
