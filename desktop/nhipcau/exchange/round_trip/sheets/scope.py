"""Whose pairs a workbook holds: everybody's, one pair's, or all that one person has or looks after."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from sqlmodel import Session, col, select

from nhipcau.common.audience import Reader
from nhipcau.common.vietnamese import fold
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.queries import STANDING_STATES
from nhipcau.participants.models import Participant, Person

Voice = Literal["programme", "pair", "mentor", "mentee", "assistant"]
"""Whom a workbook speaks to."""
_READ_BY: Final[Mapping[Voice, tuple[Reader, ...]]] = {
    "programme": ("team",),
    "pair": ("partner",),
    "mentor": ("partner",),
    "mentee": ("partner",),
    "assistant": ("assistant",),
}
"""Who reads a workbook. Of the two of a pair each is the other's partner: its rows are about both."""
FEELINGS: Final = "feelings:"
"""Before what the workbook of one side is about, in what the form of feelings of that side is about."""
SIDES: Final[tuple[Literal["mentor", "mentee"], ...]] = ("mentor", "mentee")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a workbook holds. `pairs` are public ids; None is every pair, proposed and ended ones as well."""

    voice: Voice = "programme"
    pairs: frozenset[str] | None = None
    feelings: bool = False
    """Whether it is a form that asks one person for their feelings, and nothing else."""

    @property
    def only(self) -> str:
        """Return the pair that no row need name, because there is no other."""
        return next(iter(self.pairs)) if self.pairs is not None and len(self.pairs) == 1 else ""

    @property
    def role(self) -> str:
        """Return whose feelings are asked for, where it is one side's workbook."""
        return self.voice if self.voice in SIDES else ""

    @property
    def readers(self) -> tuple[Reader, ...]:
        """Return who reads it, as `may_read` asks."""
        return _READ_BY[self.voice]

    @property
    def is_ones_own(self) -> bool:
        """Whether one person alone fills it in: only there can be asked what the partner is not to read."""
        return self.voice in SIDES

    def holds(self, pair: str) -> bool:
        return self.pairs is None or pair in self.pairs


def about_person(role: str, participant_uid: str) -> str:
    return f"{role}:{participant_uid}"


def about_assistant(name: str, email: str) -> str:
    """Return what stays the same of an assistant however many leaders name them: the e-mail, else the name."""
    mark = email.strip().lower() or " ".join(fold(name).split())
    return f"assistant:{mark}" if mark else ""


def scope_of(db: Session, programme_id: int, about: str, showed: Collection[str] = ()) -> Scope:
    """Return what a workbook holds, by what it is about.

    `showed` are the pairs in it when it went out: it is read back as that, whoever has found or lost a pair since.
    """
    if not about:
        return Scope()
    if about.startswith(FEELINGS):
        return replace(scope_of(db, programme_id, about.removeprefix(FEELINGS), showed), feelings=True)
    prefix, _, rest = about.partition(":")
    if not rest:
        return Scope("pair", frozenset({about}))
    voice: Voice = "mentor" if prefix == "mentor" else "mentee" if prefix == "mentee" else "assistant"
    if showed:
        return Scope(voice, frozenset(showed))
    standing = _standing(db, programme_id)
    people = _assisted(db, programme_id, about) if voice == "assistant" else _person(db, programme_id, rest)
    sides = SIDES if voice == "assistant" else (voice,)
    return Scope(
        voice, frozenset(pair.uid for pair in standing if {getattr(pair, f"{s}_id") for s in sides} & people)
    )


def _standing(db: Session, programme_id: int) -> Iterable[Any]:
    wanted = select(Pair.uid, Pair.mentor_id, Pair.mentee_id).where(
        Pair.programme_id == programme_id, col(Pair.state).in_(STANDING_STATES)
    )
    return db.exec(wanted).all()


def _person(db: Session, programme_id: int, uid: str) -> set[int | None]:
    wanted = select(Participant.id).where(Participant.programme_id == programme_id, Participant.uid == uid)
    return set(db.exec(wanted))


def _assisted(db: Session, programme_id: int, about: str) -> set[int | None]:
    wanted = (
        select(Participant.id, Person.assistant_name, Person.assistant_email)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(Participant.programme_id == programme_id)
    )
    return {person for person, name, email in db.exec(wanted) if about_assistant(name, email) == about}
