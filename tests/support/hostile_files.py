"""Data files that something has been done to, behind the program's back."""

import sqlite3
from contextlib import closing
from pathlib import Path

Raw = dict[str, list[tuple[object, ...]]]


def behind(path: Path, *statements: str, values: tuple[object, ...] = ()) -> Path:
    """Run SQL on a closed file, with no care for references; `values` fill the gaps of every statement."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement, values if "?" in statement else ())
    return path


def allow_empty(path: Path, table: str) -> None:
    """Let every column of a table be empty, as after damage; the words of the schema stay as they are."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        (sql,) = other.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        other.execute("PRAGMA writable_schema = ON")
        loose = sql.replace(" NOT NULL", "")
        other.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (loose, table))


def forbid_empty(path: Path, table: str, sql: str) -> None:
    """Put the words of the schema back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, table))


def declared(path: Path, table: str) -> str:
    """Return the words of the schema that make a table."""
    with closing(sqlite3.connect(path)) as other:
        found: str = other.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        return found


def raw(path: Path) -> Raw:
    """Return every cell of every table but the journal's, with its kind of storage, text as the bytes it is."""
    with closing(sqlite3.connect(path, timeout=10)) as other:
        names = [
            name
            for (name,) in other.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                " AND name NOT LIKE 'journal_%' ORDER BY name"
            )
        ]
        other.text_factory = bytes
        columns = {
            name: [row[1].decode() for row in other.execute(f'PRAGMA table_info("{name}")')] for name in names
        }
        return {
            name: other.execute(
                f'SELECT {", ".join(f"""typeof("{each}"), "{each}" """ for each in columns[name])} '
                f'FROM "{name}" ORDER BY rowid'
            ).fetchall()
            for name in names
        }
