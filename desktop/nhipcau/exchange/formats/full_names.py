"""One full name a person: from the columns of its parts, and out of what is written around it."""

from collections.abc import Mapping
from typing import Any

from nhipcau.common.names.name_letters import in_usual_letters
from nhipcau.common.names.person_names import bare_name, is_family_name
from nhipcau.exchange.formats.column_mapping import SheetReading
from nhipcau.exchange.formats.vocabulary import key_of


def kept_name(written: str, *, mended: bool) -> str:
    """Return the name within what a file writes as one, its letters mended where that was agreed to."""
    full = bare_name(written)
    return in_usual_letters(full) if mended else full


def full_names(fields: Mapping[str, list[Any]], reading: SheetReading) -> list[Any] | None:
    """Return a name per row from its parts; None when the sheet has no parts. A name written whole counts first."""
    if "first_name" not in fields and "last_name" not in fields:
        return None
    count = len(next(iter(fields.values())))
    nothing: list[Any] = [None] * count
    first, middle, last, whole = (
        fields.get(code, nothing) for code in ("first_name", "middle_name", "last_name", "full_name")
    )
    headings = [key_of(column.heading) for column in reading.with_meaning("last_name")]
    family_first = any(heading.split()[:1] == ["ho"] for heading in headings)
    return [
        whole[place] or _joined(first[place], middle[place], last[place], family_first=family_first)
        for place in range(count)
    ]


def _joined(first: str | None, middle: str | None, last: str | None, *, family_first: bool) -> str | None:
    parts = (last, middle, first) if family_first or _is_vietnamese(first, last) else (first, middle, last)
    return " ".join(part for part in parts if part) or None


def _is_vietnamese(first: str | None, last: str | None) -> bool:
    """Say whether the family name comes first: `First name: Văn An, Last name: Nguyễn` is Nguyễn Văn An."""
    if not first or not last or not is_family_name(last.split()[0]):
        return False
    return not (first + last).isascii()
