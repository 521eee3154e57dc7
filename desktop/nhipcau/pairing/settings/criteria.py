"""What pairing can look at, and which of it the form asked."""

from collections.abc import Callable, Mapping
from typing import Final

from nhipcau.pairing.models import Comparison, Weight
from nhipcau.pairing.settings.answer_keys import TopicIndex, answer_key
from nhipcau.pairing.settings.own_questions import all_lines
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    Phrase,
    ProfileQuestion,
)
from nhipcau.pairing.settings.reverse_criteria import QUALITIES, asks_for, asks_for_quality, reading
from nhipcau.pairing.settings.sensitive_criteria import question_category

POINTS_OF_WEIGHT: Final[Mapping[Weight, int]] = {"must": 5, "high": 5, "medium": 3, "low": 1, "off": 0}

# Whose view a criterion is; the rest is both's. `Rules.mentee_share` weighs the two.
MENTEES_VIEW: Final = frozenset(
    {
        "goals_strengths",
        "mentee_wishes",
        "technology_passion",
        "communication",
        "leader_time",
        "leader_place",
    }
)
MENTORS_VIEW: Final = frozenset({"strengths_goals", "mentor_wishes", "openness"})

_PROPOSED: Final[Mapping[str, Mapping[str, Weight]]] = {
    "traditional": {
        "goals_strengths": "high",
        "strengths_goals": "medium",
        "interests": "low",
        "same_place": "low",
        "different_department": "low",
        "learning_style": "low",
        "availability": "medium",
        "mentee_wishes": "high",
        "mentor_wishes": "high",
        "level_gap": "medium",
    },
    # The leader's time and place come first, then what the junior must bring and the leader must be ready for.
    "reverse": {
        "goals_strengths": "high",
        "leader_time": "high",
        "technology_passion": "high",
        "leader_place": "medium",
        "communication": "medium",
        "openness": "medium",
        "mentee_wishes": "medium",
        "mentor_wishes": "low",
        "strengths_goals": "low",
        "level_gap": "low",
        "different_department": "low",
        "learning_style": "low",
        "interests": "low",
    },
    # What each can give the other, as equals.
    "peer": {
        "goals_strengths": "high",
        "strengths_goals": "high",
        "mentee_wishes": "high",
        "mentor_wishes": "high",
        "availability": "medium",
        "different_department": "medium",
        "interests": "low",
        "same_place": "low",
        "learning_style": "low",
        "level_gap": "low",
    },
    # One mentor's hours and place must suit several.
    "group": {
        "goals_strengths": "high",
        "availability": "high",
        "mentee_wishes": "high",
        "mentor_wishes": "medium",
        "same_place": "medium",
        "level_gap": "medium",
        "interests": "low",
        "learning_style": "low",
        "different_department": "low",
    },
}
_ASKS: Final[Mapping[str, tuple[Callable[[Candidate], object], Callable[[Candidate], object]]]] = {
    "goals_strengths": (lambda p: p.goals, lambda p: p.strengths),
    "strengths_goals": (lambda p: p.strengths, lambda p: p.goals),
    "interests": (lambda p: p.interests, lambda p: p.interests),
    "same_place": (lambda p: p.place, lambda p: p.place),
    "different_department": (lambda p: p.department, lambda p: p.department),
    "learning_style": (lambda p: p.learning_style, lambda p: p.learning_style),
    "availability": (lambda p: p.availability, lambda p: p.availability),
    "level_gap": (lambda p: p.level_rank, lambda p: p.level_rank),
    "leader_time": (lambda p: p.availability, lambda p: p.availability),
    "leader_place": (lambda p: p.place or p.meeting_ways, lambda p: p.place or p.meeting_ways),
}
_JUNIORS: Final = frozenset({"technology_passion", "communication"})
"""Qualities asked of the junior; openness is asked of the leader."""
_TELLS_APART: Final = frozenset({"same_place", "different_department", "learning_style", "level_gap"})
"""Criteria that say nothing when everybody gave the same answer."""
_REMARKS: Final = tuple(
    answer_key(word)
    for word in (
        "ghi chú",
        "chú thích",
        "nhận xét",
        "BTC",
        "note",
        "notes",
        "comment",
        "comments",
        "remark",
        "remarks",
    )
)
_MOST_QUESTIONS: Final = 12


