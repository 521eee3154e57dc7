"""How single cells and entries of the history are judged, and what a look at a file comes to."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from tests.support.full_file import full_file
from tests.support.hostile_files import behind

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Cancelled, Progress
from nhipcau.database import Flaw, check, deep_check
from nhipcau.database.column_declarations import DeclaredColumn
from nhipcau.database.soundness import file_check as checking
from nhipcau.database.soundness.cells import DEEPEST, depth
from nhipcau.database.soundness.file_check import CheckReport, DeepReport
from nhipcau.database.soundness.flaws import MOST, all_flaws_of
from nhipcau.database.soundness.nearest_values import _json, _moment


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return full_file(tmp_path)


def test_how_deep_brackets_are_nested_is_counted_where_there_are_many() -> None:
    assert DEEPEST == 300
    assert depth("[]") == depth("[" * 150 + "{" * 150) == 0
    for more in (1, 5):
        assert depth("[" * (DEEPEST + more) + "]" * (DEEPEST + more)) == DEEPEST + more
        assert depth('{"a":' * (DEEPEST + more) + "1" + "}" * (DEEPEST + more)) == DEEPEST + more
    assert depth('[{"a":' * 200 + "1" + "}]" * 200) == 400
    assert depth("[" + "[]," * 400 + "[]]") == 2
    assert depth("[" + json.dumps("[" * 400) + "]") == 1
    assert depth('["' + '\\"[' * 400 + '"]') == 1
    assert depth("]" * 5 + "[" * 301) == 296


def test_a_moment_is_read_with_words_behind_it_or_without_its_time() -> None:
    noon = datetime(2026, 1, 31, 12, 30, 15)  # noqa: DTZ001 - as stored
    assert _moment("2026-01-31 12:30:15") == noon
    assert _moment("2026-01-31 12:30:15.250000") == noon.replace(microsecond=250000)
    assert _moment("2026-01-31 12:30:15 (trưa)") == noon
    assert _moment("2026-01-31 gần trưa") == datetime(2026, 1, 31)  # noqa: DTZ001
    assert _moment("31/01/2026") == datetime(2026, 1, 31)  # noqa: DTZ001
    assert _moment("31/02/2026") is _moment("hôm qua") is None


def column(container: str) -> DeclaredColumn:
    return DeclaredColumn("a", "json", nullable=False, container=container)  # type: ignore[arg-type]


def test_a_value_of_json_is_kept_and_cut_down_to_what_can_be_read_of_it() -> None:
    assert list(_json(column("object"), '{"a": 1}')) == ['{"a": 1}', '{"a": 1}']
    assert list(_json(column("object"), "[1]")) == ["[1]"]
    assert list(_json(column("array"), '{"a": 1}')) == ['{"a": 1}', '[{"a": 1}]']
    assert list(_json(column("array"), "[[1]]")) == ["[[1]]", "[[1]]"]
    assert list(_json(column(""), '{"a": 1}')) == ['{"a": 1}']
    assert list(_json(column(""), "lời")) == [json.dumps("lời")]
    assert list(_json(column("object"), "lời")) == []


@pytest.mark.parametrize("value", ["[]", "7", "null"])
def test_settings_that_are_no_settings_are_found(whole: Path, value: str) -> None:
    behind(whole, f"UPDATE scenario SET settings = '{value}' WHERE id = (SELECT min(id) FROM scenario)")
    assert [(flaw.table, flaw.column, flaw.kind) for flaw in check(whole).deep.flaws] == [
        ("scenario", "settings", "shape")
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("state", "'gone'"), ("arguments", "'[]'"), ("made_at", "'hôm qua'"), ("label", "x'ff'")],
)
def test_an_entry_of_the_history_says_which_part_of_it_is_bad(whole: Path, name: str, value: str) -> None:
    behind(whole, f"UPDATE journal_step SET {name} = {value} WHERE id = (SELECT max(id) FROM journal_step)")
    assert {(flaw.table, flaw.column) for flaw in check(whole).deep.flaws} == {("journal_step", name)}


def test_how_far_a_look_is_never_goes_beyond_its_end(whole: Path) -> None:
    seen: list[tuple[int, int]] = []
    with closing(sqlite3.connect(whole)) as connection:
        assert all_flaws_of(connection, Progress(lambda done, total: seen.append((done, total)))) == ()
    assert {total for _, total in seen} == {seen[-1][0]}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[0][0] == 0
    assert all(done < total for done, total in seen[:-1])


def reports() -> Iterator[tuple[CheckReport, str, bool, bool, bool]]:
    flaw = Flaw("person", 1, "full_name", "empty")
    yield CheckReport(), "sound", True, True, True
    yield CheckReport(is_read_only=True), "read_only", True, True, True
    yield CheckReport(deep=DeepReport(flaws=(flaw,))), "flawed", True, True, False
    yield CheckReport(deep=DeepReport(("page 7",), (flaw,))), "damaged", True, False, False
    yield CheckReport(Unavailable("database.newer")), "refused", False, False, False


@pytest.mark.parametrize(("report", "outcome", "opens", "is_whole", "sound"), list(reports()))
def test_what_a_look_found_comes_to_one_word(
    report: CheckReport, outcome: str, opens: bool, is_whole: bool, sound: bool
) -> None:
    assert (report.outcome, report.opens, report.is_whole, report.sound) == (outcome, opens, is_whole, sound)


def test_what_was_found_is_said_the_gravest_first() -> None:
    flaw = Flaw("person", 1, "full_name", "empty")
    several = CheckReport(None, True, DeepReport(("page 7", "page 9"), (flaw,) * MOST)).problems
    assert [each.code for each in several[:3]] == [
        "database.finding.read_only",
        "database.finding.damage",
        "database.flaw.empty",
    ]
    assert several[1].values == {"n": 2, "engine": "page 7"}
    assert (several[-1].code, several[-1].values) == ("database.finding.more", {"n": MOST})
    assert len(several) == MOST + 3
    assert len(CheckReport(deep=DeepReport(flaws=(flaw,) * (MOST - 1))).problems) == MOST - 1
    refused = CheckReport(Unavailable("database.newer", path="a")).problems
    assert [(each.code, each.values) for each in refused] == [("database.newer", {"path": "a"})]


def test_a_look_goes_to_its_end_unless_it_is_told_to_stop(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_BETWEEN", 1)
    assert deep_check(whole) == DeepReport()
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        deep_check(whole, progress)


def test_no_more_lines_of_the_engine_are_kept_than_anybody_reads(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        checking, "page_damage", lambda _connection, *, thorough: (f"{thorough}" for _ in range(300))
    )
    found = deep_check(whole)
    assert len(found.damage) == 100
    assert set(found.damage) == {"True"}
