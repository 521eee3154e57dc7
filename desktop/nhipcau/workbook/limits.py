"""How much a file may hold, and the refusal of one that does not keep to it. Imported by the child process."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds far above any real list of people, and far below what harms the computer."""

    file_bytes: int = 64 << 20
    zip_entries: int = 3_000
    xml_bytes: int = 400 << 20
    cells: int = 3_000_000  # with something in them
    strings: int = 6_000_000
    columns: int = 702  # ZZ
    dense_cells: int = 12_000_000  # rows × columns up to the farthest cell
    text_run: int = 2 << 20  # bytes between two tags
    field_chars: int = 200_000  # one field of a text file: more is a quotation mark that was never closed
    cell_chars: int = 32_767  # the letters of one cell: no spreadsheet program holds more
    merged: int = 20_000  # ranges of cells joined to one, on one sheet: further ones are not looked at
    blanks: int = 8 << 20  # of an .ods, which writes them as a number
    memory_bytes: int = 2 << 30
    seconds: int = 30
    picture: int = 0  # 1: what is read is a picture, and nothing else


LIMITS = Limits()
LENGTH = 8
"""How many bytes say how many follow, between the program and the process that reads."""
LISTS = "_lists"
"""The hidden sheet of our own workbooks that holds what drop-downs offer."""
IDENTITY = "_nhipcau"
"""The hidden sheet that says which workbook it is."""
OURS = frozenset({LISTS, IDENTITY})


class Refused(Exception):
    """The file is not read. `code` is the end of a text key: `workbook.<code>`."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
