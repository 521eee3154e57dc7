"""Whether a programme has pairs, for the page that opens first: no rules are loaded for it."""

from sqlmodel import Session, col, select

from nhipcau.pairing.models import STANDING, Pair


def has_pairs(db: Session, programme_id: int) -> bool:
    """Say whether any pair is confirmed and has not ended early."""
    wanted = Pair.programme_id == programme_id, col(Pair.state).in_(STANDING)
    return db.exec(select(Pair.id).where(*wanted).limit(1)).first() is not None
