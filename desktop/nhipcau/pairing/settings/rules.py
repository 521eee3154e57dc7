"""The hard rules over plain values, one pair at a time. The engine evaluates the same functions per class of people."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Final

from nhipcau.pairing.settings.answer_keys import answer_key, keys_of, language_key
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Rules, Settings
from nhipcau.pairing.settings.time_zones import hours_apart

RULES: Final[tuple[str, ...]] = (
    "same_person",
    "reporting_line",
    "earlier_pair",
    "forbidden",
    "language",
    "meeting_way",
    "common_slots",
    "level_gap",
    "time_zone",
    "refused",
)
"""In the order of the bits of a reason mask; criteria that must be met follow."""


def fixed_rules(kind: str) -> frozenset[str]:
    """Return the rules (fields of `Rules`) that a programme of this kind cannot do without, whatever is chosen.

    A junior who guides somebody above them in the reporting chain, or below, could not speak freely.
    """
    return frozenset({"avoid_reporting_line"}) if kind == "reverse" else frozenset()


def default_rules(kind: str, people: Sequence[Candidate]) -> Rules:
    """Return the rules a programme starts with until the coordinator chooses."""
    if kind == "reverse":
        return Rules(level_gap_least=1)
    if kind == "peer":
        everyone_is_both = bool(people) and all(person.is_mentor and person.is_mentee for person in people)
        return Rules(mutual=everyone_is_both)
    if kind == "group":
        takes_several = any(person.is_mentor and person.capacity > 1 for person in people)
        return Rules(group_least=2 if takes_several else 0)
    return Rules()


def keeps_lines_apart(people: PairingInput, rules: Rules) -> bool:
    """Whether nobody may be paired with somebody above or below them in the reporting chain."""
    return rules.avoid_reporting_line or "avoid_reporting_line" in fixed_rules(people.kind)


def language_blocks(mentee: Candidate, mentor: Candidate) -> bool:
    """No language in common. Nobody is blocked for not having said."""
    mine = {language_key(name) for name in mentee.languages}
    yours = {language_key(name) for name in mentor.languages}
    return bool(mine and yours) and not mine & yours


def meeting_blocks(mentee: Candidate, mentor: Candidate) -> bool:
    """No way of meeting in common; meeting in person needs the same place."""
    mine, yours = mentee.meeting_ways, mentor.meeting_ways
    if not mine or not yours:
        return False
    in_person = False
    for way in mine:
        if way in yours:
            if way != "in_person":
                return False
            in_person = True
    if not in_person:
        return True
    return bool(mentee.place and mentor.place) and answer_key(mentee.place) != answer_key(mentor.place)


def rungs_above(kind: str, mentee: int, mentor: int) -> int:
    """Return how far the mentor stands above the mentee; below, in a reverse programme; either way among peers."""
    gap = mentor - mentee
    return abs(gap) if kind == "peer" else -gap if kind == "reverse" else gap


def level_gap(mentee: Candidate, mentor: Candidate, kind: str) -> int | None:
    """Return the rungs between the two in the direction of the programme; None when one is not on the ladder."""
    if mentee.level_rank is None or mentor.level_rank is None:
        return None
    return rungs_above(kind, mentee.level_rank, mentor.level_rank)


def level_blocks(mentee: Candidate, mentor: Candidate, rules: Rules, kind: str) -> bool:
    if mentee.level_rank is None or mentor.level_rank is None:
        return False
    gap = rungs_above(kind, mentee.level_rank, mentor.level_rank)
    too_small = rules.level_gap_least is not None and gap < rules.level_gap_least
    too_large = rules.level_gap_most is not None and gap > rules.level_gap_most
    return too_small or too_large


def zones_block(mentee: Candidate, mentor: Candidate, most: int) -> bool:
    """Clocks too far apart. Nobody is blocked for not having said."""
    apart = hours_apart(mentee.time_zone, mentor.time_zone)
    return apart is not None and apart > most


def names_of(person: Candidate) -> frozenset[str]:
    """Return what others may call this person in their answers: name, e-mail and code."""
    return frozenset(filter(None, map(answer_key, (person.name, person.email, person.employee_code))))


def slot_keys(person: Candidate) -> frozenset[str]:
    return keys_of(person.availability)


def class_rules(
    people: PairingInput, settings: Settings
) -> Mapping[str, tuple[Callable[[Candidate], object], Callable[[Candidate, Candidate], bool]]]:
    """Return the rules that depend on a few answers only: what tells people apart, and whether it blocks."""
    rules, kind = settings.rules, people.kind
    found: dict[str, tuple[Callable[[Candidate], object], Callable[[Candidate, Candidate], bool]]] = {}
    if rules.common_language:
        found["language"] = (attrgetter("languages"), language_blocks)
    if rules.meeting_way:
        found["meeting_way"] = (lambda p: (p.meeting_ways, p.place if p.meeting_ways else ""), meeting_blocks)
    if rules.level_gap_least is not None or rules.level_gap_most is not None:
        found["level_gap"] = (
            attrgetter("level_rank"),
            partial(level_blocks, rules=rules, kind=kind),
        )
    most = rules.time_zone_most
    if most is not None:
        found["time_zone"] = (
            attrgetter("time_zone"),
            partial(zones_block, most=most),
        )
    return found


def asked_rules(people: PairingInput, settings: Settings) -> frozenset[str]:
    """Return the rules that rest on answers which somebody on either side has given: only there a gap is news."""
    rules = settings.rules
    answers: dict[str, tuple[bool, Callable[[Candidate], object]]] = {
        "language": (rules.common_language, lambda p: p.languages),
        "meeting_way": (rules.meeting_way, lambda p: p.meeting_ways),
        "common_slots": (rules.common_slots > 0, lambda p: p.availability),
        "level_gap": (
            rules.level_gap_least is not None or rules.level_gap_most is not None,
            lambda p: p.level_rank is not None,
        ),
        "time_zone": (rules.time_zone_most is not None, lambda p: p.time_zone),
    }
    return frozenset(
        rule
        for rule, (on, answer) in answers.items()
        if on and any(answer(person) for person in people.candidates)
    )


def unknown_rules(asked: frozenset[str], mentee: Candidate, mentor: Candidate) -> tuple[str, ...]:
    """Return the rules that could not be checked because one of the two has not said."""
    in_person_only = set(mentee.meeting_ways) & set(mentor.meeting_ways) == {"in_person"}
    missing = {
        "language": not (mentee.languages and mentor.languages),
        "meeting_way": not (mentee.meeting_ways and mentor.meeting_ways)
        or (in_person_only and not (mentee.place and mentor.place)),
        "common_slots": not (mentee.availability and mentor.availability),
        "level_gap": mentee.level_rank is None or mentor.level_rank is None,
        "time_zone": hours_apart(mentee.time_zone, mentor.time_zone) is None,
    }
    return tuple(rule for rule in RULES if rule in asked and missing[rule])
