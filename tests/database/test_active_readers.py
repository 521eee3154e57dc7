"""A file is closed when nobody reads it any more."""

import threading
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support.database import new_database
from tests.support.make import programme

from nhipcau.common.errors import Unavailable
from nhipcau.programmes.models import Programme


def test_closing_waits_for_what_another_thread_is_reading_and_refuses_what_comes_after(
    tmp_path: Path,
) -> None:
    database = new_database(tmp_path)
    programme(database)
    reads, may_end = threading.Event(), threading.Event()
    found: list[str] = []

    def read() -> None:
        with database.read() as db:
            reads.set()
            may_end.wait(20)
            found.extend(db.exec(select(Programme.name)))

    reader = threading.Thread(target=read)
    reader.start()
    assert reads.wait(20)
    closing = threading.Thread(target=database.close)
    closing.start()
    while not database._is_closed:
        assert closing.is_alive()
    with pytest.raises(Unavailable, match=r"database\.closed"), database.read():
        pass
    assert closing.is_alive()
    may_end.set()
    for thread in (reader, closing):
        thread.join(20)
        assert not thread.is_alive()
    assert found == ["Hạt Giống 2026"]
