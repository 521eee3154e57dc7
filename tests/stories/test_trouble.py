"""What goes wrong on an ordinary day: a killed program, a held file, a broken workbook, no network."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.stories.conftest import SitDown
from tests.support import story_program
from tests.support.database import dump, new_file
from tests.support.forms import google_forms_vi
from tests.support.workbooks import put

import nhipcau
from nhipcau.common.paths import resources
from nhipcau.database import check

_REFUSE_THE_NETWORK = """
import sys

REACHING = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")

def refuse(event, arguments):
    if event in REACHING:
        with open({report!r}, "a") as report:
            report.write(event + "\\n")
        raise OSError("no network in this story")

sys.addaudithook(refuse)
"""
_SPEAKS_TO_OTHERS = frozenset(
    {"urllib", "http", "ssl", "ftplib", "smtplib", "requests", "httpx", "socketserver"}
)


def _program(file: Path, answers: Path, *more: str, first: str = "") -> subprocess.Popen[str]:
    places = [first, *sys.path] if first else sys.path
    return subprocess.Popen(
        [sys.executable, story_program.__file__, str(file), str(answers), *more],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places), "QT_QPA_PLATFORM": "offscreen"},
    )


def test_a_programme_killed_in_the_middle_of_work_loses_nothing(sit_down: SitDown, tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with _program(path, google_forms_vi(tmp_path / "answers.xlsx")) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(6)]
        program.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        program.stdout.read()
    assert said[0] == "confirmed 6\n"
    assert said[-2:] == ["done again\n", "taken back\n"] or said[-2:] == ["taken back\n", "done again\n"]
    assert check(path).sound
    coordinator = sit_down()
    coordinator.open(path)  # nobody holds it any more
    redo = coordinator.window.menus.actions["redo"]
    if redo.isEnabled():  # killed between taking back and doing again
        coordinator.choose(redo)
    page = coordinator.pairing_page()
    assert page.reading is not None
    assert len(page.reading.rows) == 6
    coordinator.undo_everything()
    assert not dump(coordinator.database)["person"]


def test_a_file_held_by_another_window_is_refused_with_a_sentence(sit_down: SitDown, tmp_path: Path) -> None:
    path = new_file(tmp_path)
    first, second = sit_down(language="en"), sit_down(language="en")
    first.open(path)
    second.open(path)
    assert second.window.data.database is None
    assert second.window.welcome.trouble.isVisible()
    sentences = second.seen(second.window.welcome.trouble)
    assert any("organisation" in sentence and "open" in sentence for sentence in sentences), sentences
    first.leave()
    second.open(path)
    assert second.database.path == path
    assert not second.window.welcome.trouble.isVisible()


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(2000), b"PK\x03\x04" + bytes(60)],
    ids=["a picture", "cut off"],
)
def test_a_broken_workbook_is_refused_and_changes_nothing(
    sit_down: SitDown, tmp_path: Path, content: bytes
) -> None:
    coordinator = sit_down(language="en")
    coordinator.open(new_file(tmp_path))
    coordinator.take_in(google_forms_vi(tmp_path / "answers.xlsx"))
    before = dump(coordinator.database)
    coordinator.drop(put(tmp_path, "broken.xlsx", content))
    inbox = coordinator.import_page()
    assert inbox.trouble.isVisible()
    assert "broken.xlsx" in inbox.trouble.text()
    assert dump(coordinator.database) == before


def test_the_whole_story_reaches_for_no_network(tmp_path: Path) -> None:
    report = tmp_path / "reached.txt"
    put(tmp_path, "sitecustomize.py", _REFUSE_THE_NETWORK.format(report=str(report)))
    path = new_file(tmp_path / "data")
    with _program(
        path, google_forms_vi(tmp_path / "answers.xlsx"), "--leave", first=str(tmp_path)
    ) as program:
        said, _ = program.communicate(timeout=60)
    assert said.splitlines() == ["confirmed 6", "left"]
    assert program.returncode == 0
    assert not report.exists(), report.read_text()
    assert (tmp_path / "data" / "pairs.xlsx").exists()
    assert len(list((tmp_path / "data").rglob("*.eml"))) == 6


def test_nothing_in_the_program_can_speak_to_others() -> None:
    """Only the lock asks for this computer's name; nothing knows how to reach another one."""
    found = []
    for path in Path(nhipcau.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{name.name}" for name in node.names]
            found += [
                f"{path.name}: {name}"
                for name in names
                if name.split(".")[0] in _SPEAKS_TO_OTHERS or "QtNetwork" in name or "QtWebEngine" in name
            ]
    assert not [name for name in found if not name.endswith(("urllib.parse.quote", "urllib.parse"))]
    assert resources().is_dir()
