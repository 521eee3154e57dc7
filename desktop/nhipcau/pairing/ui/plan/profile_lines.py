"""Two profiles side by side, line by line: only what at least one of the two has said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, ProfileQuestion, Topic
from nhipcau.participants.ui.wording import slots_text


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A caption with what each of the two says to it."""

    caption: str
    mentor: str
    mentee: str


def profile_lines(
    people: PairingInput, mentor: Candidate, mentee: Candidate, words: Words
) -> list[ProfileLine]:
    """Return the two profiles: what pairs are made of first, free text last, then the form's own questions."""
    made = [
        ProfileLine(words(label), mentor_says, mentee_says)
        for (label, mentor_says), (_, mentee_says) in zip(
            _said(mentor, words), _said(mentee, words), strict=True
        )
    ]
    made += [
        ProfileLine(
            question.wording,
            answer_text(mentor.answers.get(question.id), question),
            answer_text(mentee.answers.get(question.id), question),
        )
        for question in people.questions
    ]
    return [line for line in made if line.mentor or line.mentee]


def _said(person: Candidate, words: Words) -> list[tuple[str, str]]:
    return [
        ("pairs.field.work", ", ".join(part for part in (person.title, person.department) if part)),
        ("fields.level", person.level),
        ("fields.strengths", _topics(person.strengths)),
        ("fields.goals", _topics(person.goals)),
        ("fields.interests", ", ".join(person.interests)),
        ("fields.learning_style", person.learning_style),
        ("fields.availability", slots_text(person.availability, words, "pairs.day.")),
        ("fields.meeting_ways", ", ".join(_way(way, words) for way in person.meeting_ways)),
        ("fields.languages", ", ".join(person.languages)),
        ("fields.place", person.place),
        ("fields.wishes", ", ".join(person.wishes)),
        ("fields.expectations", person.expectations),
        ("fields.ideal_partner", person.ideal_partner),
        ("fields.note", person.note),
    ]


def _topics(topics: Sequence[Topic]) -> str:
    return ", ".join(topic.name for topic in sorted(topics, key=lambda topic: -topic.amount))


def _way(way: str, words: Words) -> str:
    return words(f"pairs.way.{way}") if way in {"online", "in_person"} else way


def answer_text(value: object, question: ProfileQuestion) -> str:
    """Return an answer as it is read."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if question.kind == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value[:10]).strftime("%d/%m/%Y")
        except ValueError:
            return value
    return str(value)
