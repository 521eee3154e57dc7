"""Files of form answers as people really have them: what Google and Microsoft export, and ordinary lists.

Each maker has its rows (`google_forms_vi_rows()`), for tests that need no file, and writes a workbook
(`google_forms_vi(path)`), for those that drop one on the window. All hold invented people.
"""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from nhipcau.workbook import SheetData, Source

Rows = list[tuple[Any, ...]]

_PEOPLE = (
    ("Nguyễn Thị Lan Anh", "lananh", "Kinh doanh", "Trưởng phòng", "mentor"),
    ("Trần Đức Minh", "ducminh", "Công nghệ", "Giám đốc", "mentor"),
    ("Lê Hoàng Yến", "yenle", "Nhân sự", "Trưởng nhóm", "mentor"),
    ("Phạm Quốc Bảo", "baopham", "Tài chính", "Phó phòng", "mentor"),
    ("Vũ Thu Hà", "havu", "Kinh doanh", "Nhân viên", "mentee"),
    ("Đặng Văn Hùng", "hungdang", "Công nghệ", "Chuyên viên", "mentee"),
    ("Bùi Ngọc Mai", "maibui", "Nhân sự", "Nhân viên", "mentee"),
    ("Đỗ Gia Phúc", "phucdo", "Tài chính", "Thực tập sinh", "mentee"),
    ("Hồ Thanh Trúc", "trucho", "Kinh doanh", "Chuyên viên", "both"),
    ("Ngô Minh Quân", "quanngo", "Công nghệ", "Nhân viên", "mentee"),
)
_TOPICS = (
    "Lãnh đạo, dẫn dắt đội nhóm",
    "Giao tiếp",
    "Quản lý thời gian",
    "Phân tích dữ liệu",
    "Thuyết trình",
)
_ROLE_VI = {"mentor": "Người cố vấn (mentor)", "mentee": "Người được cố vấn (mentee)", "both": "Cả hai"}
_AGREE_VI = ("Rất đồng ý", "Đồng ý", "Bình thường", "Không đồng ý")


