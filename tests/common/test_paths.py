from pathlib import Path

import pytest

from nhipcau.common.paths import data_folder, resource


def test_resources_are_found_beside_the_source() -> None:
    assert resource("icons", "check.svg").is_file()


def test_one_variable_moves_everything_the_user_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path))
    assert data_folder() == tmp_path
