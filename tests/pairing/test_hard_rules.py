"""Each hard rule at its boundary, and that silence keeps nobody apart."""

from dataclasses import replace

import pytest
from tests.support.broken_rules import broken_rules, refuses, report_to_each_other, slots_block
from tests.support.pairing import mentee, mentor, programme

from nhipcau.pairing.settings.pairing_input import Constraint, PairingInput, Rules, Settings
from nhipcau.pairing.settings.rules import (
    asked_rules,
    default_rules,
    fixed_rules,
    keeps_lines_apart,
    language_blocks,
    level_blocks,
    level_gap,
    meeting_blocks,
    names_of,
    rungs_above,
    unknown_rules,
    zones_block,
)

LOOSE = Rules(avoid_reporting_line=False, avoid_earlier_pairs=False, common_language=False, meeting_way=False)
ONLINE, IN_PERSON, BOTH = ("online",), ("in_person",), ("online", "in_person")


def test_a_reverse_programme_begins_with_a_rung_between_and_never_inside_a_line() -> None:
    people = programme([mentor(1), mentee(2)])
    assert default_rules("reverse", people.candidates) == Rules(level_gap_least=1)
    assert fixed_rules("reverse") == {"avoid_reporting_line"}
    assert fixed_rules("traditional") == frozenset()
    assert keeps_lines_apart(people, Rules())
    assert not keeps_lines_apart(people, LOOSE)
    assert keeps_lines_apart(replace(people, kind="reverse"), LOOSE)


def test_peers_begin_both_ways_only_where_everyone_is_both() -> None:
    both = [mentor(1, is_mentee=True), mentor(2, is_mentee=True)]
    assert default_rules("peer", both) == Rules(mutual=True)
    assert default_rules("peer", [*both, mentor(3)]) == Rules()
    assert default_rules("peer", [*both, mentee(3)]) == Rules()
    assert default_rules("peer", []) == Rules()
    assert default_rules("traditional", both) == Rules()


def test_groups_begin_with_two_where_a_mentor_takes_more_than_one() -> None:
    people = [mentor(1, capacity=1), mentor(2, capacity=2), mentee(3)]
    assert default_rules("group", people) == Rules(group_least=2)
    assert default_rules("group", [mentor(1, capacity=1), mentee(2, capacity=5)]) == Rules()


@pytest.mark.parametrize(
    ("mine", "yours", "blocks"),
    [
        (("Tiếng Việt",), ("Vietnamese", "English"), False),
        (("Tiếng Việt",), ("English",), True),
        ((), ("English",), False),
        (("English",), (), False),
    ],
)
def test_two_need_a_language_in_common(mine: tuple[str, ...], yours: tuple[str, ...], blocks: bool) -> None:
    assert language_blocks(mentee(1, languages=mine), mentor(2, languages=yours)) is blocks


@pytest.mark.parametrize(
    ("mine", "yours", "places", "blocks"),
    [
        (ONLINE, IN_PERSON, ("Huế", "Huế"), True),
        (ONLINE, BOTH, ("Huế", "Hà Nội"), False),
        (IN_PERSON, BOTH, ("Huế", "Hà Nội"), True),
        (IN_PERSON, BOTH, ("Hà Nội", "ha noi"), False),
        (IN_PERSON, IN_PERSON, ("", "Huế"), False),
        (IN_PERSON, IN_PERSON, ("Huế", ""), False),
        (BOTH, BOTH, ("Huế", "Hà Nội"), False),
        ((), IN_PERSON, ("Huế", "Hà Nội"), False),
        (IN_PERSON, (), ("Huế", "Hà Nội"), False),
    ],
)
def test_two_need_a_way_of_meeting_and_in_person_the_same_place(
    mine: tuple[str, ...], yours: tuple[str, ...], places: tuple[str, str], blocks: bool
) -> None:
    one = mentee(1, meeting_ways=mine, place=places[0])
    assert meeting_blocks(one, mentor(2, meeting_ways=yours, place=places[1])) is blocks


