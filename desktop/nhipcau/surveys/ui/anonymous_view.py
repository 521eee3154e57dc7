"""What an anonymous wave brought in: counts from the first answer on, figures and texts when there are enough."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.surveys.anonymous_results import AnonymousQuestion, AnonymousResults
from nhipcau.surveys.anonymous_rules import LEAST_FIGURES, LEAST_TEXTS
from nhipcau.surveys.ui.results_view import answer_bars, answered_head, decimal, mean_tone
from nhipcau.surveys.ui.text_answers import TextAnswers
from nhipcau.widgets.card import Body, Heading, Line, Muted
from nhipcau.widgets.controls import Pill
from nhipcau.widgets.theme import px


class AnonymousView(QWidget):
    """A wave to be read, by nobody's name and no side's; made anew whenever answers come."""

    def __init__(self, results: AnonymousResults, words: Words) -> None:
        super().__init__()
        self.setObjectName("Clear")
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        head, under = answered_head(results.wave, words)
        figures = {"figures": LEAST_FIGURES, "texts": LEAST_TEXTS}
        under.addWidget(Muted(words("evaluation.anonymous.results", **figures), wrap=True))
        column.addWidget(head)
        if results.doubtful:
            column.addWidget(Body(words("evaluation.anonymous.doubtful")))
        for number, result in enumerate(results.questions, start=1):
            column.addWidget(Line())
            column.addWidget(self._question(number, result, results.wave.asked))
        column.addStretch(1)

    def _question(self, number: int, result: AnonymousQuestion, asked: int) -> QWidget:
        words = self._words
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Heading(f"{number}. {result.wording}", 3, wrap=True))
        notes = [words(f"evaluation.kind.{result.question.kind}")]
        notes.append(words("evaluation.question.answered", n=result.answered, asked=asked))
        column.addWidget(Muted(" · ".join(notes), wrap=True))
        if result.missing:
            column.addWidget(Muted(words("evaluation.anonymous.more", n=result.missing), wrap=True))
        if result.figures is not None:
            if result.figures.mean is not None:
                mean = result.figures.mean
                row = QHBoxLayout()
                row.addWidget(Pill(words("evaluation.mean", mean=decimal(mean, words)), mean_tone(mean)))
                row.addStretch(1)
                column.addLayout(row)
            column.addWidget(answer_bars(result.question, result.options, result.figures, words))
        if result.texts:
            column.addWidget(TextAnswers(result.texts, _text, words))
        return holder


def _text(text: str) -> Body:
    said = Body(text)
    said.setContentsMargins(px(10), 0, 0, 0)
    return said
