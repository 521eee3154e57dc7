"""A copy of the project in which files may be broken at will, and how tests are run there."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / "build" / "mutation"
_PARTS: Final = ("desktop", "resources", "tests", "installer")
_FILES: Final = ("pyproject.toml", "README.md", "LICENSE")
_LEFT_OUT: Final = ("__pycache__", ".*_cache", ".hypothesis")


@contextmanager
def copied_tree() -> Iterator[Path]:
    """Copy what tests need into a folder of its own, for as long as it is used."""
    with tempfile.TemporaryDirectory(prefix="nhipcau-mutation-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder).resolve() / "tree"
        for name in _PARTS:
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        for name in _FILES:
            shutil.copy(ROOT / name, tree / name)
        (tree.parent / "temporary").mkdir()
        yield tree


def environment(tree: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of tests in a copy: its own package, its own temporary files, one thread each."""
    temporary = str(tree.parent / "temporary")
    kept = {name: value for name, value in os.environ.items() if name != "NHIPCAU_TEST_POSTGRES"}
    return kept | {
        "PYTHONPATH": os.pathsep.join((str(tree / "desktop"), str(tree))),
        "PYTHONDONTWRITEBYTECODE": "1",  # a stale file would hide the next mutant of a file
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": temporary,
        "TEMP": temporary,
        "TMP": temporary,
        **more,
    }


def pytest_command(tree: Path, plugin: str, arguments: Sequence[str]) -> list[str]:
    base = f"--basetemp={tree.parent / 'base'}"
    plugins = ("-p", "tests.mutation.settled", "-p", plugin) if plugin else ("-p", "tests.mutation.settled")
    return [sys.executable, "-m", "pytest", "-q", "--tb=no", base, *plugins, *arguments]


def run_tests(
    tree: Path, plugin: str, arguments: Sequence[str], more: Mapping[str, str], timeout: float | None = None
) -> int:
    """Run pytest in a copy, and return how it ended."""
    return subprocess.run(
        pytest_command(tree, plugin, arguments),
        cwd=tree,
        env=environment(tree, more),
        check=False,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ).returncode