def criterion_label(setting: CriterionSetting, people: PairingInput) -> Phrase:
    """Return the criterion's name: the built-in one, or the question's wording with how it is compared."""
    if setting.code != "question":
        return Phrase(f"pairing.criterion.{setting.code}")
    question = question_of(people, setting.mentee_question_id or setting.mentor_question_id)
    if question is None:
        return Phrase("pairing.criterion.question_gone")
    wording = question.grid if setting.comparison == "graded" and question.grid else question.wording
    return Phrase("pairing.criterion.question", {"wording": wording})


def questions_behind(setting: CriterionSetting, people: PairingInput) -> tuple[ProfileQuestion, ...]:
    """Return the own questions whose answers a criterion's reasons tell, with all lines of their grids."""
    if setting.code in QUALITIES:
        asked = [one for one in people.questions if asks_for(setting.code, one)]
    else:
        ids = (setting.mentee_question_id, setting.mentor_question_id)
        asked = [one for one in people.questions if one.id in ids]
    return tuple(dict.fromkeys(line for one in asked for line in all_lines(one, people)))


def question_of(people: PairingInput, question_id: int | None) -> ProfileQuestion | None:
    return next((question for question in people.questions if question.id == question_id), None)


def comparisons_for(question: ProfileQuestion) -> tuple[Comparison, ...]:
    """Return how answers to this question can sensibly be compared, the likeliest first."""
    found: dict[str, tuple[Comparison, ...]] = {
        "one_choice": ("alike", "different", "must_match"),
        "several": ("overlap", "complement", "must_match"),
        "graded": ("graded", "alike", "complement", "different"),
        "scale": ("alike", "complement", "different"),
        "number": ("alike", "complement", "different"),
        "date": ("alike", "must_match"),
        "text": ("alike", "overlap"),
    }
    return found.get(question.kind, ("alike",))


def proposed_criteria(people: PairingInput) -> tuple[CriterionSetting, ...]:
    """Return sensible criteria from what the form asked, ready to pair with."""
    proposed = _PROPOSED.get(people.kind, _PROPOSED["traditional"])
    built_in = [
        CriterionSetting(code, weight) for code, weight in proposed.items() if _was_asked(people, code)
    ]
    # At hand for who wants earlier pairs together again; the rules keep them apart until that is let go.
    again = [CriterionSetting("earlier_partner", "off")] if people.earlier else []
    return (*built_in, *again, *_proposed_questions(people))


def _was_asked(people: PairingInput, code: str) -> bool:
    if code in QUALITIES:
        side = people.mentors if code in _JUNIORS else people.mentees
        return any(reading(code, person, people.questions, people.skills) is not None for person in side)
    if code == "mentee_wishes":
        return _wish_for_each(people.mentees, people.mentors)
    if code == "mentor_wishes":
        return _wish_for_each(people.mentors, people.mentees)
    of_mentee, of_mentor = _ASKS[code]
    mentees = [of_mentee(person) for person in people.mentees]
    mentors = [of_mentor(person) for person in people.mentors]
    given = [answer for answer in (*mentees, *mentors) if answer not in (None, "", ())]
    if code in _TELLS_APART and len(set(map(str, given))) < 2:
        return False
    return any(a not in (None, "", ()) for a in mentees) and any(a not in (None, "", ()) for a in mentors)


def _wish_for_each(wishing: tuple[Candidate, ...], wished: tuple[Candidate, ...]) -> bool:
    """Whether somebody's wish names somebody on the other side: whoever is both may wish for one role only."""
    names = {key for person in wished for key in name_keys(person)}
    return any(answer_key(wish) in names for person in wishing for wish in person.wishes)


def _proposed_questions(people: PairingInput) -> list[CriterionSetting]:
    """Return the own questions that pairing could look at; none counts before the coordinator says so."""
    found: list[CriterionSetting] = []
    seen_grids: set[str] = set()
    answered_by_mentees = _answered(people.mentees)
    answered_by_mentors = _answered(people.mentors)
    # A sensitive question is no criterion by itself; the coordinator may still add it.
    for question in (one for one in people.questions if not _is_counted_otherwise(people, one)):
        if question.kind == "graded" and question.grid:
            if (
                question.grid not in seen_grids
                and question.id in answered_by_mentees
                and names_mentors(people, question)
            ):
                found.append(_asked(question.id, None, "graded"))
            seen_grids.add(question.grid)
            continue
        if question.kind not in ("one_choice", "several", "scale") or question.id not in answered_by_mentees:
            continue
        comparison = comparisons_for(question)[0]
        if question.id in answered_by_mentors:
            if _varies(people, question.id):
                found.append(_asked(question.id, None, comparison))
            continue
        partner = _partner_question(people, question, answered_by_mentors - answered_by_mentees)
        if partner is not None:
            found.append(_asked(question.id, partner, "overlap"))
    return found[:_MOST_QUESTIONS]


