"""What the page of surveys writes: each one step, said in a toast that can take it back."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from nhipcau.common.clock import today
from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.evaluation import service
from nhipcau.evaluation.editing import Source, taken
from nhipcau.evaluation.queries import ResponseRow, WaveRow
from nhipcau.widgets.desk import Desk


class Actions:
    """Writes of waves and answers. What will not do raises Rejected, for the dialog to show."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._desk = desk
        self._database = database

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
        with self._database.step("evaluation.step.open", wave=values["name"]) as db:
            survey_id = taken(db, programme_id, source)
            wave_id = service.open_wave(db, survey_id, values, roles, pair_ids, anonymous=anonymous)
        self._said("evaluation.said.opened", wave=values["name"])
        return wave_id

    def amend_wave(self, wave: WaveRow, values: Mapping[str, Any]) -> None:
        with self._database.step("evaluation.step.amend", wave=wave.name) as db:
            service.amend_wave(db, wave.id, values)
        self._said("evaluation.said.amended", wave=wave.name)

    def close_wave(self, wave: WaveRow) -> None:
        with self._database.step("evaluation.step.close", wave=wave.name) as db:
            service.amend_wave(db, wave.id, {"closes_on": today()})
        self._said("evaluation.said.closed", wave=wave.name)

    def remove_wave(self, wave: WaveRow) -> None:
        """Remove a wave, or say why it stays."""
        try:
            with self._database.step("evaluation.step.remove", wave=wave.name) as db:
                service.remove_wave(db, wave.id)
        except Rejected as refused:
            problem = refused.problems[0]
            self._desk.say(self._desk.words(problem.code, **problem.values), tone="warn")
            return
        self._said("evaluation.said.removed", wave=wave.name)

    def ask_newcomers(self, wave: WaveRow) -> None:
        with self._database.step("evaluation.step.newcomers", wave=wave.name) as db:
            added = service.ask_newcomers(db, wave.id)
        self._said("evaluation.said.newcomers", n=added)

    def answer(self, row: ResponseRow, values: Mapping[int, object], on: date) -> None:
        with self._database.step("evaluation.step.answer", name=row.name) as db:
            changed = service.set_answers(db, row.id, values, on)
        if changed:
            self._said("evaluation.said.answered", name=row.name)

    def _said(self, key: str, **values: object) -> None:
        self._desk.say(self._desk.words(key, **values), undo=True)