@pytest.mark.parametrize(("kind", "rungs"), [("traditional", 2), ("group", 2), ("reverse", -2), ("peer", 2)])
def test_rungs_are_counted_in_the_direction_of_the_programme(kind: str, rungs: int) -> None:
    assert rungs_above(kind, 1, 3) == rungs
    assert rungs_above(kind, 3, 1) == (2 if kind == "peer" else -rungs)
    assert level_gap(mentee(1, level_rank=1), mentor(2, level_rank=3), kind) == rungs
    assert level_gap(mentee(1, level_rank=1), mentor(2), kind) is None
    assert level_gap(mentee(1), mentor(2, level_rank=3), kind) is None


@pytest.mark.parametrize(
    ("rules", "blocked"),
    [
        (Rules(level_gap_least=2), [0, 1]),
        (Rules(level_gap_most=2), [3]),
        (Rules(level_gap_least=1, level_gap_most=2), [0, 3]),
        (Rules(level_gap_least=0), []),
        (Rules(), []),
    ],
)
def test_a_gap_may_be_as_small_and_as_large_as_said(rules: Rules, blocked: list[int]) -> None:
    low = mentee(1, level_rank=1)
    found = [
        gap for gap in range(4) if level_blocks(low, mentor(2, level_rank=1 + gap), rules, "traditional")
    ]
    assert found == blocked
    assert not level_blocks(low, mentor(2), rules, "traditional")


def test_clocks_may_be_as_far_apart_as_said_and_no_further() -> None:
    here, there = mentee(1, time_zone="UTC+7"), mentor(2, time_zone="UTC+9")
    assert [zones_block(here, there, most) for most in (1, 2, 3)] == [True, False, False]
    assert not zones_block(here, mentor(3), 0)


def test_common_hours_are_counted_where_both_have_said() -> None:
    one, other = (
        mentee(1, availability=("mon-18", "tue-18", "wed-12")),
        mentor(2, availability=("TUE-18", "wed-12")),
    )
    assert [slots_block(one, other, fewest) for fewest in (1, 2, 3)] == [False, False, True]
    assert slots_block(one, mentor(3, availability=("sat-10",)), 1)
    assert not slots_block(one, mentor(3), 3)
    assert not slots_block(mentee(4), other, 3)


def test_people_are_refused_by_name_address_or_code() -> None:
    hung = mentor(2, name="Trần Hùng", email="hung@x.vn", employee_code="E7")
    assert len(names_of(hung)) == 3
    assert len(names_of(mentor(3, name="Vũ Lan", email=""))) == 1
    for said in ("tran hung", "HUNG@X.VN", "e7"):
        assert refuses(mentee(1, refusals=("Ai đó", said)), hung)
    assert not refuses(mentee(1, refusals=("Hùng",)), hung)
    assert not refuses(mentee(1), hung)


def test_a_line_is_a_line_whoever_stands_above() -> None:
    boss, report, other = mentor(1), mentee(2, managers=(9, 1)), mentee(3, managers=(9,))
    assert report_to_each_other(report, boss)
    assert report_to_each_other(replace(boss, is_mentee=True), replace(report, is_mentor=True))
    assert not report_to_each_other(other, boss)


def broken(people: PairingInput, rules: Rules, *constraints: Constraint) -> tuple[str, ...]:
    return broken_rules(
        people, Settings(rules=rules, constraints=constraints), people.mentees[0], people.mentors[0]
    )