def _is_counted_otherwise(people: PairingInput, question: ProfileQuestion) -> bool:
    if people.reverse and asks_for_quality(question):
        return True
    if _is_remark(f"{question.grid} {question.wording}"):
        return True
    return question.kind != "text" and question_category(question, people) is not None


def _is_remark(asked: str) -> bool:
    """Whether this is somebody's remark about a person, as an organiser keeps beside the answers."""
    key = f" {answer_key(asked)} "
    return any(f" {word} " in key for word in _REMARKS)


def _asked(mentee: int, mentor: int | None, comparison: Comparison) -> CriterionSetting:
    return CriterionSetting("question", "off", comparison, mentee, mentor)


def _answered(side: tuple[Candidate, ...]) -> set[int]:
    return {
        question
        for person in side
        for question, answer in person.answers.items()
        if answer not in (None, "", [])
    }


def _varies(people: PairingInput, question_id: int) -> bool:
    answers = {
        str(person.answers[question_id]) for person in people.candidates if question_id in person.answers
    }
    return len(answers) > 1


def _partner_question(people: PairingInput, question: ProfileQuestion, candidates: set[int]) -> int | None:
    """Return the mentors' question with the same answers to choose from, as "want" and "have" often are."""
    ours = {key for person in people.mentees for key in answer_keys(person.answers.get(question.id))}
    best: tuple[float, int] | None = None
    for other in sorted(candidates):
        theirs = {key for person in people.mentors for key in answer_keys(person.answers.get(other))}
        share = len(ours & theirs) / max(len(ours), 1)
        if share >= 0.5 and (best is None or share > best[0]):
            best = (share, other)
    return best[1] if best else None


def answer_keys(answer: object) -> tuple[str, ...]:
    """Return an answer as comparable wordings, in the order given."""
    parts = answer if isinstance(answer, list | tuple) else (answer,)
    return tuple(key for part in parts if part is not None and (key := answer_key(str(part))))


def grid_lines(people: PairingInput, question: ProfileQuestion) -> tuple[ProfileQuestion, ...]:
    """Return all lines of the grid a question belongs to."""
    if not question.grid:
        return (question,)
    return tuple(line for line in people.questions if line.grid == question.grid and line.kind == "graded")


def mentors_named(people: PairingInput, lines: tuple[ProfileQuestion, ...]) -> list[tuple[int, ...]]:
    """Return for every mentor which lines of a grid speak of them: by name, else by what they said they offer."""
    index = TopicIndex(answer_key(line.wording) for line in lines)
    place = {answer_key(line.wording): number for number, line in enumerate(lines)}
    key_of = {column: key for key, column in index.columns.items()}
    found: list[tuple[int, ...]] = []
    for mentor in people.mentors:
        by_name = [place[key] for key in name_keys(mentor) if key in place]
        if by_name:
            found.append((by_name[0],))
            continue
        offered = [answer_key(text) for text in _offers(mentor)]
        columns = {column for key in offered for column in index.answered_by(key)}
        found.append(tuple(sorted(place[key_of[column]] for column in columns)))
    return found


def names_mentors(people: PairingInput, question: ProfileQuestion) -> bool:
    """Whether the lines of this grid are mentors, or things mentors have said of themselves."""
    return any(mentors_named(people, grid_lines(people, question)))


def name_keys(person: Candidate) -> tuple[str, ...]:
    """Return the ways a person may be named in somebody's wishes."""
    names = (person.name, person.email, person.employee_code, person.preferred_name)
    return tuple(dict.fromkeys(key for name in names if (key := answer_key(name))))


def _offers(mentor: Candidate) -> list[str]:
    said = [strength.name for strength in mentor.strengths]
    said += [mentor.department, mentor.title]
    for answer in mentor.answers.values():
        said += [
            str(part) for part in (answer if isinstance(answer, list) else [answer]) if isinstance(part, str)
        ]
    return [text for text in said if text]
