"""The band at the head of a paper: logo, organisation and programme, and at its right what the paper is."""

import struct
import zlib
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Final

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Color

from nhipcau.workbook.page_parts import Letterhead, Logo
from nhipcau.workbook.writer.cell_dress import FONT, Dress, Wardrobe
from nhipcau.workbook.writer.palette import PaperPalette
from nhipcau.workbook.writer.safe_text import cell_text
from nhipcau.workbook.writer.text_measure import height_of, lines_of, text_width

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEIGHT: Final = 44.0
_WHITE: Final = "FFFFFFFF"
_PALE: Final = "FFD9EEEA"
_LOGO: Final = 40
_WIDEST: Final = 150
_MARGIN: Final = 6
_EMU: Final = 9525
"""To a pixel, as drawings are measured."""
_INDENT: Final = 9
"""Pixels of one step of an indent."""


class _Picture(Image):
    """A picture as it is written into the file, once however often it is shown; openpyxl would want Pillow for it."""

    def __init__(self, logo: Logo, place: OneCellAnchor, name: str) -> None:
        self.ref, self.format = None, logo.kind
        self.width, self.height = logo.width, logo.height
        self.anchor, self._bytes, self._name = place, logo.data, name

    def _data(self) -> bytes:
        return self._bytes

    @property
    def path(self) -> str:
        return f"/xl/media/{self._name}.{self.format}"


class LetterheadBand:
    """Draws the head of papers, all from the same."""

    def __init__(self, letterhead: Letterhead, palette: PaperPalette, wardrobe: Wardrobe) -> None:
        self._from, self._palette, self._wardrobe = letterhead, palette, wardrobe

    def write(self, sheet: "Worksheet", row: int, widths: list[float], aside: str, first: int = 1) -> None:
        """Write the band into a row whose columns from `first` are so wide."""
        last = first + len(widths) - 1
        left = self._columns_at_left(widths, aside)
        room = self._picture(sheet, row, first)
        indent = 1 + ceil(room / _INDENT)
        ground = self._palette.dark
        dress = Dress(colour=_WHITE, ground=ground, indent=indent)
        cell = self._wardrobe.put(sheet, row, (first, first + left - 1), " ", dress)
        name, programme = self._from.organisation, self._from.programme
        cell.value = _told(name, programme)
        width = sum(widths[:left])
        lines = (
            lines_of(name, width, 13, bold=True, indent=indent),
            lines_of(programme, width, 10, indent=indent),
        )
        needed = sum(height_of(n, size) for n, size in zip(lines, (13, 10), strict=True))
        sheet.row_dimensions[row].height = max(_HEIGHT, needed + 8)
        if left < len(widths):
            at_right = Dress(10, colour=_PALE, ground=ground, horizontal="right", indent=1)
            self._wardrobe.put(sheet, row, (first + left, last), cell_text(aside) or None, at_right)

    def _columns_at_left(self, widths: list[float], aside: str) -> int:
        """Return how many columns the name gets: all but those at the right that what stands there needs."""
        if not aside or len(widths) == 1:
            return len(widths)
        needed, left = text_width(aside, 10) / 5.25 + 4, len(widths)
        while left > 1 and sum(widths[left:]) < needed and sum(widths[:left]) > sum(widths) / 2:
            left -= 1
        return left

    def _picture(self, sheet: "Worksheet", row: int, column: int) -> int:
        """Put the logo on a white tile; return how many pixels it takes."""
        logo = self._from.logo
        if logo is None:
            return 0
        scale = min(_LOGO / logo.height, _WIDEST / logo.width)
        size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
        tile = size[0] + 2 * _MARGIN, _LOGO + 2 * _MARGIN
        sheet.add_image(_Picture(_WHITE_DOT, _place(row, column, (4, 3), tile), "tile"))
        at = 4 + _MARGIN, 3 + _MARGIN + (_LOGO - size[1]) // 2
        sheet.add_image(_Picture(logo, _place(row, column, at, size), "logo"))
        return tile[0] + 4


def _told(name: str, programme: str) -> CellRichText:
    blocks = [
        TextBlock(InlineFont(rFont=FONT, sz=size, b=bold, color=Color(rgb=colour)), text)
        for text, size, bold, colour in (
            (cell_text(name), 13, True, _WHITE),
            ("\n" if name and programme else "", 10, False, _PALE),
            (cell_text(programme), 10 if name else 13, not name, _PALE if name else _WHITE),
        )
        if text
    ]
    return CellRichText(*blocks)


def _place(row: int, column: int, offset: tuple[int, int], size: tuple[int, int]) -> OneCellAnchor:
    marker = AnchorMarker(col=column - 1, colOff=offset[0] * _EMU, row=row - 1, rowOff=offset[1] * _EMU)
    return OneCellAnchor(_from=marker, ext=XDRPositiveSize2D(size[0] * _EMU, size[1] * _EMU))


def _white_dot() -> bytes:
    """Return a PNG of one white dot."""
    out = BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, 2)
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00\xff")),
        (b"IEND", b""),
    ):
        out.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
    return out.getvalue()


_WHITE_DOT: Final = Logo(_white_dot(), "png", 1, 1)
