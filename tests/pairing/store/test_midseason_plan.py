"""Re-pairing in mid-season: nobody who is well moves unless asked, those who wait come first, nothing is made twice."""

from datetime import date

import pytest
from tests.support.pairing import mentee, mentor, programme
from tests.support.pairing_rows import pair_row as row

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, Rules, Topic
from nhipcau.pairing.store.midseason_plan import MidSeason, Repair, grounds, propose
from nhipcau.pairing.store.queries import PairRow

JANUARY, FEBRUARY, MARCH = date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)
CRITERIA = (CriterionSetting("goals_strengths", "high"),)
EXCEL, TALKING = (Topic("Excel", 4),), (Topic("Thuyết trình", 4),)


def season(
    people: list[Candidate],
    rows: list[PairRow],
    joined: dict[int, date | None] | None = None,
    rules: Rules | None = None,
) -> MidSeason:
    standing = [one for one in rows if one.stands]
    made = programme(
        people,
        CRITERIA,
        rules or Rules(),
        current=tuple(sorted((one.mentee_id, one.mentor_id) for one in standing)),
        earlier=frozenset((one.mentor_id, one.mentee_id) for one in rows if not one.stands),
        unwell=frozenset((one.mentee_id, one.mentor_id) for one in standing if one.fit_answer == "not_good"),
    )
    days = {person.participant_id: JANUARY for person in people}
    return MidSeason(made, tuple(rows), {**days, **(joined or {})})


def new_pairs(repair: Repair) -> dict[int, int]:
    return {pair.mentee_id: pair.mentor_id for pair in repair.new}


def test_every_reason_to_act_is_named_with_since_when() -> None:
    rows = [
        row(1, 101, 1),
        row(2, 102, 2, fit_answer="not_good", fit_answered_on=MARCH),
        row(3, 103, 3, fit_answer="good"),
        row(4, 104, 9),
        row(5, 105, 1, state="ended", ended_on=FEBRUARY),
    ]
    people = [mentor(k) for k in (1, 2, 3)] + [mentee(k) for k in (102, 103, 104, 105, 106, 107)]
    found = grounds(season(people, rows, {107: MARCH}))
    assert [(one.kind, one.mentee_id, one.mentor_id, one.since) for one in found] == [
        ("mentor_left", 104, 9, None),
        ("mentee_left", 101, 1, None),
        ("not_good", 102, 2, MARCH),
        ("waiting", 106, None, JANUARY),
        ("waiting", 105, None, FEBRUARY),
        ("late", 107, None, MARCH),
    ]
    for language in ("vi", "en"):
        assert all(one.why.text(Words(language)) for one in found)


def test_only_what_is_unwell_is_taken_apart_and_never_made_again() -> None:
    people = [mentor(1, strengths=EXCEL), mentor(2, strengths=TALKING), mentor(3), mentor(4)]
    people += [mentee(101, goals=EXCEL), mentee(102, goals=TALKING)]
    rows = [row(1, 101, 1, fit_answer="not_good"), row(2, 102, 3, fit_answer="good")]
    repair = propose(season(people, rows))
    assert [(end.mentee_id, end.mentor_id, end.kind) for end in repair.ends] == [(101, 1, "not_good")]
    assert new_pairs(repair).keys() == {101}
    assert new_pairs(repair)[101] != 1
    assert (repair.untouched, repair.waiting, repair.moved) == (1, (), ())
    (change,) = repair.changes
    assert (change.mentee_id, change.before, change.after) == (101, (1,), (new_pairs(repair)[101],))
    assert change.why.code == "pairing.repair.not_good"


def test_a_pair_that_is_let_go_is_not_made_again_even_where_earlier_pairs_may_be() -> None:
    people = [mentor(1), mentee(101)]
    repair = propose(season(people, [row(1, 101, 1)], rules=Rules(avoid_earlier_pairs=False)), [(101, 1)])
    assert repair.new == ()
    assert repair.waiting == (101,)
    assert [end.kind for end in repair.ends] == ["released"]


def test_who_has_left_frees_the_other() -> None:
    people = [mentor(1), mentor(2), mentee(101), mentee(103)]
    rows = [row(1, 101, 8), row(2, 109, 1)]
    repair = propose(season(people, rows))
    assert {(end.mentee_id, end.kind) for end in repair.ends} == {(101, "mentor_left"), (109, "mentee_left")}
    assert new_pairs(repair).keys() == {101, 103}
    assert {change.mentee_id for change in repair.changes} == {101, 103}


def test_those_who_have_waited_longest_are_served_first() -> None:
    people = [mentor(1, capacity=2), *(mentee(k) for k in (101, 102, 103, 104))]
    joined: dict[int, date | None] = {101: MARCH, 102: FEBRUARY, 103: JANUARY, 104: MARCH}
    repair = propose(season(people, [], joined))
    assert new_pairs(repair).keys() == {102, 103}
    assert repair.waiting == (101, 104)


