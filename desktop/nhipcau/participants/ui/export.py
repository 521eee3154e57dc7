"""The list as a workbook: what is shown, in the order it is shown."""

from collections.abc import Sequence

from nhipcau.common.words import Words
from nhipcau.participants.queries import ParticipantRow
from nhipcau.participants.ui.list_columns import column_title
from nhipcau.participants.ui.wording import missing_text, roles_text, state_of
from nhipcau.workbook import ColumnSpec, SheetSpec


def list_sheet(rows: Sequence[ParticipantRow], paired: frozenset[int] | None, words: Words) -> SheetSpec:
    """Return the sheet of these participants."""
    wide = {"full_name": 28.0, "email": 30.0, "title": 26.0, "missing": 40.0}
    names = (
        "full_name", "email", "role", "department", "title", "level", "place", "capacity", "state", "missing", "consent"
    )  # fmt: skip
    return SheetSpec(
        words("participants.title"),
        [
            ColumnSpec(
                column_title(name, words),
                wide.get(name, 18.0),
                "number" if name == "capacity" else "email" if name == "email" else "text",
            )
            for name in names
        ],
        [
            (
                row.name,
                row.email,
                roles_text(row, words),
                row.department,
                row.title,
                row.level,
                row.place,
                row.capacity if row.is_mentor else None,
                words(f"participants.state.{state_of(row, paired)}"),
                missing_text(row.missing, words),
                words("common.yes" if row.consents else "common.no"),
            )
            for row in rows
        ],
    )
