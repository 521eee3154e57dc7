"""What a workbook that came home would change: row by row, field by field, and what is hers to decide."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from nhipcau.common.errors import Problem
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_text
from nhipcau.common.words import Language, Words
from nhipcau.exchange.round_trip.apply.workbook_changes import Outcome, RowRefusal
from nhipcau.exchange.round_trip.merge.anonymous_forms import (
    WAITING,
    AnonymousWave,
    FormStanding,
    FormState,
)
from nhipcau.exchange.round_trip.merge.change_text import (
    all_missing,
    form_text,
    outcome_of,
    state_in_words,
    wave_lines,
)
from nhipcau.exchange.round_trip.merge.three_way_merge import Choice, RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, KindMerge, said
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision
from nhipcau.exchange.ui.findings_text import HOMECOMING_TONES
from nhipcau.exchange.ui.sum_line import SumLine
from nhipcau.exchange.ui.workbooks.homecoming_row import HomecomingRow
from nhipcau.exchange.ui.workbooks.homecoming_sum import HomeSum, home_sum
from nhipcau.sheets.columns import heading_in
from nhipcau.sheets.declaration import SheetDeclaration
from nhipcau.widgets.card import Body, Card, Muted
from nhipcau.widgets.controls import Chips, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView

STATES = (
    "refused", "conflict", "removed", "gone", "waiting", "changed", "added", "ready", "kept", "answered", "blank",
)  # fmt: skip
SAME: Final = "same"
"""Of a row that is not in the list unless it is asked for."""
_SIDES: Final[tuple[Choice, ...]] = ("theirs", "ours")
_MOST_PROBLEMS = 6
_MOST_FILES = 3


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of the table."""

    id: int
    plan: int
    """The place of its file in the batch."""
    one: KindMerge
    row: RowMerge
    state: str
    refusal: RowRefusal | None = None
    form: FormState | None = None
    """Of an anonymous form what becomes of it; nothing else of such a form is here to be shown."""

    @property
    def name(self) -> str:
        return self.one.name_of(self.row.key)


def preview_rows(batch: Batch, outcome: Outcome, language: Language = "vi") -> list[PreviewRow]:
    """Return the rows that somebody has touched, what she has to decide first."""
    refused = {(one.plan, one.kind, one.key): one for one in outcome.refused}
    found: list[tuple[int, KindMerge, RowMerge, str, RowRefusal | None, FormState | None]] = []
    places = ((number, one) for number, plan in enumerate(batch.plans) for one in plan.kinds)
    for number, one in places:
        for row in one.merged.touched:
            if _says_nothing(one, row):
                continue
            refusal = refused.get((number, one.kind.code, row.key))
            found.append((number, one, row, "refused" if refusal else state_of(row), refusal, None))
    shown = {(number, one.kind.code, row.key) for number, one, row, *_ in found}
    for number, plan in enumerate(batch.plans):
        for one in plan.kinds:
            unread = (
                refusal
                for refusal in _unread(one, number)
                if (number, one.kind.code, refusal.key) not in shown
            )
            found += [
                (number, one, RowMerge(each.key, "unchanged"), "refused", each, None) for each in unread
            ]
    found += [
        (
            form.plan,
            kind,
            RowMerge(form.response_uid, "unchanged"),
            _state_of_form(form.state),
            None,
            form.state,
        )
        for wave in batch.anonymous
        for form in wave.forms
        if (kind := _kind_of(batch, wave, form)) is not None
    ]
    found.sort(
        key=lambda each: (STATES.index(each[3]), person_sort_key(each[1].name_of(each[2].key), language))
    )
    return [PreviewRow(number, *each) for number, each in enumerate(found)]


def _unread(one: KindMerge, plan: int) -> Iterator[RowRefusal]:
    """Yield the rows of which no cell could be taken: they are known, and stand in the list as what they are."""
    keys: dict[str, list[str]] = {}
    for key in one.kind.rows:
        keys.setdefault(one.kind.names.get(key, ""), []).append(key)
    problems: dict[str, list[Problem]] = {}
    for each in one.returned.problems:
        problems.setdefault(each.name, []).append(each.problem)
    for name, told in problems.items():
        if name and len(found := keys.get(name, [])) == 1:
            yield RowRefusal(one.kind.code, found[0], name, tuple(told), plan)


