"""A merge written the plain way, to hold the product's to: three whole dumps, compared cell by cell.

It knows what the file was when the copies parted, because a copy of it is there; it looks at everything every time;
and it starts anew whenever something of mine turns out not to stand. Nothing is chosen: what is in conflict stays as
theirs has it.
"""

import copy
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from tests.support.versions import TABLES, Dumped, following, loaded

Row = dict[str, Any]
Operation = tuple[str, int, str]
"""Table, id in the merged file, and the column; `+` is to add the row, `-` to delete it."""
_INPUTS: Final = ("full_name", "email", "phone", "employee_code", "department", "title")


def unique_keys(table: sa.Table) -> list[list[str]]:
    """Return what must be unique, the public id aside."""
    keys = [
        [one.name for one in key.columns] for key in table.constraints if isinstance(key, sa.UniqueConstraint)
    ]
    keys += [[one.name] for one in table.columns if one.unique]
    return sorted(key for key in keys if key != ["uid"])


@dataclass
class NaiveMerge:
    base: Dumped
    mine: Dumped
    theirs: Dumped
    last_ids: dict[str, int]
    renamed: dict[str, dict[int, int]] = field(default_factory=dict)
    operations: dict[Operation, Any] = field(default_factory=dict)
    refused: set[Operation] = field(default_factory=set)

    def merged(self) -> Dumped:
        for table in TABLES:
            self.renamed[table.name] = self._rename(table)
        for table in TABLES:
            for row_id in sorted({*self.base[table.name], *self.mine[table.name]}):
                self._plan(table, row_id)
        while True:
            built = self._build()
            wrong = self._wrong(built)
            if not wrong:
                return built
            self.refused |= wrong

    # --- which row is which ---

    def _added(self, table: sa.Table, where: Dumped) -> list[int]:
        return sorted(set(where[table.name]) - set(self.base[table.name]))

    def _rename(self, table: sa.Table) -> dict[int, int]:
        marks: list[list[str]] = [*unique_keys(table)]
        everything = [one.name for one in table.columns if one.name != "id"]
        marks = [["uid"], *marks] if "uid" in everything else [*marks, everything]
        marks += [["email"]] if table.name == "person" else []
        marks += [[]] if table.name == "organisation" else []  # a file has only one: nothing to tell apart
        found: dict[int, int] = {}
        for mark in marks:
            for mine in self._added(table, self.mine):
                if mine in found:
                    continue
                row = self._spoken_here(table, self.mine[table.name][mine])
                alike = [
                    theirs
                    for theirs in self._added(table, self.theirs)
                    if theirs not in found.values()
                    and all(row[one] == self.theirs[table.name][theirs][one] for one in mark)
                    and (mark == everything or all(row[one] not in (None, "") for one in mark))
                ]
                if alike:
                    found[mine] = mine if mine in alike else alike[0]
        for mine in self._added(table, self.mine):
            if mine not in found:
                found[mine] = mine
                if mine in self.theirs[table.name]:
                    self.last_ids[table.name] += 1
                    found[mine] = self.last_ids[table.name]
        return found

    def _spoken_here(self, table: sa.Table, row: Row) -> Row:
        """Say a row of mine with the ids of the merged file."""
        row = dict(row)
        for key in table.foreign_keys:
            row[key.parent.name] = self._id(key.column.table.name, row[key.parent.name])
        value = loaded(row.get("settings"))
        if table.name == "scenario" and value != row["settings"]:
            for one in value.get("criteria", ()):
                for name in ("mentee_question_id", "mentor_question_id"):
                    one[name] = self._id("question", one[name])
            row["settings"] = value
        value = loaded(row.get("understanding"))
        if table.name == "remembered_form" and "rows" in value:
            value["rows"] = {
                mark: [self._id("person", one) for one in of] for mark, of in value["rows"].items()
            }
            row["understanding"] = value
        return row

    def _id(self, table: str, row_id: int | None) -> int | None:
        return None if row_id is None else self.renamed.get(table, {}).get(row_id, row_id)

    # --- what mine wants ---

    def _plan(self, table: sa.Table, row_id: int) -> None:
        was, here = self.base[table.name].get(row_id), self.mine[table.name].get(row_id)
        target = row_id if was is not None else self.renamed[table.name][row_id]
        there = self.theirs[table.name].get(target)
        if here is None:
            if there == was:
                self.operations[table.name, target, "-"] = None
            return
        here = {**self._spoken_here(table, here), "id": target}
        if there is None:
            if was is None:
                self.operations[table.name, target, "+"] = here
            return
        if was is None:
            return  # added in both: every difference is a question, and stays as theirs has it
        for name in here:
            if here[name] != was[name] and there[name] == was[name] and name not in following(table):
                self.operations[table.name, target, name] = here[name]

    # --- what stands ---

    def _build(self) -> Dumped:
        built = copy.deepcopy(self.theirs)
        for (name, row_id, column), value in self.operations.items():
            if (name, row_id, column) in self.refused:
                continue
            if column == "+":
                built[name][row_id] = value
            elif column == "-":
                built[name].pop(row_id, None)
            elif row_id in built[name]:
                built[name][row_id][column] = value
        for table in TABLES:
            make = table.info.get("derived", dict)
            for row in built[table.name].values() if "derived" in table.info else ():
                row.update(make(**{one: row[one] for one in _INPUTS}))
        return built

    def _wrong(self, built: Dumped) -> set[Operation]:
        found: set[Operation] = set()
        for table in TABLES:
            for key in table.foreign_keys:
                found |= self._dangling(built, table.name, key.parent.name, key.column.table.name)
                if not key.parent.nullable:
                    found |= self._lonely(built, table.name, key.parent.name, key.column.table.name)
            for names in unique_keys(table):
                found |= self._double(built, table.name, names)
        return found

    def _dangling(self, built: Dumped, table: str, column: str, target: str) -> set[Operation]:
        found: set[Operation] = set()
        for row_id, row in built[table].items():
            if row[column] is None or row[column] in built[target]:
                continue
            own = [one for one in ((table, row_id, "+"), (table, row_id, column)) if self._done(one)]
            found |= set(own) or {(target, row[column], "-")}
        return found

    def _lonely(self, built: Dumped, table: str, column: str, target: str) -> set[Operation]:
        """Return deletions of parts whose whole mine deleted too, but which is still there."""
        return {
            (table, row_id, "-")
            for (name, row_id, what) in self.operations
            if name == table and what == "-" and self._done((table, row_id, "-"))
            for parent in [self.theirs[table][row_id][column]]
            if parent in self.base[target] and parent not in self.mine[target] and parent in built[target]
        }

    def _double(self, built: Dumped, table: str, names: list[str]) -> set[Operation]:
        alike: dict[tuple[Any, ...], list[int]] = {}
        for row_id, row in built[table].items():
            value = tuple(row[name] for name in names)
            if None not in value:
                alike.setdefault(value, []).append(row_id)
        found: set[Operation] = set()
        for ids in alike.values():
            blamed = [
                [one for name in ["+", *names] if self._done(one := (table, row_id, name))]
                for row_id in sorted(ids)
            ]
            culprits = [each for each in blamed if each]
            if len(ids) > 1:
                blamed_rows = {
                    each[0][:2] for each in (culprits if len(culprits) < len(ids) else culprits[1:])
                }
                found |= {one for one in self.operations if one[:2] in blamed_rows and self._done(one)}
        return found

    def _done(self, operation: Operation) -> bool:
        return operation in self.operations and operation not in self.refused
