"""Whom a workbook speaks to and what it holds: everybody's, one pair's, or all that one person has or looks after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from nhipcau.common.audience import Reader
from nhipcau.common.names.vietnamese import fold

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
Workbook = Literal["programme", "pairs", "feelings", "form"]
"""A whole programme's; a small one of one pair, or of those of one person or their assistant; a form that asks
each of the two alone how they feel; a form of a survey."""
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
    def workbook(self) -> Workbook:
        """Return what kind of workbook it is."""
        return "programme" if self.pairs is None else "feelings" if self.feelings else "pairs"

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
