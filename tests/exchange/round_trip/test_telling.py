"""What the preview of a workbook says: who a row is about, what becomes of it, and whether anything is new."""

from dataclasses import replace
from datetime import date

import pytest

from nhipcau.common.errors import Problem
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.exchange.round_trip.merge.change_text import (
    all_missing,
    choice_of,
    outcome_of,
    state_in_words,
    told,
)
from nhipcau.exchange.round_trip.merge.three_way_merge import CellMerge, Choice, Merge, RowMerge
from nhipcau.exchange.round_trip.merge.twin_rows import Brought, joined, remember
from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, KindMerge, named_in, said
from nhipcau.exchange.round_trip.returned.row_matching import CellProblem, ReturnedSheet
from nhipcau.exchange.round_trip.sheets.sheet_kinds import SHEETS
from nhipcau.journey.sheet import GOALS
from nhipcau.pairing.sheets.rules import RULES
from nhipcau.sessions.sheet import PULSES, SESSIONS
from nhipcau.sheets.columns import SheetField, Showed
from nhipcau.sheets.declaration import RowState, SheetDeclaration, SheetKind
from nhipcau.sheets.named_things import NamedThing, NamedThings

VI = Words("vi")
PARTICIPANTS = next(one for one in SHEETS if one.says_who)
NAME, PAIR = SheetField("full_name", "Họ và tên"), SheetField("pair", "Cặp", names_row=True)
WORDING, HELD_ON = SheetField("wording", "Mục tiêu"), SheetField("held_on", "Ngày gặp", "date")
TOPIC = SheetField("topic", "Chủ đề")
SIDES: tuple[Choice, ...] = ("theirs", "ours")
STATES: tuple[RowState, ...] = ("added", "removed", "gone")


def kind(
    declared: SheetDeclaration,
    *fields: SheetField,
    names: dict[str, str] | None = None,
    **implied: object,
) -> SheetKind:
    return SheetKind(declared, fields, {}, names or {}, "Trang", implied=implied)


def came_home(of: SheetKind, *rows: RowMerge) -> KindMerge:
    values = {row.key: {cell.field: cell.theirs for cell in row.cells} for row in rows}
    merged = Merge(rows)
    return KindMerge(of, ReturnedSheet(of.code, "Trang", values), {}, merged, merged)


def new_row(key: str, **values: object) -> RowMerge:
    cells = tuple(CellMerge(name, "taken", None, None, value, "theirs") for name, value in values.items())
    return RowMerge(key, "added", cells)


def test_a_row_is_told_by_its_name_here_then_by_whom_it_names() -> None:
    known = kind(PARTICIPANTS, NAME, TOPIC, names={"1": "Lê Mai"})
    assert came_home(known, new_row("1", full_name="Mai Khác")).name_of("1") == "Lê Mai"
    assert came_home(known, new_row("2", full_name="Trần An")).name_of("2") == "Trần An"
    assert came_home(known, new_row("2", full_name=Showed("Trần An"))).name_of("2") == "Trần An"
    turned = kind(PARTICIPANTS, TOPIC, NAME)
    assert came_home(turned, new_row("2", topic="Excel", full_name="Trần An")).name_of("2") == "Trần An"
    assert came_home(known, new_row("2", topic="Excel")).name_of("2") == "Excel"
    assert came_home(known, new_row("2")).name_of("2") == ""
    assert came_home(known).name_of("9") == ""


def test_a_row_of_a_pair_is_told_by_the_two() -> None:
    rule = kind(RULES, PAIR, replace(TOPIC, names_row=True), HELD_ON)
    assert came_home(rule, new_row("x", pair="An", topic="Mai")).name_of("x") == "An – Mai"
    assert came_home(rule, new_row("x", topic="Mai")).name_of("x") == "Mai"
    session = kind(SESSIONS, SheetField("pair", "Cặp"), TOPIC, names={"p1": "An – Mai", "p2": "An – Sơn"})
    assert came_home(session, new_row("x", pair="p1", topic="Excel")).name_of("x") == "An – Mai"
    implied = replace(session, implied={"pair": "p2"})
    assert came_home(implied, new_row("x", topic="Excel")).name_of("x") == "An – Sơn"
    assert came_home(session, new_row("x", topic="Excel")).name_of("x") == "Excel"


