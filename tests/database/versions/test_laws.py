"""Whatever was done to two copies of a file: nothing is lost, nothing dangles, and it can be taken back.

An example is all there is to a run: public ids are counted and the clock ticks. So a failure comes again with the
`@reproduce_failure` that is printed with it, and with its `--hypothesis-seed` under the same NHIPCAU_EXAMPLES. With
that set, somebody looks for failures, and what is found is made small as well; otherwise that would take minutes.
"""

import os
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.support.naive_merge import NaiveMerge
from tests.support.versions import (
    TABLES,
    Dumped,
    Way,
    dangling,
    following,
    last_ids,
    loaded,
    opened,
    parted,
    rows_by_id,
    touched_since,
    ways,
)

from nhipcau.database.versions import Choices, Divergence, MergeReport, compare, merge

EXAMPLES: Final = os.environ.get("NHIPCAU_EXAMPLES", "")
seldom = settings(
    max_examples=int(EXAMPLES or "6"),
    deadline=None,
    phases=[phase for phase in Phase if phase is not Phase.shrink or EXAMPLES],
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def _chosen(divergence: Divergence, seed: int) -> Choices:
    dice = random.Random(seed)
    return {one.key: dice.choice(["mine", "theirs"]) for one in divergence.conflicts}


def _merged(theirs: Path, mine: Path, seed: int | None = None) -> MergeReport:
    with opened(theirs) as database:
        divergence = compare(database, mine)
        return merge(database, divergence, {} if seed is None else _chosen(divergence, seed))


@settings(seldom, max_examples=2)
@given(ways(2, winding=True))
def test_the_same_ways_make_the_same_files(all_ways: list[Way]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = (parted(Path(folder) / name, *all_ways) for name in ("one", "other"))
        assert [_everything(path) for path in one] == [_everything(path) for path in other]


def _everything(path: Path) -> list[str]:
    """Return a file as statements, its journal included."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@seldom
@given(ways(1, winding=True))
def test_where_nothing_was_done_here_there_is_nothing_to_merge(both: list[Way]) -> None:
    before, theirs = both
    with tempfile.TemporaryDirectory() as folder:
        _, mine, other = parted(Path(folder), before, [], [turn for turn in theirs if turn != "undo"])
        was = rows_by_id(other)
        report = _merged(other, mine)
        assert report.conflicts == ()
        assert report.total == 0
        assert rows_by_id(other) == was


@seldom
@given(ways(1))
def test_where_nothing_was_done_there_all_of_mine_is_taken(both: list[Way]) -> None:
    before, mine = both
    with tempfile.TemporaryDirectory() as folder:
        _, here, other = parted(Path(folder), before, mine, [])
        report = _merged(other, here)
        assert report.conflicts == ()
        assert rows_by_id(other) == rows_by_id(here)


@seldom
@given(ways(2, winding=True), st.none() | st.integers(0, 99))
def test_every_row_is_accounted_for_and_every_merge_can_be_taken_back(
    all_ways: list[Way], seed: int | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base, here, other = parted(Path(folder), *all_ways)
        was, kept = rows_by_id(other), rows_by_id(here)
        report = _merged(other, here, seed)
        assert dangling(other) == []
        _assert_accounted(report, touched_since(base, here))
        changed = rows_by_id(other) != was
        with opened(other) as database:
            if changed:
                name = database.undo()
                assert name is not None
                assert name.label == "database.step.merge_versions"
        assert rows_by_id(other) == was
        assert rows_by_id(here) == kept


def _assert_accounted(report: MergeReport, touched: set[tuple[str, int]]) -> None:
    """Hold the report to the journal: what that speaks of, once each; besides, only what had to be asked."""
    rows = [row for row in report.rows if row.action != "kept"]
    of_mine = Counter((row.table, row.mine_id) for row in rows if row.mine_id is not None)
    assert set(of_mine) >= touched
    assert set(of_mine.values()) <= {1}
    assert report.total == len(rows)
    asked = {(one.table, one.row_id) for one, _ in report.conflicts}
    beside = [row for row in rows if (row.table, row.mine_id) not in touched]
    assert all((row.table, row.row_id) in asked or row.action == "same" for row in beside)


@seldom
@given(ways(2, winding=True))
def test_to_merge_twice_is_to_merge_once(all_ways: list[Way]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _, here, other = parted(Path(folder), *all_ways)
        _merged(other, here)
        once = rows_by_id(other)
        _merged(other, here)
        assert rows_by_id(other) == once


@seldom
@given(ways(2))
def test_a_merge_written_the_plain_way_comes_to_the_same(all_ways: list[Way]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base, here, other = parted(Path(folder), *all_ways)
        given_ids = [last_ids(path) for path in (here, other)]
        last = {table.name: max(ids.get(table.name, 0) for ids in given_ids) for table in TABLES}
        naive = NaiveMerge(_read(base), _read(here), _read(other), last).merged()
        report = _merged(other, here)
        assert _read(other) == naive
        _assert_accounted(report, touched_since(base, here))


def _read(path: Path) -> Dumped:
    return {
        table: {row_id: {name: loaded(value) for name, value in row.items()} for row_id, row in rows.items()}
        for table, rows in rows_by_id(path).items()
    }


@seldom
@given(ways(2))
def test_changes_of_different_cells_are_both_there_whichever_is_mine(all_ways: list[Way]) -> None:
    before, mine, theirs = all_ways
    one_way, other_way = (_changing(way) for way in (mine, theirs))
    with tempfile.TemporaryDirectory() as folder:
        base, here, other = parted(Path(folder), before, one_way, other_way)
        was, one, two = (_read(path) for path in (base, here, other))
        turned = shutil.copytree(folder, Path(folder) / "turned")
        reports = [_merged(other, here), _merged(turned / here.name, turned / other.name)]
        found, found_turned = _read(other), _read(turned / here.name)
        asked = {(said.table, said.row_id, said.column) for report in reports for said, _ in report.conflicts}
        for table in TABLES:
            for row_id, row in was[table.name].items():
                for name in row.keys() - following(table):
                    values = [version[table.name][row_id][name] for version in (one, two)]
                    both = (found[table.name][row_id][name], found_turned[table.name][row_id][name])
                    if (table.name, row_id, name) not in asked:
                        assert both[0] == both[1]
                        assert both[0] == next((each for each in values if each != row[name]), row[name])


def _changing(way: Way) -> Way:
    return [[act for act in turn if act[0] == "change"] for turn in way if not isinstance(turn, str)]
