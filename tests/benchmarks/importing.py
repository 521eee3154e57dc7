"""From a workbook of 10,000 answers to the preview, against python-calamine reading the same file."""

import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.measure import Row, fastest, shown

ROOT = Path(__file__).resolve().parents[2]
ROWS = 10_000
HEADINGS = (
    "Dấu thời gian", "Địa chỉ email", "Họ và tên", "Số điện thoại", "Phòng ban", "Chức danh", "Cấp bậc",
    "Bạn muốn tham gia với vai trò nào?", "Bạn muốn học điều gì?", "Thế mạnh của bạn", "Nơi làm việc",
    "Bạn rảnh khi nào?", "Ngôn ngữ", "Mong đợi", "Bạn thích học cách nào?",
)  # fmt: skip
TOPICS = ("Lãnh đạo", "Thuyết trình", "Phân tích dữ liệu", "Tiếng Anh", "Quản lý dự án", "Trí tuệ nhân tạo")
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng")
GIVEN = (
    "Anh",
    "Bình",
    "Chi",
    "Dũng",
    "Đức",
    "Giang",
    "Hạnh",
    "Khánh",
    "Linh",
    "Minh",
    "Ngọc",
    "Phúc",
    "Trang",
)


def answer(number: int) -> tuple[str, ...]:
    """Return what one person answered, different from everybody else's where people's answers differ."""
    return (
        f"{number % 28 + 1:02}/03/2026 09:{number % 60:02}:00",
        f"nguoi{number}@vidu.vn",
        f"{FAMILIES[number % 7]} Văn {GIVEN[number % 13]} {number}",
        f"09{number:08}",
        f"Phòng {number % 12}",
        "Chuyên viên",
        ("Nhân viên", "Trưởng nhóm", "Trưởng phòng")[number % 3],
        ("Người cố vấn", "Người được cố vấn")[number % 2],
        f"{TOPICS[number % 6]}, {TOPICS[(number + 2) % 6]}",
        f"{TOPICS[(number + 3) % 6]}, {TOPICS[(number + 4) % 6]}",
        ("Hà Nội", "Đà Nẵng", "TP. Hồ Chí Minh")[number % 3],
        "Thứ Hai 18:00, Thứ Tư 19:00",
        "Tiếng Việt, Tiếng Anh",
        f"Tôi mong được trao đổi hằng tháng về công việc số {number}",
        ("Đọc sách", "Làm thử", "Trao đổi")[number % 3],
    )


def write_answers(path: Path, count: int = ROWS) -> None:
    from nhipcau.workbook import ColumnSpec, SheetSpec, write_workbook

    columns = tuple(ColumnSpec(heading) for heading in HEADINGS)
    write_workbook(path, [SheetSpec("Câu trả lời biểu mẫu 1", columns, [answer(n) for n in range(count)])])


def calamine_alone(path: Path) -> None:
    import python_calamine

    python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _steps(path: Path) -> dict[str, float]:
    """Return the seconds of each part of one import, best of three."""
    from nhipcau.exchange.plan import Existing, make_plan
    from nhipcau.exchange.reading import answers
    from nhipcau.exchange.understanding import understand
    from nhipcau.workbook import read_source

    best: dict[str, float] = {}
    for _ in range(3):
        marks = [time.perf_counter()]
        source = read_source(path)
        marks.append(time.perf_counter())
        understanding = understand((source,))
        rows = answers(understanding, (source,))
        marks.append(time.perf_counter())
        plan = make_plan(rows, Existing(), understanding)
        marks.append(time.perf_counter())
        assert plan.count("new") == ROWS, {state.state: plan.count(state.state) for state in plan.rows[:1]}
        spans = (later - earlier for earlier, later in pairwise(marks))
        parts = dict(zip(("read", "understand", "plan"), spans, strict=True))
        if not best or sum(parts.values()) < sum(best.values()):
            best = parts
    return best


def _memory(what: str, path: Path) -> int:
    """Return the peak memory in MB of a process that does only this."""
    code = (
        "import sys; from pathlib import Path; from tests.benchmarks import importing, measure;"
        f"importing.{what}(Path(sys.argv[1])); print(measure.peak_memory())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout.split()[-1])


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.xlsx"
        write_answers(path)
        theirs = fastest(lambda: calamine_alone(path))
        parts = _steps(path)
        ours = sum(parts.values())
        note = ", ".join(f"{name} {shown(seconds)}" for name, seconds in parts.items())
        memory = f"{_memory('_steps', path)} MB against {_memory('calamine_alone', path)} MB"
        return [
            Row(
                f"{ROWS:,} answers to preview", shown(ours), "calamine reading", shown(theirs), ours / theirs,
                "<= 3x", f"{note}; {memory}",
            )
        ]  # fmt: skip
