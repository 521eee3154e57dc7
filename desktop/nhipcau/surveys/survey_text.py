"""A survey as text to paste into Google or Microsoft Forms.

It begins with who answers, so that answers find their people when the form's export comes home. The wordings of these
first questions (`form_question`) and of the survey's own are what its columns will be called.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from nhipcau.common.form_text import question_text
from nhipcau.common.words import Words
from nhipcau.surveys.queries import ResponseRow, SurveyQuestionRow

FORM_FIELDS: Final = ("name", "email", "partner")
"""What a form asks beside the survey's own questions: who answers, and about whom."""
_TYPES: Final = {"scale": "scale", "one_choice": "one", "several": "several", "text": "long"}


def form_question(field: str, words: Words, *, anonymous: bool = False) -> str:
    """Return how a form words one of `FORM_FIELDS`, in the language of these words.

    An anonymous form asks for the name in words of its own, by which its answers are told from those with names.
    """
    return words(
        "evaluation.form.name_anonymous" if anonymous and field == "name" else f"evaluation.form.{field}"
    )


def asks_about_several(responses: Iterable[ResponseRow]) -> bool:
    """Say whether somebody is asked about more than one pair: then the form must ask about whom."""
    people = [row.participant_id for row in responses]
    return len(set(people)) < len(people)


def as_text(
    questions: Sequence[SurveyQuestionRow],
    words: Words,
    *,
    several_pairs: bool = False,
    role: str = "",
    anonymous: bool = False,
) -> str:
    """Return the questions to paste one after the other; with a role, only what is asked of it."""
    fields = FORM_FIELDS if several_pairs else FORM_FIELDS[:2]
    asked = [one for one in questions if not role or one.asks(role)]
    texts = [_who(number, field, words, anonymous=anonymous) for number, field in enumerate(fields, start=1)]
    texts += [_text(number, one, words, role=role) for number, one in enumerate(asked, start=len(fields) + 1)]
    return "\n\n".join(texts)


def _who(number: int, field: str, words: Words, *, anonymous: bool) -> str:
    notes = [words("evaluation.form.type.short"), words("evaluation.form.required")]
    hint = words("evaluation.form.partner_hint") if field == "partner" else ""
    if field == "name":
        hint = words("evaluation.form.name_anonymous_hint" if anonymous else "evaluation.form.name_hint")
    return question_text(number, form_question(field, words, anonymous=anonymous), notes, hint)


def _text(number: int, question: SurveyQuestionRow, words: Words, *, role: str) -> str:
    notes = [words(f"evaluation.form.type.{_TYPES[question.kind]}")]
    if question.required:
        notes.append(words("evaluation.form.required"))
    if question.audience and not role:
        notes.append(words(f"evaluation.form.only.{question.audience}"))
    options: Sequence[str] = question.options(words.language)
    if question.kind != "scale":
        return question_text(number, question.wording(words.language), notes, options=options)
    means = [f"{place} – {option}" for place, option in enumerate(options, start=1)]
    return question_text(number, question.wording(words.language), notes, "; ".join(means))
