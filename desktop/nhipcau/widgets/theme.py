"""Colour roles, light and dark. One palette, one style sheet and the painted delegates draw from them.

`apply_theme` makes one theme the present one; whatever paints asks `current()` when it paints, so that nothing
has to be told when the theme changes.

Under a window that is in use, `change_theme` does. When the program's own style sheet changes, Qt dresses every
widget again, and that once for each of its ancestors: half a second for twelve hundred widgets, most of them hidden.
So that sheet stays, and each part of a window (a page, the sidebar, a dialog) gets one of its own that goes before it:
those in sight at once, the others in turns of their own or when they are shown. A part says that it is one by `dress`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.common.paths import resource

FAMILY: Final = "Be Vietnam Pro"
BODY_PX: Final = 13
STYLE: Final = "Fusion"
IS_STYLED: Final = "styled"
"""The property of a program that was begun in this style."""


class Tokens(NamedTuple):
    """The colours of one theme, by role, as `#RRGGBB`."""

    name: str
    bg: str
    surface: str
    surface2: str
    sidebar: str
    line: str
    line2: str
    line3: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    mentor: str
    mentor_soft: str
    mentee: str
    mentee_soft: str


LIGHT = Tokens(
    name="light", bg="#F6F7F5", surface="#FFFFFF", surface2="#F1F3F0", sidebar="#FBFCFA",
    line="#E4E8E3", line2="#D3D9D2", line3="#86918B", text="#16211D", text2="#4B5A54", text3="#606E68",
    primary="#0F766E", primary_hover="#0B5F59", primary_soft="#E1F3F0", on_primary="#FFFFFF",
    good="#147A3A", good_soft="#E3F5E8", warn="#A8490A", warn_soft="#FDF0DA", bad="#B42318", bad_soft="#FDE8E5",
    info="#1D4ED8", info_soft="#E6EDFD", mentor="#0F766E", mentor_soft="#E1F3F0", mentee="#6D28D9",
    mentee_soft="#EFE8FD",
)  # fmt: skip
DARK = Tokens(
    name="dark", bg="#101513", surface="#181F1C", surface2="#202925", sidebar="#131917",
    line="#28332E", line2="#37443E", line3="#6B7A73", text="#EDF3F0", text2="#B4C2BB", text3="#93A29B",
    primary="#2FB9A6", primary_hover="#4BCDBB", primary_soft="#17332F", on_primary="#06231F",
    good="#4ADE80", good_soft="#16301F", warn="#FBBF24", warn_soft="#37290D", bad="#FB7A6E", bad_soft="#3B1B18",
    info="#8AB4FF", info_soft="#1A2743", mentor="#2FB9A6", mentor_soft="#17332F", mentee="#B79CFA",
    mentee_soft="#2A2143",
)  # fmt: skip


@dataclass(slots=True)
class _Present:
    tokens: Tokens
    scale: float
    program: tuple[Tokens, float] | None = None
    """What the program's own style sheet was made for."""
    sheet: str = ""
    """What a part has to wear over it; empty where the program's own is right."""


_present: Final = _Present(LIGHT, 1.0)
_parts: Final[WeakSet[QWidget]] = WeakSet()


def current() -> Tokens:
    """Return the colours of the theme in force."""
    return _present.tokens


def px(size: float) -> int:
    """Return a size in pixels at the present text scale."""
    return max(1, round(size * _present.scale))


def colour(role: str) -> QColor:
    """Return the present colour of a role such as `text2`; a `#RRGGBB` is taken as it is."""
    return QColor(role if role.startswith("#") else getattr(_present.tokens, role))


@cache
def load_fonts() -> None:
    """Register the bundled fonts, once."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def font(size: float = BODY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface font at a size in unscaled pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def resolve_theme(preference: str, app: QApplication) -> Tokens:
    """Return the theme for `system`, `light` or `dark`. A system that does not say is light."""
    if preference == "system":
        return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if preference == "dark" else LIGHT


def apply_theme(app: QApplication, tokens: Tokens, text_scale: float = 1.0) -> None:
    """Dress the whole program at once, whatever there is: for its start, before there is much."""
    load_fonts()
    _present.tokens = tokens
    _present.scale = text_scale
    _present.program = tokens, text_scale
    _present.sheet = ""
    if not app.property("dressed"):
        if not app.property(IS_STYLED):
            app.setStyle(STYLE)
        app.setProperty("dressed", True)
        QDir.addSearchPath("theme", str(resource("themes")))
    # Qt goes through a list of all widgets and asks our code for each; a widget that is collected meanwhile is still in
    # that list.
    with collector_at_rest():
        app.setPalette(_palette(tokens))
        app.setFont(font())
        app.setStyleSheet(style_sheet(tokens, text_scale))
    for part in undressed():
        dress(part)


def change_theme(app: QApplication, tokens: Tokens, text_scale: float) -> None:
    """Make another theme or text size the present one; what is there looks so once it has been dressed."""
    _present.tokens = tokens
    _present.scale = text_scale
    _present.sheet = "" if (tokens, text_scale) == _present.program else style_sheet(tokens, text_scale)
    with collector_at_rest():
        app.setPalette(_palette(tokens))
        app.setFont(font())


def dress(part: QWidget) -> None:
    """Let a part of a window look as the present theme has it; from now on it is among those that follow."""
    _parts.add(part)
    if part.styleSheet() != _present.sheet:
        with collector_at_rest():
            part.setStyleSheet(_present.sheet)


def undressed() -> Iterator[QWidget]:
    """Go through the parts that still look as an earlier theme had it."""
    for part in list(_parts):
        if shiboken6.isValid(part) and part.styleSheet() != _present.sheet:
            yield part


def style_sheet(tokens: Tokens, text_scale: float) -> str:
    """Fill the template: `@role` becomes a colour, `@13` a size in pixels that grows with the text.

    `@8+1` is a size that grows plus one that does not, for radii that must not exceed half of a framed height.
    """

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.isdigit():
            return f"{max(1, int(int(name) * text_scale)) + int(match.group(2) or 0)}px"
        return str(getattr(tokens, name))

    return re.sub(r"@(\w+)(?:\+(\d+))?", fill, _template())


@cache
def _template() -> str:
    return resource("themes", "style.qss").read_text(encoding="utf-8")


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties have changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for which, value in (
        (role.Window, t.bg),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.surface2),
        (role.Text, t.text),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.BrightText, t.bad),
        (role.ToolTipBase, t.text),
        (role.ToolTipText, t.surface),
        (role.PlaceholderText, t.text3),
        (role.Highlight, t.primary),
        (role.HighlightedText, t.on_primary),
        (role.Link, t.primary),
        (role.LinkVisited, t.primary),
        (role.Accent, t.primary),
        (role.Light, t.surface),
        (role.Midlight, t.line),
        (role.Mid, t.line2),
        (role.Dark, t.line2),
        (role.Shadow, t.line2),
    ):
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.text3))
    return made
