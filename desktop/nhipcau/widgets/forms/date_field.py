"""A question whose answer is a day."""

import datetime as dt
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QToolButton, QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.widgets.controls import button
from nhipcau.widgets.forms.fields import Field
from nhipcau.widgets.icons import icon
from nhipcau.widgets.theme import restyle

_ARROWS: Final = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


def parse_date(text: str) -> dt.date | None:
    """Read a day written 5/3/2026, 05-03-2026, 5.3.26 or 5/3, which is of this year; None when it is not one."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) == 2:
        parts.append(str(today().year))
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def day_text(day: dt.date | None) -> str:
    """Return a day as it is written, or nothing."""
    return "" if day is None else f"{day:%d/%m/%Y}"


class DateField(Field[dt.date | None]):
    """A day as dd/mm/yyyy, typed or taken from a calendar; it may stay empty."""

    def __init__(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("dd/mm/yyyy")
        self.open_button = button(kind="ghost", icon="calendar-days")
        self.open_button.clicked.connect(self._open)
        row.addWidget(self.edit, 1)
        row.addWidget(self.open_button)
        super().__init__(holder)
        holder.setFocusProxy(self.edit)
        self.label.setBuddy(self.edit)
        self.edit.textChanged.connect(self.changed)
        self.edit.editingFinished.connect(self._write_out)
        self._calendar: QCalendarWidget | None = None

    def set_label(self, text: str, hint: str = "") -> None:
        super().set_label(text, hint)
        self.edit.setAccessibleName(text)
        self.open_button.set_hint(text)

    def show_problem(self, text: str) -> None:
        super().show_problem(text)
        self.edit.setProperty("bad", "true" if text else "false")
        restyle(self.edit)

    def value(self) -> dt.date | None:
        text = self.edit.text().strip()
        day = parse_date(text)
        if text and day is None:
            raise Rejected(Problem("common.problem.date"))
        return day

    def set_value(self, value: dt.date | None) -> None:
        self.edit.setText("" if value is None else f"{value:%d/%m/%Y}")

    def _write_out(self) -> None:
        """Show the whole day that was understood: she sees which year it is."""
        day = parse_date(self.edit.text())
        if day is not None:
            self.set_value(day)

    def _open(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.clicked.connect(self._take)
            self._calendar.activated.connect(self._take)
        self._calendar.setLocale(QLocale())  # the program's language, which may have changed
        day = parse_date(self.edit.text())
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        for name, sign in _ARROWS.items():
            arrow = self._calendar.findChild(QToolButton, name)
            if arrow is not None:  # Qt's own are black in either theme
                arrow.setIcon(icon(sign, "text2"))
        self._calendar.adjustSize()
        self._calendar.move(self.edit.mapToGlobal(QPoint(0, self.edit.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.set_value(dt.date(day.year(), day.month(), day.day()))
        if self._calendar is not None:
            self._calendar.close()
        self.edit.setFocus()
