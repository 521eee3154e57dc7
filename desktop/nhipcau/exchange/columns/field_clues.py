"""The clues of headings: a few concepts that stand together, and what they mean.

The weight of a clue is in log-odds: 7 names a thing outright, 5 is the usual way to ask for it, 3 a hint that answers
must support. A concept with a dash before it must not stand there. `resources/import/concepts.json` has the words of a
concept, `grammar` adds those that follow from how words stand together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FieldClues:
    """How a field is asked for."""

    bars: str
    """Concepts with which a heading asks something else."""
    clues: tuple[tuple[float, str], ...]
    """Weight and concepts."""


_FACT: Final = (
    "past condition negated acquaintance other_person own_subject partner_property permission interview "
    "rating like ranking named_wish property_asked general_role"
)
"""With these no fact about the person who answers is asked."""
_TOPIC: Final = (
    "past negated condition acquaintance own_subject permission rating frequency about_self partner_topics "
    "property_asked general_role"
)
"""With these no topic to learn or to teach is asked."""

FIELDS: Final[Mapping[str, FieldClues]] = {
    "full_name": FieldClues(
        (
            f"{_FACT} "
            "department manager assistant nick first last middle match choice want should title "
            "email phone"
        ),
        (
            (7, "name -mentor -mentee -partner"), (7, "name mentor in_mentor_file"),
            (7, "name mentee in_mentee_file"), (5, "name mentor partner"), (4, "name mentor"),
            (4, "name mentee"), (3, "name partner"), (3, "self_noun -self -count -manage"),
        ),
    ),
    "first_name": FieldClues(f"{_FACT} manager assistant last nick", ((7, "first"),)),
    "last_name": FieldClues(f"{_FACT} manager assistant first", ((7, "last"),)),
    "middle_name": FieldClues(f"{_FACT} manager", ((7, "middle"),)),
    "preferred_name": FieldClues("past mentor mentee manager assistant", ((7, "nick"),
    (6, "salutation name"))),
    "salutation": FieldClues("past gender name", ((8.5, "salutation"),)),
    "email": FieldClues(
        "past condition negated acquaintance other_person partner_property permission interview manager "
        "assistant mentor mentee frequency choice named_wish", ((7, "email"),),
    ),
    "phone": FieldClues(f"{_FACT} manager assistant way online in_person frequency", ((7, "phone"),)),
    "employee_code": FieldClues(
        f"{_FACT} manager assistant choice want",
        ((7, "code"), (6.5, "self_noun row_number"), (3.5, "row_number -mentor -mentee")),
    ),
    "department": FieldClues(
        f"{_FACT} mentor mentee partner count unit same name manager time work_done message knowing role",
        ((7, "department -want -learn"),),
    ),
    "title": FieldClues(
        f"{_FACT} mentor mentee partner count unit experience sign_up time",
        ((7, "title -want -learn"), (5, "role -sign_up -as -want -programme")),
    ),
    "level": FieldClues(
        f"{_FACT} mentor mentee partner count language language_name strength_noun skill", ((7, "level -want"),)
    ),
    "manager": FieldClues(
        f"{_FACT} phone experience be_manager approve mentor mentee reviewed count",
        ((7, "manager -email"), (7, "manager email"), (7, "reports_to"), (5, "manager name")),
    ),
    "birth_year": FieldClues(_FACT, ((7, "birth"),)),
    "gender": FieldClues(f"{_FACT} mentor mentee partner", ((7, "gender"),)),
    "place": FieldClues(f"{_FACT} mentor mentee partner time_zone meet department", ((7, "place -learn"),)),
    "languages": FieldClues(
        "past condition negated acquaintance own_subject rating",
        ((6.5, "language -level"), (5, "language level"), (6, "speaking language_name"), (4, "speaking")),
    ),
    "time_zone": FieldClues(_FACT, ((8, "time_zone"),)),
    "meeting_ways": FieldClues(
        "past negated condition acquaintance own_subject permission frequency time",
        (
            (7, "way"), (6, "online in_person"), (4, "want meet how"), (4, "want online"),
            (5, "like online"), (4, "like meet"), (3, "want meet -skill -mentor"),
        ),
    ),
    "assistant_name": FieldClues(f"{_FACT} email phone experience be_manager", ((7, "assistant"),)),
    "assistant_email": FieldClues(_FACT, ((8, "assistant email"),)),
    "role": FieldClues(
        "past condition negated acquaintance partner_property permission other_person count later "
        "general_role "
        "named_wish",
        (
            (7, "either_role -name"), (6, "role -title"), (5, "type"), (5, "sign_up title"),
            (6, "mentor mentee -count -name"),
            (6, "sign_up as -be_mentor -be_mentee"), (4, "sign_up role"), (4, "want as"), (3, "be want"),
            (4, "partner be have"), (3, "want"), (3, "self as"), (3, "sign_up"),
        ),
    ),
    "is_mentor": FieldClues(
        (
            "who past condition negated acquaintance permission partner_property should partner_topics count "
            "frequency other_person own_subject experience short both later general_role named_wish either_role "
            "in_mind"
        ),
        (
            (5.5, "be_mentor"), (4.5, "be_partner"), (5.5, "teach want mentor_as_verb"),
            (5, "teach want -skill"),
            (3, "mentor -want"), (5, "mentor alone"),
        ),
    ),
    "is_mentee": FieldClues(
        (
            "who past condition negated acquaintance permission partner_property should partner_topics count "
            "frequency same own_subject particular experience both skill help later general_role named_wish "
            "either_role in_mind"
        ),
        (
            (5.5, "be_mentee"), (5, "have_mentor"), (5, "want helped"), (3, "mentee"),
            (4.5, "mentee alone"),
        ),
    ),
    "both_roles": FieldClues(
        "past condition negated partner_property",
        ((6, "both role"), (6, "both mentor"), (6, "both be"), (4, "both")),
    ),
    "consent": FieldClues(
        "condition negated acquaintance rating manager",
        ((9, "agree data"), (4, "agree alone"), (2.5, "agree -sign_up")),
    ),
    "submitted": FieldClues(f"{_FACT} birth", (
        (7, "submitted"), (4, "time form"), (6, "date answered"), (4, "date sign_up"), (3.5, "date alone"),
    )),
    "capacity": FieldClues(
        (
            "past unit least condition negated acquaintance partner_property partner_topics own_subject "
            "interview age short frequency general_role"
        ),
        (
            (6.5, "counted_mentee"), (5.5, "counted_people can"), (5, "counted_people take"),
            (5, "counted_people teach"), (5, "counted_partner can"), (5, "count mentee can"),
            (4.5, "count can take -skill"), (4.5, "count can teach -skill"),
            (4.5, "count can help -skill -organisers"), (5.5, "count counterpart can"),
            (5.5, "count counterpart take"), (5.5, "count counterpart teach"),
            (5.5, "count counterpart help"),
            (6, "most counterpart"), (5, "most people in_mentor_file"), (6, "capacity_noun counterpart"),
            (5, "count counterpart in_mentor_file"),
            (4, "count mentee"), (6, "capacity_noun mentee"), (6, "most mentee"),
            (6, "take most -unit -amount"),
            (5, "counted_mentor in_mentor_file"),
            (4, "capacity_noun most"), (4, "capacity_noun -place"), (4, "mentee take"),
            (3, "capacity_noun"), (5, "mentee alone"), (3, "mentee"),
        ),
    ),
    "least": FieldClues(
        "past unit condition negated mentor acquaintance own_subject",
        ((8, "least mentee"), (8, "least people"), (6, "least count")),
    ),
    "mentors_wanted": FieldClues(
        (
            "past unit least condition negated mentee acquaintance partner_property mentor_as_verb "
            "be_mentor can in_mentor_file"
        ),
        ((6, "counted_mentor"), (4, "count mentor")),
    ),
    "goals": FieldClues(
        f"{_TOPIC} organisers assistant",
        (
            (5.5, "want learn -gained"), (5.5, "need learn -gained"), (6.5, "want learn skill"),
            (5, "want improve"), (5, "need improve"), (6, "skill improve"), (6.5, "skill improve want"),
            (6, "goal_noun"), (5, "weak skill"), (3, "weak"), (5.5, "want helped -gained"),
            (5.5, "need helped"), (4.5, "need help"), (4.5, "want help"), (5.5, "want help skill"),
            (5, "skill want meet"),
            (5, "skill need"), (4.5, "skill want -teach"), (5.5, "partner_named help"),
            (5.5, "partner_named teach want"), (5.5, "partner_named teach need"), (5, "helped skill"),
            (4, "learn skill"), (5, "improve in_mentee_file"), (5, "weak in_mentee_file"),
            (5, "learn in_mentee_file -gained"), (4, "improve"), (2.5, "learn"),
            (4.5, "skill in_mentee_file -can -teach"),
            (2.5, "skill"), (3, "partner_topics skill"),
        ),
    ),
    "strengths": FieldClues(
        f"{_TOPIC} more comment organisers count expect ideal",
        (
            (6.5, "strength_noun"), (5.5, "can teach"), (5, "can help"), (6, "can help skill"),
            (5, "teach skill -partner_named -helped"), (5, "experience teach"),
            (5, "skill teach want -partner_named -helped"),
            (4.5, "teach want -partner_named -improve -helped"), (5, "can skill"),
            (4.5, "skill in_mentor_file -improve -learn -need"),
            (2.5, "skill"), (5, "teach in_mentor_file -partner_named"),
            (4, "teach -partner_named -improve -helped"),
            (4, "help skill in_mentor_file"),
            (3, "experience skill"),
        ),
    ),
    "expectations": FieldClues(
        "past negated condition acquaintance own_subject permission rating frequency property_asked "
        "general_role",
        (
            (6.5, "expect -mentor -mentee"), (6.5, "expect gained"), (6.5, "expect have_mentor"),
            (4.5, "expect"), (6.5, "want gained -skill"), (6, "want get_out -skill"), (6, "reason sign_up"),
            (5, "reason programme"),
            (5, "reason want"), (5, "reason"), (5, "want alone -be -as -have"),
            (4.5, "want programme -learn -skill -help -be -mentor -mentee -meet -teach -both -sign_up -helped"),
        ),
    ),
    "ideal_partner": FieldClues(
        "past condition negated acquaintance name count permission general_role",
        (
            (7, "ideal mentor"), (7, "ideal mentee"), (7, "ideal partner"),
            (6.5, "expect mentor -gained -have_mentor"),
            (6.5, "expect mentee -gained"), (6.5, "ideal people"),
            (6.5, "partner_topics"), (2, "partner_property"), (2, "partner_named want"),
        ),
    ),
    "learning_style": FieldClues(
        "past", ((9, "learning_style"), (7, "learn how"), (6, "learn ideal -mentor -mentee -partner"))
    ),
    "interests": FieldClues(
        "past mentor mentee skill programme",
        ((7, "hobby"), (7, "do free"), (3, "do want"), (3, "do like")),
    ),
    "availability": FieldClues(
        "past count unit frequency hobby do condition permission own_subject birth partner_property place",
        (
            (7, "slot"), (6, "free time"), (5.5, "free"), (5, "time can meet"), (5, "time want meet"),
            (4.5, "time meet"), (4, "time can"), (3, "time"),
        ),
    ),
    "wishes": FieldClues(
        (
            "past condition negated acquaintance partner_property partner_topics same count should help "
            "learn improve phone property_asked general_role"
        ),
        (
            (7, "named_wish"), (7, "choice rank"), (6, "rank mentor -count -unit"),
            (6, "rank mentee -count -unit"),
            (6.5, "choice mentor"), (6.5, "choice mentee"), (6.5, "choice partner"),
            (6, "choice -want"), (6.5, "match particular"), (6.5, "particular mentor want"),
            (6.5, "particular mentee want"), (6.5, "particular partner want"), (5, "match want"),
            (5.5, "want who mentor"), (6, "name mentor want"), (6, "name mentee want"),
            (6, "email mentor want"), (6, "email mentee want"), (6, "code mentor want"),
            (6, "code mentee want"), (4.5, "partner_named want"), (5, "want mentor match"),
            (6, "particular want teach"),
        ),
    ),
    "refusals": FieldClues(
        "past condition partner_property partner_topics skill",
        ((8, "negated match"), (7.5, "refusal"), (7, "negated particular"), (6, "negated people"),
        (6, "negated want mentor")),
    ),
    "note": FieldClues(
        "past partner_property own_note count rating manager permission other_person own_subject",
        (
            (6, "about_self"), (6, "more comment"), (6, "more share_with"), (5.5, "comment"),
            (5.5, "more alone"), (4.5, "more"), (6, "about_word alone"), (5, "share_with organisers"),
            (4, "organisers teach"),
        ),
    ),
}  # fmt: skip
