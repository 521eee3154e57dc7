"""Letters for a group: one to its mentor about everybody in it, one to each member.

A member may know the mentor as a partner does, and of the others only what everybody in the programme may.
"""

from collections.abc import Sequence
from typing import Final

from nhipcau.common.words import Words
from nhipcau.database.audience import may_read
from nhipcau.mail.letter_texts import LetterTexts
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.assistant_notes import assistant_notes
from nhipcau.pairing.documents.letter_parts import (
    Letter,
    bullets,
    called_by,
    contact,
    file_for,
    named,
    numbered,
    person_gaps,
    reason_lines,
    written,
)
from nhipcau.pairing.explanation.plan_sentences import capital, clauses, group_agenda
from nhipcau.pairing.explanation.reason_audience import told_reasons
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput

_TOLD_OF_EACH: Final = 2
_NAMED: Final = ("person.full_name", "person.title", "person.department")


def group_letters(
    people: PairingInput, pairs: Sequence[ProposedPair], sender: Sender, words: Words, texts: LetterTexts
) -> list[Letter]:
    """Return the letters of one group: pairs of one mentor."""
    mentor = people.candidate(pairs[0].mentor_id)
    members = [people.candidate(pair.mentee_id) for pair in pairs]
    gaps = person_gaps("mentor", mentor, words) | {"agenda": numbered(group_agenda(words))}
    to_mentor = gaps | {
        "members_lines": "\n".join(_member(one, words) for one in members),
        "members_call": _listed([called_by(one, words) for one in members], words),
        "reasons": bullets(_reasons(people, pairs, words)),
    }
    letters = [
        Letter(
            "group.mentor",
            written("group.mentor", to_mentor, [mentor], sender, words, texts),
            file_for(mentor.name),
            about=tuple(pairs),
        )
    ]
    for pair, member in zip(pairs, members, strict=True):
        others = [one for one in members if one is not member]
        to_member = gaps | person_gaps("mentee", member, words) | {
            "others_lines": bullets([_by_name(one) for one in others]),
            "reasons": bullets(_reasons(people, [pair], words)),
        }  # fmt: skip
        letters.append(
            Letter(
                "group.mentee",
                written("group.mentee", to_member, [member], sender, words, texts),
                file_for(mentor.name, member.name),
                about=(pair,),
                notes=assistant_notes(people, (mentor, member), sender, words, texts),
            )
        )
    return letters


def _reasons(people: PairingInput, pairs: Sequence[ProposedPair], words: Words) -> list[str]:
    """Return why a member is in the group; of several members in a line each, that says of whom it is."""
    if len(pairs) == 1:
        found = reason_lines(people, pairs[0], words)
    else:
        found = [line for pair in pairs if (line := _reasons_of_one(people, pair, words))]
    return found or [words("pairs.letter.no_reasons_group")]


def _reasons_of_one(people: PairingInput, pair: ProposedPair, words: Words) -> str:
    reasons = told_reasons("partner", pair, people)[:_TOLD_OF_EACH]
    called = capital(called_by(people.candidate(pair.mentee_id), words))
    return f"{called}: {'; '.join(clauses(reasons, people, pair, words))}" if reasons else ""


def _member(person: Candidate, words: Words) -> str:
    first, *others = contact(person, words)
    return f"• {first}: {', '.join(others)}"


def _by_name(person: Candidate) -> str:
    return named(person) if may_read("programme", *_NAMED) else person.name


def _listed(names: Sequence[str], words: Words) -> str:
    before, last = ", ".join(names[:-1]), names[-1]
    return words("pairing.why.last", before=before, last=last) if before else last
