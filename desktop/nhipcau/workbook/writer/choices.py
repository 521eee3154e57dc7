"""Drop-downs, their lists on a hidden sheet: a list inside the cell ends at 255 letters and at the first comma."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from nhipcau.workbook.limits import LISTS
from nhipcau.workbook.writer.safe_text import cell_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class Choices:
    """The lists of one workbook, each written once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._places: dict[tuple[str, ...], str] = {}

    def offer(
        self, sheet: "Worksheet", column: int, rows: range, choices: Sequence[str], warning: str = ""
    ) -> None:
        """Let the cells of a column be chosen from a list; other answers stay possible, with a warning."""
        from openpyxl.utils import get_column_letter

        letter = get_column_letter(column)
        self.offer_in(sheet, [f"{letter}{rows.start}:{letter}{rows.stop - 1}"], choices, warning)

    def offer_in(
        self, sheet: "Worksheet", areas: Iterable[str], choices: Sequence[str], warning: str = ""
    ) -> None:
        """Let the cells of some areas be chosen from a list; other answers stay possible, with a warning."""
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation(type="list", formula1=self._place(tuple(choices)), allow_blank=True)
        rule.errorStyle = "warning"
        rule.showErrorMessage = True
        if warning:
            rule.error = warning
        for area in areas:
            rule.add(area)
        sheet.add_data_validation(rule)

    def _place(self, choices: tuple[str, ...]) -> str:
        if choices not in self._places:
            from openpyxl.utils import get_column_letter

            sheet = self._sheet()
            column = len(self._places) + 1
            for row, choice in enumerate(choices, start=1):
                cell = sheet.cell(row, column)
                cell.value = cell_text(choice)
                cell.data_type = "s"
            letter = get_column_letter(column)
            self._places[choices] = f"'{LISTS}'!${letter}$1:${letter}${len(choices)}"
        return self._places[choices]

    def _sheet(self) -> "Worksheet":
        if LISTS not in self._book.sheetnames:
            self._book.create_sheet(LISTS).sheet_state = "veryHidden"
        found: Worksheet = self._book[LISTS]
        return found
