"""The words in which a reading of a file is told: roles, orders of dates, what a column means and why."""

from typing import Final, Literal

Role = Literal["mentor", "mentee", "both", ""]
DateOrder = Literal["dmy", "mdy", "ymd"]

SURE: Final = 0.8
"""Confidence (0 to 1) from which a column's meaning need not be looked at."""

Reason = Literal[
    "", "heading", "both", "answers", "remembered", "similar",
    "past", "condition", "permission", "count_of_others", "somebody_else", "negated", "closing", "about_partner",
    "acquaintance", "organiser", "row_numbers",
    "unclear", "two_readings", "answers_differ", "answers_only", "rival", "no_answers", "date_order",
]  # fmt: skip
"""What spoke for a column's meaning, or why it is in doubt: the text is `inbox.reason.` and this."""

QUESTION: Final = "question"
"""The meaning of a column that becomes a question of the programme's own."""
IGNORE: Final = "ignore"
"""The meaning of a column that is not used: response ids, start times."""
