"""What was written is read wherever something can hide in it."""

import zipfile
from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from tests.privacy.reading import addressed, texts_in, texts_of

from nhipcau.common.clock import now, today
from nhipcau.common.feature_answers import CalendarEvent
from nhipcau.exchange.lists.calendar_file import calendar_text

WORD = "Qjbkmlncdfgh"
_NAME = "Trần Thị Bảo Ngọc Nguyễn Phước Quỳnh Hương"


def _named(book: Any, sheet: Any) -> None:
    book.defined_names[WORD] = DefinedName(WORD, attr_text="Sheet!$A$1")


def _offered(book: Any, sheet: Any) -> None:
    rule = DataValidation("list", formula1=f'"a,{WORD}"')
    rule.add("B2")
    sheet.add_data_validation(rule)


def _hidden(book: Any, sheet: Any) -> None:
    book.create_sheet("x").append([WORD])
    book["x"].sheet_state = "veryHidden"


def _hidden_column(book: Any, sheet: Any) -> None:
    sheet["D4"] = WORD
    sheet.column_dimensions["D"].hidden = True


def _table(book: Any, sheet: Any) -> None:
    sheet["A1"] = "x"
    sheet.add_table(Table(displayName=WORD, ref="A1:A2"))


_PLACES: dict[str, Callable[[Any, Any], object]] = {
    "a cell": lambda book, sheet: sheet.append([f"a {WORD} b"]),
    "a hidden sheet": _hidden,
    "a hidden column": _hidden_column,
    "the name of a sheet": lambda book, sheet: book.create_sheet(WORD),
    "a defined name": _named,
    "a drop-down": _offered,
    "a comment": lambda book, sheet: setattr(sheet["A1"], "comment", Comment(WORD, "x")),
    "the author of a comment": lambda book, sheet: setattr(sheet["A1"], "comment", Comment("x", WORD)),
    "a property": lambda book, sheet: setattr(book.properties, "description", WORD),
    "a footer": lambda book, sheet: setattr(sheet.oddFooter.center, "text", WORD),
    "the name of a table": _table,
    "a link": lambda book, sheet: setattr(sheet["A1"], "hyperlink", f"https://x.vn/{WORD}"),
}


@pytest.mark.parametrize("place", _PLACES)
def test_a_word_is_found_in_a_workbook(place: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    _PLACES[place](book, book.active)
    book.save(tmp_path / "a.xlsx")
    assert any(WORD in text for text in texts_in(tmp_path / "a.xlsx"))


def test_a_word_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / f"{WORD}.txt").touch()
    assert any(WORD in text for text in texts_in(tmp_path))


def _mail(**headers: object) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        mail[name] = value
    mail["X-Unsent"] = "1"
    return mail


@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
def test_a_word_is_found_in_the_body_of_a_mail(way: str) -> None:
    mail = _mail(Subject="x")
    mail.set_content(f"{'ế' * 70} {WORD}\n", charset="utf-8", cte=way)
    assert any(WORD in text for text in texts_of(mail.as_bytes()))


def test_a_word_is_found_in_a_header_of_a_mail() -> None:
    mail = _mail(Subject=f"{_NAME} {_NAME} {WORD}", To=[Address(f"{_NAME} {WORD}", addr_spec="a@x.vn")])
    mail.set_content("x")
    decoded = [text for text in texts_of(mail.as_bytes()) if WORD in text]
    assert {text.partition(":")[0] for text in decoded} >= {"Subject", "To"}


def test_a_word_is_found_in_what_a_mail_carries(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    _hidden(book, book.active)
    book.save(tmp_path / "a.xlsx")
    mail = _mail(Subject="x")
    mail.set_content("x")
    mail.add_attachment((tmp_path / "a.xlsx").read_bytes(), "application", "octet-stream", filename="a.xlsx")
    assert any(WORD in text for text in texts_of(mail.as_bytes()))


def test_everybody_a_mail_goes_to_is_known_whatever_the_header() -> None:
    mail = _mail(To="a@x.vn, B <B@x.vn>", Cc=[Address(_NAME, addr_spec="c@x.vn")], Bcc="d@x.vn")
    mail["Reply-To"] = "e@x.vn"
    assert addressed(mail.as_bytes()) == {"a@x.vn", "b@x.vn", "c@x.vn", "d@x.vn", "e@x.vn"}


def test_a_word_is_found_in_a_calendar_wherever_its_lines_are_broken() -> None:
    for length in range(40, 80):
        text = calendar_text([CalendarEvent("x", f"{'a' * length}{WORD}", today())], now())
        assert any(WORD in one for one in texts_of(text.encode()))


def test_a_word_is_found_in_a_packed_file_in_a_packed_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w", zipfile.ZIP_DEFLATED) as inner:
        inner.writestr("a.txt", WORD * 3)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w", zipfile.ZIP_DEFLATED) as outer:
        outer.write(tmp_path / "inner.zip", "inner")
    assert any(WORD in text for text in texts_in(tmp_path / "outer.zip"))
