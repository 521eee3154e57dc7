"""Pages of the pairs workbook to hand out: one for every mentor and every mentee who has a partner.

The rest of that workbook is the programme team's; these pages hold what a partner may read.
"""

from collections.abc import Sequence

from nhipcau.database.audience import may_read
from nhipcau.pairing.documents.workbook_context import WorkbookContext
from nhipcau.pairing.explanation.plan_sentences import agenda, confidence, told
from nhipcau.pairing.explanation.reason_audience import told_reasons
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.workbook import BlockSpec, Plain, SheetSpec


def handouts(making: WorkbookContext, role: str) -> SheetSpec:
    """Return the sheet with a page for every mentor (or mentee) who has a partner."""
    say = making.say
    pairs_of: dict[int, list[ProposedPair]] = {}
    for pair in making.plan.pairs:
        pairs_of.setdefault(pair.mentor_id if role == "mentor" else pair.mentee_id, []).append(pair)
    place_of = {person.participant_id: place for place, person in enumerate(making.people.candidates)}
    owners = sorted(
        ((making.by_id[owner], pairs) for owner, pairs in pairs_of.items()),
        key=lambda page: place_of[page[0].participant_id],
    )
    return SheetSpec(
        name=say(f"pages_{role}"),
        blocks=[_page(making, role, owner, pairs) for owner, pairs in owners],
        freeze=False,
        filtered=False,
        landscape=False,
    )


def _page(making: WorkbookContext, role: str, owner: Candidate, pairs: Sequence[ProposedPair]) -> BlockSpec:
    say = making.say
    facts: list[tuple[str, Plain]] = []
    for pair in pairs:
        facts += _partner(making, role, pair)
    if making.people.reverse:
        facts.append((say("confidence"), "\n".join(f"• {line}" for line in confidence(making.words))))
    intro = [say(f"page_for_{role}", programme=making.programme), say(f"page_intro_{role}", n=len(pairs))]
    return BlockSpec(heading=owner.name, facts=facts, intro=intro)


def _partner(making: WorkbookContext, role: str, pair: ProposedPair) -> list[tuple[str, Plain]]:
    say, words = making.say, making.words
    mentor, mentee = making.both(pair)
    partner = mentee if role == "mentor" else mentor
    work = ", ".join(part for part in (partner.title, partner.department) if part)
    reasons = "\n".join(
        f"• {line}" for line in told(told_reasons("partner", pair, making.people), making.people, pair, words)
    )
    first = "\n".join(
        f"{number}. {line}" for number, line in enumerate(agenda(making.people, mentor, mentee, words), 1)
    )
    facts: list[tuple[str, Plain, tuple[str, ...]]] = [
        (say("column.mentee" if role == "mentor" else "column.mentor"), partner.name, ("person.full_name",)),
        (words("fields.email"), partner.email or say("not_given"), ("person.email",)),
        (words("fields.phone"), partner.phone, ("person.phone",)),
        (say("work"), work, ("person.title", "person.department")),
        (words("fields.place"), partner.place, ("person.place",)),
        (say("why_you_two"), reasons, ()),
        (words("fields.expectations"), partner.expectations, ("participant.expectations",)),
        (say("first_conversation"), first, ()),
    ]
    return [(name, fact) for name, fact, fields in facts if fact and may_read("partner", *fields)]
