"""Which page belongs to which table: by the trees from their roots, and for pages that no tree leads to, by form."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.btree import TreePage
from nhipcau.database.rescue.catalogue import (
    INNER,
    SCHEMA_TABLE,
    Catalogue,
    is_schema_page,
    rows_of,
    schema_number,
)
from nhipcau.database.rescue.free_list import FreeList, read_free_list
from nhipcau.database.rescue.known_tables import KnownTable, Tables, tables_of
from nhipcau.database.rescue.pages import Pages
from nhipcau.database.rescue.table_shapes import SOME_ROWS, alike, likeness

LOWEST: Final = -(1 << 63) - 1
HIGHEST: Final = (1 << 63) - 1
_DEEPEST: Final = 40
_LOOKED_AT: Final = 4
_VISITS: Final = 3

Standing = Literal["certain", "alone", "doubtful"]
Range = tuple[int, int]
"""Row ids above the first, up to the second."""
Looked = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with rows, and how it is known.

    `certain` where a tree leads to it, `alone` where it must be one of a broken tree, `doubtful` where it may as well
    have been given up before.
    """

    page: int
    tables: tuple[str, ...]
    """More than one where its form does not tell them apart."""
    standing: Standing = "certain"
    within: Range = (LOWEST, HIGHEST)


@dataclass(slots=True)
class Forest:
    """The whole map of a damaged file."""

    schema: int = 0
    tables: Tables = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    damaged: dict[int, str] = field(default_factory=dict)
    gaps: dict[str, list[Range]] = field(default_factory=dict)
    """Row ids of each table that lay where its tree cannot be followed."""


def map_forest(pages: Pages, looked: Looked) -> Forest:
    """Read the map of all pages."""
    return _Mapping(pages, looked).mapped()


