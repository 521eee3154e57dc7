"""The merged file, worked out: what becomes of every row, and what has to be asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from nhipcau.database.versions.ancestry import Ancestry, Key
from nhipcau.database.versions.divergence import (
    Action,
    Choices,
    Conflict,
    MergeReport,
    RowPlan,
    Version,
)
from nhipcau.database.versions.row_consistency import WHOLE, RowConsistency
from nhipcau.database.versions.row_names import RowNames
from nhipcau.database.versions.row_pairs import RowPair, row_pairs
from nhipcau.database.versions.structure import UID, Row
from nhipcau.database.versions.three_way import MergeQuestion, Proposal, merged_row


@dataclass
class Resolution:
    """Two versions merged in memory, under certain choices."""

    past: Ancestry
    choices: Choices

    def __post_init__(self) -> None:
        every = row_pairs(self.past)
        self.pairs = {pair.key: pair for pair in every if (pair.mine, pair.theirs) != (None, None)}
        self._gone = [pair for pair in every if (pair.mine, pair.theirs) == (None, None)]
        self._names = RowNames(self.past.theirs.content.tables, self._row_of)
        self._proposals = {key: self._proposal(pair) for key, pair in self.pairs.items()}
        proposed = {key: proposal.row for key, proposal in self._proposals.items()}
        self._standing = RowConsistency(self.past.theirs.content, self.pairs, proposed, self._insists)
        self._standing.settle()

    @property
    def final(self) -> Mapping[Key, Row | None]:
        """Rows as they are to be, where that is not as they are in theirs."""
        return self._standing.final

    @cached_property
    def rows(self) -> tuple[RowPlan, ...]:
        """Return what becomes of every row that was touched in mine or differs."""
        asked: dict[Key, list[Conflict]] = {}
        for conflict in self.conflicts:
            asked.setdefault((conflict.table, conflict.row_id), []).append(conflict)
        plans = [self._plan(pair, asked.get(key, [])) for key, pair in self.pairs.items()]
        gone = [
            RowPlan(pair.table.name, pair.row_id, pair.mine_id, "", (), _of_gone(pair)) for pair in self._gone
        ]
        return (*plans, *gone)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return everything that has to be asked, or was."""
        found: dict[tuple[Key, str], MergeQuestion] = {}
        for key, proposal in self._proposals.items():
            found |= {(key, question.column): question for question in proposal.questions}
        for (key, column), kind in self._standing.blocked.items():
            asked = found.get((key, column), MergeQuestion(column, kind))
            found[key, column] = replace(asked, kind=kind)
        return tuple(
            self._conflict(key, question) for (key, _), question in sorted(found.items(), key=_place)
        )

    def report(self) -> MergeReport:
        counts: Counter[Action] = Counter(row.action for row in self.rows if row.action != "kept")
        decided = tuple((conflict, self._decided(conflict)) for conflict in self.conflicts)
        refused = tuple(
            conflict
            for conflict, version in decided
            if version == "theirs" and self._insists((conflict.table, conflict.row_id), conflict.column)
        )
        return MergeReport(
            counts,
            self.rows,
            decided,
            refused,
            tuple(sorted(self._standing.restored)),
            tuple(sorted(self._standing.removed)),
        )

    def _insists(self, key: Key, column: str) -> bool:
        return "mine" in (self.choices.get((*key, column)), self.choices.get((*key, WHOLE)))

    def _proposal(self, pair: RowPair) -> Proposal:
        return merged_row(pair, lambda column: self._insists(pair.key, column))

    def _row_of(self, key: Key) -> Row | None:
        pair = self.pairs.get(key)
        return self.past.theirs.content.row(*key) or (pair.mine if pair else None)

    def _conflict(self, key: Key, question: MergeQuestion) -> Conflict:
        pair = self.pairs[key]
        row = pair.theirs or pair.mine or {}
        base, mine, theirs = (_cell(each, question.column) for each in (pair.base, pair.mine, pair.theirs))
        return Conflict(
            pair.table.name,
            pair.row_id,
            str(row.get(UID, "")),
            self._names.of(pair.table, row),
            question.column,
            question.kind,
            base,
            mine,
            theirs,
        )

    def _decided(self, conflict: Conflict) -> Version:
        """Return whose side the merged file is on."""
        key = (conflict.table, conflict.row_id)
        pair, merged = self.pairs[key], self._merged(key)
        if conflict.column and merged is not None and pair.mine is not None:
            return "mine" if merged[conflict.column] == pair.mine[conflict.column] else "theirs"
        if merged is not None and pair.mine is not None and pair.theirs is not None:
            return "mine" if merged == pair.mine else "theirs"
        return "mine" if (merged is None) == (pair.mine is None) else "theirs"

    def _merged(self, key: Key) -> Row | None:
        return self.final[key] if key in self.final else self.past.theirs.content.row(*key)

    def _plan(self, pair: RowPair, conflicts: list[Conflict]) -> RowPlan:
        row = pair.theirs or pair.mine or {}
        merged = self._merged(pair.key)
        columns: tuple[str, ...] = ()
        if merged is not None and pair.theirs is not None:
            columns = tuple(name for name in pair.table.columns if merged[name] != pair.theirs[name])
        return RowPlan(
            pair.table.name,
            pair.row_id,
            pair.mine_id,
            str(row.get(UID, "")),
            self._names.of(pair.table, row),
            self._action(pair, conflicts),
            columns,
        )

    def _action(self, pair: RowPair, conflicts: list[Conflict]) -> Action:
        if conflicts:
            sides = {self._decided(conflict) for conflict in conflicts}
            return sides.pop() if len(sides) == 1 else "mixed"
        if not pair.touched:
            return "kept"
        if pair.mine == pair.theirs:
            return "same"
        if isinstance(pair.base, dict) and pair.mine == pair.base:
            return "unchanged"
        if pair.theirs is None:
            return "taken" if pair.row_id == pair.mine_id else "remapped"
        return "taken" if pair.mine is None or self._merged(pair.key) == pair.mine else "merged"


def _of_gone(pair: RowPair) -> Action:
    """Tell deleted in both from added and deleted again."""
    return "unchanged" if pair.base is None else "same"


def _cell(row: object, column: str) -> str | int | float | None:
    return row.get(column) if isinstance(row, dict) else None


def _place(entry: tuple[tuple[Key, str], MergeQuestion]) -> tuple[Key, str]:
    return entry[0]
