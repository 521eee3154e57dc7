"""Which of the answers that a survey offers a cell means, however people write them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from nhipcau.exchange.formats.vocabulary import key_of

Offered = Sequence[tuple[int, str]]
"""What is stored, and its label as it stands on one line."""
_SHORTEST_BEGINNING: Final = 3
"""Letters of the beginning of an option that say which it is."""
_BETWEEN: Final = re.compile(r"[;\n]")
_NUMBERS: Final = re.compile(r"[\s,;.&+/và]+")
_MARKED: Final = re.compile(r"\s*+(\d{1,9})\s*+(?:[.)\-–:/]\s*+(.*))?")


def scale_point(text: str, offered: Offered) -> int | None:
    """Return the point of a scale: its label, its number, or what the number means."""
    found = _labelled(text, offered)
    if found is not None:
        return found
    marked = _MARKED.fullmatch(text)
    points = dict(offered)
    if marked is not None:
        point, rest = int(marked[1]), key_of(marked[2] or "")
        fits = not rest or rest.isdigit() or key_of(points.get(point, "")).endswith(rest)
        return point if point in points and fits else None
    return _labelled(text, [(point, _meaning(label)) for point, label in offered])


def option(text: str, offered: Offered) -> int | None:
    """Return the place of an option: its label, with or without a number before it."""
    found = _labelled(text, offered)
    if found is None and (marked := _MARKED.fullmatch(text)) is not None and marked[2]:
        found = _labelled(marked[2], offered)
    return _begun(text, offered) if found is None else found


def _begun(text: str, offered: Offered) -> int | None:
    """Return the one option that begins with these words: people type no more of a long one than it takes."""
    key = key_of(text)
    if len(key) < _SHORTEST_BEGINNING or key.replace(" ", "").isdigit():
        return None
    return _only(place for place, label in offered if f"{key_of(label)} ".startswith(f"{key} "))


def options(text: str, offered: Offered) -> list[int] | None:
    """Return the places of several options, which may hold commas themselves; None when one is not offered."""
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    found = [option(piece, offered) for piece in pieces]
    for other in (_by_commas, _by_numbers):
        if None in found:
            found = other(text, offered)
    return None if None in found else sorted({place for place in found if place is not None})


def _by_commas(text: str, offered: Offered) -> list[int | None]:
    """Take a list apart at those commas that leave options on both sides, as form services write it."""
    pieces = [part for piece in _BETWEEN.split(text) if piece.strip() for part in piece.split(",")]
    found: list[int | None] = []
    start = 0
    while start < len(pieces):
        ends = range(len(pieces), start, -1)
        tried = ((end, option(",".join(pieces[start:end]).strip(), offered)) for end in ends)
        end, place = next(((end, place) for end, place in tried if place is not None), (start + 1, None))
        if pieces[start].strip():
            found.append(place)
        start = end
    return found


def _by_numbers(text: str, offered: Offered) -> list[int | None]:
    """Read `1, 3` as the first and the third, unless numbers are what is offered."""
    wanted = [piece for piece in _NUMBERS.split(text) if piece]
    if not all(piece.isdigit() for piece in wanted) or any(
        label.strip()[:1].isdigit() for _, label in offered
    ):
        return [None]
    places = [place for place, _ in offered]
    return [places[int(piece) - 1] if 1 <= int(piece) <= len(places) else None for piece in wanted]


def _labelled(text: str, offered: Offered) -> int | None:
    exact = [place for place, label in offered if label == text]
    return exact[0] if exact else _only(place for place, label in offered if key_of(label) == key_of(text))


def _only(places: Iterable[int]) -> int | None:
    found = list(places)
    return found[0] if len(found) == 1 else None


def _meaning(label: str) -> str:
    return label.partition("–")[2].strip() or label
