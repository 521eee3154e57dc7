"""Which reasons of a pair somebody else than the programme team may be told: every field a reason tells is declared.

A reason that tells what people answered to questions of the programme's own names them in its `sources`; what the
coordinator says of a question now decides, whenever the reason was found.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from nhipcau.common.audience import Reader
from nhipcau.database.audience import may_read, may_read_answer
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.own_questions import ANSWER, all_lines, answer_source
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase, ProfileQuestion
from nhipcau.pairing.settings.sensitive_criteria import question_category

TOPICS_READ: Final = ("participant.goals", "participant.strengths")
_REASON: Final = "pairing.reason."
_MOST_TOLD: Final = 3
FIELDS_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "goals_strengths": TOPICS_READ,
    "strengths_goals": TOPICS_READ,
    "interests": ("participant.interests",),
    "same_place": ("person.place",),
    "same_department": ("person.department",),
    "different_department": ("person.department",),
    "learning_style": ("participant.learning_style",),
    "availability": ("participant.availability",),
    "leader_time": ("participant.availability",),
    "leader_online": ("person.meeting_ways",),
    "mentee_wishes": ("participant.wishes",),
    "mentor_wishes": ("participant.wishes",),
    "earlier_partner": ("pair.state",),
    "level_gap": ("person.level",),
    "level_same": ("person.level",),
    "technology_passion_topics": ("participant.strengths", "participant.interests"),
    "communication_topics": ("participant.strengths", "participant.interests"),
}
"""By the reason's code: the fields it tells, each `table.column`."""
TELLS_ITS_SOURCES: Final = frozenset(
    {
        "question_common",
        "question_different",
        "question_answers",
        "graded",
        "technology_passion",
        "communication",
        "openness",
    }
)
"""Reasons that tell what their `sources` say: `answer:<question id>` and fields."""


def may_tell(reader: Reader, reason: Phrase, people: PairingInput) -> bool:
    """Say whether `reader` may be told a reason: every field and every answer in it. Of what is not known: no."""
    if reader == "team":
        return True
    code = reason.code.removeprefix(_REASON)
    if code in FIELDS_TOLD:
        return may_read(reader, *FIELDS_TOLD[code])
    sources = _sources(reason)
    return bool(sources) and all(_may_read_source(reader, source, people) for source in sources)


def told_reasons(reader: Reader, pair: ProposedPair, people: PairingInput) -> tuple[Phrase, ...]:
    """Return what `reader` is told of why the two are a pair: the reasons that matter most of those they may know."""
    return _first_of(pair, lambda reason: may_tell(reader, reason, people))


def kept_off_paper(people: PairingInput) -> frozenset[str]:
    """Return the sources that the team's sheet to print leaves out: sensitive answers that may not be quoted.

    The window tells the team every reason; what is printed or sent round reaches others easily.
    """
    return frozenset(
        answer_source(one.id)
        for one in people.questions
        if one.quotable is not True and question_category(one, people) is not None
    )


def printed_reasons(pair: ProposedPair, off_paper: frozenset[str]) -> tuple[Phrase, ...]:
    """Return the reasons that stand in the team's sheet to print, without those that tell what is kept off it."""
    return _first_of(pair, lambda reason: off_paper.isdisjoint(_sources(reason)))


def _first_of(pair: ProposedPair, may_stand: Callable[[Phrase], bool]) -> tuple[Phrase, ...]:
    others = sorted(pair.parts, key=lambda part: -part.points)
    found: list[Phrase] = []
    for reason in (*pair.reasons, *(part.detail for part in others if part.detail is not None)):
        if reason not in found and may_stand(reason):
            found.append(reason)
    return tuple(found[:_MOST_TOLD])


def undecided_questions(
    pairs: Iterable[ProposedPair], people: PairingInput
) -> tuple[tuple[ProfileQuestion, ...], ...]:
    """Return the questions that reasons of these pairs would quote, had the coordinator said whether they may be.

    Each comes with all lines of its grid: a grid is one question.
    """
    wanted = {
        source
        for pair in pairs
        for reason in pair.reasons
        if _waits_for_a_word(reason, people)
        for source in _sources(reason)
    }
    found = [
        all_lines(question, people)
        for question in people.questions
        if question.quotable is None and answer_source(question.id) in wanted
    ]
    return tuple(dict.fromkeys(found))


def _waits_for_a_word(reason: Phrase, people: PairingInput) -> bool:
    """Whether a reason would be told to the two, were every undecided question of it quotable."""
    decided = {answer_source(one.id): one.quotable for one in people.questions}
    answers = [source for source in _sources(reason) if source.startswith(ANSWER)]
    fields = [source for source in _sources(reason) if not source.startswith(ANSWER)]
    standing = [decided.get(source, False) for source in answers]
    return None in standing and False not in standing and may_read("partner", *fields)


def _sources(reason: Phrase) -> tuple[str, ...]:
    if reason.code.removeprefix(_REASON) not in TELLS_ITS_SOURCES:
        return ()
    sources = reason.values.get("sources", ())
    return tuple(map(str, sources)) if isinstance(sources, tuple) else ()


def _may_read_source(reader: Reader, source: str, people: PairingInput) -> bool:
    if not source.startswith(ANSWER):
        return may_read(reader, source)
    asked = next((one for one in people.questions if answer_source(one.id) == source), None)
    return may_read_answer(reader, None if asked is None else asked.quotable)
