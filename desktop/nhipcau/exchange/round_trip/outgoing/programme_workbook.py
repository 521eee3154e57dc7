"""The workbook that goes out: a cover, a sheet a kind of thing, and what tells it again when it comes home."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session

from nhipcau.common.clock import now
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.database.field_catalogue import LISTS
from nhipcau.exchange.round_trip.outgoing.pair_cover import Covering, pair_cover
from nhipcau.exchange.round_trip.outgoing.service import remember_sent
from nhipcau.exchange.round_trip.sheets.cell_reading import shown_in_row
from nhipcau.exchange.round_trip.sheets.readable_sheets import going_out
from nhipcau.exchange.round_trip.sheets.scope import scope_of
from nhipcau.exchange.round_trip.sheets.sensitive_parts import PARTS, Part, parts_in
from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds
from nhipcau.programmes.queries import letterhead_of
from nhipcau.sheets.column_rows import HEADINGS, HELD_BACK
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.declaration import NOT_ASKED, SheetKind
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec, page_parts, write_workbook
from nhipcau.workbook.cells import Kind
from nhipcau.workbook.limits import IDENTITY
from nhipcau.workbook.page_parts import Callout, Numbered, PageStart, TextLine

ROWS_TO_ADD: Final = 60
"""Empty rows with drop-downs below the people, for those who are added by hand."""
_MOST_FOR_SEVERAL: Final = 36
_WRAPPED: Final = (LISTS - {"ways"}) | {"long_text", "options"}
_LOOKS: Final[Mapping[str, Kind]] = {
    "number": "number",
    "minutes": "number",
    "year": "number",
    "date": "date",
    "email": "email",
}
_ON_THE_COVER: Final = frozenset({"mentor_email", "mentee_email", "state", "confirmed_on"})
"""What is said of pairs on the cover of their workbooks: without it the sheet can be read on one page."""


def record_sending(
    db: Session,
    programme_id: int,
    language: Language,
    about: str = "",
    parts: Collection[Part] = (),
    covering: Covering | None = None,
) -> list[SheetSpec]:
    """Remember what is sent, and return its sheets for `write_workbook`; `about` is that of `SentWorkbook`.

    `parts` are the sensitive ones that a whole programme's workbook is to hold; `covering` is what the first page of
    others says of whom they are from and when they are to come back.
    """
    words, scope = Words(language), scope_of(db, programme_id, about)
    kinds = going_out(sheet_kinds(db, programme_id, words, about), scope, parts)
    uid = remember_sent(db, programme_id, language, about, content_of(kinds))
    written = [kind for kind in kinds if scope.workbook not in kind.declared.on_the_cover]
    cover = (
        pair_cover(kinds[0], written, words, scope, covering or Covering())
        if about
        else whole_cover(kinds, words)
    )
    return [
        cover,
        *(kind_sheet(kind, words, protected=bool(about)) for kind in written),
        identity_sheet(written, words, uid),
    ]


def send(
    database: Database,
    programme_id: int,
    name: str,
    target: Path,
    language: Language,
    progress: Progress | None = None,
    parts: Collection[Part] = (),
) -> Path:
    """Write the programme's workbook for somebody of the team, and remember what it showed.

    Of what is sensitive it holds the `parts` that were chosen. Raises Unavailable with nothing remembered.
    """
    with database.step("homecoming.step.send", name=name) as db:
        sheets = record_sending(db, programme_id, language, parts=parts)
        write_workbook(target, sheets, progress, letterhead_of(db, programme_id))
    return target


def content_of(kinds: Iterable[SheetKind]) -> dict[str, dict[str, Any]]:
    """Return what the workbook shows, by kind, to be stored, and its headings. Blank cells are nothing.

    Beside it stands what we held in cells that ask anew: one that is filled in takes its place.
    """
    known = tuple(kinds)
    shown = {kind.code: {} if kind.confided else kind.texts().stored() for kind in known}
    headings = {kind.code: {one.code: one.heading for one in kind.fields} for kind in known}
    held = {kind.code: held for kind in known if (held := kind.held_back())}
    return {**shown, HEADINGS: headings, **({HELD_BACK: held} if held else {})}


def whole_cover(kinds: Sequence[SheetKind], words: Words) -> SheetSpec:
    """Return the page that says for whom the whole programme's workbook is, what it holds, and how to fill it in."""
    name = next(iter(kinds[0].names.values()), "")
    parts = parts_in(field for kind in kinds for one in kind.fields for field in one.holds)
    page: list[page_parts.Part] = [
        PageStart(),
        TextLine(words("homecoming.cover.title", programme=name), "title"),
        TextLine(words("homecoming.cover.made", date=now().astimezone().strftime("%d/%m/%Y %H:%M")), "lead"),
        Callout("\n".join(for_whom(parts, words))),
        TextLine(words("homecoming.cover.how"), "section"),
        Numbered([words(f"homecoming.cover.line.{number}") for number in range(1, 6)]),
    ]
    return SheetSpec(words("homecoming.sheet.cover"), page=page, landscape=False)


