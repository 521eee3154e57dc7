"""What the coordinator has said of rows that needed her, so that the same rows do not ask again in their next file.

A row is the same while every cell of it is: once anything in it has changed, it is looked at afresh.
"""

from hashlib import blake2b

from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.preview.import_plan import ImportPlan, Outcome, Settled
from nhipcau.exchange.preview.person_directory import signature


def mark_of(row: AnswerRow) -> str:
    """Return a short digest of all that a row says and of what is wrong with it."""
    problems = sorted((one.code, sorted(map(str, one.values.values()))) for one in row.problems)
    said = [sorted(map(repr, part.items())) for part in (row.person, row.profile, row.answers)]
    whole = repr((row.role, row.submitted, row.consent, row.written_name, said, problems))
    return blake2b(whole.encode(), digest_size=9).hexdigest()


def outcome_of(row: AnswerRow, settled: Settled) -> Outcome | None:
    """Return what was said of the same row before."""
    known = settled.get(signature(row)) if settled else None
    return known.get(mark_of(row)) if known else None


def settled_by(plan: ImportPlan) -> list[tuple[AnswerRow, Outcome]]:
    """Return the rows of a plan about which the coordinator has decided, and what."""
    basis = plan.basis
    if basis is None or not basis.decisions:
        return []
    found: list[tuple[AnswerRow, Outcome]] = []
    for row in plan.rows:
        decided = [place for place in (row.places or (row.id,)) if basis.decisions.get(place)]
        if row.state != "needs_you":
            outcome: Outcome = "left_out" if row.state == "left_out" else "taken"
            found += [(basis.rows[place], outcome) for place in decided]
    return found
