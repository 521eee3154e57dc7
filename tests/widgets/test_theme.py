import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nhipcau.common.paths import resource
from nhipcau.widgets import theme
from nhipcau.widgets.avatar import _DISCS
from nhipcau.widgets.controls import button
from nhipcau.widgets.icons import pixmap
from nhipcau.widgets.theme import DARK, LIGHT, Tokens, apply_theme, px, resolve_theme, style_sheet

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(hex_colour: str) -> float:
    colour = QColor(hex_colour)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@BOTH
@pytest.mark.parametrize("text", ["text", "text2", "text3"])
@pytest.mark.parametrize("ground", ["bg", "surface", "surface2", "sidebar", "primary_soft"])
def test_text_can_be_read_on_every_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("tone", ["good", "info", "warn", "bad", "mentor", "mentee", "primary"])
def test_a_tone_can_be_read_on_its_own_soft_ground_and_on_a_card(tokens: Tokens, tone: str) -> None:
    assert contrast(getattr(tokens, tone), getattr(tokens, f"{tone}_soft")) >= 4.5
    assert contrast(getattr(tokens, tone), tokens.surface) >= 4.5


@BOTH
def test_a_main_button_can_be_read_also_under_the_pointer(tokens: Tokens) -> None:
    assert contrast(tokens.on_primary, tokens.primary) >= 4.5
    assert contrast(tokens.on_primary, tokens.primary_hover) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["bg", "surface", "sidebar", "surface2"])
def test_the_edge_of_a_field_and_the_mark_of_the_keyboard_stand_out(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.line3, getattr(tokens, ground)) >= (2.9 if ground == "surface2" else 3)
    assert contrast(tokens.primary, getattr(tokens, ground)) >= 3


@BOTH
def test_what_is_drawn_on_a_chosen_row_stands_out(tokens: Tokens) -> None:
    assert contrast(tokens.primary, tokens.primary_soft) >= 3
    assert contrast(tokens.text3, tokens.primary_soft) >= 3


@BOTH
@pytest.mark.parametrize(
    "element",
    [
        "QLineEdit, QComboBox",
        "QCheckBox::indicator, QRadioButton::indicator",
        "QSlider::groove:horizontal",
        "QSlider::handle:horizontal",
        "QScrollBar::handle:vertical",
        "QScrollBar::handle:horizontal",
        "QProgressBar::chunk",
    ],
)
def test_what_can_be_taken_hold_of_is_seen_on_every_ground(tokens: Tokens, element: str) -> None:
    """The strongest colour of its rule, edge or filling, is what the eye finds it by."""
    rule = re.search(rf"^{re.escape(element)}\b[^{{]*\{{([^}}]*)\}}", style_sheet(tokens, 1.0), re.MULTILINE)
    assert rule is not None
    drawn = re.findall(r"(?:border|background):[^;]*(#[0-9A-Fa-f]{6})", rule.group(1))
    for ground in (tokens.bg, tokens.surface):
        assert max(contrast(one, ground) for one in drawn) >= 3


@pytest.mark.parametrize("disc", _DISCS)
def test_initials_can_be_read_on_every_disc(disc: str) -> None:
    assert contrast("#FFFFFF", disc) >= 4.5


@BOTH
def test_the_style_sheet_leaves_no_gap_unfilled(tokens: Tokens) -> None:
    assert "@" not in style_sheet(tokens, 1.0)


def test_font_sizes_in_the_style_sheet_grow_with_the_text() -> None:
    assert "#H1 { font-size: 22px" in style_sheet(LIGHT, 1.0)
    assert "#H1 { font-size: 33px" in style_sheet(LIGHT, 1.5)


@BOTH
def test_the_drawings_of_boxes_and_arrows_wear_the_colours_of_the_theme(tokens: Tokens) -> None:
    known = {str(value).lower() for value in tokens}
    for path in resource("themes", tokens.name).glob("*.svg"):
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", path.read_text(encoding="utf-8")))
        assert used, path.name
        assert {colour.lower() for colour in used} <= known, path.name


def test_every_picture_the_style_sheet_names_is_there() -> None:
    for name in re.findall(r"url\(theme:([^)]+)\)", style_sheet(DARK, 1.0)):
        assert resource("themes").joinpath(*Path(name).parts).is_file()


def test_a_preference_is_kept_and_a_system_that_does_not_say_is_light(qapp: QApplication) -> None:
    assert resolve_theme("dark", qapp) is DARK
    assert resolve_theme("light", qapp) is LIGHT
    assert resolve_theme("system", qapp) is LIGHT


def test_changing_the_theme_changes_palette_sizes_and_what_painters_ask(qapp: QApplication) -> None:
    apply_theme(qapp, DARK, 1.5)
    assert qapp.palette().window().color() == QColor(DARK.bg)
    assert qapp.font().pixelSize() == px(13) == 20
    assert theme.current() is DARK


def test_the_icon_of_a_button_follows_the_theme_by_itself(qtbot: QtBot, qapp: QApplication) -> None:
    made = button("Thêm", "plain", "plus")
    qtbot.addWidget(made)
    made.show()
    in_light = made.icon().pixmap(20, 16).toImage()
    apply_theme(qapp, DARK)
    assert made.icon().pixmap(20, 16).toImage() != in_light


def test_a_picture_of_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    drawn = pixmap("users", "#FF0000", 20, 2.0)
    assert drawn.width() == 40
    assert drawn.deviceIndependentSize().width() == 20
