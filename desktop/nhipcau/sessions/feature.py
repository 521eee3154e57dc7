"""What the session log brings to the window."""

from typing import Final

from nhipcau.common.feature import Feature, PageEntry

FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "sessions", "calendar-check", "nhipcau.sessions.ui.page:SessionsPage", "Ctrl+5", step=3,
            views=("log", "pairs", "pair"),
        ),
    )
)  # fmt: skip
