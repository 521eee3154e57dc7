"""What a wave brought in, question by question: how many answered, the mean, how often each answer was given."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.surveys.queries import GivenText, QuestionResult, SurveyQuestionRow, WaveResults, WaveRow
from nhipcau.surveys.rules import SCALE, AnswerSummary
from nhipcau.surveys.ui.text_answers import TextAnswers
from nhipcau.widgets.card import Body, Heading, Line, Muted
from nhipcau.widgets.charts import FitBar
from nhipcau.widgets.controls import Pill
from nhipcau.widgets.theme import px

_FIT_TONES = ("good", "warn", "bad")


def decimal(value: float, words: Words) -> str:
    """Return a figure with one place behind the decimal sign of the language."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if words.language == "vi" else text


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def mean_tone(mean: float) -> str:
    """Return the tone of a mean feeling: 4.0 and more is good, 3.0 and more is to be watched."""
    return "good" if mean >= 4 else "warn" if mean >= 3 else "bad"


class ResultsView(QWidget):
    """A wave to be read; made anew whenever an answer comes."""

    def __init__(self, results: WaveResults, words: Words) -> None:
        super().__init__()
        self.setObjectName("Clear")
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._answered(results))
        for number, result in enumerate(results.questions, start=1):
            column.addWidget(Line())
            column.addWidget(self._question(number, result))
        column.addStretch(1)

    def _answered(self, results: WaveResults) -> QWidget:
        words = self._words
        holder, column = answered_head(results.wave, words)
        roles = [
            words(
                f"evaluation.answered_by.{role}", n=results.answered.get(role, 0), asked=results.asked[role]
            )
            for role in ("mentor", "mentee")
            if results.asked.get(role)
        ]
        column.addWidget(Muted(" · ".join(roles), wrap=True))
        return holder

    def _question(self, number: int, result: QuestionResult) -> QWidget:
        words = self._words
        holder, column = _column()
        column.addWidget(Heading(f"{number}. {result.wording}", 3, wrap=True))
        notes = [words(f"evaluation.kind.{result.question.kind}")]
        if result.question.audience:
            notes.append(words(f"evaluation.form.only.{result.question.audience}"))
        notes.append(words("evaluation.question.answered", n=result.all.answered, asked=result.all.asked))
        column.addWidget(Muted(" · ".join(notes), wrap=True))
        if not result.all.answered:
            return holder
        if result.all.mean is not None:
            column.addWidget(self._means(result))
        if result.question.kind == "text":
            column.addWidget(TextAnswers(result.texts, self._text, words))
        else:
            column.addWidget(answer_bars(result.question, result.options, result.all, words))
        return holder

    def _means(self, result: QuestionResult) -> QWidget:
        words = self._words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        mean = result.all.mean or 0.0
        row.addWidget(Pill(words("evaluation.mean", mean=decimal(mean, words)), mean_tone(mean)))
        parts = [
            f"{words(f'common.{role}')} {decimal(found.mean, words)}"
            for role, found in result.roles.items()
            if found.mean is not None and len(result.roles) > 1
        ]
        row.addWidget(Muted(" · ".join(parts), wrap=True), 1)
        return holder

    def _text(self, given: GivenText) -> QWidget:
        holder, column = _column(2)
        column.setContentsMargins(px(10), 0, 0, 0)
        column.addWidget(Body(given.text))
        column.addWidget(Muted(f"{given.name} · {self._words(f'common.{given.role}')}", wrap=True))
        return holder


def answered_head(wave: WaveRow, words: Words) -> tuple[QWidget, QVBoxLayout]:
    """Return how many have answered, as text and bar, and the column in which more may stand."""
    holder, column = _column()
    share = percent(wave.answered, wave.asked)
    said = words("evaluation.answered", n=wave.answered, asked=wave.asked, share=share)
    column.addWidget(Heading(said, 3, wrap=True))
    bar = FitBar(share, "primary", number=False)
    bar.setAccessibleName(words("evaluation.answered_share"))
    column.addWidget(bar)
    return holder, column


def answer_bars(
    question: SurveyQuestionRow, options: Sequence[str], figures: AnswerSummary, words: Words
) -> QWidget:
    """Return how often each answer was given."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for place, label in enumerate(_labels(question, options)):
        count = figures.counts[place]
        tone = _FIT_TONES[place] if question.means == "fit" else "primary"
        bar = FitBar(100 * figures.share(place), tone, number=False)
        bar.setAccessibleName(label)
        grid.addWidget(Body(label), place, 0)
        grid.addWidget(bar, place, 1)
        share = words("evaluation.count", n=count, share=percent(count, figures.answered))
        grid.addWidget(Muted(share), place, 2, Qt.AlignmentFlag.AlignRight)
    return holder


def _labels(question: SurveyQuestionRow, options: Sequence[str]) -> list[str]:
    if question.kind != "scale":
        return list(options)
    if not options:
        return [str(place) for place in range(1, SCALE + 1)]
    return [f"{place} – {option}" for place, option in enumerate(options, start=1)]


def _column(spacing: int = 6) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return holder, column
