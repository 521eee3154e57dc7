"""What must be true after a kill, whenever it came: each check yields a sentence for everything that is not."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.kills.looking import Look, look, replayed
from tests.kills.scenes import Scene

Said = tuple[Any, ...]
_EMPTY: Final = Look()


@dataclass(frozen=True)
class Told:
    """What the child said before it was killed."""

    lines: Sequence[Said]

    @property
    def done(self) -> bool:
        return ("done",) in self.lines

    @property
    def stored(self) -> list[int]:
        return [line[1] for line in self.lines if line[0] == "stored"]


Check = Callable[[Scene, Told], Iterator[str]]


def copied(scene: Scene, told: Told, *, onto: str | None) -> Iterator[str]:
    """Under the target's name is what was there or the whole copy; what was there is not lost."""
    yield from worked(scene, told)
    mine, target = scene.look("mine") or _EMPTY, scene.look("target")
    before = None if onto is None else look(scene.made(onto))
    yield from _one_of("target", target, before, mine)
    if told.done and (target is None or target.mark != mine.mark):
        yield "the copy that was said to be there is not"
    if before is not None:
        yield from _kept(scene, before)


def restored(scene: Scene, told: Told, *, over: str) -> Iterator[str]:
    """Under the name is the whole file as it was or the whole backup; neither is lost."""
    before, backup = look(scene.made(over)) or _EMPTY, look(scene.made("before")) or _EMPTY
    found = scene.look("mine")
    yield from _one_of("mine", found, before, backup)
    if told.done and (found is None or found.mark != backup.mark):
        yield "the backup that was said to be restored is not"
    yield from _kept(scene, before)
    yield from _kept(scene, backup)


def backed_up(scene: Scene, told: Told) -> Iterator[str]:
    """All that looks like a backup is one, and those that were said to be there are."""
    yield from worked(scene, told)
    yield from _backups(scene, least=sum(line == ("done",) for line in told.lines))


def salvaged(scene: Scene, told: Told) -> Iterator[str]:
    """The damaged file is untouched; what was saved of it is whole or not there."""
    if scene.file("damaged").read_bytes() != scene.made("damaged").read_bytes():
        yield "the damaged file was changed"
    target = scene.look("target")
    if target is not None:
        yield from _sound("target", target)
    if told.done and (target is None or not target.rows.get("person")):
        yield "what was said to be saved is not"


def sent(scene: Scene, told: Told, *, label: str, letters: int) -> Iterator[str]:
    """A folder that can be seen is complete; one that the file remembers, or that was said to be there, is.

    One may go out a moment before it is remembered: what comes home of it is asked about. The other way round the file
    would claim what nobody was sent.
    """
    yield from worked(scene, told)
    yield from written(scene, Told([("done",)] if told.stored else []), letters=letters)
    mine = scene.look("mine") or _EMPTY
    labels = [step["label"] for step in mine.rows.get("journal_step", {}).values()]
    is_remembered = any(label in each for each in labels)
    if is_remembered and not _folders(scene):
        yield "the file remembers a folder that is not there"


def written(scene: Scene, told: Told, *, letters: int) -> Iterator[str]:
    """A folder that can be seen is complete; one that was said to be there is."""
    folders = _folders(scene)
    if told.done and not folders:
        yield "the folder that was said to be there is not"
    for folder in folders:
        books, drafts = sorted(folder.glob("*.xlsx")), sorted(folder.glob("*.eml"))
        if len(drafts) != letters or (books and len(books) != letters):
            yield f"a folder with {len(books)} workbooks and {len(drafts)} letters"
        yield from (f"{each.name} is damaged" for each in books if not _opens(each))
        yield from (f"{each.name} is cut short" for each in drafts if len(each.read_bytes()) < 300)


def imported(scene: Scene, told: Told) -> Iterator[str]:
    yield from worked(scene, told)
    yield from _backups(scene, least=len(told.stored))


