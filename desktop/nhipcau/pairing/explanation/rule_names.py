"""What hard rules are called, whether built in or a criterion that must be met."""

from nhipcau.pairing.engine.scoring.scores import MUST, Scoring
from nhipcau.pairing.settings.criteria import criterion_label
from nhipcau.pairing.settings.pairing_input import Phrase
from nhipcau.pairing.settings.rules import RULES


def rule_label(scoring: Scoring, rule: str) -> Phrase:
    """Return a rule's name; a criterion that must be met is named as itself."""
    if rule in RULES:
        return Phrase(f"pairing.rule.{rule}")
    setting = next(setting for setting in scoring.criteria if MUST + setting.key == rule)
    return Phrase("pairing.rule.must", {"criterion": criterion_label(setting, scoring.people)})


def rule_subject(scoring: Scoring, rule: str) -> Phrase:
    """Return what a rule asks for, rather than how it was broken."""
    if rule in RULES:
        return Phrase(f"pairing.about.{rule}")
    setting = next(setting for setting in scoring.criteria if MUST + setting.key == rule)
    return criterion_label(setting, scoring.people)
