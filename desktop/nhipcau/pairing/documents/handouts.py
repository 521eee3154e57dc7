"""Pages of the pairs workbook to hand out: one for every mentor and every mentee who has a partner.

The rest of that workbook is the programme team's; these pages hold what a partner may read.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from nhipcau.database.audience import may_read
from nhipcau.pairing.documents.workbook_context import WorkbookContext
from nhipcau.pairing.explanation.plan_sentences import agenda, confidence, told
from nhipcau.pairing.explanation.reason_audience import told_reasons
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.workbook import SheetSpec
from nhipcau.workbook.page_parts import (
    Blanks,
    Bullets,
    Cards,
    Ground,
    NameCard,
    Numbered,
    PageStart,
    Part,
    TextLine,
)

_GROUNDS: Final[dict[str, Ground]] = {"mentor": "accent", "mentee": "violet"}
_TO_WRITE: Final = ("next", "goal", "kept")


def handouts(making: WorkbookContext, role: str) -> SheetSpec:
    """Return the sheet with a page for every mentor (or mentee) who has a partner."""
    pairs_of: dict[int, list[ProposedPair]] = {}
    for pair in sorted(making.plan.pairs, key=making.by_names):
        pairs_of.setdefault(pair.mentor_id if role == "mentor" else pair.mentee_id, []).append(pair)
    owners = sorted(
        ((making.by_id[owner], pairs) for owner, pairs in pairs_of.items()),
        key=lambda page: making.by_name(page[0]),
    )
    pages = [
        part
        for owner, pairs in owners
        for pair in pairs
        for part in _page(making, role, owner, pair, len(pairs))
    ]
    return SheetSpec(
        name=making.say(f"pages_{role}"), page=pages, freeze=False, filtered=False, landscape=False
    )


def _page(
    making: WorkbookContext, role: str, owner: Candidate, pair: ProposedPair, count: int
) -> Iterator[Part]:
    """Return the page for one of a pair; somebody who is in several gets one for each."""
    say, words = making.say, making.words
    mentor, mentee = making.both(pair)
    partner = mentee if role == "mentor" else mentor
    hopes = partner.expectations if may_read("partner", "participant.expectations") else ""
    yield PageStart(making.made_on)
    yield TextLine(say(f"page_for_{role}", programme=making.programme), "eyebrow")
    yield TextLine(owner.name, "title")
    yield TextLine(say(f"page_intro_{role}", n=count), "lead")
    yield Cards([_card(making, "mentor", mentor), _card(making, "mentee", mentee)])
    yield from _told(words("fields.expectations"), [hopes] if hopes else [])
    yield from _told(
        say("why_you_two"),
        told(told_reasons("partner", pair, making.people), making.people, pair, words),
        bullets=True,
    )
    yield TextLine(say("first_conversation"), "section")
    yield Numbered(agenda(making.people, mentor, mentee, words))
    if making.people.reverse:
        yield TextLine(say("confidence"), "section")
        yield Bullets(confidence(words))
    yield TextLine(say("to_write"), "section")
    yield Blanks([say(f"to_write.{one}") for one in _TO_WRITE])


def _told(heading: str, lines: Sequence[str], *, bullets: bool = False) -> Iterator[Part]:
    if lines:
        yield TextLine(heading, "section")
        yield Bullets(lines) if bullets else TextLine("\n".join(lines))


def _card(making: WorkbookContext, role: str, person: Candidate) -> NameCard:
    """Return what partners may read of each other."""
    words, is_said = making.words, person.title.casefold().endswith(person.department.casefold())
    work = person.title if is_said else ", ".join(filter(None, (person.title, person.department)))
    lines = (
        (person.email or making.say("not_given"), "person.email"),
        (words("pairs.letter.phone", phone=person.phone) if person.phone else "", "person.phone"),
        (person.place, "person.place"),
    )
    return NameCard(
        making.say(f"column.{role}"),
        person.name,
        work,
        [line for line, field in lines if line and may_read("partner", field)],
        _GROUNDS[role],
    )
