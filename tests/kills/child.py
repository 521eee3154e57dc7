"""Children that work and are killed, each forked from a process that has everything in memory already."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from tests.kills.checks import Said
from tests.kills.scenes import Scene

MAKE: Final = "make the material"
START_AGAIN: Final = "start again: "
TURN_ALL: Final = "start again and take back everything: "
if sys.platform == "win32":
    _CONTEXT: Final = get_context("spawn")
else:
    _CONTEXT: Final = get_context("forkserver")
_PATIENCE: Final = 60


@dataclass(frozen=True)
class Moment:
    """When to kill: before the change of that number, or so many seconds after it began. Neither: not at all."""

    change: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Ended:
    """What a child said, how long it worked and the changes it counted, if it came to its end."""

    lines: tuple[Said, ...]
    seconds: float
    killed: bool
    changes: tuple[str, ...] = ()

    @property
    def troubles(self) -> list[str]:
        return [str(line[1]) for line in self.lines if line[0] == "trouble"]


def run(work: str, scene: Scene, moment: Moment) -> Ended:
    """Let a child do its work and kill it at the moment."""
    told, telling = _CONTEXT.Pipe(duplex=False)
    with _everything_in_memory():
        child = _CONTEXT.Process(target=_work, args=(work, scene, moment.change, telling), daemon=True)
        child.start()
    telling.close()
    lines: list[Said] = []
    began = deadline = time.monotonic() + _PATIENCE
    while wait([told], max(0.0, deadline - time.monotonic())):
        try:
            line: Said = told.recv()
        except (EOFError, OSError):
            break
        if line == ("begins",):
            began = time.monotonic()
            deadline = began + (_PATIENCE if moment.seconds is None else moment.seconds)
        else:
            lines.append(line)
    seconds = time.monotonic() - began
    child.kill()
    child.join()
    lines += _rest(told)
    last = lines.pop() if lines and lines[-1][0] == "ended" else None
    return Ended(tuple(lines), seconds, killed=last is None, changes=last[1] if last else ())


def _rest(told: Connection) -> Iterator[Said]:
    """Return what was said and not yet heard: it counts, whoever said it is dead."""
    with told:
        while True:
            try:
                yield told.recv()
            except (EOFError, OSError):
                return


@contextmanager
def _everything_in_memory() -> Iterator[None]:
    """Start the process that children are forked from with our modules; it inherits what it needs to find them."""
    _CONTEXT.set_forkserver_preload(["tests.kills.in_memory"])
    wanted = {"PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _work(work: str, scene: Scene, kill_at: int | None, telling: Connection) -> None:
    from tests.kills.material import make_material
    from tests.kills.moments import Moments
    from tests.kills.operations import OPERATIONS
    from tests.kills.starting import start_again

    sys.dont_write_bytecode = (
        True  # or a module met for the first time would be one change more, and only once
    )
    os.environ["NHIPCAU_HOME"] = str(scene.home)
    tempfile.tempdir = os.environ["TMPDIR"] = str(scene.temporary)
    moments: Moments | None = None

    def say(*line: Any) -> None:
        if moments is not None:
            moments.come("said")
        telling.send(line)

    try:
        if work == MAKE:
            make_material(scene.material)
        elif work.startswith((START_AGAIN, TURN_ALL)):
            how, name = work.rsplit(": ", 1)
            start_again(scene, OPERATIONS[name].opened_next, say, turning=TURN_ALL.startswith(f"{how}:"))
        else:
            telling.send(("begins",))
            moments = Moments((scene.files, scene.home, scene.out), kill_at)
            OPERATIONS[work].work(scene, say)
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent says it
        telling.send(("trouble", f"{type(error).__name__}: {error}"[:300]))
    telling.send(("ended", tuple(moments.names) if moments else ()))
    os._exit(0)  # as it stands: what an orderly end would still do is not part of the operation
