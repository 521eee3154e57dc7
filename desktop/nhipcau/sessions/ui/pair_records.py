"""What is noted of a pair: by which dialog it is asked for, how it is written, and what is said then."""

from collections.abc import Mapping
from typing import Any, Final

from nhipcau.journey import service as journey
from nhipcau.journey.models import GOAL
from nhipcau.sessions import service
from nhipcau.sessions.models import PULSE, SESSION
from nhipcau.sessions.queries import GoalRow, PulseRow, SessionRow
from nhipcau.sessions.ui.dialogs import PulseDialog, SessionDialog
from nhipcau.widgets.lists.record_kind import RecordKind

PAIR_RECORDS: Final[Mapping[str, RecordKind[Any]]] = {
    "session": RecordKind[SessionRow](
        SESSION, (service.log_session, service.amend_session, service.remove_session),
        ("sessions.dialog.log_of", "sessions.dialog.edit"),
        ("sessions.step.log", "sessions.step.amend", "sessions.step.remove"),
        ("sessions.said.logged", "sessions.said.amended", "sessions.said.removed"),
        lambda row: {"day": f"{row.held_on:%d/%m/%Y}"}, SessionDialog,
    ),
    "goal": RecordKind[GoalRow](
        GOAL, (journey.add_goal, journey.amend_goal, journey.remove_goal),
        ("journey.dialog.add", "journey.dialog.edit"),
        ("journey.step.add_goal", "journey.step.amend_goal", "journey.step.remove_goal"),
        ("journey.said.goal_added", "journey.said.goal_amended", "journey.said.goal_removed"),
        lambda row: {"goal": row.wording},
    ),
    "pulse": RecordKind[PulseRow](
        PULSE, (service.record_pulse, service.amend_pulse, service.remove_pulse),
        ("sessions.dialog.pulse", "sessions.dialog.pulse"),
        ("sessions.step.record_pulse", "sessions.step.amend_pulse", "sessions.step.remove_pulse"),
        ("sessions.said.pulse_recorded", "sessions.said.pulse_amended", "sessions.said.pulse_removed"),
        dialog=PulseDialog,
    ),
}  # fmt: skip
