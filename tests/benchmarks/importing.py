"""From a workbook of 10,000 answers to the preview, against python-calamine reading the same file.

Into an organisation that is empty, part by part, and into one that knows all 10,000 people already: they answer again
half a year later, and a twelfth of them have moved to another department.

With `--against REVISION` also against the program as it was then: both measured in one run, in turns.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, at_most, in_turns, processor_time
from tests.benchmarks.table import figure

ROOT = Path(__file__).resolve().parents[2]
ROWS = 10_000
AGAINST = "NHIPCAU_BENCHMARK_AGAINST"
"""Holds the earlier revision to be measured against, when there is one."""
_TURNS = 3
_UNTIL_READY = 0.5
"""Seconds somebody looks for a file at least."""
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


def later_answer(number: int) -> tuple[str, ...]:
    """Return what the same person answers half a year later."""
    stamp, email, name, phone, department, *rest = answer(number)
    moved = "Ban 3" if number % 12 == 3 else department
    return (stamp.replace("/03/", "/09/"), email, name, phone, moved, *rest)


def write_answers(path: Path, count: int = ROWS, said: Callable[[int], tuple[str, ...]] = answer) -> None:
    from nhipcau.workbook import ColumnSpec, SheetSpec, write_workbook

    columns = tuple(ColumnSpec(heading) for heading in HEADINGS)
    write_workbook(path, [SheetSpec("Câu trả lời biểu mẫu 1", columns, [said(n) for n in range(count)])])


def calamine_alone(path: Path) -> None:
    import python_calamine

    python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _steps(path: Path) -> dict[str, float]:
    """Return the seconds of processor time of each part of one import, the child that reads it included."""
    from nhipcau.exchange.mapping.answer_rows import answers
    from nhipcau.exchange.mapping.file_proposal import understand
    from nhipcau.exchange.preview.import_plan import Existing
    from nhipcau.exchange.preview.import_plan_builder import make_plan
    from nhipcau.workbook import read_source

    marks = [processor_time()]
    source = read_source(path)
    marks.append(processor_time())
    understanding = understand((source,))
    rows = answers(understanding, (source,))
    marks.append(processor_time())
    plan = make_plan(rows, Existing(), understanding)
    marks.append(processor_time())
    assert plan.count("new") == ROWS, {state.state: plan.count(state.state) for state in plan.rows[:1]}
    spans = (later - earlier for earlier, later in pairwise(marks))
    return dict(zip(("read", "understand", "plan"), spans, strict=True))


def _print_parts(path: Path) -> None:
    """Print the parts of a few runs; the first one loads modules and is left out."""
    print(json.dumps([_steps(path) for _ in range(_TURNS + 1)][1:]))


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


def _parts_of(program: Path, path: Path) -> list[dict[str, float]]:
    """Return the seconds of each part as the program in another folder takes them, in a process of its own."""
    code = "import sys; from pathlib import Path; from tests.benchmarks import importing;"
    code += "importing._print_parts(Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT, env={"PYTHONPATH": f"{program / 'desktop'}:{ROOT}", "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[dict[str, float]] = json.loads(done.stdout)
    return found


def _as_it_was(revision: str, folder: Path) -> Path:
    """Unpack the program of a revision and return where it is."""
    git = shutil.which("git")
    if git is None:
        raise FileNotFoundError("git")
    packed = folder / "earlier.zip"
    subprocess.run(
        [git, "archive", "--format=zip", f"--output={packed}", revision, "desktop", "resources"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    shutil.unpack_archive(packed, folder / "earlier")
    return folder / "earlier"


def _against_earlier(revision: str, path: Path, folder: Path) -> Row:
    earlier = _as_it_was(revision, folder)
    now, then = [], []
    for _ in range(_TURNS):
        now += _parts_of(ROOT, path)
        then += _parts_of(earlier, path)
    each = [f"{part} {_middle(now, part) / _middle(then, part):.2f}×" for part in now[0]]
    return Row(
        f"{ROWS:,} answers to preview",
        _whole(now),
        f"revision {revision}",
        _whole(then),
        at_most(1.15),
        ", ".join(each),
    )


def _middle(parts: list[dict[str, float]], part: str) -> float:
    return statistics.median(one[part] for one in parts)


def _whole(parts: list[dict[str, float]]) -> Runs:
    return Runs(tuple(sum(one.values()) for one in parts))


def _filled(folder: Path) -> list[Row]:
    """Measure what the page does with a file, the process that reads begun ahead as the page begins it."""
    from tests.benchmarks.workbooks import programme_of

    from nhipcau.exchange.inbox.import_run import Inbox, open_files
    from nhipcau.workbook import AHEAD

    database, programme_id = programme_of(folder, ROWS)
    path = folder / "later.xlsx"
    write_answers(path, said=later_answer)
    spent: list[float] = []
    waited: list[float] = []
    read: list[Inbox] = []

    def preview() -> None:
        AHEAD.begin()
        time.sleep(_UNTIL_READY)
        before, began = processor_time(), time.perf_counter()
        read[:] = [open_files(database, programme_id, [path])]
        waited.append(time.perf_counter() - began)
        spent.append(processor_time() - before)
        AHEAD.end()

    _, theirs = in_turns(preview, lambda: calamine_alone(path))
    database.close()
    plan = read[0].plan
    assert plan.count("changed") + plan.count("same") == ROWS, plan.count("new")
    ours = Runs(tuple(spent[1:]), wall=tuple(waited[1:]))  # the first run is not counted
    what = f"{ROWS:,} answers to preview, all known"
    waits = [Runs(one.wall, "s of waiting") for one in (ours, theirs)]
    note = "both processes, with the start of the one that reads"
    return [
        Row(f"{what}: work", ours, "calamine reading", theirs, budgets.KNOWN_WORK, note),
        Row(f"{what}: wait", waits[0], "calamine reading", waits[1], budgets.KNOWN_WAIT),
    ]


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.xlsx"
        write_answers(path)
        parts: list[dict[str, float]] = []
        theirs, ours = in_turns(lambda: calamine_alone(path), lambda: parts.append(_steps(path)))
        note = ", ".join(f"{part} {figure(_middle(parts, part))}" for part in parts[0])
        revision = os.environ.get(AGAINST, "")
        earlier = [_against_earlier(revision, path, Path(folder))] if revision else []
        memory = (Runs((_memory(what, path),), "MB") for what in ("_steps", "calamine_alone"))
        return [
            Row(f"{ROWS:,} answers to preview", ours, "calamine reading", theirs, budgets.PREVIEW, note),
            Row(f"{ROWS:,} answers to preview: memory", next(memory), "calamine reading", next(memory)),
            *earlier,
            *_filled(Path(folder)),
        ]
