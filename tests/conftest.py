"""What every test may rely on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.database import new_database

from nhipcau.database import Database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path / "home"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path)
    yield database
    database.close()
