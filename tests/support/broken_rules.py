"""The hard rules asked of one pair at a time, in plain words: what the engine finds for all of them is held to it."""

from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Settings
from nhipcau.pairing.settings.rules import RULES, class_rules, keeps_lines_apart, names_of, slot_keys


def refuses(one: Candidate, other: Candidate) -> bool:
    """One has said they would rather not be paired with the other."""
    return bool(one.refusals) and not names_of(other).isdisjoint(map(answer_key, one.refusals))


def slots_block(mentee: Candidate, mentor: Candidate, fewest: int) -> bool:
    mine, yours = slot_keys(mentee), slot_keys(mentor)
    return bool(mine and yours) and len(mine & yours) < fewest


def report_to_each_other(mentee: Candidate, mentor: Candidate) -> bool:
    """One stands somewhere above the other in the reporting chain."""
    return mentor.person_id in mentee.managers or mentee.person_id in mentor.managers


def broken_rules(
    people: PairingInput, settings: Settings, mentee: Candidate, mentor: Candidate
) -> tuple[str, ...]:
    """Return the hard rules this pair breaks, in the order of RULES."""
    rules = settings.rules
    pair = (mentor.participant_id, mentee.participant_id)
    checks = {
        "same_person": mentee.person_id == mentor.person_id,
        "reporting_line": keeps_lines_apart(people, rules) and report_to_each_other(mentee, mentor),
        "earlier_pair": rules.avoid_earlier_pairs and (mentor.person_id, mentee.person_id) in people.earlier,
        "forbidden": any(
            c.kind == "forbidden" and (c.mentor_id, c.mentee_id) == pair for c in settings.constraints
        ),
        "refused": refuses(mentee, mentor) or refuses(mentor, mentee),
        "common_slots": rules.common_slots > 0 and slots_block(mentee, mentor, rules.common_slots),
    }
    for rule, (_, blocks) in class_rules(people, settings).items():
        checks[rule] = blocks(mentee, mentor)
    return tuple(rule for rule in RULES if checks.get(rule))
