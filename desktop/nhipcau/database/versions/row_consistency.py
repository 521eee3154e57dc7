"""Whether merged rows can stand beside each other: references hold, and what must be unique is.

Theirs can stand by itself. So wherever something does not hold, something of mine is the cause, and is put back to
what theirs has until everything holds. What was put back is told; what was chosen brings along what it needs.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from nhipcau.database.versions.ancestry import Key
from nhipcau.database.versions.content import Content
from nhipcau.database.versions.divergence import ConflictKind
from nhipcau.database.versions.row_pairs import RowPair
from nhipcau.database.versions.structure import Cell, Reference, Row, TableStructure

Insists = Callable[[Key, str], bool]
"""Whether mine was chosen for a column of a row, or for the row as a whole."""
WHOLE: Final = ""


class RowConsistency:
    """Rows as they are to be, where that is not as they are in theirs."""

    def __init__(
        self,
        theirs: Content,
        pairs: Mapping[Key, RowPair],
        proposed: Mapping[Key, Row | None],
        insists: Insists,
    ) -> None:
        self.final = {key: row for key, row in proposed.items() if row != theirs.row(*key)}
        self.blocked: dict[tuple[Key, str], ConflictKind] = {}
        self.restored: set[Key] = set()
        self.removed: set[Key] = set()
        self._theirs = theirs
        self._tables = {table.name: table for table in theirs.tables}
        self._pairs = pairs
        self._proposed = proposed
        self._insists = insists
        self._refused: set[Key] = set()
        self._holding = cache(self._rows_holding)
        self._owner = cache(self._rows_by_key)
        self._lost = self._lost_parts()

    def settle(self) -> None:
        """Put back what cannot stand, and bring along what was chosen, until all holds."""
        changed = True
        while changed:
            changed = self._bring_back_parts()
            changed |= self._keep_parts()
            changed |= self._mend_references()
            changed |= self._mend_keys()

    def _present(self, key: Key) -> Row | None:
        return self.final[key] if key in self.final else self._theirs.row(*key)

    # --- references ---

    def _mend_references(self) -> bool:
        changed = False
        for key, row in list(self.final.items()):
            if key not in self.final or self.final[key] is not row:
                continue
            if row is None:
                changed |= self._mend_gone(key)
            else:
                for reference in self._tables[key[0]].references:
                    changed |= self._mend_reference(key, reference)
        return changed

    def _mend_reference(self, key: Key, reference: Reference) -> bool:
        row = self.final.get(key)
        value = None if row is None else row[reference.column]
        if not isinstance(value, int) or self._present((reference.target, value)) is not None:
            return False
        parent = (reference.target, value)
        theirs = self._theirs.row(*key)
        if theirs is not None and theirs[reference.column] == value:
            # It dangled before, or mine deleted what theirs refers to.
            return parent in self.final and self._mend_child(parent, key, reference)
        if (self._insists(key, reference.column) or key in self.restored) and self._restore(parent):
            return True
        self._block(key, reference.column, "needs")
        return True

    def _mend_gone(self, key: Key) -> bool:
        changed = False
        for table in self._tables.values():
            for reference in table.references:
                if reference.target != key[0]:
                    continue
                for child in self._holding(table.name, reference.column).get(key[1], ()):
                    # What the merge changes is looked at by itself.
                    if (table.name, child) not in self.final and self.final.get(key, key) is None:
                        changed |= self._mend_child(key, (table.name, child), reference)
        return changed

    def _mend_child(self, parent: Key, child: Key, reference: Reference) -> bool:
        """Settle that mine deleted a row to which a row of theirs refers."""
        row = self._present(child)
        if row is None or not (self._insists(parent, WHOLE) or parent in self.removed):
            self._block(parent, WHOLE, "needed")
        else:
            self.final[child] = None if reference.part else {**row, reference.column: None}
            self.removed.add(child)
            self.blocked.pop((child, WHOLE), None)
        return True

    def _restore(self, key: Key) -> bool:
        pair = self._pairs.get(key)
        if pair is None or pair.mine is None or key in self._refused:
            return False
        self.final[key] = pair.mine
        self.restored.add(key)
        return True

    # --- parts of a whole ---

    def _keep_parts(self) -> bool:
        """Keep what was deleted together with a row that stays."""
        changed = False
        for key, row in list(self.final.items()):
            theirs = self._theirs.row(*key)
            if row is not None or theirs is None or key in self.removed or self._insists(key, WHOLE):
                continue
            for reference in self._tables[key[0]].references:
                parent = (reference.target, theirs[reference.column])
                if reference.part and self._stays(parent) and key in self.final:
                    self._block(key, WHOLE, "goes_with")
                    changed = True
        return changed

    def _stays(self, key: tuple[str, Cell]) -> bool:
        """Whether a row that mine deleted is there all the same."""
        table, row_id = key
        if not isinstance(row_id, int):
            return False
        pair = self._pairs.get((table, row_id))
        return (
            pair is not None and pair.mine is None and bool(pair.base) and self._present(pair.key) is not None
        )

    def _bring_back_parts(self) -> bool:
        """Bring back what theirs deleted together with a row that comes back."""
        changed = False
        for parent, children in self._lost.items():
            if self.final.get(parent) is None or self._theirs.row(*parent) is not None:
                continue
            for child in children:
                if child not in self.final:
                    changed |= self._restore(child)
        return changed

    def _lost_parts(self) -> dict[Key, list[Key]]:
        """Return by row what was a part of it and is gone from theirs alone.

        What mine has moved elsewhere since did not go together with that, and a row added since never went.
        """
        found: dict[Key, list[Key]] = {}
        for key, pair in self._pairs.items():
            if pair.mine is None or pair.theirs is not None or self._proposed[key] is not None:
                continue
            was = pair.base if isinstance(pair.base, dict) else pair.mine
            for reference in pair.table.references:
                value = pair.mine[reference.column]
                if not reference.part or not isinstance(value, int) or was[reference.column] != value:
                    continue
                whole = self._pairs.get((reference.target, value))
                if whole is not None and whole.base is not None:
                    found.setdefault(whole.key, []).append(key)
        return found

    # --- what must be unique ---

    def _mend_keys(self) -> bool:
        changed = False
        for table in self._tables.values():
            rows = [(key, row) for key, row in self.final.items() if key[0] == table.name and row is not None]
            for columns in table.keys if rows else ():
                changed |= self._mend_key(table, columns, rows)
        return changed

    def _mend_key(
        self, table: TableStructure, columns: tuple[str, ...], rows: Iterable[tuple[Key, Row]]
    ) -> bool:
        seen: dict[tuple[Cell, ...], tuple[Key, Row]] = {}
        changed = False
        for key, row in rows:
            value = table.key_of(columns, row)
            if value is None or self.final.get(key) is not row:
                continue
            owner = self._owner(table.name, columns).get(value, key[1])
            other = seen.get(value)
            if owner != key[1] and (table.name, owner) not in self.final:
                self._block(key, WHOLE, "clash")
                changed = True
            elif other is None or self.final.get(other[0]) is not other[1]:
                seen[value] = (key, row)
            else:
                self._block(other[0] if self._is_theirs(owner, key) else key, WHOLE, "clash")
                changed = True
        return changed

    def _is_theirs(self, owner: int, key: Key) -> bool:
        return owner == key[1] and self._theirs.row(*key) is not None

    # --- putting back ---

    def _block(self, key: Key, column: str, kind: ConflictKind) -> None:
        """Put back one cell, or a row as a whole: where a key does not stand, what goes with it does not either."""
        theirs, row = self._theirs.row(*key), self.final[key]
        if theirs is None or row is None or column == WHOLE:
            self.blocked[key, WHOLE] = kind
            self._refused.add(key)
            self.restored.discard(key)
            del self.final[key]
            return
        self.blocked[key, column] = kind
        self.final[key] = {**row, column: theirs[column]}
        if self.final[key] == theirs:
            del self.final[key]

    def _rows_holding(self, table: str, column: str) -> dict[Cell, list[int]]:
        found: dict[Cell, list[int]] = {}
        for row_id, row in self._theirs.rows[table].items():
            found.setdefault(row[column], []).append(row_id)
        return found

    def _rows_by_key(self, table: str, columns: tuple[str, ...]) -> dict[tuple[Cell, ...], int]:
        rows = self._theirs.rows[table]
        values = ((self._tables[table].key_of(columns, row), row_id) for row_id, row in rows.items())
        return {value: row_id for value, row_id in values if value is not None}
