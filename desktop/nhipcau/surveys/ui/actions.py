"""What the page of surveys writes: each one step, said in a toast that can take it back."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from nhipcau.common.clock import today
from nhipcau.database import Database
from nhipcau.surveys import service
from nhipcau.surveys.queries import ResponseRow, WaveRow
from nhipcau.surveys.survey_editing import Source, taken
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk


class Actions:
    """Writes of waves and answers. What will not do raises Rejected, for the dialog to show."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._context = Context(desk, database)

    def open_wave(
        self,
        programme_id: int,
        source: Source,
        values: Mapping[str, Any],
        roles: Collection[str],
        pair_ids: Collection[int] | None,
        *,
        anonymous: bool = False,
    ) -> int:
        with self._context.do("evaluation.step.open", "evaluation.said.opened", wave=values["name"]) as db:
            survey_id = taken(db, programme_id, source)
            return service.open_wave(db, survey_id, values, roles, pair_ids, anonymous=anonymous)

    def amend_wave(self, wave: WaveRow, values: Mapping[str, Any]) -> None:
        with self._context.do("evaluation.step.amend", "evaluation.said.amended", wave=wave.name) as db:
            service.amend_wave(db, wave.id, values)

    def close_wave(self, wave: WaveRow) -> None:
        with self._context.do("evaluation.step.close", "evaluation.said.closed", wave=wave.name) as db:
            service.amend_wave(db, wave.id, {"closes_on": today()})

    def remove_wave(self, wave: WaveRow) -> None:
        """Remove a wave, or say why it stays."""
        self._context.attempt(
            "evaluation.step.remove",
            lambda db: service.remove_wave(db, wave.id),
            "evaluation.said.removed",
            wave=wave.name,
        )

    def ask_newcomers(self, wave: WaveRow) -> None:
        with self._context.do("evaluation.step.newcomers", wave=wave.name) as db:
            added = service.ask_newcomers(db, wave.id)
        self._context.say("evaluation.said.newcomers", n=added)

    def answer(self, row: ResponseRow, values: Mapping[int, object], on: date) -> None:
        with self._context.do("evaluation.step.answer", name=row.name) as db:
            changed = service.set_answers(db, row.id, values, on)
        if changed:
            self._context.say("evaluation.said.answered", name=row.name)
