"""The first page of a workbook about pairs: whose it is, by when it is to come back, and how it is used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nhipcau.common.words import Words
from nhipcau.mail.signature import Sender
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.scope import SIDES, Scope, Voice
from nhipcau.sheets.shown_cells import shown
from nhipcau.workbook import SheetSpec
from nhipcau.workbook.page_parts import Callout, FactRows, Numbered, PageStart, Part, TextLine

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOBODY: Final = Sender("")


@dataclass(frozen=True, slots=True)
class Covering:
    """What a first page says beside what the workbook holds."""

    sender: Sender = _NOBODY
    answer_by: date | None = None


def day_in_words(day: date, words: Words) -> str:
    """Return a day with its name, so that it is taken for a date in every country."""
    name = words(f"pairing.day.{_DAYS[day.weekday()]}")
    return words("homecoming.back.day", weekday=name[:1].upper() + name[1:], date=f"{day:%d/%m/%Y}")


def pair_cover(
    pairs: SheetKind, written: Sequence[SheetKind], words: Words, scope: Scope, covering: Covering
) -> SheetSpec:
    """Return the page; `written` are the sheets behind it, of which it leads to those that are filled in."""
    page = list(_parts(pairs, written, words, scope, covering))
    return SheetSpec(words("homecoming.sheet.cover"), page=page, landscape=False, protected=True)


def _parts(
    pairs: SheetKind, written: Sequence[SheetKind], words: Words, scope: Scope, covering: Covering
) -> Iterator[Part]:
    names, voice = [pairs.names[uid] for uid in pairs.rows], scope.voice
    titled = "feelings" if scope.feelings else voice
    spoken = titled if titled not in SIDES else "one" if len(names) == 1 else "several"
    yield PageStart()
    title = words(f"homecoming.for.{titled}.title", pair=", ".join(names), name=_shared(pairs, voice))
    yield TextLine(title, "title")
    yield from back_by(covering.answer_by, words)
    yield TextLine(words("homecoming.cover.how"), "section")
    yield Numbered([words(f"homecoming.for.{spoken}.line.{number}") for number in range(1, 6)])
    yield TextLine(words(f"homecoming.for.{titled}.who"), "section")
    yield FactRows(_who(pairs, voice, words("pairs.letter.none")))
    to_fill = [(kind.title, words("homecoming.cover.rows", n=_count(kind))) for kind in written if kind.grows]
    if to_fill:
        yield TextLine(words("homecoming.cover.sheets"), "section")
        yield FactRows(to_fill, links=True)
    yield from sent_by(covering.sender, words)


def back_by(day: date | None, words: Words) -> Iterator[Part]:
    """Say by when the file is to come back, where a day was given."""
    if day is not None:
        yield Callout(words("homecoming.back.please"), day_in_words(day, words), words("homecoming.back.how"))


def sent_by(sender: Sender, words: Words) -> Iterator[Part]:
    """Say whom the file is from."""
    if sender.programme:
        team = words("mail.team", programme=sender.programme)
        yield TextLine(" · ".join(filter(None, (team, sender.name, sender.organisation))), "small")


def _count(kind: SheetKind) -> int:
    return 0 if kind.confided else len(kind.rows)


def _shared(pairs: SheetKind, voice: Voice) -> str:
    """Return the name of the one who is in all of the pairs."""
    return next((str(values[voice]) for values in pairs.rows.values() if voice in values), "")


def _who(pairs: SheetKind, voice: Voice, none: str) -> list[tuple[str, str]]:
    """Return who is meant: of one pair all that is fixed, of several a line each; `none` where there is nothing."""
    if voice == "pair":
        values = next(iter(pairs.rows.values()))
        fixed = [one for one in pairs.fields if not one.editable and one.code != "state"]
        return [(one.heading, _said(shown(one, values.get(one.code))) or none) for one in fixed]
    if voice == "assistant":
        return [(str(values["mentor"]), str(values["mentee"])) for values in pairs.rows.values()]
    other = next(side for side in SIDES if side != voice)
    return [(str(values[other]), str(values[f"{other}_email"] or none)) for values in pairs.rows.values()]


def _said(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)
