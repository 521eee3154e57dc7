"""The installed copy proves itself, with no display, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nhipcau import __main__
from nhipcau.common.private_files import keep_to_owner
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import check
from nhipcau.shell.routes import ROUTES
from nhipcau.shell.terminal import self_test
from nhipcau.shell.terminal.demonstration import demonstrate
from nhipcau.shell.terminal.screenshots import is_blank
from nhipcau.workbook import read_source


def test_every_proof_holds_and_each_page_is_pictured(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "nhipcau",
            "self-test",
            "--language",
            "en",
            "--pictures",
            tmp_path / "pictures",
        ],
        env={
            **environment,
            "PYTHONPATH": str(Path(__main__.__file__).parents[1]),
            "NHIPCAU_HOME": str(home),
        },
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=100,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.splitlines()[-1] == "This copy works."
    assert ended.stdout.count("✓") == 16
    assert not ended.stderr
    names = {f"{route}-{language}.png" for route in ROUTES for language in LANGUAGES}
    assert {path.name for path in (tmp_path / "pictures").iterdir()} == names
    assert not any(is_blank(QImage(str(path))) for path in (tmp_path / "pictures").iterdir())
    assert not list(home.glob("**/*.nhipcau"))


def test_a_proof_that_fails_is_named_and_the_rest_goes_on(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no sample in this copy")

    monkeypatch.setattr(self_test, "build_sample", broken)
    monkeypatch.setattr(self_test, "ROUTES", {})
    keep_to_owner()  # as the program does at its start
    assert self_test.prove(Words("en")) == 1
    said = capsys.readouterr().out
    assert "✗ build the sample organisation: ValueError no sample in this copy" in said
    assert "✓ pair and confirm" in said
    assert "This copy fails in 1 place." in said


def test_the_demonstration_leaves_workbook_pictures_and_data(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "results"
    assert demonstrate(folder, Words("en")) == 0
    said = capsys.readouterr().out
    assert "No better way exists" in said
    assert all(path.name in said for path in folder.iterdir())
    assert len(read_source(folder / "pairs.xlsx").sheets) > 2
    assert check(folder / "sample.nhipcau").counts["person"] > 40
    assert not QImage(str(folder / "pairing-vi.png")).isNull()
    assert demonstrate(folder, Words("en")) == 0
