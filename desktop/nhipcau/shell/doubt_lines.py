"""What of a form is in doubt, in the terminal: both readings and why."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from nhipcau.common.words import Words


class Readable(Protocol):
    """A column that was read, by whatever it is told with."""

    @property
    def heading(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def sure(self) -> bool: ...
    @property
    def alternative(self) -> str: ...
    @property
    def reason(self) -> str: ...


def doubt_lines(columns: Iterable[Readable], words: Words) -> Iterator[str]:
    """Yield a sentence for each column in doubt."""
    for column in columns:
        if not column.sure:
            reason = words(f"inbox.reason.{column.reason}") if column.reason else ""
            code = "terminal.doubt" if column.alternative else "terminal.doubt.alone"
            yield words(
                code,
                heading=column.heading or "–",
                meaning=meaning_text(column.meaning, words),
                alternative=meaning_text(column.alternative or "question", words),
                reason=reason,
            ).rstrip()


def meaning_text(code: str, words: Words) -> str:
    """Return what a column means, in words."""
    return words(f"inbox.meaning.{code}" if code in ("question", "ignore") else f"fields.{code}")
