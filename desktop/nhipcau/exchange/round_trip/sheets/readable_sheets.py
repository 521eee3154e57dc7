"""What of a workbook goes out: only what all who will read it may read, and of a whole programme what was chosen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from nhipcau.database.audience import may_all_read
from nhipcau.exchange.round_trip.sheets.sensitive_parts import Part, parts_in
from nhipcau.sheets.column_rows import HEADINGS, HELD_BACK, Rows, column_of, reworded
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.former_words import former_answers
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


def in_present_words(kind: SheetKind, sent: Rows) -> Rows:
    """Return what a sheet showed when it went out, with answers that are worded otherwise since as they are now."""
    wordings = {one.code: found for one in kind.fields if (found := _reworded(one))}
    keys = list(sent)
    worded = (not found.keys().isdisjoint(column_of(sent, keys, code)) for code, found in wordings.items())
    return reworded(sent, wordings) if any(worded) else sent


def held_in_present_words(
    kind: SheetKind, held: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Return what was held and not shown, by column and key, with answers worded as they are now."""
    wordings = {one.code: _reworded(one) for one in kind.fields}
    return {
        code: {key: wordings.get(code, {}).get(text, text) for key, text in texts.items()}
        for code, texts in held.items()
    }


def _reworded(field: SheetField) -> dict[str, str]:
    """Return the present wording of each answer by its former ones."""
    offered = [label for _, label in field.choices]
    offered += [label for row in field.by_row.values() for _, label in row.choices]
    offered += field.things.labels() if field.things is not None else ()
    return {former: label for label in offered for former in former_answers(label)}


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
