"""CSV and its relatives: which encoding, which separator, and then rows. Imported by the child process."""

import csv
import re
import unicodedata
from collections import Counter
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import NamedTuple

from nhipcau.workbook.columns import column_letters
from nhipcau.workbook.formula_marks import unmarked
from nhipcau.workbook.limits import Limits, Refused

_VIETNAMESE = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_ODD = frozenset("¤¦§¨©«¬®±²³´¶·¸¹º»¼½¾¿Þþð×÷¢£¥")
_MOJIBAKE = ("Ã", "áº", "á»", "Ä‘", "Æ°", "Ä\u0090")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
_VIETNAMESE_ONLY = frozenset(letter for letter in _VIETNAMESE if letter > "\xff")
_ADDRESS_OF_PAGE = re.compile(r"(?:https?://|www\.)[^\s,;|]*")
# What the fonts of TCVN 5712 (`.VnTime`) showed for a byte: `TrÇn ThÞ B×nh` was to be read as `Trần Thị Bình`.
TCVN3 = dict(
    zip(
        bytes.fromhex(
            "a1a2a3a4a5a6a7a8a9aaabacadae b5b6b7b8b9 bbbcbdbe c6c7c8c9cacbcc cecfd0d1d2d3d4d5d6d7d8"
            "dcdddedf e1e2e3e4e5e6e7e8e9eaebecedeeef f1f2f3f4f5f6f7f8f9fafbfcfdfe"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_SEPARATORS = ",;\t|"
# Windows-1252 with its five holes filled the way browsers fill them, so that garbled text can be turned back.
_BYTES_1252 = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(256)}


class Decoded(NamedTuple):
    """Text, and how it was found."""

    text: str
    encoding: str
    warnings: list[str]


class TextTable(NamedTuple):
    """The rows of a text file; a blank field is None."""

    rows: list[list[str | None]]
    encoding: str
    separator: str
    warnings: list[str]


def read_table(data: bytes, limits: Limits) -> TextTable:
    """Read a text file of any usual encoding and separator. Raises Refused."""
    decoded = decode(data)
    text = unicodedata.normalize("NFC", decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.count("\0") > 8:
        raise Refused("wrong_type")
    text, separator = _declared_separator(text.replace("\0", ""))
    separator = separator or find_separator(text)
    rows = _rows(text, separator, limits)
    if not any(any(row) for row in rows):
        raise Refused("no_table")
    warnings = list(decoded.warnings)
    if rows and text.count('"') % 2 and "\n" in (rows[-1][-1] or "" if rows[-1] else ""):
        warnings.append("unclosed_quote")
    return TextTable(rows, decoded.encoding, separator, warnings)


def decode(data: bytes) -> Decoded:
    """Return the text, trying what is certain before what is likely."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return _examined(text, encoding)
    wide = _wide_encoding(data)
    if wide:
        return _examined(data.decode(wide, "replace"), wide)
    try:
        return _examined(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if (mixed := _line_by_line(data)) is not None:
        return mixed
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 < sum(c > "\x7f" for c in text):
        return _examined(text, "utf-8")
    return _single_byte(data)


def _line_by_line(data: bytes) -> Decoded | None:
    """Return a text put together from two, one of UTF-8 and one of the Windows before it; None when it is not."""
    lines = data.split(b"\n")
    if not any(_is_utf8(line) and not line.isascii() for line in lines):
        return None
    rest = _single_byte(b"\n".join(line for line in lines if not _is_utf8(line)))
    if _likeness(rest.text) <= 0 or "\ufffd" in rest.text:
        return None
    others = iter(rest.text.split("\n"))
    text = "\n".join(line.decode("utf-8") if _is_utf8(line) else next(others) for line in lines)
    return Decoded(text, "utf-8", [*rest.warnings, "mixed_letters"])


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(data: bytes) -> str:
    head = data[:65536]
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) > half * 0.3 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[::2].count(0) > half * 0.3 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _single_byte(data: bytes) -> Decoded:
    old = data.decode("latin-1").translate(TCVN3)
    if _is_old_vietnamese(data) and _likeness(old) > 0:
        return Decoded(old, "tcvn3", ["old_letters", *_loss(old)])
    candidates = []
    for encoding in ("cp1258", "cp1252"):
        apart = data.decode(encoding, "replace")
        text = unicodedata.normalize("NFC", apart)
        # Windows-1258 writes tones behind their letters, where nobody else has any.
        toned = sum(
            count for c, count in (Counter(text) - Counter(apart)).items() if c.lower() in _VIETNAMESE
        )
        candidates.append(
            (_likeness(text) + toned - 5 * text.count("\ufffd"), encoding == "cp1258", text, encoding)
        )
    _, _, text, encoding = max(candidates)
    return Decoded(text, {"cp1258": "windows-1258", "cp1252": "windows-1252"}[encoding], _loss(text))


def _likeness(text: str) -> int:
    """Return how much a text looks like Vietnamese, or at least like writing."""
    found = Counter(text.lower())
    return sum(found[c] for c in _VIETNAMESE) - 3 * sum(found[c] for c in _ODD) - 3 * len(_stray_marks(text))


def _is_old_vietnamese(data: bytes) -> bool:
    """Say whether letters are written with signs that stand in no name, as with the fonts before Unicode."""
    found = Counter(data.decode("cp1252", "replace"))
    odd = sum(found[sign] for sign in _ODD)
    return odd > 1 and odd * 4 >= sum(count for sign, count in found.items() if sign > "\x7f")


def _stray_marks(text: str) -> list[str]:
    return [c for c in text if "\u0300" <= c <= "\u036f"]


def _examined(text: str, encoding: str) -> Decoded:
    """Undo the commonest garbling, UTF-8 once read as windows-1252, and say what cannot be undone."""
    if sum(text.count(sign) for sign in _MOJIBAKE) < 2:
        return Decoded(text, encoding, _loss(text))
    try:
        mended = bytes(_BYTES_1252[c] for c in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return Decoded(text, encoding, ["garbled"])
    return Decoded(mended, encoding, ["garbled_mended", *_loss(mended)])


def _loss(text: str) -> list[str]:
    """Excel's plain "CSV" writes ? for each Vietnamese letter it cannot hold: nobody can bring those back.

    It keeps those that French has too, so that `Trần Thị Bình` becomes `Tr?n Th? Bình`.
    """
    if "\ufffd" in text:
        return ["lost_letters"]
    if "?" not in text or not _VIETNAMESE_ONLY.isdisjoint(text.lower()):
        return []
    inside = len(_LOST.findall(_ADDRESS_OF_PAGE.sub("", text)))
    return ["lost_letters"] if inside >= 2 or (inside and not text.isascii()) else []


def _declared_separator(text: str) -> tuple[str, str]:
    """Excel's own first line: `sep=;`."""
    found = re.match(r'"?sep=(.)"?\n', text, re.I)
    return (text[found.end() :], found.group(1)) if found else (text, "")


def find_separator(text: str) -> str:
    """Return the separator that gives the most even rows of more than one field; a comma when none does."""
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        try:
            rows = csv.reader(StringIO(text[:200_000], newline=""), delimiter=separator)
            widths = Counter(len(row) for row in islice(rows, 100) if any(row))
        except csv.Error:
            continue
        if not widths:
            continue
        width, rows_of_it = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = rows_of_it / widths.total() + min(width, 40) / 100 if width > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best


def _rows(text: str, separator: str, limits: Limits) -> list[list[str | None]]:
    csv.field_size_limit(limits.cell_chars)
    rows: list[list[str | None]] = []
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            cells += len(row)
            if cells > limits.cells or len(rows) > limits.cells:
                raise Refused("too_many_cells")
            if len(row) > limits.columns:
                raise Refused("too_many_columns", columns=len(row))
            rows.append([unmarked(field) or None for field in row])
    except csv.Error as error:
        raise _too_long(text, separator, len(rows), limits) from error
    return rows


def _too_long(text: str, separator: str, row: int, limits: Limits) -> Refused:
    """Return why a row ended the reading: a text that no cell can hold, or a quotation mark that was never closed."""
    csv.field_size_limit(limits.field_chars)
    with suppress(csv.Error):
        fields = next(islice(csv.reader(StringIO(text, newline=""), delimiter=separator), row, None))
        column = next((n for n, field in enumerate(fields) if len(field) > limits.cell_chars), None)
        if column is not None and text.count('"') % 2 == 0:
            return Refused("text_too_long", cell=f"{column_letters(column)}{row + 1}")
    return Refused("text_run_on", row=row + 1)
