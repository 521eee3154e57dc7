"""The checks that no test makes: one command runs them all, and is red when one of them is."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the set-up script with checks that need no tool."""
    spec = spec_from_file_location("start", ROOT / "installer" / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "start", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SCRIPTS", Path(sys.executable).parent)
    return module


def _ends_with(code: int) -> tuple[str, str, str]:
    return (Path(sys.executable).name, "-c", f"print('what is wrong'); raise SystemExit({code})")


def test_every_check_is_a_hook_before_a_commit(start: ModuleType) -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert sorted(re.findall(r"entry: python3 installer/start\.py check (\S+)", hooks)) == sorted(
        start.CHECKS
    )


def test_one_check_that_fails_is_shown_and_makes_all_red(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "CHECKS", {"good": (_ends_with(0),), "bad": (_ends_with(1), _ends_with(0))})
    assert start.check([]) == 1
    told = capsys.readouterr().out
    assert "bad: FAILED" in told
    assert told.count("what is wrong") == 2, "of what failed everything, of what passed nothing"
    assert start.check(["good"]) == 0


@pytest.mark.parametrize(("checked", "tested", "red"), [(0, 0, False), (1, 0, True), (0, 1, True)])
def test_the_tests_command_is_red_for_a_check_and_for_a_test(
    checked: int, tested: int, *, red: bool, start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "CHECKS", {"types": (_ends_with(checked),), "style": (_ends_with(0),)})
    monkeypatch.setattr(start, "run_pytest", lambda _: tested)
    assert bool(start.test([])) is red


def test_a_check_that_is_not_there_is_named(start: ModuleType) -> None:
    with pytest.raises(SystemExit, match="There is no check tpyes"):
        start.check(["tpyes"])
