"""What a data file holds, as JSON can say it. `python -m tests.support.dump FILE` writes that of a file to read."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def dump(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return every table's rows by id, those of the journal aside."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'journal_%' AND name <> 'alembic_version' ORDER BY name"
        ).fetchall()
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')]
            for (name,) in names
        }


if __name__ == "__main__":
    json.dump(dump(Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
