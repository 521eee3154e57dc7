"""Which tables a damaged file has, where their trees begin, and of which schema it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.btree import TreePage
from nhipcau.database.rescue.known_tables import KnownColumn, KnownTable, Tables, tables_of
from nhipcau.database.rescue.pages import Pages
from nhipcau.database.rescue.record import Stored, decode
from nhipcau.database.rescue.table_shapes import SOME_ROWS, alike

SCHEMA_TABLE: Final = KnownTable(
    "sqlite_schema",
    (
        KnownColumn("type", "text", nullable=False, default=None),
        KnownColumn("name", "text", nullable=False, default=None),
        KnownColumn("tbl_name", "text", nullable=False, default=None),
        KnownColumn("rootpage", "integer", nullable=False, default=None),
        KnownColumn("sql", "text", nullable=False, default=""),
    ),
)
SEQUENCE: Final = KnownTable(
    "sqlite_sequence",
    (
        KnownColumn("name", "text", nullable=False, default=None),
        KnownColumn("seq", "integer", nullable=False, default=None),
    ),
)
VERSION: Final = KnownTable(
    "alembic_version", (KnownColumn("version_num", "text", nullable=False, default=None),)
)
INNER: Final[Tables] = {each.name: each for each in (SCHEMA_TABLE, SEQUENCE, VERSION)}


@dataclass(slots=True)
class Catalogue:
    """What the schema pages that can be read say."""

    roots: dict[str, int] = field(default_factory=dict)
    indexes: list[tuple[int, str]] = field(default_factory=list)
    """Where the tree of each index begins, and of which table it is."""

    def add(self, page: TreePage) -> None:
        for values in rows_of(page):
            if values is None or len(values) != 5:
                continue
            kind, name, table, root, _ = values
            if not isinstance(root, int) or not isinstance(name, str) or not isinstance(table, str):
                continue
            if kind == "table":
                self.roots.setdefault(name, root)
            elif kind == "index":
                self.indexes.append((root, table))


def rows_of(page: TreePage, most: int | None = None) -> list[tuple[Stored, ...] | None]:
    """Return what the first records of a leaf say, as far as they lie on the page itself."""
    return [decode(cell.local, cell.length) for cell in page.cells[:most]]


def is_schema_page(page: TreePage) -> bool:
    """Tell whether a page that nothing leads to is one of the schema's."""
    if page.kind != "leaf" or not page.sound or not page.cells:
        return False
    return all(
        values is not None
        and len(values) == 5
        and values[0] in ("table", "index")
        and isinstance(values[3], int)
        for values in rows_of(page)
    )


def schema_number(pages: Pages, catalogue: Catalogue) -> int:
    """Return the schema by the header, the migrations' own table and the tables there are; 0 where nothing says it."""
    version, least = _by_version(pages, catalogue), _by_tables(catalogue)
    if not version and not pages.header.schema:
        return _by_rows(pages, least)
    said = [number for number in (version, pages.header.schema, least) if number]
    # The first of those said most often: a damaged number stands alone.
    return max(said, key=Counter(said).__getitem__)


def _by_rows(pages: Pages, least: int) -> int:
    """Return the schema whose tables take most pages; of several the oldest there may be."""
    fitting: Counter[int] = Counter()
    for number in range(2, pages.count + 1):
        page = pages.page(number)
        if page.kind == "leaf" and page.cells:
            rows = rows_of(page, SOME_ROWS)
            fitting.update(
                each for each in range(least or 1, SCHEMA + 1) if alike({**tables_of(each), **INNER}, rows)
            )
    return max(fitting, key=lambda each: (fitting[each], -each)) if fitting else least


def _by_version(pages: Pages, catalogue: Catalogue) -> int:
    root = catalogue.roots.get("alembic_version", 0)
    for number in [root] if 2 <= root <= pages.count else range(2, pages.count + 1):
        for version in _versions(pages.page(number)):
            return version
    return 0


def _versions(page: TreePage) -> Iterator[int]:
    if page.kind == "leaf" and len(page.cells) == 1:
        (values,) = rows_of(page)
        if values is not None and len(values) == 1:
            text = values[0]
            if isinstance(text, str) and len(text) == 5 and text[0] == "m" and text[1:].isdecimal():
                yield int(text[1:])


def _by_tables(catalogue: Catalogue) -> int:
    """Return the newest schema that brought one of the tables."""
    for number in range(SCHEMA, 0, -1):
        new = set(tables_of(number)) - (set(tables_of(number - 1)) if number > 1 else set())
        if new & set(catalogue.roots):
            return number
    return 0
