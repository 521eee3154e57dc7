"""Introduction letters: one a pair, as text to copy and as drafts that a mail program opens ready to send."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.file_names import name_part
from nhipcau.common.temporary_files import draft_folder
from nhipcau.common.words import Language, Words
from nhipcau.mail.draft import Mail, draft
from nhipcau.mail.letter_texts import LetterKind, LetterTexts
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.assistant_notes import assistant_notes, sample_note
from nhipcau.pairing.documents.group_letters import group_letters
from nhipcau.pairing.documents.letter_parts import (
    Letter,
    bullets,
    file_for,
    numbered,
    person_gaps,
    reason_lines,
    written,
)
from nhipcau.pairing.explanation.plan_sentences import agenda, confidence
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import PairingInput

OURS: Final = LetterTexts()
"""Our own texts, in the formal voice."""


def as_copied(mail: Mail) -> str:
    """Return a mail as its text is copied: the subject, then the body."""
    return f"{mail.subject}\n\n{mail.body}"


def introduction(
    people: PairingInput,
    pair: ProposedPair,
    sender: Sender,
    language: Language,
    texts: LetterTexts = OURS,
) -> Letter:
    """Return the letter that introduces the two to each other, in `language` whatever the window's is."""
    words = Words(language)
    both = mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
    gaps = person_gaps("mentor", mentor, words) | person_gaps("mentee", mentee, words) | {
        "reasons": bullets(reason_lines(people, pair, words) or [words("pairs.letter.no_reasons")]),
        "agenda": numbered(agenda(people, mentor, mentee, words)),
        "confidence": bullets(confidence(words)),
    }  # fmt: skip
    kind = _kind(people)
    return Letter(
        kind,
        written(kind, gaps, both, sender, words, texts),
        file_for(mentor.name, mentee.name),
        about=(pair,),
        notes=assistant_notes(people, both, sender, words, texts),
    )


def kinds_written(people: PairingInput) -> tuple[LetterKind, ...]:
    """Return the kinds of letters that a programme sends, its usual one first."""
    groups: tuple[LetterKind, ...] = ("group.mentor", "group.mentee") if people.kind == "group" else ()
    return (*groups, _kind(people), "assistant")


def sample(
    kind: LetterKind,
    people: PairingInput,
    pairs: Sequence[ProposedPair],
    pair: ProposedPair,
    sender: Sender,
    language: Language,
    texts: LetterTexts,
) -> Mail:
    """Return the letter of a kind that is about one of the pairs.

    Raises Rejected where its text has a field that is none of this letter's.
    """
    words = Words(language)
    texts = replace(texts, own={key: text for key, text in texts.own.items() if key.kind == kind})
    if kind == "assistant":
        both = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
        return sample_note(people, both, sender, words, texts).mail
    if kind in ("group.mentor", "group.mentee"):
        together = [one for one in pairs if one.mentor_id == pair.mentor_id]
        letters = group_letters(people, together, sender, words, texts)
        return letters[0 if kind == "group.mentor" else 1 + together.index(pair)].mail
    return introduction(people, pair, sender, language, texts).mail


def _kind(people: PairingInput) -> LetterKind:
    return "peer" if people.settings.rules.mutual else "reverse" if people.reverse else "traditional"


def to_introduce(people: PairingInput, pairs: Sequence[ProposedPair]) -> tuple[ProposedPair, ...]:
    """Return the pairs that get a letter each: two peers who help each other are two pairs and get one."""
    if not people.settings.rules.mutual:
        return tuple(pairs)
    once: dict[frozenset[int], ProposedPair] = {}
    for pair in pairs:
        once.setdefault(frozenset((pair.mentor_id, pair.mentee_id)), pair)
    return tuple(once.values())


def introductions(
    people: PairingInput,
    pairs: Sequence[ProposedPair],
    sender: Sender,
    language: Language,
    texts: LetterTexts = OURS,
) -> list[Letter]:
    """Return all letters; those of a group programme are about groups, which a mentor with one mentee is not.

    Raises Rejected where a text has a field that is none of its letter's.
    """
    if people.kind != "group":
        return [introduction(people, pair, sender, language, texts) for pair in pairs]
    groups: dict[int, list[ProposedPair]] = {}
    for pair in pairs:
        groups.setdefault(pair.mentor_id, []).append(pair)
    letters: list[Letter] = []
    for together in groups.values():
        if len(together) > 1:
            letters += group_letters(people, together, sender, Words(language), texts)
        else:
            letters += [introduction(people, pair, sender, language, texts) for pair in together]
    return letters


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


def _free(folder: Path, name: str, ending: str = "") -> Path:
    target, number = folder / f"{name}{ending}", 2
    while target.exists():
        target = folder / f"{name} ({number}){ending}"
        number += 1
    return target
