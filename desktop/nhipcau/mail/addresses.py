"""What an e-mail address is, and the one a person meant by what they wrote: never one they may not have meant."""

import re
from collections.abc import Sequence
from typing import Final

from nhipcau.common.names.vietnamese import without_unseen

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+=?^_`{}~-]++"
"""Without the slash and the bar, which people write between two addresses."""
_LABEL: Final = r"[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+"
_ADDRESS: Final = re.compile(
    rf"(?!'){_ATOM}(?:\.{_ATOM})*+@(?:{_LABEL}\.)++(?:[A-Za-z]{{2,}}+|xn--[A-Za-z0-9-]++)"
)
_LONGEST, _LONGEST_LOCAL = 254, 64
_FULL_WIDTH: Final = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0xA0: " ", 0x3000: " "}
_POINTED: Final = re.compile(r"([^<>]*)<([^<>]*)>([^<>]*)")
_BRACKETED: Final = re.compile(r"([^()\[\]]*)[(\[]([^()\[\]]*)[)\]]([^()\[\]]*)")
_BLANKS: Final = " \u00a0\u3000"
_QUOTES: Final = " \"'“”‘’«»"
_APART: Final = re.compile(r"([,;:/|\n–—])")
_BETWEEN: Final = re.compile(r"[\s,;:/|<>()\[\]\"“”]")
_PART_OF_ADDRESS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+=?^_`{|}~.-]++")
_PHONE: Final = re.compile(r"\+?[0-9.-]{8,}")
_LABELS: Final = frozenset({"email", "mail", "gmail", "mailto", "address", "is", "là", "chỉ"})
"""Words right before an address that say it is one. Others, `minh` or `chi`, are names, and so parts of addresses."""


def is_address(text: str) -> bool:
    """Whether a mail program takes the text as one address as it stands.

    Letters beyond English ones are refused: hardly a mailbox has them, and in one they are nearly always a slip.
    """
    return (
        len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None and text.index("@") <= _LONGEST_LOCAL
    )


def address_in(text: str) -> str | None:
    """Return the address that a cell or an answer gives, in lower case; None without one, or with any doubt.

    `Lan <lan@x.vn>`, `E-mail: lan@x.vn` and `Trần Thị Lan, lan@x.vn` are plain. Of `pham bao@x.vn` the last part alone
    would be somebody else's, and of two addresses nobody knows which: then it is for a person to say.
    """
    if text.isascii() and is_address(text):
        return text.lower()  # nearly every cell
    plain = without_unseen(text).translate(_FULL_WIDTH).strip(_QUOTES + "\n\t")
    if "@" not in plain:
        return None
    return _whole(plain) or _enclosed(plain) or _set_apart(plain)


def addresses_beside(text: str) -> int:
    """Return how many different addresses stand in a text."""
    words = _BETWEEN.split(without_unseen(text).translate(_FULL_WIDTH))
    return len({word.lower() for word in words if is_address(word)})


def says_address(text: str) -> bool:
    """Whether somebody at least began to give an address: a word with an @ after something and a dot behind."""
    if "@" not in text and "＠" not in text:  # nearly every text, and many are asked about
        return False
    words = text.translate(_FULL_WIDTH).split()
    return any(
        before[-1:].isalnum() and "." in behind
        for before, _, behind in (word.partition("@") for word in words)
    )


def _whole(text: str) -> str | None:
    """Return the address that is all there is; blanks right beside its @ can mean nothing else."""
    plain = text[7:].strip() if text[:7].lower() == "mailto:" else text
    before, _, behind = plain.partition("@")
    closed = f"{before.rstrip(_BLANKS)}@{behind.lstrip(_BLANKS)}"
    return closed.lower() if is_address(closed) else None


def _enclosed(text: str) -> str | None:
    """Return the address in brackets, or the one beside a remark in brackets, where nothing else may be one."""
    found = _POINTED.fullmatch(text) or _BRACKETED.fullmatch(text)
    if found is None:
        return None
    before, inside, behind = found[1], found[2].strip(), found[3]
    if "@" not in inside:
        return _set_apart(f"{before} {behind}")
    address = _whole(inside) or _set_apart(inside)
    repeated = before.strip(_QUOTES).lower() if "@" in before else address
    return None if address is None or "@" in behind or repeated != address else address


def _set_apart(text: str) -> str | None:
    """Return the address that signs set apart from the words around it."""
    pieces = _APART.split(text)  # every second one is a sign
    places = [place for place in range(0, len(pieces), 2) if "@" in pieces[place]]
    found = {_labelled(pieces[place]) for place in places}
    if len(found) != 1 or any(_is_beside_its_part(pieces, place) for place in places):
        return None
    return found.pop()


def _labelled(piece: str) -> str | None:
    """Return the address of a piece, in lower case: alone, or behind words like `Email của tôi là`."""
    *before, last = piece.split()
    known = not before or before in (["-"], ["•"]) or _is_label(before[-1])
    return last.lower() if known and is_address(last) else None


def _is_label(word: str) -> bool:
    return word.lower().replace("-", "") in _LABELS


def _is_beside_its_part(pieces: Sequence[str], place: int) -> bool:
    """Whether what stands before or behind an address may belong to it, the sign between a slip for a dot."""
    before = pieces[place - 2].split() if place else []
    behind = pieces[place + 2].split() if place + 2 < len(pieces) else []
    if place and pieces[place - 1] == ":" and pieces[place][:1] == " ":
        before = []  # nobody slips so
    return (bool(before) and _may_belong(before[-1], alone=len(before) == 1)) or (
        bool(behind) and _may_belong(behind[0], alone=len(behind) == 1)
    )


def _may_belong(word: str, *, alone: bool) -> bool:
    """Whether a word may be a part of an address: a lone one, or one in small letters; no telephone number."""
    is_one = _PART_OF_ADDRESS.fullmatch(word) and not _PHONE.fullmatch(word) and not _is_label(word)
    return bool(is_one) and (alone or word.islower())
