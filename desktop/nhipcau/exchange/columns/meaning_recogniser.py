"""The meanings of all columns of a sheet: each by its own evidence, and no field twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from nhipcau.exchange.answers.ranks import rank_alone
from nhipcau.exchange.columns.answer_clues import answer_clues
from nhipcau.exchange.columns.answer_kinds import ColumnAnswers, KnownValues, answers_of
from nhipcau.exchange.columns.earlier_choices import SAME, Choice, remembered_clue
from nhipcau.exchange.columns.evidence_scores import MeaningEvidence, MeaningReading, reading_of
from nhipcau.exchange.columns.heading import heading_of
from nhipcau.exchange.columns.heading_clues import heading_clues
from nhipcau.exchange.columns.heading_grammar import HeadingQuestion, asked_in
from nhipcau.exchange.columns.row_numbers import weigh_row_numbers
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION, Reason, Role
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.exchange.formats.vocabulary import has_phrase, key_of
from nhipcau.participants.sheet import BY_CODE

_UNSEEN: Final = -4.0
"""Log-odds that a column is something for which nothing speaks, where what its heading asks is understood."""
_UNSEEN_BY_KIND: Final = (("yes_no", 0.6, -2.8), ("number", 0.6, -2.0), ("sentence", 0.5, -1.7))
"""The same where it is not: kind of answer, its least share, log-odds."""
_UNSEEN_PLAIN: Final = -1.6
_UNSEEN_NOUN: Final = -0.9
"""The same for other answers, and for a short heading of words that are not known: a thing like those of our fields."""
_MOODS: Final = ("past", "condition", "acquaintance")
"""Reasons of questions that a wish can hide in: `If you have a mentor in mind, name them`."""
_NOUN: Final = 3
"""Words of a heading that is only the name of a thing."""
_OUTRIGHT: Final = 6.0
"""Log-odds from which a heading names a thing so plainly that answers alone suggest no other."""
_USUAL: Final = 4.5
"""Log-odds of a usual way to ask for a thing."""
_DENIED: Final = 0.7
"""Confidence that a column is a question of its own where its heading names a field outright."""
_NAMES: Final = frozenset({"full_name", "first_name", "last_name", "preferred_name"})
_ONLY: Final = 0.7
"""Confidence that the only names of a list are those of its people, though headed as somebody else's."""
_FEW_ROLES: Final = 6
_DECIDED: Final = 0.85
"""Confidence that a column is a question of its own which asks for yes or no and is answered so."""
_ANY: Final = 10**9
_BY_ANSWERS: Final[Mapping[str, tuple[str, float, float, int]]] = {
    "email": ("email", 0.9, 1.0, _ANY),
    "role": ("role", 0.9, 2.0, 8),
    "wishes": ("person", 0.6, 3.5, _ANY),
    "phone": ("phone", 0.7, 0.7, _ANY),
    "submitted": ("moment", 0.9, 2.0, _ANY),
    "gender": ("gender", 0.8, 0.5, 8),
    "meeting_ways": ("ways", 0.8, 0.5, 12),
    "availability": ("slot", 0.7, 1.0, _ANY),
    "time_zone": ("zone", 0.8, 0.5, _ANY),
    "languages": ("language", 0.8, 0.7, _ANY),
    "level": ("level", 0.8, 1.0, 12),
    "department": ("department", 0.6, 0.3, _ANY),
    "goals": ("skill", 0.6, -0.5, _ANY),
    "strengths": ("skill", 0.6, -0.5, _ANY),
}
"""Meanings that answers alone suggest: the kind of answer, its least share, log-odds, and most distinct answers."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside a sheet itself."""

    role: Role = ""
    """That of everyone who answered, where a file's or a sheet's name says it."""
    known: KnownValues = field(default_factory=KnownValues)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    data: ColumnData
    asked: HeadingQuestion
    answers: ColumnAnswers
    evidence: Mapping[str, MeaningEvidence]

    @property
    def unseen(self) -> float:
        """Return the log-odds that the column is something for which nothing speaks."""
        if self.evidence[QUESTION].heading or IGNORE in self.evidence:
            return _UNSEEN
        for kind, least, weight in _UNSEEN_BY_KIND:
            if self.answers.share(kind) >= least:
                return weight
        return _UNSEEN_NOUN if self.asked.unknown and self.asked.words <= _NOUN else _UNSEEN_PLAIN


