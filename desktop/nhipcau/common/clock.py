"""What time it is, from one place, so that tests can hold it still."""

from collections.abc import Callable
from datetime import UTC, date, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_now: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _now()


def today() -> date:
    """Return today's date where the user is."""
    return now().astimezone().date()


def set_clock(source: Callable[[], datetime]) -> None:
    """Replace the source of time; tests hold it still with this."""
    global _now  # noqa: PLW0603
    _now = source
