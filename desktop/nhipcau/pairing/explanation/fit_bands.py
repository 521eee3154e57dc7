"""The bands in which fits are shown: on the map of all fits, in its legend and in the spread beside it."""

from typing import Final

BANDS: Final = (4500, 5500, 7000, 8500)
"""The fits, in hundredths of a percent, at which a better band begins; there is one band more than bounds."""

WEAK: Final = BANDS[0]
"""A pair below this fit is worth a look, and is drawn quietly: it is no alarm."""


def band_of(fit: int) -> int:
    """Return the band a fit lies in, 0 the weakest."""
    return sum(fit >= bound for bound in BANDS)
