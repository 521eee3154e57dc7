"""What an action of a page is: one step, then said in a toast that can take it back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Generic, Protocol, TypeVar

from nhipcau.common.errors import Rejected
from nhipcau.widgets.desk import Desk

Db = TypeVar("Db")
Db_co = TypeVar("Db_co", covariant=True)


class Steps(Protocol[Db_co]):
    """What opens a step: the data file."""

    def step(self, label: str, **values: object) -> AbstractContextManager[Db_co]: ...


class Context(Generic[Db]):
    """The desk and the data file of a page, for what the page does."""

    def __init__(self, desk: Desk, database: Steps[Db]) -> None:
        self._desk = desk
        self._database = database

    @contextmanager
    def do(self, step: str, said: str = "", /, **values: object) -> Iterator[Db]:
        """Open a step; once it is stored say so, if `said` names a sentence. `values` fill the gaps of both."""
        with self._database.step(step, **values) as db:
            yield db
        if said:
            self.say(said, **values)

    def attempt(self, step: str, call: Callable[[Db], object], said: str, /, **values: object) -> bool:
        """Do something in a step and say so; where it is refused say why, and return False."""
        try:
            with self.do(step, said, **values) as db:
                call(db)
        except Rejected as refused:
            problem = refused.problems[0]
            self._desk.say(self._desk.words(problem.code, **problem.values), tone="warn")
            return False
        return True

    def say(self, key: str, /, **values: object) -> None:
        """Say what has been done, with the way to take it back."""
        self._desk.say(self._desk.words(key, **values), undo=True)