def worked(scene: Scene, told: Told) -> Iterator[str]:
    """Nothing said to be stored is lost, nothing is half done, and the history is as said."""
    before, after = look(scene.made("base")) or _EMPTY, scene.look("mine")
    yield from _sound("mine", after)
    if after is None or after.problems:
        return
    lost = [step for step in told.stored if step not in after.steps]
    if lost:
        yield f"{len(lost)} stored steps lost"
    if after.steps not in _possible(before.steps, told.lines, max(after.steps)):
        yield "the history is not as said"
    if replayed(before, after) != after.data:
        yield "a step is half done"


def closed(scene: Scene, told: Told) -> Iterator[str]:
    yield from worked(scene, told)
    yield from _backups(scene, least=int(told.done))
    if told.done and scene.file("mine").with_name(scene.file("mine").name + "-wal").exists():
        yield "closed, and the log is not folded into the file"


def upgraded(scene: Scene, told: Told, *, older: str) -> Iterator[str]:
    """Under the name is the file as it was, or all of it in the new form, and then the old one is kept."""
    before, now = look(scene.made(older)) or _EMPTY, look(scene.made(f"{older}_now")) or _EMPTY
    found = scene.look("mine")
    yield from _one_of("mine", found, before, now)
    if told.done and (found is None or found.mark != now.mark):
        yield "the file that was said to be upgraded is not"
    yield from _kept(scene, before)
    yield from _backups(scene, least=int(told.done))


def created(scene: Scene, told: Told) -> Iterator[str]:
    found = scene.look("mine")
    if found is not None:
        yield from _sound("mine", found)
        if "person" not in found.rows:
            yield "a file without its tables"
    elif told.done:
        yield "the file that was said to be there is not"


def _sound(name: str, found: Look | None) -> Iterator[str]:
    if found is None:
        yield f"no file under {name!r}"
    elif found.problems:
        yield f"{name!r} is damaged"


def _one_of(name: str, found: Look | None, *allowed: Look | None) -> Iterator[str]:
    if found is None and None in allowed:
        return
    yield from _sound(name, found)
    marks = [each.mark for each in allowed if each is not None]
    if found is not None and not found.problems and found.mark not in marks:
        yield f"{name!r} holds something else"


def _kept(scene: Scene, wanted: Look) -> Iterator[str]:
    """Look for a whole file that holds all this, in the user's folder or among the backups."""
    for path in (*scene.visible(scene.files), *scene.visible(scene.home)):
        found = look(path)
        if found is not None and found.mark == wanted.mark:
            return
    yield "what stood there before is nowhere"


def _backups(scene: Scene, least: int) -> Iterator[str]:
    found = scene.visible(scene.home)
    if len(found) < least:
        yield f"{least - len(found)} backups that were said to be there are not"
    for path in found:
        yield from _sound("a backup", look(path))


def _folders(scene: Scene) -> list[Path]:
    return [each for each in scene.out.iterdir() if not each.name.startswith(".")]


def _opens(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            return book.testzip() is None
    except (zipfile.BadZipFile, OSError):
        return False


def _possible(before: dict[int, str], lines: Sequence[Said], newest: int) -> list[dict[int, str]]:
    """Return the states that the history may be in: as said, or one step further, which could not be said any more."""
    state, following = dict(before), 0
    for line in lines:
        state = _after(state, line)
        following = max(state)
    further = [_after(state, line) for line in (("undone",), ("redone",))]
    if newest > following:
        further.append(_after(state, ("stored", newest)))
    return [state, *further]


def _after(before: dict[int, str], line: Said) -> dict[int, str]:
    state = dict(before)
    if line[0] == "stored":
        state = {step: "closed" if each == "undone" else each for step, each in state.items()}
        state[line[1]] = "done"
    done = [step for step, each in state.items() if each == "done"]
    undone = [step for step, each in state.items() if each == "undone"]
    if line[0] == "undone" and done:
        state[max(done)] = "undone"
    if line[0] == "redone" and undone:
        state[min(undone)] = "done"
    return state
