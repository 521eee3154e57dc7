"""Answers that are no value of their column, or a value of which something must be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that is no value of its column. `code` is a key of `resources/i18n/exchange.json`."""

    code: str
    shown: str
    values: Mapping[str, object] = field(default_factory=dict)
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that is taken, and what must be said of it."""

    value: Any
    code: str
    shown: str
    values: Mapping[str, object] = field(default_factory=dict)
    lone: bool = False
    """Only worth a word where nobody else gives the same answer: words that many choose can be matched."""
