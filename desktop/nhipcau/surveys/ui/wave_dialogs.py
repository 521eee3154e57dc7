"""Opening a wave, and changing its name and days."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.surveys.queries import WaveRow
from nhipcau.surveys.survey_editing import Offer
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import Asking, Save
from nhipcau.widgets.forms.form import choice, date, line, several

_DAYS_OPEN: Final = {"fit": 7, "pulse": 7}
_USUAL_DAYS_OPEN: Final = 14
_ANONYMOUS: Final = "anonymous"


class OpenWaveDialog(Asking):
    """Which survey, of whom, under which name, until when."""

    def __init__(
        self,
        desk: Desk,
        save: Save,
        parent: QWidget,
        *,
        offered: Sequence[Offer],
        names: Collection[str],
        due: Mapping[str, frozenset[int]],
        kind: str = "",
    ) -> None:
        words = desk.words
        super().__init__(
            desk, words("evaluation.dialog.open"), words("evaluation.dialog.open_text"), save, parent
        )
        self._offered = offered
        self._names = frozenset(names)
        self._due = due
        self._suggested = ""
        places = [(str(place), offer.name) for place, offer in enumerate(offered)]
        self.survey = self.form.add("survey", choice(places), words("evaluation.field.survey"), wide=True)
        self.name = self.form.add("name", line(), words("evaluation.field.name"), wide=True)
        self.name.edit.setMaxLength(120)
        roles = [(role, words(f"evaluation.roles.{role}")) for role in ("both", "mentor", "mentee")]
        self.form.add("roles", choice(roles), words("evaluation.field.roles"))
        self.pairs = self.form.add("pairs", choice(), words("evaluation.field.pairs"))
        self.form.add("opens_on", date(), words("evaluation.field.opens_on"))
        self.form.add("closes_on", date(), words("evaluation.field.closes_on"))
        ticked = several([(_ANONYMOUS, words("evaluation.anonymous.box"))])
        self.anonymous = self.form.add("anonymous", ticked, wide=True)
        self.anonymous.set_label(words("evaluation.field.anonymous"), words("evaluation.anonymous.means"))
        self.accept_button.setText(words("evaluation.do.open"))
        wanted = next((place for place, offer in enumerate(offered) if offer.kind == kind), 0)
        self.form.set_values({"survey": str(wanted), "opens_on": today()})
        self.survey.changed.connect(self._on_survey)
        self._on_survey()
        self.survey.take_focus()

    @property
    def offer(self) -> Offer:
        return self._offered[int(self.survey.value() or 0)]

    def answers(self) -> dict[str, Any]:
        values = self.form.values()
        if values["opens_on"] is None:
            raise Rejected(Problem("evaluation.problem.opens_on_missing", "opens_on"))
        roles = ("mentor", "mentee") if values["roles"] == "both" else (values["roles"],)
        return {
            "source": self.offer.source,
            "values": {name: values[name] for name in ("name", "opens_on", "closes_on")},
            "roles": roles,
            "pair_ids": self._due[self.offer.kind] if values["pairs"] == "due" else None,
            "anonymous": bool(values["anonymous"]),
        }

    def _on_survey(self) -> None:
        words, kind = self.desk.words, self.offer.kind
        if self.name.value() == self._suggested:
            self._suggested = self._free_name(f"{self.offer.name} – {today():%m/%Y}")
            self.name.set_value(self._suggested)
        due = len(self._due.get(kind, ()))
        items = [("due", words("evaluation.pairs.due", n=due))] if due else []
        self.pairs.set_items([*items, ("all", words("evaluation.pairs.all"))])
        self.pairs.set_value("due" if due else "all")
        closes = today() + timedelta(days=_DAYS_OPEN.get(kind, _USUAL_DAYS_OPEN))
        self.form.set_values({"closes_on": closes})

    def _free_name(self, wanted: str) -> str:
        name, number = wanted, 2
        while name in self._names:
            name, number = f"{wanted} ({number})", number + 1
        return name


class WaveDialog(Asking):
    """The name and the days of a wave that is there."""

    def __init__(self, desk: Desk, save: Save, parent: QWidget, *, wave: WaveRow) -> None:
        words = desk.words
        super().__init__(desk, words("evaluation.dialog.wave"), "", save, parent)
        name = self.form.add("name", line(), words("evaluation.field.name"), wide=True)
        name.edit.setMaxLength(120)
        self.form.add("opens_on", date(), words("evaluation.field.opens_on"))
        self.form.add("closes_on", date(), words("evaluation.field.closes_on"))
        self.form.set_values({"name": wave.name, "opens_on": wave.opens_on, "closes_on": wave.closes_on})
        name.take_focus()

    def answers(self) -> dict[str, Any]:
        values = self.form.values()
        if values["opens_on"] is None:
            raise Rejected(Problem("evaluation.problem.opens_on_missing", "opens_on"))
        return values
