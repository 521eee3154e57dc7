"""What stands on the pages of a sheet that is set as pages."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass

from nhipcau.workbook import SheetSpec
from nhipcau.workbook.page_parts import PageStart, Part, TextLine


def pages_of(sheet: SheetSpec) -> list[list[Part]]:
    """Return the parts of each page."""
    pages: list[list[Part]] = []
    for part in sheet.page:
        if isinstance(part, PageStart):
            pages.append([])
        pages[-1].append(part)
    return pages


def title_of(page: Sequence[Part]) -> str:
    return next(part.text for part in page if isinstance(part, TextLine) and part.look == "title")


def texts_of(value: object) -> Iterator[str]:
    """Yield every text of a part, or of several."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one)
