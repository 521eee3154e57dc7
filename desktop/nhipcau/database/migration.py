"""Bringing a store to the present schema. Alembic is slow to import: only for a store that needs it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run the migrations that the store has not seen, inside the caller's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)

    def to_head(revision: Any, _context: Any) -> Any:  # noqa: ANN401 - Alembic's signature
        return script._upgrade_revs("head", revision)  # noqa: SLF001 - what alembic.command.upgrade does

    with EnvironmentContext(config, script, fn=to_head) as environment:
        environment.configure(connection=connection, render_as_batch=True, transactional_ddl=False)
        environment.run_migrations()
