"""Spellings of a department, place or level in the files, and in the organisation, that may be written as one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading, Understanding
from nhipcau.exchange.preview.import_plan import Existing
from nhipcau.participants.spellings import SPELLED, SpelledField, ValueCount, proposed_merges

_MOST_SPELLINGS: Final = 300
"""A field with more is no list of departments: nobody would look through what is proposed for it."""

KnownSpellings = Mapping[SpelledField, Mapping[str, int]]
"""How many people of the organisation are written how."""


@dataclass(frozen=True, slots=True)
class SpellingProposal:
    """Spellings of the files that would be written as one."""

    field: SpelledField
    texts: tuple[str, ...]
    into: str
    count: int
    """So many answers would be written otherwise."""
    merged: bool
    """Whether they are now."""


def known_spellings(existing: Existing) -> KnownSpellings:
    """Return how the organisation writes its departments, places and levels."""
    return {
        name: Counter(str(text) for one in existing.people if (text := one.person.get(name)))
        for name in SPELLED
    }


def spelling_proposals(understanding: Understanding, known: KnownSpellings) -> tuple[SpellingProposal, ...]:
    """Return what may be merged. Nobody who is in the organisation already is written otherwise by it.

    What the organisation writes in one way is what is kept, however the files write it.
    """
    found: list[SpellingProposal] = []
    for name in SPELLED:
        counts, present = _counts(understanding, name)
        here = known[name]
        if not counts or len(counts) + len(here) > _MOST_SPELLINGS:
            continue
        every = Counter(counts) + Counter(here)
        for merge in proposed_merges([ValueCount(text, n) for text, n in every.most_common()]):
            ours = [text for text in merge.texts if text in here]
            into = ours[0] if len(ours) == 1 else merge.into
            # A value that she has given a meaning of its own is left alone.
            texts = tuple(
                text for text in merge.texts
                if text in counts and text != into and present[text] <= {text, into}
            )  # fmt: skip
            if texts:
                merged = all(present[text] == {into} for text in texts)
                count = sum(counts[text] for text in texts)
                found.append(SpellingProposal(name, texts, into, count, merged))
    return tuple(found)


def with_spelling(understanding: Understanding, proposal: SpellingProposal, *, merged: bool) -> Understanding:
    """Return the reading in which these spellings stand for the one kept, or for themselves again."""
    sheets = tuple(
        replace(sheet, columns=tuple(_written(understanding, sheet, one, proposal, merged) for one in sheet.columns))
        for sheet in understanding.sheets
    )  # fmt: skip
    return Understanding(sheets, understanding.tables)


def _written(
    understanding: Understanding,
    sheet: SheetReading,
    column: ColumnReading,
    proposal: SpellingProposal,
    merged: bool,
) -> ColumnReading:
    if not sheet.used or column.meaning != proposal.field:
        return column
    written = set(_texts_of(understanding, sheet, column)).intersection(proposal.texts)
    values = {text: proposal.into if merged else text for text in written}
    return replace(column, value_map={**column.value_map, **values}) if values else column


def _counts(understanding: Understanding, name: str) -> tuple[dict[str, int], dict[str, set[str]]]:
    """Return how often the files write each value of a field, and what it stands for now."""
    counts: Counter[str] = Counter()
    present: dict[str, set[str]] = {}
    for sheet, column in _columns(understanding, name):
        for text, n in _texts_of(understanding, sheet, column).items():
            if text:
                counts[text] += n
                present.setdefault(text, set()).add(column.value_map.get(text, text))
    return dict(counts), present


def _columns(understanding: Understanding, name: str) -> Iterator[tuple[SheetReading, ColumnReading]]:
    for sheet in understanding.sheets:
        if sheet.used:
            yield from ((sheet, column) for column in sheet.columns if column.meaning == name)


def _texts_of(understanding: Understanding, sheet: SheetReading, column: ColumnReading) -> Mapping[str, int]:
    table = understanding.table_of(sheet)
    data = table.columns if table is not None else ()
    return next((one.counts for one in data if one.index == column.index), {})
