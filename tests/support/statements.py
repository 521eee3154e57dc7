"""Statements compiled once a process: every store that a test opens would compile all of its own again."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from nhipcau.database import postgres, sqlite


def share_compiled_statements() -> None:
    """Give all engines of a kind one cache, in which each finds what another has compiled.

    The key of a compiled statement holds the dialect, which every engine makes anew: those of one kind, all set up
    alike by the program, are made equal. A third of the processor time of tests that store things was spent on this.
    """
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        for name, method in (("__hash__", _of_its_kind), ("__eq__", _is_of_the_same_kind)):
            setattr(kind, name, method)
    for module in (sqlite, postgres):
        names = vars(module)
        names["create_engine"] = _sharing(names["create_engine"])


def _of_its_kind(dialect: object) -> int:
    return hash(type(dialect))


def _is_of_the_same_kind(one: object, other: object) -> bool:
    return type(one) is type(other)


def _sharing(create: Callable[..., Engine]) -> Callable[..., Engine]:
    compiled: Any = LRUCache(5_000)

    def made(*arguments: Any, **settings: Any) -> Engine:
        engine = create(*arguments, **settings)
        engine._compiled_cache = compiled
        return engine

    return made
