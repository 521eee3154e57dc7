"""Introduction letters: one a pair, as text to copy and as drafts that a mail program opens ready to send."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

from nhipcau.common.drafts import draft_folder
from nhipcau.common.errors import Unavailable
from nhipcau.common.file_names import name_part
from nhipcau.common.paths import resource
from nhipcau.common.words import Language, Words
from nhipcau.pairing.calling import call, short_name
from nhipcau.pairing.profiles import Candidate, PairingInput
from nhipcau.pairing.qualities import assistant_email
from nhipcau.pairing.results import ProposedPair
from nhipcau.pairing.sentences import agenda, capital, confidence, said
from nhipcau.pairing.telling import told_reasons

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to both. `recipients` are names with e-mail addresses; who has none is in `without_email`."""

    subject: str
    body: str
    recipients: tuple[tuple[str, str], ...]
    without_email: tuple[str, ...]
    file_name: str
    copies: tuple[tuple[str, str], ...] = ()
    """Whoever keeps the leader's calendar, as name (may be empty) and address."""

    @property
    def text(self) -> str:
        """The letter as it is copied: the subject, then the body."""
        return f"{self.subject}\n\n{self.body}"


def introduction(people: PairingInput, pair: ProposedPair, programme: str, language: Language) -> Letter:
    """Return the letter that introduces the two to each other, in `language` whatever the window's is."""
    words = Words(language)
    mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
    gaps = _gaps(people, pair, mentor, mentee, words)
    gaps["programme"] = gaps["signature"] = programme.strip() or words("pairs.letter.our_programme")
    kind = "reverse" if people.reverse else "traditional"
    template = resource("templates", f"introduction.{kind}.{language}.txt").read_text(encoding="utf-8")
    subject, _, body = template.format(**gaps).partition("\n\n")
    both = (mentor, mentee)
    return Letter(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        recipients=tuple((_one_line(p.name), p.email) for p in both if _ADDRESS.fullmatch(p.email)),
        without_email=tuple(p.name for p in both if not _ADDRESS.fullmatch(p.email)),
        file_name=name_part(f"{mentor.name} - {mentee.name}"),
        copies=_copies(people, both),
    )


def _copies(people: PairingInput, both: Sequence[Candidate]) -> tuple[tuple[str, str], ...]:
    """Return the assistants of the two: as we know them, or, of a leader, as the form was answered."""
    met = {person.email.lower() for person in both}
    found = []
    for person in both:
        name, email = person.assistant_name, person.assistant_email
        if not email and people.reverse and person is both[1]:
            name, email = "", assistant_email(person, people.questions)
        if _ADDRESS.fullmatch(email) and email.lower() not in met:
            met.add(email.lower())
            found.append((_one_line(name), email))
    return tuple(found)


def introductions(
    people: PairingInput, pairs: Sequence[ProposedPair], programme: str, language: Language
) -> list[Letter]:
    return [introduction(people, pair, programme, language) for pair in pairs]


def draft(letter: Letter) -> bytes:
    """Return the letter as an `.eml` that opens as a message still to be sent (`X-Unsent`, RFC 5322 otherwise)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    if letter.recipients:
        message["To"] = [Address(name, addr_spec=email) for name, email in letter.recipients]
    if letter.copies:
        message["Cc"] = [Address(name, addr_spec=email) for name, email in letter.copies]
    message["X-Unsent"] = "1"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def save_drafts(folder: Path, letters: Sequence[Letter], name: str) -> Path:
    """Write one draft a letter into a new folder called `name` under `folder`, all of them or none.

    Raises Unavailable where it cannot be written; nothing is left behind then.
    """
    try:
        with draft_folder(folder) as made:
            for number, letter in enumerate(letters, 1):
                (made / f"{number:02d} {letter.file_name}.eml").write_bytes(draft(letter))
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
        called = call(words, person.name, person.preferred_name, person.gender)
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
    place = ", ".join(part for part in (person.title, person.department) if part)
    lines = [person.name + (f" ({place})" if place else "")]
    lines.append(words("pairs.letter.email", email=person.email or words("pairs.letter.none")))
    if person.phone:
        lines.append(words("pairs.letter.phone", phone=person.phone))
    return lines


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _free(folder: Path, name: str) -> Path:
    target, number = folder / name, 2
    while target.exists():
        target = folder / f"{name} ({number})"
        number += 1
    return target