def test_only_the_rules_that_are_on_are_broken() -> None:
    one = mentee(
        1, languages=("Tiếng Việt",), meeting_ways=ONLINE, availability=("mon-18",), level_rank=3,
        time_zone="UTC+7", managers=(2,),
    )  # fmt: skip
    other = mentor(
        2,
        languages=("English",),
        meeting_ways=IN_PERSON,
        availability=("tue-18",),
        level_rank=2,
        time_zone="UTC+1",
    )
    people = programme([one, other], earlier=frozenset({(2, 1)}))
    assert broken(people, LOOSE) == ()
    for rules, expected in (
        (replace(LOOSE, avoid_reporting_line=True), "reporting_line"),
        (replace(LOOSE, avoid_earlier_pairs=True), "earlier_pair"),
        (replace(LOOSE, common_language=True), "language"),
        (replace(LOOSE, meeting_way=True), "meeting_way"),
        (replace(LOOSE, common_slots=1), "common_slots"),
        (replace(LOOSE, level_gap_least=0), "level_gap"),
        (replace(LOOSE, level_gap_most=-2), "level_gap"),
        (replace(LOOSE, time_zone_most=5), "time_zone"),
    ):
        assert broken(people, rules) == (expected,)
    every = Rules(common_slots=1, level_gap_least=0, time_zone_most=5)
    assert broken(people, every, Constraint(2, 1, "forbidden")) == (
        "reporting_line", "earlier_pair", "forbidden", "language", "meeting_way", "common_slots", "level_gap",
        "time_zone",
    )  # fmt: skip


def test_only_the_forbidden_pair_itself_is_forbidden_and_earlier_pairs_count_one_way() -> None:
    people = programme([mentee(1), mentor(2)], earlier=frozenset({(1, 2)}))
    others = (Constraint(2, 1, "locked"), Constraint(2, 9, "forbidden"), Constraint(9, 1, "forbidden"))
    assert broken(people, Rules(), *others, Constraint(1, 2, "forbidden")) == ()
    assert broken(people, Rules(), *others, Constraint(2, 1, "forbidden")) == ("forbidden",)


def test_nobody_is_paired_with_themselves() -> None:
    people = programme([mentor(1, is_mentee=True)])
    assert broken(people, Rules()) == ("same_person",)


ANSWERS: tuple[tuple[str, dict[str, object], Rules], ...] = (
    ("language", {"languages": ("English",)}, replace(LOOSE, common_language=True)),
    ("meeting_way", {"meeting_ways": ONLINE}, replace(LOOSE, meeting_way=True)),
    ("common_slots", {"availability": ("mon-18",)}, replace(LOOSE, common_slots=1)),
    ("level_gap", {"level_rank": 0}, replace(LOOSE, level_gap_least=1)),
    ("level_gap", {"level_rank": 0}, replace(LOOSE, level_gap_most=1)),
    ("time_zone", {"time_zone": "UTC+7"}, replace(LOOSE, time_zone_most=0)),
)


@pytest.mark.parametrize(("rule", "answer", "rules"), ANSWERS)
def test_a_gap_is_news_only_where_the_rule_is_on_and_somebody_has_answered(
    rule: str, answer: dict[str, object], rules: Rules
) -> None:
    silent, said = mentee(1), mentor(2, **answer)
    people = programme([silent, said])
    asked = asked_rules(people, Settings(rules=rules))
    assert asked == {rule}
    assert asked_rules(people, Settings(rules=LOOSE)) == frozenset()
    assert asked_rules(programme([silent, mentor(2)]), Settings(rules=rules)) == frozenset()
    assert unknown_rules(asked, silent, said) == (rule,)
    assert unknown_rules(asked, mentee(1, **answer), mentor(2)) == (rule,)
    assert unknown_rules(asked, mentee(1, **answer), said) == ()
    assert unknown_rules(frozenset(), silent, said) == ()


def test_meeting_in_person_only_needs_to_know_both_places() -> None:
    asked = frozenset({"meeting_way"})
    for mine, yours, places, unknown in (
        (IN_PERSON, BOTH, ("Huế", ""), True),
        (IN_PERSON, BOTH, ("", "Huế"), True),
        (IN_PERSON, BOTH, ("Huế", "Huế"), False),
        (BOTH, BOTH, ("", ""), False),
        (ONLINE, ONLINE, ("", ""), False),
    ):
        one = mentee(1, meeting_ways=mine, place=places[0])
        other = mentor(2, meeting_ways=yours, place=places[1])
        assert bool(unknown_rules(asked, one, other)) is unknown
