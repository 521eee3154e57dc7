"""What an .ods must pass before it is parsed: one short tag may stand for millions of cells. For the child process."""

import re

from nhipcau.workbook.limits import Limits, Refused

# Each takes in the whole of a tag, whether or not it is one that is looked for: else a tag begun again and again
# and never ended would be looked through once for every beginning.
_FULL_CELLS = re.compile(
    rb'<table:table-cell\b(?:(?=[^>]*number-columns-repeated="(\d{3,})")[^>]*[^>/]>|[^>]*+)'
)
_BLANKS = re.compile(rb'<text:s\b(?:[^>]*text:c="(\d++)"[^>]*+|[^>]*+)')


class OpenDocumentScan:
    """Fed the pieces of `content.xml`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._carry = b""
        self._cells = 0
        self._blanks = 0

    def feed(self, data: bytes) -> None:
        data = self._carry + data
        cut = data.rfind(b"<")
        data, self._carry = data[:cut], data[cut:]
        if len(self._carry) > self._limits.text_run:
            raise Refused("unsafe")
        self._cells += data.count(b"</table:table-cell>")
        if self._cells > self._limits.cells:
            raise Refused("too_many_cells")
        width = max(map(int, filter(None, _FULL_CELLS.findall(data))), default=0)
        if width > self._limits.columns:
            raise Refused("too_many_columns", columns=width)
        self._blanks += sum(map(int, filter(None, _BLANKS.findall(data))))
        if self._blanks > self._limits.blanks:
            raise Refused("unsafe")
