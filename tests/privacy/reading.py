"""Everything that can be read in what was written: as a spreadsheet, as text, and byte by byte."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile, is_zipfile

import openpyxl

from nhipcau.workbook import read_source

_DIGITS: Final = re.compile(r"[0-9]")
_FOLD: Final = re.compile("\r?\n[ \t]")
_ENCODED: Final = re.compile(r"^[A-Za-z0-9+/]{20,}={0,2}\r?$", re.MULTILINE)
"""A line of an attachment. By chance it holds a number that is a secret elsewhere; what it stands for is read too."""


def texts_in(path: Path) -> Iterator[str]:
    """Return all texts of a file, or of all files of a folder, with their names."""
    if path.is_dir():
        yield from (
            text for inside in sorted(path.rglob("*")) if inside.is_file() for text in texts_in(inside)
        )
        return
    yield path.name
    data = path.read_bytes()
    yield from texts_of(data)
    if path.suffix == ".xlsx":
        yield from (str(value) for sheet in read_source(path).sheets for row in sheet.rows for value in row)


@lru_cache(maxsize=8)
def texts_of(data: bytes) -> tuple[str, ...]:
    """Return all texts of a file's content, with what is packed or encoded in it."""
    return tuple(_texts_of(data))


def _texts_of(data: bytes) -> Iterator[str]:
    yield from _plain(data)
    if is_zipfile(BytesIO(data)):
        yield from _packed(data)
    elif b"X-Unsent:" in data[:20000] or b"MIME-Version:" in data[:20000]:
        yield from _mail(data)


def mail_in(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def addressed(data: bytes) -> set[str]:
    """Return every address a mail goes to, whatever the header."""
    mail = mail_in(data)
    lines = [str(line) for name in ("To", "Cc", "Bcc", "Reply-To") for line in mail.get_all(name, [])]
    return {email.lower() for _, email in getaddresses(lines) if email}


def _plain(data: bytes) -> Iterator[str]:
    """Return the bytes as letters. What is no text has digits anywhere: they are left out of it."""
    try:
        text = _ENCODED.sub(lambda line: _DIGITS.sub(" ", line.group()), data.decode("utf-8"))
    except UnicodeDecodeError:
        text = _DIGITS.sub(" ", data.decode("utf-8", errors="replace"))
        yield _DIGITS.sub(" ", data.decode("utf-16-le", errors="ignore"))
    yield text
    yield _FOLD.sub("", text)


def _packed(data: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as archive:
        yield archive.comment.decode("utf-8", errors="replace")
        for entry in archive.infolist():
            yield entry.filename
            yield from texts_of(archive.read(entry))
        if "xl/workbook.xml" not in archive.namelist():
            return
    book = openpyxl.load_workbook(BytesIO(data))
    yield " ".join(str(value) for value in vars(book.properties).values())
    yield from (f"{name} {one.attr_text}" for name, one in book.defined_names.items())
    for sheet in book.worksheets:
        yield from _sheet(sheet)


def _sheet(sheet: Any) -> Iterator[str]:
    yield sheet.title
    for part in (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter):
        yield from (str(side.text) for side in (part.left, part.center, part.right) if side.text)
    yield from (f"{table.name} {table.displayName} {table.comment}" for table in sheet.tables.values())
    for rule in sheet.data_validations.dataValidation:
        yield " ".join(map(str, (rule.formula1, rule.formula2, rule.error, rule.prompt, rule.promptTitle)))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield _shown(cell.value)
            if cell.comment is not None:
                yield f"{cell.comment.author} {cell.comment.text}"
            if cell.hyperlink is not None:
                yield f"{cell.hyperlink.target} {cell.hyperlink.location} {cell.hyperlink.tooltip}"


def _shown(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def _mail(data: bytes) -> Iterator[str]:
    mail = mail_in(data)
    yield from (f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        yield from (f"{name}: {value}" for name, value in part.items())
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield from texts_of(content)
