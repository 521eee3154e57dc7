"""What every test of salvage needs."""

from functools import lru_cache

import pytest
from tests.support.damaged import Sound, sound_file

from nhipcau.database.copies import file_copy as copying
from nhipcau.database.rescue import catalogue, pages, rows
from nhipcau.database.rescue import file_salvage as salvaging
from nhipcau.database.rescue import table_shapes as shape


@pytest.fixture(scope="session")
def sound() -> Sound:
    return sound_file()


@pytest.fixture
def shared_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each page and each row once for all turns: all but a few are the same each time. No disk is waited for."""
    for module, name, most in (
        (pages, "read_page", 4096),
        (catalogue, "decode", 65536),
        (rows, "decode", 65536),
        (shape, "fits", 65536),
        (salvaging, "mend", 65536),
    ):
        monkeypatch.setattr(module, name, lru_cache(most)(getattr(module, name)))
    monkeypatch.setattr(copying, "flush", lambda _path: None)