def meanings(columns: Sequence[ColumnData], around: Surroundings | None = None) -> dict[int, MeaningReading]:
    """Return the meaning of every column of a sheet, whatever their order."""
    weighed = {data.index: _weighed(data, around or Surroundings()) for data in columns}
    weighed = _name_parts(_accounts(weighed))
    found = {index: _read(column) for index, column in weighed.items()}
    return _with_somebody(weighed, _one_each(weighed, found))


def _read(column: _Column) -> MeaningReading:
    return _with_reason(column, reading_of(column.evidence, column.unseen))


def _weighed(data: ColumnData, around: Surroundings) -> _Column:
    """Return a column with the evidence for each meaning that anything speaks for."""
    asked = asked_in(data.heading, around.role)
    answers = answers_of(data, around.known)
    parts = heading_of(data.heading)
    in_grid = bool(parts.grid) and not rank_alone(parts.wording)
    evidence: dict[str, MeaningEvidence] = {QUESTION: MeaningEvidence()}
    for meaning, clue in heading_clues(asked).items():
        evidence[meaning] = MeaningEvidence(clue.weight, reason=clue.reason)
    if (
        not in_grid
        and max(one.heading for one in evidence.values()) < _OUTRIGHT
        and not evidence[QUESTION].heading
    ):
        _add_by_answers(evidence, answers)
    if evidence[QUESTION].reason in _MOODS and asked.has("want", "match") and _names_people(answers):
        evidence.setdefault("wishes", MeaningEvidence(3.0, reason="answers_only"))
    for meaning, one in evidence.items():
        if meaning in BY_CODE:
            evidence[meaning] = replace(
                one, answers=one.answers + answer_clues(meaning, answers, in_grid=in_grid)
            )
    if asked.has("either_role") and "role" in evidence and _are_named(answers, data):
        evidence["role"] = replace(evidence["role"], answers=3.0)
    weigh_row_numbers(evidence, data, asked)
    meaning, weight = remembered_clue(data.heading, around.choices) if data.heading else ("", 0.0)
    if meaning:
        before = evidence.get(meaning, MeaningEvidence())
        said = answer_clues(meaning, answers, in_grid=in_grid) if meaning in BY_CODE else 0.0
        reason: Reason = "similar" if weight < SAME else "remembered"
        evidence[meaning] = replace(before, memory=weight, answers=min(said, 0.0), reason=reason)
    return _Column(data, asked, answers, evidence)


def _are_named(answers: ColumnAnswers, data: ColumnData) -> bool:
    """Say whether a heading names the answers to choose from: `Partner or associate?`."""
    heading = key_of(data.heading)
    named = sum(has_phrase(heading, key_of(text)) for text in data.counts)
    return 0 < answers.distinct <= _FEW_ROLES and named * 2 > answers.distinct


def _names_people(answers: ColumnAnswers) -> bool:
    return (
        max(answers.share("person"), answers.share("vietnamese_name")) >= 0.5 or answers.share("name") >= 0.7
    )


def _add_by_answers(evidence: dict[str, MeaningEvidence], answers: ColumnAnswers) -> None:
    for meaning, (kind, least, weight, most) in _BY_ANSWERS.items():
        if answers.share(kind) >= least and answers.distinct <= most and meaning not in evidence:
            evidence[meaning] = MeaningEvidence(0.0, weight, reason="answers_only")


def _with_reason(column: _Column, reading: MeaningReading) -> MeaningReading:
    """Return a reading with the reason that says most of it."""
    one = column.evidence[reading.meaning]
    if reading.meaning == QUESTION and not one.reason:
        return _denied(column, reading)
    if reading.meaning not in BY_CODE or one.reason in ("remembered", "similar", "answers_only"):
        return replace(reading, reason=one.reason or "unclear")
    if not column.answers.distinct:
        return replace(reading, reason="no_answers" if reading.confidence < 0.9 else "heading")
    if one.answers < -1.0:
        return replace(reading, reason="answers_differ")
    if reading.alternative and reading.confidence < 0.8:
        return replace(reading, reason="two_readings")
    return replace(reading, reason="both" if one.answers > 0.9 else "heading")


def _denied(column: _Column, reading: MeaningReading) -> MeaningReading:
    """Return how a column reads whose heading names a field that its answers deny, or names nothing known."""
    named = {code: one for code, one in column.evidence.items() if one.heading >= _USUAL and code in BY_CODE}
    if not named:
        return replace(reading, reason="unclear")
    field = max(named, key=lambda code: (named[code].heading, code))
    if _is_decided(column):
        return replace(
            reading, confidence=max(reading.confidence, _DECIDED), alternative=field, reason="heading"
        )
    certain = named[field].heading < _OUTRIGHT
    confidence = reading.confidence if certain else min(reading.confidence, _DENIED)
    return replace(reading, confidence=confidence, alternative=field, reason="answers_differ")


