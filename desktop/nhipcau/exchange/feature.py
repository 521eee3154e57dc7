"""What the exchange of files brings to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, NeedSource, PageEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import Need


def _needs(db: Session, programme_id: int) -> Iterator[Need]:
    from nhipcau.common.feature_answers import Need
    from nhipcau.exchange.waiting.waiting_count import count_waiting

    if count := count_waiting(db, programme_id):
        yield Need("inbox.need.rows", {"n": count}, {"waiting": True})


FEATURE: Final = Feature(
    needs=(NeedSource("import", "inbox", _needs, frozenset({"waiting_row"})),),
    pages=(
        PageEntry(
            "import", "inbox", "nhipcau.exchange.ui.inbox.page:ImportPage", "Ctrl+3", helps=(2,), needs_programme=False
        ),
        PageEntry(
            "workbooks", "file-spreadsheet", "nhipcau.exchange.ui.workbooks.page:WorkbooksPage", "Ctrl+7",
            helps=(3, 6), menu_text="shell.do.workbooks",
        ),
    )
)  # fmt: skip
