"""The clues of headings that ask for no field: questions of a programme's own, and columns of its organisers."""

from typing import Final

from nhipcau.exchange.formats.reading_terms import Reason

OF_ITS_OWN: Final[tuple[tuple[float, str, str, Reason], ...]] = (
    (5, "past", "", "past"),
    (5, "condition", "", "condition"),
    (5, "permission", "", "permission"),
    (5, "count unit", "", "count_of_others"),
    (4, "unit", "improve learn skill help want", "count_of_others"),
    (5, "count manage", "mentee mentor take teach help", "count_of_others"),
    (5, "frequency", "", "count_of_others"),
    (5, "other_person", "", "somebody_else"),
    (5, "manager phone", "", "somebody_else"),
    (5, "assistant phone", "", "somebody_else"),
    (4.5, "negated", "match refusal", "negated"),
    (6, "partner_property", "", "about_partner"),
    (6.5, "property_asked", "", "about_partner"),
    (6, "general_role", "", "heading"),
    (5, "later be_mentor", "", "condition"),
    (5, "later be_mentee", "", "condition"),
    (4.5, "work_done", "hobby free want like learn teach title", "heading"),
    (6, "acquaintance", "", "acquaintance"),
    (5, "rating", "", "heading"),
    (5, "ranking", "hobby skill learn improve strength_noun want", "heading"),
    (5, "own_subject", "", "heading"),
    (5, "age", "", "heading"),
    (4, "industry", "", "heading"),
    (5, "be_manager", "", "heading"),
    (5, "interview", "", "heading"),
    (4, "help organisers", "", "closing"),
)
"""Weight, concepts, bars and reason of what makes a column a question of the programme's own."""
ORGANISERS: Final[tuple[tuple[float, str, str, Reason], ...]] = (
    (8, "technical alone", "", "organiser"),
    (7, "own_note", "want self more share_with", "organiser"),
    (7, "reviewed", "want self", "organiser"),
    (6, "status alone", "self told_more", "organiser"),
    (6, "status sign_up", "self", "organiser"),
    (5, "score alone", "self rating told_more", "organiser"),
    (5, "score person_side", "self rating", "organiser"),
    (5, "interview score", "self", "organiser"),
    (3, "row_number", "self_noun people email", "row_numbers"),
)
"""The same for what makes a column one of the organisers' own, which is left alone."""
