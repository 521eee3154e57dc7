"""What the papers of an organisation begin with: its logo and its colour."""

import sqlalchemy as sa
from alembic import op

revision = "m0007"
down_revision = "m0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("colour", sa.String(), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("logo", sa.String(), nullable=False, server_default=""))
