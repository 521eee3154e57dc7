"""The pages of a damaged file, with what an unfinished write left beside it. Nothing here writes."""

import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from nhipcau.database.files.file_header import APPLICATION_ID
from nhipcau.database.files.held_files import reading
from nhipcau.database.rescue.btree import HEADER, TreePage, read_page
from nhipcau.database.rescue.logs import SIZES, Looked, Overlay, read_journal, read_log

_MAGIC: Final = b"SQLite format 3\x00"
_USUAL: Final = 4096
_SAMPLE: Final = 60
_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class FileHeader:
    """What the first hundred bytes say. A header that is not `sound` is believed in nothing."""

    sound: bool
    page_size: int = 0
    reserved: int = 0
    pages: int = 0
    """0 where the header does not say."""
    free_head: int = 0
    free_count: int = 0
    schema: int = 0


def read_header(data: bytes) -> FileHeader:
    """Read the header of page 1, whatever state it is in."""
    if len(data) < HEADER or data[:16] != _MAGIC:
        return FileHeader(sound=False)
    (size,) = struct.unpack_from(">H", data, 16)
    size = 65536 if size == 1 else size
    fields = struct.unpack_from(">20I", data, 20)  # from the reserved byte on
    reserved, fractions = data[20], data[21:24]
    changed, pages, free_head, free_count = fields[1:5]
    encoding, schema, application, valid_for = fields[9], fields[10], fields[12], fields[18]
    if size not in SIZES or size - reserved < 480 or fractions != b"\x40\x20\x20":
        return FileHeader(sound=False)
    if data[18] not in (1, 2) or data[19] not in (1, 2) or encoding != 1 or application != APPLICATION_ID:
        return FileHeader(sound=False)
    known = pages if changed == valid_for else 0
    return FileHeader(True, size, reserved, known, free_head, free_count, schema)


class Pages:
    """Reads pages by number, from 1 on, as the engine would see them; keeps the last few that were parsed."""

    def __init__(self, main: BinaryIO, length: int, layers: list[tuple[BinaryIO, Overlay]]) -> None:
        self._main = main
        self._places = {
            number: (file, place) for file, overlay in layers for number, place in overlay.places.items()
        }
        self.length = length
        self.unused_frames = sum(overlay.unused for _, overlay in layers)
        self.size = next((overlay.page_size for _, overlay in reversed(layers) if overlay.places), 0)
        self.reserved = 0
        self._find_size()
        ends = [overlay.pages for _, overlay in layers if overlay.pages is not None]
        in_file = -(-length // self.size)
        # A log may say any length: no further than the pages that are there.
        self.count = min(ends[-1], in_file + len(self._places)) if ends else in_file
        self.missing = max((ends[-1] if ends else self.header.pages) - self.count, 0)
        self._parsed: dict[int, TreePage] = {}

    def _find_size(self) -> None:
        self.header = read_header(self.bytes_at(1, self.size or _USUAL))
        said = self.header.page_size if self.header.sound else _USUAL
        if not self.size:
            likely = self._score(said, self.header.reserved) >= 0.5
            self.size = (
                said if likely else max(SIZES, key=lambda size: (self._score(size, 0), size == _USUAL))
            )
        if self.header.page_size != self.size:
            self.header = FileHeader(sound=False)
        self.reserved = self.header.reserved

    def _score(self, size: int, reserved: int) -> float:
        """Tell how many of the pages that look like a tree's add up with this size."""
        count = self.length // size
        tried = sound = 0
        for number in range(2, count + 1, max(count // _SAMPLE, 1)):
            page = read_page(self.bytes_at(number, size), size - reserved)
            tried += page.kind != "other"
            sound += page.sound
        return sound / tried if tried else 0.0

    @property
    def usable(self) -> int:
        return self.size - self.reserved

    def bytes_at(self, number: int, size: int = 0) -> bytes:
        size = size or self.size
        file, place = self._places.get(number, (self._main, (number - 1) * size))
        file.seek(place)
        return file.read(size).ljust(size, b"\0")

    def page(self, number: int) -> TreePage:
        found = self._parsed.get(number)
        if found is None:
            if len(self._parsed) >= _KEPT:
                self._parsed.clear()
            start = HEADER if number == 1 else 0
            found = self._parsed[number] = read_page(self.bytes_at(number), self.usable, start)
        return found


@contextmanager
def open_pages(path: Path, looked: Looked = lambda _done, _total: None) -> Iterator[Pages]:
    """Open a damaged file and what lies beside it, to read only."""
    with ExitStack() as files:
        main = files.enter_context(reading(path))
        layers: list[tuple[BinaryIO, Overlay]] = []
        readers: tuple[tuple[str, Callable[[BinaryIO, int, Looked], Overlay]], ...] = (
            ("-journal", read_journal),
            ("-wal", read_log),
        )
        for ending, read in readers:
            beside = path.with_name(path.name + ending)
            if beside.is_file():
                log = files.enter_context(beside.open("rb"))
                overlay = read(log, beside.stat().st_size, looked)
                if overlay.pages is not None or overlay.unused:
                    layers.append((log, overlay))
        yield Pages(main, path.stat().st_size, layers)
