"""What a feature answers when what it declares is asked; apart from the declarations, which every start reads."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple


class ProofDetail(NamedTuple):
    """A line below the evidence of a step."""

    text: str
    values: Mapping[str, object]
    is_met: bool


class Need(NamedTuple):
    """Something that waits for the coordinator: the key of its text, its values, and what its page is told."""

    text: str
    values: Mapping[str, object]
    arguments: Mapping[str, object]


class Found(NamedTuple):
    """Something a search may find: its text, what is searched in, a word about it, and what its page is told."""

    text: str
    folded: str
    about: str
    arguments: dict[str, object]


class CalendarEvent(NamedTuple):
    """Something on a day, or from a moment for some minutes. `uid` stays the same when it is sent again."""

    uid: str
    title: str
    starts: date | datetime
    minutes: int = 0
