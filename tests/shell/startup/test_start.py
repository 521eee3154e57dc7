"""Nothing heavy before the first picture; a window that comes back as it was left."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "openpyxl",
    "python_calamine",
    "numpy",
    "scipy",
    "asyncio",
)


def _python(code: str, home: Path) -> str:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "desktop"),
        "NHIPCAU_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "vi_VN.UTF-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=90
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_is_imported_when_the_window_is_painted(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom nhipcau.shell.startup.start import run\nrun(None, leave_after='paint')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert _python(code, tmp_path).strip() == "[]"


def test_a_first_start_makes_the_data_file_and_ends_well(tmp_path: Path) -> None:
    _python("from nhipcau.shell.startup.start import run\nrun(None, leave_after='data')", tmp_path)
    assert (tmp_path / "organisation.nhipcau").exists()


def test_the_steps_of_a_programme_are_told_without_the_rules_of_pairing(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom nhipcau.database import create\n"
        "from nhipcau.overview.queries import steps_done\nfrom nhipcau.shell.features import FEATURES\n"
        f"database = create(Path({str(tmp_path / 'a.nhipcau')!r}))\n"
        "with database.read() as db:\n    steps_done(db, 1, FEATURES)\n"
        "database.close()\nprint([name for name in sys.modules if name.startswith('nhipcau.pairing.')])"
    )
    loaded = _python(code, tmp_path)
    assert "nhipcau.pairing.store.standing_pairs" in loaded
    assert "nhipcau.pairing.settings.criteria" not in loaded


def test_the_last_programme_is_named_before_its_file_is_open(tmp_path: Path) -> None:
    _python(
        "from pathlib import Path\nfrom nhipcau.common import preferences as kept\n"
        "made = kept.Preferences(last_file='somewhere.nhipcau', last_programme_name='Hạt Giống')\n"
        "kept.save(made, kept.preferences_path())",
        tmp_path,
    )
    shown = _python(
        "from PySide6.QtWidgets import QApplication\nfrom nhipcau.shell.startup import start\n"
        "start.finish = lambda window: print(window.sidebar.switcher.placeholderText())\n"
        "start.run(None, leave_after='paint')",
        tmp_path,
    )
    assert shown.strip() == "Hạt Giống"
