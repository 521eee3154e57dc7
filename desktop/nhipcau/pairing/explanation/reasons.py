"""Why two people fit, as phrases: what they share, criterion by criterion."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from nhipcau.pairing.explanation.results import Part
from nhipcau.pairing.settings.answer_keys import TopicIndex, TopicWords, answer_key
from nhipcau.pairing.settings.criteria import (
    answer_keys,
    criterion_label,
    grid_lines,
    mentors_named,
    name_keys,
    question_of,
)
from nhipcau.pairing.settings.own_questions import answer_source
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    Phrase,
    ProfileQuestion,
)
from nhipcau.pairing.settings.reverse_criteria import QUALITIES, STRONG, reading
from nhipcau.pairing.settings.rules import level_gap, slot_keys

_MOST_NAMED: Final = 3
_DAYS: Final = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


class Reasons:
    """Finds the phrases of one programme's pairs."""

    def __init__(self, people: PairingInput, criteria: Sequence[CriterionSetting]) -> None:
        self._people = people
        self._criteria = tuple(criteria)
        self._words = TopicWords(people.skills)
        self._named = [(setting.key, criterion_label(setting, people)) for setting in criteria]
        self._grids: dict[int, tuple[tuple[ProfileQuestion, ...], dict[int, tuple[int, ...]]]] = {}

    def parts(
        self,
        mentee: Candidate,
        mentor: Candidate,
        points: Sequence[int],
        most: Sequence[int],
        answered: Sequence[bool],
    ) -> tuple[Part, ...]:
        """Return one part per criterion, with what was found for these two."""
        return tuple(
            [
                Part(key, label, given, best, self._found(place, mentee, mentor, given, known), not known)
                for place, ((key, label), given, best, known) in enumerate(
                    zip(self._named, points, most, answered, strict=True)
                )
            ]
        )

    def _found(
        self, place: int, mentee: Candidate, mentor: Candidate, given: int, known: bool
    ) -> Phrase | None:
        return self.detail(self._criteria[place], mentee, mentor) if known and given > 0 else None

    def detail(self, setting: CriterionSetting, mentee: Candidate, mentor: Candidate) -> Phrase | None:
        """Return what speaks for the two by this criterion."""
        if setting.code == "question":
            return self._question(setting, mentee, mentor)
        if setting.code == "level_gap":
            gap = level_gap(mentee, mentor, self._people.kind)
            return (
                Phrase("pairing.reason.level_gap", {"n": gap}) if gap else Phrase("pairing.reason.level_same")
            )
        if setting.code == "earlier_partner":
            return Phrase("pairing.reason.earlier_partner")
        if setting.code in QUALITIES:
            return self._quality(setting.code, mentee, mentor)
        if setting.code in _TOPICS:
            return _topics(setting.code, *_TOPICS[setting.code](mentee, mentor), self._words)
        return _DETAILS[setting.code](mentee, mentor)

    def _quality(self, code: str, mentee: Candidate, mentor: Candidate) -> Phrase | None:
        """Praise only: how somebody has graded themselves is nobody else's business."""
        found = reading(
            code, mentee if code == "openness" else mentor, self._people.questions, self._people.skills
        )
        if found is None or found.share < STRONG:
            return None
        if found.topics:
            return Phrase(f"pairing.reason.{code}_topics", {"topics": found.topics})
        return Phrase(f"pairing.reason.{code}", {"sources": found.sources})

    def _question(self, setting: CriterionSetting, mentee: Candidate, mentor: Candidate) -> Phrase | None:
        mine = question_of(self._people, setting.mentee_question_id or setting.mentor_question_id)
        yours = question_of(self._people, setting.mentor_question_id or setting.mentee_question_id)
        if mine is None or yours is None:
            return None
        if setting.comparison == "graded":
            return self._graded(mine, mentee, mentor)
        ours, theirs = _said(mentee.answers.get(mine.id)), _said(mentor.answers.get(yours.id))
        sources = tuple(dict.fromkeys((answer_source(mine.id), answer_source(yours.id))))
        values: dict[str, object] = {
            "wording": mine.wording, "mentee": ours, "mentor": theirs, "sources": sources,
        }  # fmt: skip
        common = tuple(text for text in ours if answer_key(text) in answer_keys(theirs))
        if common and setting.comparison not in ("different", "complement"):
            return Phrase("pairing.reason.question_common", values | {"answers": common[:_MOST_NAMED]})
        if setting.comparison == "different":
            return Phrase("pairing.reason.question_different", values)
        return Phrase("pairing.reason.question_answers", values)

    def _graded(self, question: ProfileQuestion, mentee: Candidate, mentor: Candidate) -> Phrase | None:
        if question.id not in self._grids:
            lines = grid_lines(self._people, question)
            ids = (person.participant_id for person in self._people.mentors)
            self._grids[question.id] = (
                lines,
                dict(zip(ids, mentors_named(self._people, lines), strict=True)),
            )
        lines, named = self._grids[question.id]
        for number in named.get(mentor.participant_id, ()):
            line = lines[number]
            grade = mentee.answers.get(line.id)
            if grade not in (None, ""):
                sources = (answer_source(line.id), *_offered_in(mentor, line))
                values = {"option": line.wording, "grade": grade, "sources": sources}
                return Phrase("pairing.reason.graded", values)
        return None


def _offered_in(mentor: Candidate, line: ProfileQuestion) -> tuple[str, ...]:
    """Return what the mentor has said that a line of a grid speaks of, as sources; nothing when it names them."""
    if answer_key(line.wording) in name_keys(mentor):
        return ()
    index = TopicIndex([answer_key(line.wording)])

    def answers_it(said: Iterable[object]) -> bool:
        return any(index.answered_by(key) for text in said if (key := answer_key(str(text))))

    for field, said in (
        ("person.title", (mentor.title,)),
        ("person.department", (mentor.department,)),
        ("participant.strengths", tuple(strength.name for strength in mentor.strengths)),
    ):
        if answers_it(said):
            return (field,)
    return tuple(
        answer_source(question) for question, answer in mentor.answers.items() if answers_it(_said(answer))
    )