def test_a_value_is_said_as_its_cell_shows_it() -> None:
    assert said(HELD_ON, Showed("không rõ")) == "không rõ"
    assert said(TOPIC, "Excel") == named_in(TOPIC, "Excel") == "Excel"
    assert (told(HELD_ON, Showed("2026-03-05")), told(HELD_ON, Showed("không rõ"))) == (
        "05/03/2026",
        "không rõ",
    )
    assert told(HELD_ON, date(2026, 3, 5)) == "05/03/2026"
    assert told(TOPIC, "2026-03-05") == "2026-03-05"


def test_people_are_named_by_their_names_alone_and_nobody_by_nothing() -> None:
    people = NamedThings([NamedThing("u1", "Lê Mai (mai@a.vn)", short="Lê Mai"), NamedThing("u2", "Trần An")])
    who = SheetField("mentor", "Người cố vấn", "named", things=people)
    assert [named_in(who, value) for value in ("u1", "u2", "người lạ", None, "")] == [
        "Lê Mai", "Trần An", "người lạ", "", "",
    ]  # fmt: skip
    assert named_in(who, Showed("Lê Mai (mai@a.vn)")) == "Lê Mai (mai@a.vn)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_leave_and_things_are_deleted(language: str) -> None:
    words = Words("en" if language == "en" else "vi")
    for state in STATES:
        for side in SIDES:
            row = RowMerge("1", state, choice=side)
            assert outcome_of(PARTICIPANTS, row, words) == words(f"homecoming.what.{state}.{side}")
            assert outcome_of(GOALS, row, words) == words(f"homecoming.thing.what.{state}.{side}")
            assert choice_of(PARTICIPANTS, row, side, words) == words(f"homecoming.{state}.{side}")
            assert choice_of(GOALS, row, side, words) == words(f"homecoming.thing.{state}.{side}")
    assert state_in_words(GOALS, "gone", words) == words("homecoming.thing.gone")
    assert state_in_words(PARTICIPANTS, "gone", words) == words("homecoming.state.gone")
    assert state_in_words(GOALS, "added", words) == words("homecoming.state.added")
    for side in SIDES:
        assert all_missing(PARTICIPANTS, "Người", side, 3, words) == words(
            f"homecoming.all_missing.{side}", n=3
        )
        assert all_missing(GOALS, "Mục tiêu", side, 1, words) == words(
            f"homecoming.thing.all_missing.{side}", n=1, sheet="Mục tiêu"
        )


def home(*kinds: KindMerge, unread: tuple[CellProblem, ...] = ()) -> Homecoming:
    return Homecoming("a.xlsx", 1, None, kinds, unread)


def test_nothing_is_new_only_where_nothing_is_taken_decided_or_wrong() -> None:
    goals = kind(GOALS, WORDING)
    quiet = came_home(goals, RowMerge("1", "unchanged"))
    kept = CellMerge("wording", "kept", "a", "b", "a", "ours")
    conflict = CellMerge("wording", "conflict", "a", "b", "c", "ours")
    assert home(quiet).nothing_new
    assert home(came_home(goals, RowMerge("1", "changed", (kept,)))).nothing_new
    assert not home().nothing_new, "a file in which nothing was recognised is not known"
    for row in (
        new_row("2", wording="Mới"),
        RowMerge("1", "changed", (conflict,)),
        RowMerge("1", "removed", choice="ours"),
        RowMerge("1", "gone", choice="ours"),
    ):
        assert not home(quiet, came_home(goals, row)).nothing_new
    problem = CellProblem("Trang", "A1", "", Problem("homecoming.problem.no_headings"))
    assert not home(quiet, unread=(problem,)).nothing_new
    wrong = replace(quiet, returned=replace(quiet.returned, problems=(problem,)))
    assert not home(wrong).nothing_new
    assert home(wrong, unread=(problem,)).problems == (problem, problem)


def test_the_count_is_of_rows_that_make_a_difference() -> None:
    goals = kind(GOALS, WORDING)
    rows = (new_row("1", wording="A"), new_row("2", wording="B"), RowMerge("3", "removed", choice="ours"))
    assert home(came_home(goals, *rows), came_home(goals, new_row("4", wording="C"))).count == 3


SESSION = kind(SESSIONS, SheetField("pair", "Cặp"), HELD_ON, TOPIC)
DAY = date(2026, 3, 5)


