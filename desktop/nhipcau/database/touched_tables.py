"""What steps have touched together, whatever became of them: the journal remembers that when the images are gone."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import Session

from nhipcau.database.tables import JOURNAL_ROW


def changed_beside(db: Session, table: str, beside: str) -> tuple[frozenset[int], ...]:
    """Return for each step that touched `beside` the ids of the rows it changed in `table`.

    Steps that were taken back and those that are closed count as well; rows they added or removed do not.
    """
    others = select(JOURNAL_ROW.c.step_id).where(JOURNAL_ROW.c.table_name == beside)
    wanted = (
        select(JOURNAL_ROW.c.step_id, JOURNAL_ROW.c.row_id)
        .where(JOURNAL_ROW.c.table_name == table, JOURNAL_ROW.c.change == "update")
        .where(JOURNAL_ROW.c.step_id.in_(others))
        .order_by(JOURNAL_ROW.c.step_id)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for step_id, row_id in db.connection().execute(wanted):
        found[step_id].add(row_id)
    return tuple(map(frozenset, found.values()))
