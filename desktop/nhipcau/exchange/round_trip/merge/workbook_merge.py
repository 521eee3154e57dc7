"""From a file that comes home to the plan of what will become of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as some
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import Language, Words
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.merge.moved_rows import held_back, moved_columns
from nhipcau.exchange.round_trip.merge.three_way_merge import Merge, RowMerge, Value, merge
from nhipcau.exchange.round_trip.returned.row_matching import (
    CellProblem,
    ReturnedSheet,
    returned_sheets,
)
from nhipcau.exchange.round_trip.returned.survey_exports import Export, exports_in
from nhipcau.exchange.round_trip.returned.unchanged_rows import changed_since
from nhipcau.exchange.round_trip.returned.unmarked_pair_workbook import sent_to_pair
from nhipcau.exchange.round_trip.returned.unmarked_survey import (
    LostForm,
    form_of_no_wave,
    lost_form,
    others_forms,
    sent_form,
)
from nhipcau.exchange.round_trip.returned.workbook_identity import Identity, identity_of, language_of
from nhipcau.exchange.round_trip.sheets.readable_sheets import (
    as_sent_out,
    held_in_present_words,
    in_present_words,
)
from nhipcau.exchange.round_trip.sheets.sheet_kinds import is_form, sheet_kinds, sheet_of_pairs
from nhipcau.sheets.column_rows import HEADINGS, HELD_BACK, rows_stored
from nhipcau.sheets.columns import SheetField, Showed
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.shown_cells import shown_text
from nhipcau.workbook import Source


def said(column: SheetField, value: Value) -> str:
    """Return one side of a cell as it stands in the workbook."""
    return value.text if isinstance(value, Showed) else shown_text(column, value)


def named_in(column: SheetField, value: Value) -> str:
    """Return one side of a cell as a line names it: people by their names alone."""
    if column.things is not None and not isinstance(value, Showed):
        return column.things.short(str(value or ""))
    return said(column, value)


@dataclass(frozen=True, slots=True)
class KindMerge:
    """One kind of thing: its sheet, what came back of it, and what will be done."""

    kind: SheetKind
    returned: ReturnedSheet
    showed: Mapping[str, Mapping[str, str]]
    """What the sheet showed when it went out."""
    compared: Merge
    """What became of it, before anything was decided and as if no other workbook had come home."""
    merged: Merge
    held_back: Mapping[str, Mapping[str, str]] = some(default_factory=dict)
    """What we held, and the sheet did not show, when it went out: by column and key."""

    @property
    def basis(self) -> Mapping[str, Mapping[str, str]]:
        """Return what both sides began with, row by row."""
        if not self.held_back:
            return self.showed
        return {
            key: {**cells, **{code: held[key] for code, held in self.held_back.items() if key in held}}
            for key, cells in self.showed.items()
        }

    @property
    def moved(self) -> tuple[str, ...]:
        """Return the columns that were sorted alone, so that people stand beside what is another's."""
        return moved_columns(self.kind, self.returned, self.basis)

    def name_of(self, key: str) -> str:
        """Return who a row is about; of a new row, the person or the pair that it names."""
        known = self.kind.names.get(key)
        if known is not None:
            return known
        row = self.returned.rows.get(key, {})
        named = row.get("full_name")
        if named:
            return named.text if isinstance(named, Showed) else str(named)
        naming = [named_in(one, row.get(one.code)) for one in self.kind.fields if one.names_row]
        if any(naming):
            return " – ".join(filter(None, naming))
        pair = str(row.get("pair") or self.kind.implied.get("pair"))
        if pair in self.kind.names:
            return self.kind.names[pair]
        return next(filter(None, (named_in(one, row.get(one.code)) for one in self.kind.fields)), "")


@dataclass(frozen=True, slots=True)
class Homecoming:
    """The preview of a whole workbook, which is also the plan that is carried out."""

    file_name: str
    programme_id: int
    sent_at: datetime | None
    """When it was sent; None when it does not say, so that every difference is for her to decide."""
    kinds: tuple[KindMerge, ...]
    unread: tuple[CellProblem, ...] = ()
    """The sheets that have the name of one that was sent, and none of its headings."""

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        return (*self.unread, *(problem for one in self.kinds for problem in one.returned.problems))

    @property
    def count(self) -> int:
        """Return how many rows would change."""
        return sum(len(one.merged.changed) for one in self.kinds)

    @property
    def nothing_new(self) -> bool:
        """Whether there is nothing to take in and nothing to decide."""
        undecided = any(
            row.conflicts or row.state in ("removed", "gone")
            for one in self.kinds
            for row in one.merged.touched
        )
        return bool(self.kinds) and not self.count and not undecided and not self.problems


