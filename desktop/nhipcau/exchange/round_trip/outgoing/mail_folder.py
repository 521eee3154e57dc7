"""Workbooks that leave together: a folder of their own, each with the mail draft that carries it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.file_names import name_part
from nhipcau.common.progress import Progress
from nhipcau.common.temporary_files import draft_folder
from nhipcau.mail.draft import Attachment, Mail, draft
from nhipcau.workbook import Letterhead, SheetSpec, write_workbook

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One workbook and its mail. `name` is for people to read, and becomes the name of both files."""

    name: str
    sheets: Sequence[SheetSpec]
    mail: Mail
    withheld: tuple[str, ...] = ()
    """Whom the mail is for and does not name: others read their mailbox too."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder now."""

    folder: Path
    count: int
    without_email: tuple[str, ...]
    """The names of those a mail should go to and cannot."""
    lacking: int = 0
    """How many drafts that are."""
    withheld: tuple[str, ...] = ()
    """The names of those whose address was left out, since others read their mailbox too."""


def write_folder(
    parent: Path,
    title: str,
    outgoing: Iterable[Outgoing],
    count: int,
    progress: Progress | None,
    letterhead: Letterhead | None = None,
) -> Written:
    """Write every workbook and its draft into a new folder named `title`, all of them or none.

    `outgoing` is consumed one by one, so that its maker may record each inside the caller's step; `count` is how many
    it will be, for the progress. Raises Unavailable or Cancelled with nothing left behind.
    """
    progress = progress or Progress()
    missing: dict[str, None] = {}
    withheld: dict[str, None] = {}
    number = lacking = 0
    try:
        with draft_folder(parent) as made:
            progress.report(0, count)
            for number, one in enumerate(outgoing, 1):
                _write(made, one, letterhead)
                without = [name for name in one.mail.unaddressed if name not in one.withheld]
                missing.update(dict.fromkeys(without))
                withheld.update(dict.fromkeys(one.withheld))
                lacking += bool(without)
                progress.report(number, count)
            target = _free(parent, name_part(title))
            made.rename(target)
    except OSError as trouble:
        raise Unavailable("homecoming.not_written", folder=str(parent)) from trouble
    return Written(target, number, tuple(missing), lacking, tuple(withheld))


def _write(folder: Path, one: Outgoing, letterhead: Letterhead | None) -> None:
    book = _free(folder, f"{name_part(one.name)}.xlsx")
    write_workbook(book, one.sheets, letterhead=letterhead)
    attached = Attachment(book.name, _WORKBOOK, book.read_bytes())
    book.with_suffix(".eml").write_bytes(draft(replace(one.mail, attachments=(attached,))))


def _free(folder: Path, name: str) -> Path:
    """Return a place nothing stands at: the name, or the name with a number."""
    target, number = folder / name, 1
    while target.exists():
        number += 1
        stem, dot, _ = name.rpartition(".xlsx")
        target = folder / (f"{stem} ({number}).xlsx" if dot else f"{name} ({number})")
    return target
