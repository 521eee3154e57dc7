"""Two plans side by side: who changes, how the fits lie, what each asks of the mentors."""

from tests.support.pairing import mentee, mentor, programme

from nhipcau.common.words import Words
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.plan.scenario_comparison import (
    BINS,
    KeptPair,
    Load,
    blocking_count,
    figures,
    side_by_side,
    stale_pairs,
)
from nhipcau.pairing.settings.pairing_input import CriterionSetting, PairingInput, Topic

LEFT = (KeptPair(101, 1, 9_000), KeptPair(102, 2, 4_000), KeptPair(103, 3, 10_000))
RIGHT = (KeptPair(101, 1, 9_000), KeptPair(102, 3, 6_000), KeptPair(104, 2, 0))


def people(**fields: object) -> PairingInput:
    everyone = [mentor(k, capacity=2) for k in (1, 2, 3)] + [mentee(k) for k in (101, 102, 103, 104)]
    return programme(everyone, **fields)  # type: ignore[arg-type]  # by name


def test_a_plan_in_numbers() -> None:
    found = figures(LEFT, [(101, 1), (102, 3)])
    assert (found.mentees, found.pairs, found.total, found.worst, found.mean) == (3, 3, 23_000, 4_000, 7_667)
    assert (found.mentors, found.most, found.kept, found.broken) == (3, 1, 1, 1)
    assert len(found.bars) == BINS
    assert [band for band, pairs in enumerate(found.bars) if pairs] == [7, 17, 19]
    empty = figures(())
    assert (empty.pairs, empty.worst, empty.mean, sum(empty.bars)) == (0, 0, 0, 0)


def test_two_plans_side_by_side_say_who_changes_and_the_largest_loss_first() -> None:
    found = side_by_side(people(), LEFT, RIGHT)
    assert [(one.mentee_id, one.difference) for one in found.changes] == [
        (103, -10_000),
        (104, 0),
        (102, 2_000),
    ]
    assert [pair.mentor_id for pair in found.changes[2].left] == [2]
    assert [pair.mentor_id for pair in found.changes[2].right] == [3]
    assert (found.same, found.only_left, found.only_right) == (1, (103,), (104,))
    assert (found.left.worst, found.right.worst) == (4_000, 0)


def test_the_work_of_mentors_is_compared_those_with_a_difference_first() -> None:
    found = side_by_side(people(), LEFT, (*RIGHT, KeptPair(103, 3, 5_000)))
    assert found.loads == (Load(3, 2, 1, 2), Load(1, 2, 1, 1), Load(2, 2, 1, 1))


def test_a_plan_with_itself_shows_no_change() -> None:
    found = side_by_side(people(), LEFT, tuple(reversed(LEFT)))
    assert (found.changes, found.same, found.left) == ((), 3, found.right)


def test_with_several_mentors_only_what_differs_is_a_change() -> None:
    both = (KeptPair(101, 1, 9_000), KeptPair(101, 2, 5_000))
    found = side_by_side(people(), both, (both[1], both[0]))
    assert found.changes == ()
    (change,) = side_by_side(people(), both, both[:1]).changes
    assert (change.mentee_id, change.difference) == (101, -5_000)


def test_a_kept_pair_that_stands_is_not_stale_and_one_whose_mentee_is_taken_is() -> None:
    found = stale_pairs(people(current=((101, 1), (102, 3))), LEFT, {(101, 1): 8_950, (103, 3): 9_000})
    marks = {one.pair.ids: (one.gone, [mark.code for mark in one.marks]) for one in found}
    assert marks == {
        (102, 2): (True, ["pairing.stale.has_mentor"]),
        (103, 3): (False, ["pairing.stale.fit"]),
    }
    assert all(mark.text(Words("vi")) for one in found for mark in one.marks)


def test_of_two_kept_pairs_for_one_place_the_second_is_stale() -> None:
    everyone = [mentor(1, capacity=1), mentee(101), mentee(102)]
    pairs = (KeptPair(101, 1, 5_000), KeptPair(102, 1, 5_000))
    (found,) = stale_pairs(programme(everyone), pairs)
    assert (found.pair, found.gone) == (pairs[1], True)
    assert stale_pairs(programme(everyone), (pairs[0], KeptPair(102, 1, 5_000, locked=True))) == ()


def test_who_would_rather_have_each_other_is_counted_by_the_fits_of_today() -> None:
    excel, talking = (Topic("Excel", 4),), (Topic("Thuyết trình", 4),)
    everyone = [mentor(1, strengths=excel), mentor(2, strengths=talking)]
    everyone += [mentee(101, goals=excel), mentee(102, goals=talking), mentee(103, goals=talking)]
    made = programme(everyone, (CriterionSetting("goals_strengths", "high"),))
    crossed = (KeptPair(101, 2, 0), KeptPair(102, 1, 0))
    straight = (KeptPair(101, 1, 10_000), KeptPair(102, 2, 10_000))
    found = side_by_side(made, crossed, straight)
    # 103 would be as good for the second mentor as 102: she would rather have either.
    assert (found.left.blocking, found.right.blocking) == (3, 0)
    assert blocking_count(made, (), PairingSession()) == 6