def for_whom(parts: Collection[Part], words: Words) -> list[str]:
    """Say to whom a whole programme's workbook may be sent, and line by line what of it is sensitive."""
    lines = [words("homecoming.whole.for_whom")]
    named = [f"– {words(f'homecoming.part.{one}')}" for one in PARTS if one in parts]
    if not named:
        return [*lines, words("homecoming.whole.plain")]
    return [*lines, words("homecoming.whole.held"), *named, words("homecoming.whole.not_on")]


def kind_sheet(kind: SheetKind, words: Words, *, protected: bool) -> SheetSpec:
    """Return the sheet of one kind of thing; of a protected one only what is to be filled in can be changed."""
    columns = [ColumnSpec(words("homecoming.key"), 4, "text", hidden=True)]
    fields = [one for one in kind.fields if not (protected and one.code in _ON_THE_COVER)]
    columns += [
        _column(field, words, tuple(kind.rows), asked=kind.confided or field.anew) for field in fields
    ]
    rows: list[list[Plain]] = [
        [key, *(_cell(kind, key, field, values) for field in fields)]
        for key, values in kind.rows.items()
        if not kind.confided
    ]
    to_fill = kind.declared.rows_to_fill if protected else ROWS_TO_ADD
    if protected and "pair" not in kind.implied:
        to_fill = min(2 * to_fill, _MOST_FOR_SEVERAL)
    return SheetSpec(
        kind.title, columns, rows, rows_to_fill=to_fill if kind.grows else 0,
        as_table=not protected, filtered=not protected, protected=protected, paper=protected,
        intro=[kind.title] if protected else (),
    )  # fmt: skip


def _cell(kind: SheetKind, key: str, field: SheetField, values: Mapping[str, object]) -> Plain:
    if (key, field.code) in kind.closed:
        return NOT_ASKED
    if field.anew:
        return None
    return shown_in_row(field, key, values.get(field.code))


def _column(field: SheetField, words: Words, keys: Sequence[str], *, asked: bool) -> ColumnSpec:
    if field.by_row:
        return _column_of_many(field, words, keys)
    unlisted = words("homecoming.listed_only" if field.choices else "homecoming.unlisted")
    single = field.kind not in ("ways", "slots", "options")
    offered = field.suggestions or tuple(label for _, label in field.choices if single)
    look: Kind = "wrapped" if field.kind in _WRAPPED else _LOOKS.get(field.kind, "text")
    return ColumnSpec(
        field.heading, field.width, look, _note(field, words, asked=asked), offered, muted=not field.editable,
        unlisted=unlisted,
    )  # fmt: skip


def _note(field: SheetField, words: Words, *, asked: bool) -> str:
    if not field.editable:
        return words("homecoming.only_shown")
    if asked and field.private:
        return words("homecoming.only_team")
    return field.hint if field.noted else ""


def _column_of_many(field: SheetField, words: Words, keys: Sequence[str]) -> ColumnSpec:
    """Return a column in which every row is chosen from a list of its own."""
    choices = {
        place: tuple(label for _, label in field.by_row[key].choices)
        for place, key in enumerate(keys)
        if key in field.by_row and field.by_row[key].choices
    }
    only = words("homecoming.listed_only")
    return ColumnSpec(field.heading, field.width, "wrapped", row_choices=choices, unlisted=only)


def identity_sheet(kinds: Sequence[SheetKind], words: Words, uid: str) -> SheetSpec:
    """Return the hidden sheet that says which workbook it is."""
    rows: list[list[Plain]] = [["workbook", uid, words.language]]
    rows += [[kind.code, kind.title, ""] for kind in kinds]
    columns = [ColumnSpec(name) for name in ("kind", "name", "content")]
    return SheetSpec(IDENTITY, columns, rows, hidden=True, filtered=False)
