"""Who there is to read a field, and whom each of its audiences lets in. Every column is declared for one."""

from collections.abc import Mapping
from typing import Final, Literal

Audience = Literal["team", "person", "pair", "programme", "public"]
"""The programme team only; also the person it is about; also their partner; everybody in the programme; anybody."""
AUDIENCES: Final[tuple[Audience, ...]] = ("team", "person", "pair", "programme", "public")
Reader = Literal["team", "person", "partner", "assistant", "programme", "public"]
"""Who reads: the programme team, the one a row is about, the other of the pair, whoever keeps a leader's calendar,
somebody of the programme, anybody."""

READ_BY: Final[Mapping[Reader, frozenset[Audience]]] = {
    "team": frozenset({"team", "person", "pair", "programme", "public"}),
    "person": frozenset({"person", "pair", "programme", "public"}),
    "partner": frozenset({"pair", "programme", "public"}),
    "assistant": frozenset({"programme", "public"}),
    "programme": frozenset({"programme", "public"}),
    "public": frozenset({"public"}),
}
