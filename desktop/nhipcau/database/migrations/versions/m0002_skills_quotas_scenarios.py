"""The organisation's skills, quotas, kept plans, what a plan aims at, places at least, several mentors, fit answers."""

import sqlalchemy as sa
from alembic import op

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "skill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "skill_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("skill_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("folded"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("attribute", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("partner_value", sa.String(), nullable=False),
        sa.Column("bound", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "scenario_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentee_id"],
            ["participant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"],
            ["participant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scenario_id", "mentor_id", "mentee_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sent_workbook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.add_column("pair", sa.Column("fit_answer", sa.String(), nullable=False, server_default=""))
    op.add_column("pair", sa.Column("fit_answered_on", sa.Date(), nullable=True))
    # A reference cannot be added to a table of SQLite: it is made anew.
    with op.batch_alter_table("pair", table_kwargs={"sqlite_autoincrement": True}) as pair:
        pair.add_column(
            sa.Column(
                "follows_id", sa.Integer(), sa.ForeignKey("pair.id", name="pair_follows_id"), nullable=True
            )
        )
    op.add_column("pairing_rules", sa.Column("aim", sa.String(), nullable=False, server_default="fairest"))
    op.add_column(
        "pairing_rules", sa.Column("fair_within", sa.Integer(), nullable=False, server_default="50")
    )
    op.add_column(
        "pairing_rules", sa.Column("every_mentor", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("pairing_rules", sa.Column("group_least", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "pairing_rules", sa.Column("mentors_each", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "pairing_rules", sa.Column("mutual", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "pairing_rules",
        sa.Column("priority_left_out", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column("participant", sa.Column("least", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "participant", sa.Column("mentors_wanted", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("pairing_rules", sa.Column("time_zone_most", sa.Integer(), nullable=True))
    op.add_column("participant", sa.Column("refusals", sa.JSON(), nullable=False, server_default="[]"))
    _make_sessions()
    _make_indexes()


def _make_sessions() -> None:
    """Make room for what pairs set out to do, when they met and how they feel."""
    op.create_table(
        "mentoring_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["pair.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pair_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["pair.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pulse_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("feeling", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["pair.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )


def _make_indexes() -> None:
    op.create_index(op.f("ix_mentoring_session_pair_id"), "mentoring_session", ["pair_id"], unique=False)
    op.create_index(op.f("ix_pair_goal_pair_id"), "pair_goal", ["pair_id"], unique=False)
    op.create_index(op.f("ix_pulse_answer_pair_id"), "pulse_answer", ["pair_id"], unique=False)
    op.create_index(op.f("ix_skill_wording_skill_code"), "skill_wording", ["skill_code"], unique=False)
    op.create_index(op.f("ix_quota_programme_id"), "quota", ["programme_id"], unique=False)
    op.create_index(op.f("ix_scenario_programme_id"), "scenario", ["programme_id"], unique=False)
    op.create_index(op.f("ix_scenario_pair_mentee_id"), "scenario_pair", ["mentee_id"], unique=False)
    op.create_index(op.f("ix_scenario_pair_mentor_id"), "scenario_pair", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_scenario_pair_scenario_id"), "scenario_pair", ["scenario_id"], unique=False)
    op.create_index(op.f("ix_sent_workbook_programme_id"), "sent_workbook", ["programme_id"], unique=False)
    op.create_index(op.f("ix_pair_follows_id"), "pair", ["follows_id"], unique=False)
