"""What is noted of a pair: by which dialog it is asked for, how it is written, and what is said then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from nhipcau.database.field_catalogue import CatalogueField
from nhipcau.journey import service as journey
from nhipcau.journey.models import GOAL
from nhipcau.sessions import service
from nhipcau.sessions.models import PULSE, SESSION
from nhipcau.sessions.queries import GoalRow, PairTogether, PulseRow, SessionRow
from nhipcau.sessions.ui.dialogs import GoalDialog, PulseDialog, SessionDialog
from nhipcau.widgets.asking import Asking
from nhipcau.widgets.context import Context

Answers = Mapping[str, Any]
R = TypeVar("R", SessionRow, GoalRow, PulseRow)


@dataclass(frozen=True)
class PairRecord(Generic[R]):
    """One kind of record. Of the texts the first is of adding, the second of amending, the third of removing."""

    fields: Mapping[str, CatalogueField]
    dialog: Callable[..., Asking]
    writes: tuple[Callable[..., object], Callable[..., object], Callable[..., object]]
    titles: tuple[str, str]
    steps: tuple[str, str, str]
    said: tuple[str, str, str]
    named: Callable[[R], Mapping[str, object]] = lambda _row: {}
    """What a removed one is called, beside its pair."""

    def present(self, row: R | None) -> dict[str, Any] | None:
        """Return what the dialog begins with."""
        return None if row is None else {name: getattr(row, name) for name in self.fields}

    def store(self, context: Context[Any], pair: PairTogether, row: R | None, values: Answers) -> None:
        """Add one to the pair, or amend it. What will not do raises Rejected, for the dialog to show."""
        place = 0 if row is None else 1
        with context.do(self.steps[place], self.said[place], pair=called(pair)) as db:
            self.writes[place](db, pair.id if row is None else row.id, values)

    def remove(self, context: Context[Any], pair: PairTogether, row: R) -> None:
        with context.do(self.steps[2], pair=called(pair)) as db:
            self.writes[2](db, row.id)
        context.say(self.said[2], pair=called(pair), **self.named(row))


def called(pair: PairTogether | SessionRow) -> str:
    """Return what a pair is called: both names."""
    return f"{pair.mentor} – {pair.mentee}"


PAIR_RECORDS: Final[Mapping[str, PairRecord[Any]]] = {
    "session": PairRecord[SessionRow](
        SESSION, SessionDialog, (service.log_session, service.amend_session, service.remove_session),
        ("sessions.dialog.log_of", "sessions.dialog.edit"),
        ("sessions.step.log", "sessions.step.amend", "sessions.step.remove"),
        ("sessions.said.logged", "sessions.said.amended", "sessions.said.removed"),
        lambda row: {"day": f"{row.held_on:%d/%m/%Y}"},
    ),
    "goal": PairRecord[GoalRow](
        GOAL, GoalDialog, (journey.add_goal, journey.amend_goal, journey.remove_goal),
        ("journey.dialog.add", "journey.dialog.edit"),
        ("journey.step.add_goal", "journey.step.amend_goal", "journey.step.remove_goal"),
        ("journey.said.goal_added", "journey.said.goal_amended", "journey.said.goal_removed"),
        lambda row: {"goal": row.wording},
    ),
    "pulse": PairRecord[PulseRow](
        PULSE, PulseDialog, (service.record_pulse, service.amend_pulse, service.remove_pulse),
        ("sessions.dialog.pulse", "sessions.dialog.pulse"),
        ("sessions.step.record_pulse", "sessions.step.amend_pulse", "sessions.step.remove_pulse"),
        ("sessions.said.pulse_recorded", "sessions.said.pulse_amended", "sessions.said.pulse_removed"),
    ),
}  # fmt: skip
