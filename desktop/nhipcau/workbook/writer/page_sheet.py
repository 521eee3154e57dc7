"""Write a sheet that is set as a page: its parts below each other, on columns that all of them share."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, cast

from nhipcau.workbook import page_parts as parts
from nhipcau.workbook.cells import Plain, SheetSpec
from nhipcau.workbook.writer.cell_dress import Dress
from nhipcau.workbook.writer.palette import GOLD, GOLD_GROUND, MUTED, VIOLET, VIOLET_GROUND
from nhipcau.workbook.writer.text_measure import height_of, lines_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from nhipcau.workbook.writer.styles import Looks

_WIDTH: Final = 91.0
"""Of a page, in the units of columns: what A4 holds upright between its margins."""
_LABEL: Final = 0.25
_NUMBER: Final = 0.08
_BREAKS: Final[Mapping[type, tuple[float, ...]]] = {
    parts.PageStart: (2 / 3,), parts.Cards: (0.5,), parts.Numbered: (_NUMBER,), parts.FactRows: (_LABEL,),
    parts.Blanks: (_LABEL,), parts.FigureRow: (1 / 3, 2 / 3),
}  # fmt: skip
_LOOKS: Final[Mapping[str, tuple[float, bool, float]]] = {
    "eyebrow": (11, True, 6), "title": (19, True, 4), "lead": (11, False, 6), "section": (13, True, 6),
    "body": (11, False, 4), "small": (9.5, False, 4),
}  # fmt: skip
_ROOM: Final = 9.0
_BLANK: Final = 30.0
_SECTION: Final = 40.0
_PAGE_HEIGHT: Final = 720.0
"""Points between the margins of A4 upright."""
_ONE_PAGE: Final = 1050.0
"""So high a sheet can still be read when it is printed on one page."""
_STEP: Final = 27.0
_CHART_ROWS: Final = 13
_CHART_ROW: Final = 15.0


def write_page(sheet: "Worksheet", spec: SheetSpec, looks: "Looks", one_more: Callable[[], None]) -> None:
    """Write a sheet that has a `page`; `one_more` is told of each part that is done."""
    _Page(sheet, spec, looks).write(one_more)


class _Page:
    def __init__(self, sheet: "Worksheet", spec: SheetSpec, looks: "Looks") -> None:
        self._sheet, self._spec, self._looks = sheet, spec, looks
        self._breaks = sorted({0.0, 1.0, *(at for part in spec.page for at in _BREAKS.get(type(part), ()))})
        self._widths = [
            _WIDTH * (end - start) for start, end in zip(self._breaks, self._breaks[1:], strict=False)
        ]
        self._row = 1
        self._used = 0.0
        """Points of this page that are full."""
        self._height = 0.0
        grounds = {"accent": looks.palette.soft, "violet": VIOLET_GROUND, "gold": GOLD_GROUND}
        inks = {"accent": looks.palette.accent, "violet": VIOLET, "gold": GOLD}
        self._grounds, self._inks = grounds, inks

    def write(self, one_more: Callable[[], None]) -> None:
        for number, width in enumerate(self._widths, start=1):
            self._looks.set_width(self._sheet, number, width)
        for part, after in zip_longest(self._spec.page, self._spec.page[1:]):
            self._keep_together(part, after)
            self._write(part)
            one_more()
        self._looks.set_up_page(self._sheet, landscape=False, pages=True, wide=1)
        if sum(isinstance(part, parts.PageStart) for part in self._spec.page) == 1:
            self._sheet.page_setup.fitToHeight = int(self._height <= _ONE_PAGE)
        self._sheet.print_area = self._looks.area(1, 1, max(self._row - 1, 1), len(self._widths))
        if self._spec.protected:
            self._looks.protect(self._sheet)

    def _write(self, part: parts.Part) -> None:
        writers: Mapping[type, Callable[..., None]] = {
            parts.PageStart: self._start, parts.TextLine: self._line, parts.Cards: self._cards,
            parts.Bullets: self._bullets, parts.Numbered: self._numbered, parts.FactRows: self._facts,
            parts.Blanks: self._blanks, parts.Callout: self._callout, parts.FigureRow: self._figures,
            parts.PageChart: self._chart,
        }  # fmt: skip
        writers[type(part)](part)

    # Pieces

    def _columns(self, start: float, end: float) -> tuple[int, int]:
        return self._breaks.index(start) + 1, self._breaks.index(end)

    def _put(self, span: tuple[float, float], value: Plain, dress: Dress, *, text: str = "") -> float:
        """Write a value over a part of the width; return how high it is."""
        columns = self._columns(*span)
        self._looks.wardrobe.put(self._sheet, self._row, columns, value, dress)
        shown = text or (value if isinstance(value, str) else "0")
        lines = lines_of(
            shown, _WIDTH * (span[1] - span[0]), dress.size, bold=dress.bold, indent=dress.indent
        )
        return height_of(lines, dress.size)

    def _keep_together(self, part: parts.Part, after: parts.Part | None) -> None:
        """Begin a new page where the head of a part would stand alone at the foot of this one."""
        if isinstance(part, parts.PageStart):
            self._used = 0.0
        elif isinstance(part, parts.TextLine) and part.look == "section":
            together = len(after.labels) * _BLANK if isinstance(after, parts.Blanks) else 2 * _BLANK
            if self._used + together + _SECTION > _PAGE_HEIGHT:
                self._looks.break_page_before(self._sheet, self._row)
                self._used = 0.0

    def _close(self, height: float) -> None:
        self._sheet.row_dimensions[self._row].height = min(height, 409)
        self._used += height
        self._height += height
        self._row += 1

    def _gap(self, height: float) -> None:
        self._close(height)

    def _whole(self, text: str, dress: Dress, room: float) -> None:
        self._close(self._put((0.0, 1.0), text, dress) + room)

    # Parts

    def _start(self, part: parts.PageStart) -> None:
        self._looks.break_page_before(self._sheet, self._row)
        self._looks.band.write(self._sheet, self._row, self._widths, part.aside)
        self._row += 1
        self._gap(12)

    def _line(self, part: parts.TextLine) -> None:
        size, bold, room = _LOOKS[part.look]
        accent = self._looks.palette.accent
        colour = {"eyebrow": accent, "section": self._looks.palette.dark, "lead": MUTED, "small": MUTED}
        dress = Dress(size, bold, colour.get(part.look, Dress().colour))
        if part.look in ("section", "small"):
            self._gap(10)
        self._whole(part.text, dress, room)

    def _cards(self, part: parts.Cards) -> None:
        halves = [(0.0, 0.5), (0.5, 1.0)]
        several = list(zip(halves, part.cards, strict=False))
        rows: Sequence[Callable[[parts.NameCard], tuple[str, Dress, float]]] = (
            lambda one: (one.label, self._on(one, Dress(10, bold=True, colour=self._inks[one.ground])), 12),
            lambda one: (one.name, self._on(one, Dress(13, bold=True)), 4),
            lambda one: (one.role, self._on(one, Dress(10.5, colour=MUTED)), 4),
            lambda one: ("\n".join(one.lines), self._on(one, Dress(10.5, vertical="top")), 14),
        )
        for told in rows:
            height = 0.0
            for span, one in several:
                text, dress, room = told(one)
                height = max(height, self._put(span, text, dress) + room)
            self._close(height)

    def _on(self, card: parts.NameCard, dress: Dress) -> Dress:
        edges = "card"
        return Dress(
            dress.size, dress.bold, dress.colour, self._grounds[card.ground], vertical=dress.vertical, indent=1,
            edges=edges,
        )  # fmt: skip

    def _bullets(self, part: parts.Bullets) -> None:
        for line in part.lines:
            self._whole(f"•  {line}", Dress(vertical="top"), 4)

    def _numbered(self, part: parts.Numbered) -> None:
        palette = self._looks.palette
        number = Dress(
            13, bold=True, colour=palette.accent, ground=palette.soft, horizontal="center", edges="tile"
        )
        for place, line in enumerate(part.lines, start=1):
            self._put((0.0, _NUMBER), place, number)
            self._close(max(_STEP, self._put((_NUMBER, 1.0), line, Dress(edges="below", indent=1)) + _ROOM))

    def _facts(self, part: parts.FactRows) -> None:
        for label, fact in part.facts:
            name = Dress(
                bold=part.links, colour=self._looks.palette.accent if part.links else MUTED, edges="below"
            )
            height = self._put((0.0, _LABEL), f"{label}  →" if part.links else label, name)
            if part.links:
                cell = cast("Cell", self._sheet.cell(self._row, 1))
                self._looks.link(cell, label)
            height = max(height, self._put((_LABEL, 1.0), fact, Dress(edges="below")))
            self._close(height + 7)

    def _blanks(self, part: parts.Blanks) -> None:
        for label in part.labels:
            height = self._put((0.0, _LABEL), label, Dress(colour=MUTED))
            self._put((_LABEL, 1.0), None, Dress(to_fill=True))
            self._close(max(height + 8, _BLANK))

    def _callout(self, part: parts.Callout) -> None:
        ground, ink = self._grounds[part.ground], self._inks[part.ground]
        alone = not part.large
        self._gap(6)
        for text, size, room in ((part.above, 11, 12), (part.large, 21, 2), (part.below, 10.5, 12)):
            if text:
                dress = Dress(size, bold=size == 21, colour=ink, ground=ground, indent=1,
                    horizontal="left" if alone else "center")  # fmt: skip
                self._whole(text, dress, room)

    def _figures(self, part: parts.FigureRow) -> None:
        thirds = [(0.0, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1.0)]
        palette = self._looks.palette
        self._gap(6)
        for first in range(0, len(part.figures), 3):
            row = list(zip(thirds, part.figures[first : first + 3], strict=False))
            for look in ("value", "label", "note"):
                height = 0.0
                for span, one in row:
                    dress = {
                        "value": Dress(23, bold=True, colour=palette.accent, ground=palette.soft, indent=1,
                            edges="card", shown=one.shown),
                        "label": Dress(11, bold=True, ground=palette.soft, indent=1, edges="card"),
                        "note": Dress(10, colour=MUTED, ground=palette.soft, indent=1, edges="tile", vertical="top"),
                    }[look]  # fmt: skip
                    value = getattr(one, look)
                    height = max(height, self._put(span, value if value != "" else " ", dress))
                self._close(height + {"value": 6, "label": 3, "note": 9}[look])

    def _chart(self, part: parts.PageChart) -> None:
        from nhipcau.workbook.writer.charts import add_page_chart

        top = self._row
        rows = max(_CHART_ROWS, part.rows + 3 if part.bars else 0)
        for _ in range(rows):
            self._close(_CHART_ROW)
        size = _WIDTH * 5.25 + 5 * len(self._widths), rows * _CHART_ROW
        add_page_chart(self._sheet, part, top, size, self._looks.palette.accent[2:])
