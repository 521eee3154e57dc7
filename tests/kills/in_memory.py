"""What the process that children are forked from has in memory: otherwise each of them would fetch it anew."""

from importlib import import_module

from sqlalchemy.orm import configure_mappers

for _name in ("operations", "starting"):
    import_module(f"tests.kills.{_name}")
# The program imports these when it first uses them.
for _name in ("alembic.command", "openpyxl", "scipy.optimize"):
    import_module(_name)
configure_mappers()
