import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.database import new_file

from nhipcau.common.errors import Unavailable
from nhipcau.database import Flaw, check, open_file
from nhipcau.participants.models import Person


def test_a_sound_file_is_counted_while_it_is_open(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    with database.step("a.b") as db:
        db.add_all([Person(full_name="An"), Person(full_name="Bình")])
    report = check(path)
    assert report.sound
    assert report.counts["person"] == 2
    assert report.counts["journal_step"] == 1
    database.close()


def test_rows_that_point_at_nothing_are_found(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO consent (person_id, purpose, source) VALUES (7, '', '')")
        other.commit()
    report = check(path)
    assert not report.sound
    assert report.opens
    (flaw,) = report.deep.flaws
    assert flaw == Flaw("consent", 1, "person_id", "reference", "7")
    assert report.problems[0].code == "database.flaw.reference"


def test_a_broken_file_is_reported_not_touched(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    assert not check(path).sound
    assert path.read_bytes() == content


def test_what_is_no_data_file_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="missing"):
        check(tmp_path / "none.nhipcau")
    (tmp_path / "list.csv").write_text("a,b")
    with pytest.raises(Unavailable, match="not_ours"):
        check(tmp_path / "list.csv")
