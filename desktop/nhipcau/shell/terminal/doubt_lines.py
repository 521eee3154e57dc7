"""What of a form is in doubt, in the terminal: both readings and why."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from nhipcau.common.words import Words
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.exchange.mapping.column_text import meaning_name, reason_text


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
            code = "terminal.doubt" if column.alternative else "terminal.doubt.alone"
            yield words(
                code,
                heading=column.heading or "–",
                meaning=meaning_name(words, column.meaning),
                alternative=meaning_name(words, column.alternative or QUESTION),
                reason=reason_text(words, column.reason),
            ).rstrip()
