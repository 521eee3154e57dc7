"""Where one operation works: a folder of its own, laid out from material that is made once."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.kills.looking import Look, look

ENDING = ".nhipcau"


@dataclass(frozen=True)
class Scene:
    """The folders of one child: the user's files, the program's own, where send-outs go, and temporary files."""

    root: Path
    material: Path

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def temporary(self) -> Path:
        return self.root / "temporary"

    def file(self, name: str) -> Path:
        return self.files / f"{name}{ENDING}"

    def made(self, name: str) -> Path:
        return self.material / f"{name}{ENDING}"

    def clear(self) -> None:
        """Begin anew with empty folders."""
        shutil.rmtree(self.root, ignore_errors=True)
        for folder in (self.files, self.home, self.out, self.temporary):
            folder.mkdir(parents=True)

    def lay(self, name: str, made: str) -> None:
        """Put a data file of the material in its place, with its unfinished log where it has one."""
        for ending in ("", "-wal"):
            source = self.made(made)
            source = source.with_name(source.name + ending)
            if source.exists():
                target = self.file(name)
                shutil.copyfile(source, target.with_name(target.name + ending))

    def look(self, name: str) -> Look | None:
        return look(self.file(name))

    def visible(self, folder: Path) -> list[Path]:
        """Return the data files somebody would see in a folder and below."""
        return sorted(each for each in folder.rglob(f"*{ENDING}") if not _is_hidden(each, folder))

    def leftovers(self) -> list[str]:
        """Return what nobody asked for: hidden files and folders, logs without a data file, temporary files."""
        found = [each for each in self.temporary.rglob("*") if each.is_file()]
        for folder in (self.files, self.home, self.out):
            found += [each for each in folder.rglob("*") if each.is_file() and _is_left(each, folder)]
        return sorted(str(each.relative_to(self.root)) for each in found)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_left(path: Path, folder: Path) -> bool:
    if path.name.startswith(".~") and path.name.endswith(".lock"):
        return False  # says who had the file open; it keeps nobody on this computer out, and goes with the next opening
    if _is_hidden(path, folder) or path.suffix in (".tmp", ".old", ".new", ".part"):
        return True
    for ending in ("-wal", "-shm", "-journal"):
        if path.name.endswith(ending):
            return not path.with_name(path.name.removesuffix(ending)).exists()
    return False