def test_the_longest_waiting_is_served_though_others_would_fit_better() -> None:
    people = [mentor(1, strengths=EXCEL), mentee(101, goals=EXCEL), mentee(102, goals=TALKING)]
    repair = propose(season(people, [], {101: MARCH, 102: JANUARY}))
    assert new_pairs(repair) == {102: 1}


def test_waiting_comes_before_a_pair_just_let_go() -> None:
    people = [mentor(1), mentor(2), mentee(101), mentee(102), mentee(103)]
    rows = [row(1, 101, 1, fit_answer="not_good"), row(2, 102, 2, fit_answer="good")]
    repair = propose(season(people, rows))
    assert new_pairs(repair) == {103: 1}
    assert repair.waiting == (101,)


def languages(*names: str) -> dict[str, object]:
    return {"languages": names}


def test_nobody_well_moves_unless_asked_and_then_as_few_as_possible() -> None:
    """Only a chain through one well pair gives 103 a mentor; three other well pairs have nothing to do with it."""
    people = [
        mentor(1, **languages("English")), mentor(2, **languages("English", "Tiếng Việt")),
        mentor(3, **languages("English")), mentor(4, **languages("English")), mentor(5, **languages("English")),
        mentee(101, **languages("English", "Tiếng Việt")), mentee(102, **languages("English")),
        mentee(103, **languages("Tiếng Việt")), mentee(104, **languages("English")),
    ]  # fmt: skip
    rows = [row(1, 101, 2), row(2, 102, 3), row(3, 104, 4)]
    still = propose(season(people, rows))
    assert (still.new, still.ends, still.waiting, still.untouched) == ((), (), (103,), 3)
    moved = propose(season(people, rows), allow_moves=True)
    assert [(end.mentee_id, end.mentor_id, end.kind) for end in moved.ends] == [(101, 2, "moved")]
    assert new_pairs(moved)[103] == 2
    assert new_pairs(moved)[101] in (1, 5)
    assert (moved.untouched, moved.waiting) == (2, ())
    assert [change.mentee_id for change in moved.changes] == [103, 101]


def test_moves_never_leave_somebody_well_without_a_mentor() -> None:
    people = [mentor(1), mentee(101), mentee(102)]
    moved = propose(season(people, [row(1, 101, 1)], {102: date(2025, 1, 1)}), allow_moves=True)
    assert (moved.new, moved.ends, moved.waiting) == ((), (), (102,))


def test_a_well_pair_over_the_places_or_against_a_rule_of_today_stays() -> None:
    people = [
        mentor(1, capacity=1, **languages("English")), mentor(2, **languages("Tiếng Việt")),
        mentee(101, **languages("Tiếng Việt")), mentee(102, **languages("English")),
        mentee(103, **languages("Tiếng Việt")),
    ]  # fmt: skip
    rows = [row(1, 101, 1), row(2, 102, 1)]
    moved = propose(season(people, rows), allow_moves=True)
    assert moved.ends == ()
    assert new_pairs(moved) == {103: 2}


def test_completed_and_locked_pairs_never_move() -> None:
    people = [
        mentor(1, **languages("English")), mentor(2, **languages("English", "Tiếng Việt")),
        mentee(101, **languages("English")), mentee(103, **languages("Tiếng Việt")),
    ]  # fmt: skip
    moved = propose(season(people, [row(1, 101, 2, state="completed")]), allow_moves=True)
    assert (moved.ends, moved.waiting) == ((), (103,))


def test_a_mentee_with_two_mentors_loses_only_the_one_who_left() -> None:
    people = [mentor(1), mentor(2), mentor(3, capacity=0), mentee(101, mentors_wanted=2)]
    rows = [row(1, 101, 1), row(2, 101, 9)]
    repair = propose(season(people, rows))
    assert new_pairs(repair) == {101: 2}
    (change,) = repair.changes
    assert (change.before, change.after) == ((1, 9), (1, 2))


def test_among_peers_a_pair_is_let_go_both_ways_and_the_two_are_paired_anew() -> None:
    peers = [mentor(k, is_mentee=True) for k in (1, 2, 3, 4)]
    rows = [row(1, 1, 2, fit_answer="not_good"), row(2, 2, 1), row(3, 3, 4), row(4, 4, 3)]
    rules = Rules(mutual=True)
    still = propose(season(peers, rows, rules=rules))
    assert {(end.mentee_id, end.mentor_id, end.kind) for end in still.ends} == {
        (1, 2, "not_good"),
        (2, 1, "not_good"),
    }
    assert (new_pairs(still), still.untouched) == ({}, 2)
    moved = propose(season(peers, rows, rules=rules), allow_moves=True)
    partner = new_pairs(moved)
    assert partner.keys() == {1, 2, 3, 4}
    assert all(partner[partner[one]] == one for one in partner)
    assert partner[1] in (3, 4)


def test_working_it_out_can_be_stopped() -> None:
    stopped = Progress()
    stopped.cancel()
    for moves in (False, True):
        with pytest.raises(Cancelled):
            propose(season([mentor(1), mentee(101)], []), allow_moves=moves, progress=stopped)
