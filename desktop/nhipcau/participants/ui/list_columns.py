"""The list of participants: which columns, which filters, and how many each filter would show."""

from collections.abc import Callable
from typing import Final

from nhipcau.common.words import Words
from nhipcau.participants.queries import ParticipantRow
from nhipcau.participants.sheet import BY_CODE
from nhipcau.participants.ui.wording import TONES, roles_text, state_of
from nhipcau.widgets.lists.list_card import ListFilter, RowList
from nhipcau.widgets.table.table_view import Column

_GIVING_WAY: Final = ("department", "place", "level", "role", "state")


class Pairing:
    """Who is paired, as far as this room is told; None when it is not."""

    def __init__(self, ids: frozenset[int] | None = None) -> None:
        self.ids = ids


def filters(pairing: Pairing, *, told: bool) -> tuple[ListFilter, ...]:
    """Return the filters; people who have left appear only under `all` and `withdrawn`.

    Who is unpaired can be asked only where the page is `told` who is paired.
    """

    def here(passes: Callable[[ParticipantRow], bool]) -> Callable[[], Callable[[ParticipantRow], bool]]:
        return lambda: lambda row: not row.withdrawn and passes(row)

    unpaired = ListFilter("unpaired", here(lambda row: row.id not in (pairing.ids or ())))
    return (
        ListFilter("all"),
        ListFilter("mentors", here(lambda row: row.is_mentor)),
        ListFilter("mentees", here(lambda row: row.is_mentee)),
        *([unpaired] if told else []),
        ListFilter("missing", here(lambda row: bool(row.missing))),
        ListFilter("no_consent", here(lambda row: not row.consents)),
        ListFilter("withdrawn", lambda: lambda row: row.withdrawn, fleeting=True),
    )


def listed(words: Words, pairing: Pairing) -> RowList[ParticipantRow]:
    """Return the list as the page declares it."""
    return RowList(
        "participants.title", "participants.count", columns(words, pairing), lambda row: row.id,
        lambda row: row.folded, _GIVING_WAY,
    )  # fmt: skip


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
