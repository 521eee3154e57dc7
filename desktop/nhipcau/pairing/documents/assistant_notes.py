"""The note to whoever keeps the calendar of one of a pair: who the two are, and a date to be found, nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhipcau.common.file_names import name_part
from nhipcau.common.paths import resource
from nhipcau.common.words import Words
from nhipcau.mail.addresses import address_in, is_address
from nhipcau.mail.draft import Mail
from nhipcau.mail.signature import Sender, signed
from nhipcau.pairing.explanation.plan_sentences import capital
from nhipcau.pairing.explanation.salutation import call, call_in_full, call_programme
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput
from nhipcau.pairing.settings.reverse_criteria import assistant_email


@dataclass(frozen=True, slots=True)
class AssistantNote:
    """A mail of its own: the letter to the pair holds reasons, telephone numbers and an agenda."""

    mail: Mail
    file_name: str


@dataclass(frozen=True, slots=True)
class _Assistant:
    name: str
    email: str
    leader: Candidate


def assistant_notes(
    people: PairingInput, both: Sequence[Candidate], sender: Sender, words: Words
) -> tuple[AssistantNote, ...]:
    """Return a note for each assistant of the two who is not one of them."""
    mentor, mentee = both
    gaps = {
        "mentor": call_in_full(words, mentor.name, mentor.gender, mentor.salutation),
        "mentee": call_in_full(words, mentee.name, mentee.gender, mentee.salutation),
        "mentor_start": capital(call_in_full(words, mentor.name, mentor.gender, mentor.salutation)),
        "mentee_start": capital(call_in_full(words, mentee.name, mentee.gender, mentee.salutation)),
        "mentor_email": mentor.email if is_address(mentor.email) else words("pairs.letter.no_email"),
        "mentee_email": mentee.email if is_address(mentee.email) else words("pairs.letter.no_email"),
        "programme": call_programme(words, sender.programme),
    }
    template = resource("templates", f"assistant.{words.language}.txt").read_text(encoding="utf-8")
    subject, _, body = template.partition("\n\n")
    notes = []
    for one in _assistants(people, both):
        called = call(words, one.name) if one.name else words("pairs.letter.assistant_unnamed")
        name = one.name if one.name or one.email else words("pairs.letter.assistant_of", name=one.leader.name)
        mail = Mail(
            ((name, one.email),),
            " ".join(subject.format(**gaps).split()),
            body.format(called=called, called_start=capital(called), **gaps),
        )
        file_name = words("pairs.letter.note_file", name=name_part(f"{mentor.name} - {mentee.name}"))
        notes.append(AssistantNote(signed(mail, sender, words), file_name))
    return tuple(notes)


def _assistants(people: PairingInput, both: Sequence[Candidate]) -> Iterator[_Assistant]:
    """Find the assistants of the two: as we know them, or, of a leader, as the form was answered."""
    met = {person.email.strip().lower() for person in both} - {""}
    for person in both:
        name, said = " ".join(person.assistant_name.split()), person.assistant_email.strip()
        if not said and people.reverse and person is both[1]:
            said = assistant_email(person, people.questions)
        email = said if is_address(said) else address_in(said) or ""
        mark = email.lower() or name
        if (name or said) and mark not in met:
            met.add(mark)
            yield _Assistant(name, email, person)
