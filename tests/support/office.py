"""Two copies of one file as an office has them, and what is done in either."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlmodel import Session
from tests.support import make
from tests.support.database import new_file
from tests.support.versions import dangling, opened, rows_by_id, tick

from nhipcau.database.versions import Divergence, MergeReport, compare, merge
from nhipcau.participants.service import amend_person

Work = Callable[[Session], object]


class Office:
    """One file with a programme and two people, and what is done in either copy of it."""

    def __init__(self, folder: Path) -> None:
        tick()
        self.theirs = folder / "cố vấn.nhipcau"
        with opened(new_file(folder)) as database:
            self.programme = make.programme(database)
            self.mai = make.person(database, "Lê Thị Mai", email="mai@ex.vn", phone="0901")
            self.an = make.person(database, "Trần Văn An", email="an@ex.vn")
        self.mine = Path(shutil.copy(folder / "organisation.nhipcau", folder / "kept aside.nhipcau"))
        shutil.copy(folder / "organisation.nhipcau", self.theirs)

    def here(self, *works: Work) -> None:
        _do(self.mine, works)

    def there(self, *works: Work) -> None:
        _do(self.theirs, works)

    def compared(self) -> Divergence:
        with opened(self.theirs) as database:
            return compare(database, self.mine)

    def merged(self, **kinds: str) -> MergeReport:
        """Merge; `kinds` are the kinds of conflicts that are decided for mine, as `needs="mine"`."""
        with opened(self.theirs) as database:
            divergence = compare(database, self.mine)
            chosen = {one.key: kinds[one.kind] for one in divergence.conflicts if one.kind in kinds}
            report = merge(database, divergence, chosen)  # type: ignore[arg-type]
        assert dangling(self.theirs) == []
        return report

    def person(self, person_id: int) -> dict[str, object]:
        return rows_by_id(self.theirs)["person"][person_id]


def _do(path: Path, works: tuple[Work, ...]) -> None:
    with opened(path) as database:
        for work in works:
            with database.step("a.b") as db:
                work(db)


def amend(person_id: int, **changes: object) -> Work:
    return lambda db: amend_person(db, person_id, changes)
