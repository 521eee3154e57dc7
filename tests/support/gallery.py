"""Every widget of the kit on one sheet, for pictures and for checks that run over all of them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QRadioButton,
    QSlider,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import fold, given_sort_key
from nhipcau.common.words import Words
from nhipcau.widgets.avatar import Avatar
from nhipcau.widgets.card import Body, EmptyState, KpiCard, Line, Muted, Section, section
from nhipcau.widgets.charts import FitBar, Histogram
from nhipcau.widgets.controls import Chips, Pill, SearchBox, Segmented, button
from nhipcau.widgets.forms.form import Form, choice, date, line, number, several, tags, text_area
from nhipcau.widgets.panel import DetailsPanel
from nhipcau.widgets.progress import ProgressStrip
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView
from nhipcau.widgets.toast import Toast


@dataclass(frozen=True)
class Someone:
    id: int
    name: str
    field: str
    meetings: int
    fit: int
    tone: str


NAMES = (
    "Hoàng Quốc Đức",
    "Phan Hữu Đạt",
    "Ngô Hữu Sơn",
    "Vũ Văn Tú",
    "Lê Văn Thư",
    "Dương Thanh Oanh",
    "Đỗ Thị Ánh",
)
TONES = ("good", "info", "warn", "bad", "plain", "mentor", "mentee")


def someone(number: int) -> Someone:
    return Someone(
        number,
        NAMES[number % 7],
        "Kinh doanh xã hội" if number % 3 else "Thiết kế",
        number % 10,
        (number * 37) % 101,
        TONES[number % 7],
    )


def columns() -> list[Column[Someone]]:
    return [
        Column(
            "name",
            lambda: "Họ và tên",
            lambda row: row.name,
            "person",
            200,
            lambda row: given_sort_key(row.name),
        ),
        Column("field", lambda: "Lĩnh vực", lambda row: row.field, width=150),
        Column(
            "meetings",
            lambda: "Buổi gặp",
            lambda row: str(row.meetings),
            "number",
            84,
            lambda row: row.meetings,
        ),
        Column(
            "fit",
            lambda: "Mức phù hợp",
            lambda row: str(row.fit),
            "bar",
            160,
            lambda row: row.fit,
            value=lambda row: row.fit,
        ),
        Column(
            "state",
            lambda: "Trạng thái",
            lambda _row: "Đang ghép đôi",
            "badge",
            150,
            tone=lambda row: row.tone,
        ),
        Column(
            "marks",
            lambda: "",
            lambda _row: "Đã khoá",
            "icons",
            60,
            value=lambda _row: [("lock", "text3", "Đã khoá"), ("star", "warn", "Nguyện vọng")],
        ),
    ]


def people_model(how_many: int) -> RowTableModel[Someone]:
    model: RowTableModel[Someone] = RowTableModel(columns(), lambda row: row.id, lambda row: fold(row.name))
    model.set_rows([someone(number) for number in range(how_many)])
    return model


def _buttons() -> Section:
    made = section("Nút và thẻ")
    row = QHBoxLayout()
    for text, kind, icon in (
        ("Thêm người", "primary", "user-plus"),
        ("Xuất Excel", "plain", "download"),
        ("Gỡ bỏ", "danger", "trash-2"),
        ("Xem thêm", "link", None),
    ):
        row.addWidget(button(text, kind, icon))
    bell = button(kind="ghost", icon="bell")
    bell.set_hint("Nhắc việc")
    off = button("Không bấm được", "primary", "check")
    off.setEnabled(False)
    row.addWidget(bell)
    row.addWidget(off)
    row.addStretch(1)
    made.body.addLayout(row)
    chips = Chips()
    chips.set_items(
        [("all", "Tất cả", 286), ("mentor", "Người cố vấn", 92), ("mentee", "Người được cố vấn", 194)]
    )
    made.add(chips)
    pills = QHBoxLayout()
    for tone in TONES:
        pills.addWidget(Pill("Đang ghép đôi" if tone == "good" else tone, tone))
    pills.addStretch(1)
    made.body.addLayout(pills)
    marks = QHBoxLayout()
    ticked, single = QCheckBox("Đã đồng ý"), QRadioButton("Trực tiếp")
    ticked.setChecked(True)
    single.setChecked(True)
    for mark in (ticked, QCheckBox("Chưa đồng ý"), single, QRadioButton("Trực tuyến")):
        marks.addWidget(mark)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setValue(40)
    slider.setAccessibleName("Ngưỡng")
    marks.addWidget(slider, 1)
    made.body.addLayout(marks)
    bar = QProgressBar()
    bar.setValue(60)
    bar.setTextVisible(False)
    made.add(bar)
    language = Segmented()
    language.set_items([("vi", "VI"), ("en", "EN")])
    made.tools.addWidget(language)
    search = SearchBox()
    search.set_texts("Tìm người, cặp, ghi chú…", "Xoá")
    search.setText("đức")
    made.tools.addWidget(search)
    return made


def _form() -> Section:
    made = section("Hồ sơ")
    form = Form(columns=2)
    form.add("name", line(), "Họ và tên")
    form.add("start", date(), "Ngày bắt đầu")
    form.add("kind", choice([("t", "Cố vấn truyền thống"), ("r", "Cố vấn ngược")]), "Hình thức")
    form.add("capacity", number(1, 9), "Nhận được mấy người")
    form.add(
        "ways", several([("a", "Trực tiếp"), ("b", "Trực tuyến"), ("c", "Kết hợp")]), "Cách gặp", wide=True
    )
    form.add("goals", tags(), "Mục tiêu", wide=True)
    form.add("note", text_area(2), "Ghi chú", wide=True)
    form.fields["goals"].set_value(["Phân tích dữ liệu", "Nói trước đám đông"])
    form.fields["start"].set_value(None)
    form.show_problems([Problem("common.problem.required", "name")], Words("vi"))
    made.add(form)
    return made


def _table() -> Section:
    made = section("Người tham gia")
    made.note.setText("286 người")
    view = TableView(people_model(286))
    view.setAccessibleName("Người tham gia")
    view.select_id(1)
    made.add(view, 1)
    return made


def _panel() -> DetailsPanel:
    panel = DetailsPanel()
    panel.set_texts("Hoàng Quốc Đức", "Đóng")
    panel.head.insertWidget(0, Avatar("Hoàng Quốc Đức"))
    for part in (
        Body("Muốn học cách dẫn dắt một nhóm nhỏ và trình bày số liệu cho ban giám đốc."),
        Line(),
        FitBar(82),
        FitBar(51),
        FitBar(23),
        Histogram([("0–20", 3), ("20–40", 8), ("40–60", 21), ("60–80", 34), ("80–100", 12)]),
        Muted("Điểm của các cặp được đề xuất"),
    ):
        panel.body.addWidget(part)
    panel.body.addStretch(1)
    panel.footer.addWidget(button("Sửa", icon="pencil"))
    panel.footer.addStretch(1)
    return panel


def gallery() -> QWidget:
    """Make the sheet."""
    sheet = QWidget()
    sheet.setObjectName("Ground")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(16)
    heading = QLabel("Đồng hành")
    heading.setObjectName("H1")
    column.addWidget(heading)
    figures = QHBoxLayout()
    figures.setSpacing(16)
    for icon, caption, value, note, tone in (
        ("heart-handshake", "Cặp đang hoạt động", "86", "trên 92 cặp", "primary"),
        ("calendar-check", "Buổi gặp tháng này", "147", "nhiều hơn tháng 10", "good"),
        ("triangle-alert", "Cặp cần chú ý", "11", "3 cặp quá 21 ngày chưa gặp", "warn"),
        ("message-circle", "Phản hồi đã nhận", "78%", "214 trên 274 phiếu", "info"),
    ):
        figures.addWidget(KpiCard(icon, caption, value, note, tone, [60, 66, 71, 69, 80, 84, 86]), 1)
    column.addLayout(figures)
    middle = QHBoxLayout()
    middle.setSpacing(16)
    left = QVBoxLayout()
    left.setSpacing(16)
    left.addWidget(_buttons())
    left.addWidget(_form())
    middle.addLayout(left, 3)
    right = QVBoxLayout()
    right.addWidget(_panel(), 1)
    strip = ProgressStrip()
    strip.begin("Đang nhập 5.000 người…", "Thôi")
    strip.advance(3, 10)
    right.addWidget(strip)
    middle.addLayout(right, 2)
    column.addLayout(middle)
    bottom = QHBoxLayout()
    bottom.setSpacing(16)
    bottom.addWidget(_table(), 3)
    tabs = QTabWidget()
    tabs.addTab(
        EmptyState(
            "inbox",
            "Chưa có ai",
            "Thả tệp câu trả lời vào đây, hoặc tự thêm người đầu tiên.",
            [button("Chọn tệp…", "primary", "file-up")],
        ),
        "Trống",
    )
    tabs.addTab(QWidget(), "Khác")
    bottom.addWidget(tabs, 1)
    column.addLayout(bottom, 1)
    toast = Toast(sheet)
    toast.setObjectName("Toast")
    return sheet
