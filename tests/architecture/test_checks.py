"""The rules of the house, run as tests: style, types, and who may know whom."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("lint-imports",),
        # One run: the tests' types need all of the program's, which would be found out twice.
        ("mypy", "desktop/nhipcau", "tests", "installer/start.py"),
    ],
    ids=["style", "format", "layers", "types"],
)
def test_the_source_passes(command: tuple[str, ...]) -> None:
    tool, *arguments = command
    result = subprocess.run(
        [str(SCRIPTS / tool), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "desktop"), "PATH": str(SCRIPTS), "HOME": str(ROOT)},
    )
    assert result.returncode == 0, result.stdout + result.stderr
