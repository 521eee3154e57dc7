import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nhipcau.common.clock import set_clock
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.widgets.forms.form import (
    DateField,
    Form,
    choice,
    date,
    line,
    number,
    parse_date,
    several,
    tags,
    text_area,
)


def form_of(qtbot: QtBot) -> Form:
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.add("name", line(), "Họ và tên")
    form.add("start", date(), "Ngày bắt đầu")
    form.add("kind", choice([("t", "Truyền thống"), ("r", "Ngược")]), "Hình thức")
    form.add("capacity", number(1, 9), "Số người")
    form.add("ways", several([("a", "Trực tiếp"), ("b", "Trực tuyến")]), "Cách gặp", wide=True)
    form.add("goals", tags(), "Mục tiêu", wide=True)
    form.add("note", text_area(), "Ghi chú", wide=True)
    form.resize(700, 500)
    form.show()
    return form


ANSWERS = {
    "name": "Đặng Thị Lan",
    "start": dt.date(2026, 3, 5),
    "kind": "r",
    "capacity": 3,
    "ways": ["b"],
    "goals": ["Excel", "Thuyết trình"],
    "note": "Dòng một\nDòng hai",
}


def test_what_is_put_in_comes_out_and_is_not_announced_as_a_change(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    with qtbot.assertNotEmitted(form.changed):
        form.set_values(ANSWERS)
    assert form.values() == ANSWERS


def test_a_change_names_its_field(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    heard: list[str] = []
    form.changed.connect(heard.append)
    form.fields["name"].set_value("Lan")
    form.fields["ways"].set_value(["a"])
    assert heard == ["name", "ways"]


def test_problems_stand_under_their_fields_and_the_first_has_the_focus(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    form.show_problems([Problem("common.problem.required", "name")], Words("vi"))
    field = form.fields["name"]
    assert field.problem.isVisible()
    assert field.problem.text() == "Chưa điền ô này"
    assert "Chưa điền ô này" in field.control.accessibleDescription()
    assert form.focusWidget() is field.control


def test_a_problem_without_a_field_stands_above_all(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    form.show_problems([Problem("common.problem.required")], Words("en"))
    assert form._general.isVisible()
    assert form._general.text() == "Please fill this in"


def test_a_problem_goes_when_its_field_is_changed(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    form.show_problems([Problem("common.problem.required", "name")], Words("vi"))
    form.fields["name"].set_value("Lan")
    assert not form.fields["name"].problem.isVisible()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/3/2026", dt.date(2026, 3, 5)),
        ("05-03-2026", dt.date(2026, 3, 5)),
        ("5.3.26", dt.date(2026, 3, 5)),
        ("29/2/2028", dt.date(2028, 2, 29)),
        ("29/2/2027", None),
        ("31/4/2026", None),
        ("hôm nay", None),
        ("2026", None),
        ("31/4", None),
    ],
)
def test_a_day_is_read_day_first(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day


def test_a_day_without_a_year_is_of_this_year_and_is_written_out(qtbot: QtBot) -> None:
    set_clock(lambda: dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC))
    field = DateField()
    qtbot.addWidget(field)
    field.show()
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "28/11")
    assert field.value() == dt.date(2026, 11, 28)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "28/11/2026"


def test_a_day_that_is_none_is_a_problem_of_its_field(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    start = form.fields["start"]
    assert isinstance(start, DateField)
    start.edit.setText("31/4/2026")
    with pytest.raises(Rejected) as caught:
        form.values()
    assert [(each.code, each.field) for each in caught.value.problems] == [("common.problem.date", "start")]


def test_a_tag_is_typed_with_enter_and_taken_off_with_backspace(qtbot: QtBot) -> None:
    field = tags()
    qtbot.addWidget(field)
    field.show()
    field.edit.setText("Phân tích dữ liệu")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    field.add("Excel")
    assert field.value() == ["Phân tích dữ liệu", "Excel"]
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.value() == ["Phân tích dữ liệu"]


def test_clicking_a_tag_takes_it_off(qtbot: QtBot) -> None:
    field = tags()
    qtbot.addWidget(field)
    field.set_value(["a", "b"])
    field.show()
    QTest.mouseClick(field.tag_button("a"), Qt.MouseButton.LeftButton)
    assert field.value() == ["b"]


def test_a_text_area_is_left_with_tab(qtbot: QtBot) -> None:
    field = text_area()
    qtbot.addWidget(field)
    assert field.edit.tabChangesFocus()


def test_every_control_is_named_by_its_label(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    for field in form.fields.values():
        assert field.control.accessibleName() == field.label.text()


def test_nothing_in_a_form_is_squeezed(qtbot: QtBot) -> None:
    form = form_of(qtbot)
    form.set_values(ANSWERS)
    form.resize(320, 100)
    qtbot.waitUntil(lambda: form.height() >= form.heightForWidth(form.width()))
    for key, field in form.fields.items():
        wanted = field.control.minimumHeight() if key == "note" else field.control.minimumSizeHint().height()
        assert field.control.height() >= wanted, key
