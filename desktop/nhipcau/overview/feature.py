"""What the overview brings to the window."""

from typing import Final

from nhipcau.common.feature import Feature, PageEntry

FEATURE: Final = Feature(
    pages=(
        PageEntry("overview", "house", "nhipcau.overview.ui.home_page:HomePage", "Ctrl+1"),
        PageEntry("step", "route", "nhipcau.overview.ui.step_page:StepPage", is_command=False),
    )
)
