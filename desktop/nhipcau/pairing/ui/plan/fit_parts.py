"""The parts a pair's panel is made of: points per criterion, and two profiles side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import capital, exact, whole_points
from nhipcau.pairing.explanation.results import Part
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.ui.plan.profile_lines import ProfileLine
from nhipcau.widgets.avatar import Avatar
from nhipcau.widgets.card import Body, Line, Muted
from nhipcau.widgets.controls import ElidedLabel
from nhipcau.widgets.theme import colour, px


class Bar(QWidget):
    """A share of a whole as a bar."""

    def __init__(self, share: float, *, faint: bool = False) -> None:
        super().__init__()
        self._share = min(1.0, max(0.0, share))
        self._faint = faint

    def sizeHint(self) -> QSize:
        return QSize(px(80), px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(30), px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = float(px(6))
        whole = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(whole, height / 2, height / 2)
        if self._share:
            painter.setBrush(colour("text3" if self._faint else "primary"))
            whole.setWidth(max(height, whole.width() * self._share))
            painter.drawRoundedRect(whole, height / 2, height / 2)
        painter.end()


def _label(text: str, name: str, *, wrap: bool = False) -> QLabel:
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


class PointsTable(QWidget):
    """Every criterion with its points out of the most it can give, and the sum, which is the fit."""

    def __init__(self, parts: Sequence[Part], words: Words) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        weighed = sorted((part for part in parts if part.most), key=lambda part: -part.most)
        for part, given in zip(weighed, whole_points([part.points for part in weighed]), strict=True):
            column.addWidget(self._part(part, given, words))
        column.addWidget(Line())
        row = QHBoxLayout()
        total = sum(part.points for part in parts)
        row.addWidget(_label(words("pairs.details.sum"), "H3"), 1)
        self.total = _label(str((total + 50) // 100), "H3")
        self.total.setToolTip(exact(total, words))
        row.addWidget(self.total)
        column.addLayout(row)

    def _part(self, part: Part, given: int, words: Words) -> QWidget:
        box = QWidget()
        grid = QVBoxLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(_label(capital(part.label.text(words)), "Strong", wrap=True), 1)
        # No points where nobody could be compared are no average: nought out of so many would read as a bad mark.
        untold = part.no_answer and not part.points
        shown = "–" if untold else words("pairs.details.points", points=given, most=(part.most + 50) // 100)
        points = _label(shown, "Muted")
        if not untold:  # the exact ones are for who wants to add up by hand
            both = {"points": exact(part.points, words), "most": exact(part.most, words)}
            points.setToolTip(words("pairs.details.points", **both))
        top.addWidget(points, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(top)
        grid.addWidget(Bar(part.points / part.most, faint=part.no_answer))
        why = words(f"pairs.details.{'too_few' if untold else 'no_answer'}") if part.no_answer else ""
        detail = part.detail.text(words) if part.detail is not None else ""
        text = ". ".join(capital(line) for line in (detail, why if why != detail else "") if line)
        if text:
            grid.addWidget(Muted(text, wrap=True))
        return box


class ProfilesSideBySide(QWidget):
    """Two people, each in a column of their own."""

    def __init__(
        self, mentor: Candidate, mentee: Candidate, lines: Sequence[ProfileLine], words: Words
    ) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for column, (person, role) in enumerate(((mentor, "mentor"), (mentee, "mentee"))):
            grid.addWidget(_person(person, words(f"common.{role}")), 0, column)
        for place, line in enumerate(lines):
            row = 1 + 2 * place
            caption = Muted(line.caption, wrap=True)
            caption.setContentsMargins(0, 6, 0, 0)
            grid.addWidget(caption, row, 0, 1, 2)
            for column, text in enumerate((line.mentor, line.mentee)):
                value = Body(text or "–")
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                value.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(value, row + 1, column)


def _person(person: Candidate, role: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    disc = Avatar(side=34)
    disc.set_name(person.name)
    row.addWidget(disc)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(ElidedLabel(role, "Muted"))
    column.addWidget(ElidedLabel(person.name, "Strong"))
    column.addWidget(ElidedLabel(person.email or person.phone, "Muted"))
    row.addLayout(column, 1)
    return box
