"""The apostrophe before what a spreadsheet would run, in text files, and how it comes off again.

A program whose list separator is another one takes a text apart wherever that stands, in spite of quotation marks:
so every part that would begin a cell is marked. Imported by the child process.
"""

import re

_BETWEEN = r"(^|[;,|\t\n\r])"
_UNSEEN = r"""[ "'\x0b\x0c\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*"""
# A telephone or negative number at the end of the text is no formula.
_SIGN = r"(?:[=@＝＠]|[+\-＋－](?![\d ().\xa0]*\Z))"
_RUN = re.compile(f"{_BETWEEN}(?={_UNSEEN}{_SIGN})")
_MARKED = re.compile(f"{_BETWEEN}'(?={_UNSEEN}{_SIGN})")


def marked(text: str) -> str:
    """Return text in which no part begins a formula, whatever stands between the columns."""
    return _RUN.sub(r"\1'", text)


def unmarked(text: str) -> str:
    """Return the text that was marked; one that never was keeps its apostrophes, but for those before a formula."""
    return _MARKED.sub(r"\1", text) if "'" in text else text
