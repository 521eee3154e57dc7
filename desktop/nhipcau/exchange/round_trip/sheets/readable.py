"""What of a workbook goes out: only what all who will read it may read, and of a whole programme what was chosen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from nhipcau.database.audience import may_all_read
from nhipcau.exchange.round_trip.sheets.sensitive import Part, parts_in
from nhipcau.sheets.column_rows import HEADINGS, HELD_BACK
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.scope import Scope

_WHO: Final = frozenset({"person.full_name", "person.email"})
"""What says only whom a row is about: a sheet that is left with nothing else is not sent."""


def going_out(
    kinds: Iterable[SheetKind], scope: Scope, parts: Collection[Part] = ()
) -> tuple[SheetKind, ...]:
    """Return the sheets with the columns that may go out; of a whole programme those parts that are chosen.

    What one person alone may be asked is asked anew in a workbook of their own, and shown to nobody.
    """
    cut = (replace(kind, fields=tuple(_columns(kind, scope, frozenset(parts)))) for kind in kinds)
    return tuple(kind for kind in cut if _says_something(kind))


def _columns(kind: SheetKind, scope: Scope, parts: frozenset[Part]) -> Iterable[SheetField]:
    for one in kind.fields:
        if one.holds and may_all_read(scope.readers, *one.holds):
            if scope.pairs is not None or parts_in(one.holds) <= parts:
                yield one
        elif one.private and scope.is_ones_own:
            yield replace(one, anew=not kind.confided)


def _says_something(kind: SheetKind) -> bool:
    return any(not _WHO.issuperset(one.holds) for one in kind.fields)


def as_sent_out(
    kinds: Iterable[SheetKind], stored: Mapping[str, Any], *, surely: bool = True
) -> tuple[SheetKind, ...]:
    """Return the sheets with the columns that a workbook had when it went out, by its `SentWorkbook.content`.

    What it left out stays out. Where it is not `surely` this workbook everything may be in it; so it may where it was
    sent before headings were kept.
    """
    held: Mapping[str, Mapping[str, Any]] = stored.get(HELD_BACK, {})
    headed: Mapping[str, Mapping[str, str]] | None = stored.get(HEADINGS) if surely else None
    return tuple(
        _asking(
            kind if headed is None else _only(kind, headed[kind.code]), held.get(kind.code, ()), surely=surely
        )
        for kind in kinds
        if headed is None or kind.code in headed
    )


def _only(kind: SheetKind, headed: Mapping[str, str]) -> SheetKind:
    return replace(kind, fields=tuple(one for one in kind.fields if one.code in headed))


def _asking(kind: SheetKind, asked: Collection[str], *, surely: bool) -> SheetKind:
    """Return the sheet with those columns asking anew that did so when it went out, or that may have done so."""
    if not asked and not any(one.anew for one in kind.fields):
        return kind
    return replace(
        kind,
        fields=tuple(
            replace(one, anew=one.code in asked or (one.anew and not surely)) for one in kind.fields
        ),
    )
