"""A desk whose work waits until a test lets it go, as if the worker were busy."""

from collections.abc import Callable
from typing import TypeVar

from tests.support.desk import RecordingDesk

from nhipcau.common.progress import Progress
from nhipcau.common.words import Language
from nhipcau.widgets.desk import Running

T = TypeVar("T")


class _Held:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def cancel(self) -> None:
        self._progress.cancel()

    @property
    def is_cancelled(self) -> bool:
        return self._progress.is_cancelled


class SlowDesk(RecordingDesk):
    """Begins work and does not end it until `let_go`; what fails then is raised there, or by who was told of it."""

    def __init__(self, programme_id: int, language: Language = "en") -> None:
        super().__init__(language, programme_id=programme_id)
        self.held: list[Callable[[], None]] = []

    def run(
        self,
        label: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Running:
        progress = Progress()

        def go_on() -> None:
            if progress.is_cancelled:
                return
            try:
                result = work(progress)
            except Exception as trouble:
                if failed is None:
                    raise
                failed(trouble)
            else:
                done(result)

        self.held.append(go_on)
        return _Held(progress)

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self.held.append(lambda: RecordingDesk.read(self, work, done, failed))

    def let_go(self) -> None:
        while self.held:
            self.held.pop(0)()
