"""A small programme that several tests of the room begin with."""

import pytest
from tests.support.make import participant, programme

from nhipcau.database import Database


@pytest.fixture
def made(database: Database) -> int:
    """Return a programme with the mentors An (1) and Bình (2) and the mentees Mai (3) and Sơn (4)."""
    programme_id = programme(database)
    for name in ("An", "Bình"):
        participant(database, programme_id, name, mentor=True)
    for name in ("Mai", "Sơn"):
        participant(database, programme_id, name)
    return programme_id