def _kind_of(batch: Batch, wave: AnonymousWave, form: FormStanding) -> KindMerge | None:
    """Return the sheet a form came in, with the name of whose it is: a file may hold the forms of several."""
    kinds = batch.plans[form.plan].kinds
    found = next((one for one in kinds if one.kind.part == wave.uid), None)
    if found is None:
        return None
    return replace(found, kind=replace(found.kind, names={form.response_uid: form.name}))


def _state_of_form(state: FormState) -> str:
    if state in WAITING:
        return "waiting"
    return "refused" if state in ("unread", "differs") else state


def _says_nothing(one: KindMerge, row: RowMerge) -> bool:
    """Whether all that was touched reads alike on both sides, or was never filled in by them."""
    return row.state == "changed" and all(
        cell.state == "agreed" or (cell.state == "kept" and not said(one.kind.field(cell.field), cell.theirs))
        for cell in row.cells
    )


def state_of(row: RowMerge) -> str:
    """Return what a row is shown as."""
    if row.conflicts:
        return "conflict"
    if row.state == "changed":
        return "changed" if row.changes else "kept"
    return row.state


def what(row: PreviewRow, words: Words) -> str:
    """Return in one line what would happen."""
    if row.form is not None:
        return form_text(row.form, words)
    if row.refusal is not None:
        return " ".join(words(problem.code, **problem.values) for problem in row.refusal.problems)
    if row.row.state in ("added", "removed", "gone"):
        return outcome_of(row.one.kind.declared, row.row, words)
    cells = [cell for cell in row.row.cells if cell.state != "agreed"]
    return ", ".join(dict.fromkeys(heading_in(row.one.kind.field(cell.field), words) for cell in cells))


