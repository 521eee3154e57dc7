"""Another partner by hand: every mentor ranked, with what the choice costs the plan and who else would move."""

from nhipcau.pairing.profiles import PairingInput, Phrase, Settings
from nhipcau.pairing.results import Alternative, Plan


def alternatives(
    people: PairingInput, settings: Settings | None, plan: Plan, mentee_id: int
) -> tuple[Alternative, ...]:
    """Return every mentor for this mentee: those the rules allow by fit, best first, then blocked ones by fit.

    The mentee's own lock or confirmed pair counts as released; those of others stand. Costs are exact.
    """
    from nhipcau.pairing.engine.choices import price_choices

    return price_choices(people, settings, plan, mentee_id)


def why_not(
    people: PairingInput, settings: Settings | None, mentee_id: int, mentor_id: int
) -> tuple[Phrase, ...]:
    """Return the rules that keep the two apart; nothing when they may be paired."""
    from nhipcau.pairing.engine.situation import scored
    from nhipcau.pairing.rule_names import rule_label

    scoring = scored(people, settings)
    broken = scoring.broken_by(scoring.row(mentee_id), scoring.column(mentor_id))
    return tuple(rule_label(scoring, rule) for rule in broken)
