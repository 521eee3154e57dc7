"""Drafts the migration from the present schema to that of the models, for a person to read and finish.

`PYTHONPATH=desktop:. python -m tests.support.draft_migration [--first] > …/migrations/versions/m0002_….py`
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from tests.support.schema import metadata

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.migration import upgrade
from nhipcau.database.sqlite import sqlite_engine

_HEAD = '''"""What changes, in a few words."""

import sqlalchemy as sa
from alembic import op

revision = "m{number:04d}"
down_revision = {before}
branch_labels = None
depends_on = None


def upgrade() -> None:
{tables}    _make_indexes()


def _make_indexes() -> None:
{indexes}'''


def _plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write SQLModel's own column types as SQLAlchemy's: a migration must outlive them."""
    if kind == "type" and type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        length = getattr(item, "length", None)
        return f"sa.String(length={length})" if length else "sa.String()"
    return False


def draft(*, first: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        engine = sqlite_engine(Path(folder) / "draft", writes=True, wal=False)
        with engine.begin() as connection:
            if not first:
                upgrade(connection)
            options = {"target_metadata": metadata(), "render_item": _plain_type}
            context = MigrationContext.configure(connection, opts=options)
            operations = produce_migrations(context, metadata()).upgrade_ops
            assert operations is not None
            code = render_python_code(operations, migration_context=context, render_item=_plain_type)
        engine.dispose()
    code = re.sub(r" *# ###.*\n", "", code + "\n")
    indexes = "".join(line + "\n" for line in code.splitlines() if "op.create_index(" in line)
    tables = "".join(line + "\n" for line in code.splitlines() if "op.create_index(" not in line)
    return _HEAD.format(
        number=1 if first else SCHEMA + 1,
        before=None if first else repr(f"m{SCHEMA:04d}"),
        tables=tables,
        indexes=indexes,
    )


if __name__ == "__main__":
    sys.stdout.write(draft(first="--first" in sys.argv))
