"""A planted file with a desk to write from, and what was written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from tests.privacy.planting import Planted
from tests.privacy.reading import addressed, texts_in
from tests.privacy.secrets import Circle, Eye
from tests.support.desk import RecordingDesk

from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.pairing.ui.page_data import PlanReading, read


@dataclass(frozen=True, slots=True)
class Written:
    """One file or text, and everybody who comes to read it."""

    eyes: tuple[Eye, ...]
    texts: tuple[str, ...]
    name: str = ""
    planned: bool = False
    """Made from the plan, which has pairs that nobody has confirmed."""


class Scene:
    """A planted file, a desk for its pages, and a folder to write into; asks nobody."""

    def __init__(self, planted: Planted, folder: Path) -> None:
        self.planted = planted
        self.database = planted.database
        self.programme_id = planted.programme_id
        self.language = planted.language
        self.words = Words(planted.language)
        self.desk = RecordingDesk(planted.language, programme_id=planted.programme_id)
        self.parent = QWidget()
        self._folder = folder
        self._reading: PlanReading | None = None

    def begin_anew(self, folder: Path) -> None:
        """Write into another folder, and read everything again."""
        folder.mkdir()
        self._folder, self._reading = folder, None

    def folder(self, name: str) -> Path:
        made = self._folder / name
        made.mkdir(exist_ok=True)
        return made

    @property
    def reading(self) -> PlanReading:
        """Return the people and the plan as the pairing page shows them."""
        self._reading = self._reading or read(self.database, self.programme_id, Progress())
        return self._reading

    @property
    def planned(self) -> Circle:
        """Return who is in a pair with whom in the plan."""
        pairs = [
            (self.known_as(pair.mentor_id), self.known_as(pair.mentee_id)) for pair in self.reading.plan.pairs
        ]
        circle = self.planted.circle.with_pairs(pairs)
        return circle.with_groups(pairs) if self.planted.kind == "group" else circle

    def known_as(self, participant_id: int) -> str:
        return next(name for name, (_, one) in self.planted.people.items() if one.id == participant_id)

    def eyes_of(self, mail: bytes) -> tuple[Eye, ...]:
        """Return who gets a mail, by its addresses alone."""
        found = [self.planted.addresses[one] for one in addressed(mail)]
        return tuple(Eye("assistant" if role == "assistant" else "person", whose) for role, whose in found)


Write = Callable[[Scene], Iterator[Written]]
WRITERS: Final[dict[str, Write]] = {}


def writes(code: str) -> Callable[[Write], Write]:
    def mark(write: Write) -> Write:
        WRITERS[code] = write
        return write

    return mark


def file_for(path: Path, *eyes: Eye) -> Written:
    return Written(eyes, tuple(texts_in(path)), path.name)


def mailed(scene: Scene, folder: Path, *, planned: bool = False) -> Iterator[Written]:
    """Return each mail with its readers, and each workbook with those of the mail beside it."""
    for path in sorted(folder.rglob("*.*")):
        eyes = scene.eyes_of(path.with_suffix(".eml").read_bytes())
        yield Written(eyes, tuple(texts_in(path)), path.name, planned)


def copied() -> str:
    return QGuiApplication.clipboard().text()
