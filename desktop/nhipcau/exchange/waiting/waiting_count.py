"""How many rows wait, for the page that opens first: no model is loaded for it."""

from typing import Final

from sqlalchemy import column, func, select, table
from sqlmodel import Session

_ROW: Final = table("waiting_row", column("form_id"))
_FORM: Final = table("waiting_form", column("id"), column("programme_id"))


def count_waiting(db: Session, programme_id: int) -> int:
    """Return how many rows wait in a programme until somebody decides about them."""
    rows = (
        select(func.count())
        .select_from(_ROW.join(_FORM, _FORM.c.id == _ROW.c.form_id))
        .where(_FORM.c.programme_id == programme_id)
    )
    return int(db.execute(rows).scalar_one())
