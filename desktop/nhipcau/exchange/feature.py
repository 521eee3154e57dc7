"""What the exchange of files brings to the window."""

from typing import Final

from nhipcau.common.feature import Feature, PageEntry

FEATURE: Final = Feature(
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
