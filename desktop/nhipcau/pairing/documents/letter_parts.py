"""What letters that introduce people are made of: who they are, why they were paired, how they might begin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.common.file_names import name_part
from nhipcau.common.words import Words
from nhipcau.mail.draft import Mail
from nhipcau.mail.letter_fields import filled
from nhipcau.mail.letter_texts import LetterKind, LetterTexts
from nhipcau.mail.signature import Sender, signed
from nhipcau.pairing.documents.assistant_notes import AssistantNote
from nhipcau.pairing.explanation.plan_sentences import capital, told
from nhipcau.pairing.explanation.reason_audience import told_reasons
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.explanation.salutation import call, call_programme, short_name
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, the pairs it is about, and what goes with it to those who keep the calendars."""

    kind: LetterKind
    mail: Mail
    file_name: str
    about: tuple[ProposedPair, ...] = ()
    notes: tuple[AssistantNote, ...] = ()

    @property
    def mails(self) -> tuple[Mail, ...]:
        """All that is to be sent."""
        return (self.mail, *(note.mail for note in self.notes))


def written(
    kind: LetterKind,
    gaps: Mapping[str, str],
    to: Iterable[Candidate],
    sender: Sender,
    words: Words,
    texts: LetterTexts,
) -> Mail:
    """Return the letter of a kind with its fields filled, signed.

    Raises Rejected where its text has a field that is none of this letter's.
    """
    values = {**gaps, "programme": call_programme(words, sender.programme)}
    said = filled(texts.text(kind, words.language), kind, values)
    mail = Mail(tuple((person.name, person.email) for person in to), said.subject, said.body)
    return signed(mail, sender, words, texts.voice)


def person_gaps(role: str, person: Candidate, words: Words) -> dict[str, str]:
    """Return what a letter says of somebody who stands in it as `role`."""
    called = called_by(person, words)
    return {
        f"{role}_short": short_name(person.name, person.preferred_name),
        f"{role}_call": called,
        f"{role}_call_start": capital(called),
        f"{role}_lines": bullets(contact(person, words)),
    }


def called_by(person: Candidate, words: Words) -> str:
    return call(words, person.name, person.preferred_name, person.gender, person.salutation)


def reason_lines(people: PairingInput, pair: ProposedPair, words: Words) -> list[str]:
    """Return why two are a pair as the two may read it, each reason with its subject."""
    return told(told_reasons("partner", pair, people), people, pair, words)


def named(person: Candidate) -> str:
    """Return somebody's name with the work they do."""
    is_said = person.title.casefold().endswith(person.department.casefold())
    place = person.title if is_said else ", ".join(filter(None, (person.title, person.department)))
    return person.name + (f" ({place})" if place else "")


def contact(person: Candidate, words: Words) -> list[str]:
    """Return who somebody is and how to be in touch."""
    lines = [named(person)]
    lines.append(words("pairs.letter.email", email=person.email or words("pairs.letter.none")))
    if person.phone:
        lines.append(words("pairs.letter.phone", phone=person.phone))
    return lines


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def file_for(*names: str) -> str:
    return name_part(" - ".join(names))