def source_of(name: str, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Source:
    """Return a file as the workbook room hands it over."""
    data = tuple(SheetData(sheet, tuple(tuple(row) for row in rows)) for sheet, rows in sheets.items())
    return Source(Path(name), Path(name).suffix.lstrip("."), data, digest=f"digest of {name}")


def csv_source(path: Path) -> Source:
    """Return a UTF-8 file of text as the workbook room hands it over."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(cell or None for cell in row) for row in csv.reader(file)]
    return source_of(path.name, {path.stem: rows})


def write(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a plain workbook, as a form service would."""
    workbook = openpyxl.Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert sheet is not None
        sheet.title = name
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def _two_topics(place: int) -> str:
    return ", ".join(
        (_TOPICS[place % 5], _TOPICS[(place + 2) % 5]) if place % 3 else (_TOPICS[0], _TOPICS[1])
    )


def google_forms_vi_rows() -> Rows:
    """One Vietnamese form for both roles, with a grid; times and dates as text in the Vietnamese order."""
    head = (
        "Dấu thời gian",
        "Địa chỉ email",
        "1. Họ và tên",
        "2. Số điện thoại (Zalo) ",
        "3. Phòng ban",
        "4. Cấp bậc hiện tại",
        "5. Ngày sinh",
        "6. Bạn đăng ký tham gia với vai trò gì?",
        "7. Bạn có thể nhận tối đa bao nhiêu mentee?",
        "8. Bạn mong muốn học hỏi điều gì?\n(chọn nhiều)",
        "9. Bạn có thể chia sẻ về những lĩnh vực nào?",
        "10. Thời gian rảnh [Thứ Hai]",
        "10. Thời gian rảnh [Thứ Tư]",
        "11. Bạn đồng ý với các ý sau ở mức nào? [Tôi thích việc có kế hoạch]",
        "11. Bạn đồng ý với các ý sau ở mức nào? [Tôi thích thử cái mới]",
        "12. Bạn có đồng ý cho chương trình sử dụng thông tin trên không?",
        "13. Món ăn bạn thích nhất?",
    )
    return [head, *_google_vi_answers()]


def _google_vi_answers() -> Iterator[tuple[Any, ...]]:
    for place, (name, login, department, level, role) in enumerate(_PEOPLE):
        mentors, learns = role in ("mentor", "both"), role in ("mentee", "both")
        yield (
            f"{14 + place}/03/2026 {8 + place}:05:30",
            f"{login}@congty.vn",
            name,
            f"0912 345 {place:03d}",
            department,
            level,
            f"{place + 5:02d}/{place + 1:02d}/{1980 + place}",
            _ROLE_VI[role],
            ("Tôi có thể nhận 2 người" if place % 2 else "Một người thôi ạ") if mentors else None,
            _two_topics(place) if learns else None,
            _two_topics(place + 1) if mentors else None,
            "18h-20h" if place % 2 else "18h-20h, 20h-21h",
            "12h-13h" if place % 3 else None,
            _AGREE_VI[place % 4],
            _AGREE_VI[(place + 1) % 3],
            "Tôi đồng ý",
            ("Phở", "Bún chả", "Phở", "Cơm tấm")[place % 4],
        )


def google_forms_vi(path: Path) -> Path:
    return write(path, {"Câu trả lời biểu mẫu 1": google_forms_vi_rows()})


def google_forms_en_rows() -> Rows:
    """One English form in the American order of dates, with sentences that hide numbers and graded preferences."""
    head = (
        "Timestamp",
        "Email Address",
        "What is your full name?",
        "Do you want to sign up as a mentor?",
        "Do you want to sign up as a mentee?",
        "How many mentees can you take on?",
        "What would you like to learn?",
        "Areas of expertise",
        "Which office would you like your partner from? [Hanoi]",
        "Which office would you like your partner from? [Ho Chi Minh City]",
        "How confident are you in your current role?",
        "How many years of experience do you have?",
        "Do you agree to us using the information you provide to us in this way?",
    )
    preference = ("Definitely yes", "Not my first preference", "No")
    rows: Rows = [head]
    for place, (name, login, _, _, role) in enumerate(_PEOPLE):
        mentors, learns = role in ("mentor", "both"), role in ("mentee", "both")
        rows.append(
            (
                f"3/{14 + place}/2026 9:{place:02d}:00",
                f"{login}@Company.com ",
                name,
                "Yes" if mentors else "No",
                "Yes" if learns else "No",
                "I'm willing to take on two mentees." if mentors else None,
                ("Leadership", "Leadership, Public speaking", "Excel, Public speaking")[place % 3]
                if learns
                else None,
                ("Excel", "Leadership, Excel", "Public speaking")[place % 3] if mentors else None,
                preference[place % 3],
                preference[(place + 1) % 3],
                place % 5 + 1,
                place * 2 + 1,
                "Yes",
            )
        )
    return rows


def google_forms_en(path: Path) -> Path:
    return write(path, {"Form Responses 1": google_forms_en_rows()})


def microsoft_forms_en_rows() -> Rows:
    """Branches repeat a question with a number behind; headings end in a hard space, several answers in `;`."""
    head = (
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Your full name\xa0",
        "Work email\xa0",
        "Mentor or mentee?\xa0",
        "Department\xa0",
        "Mentees\xa0",
        "Skills to share\xa0",
        "What would you like to learn?\xa0",
        "Favourite season\xa0",
        "Favourite season2\xa0",
    )
    rows: Rows = [head]
    for place, (name, login, department, _, role) in enumerate(_PEOPLE):
        start = dt.datetime(2026, 3, 2, 9, place)  # noqa: DTZ001 - a cell has no zone
        mentors = role in ("mentor", "both")
        season = ("Spring", "Summer")[place % 2]
        rows.append(
            (
                place + 1,
                start,
                start + dt.timedelta(minutes=7),
                "anonymous",
                None,
                name,
                f"{login}@company.com",
                {"mentor": "Mentor", "mentee": "Mentee", "both": "Both"}[role],
                department,
                2 if mentors else None,
                "Leadership;Excel;" if mentors else None,
                "Excel;Public speaking;" if role != "mentor" else None,
                season if mentors else None,
                None if mentors else season,
            )
        )
    return rows


def microsoft_forms_vi_rows() -> Rows:
    head = (
        "ID",
        "Thời gian bắt đầu",
        "Thời gian hoàn thành",
        "Email",
        "Tên",
        "Họ và tên\xa0",
        "Email công ty\xa0",
        "Vai trò\xa0",
        "Quản lý trực tiếp\xa0",
        "Bạn muốn học gì?\xa0",
        "Thế mạnh của bạn\xa0",
        "Hình thức gặp mặt\xa0",
        "Bạn thích học theo cách nào nhất, và vì sao?\xa0",
    )
    rows: Rows = [head]
    for place, (name, login, _, _, role) in enumerate(_PEOPLE):
        start = dt.datetime(2026, 3, 2, 14, place)  # noqa: DTZ001 - a cell has no zone
        rows.append(
            (
                place + 1,
                start,
                start + dt.timedelta(minutes=4),
                "anonymous",
                None,
                name,
                f"{login}@congty.vn",
                _ROLE_VI[role],
                None if place == 1 else "Trần Đức Minh",
                "Giao tiếp;Thuyết trình;" if role != "mentor" else None,
                "Giao tiếp;Phân tích dữ liệu;" if role != "mentee" else None,
                ("Trực tuyến", "Gặp trực tiếp", "Cách nào cũng được")[place % 3],
                f"Tôi học tốt nhất khi được làm thử cùng người có kinh nghiệm, lần thứ {place + 1}.",
            )
        )
    return rows


def one_list_vi_rows() -> Rows:
    """An ordinary list under a title, with a number for each line and a sum at the end; telephones lost their zero."""
    rows: Rows = [
        ("DANH SÁCH ĐĂNG KÝ CHƯƠNG TRÌNH CỐ VẤN 2026",),
        (),
        ("STT", "Họ và tên đệm", "Tên", "Mã NV", "SĐT", "Phòng/Ban", "Chức danh", "Vai trò", "Ghi chú"),
    ]
    for place, (name, _, department, level, role) in enumerate(_PEOPLE):
        before, _, given = name.rpartition(" ")
        role_name = {"mentor": "Mentor", "mentee": "Mentee", "both": "Mentor, Mentee"}[role]
        rows.append(
            (
                place + 1,
                before,
                given,
                f"NV{place:03d}",
                912345000 + place,
                department,
                level,
                role_name,
                None,
            )
        )
    rows.append((None, "Tổng cộng", len(_PEOPLE)))
    return rows


def one_list_vi(path: Path) -> Path:
    return write(path, {"Danh sách": one_list_vi_rows()})


def two_sheets_vi_sheets() -> dict[str, Rows]:
    """A sheet per role and one of instructions; someone is in both."""
    mentors: Rows = [("Họ tên", "Email", "Thế mạnh", "Số lượng mentee")]
    mentees: Rows = [("Họ tên", "Email", "Mong muốn học", "Kỳ vọng")]
    for place, (name, login, _, _, role) in enumerate(_PEOPLE):
        if role in ("mentor", "both"):
            mentors.append((name, f"{login}@congty.vn", _two_topics(place), place % 2 + 1))
        if role in ("mentee", "both"):
            mentees.append((name, f"{login}@congty.vn", _two_topics(place + 1), "Tự tin hơn trong công việc"))
    guide: Rows = [("Hướng dẫn",), ("Mỗi người điền một dòng.",)]
    return {"Hướng dẫn": guide, "Người cố vấn": mentors, "Người được cố vấn": mentees}


def two_sheets_vi(path: Path) -> Path:
    return write(path, two_sheets_vi_sheets())