@dataclass(frozen=True, slots=True)
class Awaited:
    """The whole programme's workbook that was sent last, and the programme as it is now."""

    sent: SentWorkbook
    kinds: tuple[SheetKind, ...]


def awaited(db: Session, programme_id: int) -> Awaited | None:
    """Return what a whole programme's workbook most probably is compared with, to be found while it is read."""
    sent = _sent(db, programme_id, "")
    if sent is None:
        return None
    return Awaited(sent, sheet_kinds(db, programme_id, Words(_told(sent)), sent.about))


def compare(db: Session, programme_id: int, source: Source, ready: Awaited | None = None) -> Homecoming:
    """Return what will become of a workbook, or of the answers that a form service has collected.

    What is `ready` is used when the workbook turns out to be that one.
    """
    identity = identity_of(source)
    lost = lost_form(db, programme_id, source) if identity is None else None
    exports: tuple[Export, ...] = ()
    if identity is None and lost is None:
        exports, source = exports_in(db, programme_id, source)
    answers = tuple(_compared(one.kind, one.returned, {}) for one in exports)
    if answers and not source.sheets:
        return Homecoming(source.path.name, programme_id, None, answers)
    uid = identity.uid if identity is not None else ""
    if lost is not None:
        sent = sent_form(db, programme_id, lost)
    else:
        of_pair = sent_to_pair(db, programme_id, source) if identity is None else None
        is_awaited = ready is not None and uid in ("", ready.sent.uid)
        sent = of_pair or (ready.sent if ready and is_awaited else _sent(db, programme_id, uid))
    language = _language(source, identity, lost, sent)
    about = lost.about if lost is not None else sent.about if sent is not None else ""
    stored: Mapping[str, Mapping[str, Any]] = sent.content if sent is not None else {}
    content = {code: rows_stored(rows) for code, rows in stored.items() if code not in (HEADINGS, HELD_BACK)}
    if ready is not None and sent is ready.sent:
        found_kinds = ready.kinds
    else:
        found_kinds = sheet_kinds(
            db, programme_id, Words(language), about, content.get(sheet_of_pairs(), {}).keys()
        )
    headed, held = stored.get(HEADINGS, {}), stored.get(HELD_BACK, {})
    read = found_kinds if sent is None else as_sent_out(found_kinds, stored, surely=uid == sent.uid)
    kinds = {kind.code: replace(kind, headed=headed.get(kind.code, {})) for kind in read}
    content |= {code: in_present_words(kinds[code], content[code]) for code in kinds.keys() & content.keys()}
    found = returned_sheets(source, tuple(kinds.values()), content)
    merges = tuple(
        _compared(
            kinds[one.kind],
            one,
            content.get(one.kind, {}),
            held_in_present_words(kinds[one.kind], held.get(one.kind, {})),
        )
        for one in found
    )
    if is_form(about):
        others = tuple(
            compare(db, programme_id, one) for one in others_forms(db, programme_id, source, about)
        )
        merges = merges if kinds else (_of_no_wave(about, source),)
        merges = (*merges, *(one for other in others for one in other.kinds))
    sent_at = sent.sent_at if sent is not None and not answers else None
    unread = _unread(source, found_kinds, found, kinds)
    return Homecoming(source.path.name, programme_id, sent_at, (*answers, *merges), unread)


def _unread(
    source: Source, kinds: Iterable[SheetKind], found: Iterable[ReturnedSheet], sent: Collection[str]
) -> tuple[CellProblem, ...]:
    """Return what is to be said of sheets that nothing was taken from.

    They lost their headings, or are none of those that went out in this workbook (`sent`, by the codes of kinds).
    """
    titles, read = {fold(kind.title): kind.code for kind in kinds}, {one.sheet for one in found}
    codes = {sheet.name: titles.get(fold(sheet.name)) for sheet in source.sheets if sheet.rows}
    return tuple(
        CellProblem(
            name, "A1", "", Problem(f"homecoming.problem.{'no_headings' if code in sent else 'not_sent'}")
        )
        for name, code in codes.items()
        if code is not None and name not in read
    )


