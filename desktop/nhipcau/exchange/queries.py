"""What an import needs to know of the programme it goes into."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from nhipcau.exchange.plan import Existing


def existing(db: Session, programme_id: int) -> Existing:
    """Return everyone in the organisation, with their profile in this programme."""
    raise NotImplementedError


def remembered_forms(db: Session, programme_id: int) -> Mapping[str, Mapping[str, Any]]:
    """Return how earlier files were read, by fingerprint: this programme's own first, then the others'."""
    raise NotImplementedError
