"""The list of participants: which columns, which filters, and how many each filter would show."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from nhipcau.common.words import Words
from nhipcau.participants.queries import ParticipantRow
from nhipcau.participants.sheet import BY_CODE
from nhipcau.participants.ui.wording import TONES, roles_text, state_of
from nhipcau.widgets.table.table_view import Column

Passes = Callable[[ParticipantRow], bool]
FILTERS: Final = ("all", "mentors", "mentees", "unpaired", "missing", "no_consent", "withdrawn")
GIVING_WAY: Final = ("department", "place", "level", "role", "state")
"""Columns that give way, in this order, where there is not the width for all."""


class Pairing:
    """Who is paired, as far as this room is told; None when it is not."""

    def __init__(self) -> None:
        self.ids: frozenset[int] | None = None


def passes(name: str, pairing: Pairing) -> Passes | None:
    """Return the test of one filter; people who have left appear only under `all` and `withdrawn`."""
    tests: dict[str, Passes] = {
        "mentors": lambda row: row.is_mentor and not row.withdrawn,
        "mentees": lambda row: row.is_mentee and not row.withdrawn,
        "unpaired": lambda row: not row.withdrawn and row.id not in (pairing.ids or ()),
        "missing": lambda row: bool(row.missing) and not row.withdrawn,
        "no_consent": lambda row: not row.consents and not row.withdrawn,
        "withdrawn": lambda row: row.withdrawn,
    }
    return tests.get(name)


def chip_counts(rows: Sequence[ParticipantRow], paired: frozenset[int] | None) -> dict[str, int]:
    """Return how many each filter shows; those that could never show anyone are left out."""
    pairing, counts = Pairing(), {}
    pairing.ids = paired
    for name in FILTERS:
        test = passes(name, pairing)
        count = sum(map(test, rows)) if test else len(rows)
        if (name == "unpaired" and paired is None) or (name == "withdrawn" and not count):
            continue
        counts[name] = count
    return counts


def chips(counts: Mapping[str, int], words: Words) -> list[tuple[str, str, int | None]]:
    """Return the chips with their counts."""
    return [(name, words(f"participants.filter.{name}"), count) for name, count in counts.items()]


def column_title(key: str, words: Words) -> str:
    """Return how a column of the list is headed."""
    return words(f"fields.{key}" if key in BY_CODE else f"participants.column.{key}")


def columns(words: Words, pairing: Pairing) -> tuple[Column[ParticipantRow], ...]:
    """Return the columns; texts are asked for when painted, so a change of language needs no new ones."""

    def title(key: str) -> Callable[[], str]:
        return lambda: column_title(key, words)

    def state(row: ParticipantRow) -> str:
        return state_of(row, pairing.ids)

    return (
        Column(
            "name", title("full_name"), lambda row: row.name, kind="person", width=200, stretch=True,
            sort_key=lambda row: row.sort_name,
        ),
        Column("role", title("role"), lambda row: roles_text(row, words), width=152),
        Column("department", title("department"), lambda row: row.department, width=120),
        Column("level", title("level"), lambda row: row.level, width=130),
        Column("place", title("place"), lambda row: row.place, width=130),
        Column(
            "state", title("state"), lambda row: words(f"participants.state.{state(row)}"), kind="badge",
            width=164, tone=lambda row: TONES[state(row)],
        ),
    )  # fmt: skip
