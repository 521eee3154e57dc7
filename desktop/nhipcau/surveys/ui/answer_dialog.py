"""What somebody answered on paper or by telephone, written by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.surveys.queries import ResponseRow, SurveyQuestionRow
from nhipcau.surveys.rules import SCALE
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import Asking, Save
from nhipcau.widgets.forms.form import Field, choice, date, several, text_area


def scale_options(question: SurveyQuestionRow, words: Words) -> list[str]:
    """Return what 1 to 5 are called."""
    means = question.options(words.language)
    if not means:
        return [str(place) for place in range(1, SCALE + 1)]
    return [f"{place} – {option}" for place, option in enumerate(means, start=1)]


class AnswerDialog(Asking):
    """The questions that are asked of this person's role. `save` gets `values` by question id, and `on`."""

    def __init__(
        self,
        desk: Desk,
        save: Save,
        parent: QWidget,
        *,
        response: ResponseRow,
        questions: Sequence[SurveyQuestionRow],
        given: Mapping[int, Any],
    ) -> None:
        words = desk.words
        about = words("evaluation.dialog.answer_about", name=response.partner_name)
        super().__init__(
            desk,
            words("evaluation.dialog.answer", name=response.name),
            about if response.partner_name else "",
            save,
            parent,
            columns=1,
        )
        self._response = response
        self._asked = [question for question in questions if question.asks(response.role)]
        for question in self._asked:
            self.form.add(str(question.id), self._field(question), question.wording(words.language))
        if response.answered_on is None:
            self.form.add("on", date(), words("evaluation.field.answered_on"))
            self.form.set_values({"on": today()})
        self.form.set_values(
            {str(question.id): _shown(question, given.get(question.id)) for question in self._asked}
        )
        if self._asked:
            self.form.fields[str(self._asked[0].id)].take_focus()

    def answers(self) -> dict[str, Any]:
        values = self.form.values()
        on = values.get("on", self._response.answered_on)
        if on is None:
            raise Rejected(Problem("evaluation.problem.day_missing", "on"))
        return {
            "values": {question.id: _said(question, values[str(question.id)]) for question in self._asked},
            "on": on,
        }

    def _field(self, question: SurveyQuestionRow) -> Field[Any]:
        words = self.desk.words
        if question.kind == "text":
            return text_area(3)
        if question.kind == "scale":
            options = list(enumerate(scale_options(question, words), start=1))
        else:
            options = list(enumerate(question.options(words.language)))
        items = [(str(place), option) for place, option in options]
        if question.kind == "several":
            return several(items)
        return choice([("", words("evaluation.not_answered")), *items])


def _shown(question: SurveyQuestionRow, value: Any) -> object:  # noqa: ANN401 - as it is stored
    if question.kind == "several":
        return [str(place) for place in value or ()]
    return "" if value is None else str(value)


def _said(question: SurveyQuestionRow, answer: Any) -> object:  # noqa: ANN401 - as the field has it
    if question.kind == "text":
        return answer or None
    if question.kind == "several":
        return [int(place) for place in answer] or None
    return int(answer) if answer else None
