"""Whether an own question's answers may be told to the other of a pair; answers of anonymous survey waves."""

import sqlalchemy as sa
from alembic import op

revision = "m0004"
down_revision = "m0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anonymous_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["survey_question.id"],
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["survey_wave.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.add_column("question", sa.Column("quotable", sa.Boolean(), nullable=True))
    op.add_column(
        "survey_wave", sa.Column("anonymous", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _make_indexes()


def _make_indexes() -> None:
    op.create_index(
        op.f("ix_anonymous_answer_question_id"), "anonymous_answer", ["question_id"], unique=False
    )
    op.create_index(op.f("ix_anonymous_answer_wave_id"), "anonymous_answer", ["wave_id"], unique=False)
