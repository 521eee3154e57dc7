"""One pass over the texts that an .xlsx keeps apart from its sheets, before they are parsed. For the child process.

A spreadsheet program puts no more than 32,767 letters into a cell; packed, a text of a hundred million takes no room.
"""

import re

from nhipcau.workbook.limits import Limits, Refused

_BEGIN = re.compile(rb"<(\w+:)?sst\b")
_TAG = re.compile(rb"<[^>]*+(?:>|\Z)")
_SIGN = re.compile(rb"&[^;&]{1,10};|_x[0-9A-Fa-f]{4}_")
_REST_OF_LETTER = bytes(range(0x80, 0xC0))
_MOST_MARKUP = 4 << 20  # of one text: it may be formatted letter by letter


class SharedTextScan:
    """Fed the pieces of `sharedStrings.xml`."""

    def __init__(self, limits: Limits) -> None:
        self.texts = 0
        self._limits = limits
        self._carry: list[bytes] = []
        self._carried = 0
        self._end = b""

    def feed(self, data: bytes) -> None:
        """Raise Refused at the first text that no cell can hold."""
        if not self._end:
            found = _BEGIN.search(data)
            self._end = b"</" + ((found.group(1) or b"") if found else b"") + b"si>"
        whole = data.rfind(self._end)
        # An end that lies across two pieces is found once the second is there.
        if whole < 0:
            return self._keep(data)
        first, *others = (b"".join((*self._carry, data[:whole]))).split(self._end)
        self._carry, self._carried = [], 0
        self._keep(data[whole + len(self._end) :])
        for text in (first, *others):
            if len(text) > self._limits.cell_chars:
                self._measure(text)
            self.texts += 1
            if self.texts > self._limits.strings:
                raise Refused("too_many_cells")
        return None

    def finish(self) -> None:
        """Look at what never ended."""
        self._measure(b"".join(self._carry))

    def _keep(self, data: bytes) -> None:
        self._carry.append(data)
        self._carried += len(data)
        if self._carried > _MOST_MARKUP:
            self._measure(b"".join(self._carry))
            raise Refused("unsafe")

    def _measure(self, text: bytes) -> None:
        """Count the letters between the tags, where `&#10;` is one."""
        bare = _SIGN.sub(b"x", _TAG.sub(b"", text))
        if len(bare.translate(None, _REST_OF_LETTER)) > self._limits.cell_chars:
            raise TooLong(self.texts)


class TooLong(Exception):
    """A text that no cell can hold: its place among the texts, from 0."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place