class HomecomingPreview(QWidget):
    """Shows a batch; `decided` carries the batch with another decision."""

    decided = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: Batch | None = None
        self._rows: list[PreviewRow] = []
        self._total = HomeSum(0, {})
        self._shows_same = False
        words = desk.words
        columns: tuple[Column[PreviewRow], ...] = (
            Column(
                "name", lambda: words("homecoming.table.who"), lambda row: row.name, kind="person", width=200,
                sort_key=lambda row: person_sort_key(row.name, words.language),
                note=lambda row: row.one.kind.title_in(words),
            ),
            Column(
                "state", lambda: words("homecoming.table.state"),
                lambda row: state_in_words(row.one.kind.declared, row.state, words), kind="badge", width=150,
                tone=lambda row: HOMECOMING_TONES[row.state],
            ),
            Column(
                "what", lambda: words("homecoming.table.what"), lambda row: what(row, words), width=240,
                stretch=True,
            ),
        )  # fmt: skip
        self._model: RowTableModel[PreviewRow] = RowTableModel(
            columns, lambda row: row.id, lambda row: search_text(row.name), self
        )
        self.summary = Body()
        self.sum = SumLine()
        self.sum.chosen.connect(self._on_sum)
        self.problems = Muted(wrap=True)
        self.chips = Chips()
        self.chips.chosen.connect(self._on_filter)
        self.all_button = button(icon="list-checks")
        self.menu = QMenu(self.all_button)
        self.menu.triggered.connect(self._on_menu)
        self.all_button.setMenu(self.menu)
        self.table = TableView(self._model, row_height=48)
        self.table.row_selected.connect(self._on_selected)
        self.details = HomecomingRow(words)
        self.details.closed.connect(self._on_closed)
        self.details.decided.connect(self._on_decided)
        self.details.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        head.addWidget(self.all_button)
        card.body.addLayout(head)
        card.add(self.table, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        about = Card()
        for said_above in (self.summary, self.sum, self.problems):
            policy = said_above.sizePolicy()
            policy.setVerticalPolicy(
                QSizePolicy.Policy.Minimum
            )  # the list gives way, not what is said above it
            said_above.setSizePolicy(policy)
            about.add(said_above)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(splitter, 1)

    def show_plan(self, plan: Batch, outcome: Outcome, rows: list[PreviewRow] | None = None) -> None:
        """Show a plan beginning with what is to be decided; the same one decided anew keeps filter and row.

        `rows` are its `preview_rows`, made beforehand: of a large workbook that takes time.
        """
        chosen = self._chosen() if self._plan is not None else None
        first = self._plan is None
        self._plan = plan
        self._rows = preview_rows(plan, outcome, self._desk.words.language) if rows is None else rows
        self._model.set_rows([*self._rows, *self._same_rows()] if self._shows_same else self._rows)
        self.retranslate()
        again = next(
            (
                row.id
                for row in self._rows
                if chosen and (row.plan, row.row.key) == (chosen.plan, chosen.row.key)
            ),
            self._rows[0].id if first and self._rows and self._rows[0].state != "kept" else None,
        )
        self.table.select_id(again)
        self._on_selected(again)

    def leave(self) -> None:
        """Forget the plan: the next one begins afresh."""
        self._plan = None
        self.chips.set_items([])
        self._on_filter("all")

    def retranslate(self) -> None:
        words, plan = self._desk.words, self._plan
        self.table.setAccessibleName(words("homecoming.table"))
        self.table.retranslate()
        if plan is None:
            return
        strange = [one for one in plan.plans if not one.kinds]
        familiar = [one for one in plan.plans if one.kinds]
        named = max(0, _MOST_FILES - len(strange))
        lines = [_sent(one, words) for one in (*strange, *familiar[:named])]
        if len(familiar) > named:
            lines.append(words("homecoming.more_files", n=len(familiar) - named))
        lines += [_moved(each, one, words) for each in plan.plans for one in each.kinds if one.moved]
        lines += [line for wave in plan.anonymous for line in wave_lines(wave, words)]
        if plan.nothing_new:
            lines.append(words("homecoming.summary.nothing"))
        kinds = [one for each in plan.plans for one in each.kinds]
        unknown = list(dict.fromkeys(name for one in kinds for name in one.returned.unknown_columns))
        if unknown:
            lines.append(words("homecoming.summary.columns", names=", ".join(unknown)))
        self.summary.setText("\n".join(lines))
        self._show_problems(plan, words)
        self._show_sum(plan, words)
        self._show_chips(words)
        self._show_menu(plan, words)

    def _show_problems(self, plan: Batch, words: Words) -> None:
        said = [words(trouble.code, **trouble.values) for _, trouble in plan.failures]
        said += [
            words(
                "homecoming.at_cell", file=each.file_name, sheet=one.sheet, cell=one.address,
                text=words(one.problem.code, **one.problem.values),
            )
            for each in plan.plans
            for one in each.problems
        ]  # fmt: skip
        if len(said) > _MOST_PROBLEMS:
            said = [*said[:_MOST_PROBLEMS], words("homecoming.more_problems", n=len(said) - _MOST_PROBLEMS)]
        self.problems.setText("\n".join(said))
        self.problems.setVisible(bool(said))

    def _show_sum(self, plan: Batch, words: Words) -> None:
        """Say where every row of the workbooks has gone."""
        shown = ((row.plan, row.one.kind.code, row.row.key, row.state) for row in self._rows)
        self._total = total = home_sum(plan, shown)
        parts = [
            (state, words(f"homecoming.sum.{state}", n=total.shown[state]))
            for state in STATES
            if total.shown.get(state)
        ]
        parts += [(SAME, words("homecoming.sum.same", n=total.same))] if total.same else []
        more = words("homecoming.sum.missing", n=total.missing) if total.missing else ""
        files = len(plan.plans)
        lead = words(
            "homecoming.sum.rows" if files == 1 else "homecoming.sum.files", n=total.rows, files=files
        )
        self.sum.setVisible(bool(parts))
        self.sum.show_parts(lead, parts, words, more)

    def _on_sum(self, state: str) -> None:
        self.chips.choose(state)
        self.table.setFocus()

    def _same_rows(self) -> list[PreviewRow]:
        """Return the rows that are not in the list: they say what they said when they went out."""
        if self._plan is None:
            return []
        shown = {(row.plan, row.one.kind.code, row.row.key) for row in self._rows}
        same = (
            (place, one, RowMerge(key, "unchanged"))
            for place, plan in enumerate(self._plan.plans)
            for one in plan.kinds
            for key in one.returned.rows
            if (place, one.kind.code, key) not in shown
        )
        return [PreviewRow(number, *each, SAME) for number, each in enumerate(same, len(self._rows))]

    def _show_chips(self, words: Words) -> None:
        counts = Counter(row.state for row in self._rows)
        touched = words("homecoming.touched" if self._total.same else "common.all")
        items: list[tuple[str, str, int | None]] = [("all", touched, len(self._rows))]
        items += [
            (state, words(f"homecoming.state.{state}"), counts[state]) for state in STATES if counts[state]
        ]
        items += [(SAME, words("homecoming.state.same"), self._total.same)] if self._total.same else []
        self.chips.set_items(items)

    def _show_menu(self, plan: Batch, words: Words) -> None:
        """Offer to decide a whole column, or all missing rows, at once."""
        self.menu.clear()
        clashes: Counter[tuple[str, str, str]] = Counter()
        missing: Counter[tuple[SheetDeclaration, str, str]] = Counter()
        for one in (one for each in plan.plans for one in each.kinds):
            title = one.kind.title_in(words)
            for row in one.merged.touched:
                missing[one.kind.declared, one.kind.code, title] += row.state == "removed"
                for cell in row.conflicts:
                    clashes[one.kind.code, cell.field, heading_in(one.kind.field(cell.field), words)] += 1
        for (kind, name, heading), count in clashes.items():
            for choice in ("theirs", "ours"):
                action = self.menu.addAction(words(f"homecoming.all.{choice}", column=heading, n=count))
                action.setData((kind, choice, name))
        for (declared, kind, title), count in missing.items():
            for side in _SIDES if count else ():
                action = self.menu.addAction(all_missing(declared, title, side, count, words))
                action.setData((kind, side, ""))
        self.all_button.setText(words("homecoming.all"))
        self.all_button.setVisible(not self.menu.isEmpty())

    def _on_menu(self) -> None:
        action = self.menu.activeAction()
        if action is not None:
            self.decide_all(*action.data())

    def decide_all(self, kind: str, choice: str, name: str) -> None:
        """Decide a column's conflicts, or every missing row where no column is named."""
        if self._plan is None:
            return
        made = [
            Decision(number, kind, _side(choice), name=name or None, missing=not name)
            for number in range(len(self._plan.plans))
        ]
        self.decided.emit(self._plan.deciding(*made))

    def _on_decided(self, kind: str, key: str, name: str, choice: str) -> None:
        row = self._chosen()
        if self._plan is not None and row is not None:
            decision = Decision(row.plan, kind, _side(choice), key=key, name=name or None)
            self.decided.emit(self._plan.deciding(decision))

    def _on_filter(self, key: str) -> None:
        is_same = key == SAME
        if is_same != self._shows_same:  # of a large workbook most rows: listed when they are asked for
            self._shows_same = is_same
            self._model.set_rows([*self._rows, *self._same_rows()] if is_same else self._rows)
        self._model.set_filter(None if key in ("", "all") else lambda row: row.state == key)

    def _chosen(self) -> PreviewRow | None:
        return self._row(self.table.selected_id())

    def _row(self, row_id: int | None) -> PreviewRow | None:
        rows = self._model.shown_rows() if self._shows_same else self._rows
        return next((row for row in rows if row.id == row_id), None)

    def _on_selected(self, row_id: int | None) -> None:
        row = self._row(row_id)
        self.details.setVisible(row is not None)
        self.table.setColumnHidden(len(self._model.columns) - 1, row is not None)  # the panel says it in full
        if row is not None and self._plan is not None:
            plans = self._plan.plans
            file = plans[row.plan].file_name if len(plans) > 1 else ""
            said = "" if row.form is None else what(row, self._desk.words)
            self.details.show_row(row.one, row.row, row.state, row.refusal, file, said)

    def _on_closed(self) -> None:
        self.table.select_id(None)


def _sent(plan: Homecoming, words: Words) -> str:
    notes = [note for one in plan.kinds for note in one.returned.notes]
    if notes:
        return f"{plan.file_name}: " + " ".join(words(note.code, **note.values) for note in notes)
    if not plan.kinds:
        return words("homecoming.summary.not_ours", file=plan.file_name)
    if plan.sent_at is None:
        return words("homecoming.summary.unknown", file=plan.file_name)
    when = plan.sent_at.astimezone().strftime("%d/%m/%Y %H:%M")
    return words("homecoming.summary", file=plan.file_name, date=when)


def _moved(plan: Homecoming, one: KindMerge, words: Words) -> str:
    headings = ", ".join(heading_in(one.kind.field(code), words) for code in one.moved)
    return words(
        "homecoming.summary.names_moved", file=plan.file_name, sheet=one.returned.sheet, names=headings
    )


def _side(choice: str) -> Choice:
    return "theirs" if choice == "theirs" else "ours"