def _said(answer: object) -> tuple[str, ...]:
    parts = answer if isinstance(answer, list | tuple) else (answer,)
    return tuple(str(part) for part in parts if part not in (None, ""))


_amount = itemgetter(0)


Wanted = Sequence[tuple[int, str]]


def _topics(code: str, wanted: Wanted, offered: Sequence[str], words: TopicWords) -> Phrase | None:
    """Name the wanted topics that are offered, as who wants them wrote them, the most important first."""
    offers = [offer for text in offered for offer in words.of(text)]
    found: list[str] = []
    for _, text in sorted(wanted, key=_amount, reverse=True) if len(wanted) > 1 else wanted:
        if text not in found and _is_offered(words.of(text), offers):
            found.append(text)
    if not found:
        return None
    return Phrase(f"pairing.reason.{code}", {"topics": tuple(found[:_MOST_NAMED]), "n": len(found)})


def _is_offered(wanted: Sequence[frozenset[str]], offers: Sequence[frozenset[str]]) -> bool:
    for one in wanted:
        for offer in offers:
            if one <= offer or offer <= one:
                return True
    return False


def _goals(wishing: Candidate, able: Candidate) -> tuple[Wanted, Sequence[str]]:
    return [(goal.amount, goal.name) for goal in wishing.goals], [one.name for one in able.strengths]


_TOPICS: Final[Mapping[str, Callable[[Candidate, Candidate], tuple[Wanted, Sequence[str]]]]] = {
    "goals_strengths": _goals,
    "strengths_goals": lambda mentee, mentor: _goals(mentor, mentee),
    "interests": lambda mentee, mentor: ([(0, name) for name in mentee.interests], mentor.interests),
}


@lru_cache(maxsize=4096)
def slot_phrase(slot: str) -> Phrase | str:
    """Return `mon-18` as a day and an hour to be said in a language; other wordings as they are."""
    day, _, hour = slot.partition("-")
    if day in _DAYS and hour.isdigit():
        return Phrase("pairing.slot", {"day": Phrase(f"pairing.day.{day}"), "hour": int(hour)})
    return slot


def _slots(mentee: Candidate, mentor: Candidate, code: str = "pairing.reason.availability") -> Phrase | None:
    theirs = slot_keys(mentor)
    common = tuple(dict.fromkeys([slot for slot in mentee.availability if answer_key(slot) in theirs]))
    if not common:
        return None
    return Phrase(
        code,
        {"n": len(common), "slots": tuple(map(slot_phrase, common[:_MOST_NAMED]))},
    )


def _meeting(mentee: Candidate, mentor: Candidate) -> Phrase | None:
    """Say how the leader can meet the junior without moving."""
    same_place = bool(mentee.place) and answer_key(mentee.place) == answer_key(mentor.place)
    if same_place and set(mentee.meeting_ways) != {"online"}:
        return Phrase("pairing.reason.same_place", {"place": mentee.place})
    return Phrase("pairing.reason.leader_online") if "online" in mentee.meeting_ways else None


def _wish(code: str, wishing: Candidate, wished: Candidate) -> Phrase | None:
    names = name_keys(wished)
    for place, wish in enumerate(wishing.wishes, 1):
        if answer_key(wish) in names:
            return Phrase(code, {"n": place})
    return None


_DETAILS: Final[Mapping[str, Callable[[Candidate, Candidate], Phrase | None]]] = {
    "same_place": lambda mentee, _: Phrase("pairing.reason.same_place", {"place": mentee.place}),
    "same_department": lambda mentee, _: Phrase(
        "pairing.reason.same_department", {"department": mentee.department}
    ),
    "different_department": lambda mentee, mentor: Phrase(
        "pairing.reason.different_department", {"mentee": mentee.department, "mentor": mentor.department}
    ),
    "learning_style": lambda mentee, _: Phrase(
        "pairing.reason.learning_style", {"style": mentee.learning_style}
    ),
    "availability": _slots,
    "leader_time": lambda mentee, mentor: _slots(mentee, mentor, "pairing.reason.leader_time"),
    "leader_place": _meeting,
    "mentee_wishes": lambda mentee, mentor: _wish("pairing.reason.mentee_wishes", mentee, mentor),
    "mentor_wishes": lambda mentee, mentor: _wish("pairing.reason.mentor_wishes", mentor, mentee),
}


_TELLING: Final[Mapping[str, int]] = {
    "goals_strengths": 1000,
    "mentee_wishes": 1000,
    "mentor_wishes": 800,
    "strengths_goals": 700,
    "question": 300,
    "interests": 200,
    "availability": 100,
    "leader_time": 400,
    "technology_passion": 300,
    "openness": 200,
    "communication": 100,
}
"""Head start, in points: when two reasons weigh about the same, what they can do for each other says more than where
they sit."""


def strongest(parts: Sequence[Part], usual: Sequence[int], count: int = 3) -> tuple[Phrase, ...]:
    """Return the reasons that matter: what this pair has above the usual points of each criterion first."""
    telling = [
        (part.points - usual[k] + _TELLING.get(part.key.partition(":")[0], 0), part.points, -k)
        for k, part in enumerate(parts)
        if part.detail is not None
    ]
    chosen = [parts[-place] for _, _, place in sorted(telling, reverse=True)[:count]]
    return tuple(part.detail for part in chosen if part.detail is not None)