class _Mapping:
    def __init__(self, pages: Pages, looked: Looked) -> None:
        self._pages = pages
        self._looked = looked
        self._free: FreeList = read_free_list(pages)
        self._forest = Forest()
        self._claimed: set[int] = set()
        self._aside: dict[int, str] = {}
        self._visits: Counter[int] = Counter()
        self._given_up = {
            hash(pages.bytes_at(number)) for number in self._free.pages if pages.page(number).cells
        }
        """What stands on free pages, to know a copy of it elsewhere. A page that is in use may look just the same."""
        self._known: Tables = {**tables_of(SCHEMA), **INNER}

    def mapped(self) -> Forest:
        forest = self._forest
        catalogue = self._catalogue()
        forest.schema = schema_number(self._pages, catalogue)
        forest.tables = tables_of(min(forest.schema or SCHEMA, SCHEMA))
        self._known = {**forest.tables, **INNER}
        self._walk_all(catalogue)
        self._look_along_chains()
        others = [number for number in range(2, self._pages.count + 1) if self._is_other(number)]
        given_up = [number for number in others if self._is_given_up(number)]
        self._look_at(sorted(set(others).difference(given_up)))
        self._doubt_roots()
        self._look_at(given_up)
        self._tell_damage()
        return forest

    def _walk_all(self, catalogue: Catalogue) -> None:
        for name, table in self._known.items():
            if name in catalogue.roots:
                self._walk(catalogue.roots[name], table)
            elif name != SCHEMA_TABLE.name:
                self._gap(name, (LOWEST, HIGHEST))
        for root, name in catalogue.indexes:
            self._walk_index(root, name)

    def _tell_damage(self) -> None:
        damaged = self._forest.damaged
        for page, name in self._aside.items():
            if page not in self._claimed:
                damaged.setdefault(page, name)
        for page in self._free.broken:
            damaged.setdefault(page, "")
        if not self._pages.header.sound:
            damaged[1] = SCHEMA_TABLE.name

    def _catalogue(self) -> Catalogue:
        """Read the schema, with pages of it that the first page no longer leads to."""
        self._walk(1, SCHEMA_TABLE)
        catalogue = Catalogue()
        found = [leaf.page for leaf in self._forest.leaves]
        self._forest.leaves.clear()
        if SCHEMA_TABLE.name in self._forest.gaps:
            others = [
                number
                for number in range(2, self._pages.count + 1)
                if number not in self._claimed
                and number not in self._free.pages
                and is_schema_page(self._pages.page(number))
            ]
            self._claimed.update(others)
            found += others
        for number in found:
            catalogue.add(self._pages.page(number))
        return catalogue

    def _gap(self, name: str, within: Range) -> None:
        self._forest.gaps.setdefault(name, []).append(within)

    def _walk(self, root: int, table: KnownTable) -> None:
        waiting: list[tuple[int, Range, int]] = [(root, (LOWEST, HIGHEST), 0)]
        while waiting:
            number, within, depth = waiting.pop()
            if not self._may_visit(number, 1 if table is SCHEMA_TABLE else 2):
                self._gap(table.name, within)
                continue
            page = self._pages.page(number)
            if page.kind == "interior" and depth < _DEEPEST and self._leads_on(page, within, table):
                self._claimed.add(number)
                waiting += [(child, inner, depth + 1) for child, inner in reversed(_branches(page, within))]
            elif page.kind == "leaf" and self._belongs(page, within, table, is_root=not depth):
                self._claimed.add(number)
                standing: Standing = "certain" if page.sound else "doubtful"
                self._forest.leaves.append(Leaf(number, (table.name,), standing, within))
                if not page.sound:
                    self._forest.damaged[number] = table.name
                    self._gap(table.name, within)
            else:
                self._aside.setdefault(number, table.name)
                self._gap(table.name, within)

    def _may_visit(self, number: int, first: int) -> bool:
        if not first <= number <= self._pages.count or number in self._claimed:
            return False
        self._visits[number] += 1
        if self._visits[number] > _VISITS:
            return False
        if number in self._free.pages:
            # Either the tree or the list of free pages is wrong.
            self._aside.setdefault(number, "")
            return False
        return True

    def _leads_on(self, page: TreePage, within: Range, table: KnownTable) -> bool:
        """Tell whether an interior page is whole and one of this table's: another's copy may lie in its place."""
        low, high = within
        if not page.sound or not page.children or not all(low < key <= high for _, key in page.children):
            return False
        some = [child for child, _ in page.children[: _LOOKED_AT - 1]] + [page.last_child]
        wrong = sum(not self._may_lead_to(child, table) for child in some)
        return wrong * 2 <= len(some)

    def _may_lead_to(self, child: int, table: KnownTable) -> bool:
        if not 2 <= child <= self._pages.count:
            return False
        page = self._pages.page(child)
        return page.kind == "interior" or (page.kind == "leaf" and self._is_like(page, table))

    def _is_given_up(self, number: int) -> bool:
        return bool(self._given_up) and hash(self._pages.bytes_at(number)) in self._given_up

    def _belongs(self, page: TreePage, within: Range, table: KnownTable, *, is_root: bool) -> bool:
        if not page.cells:
            return is_root and page.sound
        if page.sound and not within[0] < page.cells[0].row_id <= page.cells[-1].row_id <= within[1]:
            return False
        return self._is_like(page, table)

    def _is_like(self, page: TreePage, table: KnownTable) -> bool:
        """Tell whether rows are a table's; strange ones are its own unless they are more like another's."""
        rows = rows_of(page, SOME_ROWS)
        return likeness(table, rows) >= 0.5 or not alike(self._known, rows)

    def _walk_index(self, root: int, name: str) -> None:
        waiting = [(root, 0)]
        while waiting:
            number, depth = waiting.pop()
            if not self._may_visit(number, 2):
                continue
            page = self._pages.page(number)
            if page.sound and page.kind in ("index_leaf", "index_interior"):
                self._claimed.add(number)
                if page.kind == "index_interior" and depth < _DEEPEST:
                    waiting += [(child, depth + 1) for child, _ in page.children]
                    waiting.append((page.last_child, depth + 1))
            else:
                self._aside.setdefault(number, name)

    def _look_along_chains(self) -> None:
        """Set aside leaves where a long row should go on: the damage put them there, no tree of theirs did."""
        seen: set[int] = set()
        for leaf in self._forest.leaves:
            for cell in self._pages.page(leaf.page).cells:
                at = cell.overflow
                while 2 <= at <= self._pages.count and at not in seen and at not in self._claimed:
                    seen.add(at)
                    if self._pages.page(at).kind != "other":
                        self._aside.setdefault(at, leaf.tables[0])
                        break
                    at = int.from_bytes(self._pages.bytes_at(at)[:4], "big")

    def _is_other(self, number: int) -> bool:
        """Tell whether a page holds rows though no tree leads to it."""
        self._looked(number, self._pages.count)
        if number in self._claimed or (number in self._free.pages and number not in self._aside):
            return False
        page = self._pages.page(number)
        return page.kind == "leaf" and bool(page.cells)

    def _look_at(self, others: list[int]) -> None:
        """Take the leaves no tree leads to, but for those that must have been given up before the damage."""
        trusted = self._free.complete and self._claimed.isdisjoint(self._free.pages)
        for number in others:
            page = self._pages.page(number)
            names = alike(self._known, rows_of(page, SOME_ROWS))
            first, last = page.cells[0].row_id, page.cells[-1].row_id
            missed = tuple(name for name in names if self._is_missing(name, first, last))
            if not page.sound or (trusted and not names):
                self._forest.damaged.setdefault(number, names[0] if len(names) == 1 else "")
            if trusted and page.sound and number not in self._aside and not self._is_given_up(number):
                self._take(Leaf(number, missed or names, "alone"))
            else:
                self._take(Leaf(number, missed, "doubtful"))

    def _doubt_roots(self) -> None:
        """Where other leaves of a table must be its own, one alone at the root is a copy that got there."""
        alone = {name for leaf in self._forest.leaves if leaf.standing == "alone" for name in leaf.tables}
        kept: list[Leaf] = []
        for leaf in self._forest.leaves:
            if leaf.standing == "certain" and leaf.within == (LOWEST, HIGHEST) and leaf.tables[0] in alone:
                self._forest.damaged[leaf.page] = leaf.tables[0]
                self._gap(leaf.tables[0], leaf.within)
                if not self._is_given_up(leaf.page):
                    kept.append(replace(leaf, standing="doubtful"))
            else:
                kept.append(leaf)
        self._forest.leaves = kept

    def _take(self, leaf: Leaf) -> None:
        if leaf.tables and leaf.tables[0] not in (SCHEMA_TABLE.name, "alembic_version"):
            self._forest.leaves.append(leaf)

    def _is_missing(self, name: str, first: int, last: int) -> bool:
        return any(first <= high and low < last for low, high in self._forest.gaps.get(name, ()))


def _branches(page: TreePage, within: Range) -> list[tuple[int, Range]]:
    low = within[0]
    found: list[tuple[int, Range]] = []
    for child, key in page.children:
        found.append((child, (low, key)))
        low = key
    found.append((page.last_child, (low, within[1])))
    return found
