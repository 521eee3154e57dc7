"""Introduction letters: one a pair, as text to copy and as drafts that a mail program opens ready to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nhipcau.common.errors import Unavailable
from nhipcau.common.file_names import name_part
from nhipcau.common.paths import resource
from nhipcau.common.temporary_files import draft_folder
from nhipcau.common.words import Language, Words
from nhipcau.mail.draft import Mail, draft
from nhipcau.mail.signature import Sender, signed
from nhipcau.pairing.documents.assistant_notes import AssistantNote, assistant_notes
from nhipcau.pairing.plan.plan_sentences import agenda, capital, confidence, said
from nhipcau.pairing.plan.reason_audience import told_reasons
from nhipcau.pairing.plan.results import ProposedPair
from nhipcau.pairing.plan.salutation import call, call_programme, short_name
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to both, and what goes with it to those who keep their calendars."""

    mail: Mail
    file_name: str
    notes: tuple[AssistantNote, ...] = ()

    @property
    def mails(self) -> tuple[Mail, ...]:
        """All that is to be sent."""
        return (self.mail, *(note.mail for note in self.notes))


def as_copied(mail: Mail) -> str:
    """Return a mail as its text is copied: the subject, then the body."""
    return f"{mail.subject}\n\n{mail.body}"


def introduction(people: PairingInput, pair: ProposedPair, sender: Sender, language: Language) -> Letter:
    """Return the letter that introduces the two to each other, in `language` whatever the window's is."""
    words = Words(language)
    mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
    gaps = _gaps(people, pair, mentor, mentee, words)
    gaps["programme"] = call_programme(words, sender.programme)
    kind = "peer" if people.settings.rules.mutual else "reverse" if people.reverse else "traditional"
    template = resource("templates", f"introduction.{kind}.{language}.txt").read_text(encoding="utf-8")
    subject, _, body = template.partition("\n\n")
    both = (mentor, mentee)
    mail = Mail(
        to=tuple((person.name, person.email) for person in both),
        subject=" ".join(subject.format(**gaps).split()),
        body=body.format(**gaps),
    )
    return Letter(
        mail=signed(mail, sender, words),
        file_name=name_part(f"{mentor.name} - {mentee.name}"),
        notes=assistant_notes(people, both, sender, words),
    )


def to_introduce(people: PairingInput, pairs: Sequence[ProposedPair]) -> tuple[ProposedPair, ...]:
    """Return the pairs that get a letter each: two peers who help each other are two pairs and get one."""
    if not people.settings.rules.mutual:
        return tuple(pairs)
    once: dict[frozenset[int], ProposedPair] = {}
    for pair in pairs:
        once.setdefault(frozenset((pair.mentor_id, pair.mentee_id)), pair)
    return tuple(once.values())


def introductions(
    people: PairingInput, pairs: Sequence[ProposedPair], sender: Sender, language: Language
) -> list[Letter]:
    return [introduction(people, pair, sender, language) for pair in pairs]


def save_drafts(folder: Path, letters: Sequence[Letter], name: str) -> Path:
    """Write a draft of each letter and note into a new folder called `name` under `folder`, all of them or none.

    Raises Unavailable where it cannot be written; nothing is left behind then.
    """
    try:
        with draft_folder(folder) as made:
            for number, letter in enumerate(letters, 1):
                _free(made, f"{number:02d} {letter.file_name}", ".eml").write_bytes(draft(letter.mail))
                for note in letter.notes:
                    _free(made, f"{number:02d} {note.file_name}", ".eml").write_bytes(draft(note.mail))
            target = _free(folder, name_part(name))
            made.rename(target)
    except OSError as trouble:
        raise Unavailable("pairs.letter.not_written", folder=str(folder)) from trouble
    return target


def _gaps(
    people: PairingInput, pair: ProposedPair, mentor: Candidate, mentee: Candidate, words: Words
) -> dict[str, str]:
    gaps = {}
    for role, person in (("mentor", mentor), ("mentee", mentee)):
        called = call(words, person.name, person.preferred_name, person.gender, person.salutation)
        gaps[f"{role}_short"] = short_name(person.name, person.preferred_name)
        gaps[f"{role}_call"] = called
        gaps[f"{role}_call_start"] = capital(called)
        gaps[f"{role}_lines"] = _bullets(_contact(person, words))
    gaps["reasons"] = _bullets(
        said(told_reasons("partner", pair, people), words) or [words("pairs.letter.no_reasons")]
    )
    gaps["agenda"] = "\n".join(
        f"{number}. {line}" for number, line in enumerate(agenda(people, mentor, mentee, words), 1)
    )
    gaps["confidence"] = _bullets(confidence(words))
    return gaps


def _contact(person: Candidate, words: Words) -> list[str]:
    is_said = person.title.casefold().endswith(person.department.casefold())
    place = person.title if is_said else ", ".join(filter(None, (person.title, person.department)))
    lines = [person.name + (f" ({place})" if place else "")]
    lines.append(words("pairs.letter.email", email=person.email or words("pairs.letter.none")))
    if person.phone:
        lines.append(words("pairs.letter.phone", phone=person.phone))
    return lines


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _free(folder: Path, name: str, ending: str = "") -> Path:
    target, number = folder / f"{name}{ending}", 2
    while target.exists():
        target = folder / f"{name} ({number}){ending}"
        number += 1
    return target
