"""The next start of the program after a kill."""

from typing import Any

from tests.kills.scenes import Scene
from tests.support.database import dump

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import clear_leftovers
from nhipcau.database import Database, open_file


def start_again(scene: Scene, name: str, say: Any, *, turning: bool) -> None:
    """Clear what was left, open the file and close it; between, take back everything and do it again."""
    clear_leftovers()
    path = scene.file(name)
    if not path.exists():
        say("missing")
        return
    try:
        database = open_file(path, backups=False)
    except Unavailable as refused:
        say("refused", refused.code)
        return
    if turning:
        _turn_all(database, say)
    database.close()


def _turn_all(database: Database, say: Any) -> None:
    now, turned = dump(database), 0
    while database.undo():
        turned += 1
    empty = not turned or not any(dump(database)[name] for name in ("person", "pair"))
    for _ in range(turned):
        database.redo()
    say("turned", turned, empty and dump(database) == now)
