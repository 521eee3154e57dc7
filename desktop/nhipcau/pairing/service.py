"""Writes of pairing: criteria, rules, constraints, and pairs with their history."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from nhipcau.pairing.models import Weight
from nhipcau.pairing.profiles import CriterionSetting, Rules
from nhipcau.pairing.results import ProposedPair


def set_criteria(db: Session, programme_id: int, criteria: Sequence[CriterionSetting]) -> None:
    """Replace the programme's criteria, in this order."""
    raise NotImplementedError


def set_weight(db: Session, criterion_id: int, weight: Weight) -> None:
    raise NotImplementedError


def set_rules(db: Session, programme_id: int, rules: Rules) -> None:
    raise NotImplementedError


def lock_pair(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str = "") -> None:
    """Want this pair whatever its score; the mentee's other lock, if any, is released."""
    raise NotImplementedError


def forbid_pair(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str = "") -> None:
    raise NotImplementedError


def release(db: Session, programme_id: int, mentee_id: int, mentor_id: int) -> None:
    """Neither locked nor forbidden any longer."""
    raise NotImplementedError


def confirm_pairs(db: Session, programme_id: int, proposals: Iterable[ProposedPair]) -> tuple[int, ...]:
    """Make proposals rows in state `confirmed` and return their ids.

    Rejected when a mentee has a pair already or a mentor no place left.
    """
    raise NotImplementedError


def end_pair(db: Session, pair_id: int, reason: str) -> None:
    """End a pair early, with the reason; its mentee can be paired again."""
    raise NotImplementedError
