"""A file does not grow with what the history no longer holds."""

from pathlib import Path

import pytest
from tests.support.database import dump, new_file

from nhipcau.database import open_file
from nhipcau.database.journal import KEPT
from nhipcau.participants.models import Person

pytestmark = pytest.mark.slow


def test_what_given_up_images_held_is_given_back_on_closing(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    sizes = []
    for steps in (KEPT, 4 * KEPT):
        database = open_file(path, backups=False)
        with database.step("participants.step.add") as db:
            db.add(Person(full_name="An", note="x" * 1_000))
        for number in range(steps):
            with database.step("participants.step.edit") as db:
                db.get_one(Person, 1).note = f"{number} {'y' * 1_000}"
        held = dump(database)
        database.close(back_up=False)
        sizes.append(path.stat().st_size)
    database = open_file(path, backups=False)
    assert dump(database) == held
    assert database.undo() is not None
    database.close(back_up=False)
    assert sizes[1] < sizes[0] + 250_000, "the images of 800 steps are 2 MB"