def brought_by(*rows: RowMerge, of: SheetKind = SESSION) -> Brought:
    found: Brought = {}
    one = came_home(of, *rows)
    remember(one, one.merged, found)
    return found


def states(of: SheetKind, brought: Brought, *rows: RowMerge) -> list[tuple[RowState, list[str]]]:
    one = came_home(of, *rows)
    merged = joined(one, one.merged, brought)
    return [(row.state, [cell.state for cell in row.cells]) for row in merged.rows]


def test_what_a_file_before_has_brought_is_compared_and_not_brought_twice() -> None:
    before = brought_by(new_row("x", pair="p", held_on=DAY, topic="Excel"))
    again = new_row("y", pair="p", held_on=DAY, topic="Đàm phán")
    assert states(SESSION, before, again) == [("changed", ["agreed", "agreed", "conflict"])]
    same = new_row("y", pair="p", held_on=DAY, topic="Excel")
    ((state, _),) = states(SESSION, before, same)
    assert state != "added"


@pytest.mark.parametrize(
    "other",
    [
        {"pair": "p", "held_on": date(2026, 3, 6), "topic": "Excel"},
        {"pair": "q", "held_on": DAY, "topic": "Excel"},
        {"pair": "p", "topic": "Excel"},
    ],
)
def test_another_day_another_pair_or_no_day_is_another_session(other: dict[str, object]) -> None:
    before = brought_by(new_row("x", pair="p", held_on=DAY, topic="Excel"))
    assert states(SESSION, before, new_row("y", **other))[0][0] == "added"


def test_what_lacks_a_part_that_tells_it_is_never_the_same_thing() -> None:
    before = brought_by(new_row("x", pair="p", topic="Excel"))
    assert before == {}
    assert states(SESSION, before, new_row("y", pair="p", topic="Excel"))[0][0] == "added"
    nobody = new_row("x", pair="p", role=None, answered_on=DAY)
    assert brought_by(nobody, of=feelings("Người cố vấn")) == {}


def feelings(mentor: str) -> SheetKind:
    role = SheetField("role", "Ai trả lời", choices=(("mentor", mentor),))
    return kind(PULSES, PAIR, role, SheetField("answered_on", "Ngày", "date"), TOPIC)


def test_a_choice_is_the_same_in_every_language() -> None:
    before = brought_by(new_row("x", pair="p", role="mentor", answered_on=DAY), of=feelings("Người cố vấn"))
    again = new_row("y", pair="p", role="mentor", answered_on=DAY)
    assert states(feelings("Mentor"), before, again)[0][0] != "added"


def test_the_same_goal_of_another_pair_is_another_goal_and_a_known_row_is_no_new_one() -> None:
    goals = kind(GOALS, PAIR, WORDING)
    before = brought_by(new_row("x", pair="p", wording="Tự tin"), of=goals)
    assert states(goals, before, new_row("y", pair="q", wording="Tự tin"))[0][0] == "added"
    assert states(goals, before, new_row("y", pair="p", wording="Tự tin"))[0][0] != "added"
    known = replace(new_row("g", pair="p", wording="Tự tin"), state="changed")
    assert states(goals, before, known) == [("changed", ["taken", "taken"])]


def test_two_alike_in_one_file_are_two() -> None:
    twice = (new_row("x", pair="p", held_on=DAY), new_row("y", pair="p", held_on=DAY))
    assert brought_by(*twice) == {}
    before = brought_by(new_row("x", pair="p", held_on=DAY))
    assert [state for state, _ in states(SESSION, before, *twice)] == ["added", "added"]


def test_what_is_implied_counts_as_said_and_what_is_not_taken_is_not_brought() -> None:
    of_pair = replace(SESSION, fields=(HELD_ON, TOPIC), implied={"pair": "p"})
    before = brought_by(new_row("x", held_on=DAY, topic="Excel"), of=of_pair)
    assert states(SESSION, before, new_row("y", pair="p", held_on=DAY, topic="A"))[0] == (
        "changed",
        ["agreed", "agreed", "conflict"],
    )
    refused = replace(new_row("x", pair="p", held_on=DAY), choice="ours")
    assert brought_by(refused) == {}


def test_kinds_without_a_mark_are_never_twins() -> None:
    people = kind(PARTICIPANTS, NAME)
    assert brought_by(new_row("x", full_name="An"), of=people) == {}
