"""A desk without a window: work is done at once, and what would be said is kept. For pictures and the self-test."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from nhipcau.common.progress import Progress
from nhipcau.widgets.desk import Desk, Plain

T = TypeVar("T")


class QuietDesk(Desk):
    """Does long work in place; `said` holds the messages, newest last."""

    said: tuple[str, ...] = ()

    def say(self, text: str, *, undo: bool = False, tone: str = "good", file: Path | None = None) -> None:
        self.said = (*self.said, text)

    def run(
        self,
        label: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Progress:
        """Do the work now. A failure goes to `failed`, or up."""
        progress = Progress()
        try:
            result = work(progress)
        except Exception as trouble:
            if failed is None:
                raise
            failed(trouble)
        else:
            done(result)
        return progress

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read it now."""
        self.run("", lambda _: work(), done, failed)

    def save_table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[Plain]]) -> None:
        """Save nothing: nobody is there to be asked where to."""

    def go(self, route: str, **arguments: object) -> None:
        """Stay: there is no other page here."""