def _of_no_wave(about: str, source: Source) -> KindMerge:
    """Return of a form whose wave was removed only that nobody asks this any more."""
    sheet = source.sheets[0].name if source.sheets else ""
    problem = CellProblem(sheet, "A1", "", Problem("surveys.problem.wave_gone"))
    kind = form_of_no_wave(about, sheet)
    return KindMerge(kind, ReturnedSheet(kind.code, sheet, problems=(problem,)), {}, Merge(()), Merge(()))


def _language(
    source: Source, identity: Identity | None, lost: LostForm | None, sent: SentWorkbook | None
) -> Language:
    if sent is not None:
        return _told(sent)
    if lost is not None:
        return lost.language
    return identity.language if identity is not None else language_of(source)


def _told(sent: SentWorkbook) -> Language:
    return "en" if sent.language == "en" else "vi"


def _sent(db: Session, programme_id: int, uid: str) -> SentWorkbook | None:
    """Return what was sent: by its mark, or the latest when the mark was lost on the way."""
    wanted = select(SentWorkbook).where(SentWorkbook.programme_id == programme_id)
    if uid:
        return db.exec(wanted.where(SentWorkbook.uid == uid)).first()
    whole = wanted.where(SentWorkbook.about == "")
    return db.exec(whole.order_by(col(SentWorkbook.sent_at).desc(), col(SentWorkbook.id).desc())).first()


def _compared(
    kind: SheetKind,
    returned: ReturnedSheet,
    showed: Mapping[str, Mapping[str, str]],
    held_back: Mapping[str, Mapping[str, str]] | None = None,
) -> KindMerge:
    one = KindMerge(kind, returned, showed, Merge(()), Merge(()), held_back or {})
    merged = merged_again(one, kind)
    return replace(one, compared=merged, merged=merged)


def merged_again(one: KindMerge, kind: SheetKind) -> Merge:
    """Compare what came back with what we have as `kind` has it."""
    fields = {each.code: each for each in kind.fields}

    def shown(name: str, value: Value) -> str:
        return said(fields[name], value)

    keys = [key for key in one.returned.rows if key in kind.rows]
    basis = one.basis
    changed = changed_since(kind.rows, keys, kind.fields, basis)
    # What shows the same on all three sides is nearly everything, and nothing more is asked of it.
    quiet = {key for key in one.returned.untouched if key in changed and not changed[key]}
    sent = {
        key: {name: Showed(cells.get(name, "")) for name in fields}
        for key in basis
        if key not in quiet and (cells := basis[key]) is not None
    }
    theirs = {
        key: _telling(values, changed[key]) if key in changed else values
        for key, values in one.returned.rows.items()
        if key not in quiet
    }
    merged = merge(
        sent, kind.rows, theirs, shown,
        lambda name: fields[name].editable, lambda name: fields[name].names_row,
    )  # fmt: skip
    rows = _with_quiet(merged, one.returned.rows, quiet)
    if moved_columns(kind, one.returned, basis):
        rows = held_back(rows, frozenset(one.returned.rows))
    elif one.returned.doubtful:
        rows = held_back(rows, one.returned.doubtful)
    if kind.grows:
        return Merge(rows)
    # A row of a fixed list that is missing or strange says nothing: nobody can add or remove it in the workbook.
    return Merge(tuple(row for row in rows if row.state in ("changed", "unchanged")))


def _telling(values: Mapping[str, object], changed: frozenset[str]) -> dict[str, object]:
    """Leave out the cells that nobody has touched, there or here."""
    return {name: value for name, value in values.items() if name in changed or not isinstance(value, Showed)}


def _with_quiet(merged: Merge, theirs: Iterable[str], quiet: set[str]) -> tuple[RowMerge, ...]:
    """Put the quiet rows back where they stood; those that are missing come last."""
    others = iter(merged.rows)
    rows = [RowMerge(key, "unchanged") if key in quiet else next(others) for key in theirs]
    return (*rows, *others)
