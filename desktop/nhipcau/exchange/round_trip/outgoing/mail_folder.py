"""Workbooks that leave together: a folder of their own, each with the mail draft that carries it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

from nhipcau.common.drafts import draft_folder
from nhipcau.common.errors import Unavailable
from nhipcau.common.file_names import name_part
from nhipcau.common.progress import Progress
from nhipcau.exchange.values import EMAIL
from nhipcau.workbook import SheetSpec, write_workbook
from nhipcau.workbook.safe_text import held_text

_WORKBOOK: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail draft. `to` and `cc` are (name, e-mail); who has no address a mail program takes is left out of it."""

    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...]
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One workbook and its letter. `name` is for people to read, and becomes the name of both files."""

    name: str
    sheets: Sequence[SheetSpec]
    letter: Letter


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder now."""

    folder: Path
    count: int
    without_email: tuple[str, ...]
    """The names of those a letter should go to and cannot."""


def write_folder(
    parent: Path, title: str, outgoing: Iterable[Outgoing], count: int, progress: Progress | None
) -> Written:
    """Write every workbook and its draft into a new folder named `title`, all of them or none.

    `outgoing` is consumed one by one, so that its maker may record each inside the caller's step; `count` is how many
    it will be, for the progress. Raises Unavailable or Cancelled with nothing left behind.
    """
    progress = progress or Progress()
    missing: dict[str, None] = {}
    number = 0
    try:
        with draft_folder(parent) as made:
            progress.report(0, count)
            for number, one in enumerate(outgoing, 1):
                _write(made, one)
                missing.update((name, None) for name, email in one.letter.to if _address(name, email) is None)
                progress.report(number, count)
            target = _free(parent, name_part(title))
            made.rename(target)
    except OSError as trouble:
        raise Unavailable("homecoming.not_written", folder=str(parent)) from trouble
    return Written(target, number, tuple(missing))


def _write(folder: Path, one: Outgoing) -> None:
    book = _free(folder, f"{name_part(one.name)}.xlsx")
    write_workbook(book, one.sheets)
    book.with_suffix(".eml").write_bytes(_draft(one.letter, book))


def _draft(letter: Letter, book: Path) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(letter.subject)
    for header, people in (("To", letter.to), ("Cc", letter.cc)):
        known = [found for name, email in people if (found := _address(name, email)) is not None]
        if known:
            message[header] = known
    message["X-Unsent"] = "1"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    main, sub = _WORKBOOK
    message.add_attachment(book.read_bytes(), maintype=main, subtype=sub, filename=book.name)
    return message.as_bytes()


def _address(name: str, email: str) -> Address | None:
    """Return whom a mail goes to; None without an address that a mail program takes."""
    if not EMAIL.fullmatch(email.lower()):
        return None
    try:
        return Address(_one_line(name), addr_spec=email)
    except (MessageError, ValueError):
        return None


def _one_line(text: str) -> str:
    return " ".join(held_text(text).split())


def _free(folder: Path, name: str) -> Path:
    """Return a place nothing stands at: the name, or the name with a number."""
    target, number = folder / name, 1
    while target.exists():
        number += 1
        stem, dot, _ = name.rpartition(".xlsx")
        target = folder / (f"{stem} ({number}).xlsx" if dot else f"{name} ({number})")
    return target
