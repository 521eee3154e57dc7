"""The benchmarks can be run, and their table says what was measured."""

import importlib
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.benchmarks import __main__ as command
from tests.benchmarks import one_room, table
from tests.benchmarks.measure import (
    Row,
    Runs,
    at_least,
    at_most,
    faster,
    in_turns,
    joined,
    limit,
    not_measured,
)
from tests.benchmarks.one_room import row_from
from tests.benchmarks.table import Moment

OURS = Runs((0.2, 0.1, 0.5), wall=(0.2, 0.1, 0.6))
THEIRS = Runs((0.2, 0.1, 0.1))


@pytest.mark.parametrize("room", command.ROOMS)
def test_every_room_can_be_measured(room: str) -> None:
    assert callable(importlib.import_module(f"tests.benchmarks.{room}").run)


def test_every_room_that_measures_is_among_the_rooms() -> None:
    modules = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py")}
    assert {name for name, code in modules.items() if "\ndef run() -> list[Row]:" in code} == set(
        command.ROOMS
    )


def test_a_ratio_is_taken_at_the_median_and_at_our_worst() -> None:
    row = Row("a step", OURS, "bare", THEIRS, at_most(3))
    assert (row.ratio, row.worst_ratio) == (2, 5)
    assert row.met
    assert not row.met_at_worst


def test_faster_turns_the_ratio_round() -> None:
    row = Row("a plan", OURS, "peer", Runs((4.0,)), faster(10))
    assert (row.ratio, row.worst_ratio) == (20, 8)
    assert row.met
    assert not row.met_at_worst


def test_where_more_is_better_the_least_is_the_worst() -> None:
    row = Row("matched", Runs((199, 200, 150), ""), "possible", Runs((200,), ""), at_least(0.995))
    assert (row.ratio, row.worst_ratio, row.worst) == (0.995, 0.75, 150)
    assert row.met
    assert not row.met_at_worst


@pytest.mark.parametrize(
    "row",
    [
        Row("a step", OURS, "bare", THEIRS),
        Row("a step", OURS, target=at_most(1)),
        not_measured("a step", "bare", at_most(1), "it is not here"),
    ],
)
def test_without_theirs_ours_or_a_target_nothing_is_met_or_missed(row: Row) -> None:
    assert row.met is None
    assert row.met_at_worst is None
    assert table.cells(row)[9] == "–"


def test_nothing_is_infinitely_many_times_nothing() -> None:
    assert Row("a step", OURS, "bare", Runs((0.0,)), at_most(3)).met is False


def test_a_row_shows_digits_units_and_whether_its_target_is_met() -> None:
    shown = [table.cells(row) for row in (
        Row("a step", OURS, "bare", THEIRS, at_most(3), "why"),
        Row("a step", OURS, "bare", THEIRS, at_most(1)),
        Row("a plan", Runs((0.00012,)), "peer", Runs((47.1,)), faster(20)),
        Row("a plan", Runs((0.1,)), "peer", Runs((47.1,))),
        Row("memory", Runs((602,), "MB"), "", limit(600, "MB"), at_most(1)),
        not_measured("a plan", "peer", faster(2), "it is not here"),
    )]  # fmt: skip
    assert shown == [
        ("a step", "200 ms", "500 ms", "200 ms", "bare", "100 ms", "2.00×", "5.00×", "≤ 3×", "at the median", "why"),
        ("a step", "200 ms", "500 ms", "200 ms", "bare", "100 ms", "2.00×", "5.00×", "≤ 1×", "NO", ""),
        ("a plan", "120 µs", "", "", "peer", "47.1 s", "392,500×", "", "≥ 20× faster", "yes", ""),
        ("a plan", "100 ms", "", "", "peer", "47.1 s", "0.00212×", "", "–", "–", ""),
        ("memory", "602 MB", "", "", "", "600 MB", "1.00×", "", "≤ 1×", "NO", ""),
        ("a plan", "–", "", "", "peer", "–", "–", "", "≥ 2× faster", "–", "not measured: it is not here"),
    ]  # fmt: skip


def test_works_are_run_by_turns_after_a_first_one_that_does_not_count() -> None:
    said: list[str] = []
    ours, theirs = in_turns(lambda: said.append("a"), lambda: said.append("b"), times=2)
    assert said == ["a", "b"] * 3
    assert len(ours.figures) == len(ours.wall) == len(theirs.figures) == 2
    assert joined((OURS, THEIRS)).figures == (0.2, 0.1, 0.5, 0.2, 0.1, 0.1)


def test_the_head_says_that_the_machine_was_under_load() -> None:
    calm, busy = Moment(0.99, 0.3), Moment(0.6, 4.2)
    waited = Row("a step", Runs((0.1,), wall=(0.3,)))
    assert any("Idle machine" in line for line in table.head([calm, calm], []))
    assert any(
        "UNDER LOAD" in line and "60%" in line and "4.2" in line for line in table.head([calm, busy], [])
    )
    assert any("In 1 row" in line for line in table.head([calm], [waited, Row("a step", OURS)]))
    assert table.cells(waited)[3] == "300 ms !"


def test_a_room_that_fails_is_a_line_of_the_written_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "notes" / "table.md"
    assert command.main(["columns_of_nothing", "--write", str(written)]) == 0
    for said in (written.read_text(encoding="utf-8"), capsys.readouterr().out):
        assert "not measured: ModuleNotFoundError" in said


def test_a_row_comes_home_from_a_process_of_its_own_as_it_was() -> None:
    for row in (Row("a", OURS, "b", THEIRS, at_most(3), "c"), not_measured("a", "b", None, "c")):
        assert row_from(json.loads(json.dumps(asdict(row)))) == row


def test_a_room_whose_process_is_ended_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_room, "ROOT", tmp_path)  # there is nothing to be run
    [row] = one_room.rows_of("columns")
    assert row.what == "room columns"
    assert "its process ended with 1" in row.note


def test_a_written_table_has_a_cell_for_every_heading_and_counts_what_is_met() -> None:
    rows = [Row("a | b", OURS, "bare", THEIRS, at_most(3)), Row("c", OURS, "bare", THEIRS, at_most(1))]
    lines = table.markdown(rows).splitlines()
    assert {line.count("|") for line in lines if line.startswith("|")} == {len(table.HEADINGS) + 1}
    assert "1 of 2 targets met at the median. At the worst run: 0." in lines
