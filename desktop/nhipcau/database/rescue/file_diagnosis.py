"""A quick look into a damaged file, before anything is written."""

from collections import Counter
from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.rescue.page_trees import Forest, map_forest
from nhipcau.database.rescue.pages import Pages, open_pages
from nhipcau.database.rescue.record import Stored
from nhipcau.database.rescue.report import DamagedPage, Diagnosis
from nhipcau.database.rescue.rows import Rows


def diagnose(path: Path, progress: Progress | None = None) -> Diagnosis:
    """Tell what of a file is damaged and what can be read; raises Unavailable where the file cannot be reached."""
    progress = progress or Progress()
    with told_plainly(path), open_pages(path, progress.report) as pages:
        forest = map_forest(pages, progress.report)
        rows: dict[str, set[int]] = {}
        for leaf in forest.leaves:
            ids = rows.setdefault(leaf.tables[0], set())
            low, high = leaf.within
            ids.update(cell.row_id for cell in pages.page(leaf.page).cells if low < cell.row_id <= high)
        organisation, programmes = (_names(pages, forest, table) for table in ("organisation", "programme"))
        return Diagnosis(
            header_readable=pages.header.sound,
            schema=forest.schema,
            pages=pages.count,
            damaged_pages=tuple(DamagedPage(page, forest.damaged[page]) for page in sorted(forest.damaged)),
            missing_pages=pages.missing,
            rows={table: len(rows.get(table, ())) for table in forest.tables},
            organisation_name=next(iter(organisation.values()), ""),
            uids=(*organisation, *programmes),
        )


def _names(pages: Pages, forest: Forest, table: str) -> dict[str, str]:
    """Return the public ids and the names in a table, those of the best page first."""
    leaves = [leaf for leaf in forest.leaves if leaf.tables == (table,)]
    order = Counter(certain=2, alone=1)
    reader = Rows(pages, leaves)
    return {
        _text(row.values[1]): _text(row.values[2])
        for leaf in sorted(leaves, key=lambda leaf: -order[leaf.standing])
        for row in reader.of(leaf, table)
        if row.values is not None and len(row.values) >= 3 and _text(row.values[1])
    }


def _text(value: Stored) -> str:
    return value if isinstance(value, str) else ""
