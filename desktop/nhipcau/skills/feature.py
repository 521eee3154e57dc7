"""What the list of skills brings to the window."""

from typing import Final

from nhipcau.common.feature import Feature, PageEntry

FEATURE: Final = Feature(
    pages=(PageEntry("skills", "sparkles", "nhipcau.skills.ui.page:SkillsPage", "Ctrl+8"),)
)
