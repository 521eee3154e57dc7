"""One question: its wording in both languages, how it is answered, who is asked."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from nhipcau.surveys.models import SURVEY_QUESTION_KINDS
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import Asking, Save
from nhipcau.widgets.forms.form import choice, text_area


class SurveyQuestionDialog(Asking):
    """`fixed` when somebody has answered it: then only the wording can be put better."""

    def __init__(
        self,
        desk: Desk,
        save: Save,
        parent: QWidget,
        *,
        present: Mapping[str, Any] | None = None,
        fixed: bool = False,
    ) -> None:
        words = desk.words
        title = words("evaluation.dialog.question_new" if present is None else "evaluation.dialog.question")
        super().__init__(
            desk, title, words("evaluation.dialog.question_fixed") if fixed else "", save, parent
        )
        self._fixed = fixed
        kinds = [(kind, words(f"evaluation.kind.{kind}")) for kind in SURVEY_QUESTION_KINDS]
        audiences = [("", words("evaluation.roles.both"))]
        audiences += [(role, words(f"evaluation.roles.{role}")) for role in ("mentor", "mentee")]
        means = [("", words("evaluation.means.nothing"))]
        means += [(name, words(f"evaluation.means.{name}")) for name in ("feeling", "fit")]
        for name in ("wording_vi", "wording_en"):
            self.form.add(name, text_area(2), words(f"evaluation.field.{name}"))
        self.kind = self.form.add("kind", choice(kinds), words("evaluation.field.kind"))
        self.form.add("audience", choice(audiences), words("evaluation.field.audience"))
        for name in ("options_vi", "options_en"):
            field = self.form.add(name, text_area(4), "")
            field.set_label(words(f"evaluation.field.{name}"), words("evaluation.field.options_hint"))
        self.form.add("means", choice(means), words("evaluation.field.means"))
        needed = [("", words("evaluation.required.no")), ("yes", words("evaluation.required.yes"))]
        self.form.add("required", choice(needed), words("evaluation.field.required"))
        filled = {"kind": "scale", **(present or {})}
        for name in ("options_vi", "options_en"):
            filled[name] = "\n".join(filled.get(name, ()))
        self.form.set_values({**filled, "required": "yes" if filled.get("required") else ""})
        for name in ("kind", "audience", "options_vi", "options_en", "means"):
            self.form.fields[name].setEnabled(not fixed)
        self.kind.changed.connect(self._on_kind)
        self._on_kind()
        self.form.fields["wording_vi"].take_focus()

    def answers(self) -> dict[str, Any]:
        values = self.form.values()
        for name in ("options_vi", "options_en"):
            values[name] = [text for text in values[name].split("\n") if text.strip()]
        values["required"] = bool(values["required"])
        if values["kind"] == "text":
            values |= {"options_vi": [], "options_en": []}
        kept = ("wording_vi", "wording_en", "required")
        return {name: values[name] for name in kept} if self._fixed else values

    def _on_kind(self) -> None:
        offers = self.kind.value() != "text"
        for name in ("options_vi", "options_en"):
            self.form.fields[name].setVisible(offers)