def _is_decided(column: _Column) -> bool:
    """Say whether a question that yes or no answers is answered so."""
    yes = column.answers.share("yes")
    return column.asked.has("closed") and yes > 0 and column.answers.share("yes_no") >= 0.8


def _accounts(weighed: Mapping[int, _Column]) -> dict[int, _Column]:
    """Leave alone the account that a form noted where people gave an address or a name themselves."""
    found = dict(weighed)
    if not any(column.asked.has("technical") for column in weighed.values()):
        return found
    for index, column in sorted(weighed.items())[:6]:
        key = heading_of(column.data.heading).key
        if key not in ("email", "name", "ten", "dia chi email"):
            continue
        given = {"email"} if column.asked.has("email") else {"full_name", "first_name", "last_name"}
        others = [
            one
            for other, one in weighed.items()
            if other != index and one.answers.filled and _best(one) in given
        ]
        if others or not column.answers.filled:
            found[index] = replace(
                column,
                evidence={IGNORE: MeaningEvidence(8.0, reason="organiser"), QUESTION: MeaningEvidence()},
            )
    return found


def _best(column: _Column) -> str:
    return reading_of(column.evidence, column.unseen).meaning


def _name_parts(weighed: Mapping[int, _Column]) -> dict[int, _Column]:
    """Read `Tên` beside `Họ` as the given name; alone it is the name."""
    best = {index: _best(column) for index, column in weighed.items()}
    found = dict(weighed)
    if "last_name" not in best.values() or "first_name" in best.values():
        return found
    for index, column in weighed.items():
        short = column.answers.share("name_part") >= 0.6 and column.answers.share("name") < 0.5
        if (
            column.asked.has("name", "nick")
            and not column.asked.has("mentor", "mentee")
            and (short or not column.answers.filled)
        ):
            found[index] = replace(
                column, evidence={**column.evidence, "first_name": MeaningEvidence(8.0, 2.0, reason="both")}
            )
    return found


def _with_somebody(
    weighed: Mapping[int, _Column], found: dict[int, MeaningReading]
) -> dict[int, MeaningReading]:
    """Suggest the only column of names where it is headed as if by somebody else's: parents may be who takes part."""
    if any(one.meaning in _NAMES for one in found.values()):
        return found
    named = [
        index
        for index, column in weighed.items()
        if column.asked.has("other_person")
        and column.asked.has("name")
        and found[index].meaning == QUESTION
        and _names_people(column.answers)
    ]
    if len(named) == 1:
        found[named[0]] = MeaningReading("full_name", _ONLY, QUESTION, "somebody_else")
    return found


def _one_each(weighed: Mapping[int, _Column], found: dict[int, MeaningReading]) -> dict[int, MeaningReading]:
    """Leave each field to the column for which most speaks, unless two answer for different rows."""
    for meaning in sorted({one.meaning for one in found.values()} & set(BY_CODE)):
        if BY_CODE[meaning].kind in ("list", "topics", "long_text") or meaning == "manager":
            continue  # what several columns say of it is joined
        rivals = sorted(
            (index for index, one in found.items() if one.meaning == meaning),
            key=lambda index: _claim(weighed[index], meaning),
        )
        kept: list[ColumnData] = []
        for index in rivals:
            data = weighed[index].data
            if all(_apart(data, other) for other in kept):
                kept.append(data)
            else:
                found[index] = _beaten(weighed[index], meaning)
    return found


def _beaten(column: _Column, meaning: str) -> MeaningReading:
    """Return how a column reads whose field another claims with more right."""
    if column.evidence[meaning].heading > 0:
        return MeaningReading(QUESTION, 0.65, meaning, "rival")
    rest = {code: one for code, one in column.evidence.items() if code != meaning}
    return _with_reason(column, reading_of(rest, _UNSEEN_PLAIN))


def _claim(column: _Column, meaning: str) -> tuple[float, int, str]:
    """Return by what a column comes before its rivals: evidence, then answers, then its own words, never its place."""
    return (-column.evidence[meaning].total(meaning), -column.answers.filled, column.data.heading)


def _apart(one: ColumnData, other: ColumnData) -> bool:
    """Say whether hardly any row answers both: two branches of one form."""
    if not one.counts or not other.counts:
        return True
    mine, theirs = one.text_by_cell, other.text_by_cell
    both = sum(1 for a, b in zip(one.cells, other.cells, strict=True) if mine[a] and theirs[b])
    return both <= 0.02 * min(one.filled, other.filled)
