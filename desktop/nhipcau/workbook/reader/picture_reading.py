"""Read a picture that comes from outside, in a child process: what is kept of it is the picture alone."""

from functools import partial
from pathlib import Path
from typing import Final, Literal

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import Unreadable
from nhipcau.workbook.limits import LIMITS
from nhipcau.workbook.page_parts import Logo
from nhipcau.workbook.reader.file_reading import bytes_of
from nhipcau.workbook.reader.reader_pool import ReaderPool

PICTURE_LIMITS: Final = LIMITS._replace(file_bytes=8 << 20, memory_bytes=1 << 30, seconds=15, picture=1)


def read_picture(path: Path) -> Logo:
    """Return a PNG or JPEG, judged by its content whatever its name. Raises Unreadable with a sentence."""
    with ReaderPool(PICTURE_LIMITS) as readers:
        try:
            answer = readers.ask(partial(bytes_of, path, PICTURE_LIMITS), path.name, Progress())
        except Unreadable as trouble:
            if trouble.code == "workbook.too_big":
                raise Unreadable("workbook.picture.too_big", name=path.name) from trouble
            raise
    if "refused" in answer:
        raise Unreadable(f"workbook.{answer['refused']}", name=path.name, **answer["values"])
    kind: Literal["png", "jpeg"] = "png" if answer["kind"] == "png" else "jpeg"
    return Logo(answer["picture"], kind, answer["width"], answer["height"])
