"""The colours of a paper, all from the one an organisation goes by; white text on it can always be read."""

from dataclasses import dataclass
from typing import Final

OWN_COLOUR: Final = "0F766E"
INK: Final = "FF16211D"
MUTED: Final = "FF56645E"
LINE: Final = "FFDDE3DF"
FILL: Final = "FFFFF2CC"
FILL_EDGE: Final = "FFA88A35"
GOLD_GROUND: Final = "FFFBF3DF"
GOLD: Final = "FF6E4F0C"
VIOLET_GROUND: Final = "FFEFE9FB"
VIOLET: Final = "FF4A2B92"
_CONTRAST: Final = 4.6


@dataclass(frozen=True, slots=True)
class PaperPalette:
    """Opaque colours as spreadsheets write them: `accent` for headings, `dark` for the band, `soft` as a ground."""

    accent: str
    dark: str
    soft: str


def palette_of(colour: str) -> PaperPalette:
    """Return the palette of `RRGGBB`, darkened until white letters stand out on it; ours where there is none."""
    if colour.lstrip("#").upper() in ("", OWN_COLOUR):
        return PaperPalette(f"FF{OWN_COLOUR}", "FF0B5F59", "FFE1F3F0")
    parts = _parts(colour)
    while 1.05 / (_luminance(parts) + 0.05) < _CONTRAST:
        parts = (parts[0] * 0.94, parts[1] * 0.94, parts[2] * 0.94)
    red, green, blue = parts
    soft = (255 - (255 - red) * 0.12, 255 - (255 - green) * 0.12, 255 - (255 - blue) * 0.12)
    return PaperPalette(_hex(parts), _hex((red * 0.82, green * 0.82, blue * 0.82)), _hex(soft))


def _parts(colour: str) -> tuple[float, float, float]:
    value = int(colour.lstrip("#"), 16)
    return float(value >> 16 & 255), float(value >> 8 & 255), float(value & 255)


def _hex(parts: tuple[float, float, float]) -> str:
    return "FF" + "".join(f"{round(part):02X}" for part in parts)


def _luminance(parts: tuple[float, float, float]) -> float:
    """Return how bright a colour is, as WCAG 2 reckons it."""
    red, green, blue = (
        part / 255 / 12.92 if part <= 10.31 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
