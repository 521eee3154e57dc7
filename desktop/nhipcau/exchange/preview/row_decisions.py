"""A plan thought again after the coordinator has settled rows of it."""

from collections.abc import Mapping
from dataclasses import replace

from nhipcau.exchange.preview.import_plan import ImportPlan, RowDecision
from nhipcau.exchange.preview.import_plan_builder import planned


def with_decision(plan: ImportPlan, row_id: int, decision: RowDecision | None) -> ImportPlan:
    """Return the plan after the coordinator has settled one row; None takes her decisions on it back."""
    return with_decisions(plan, {row_id: decision})


def with_decisions(plan: ImportPlan, decisions: Mapping[int, RowDecision | None]) -> ImportPlan:
    """Return the plan after several rows are settled at once; who is left out is so with all their rows."""
    assert plan.basis is not None
    made = dict(plan.basis.decisions)
    places = {row.id: row.places for row in plan.rows if row.places}
    for row_id, decision in decisions.items():
        whole = decision is not None and decision.kind == "leave_out"
        for place in places.get(row_id, (row_id,)) if whole else (row_id,):
            before = made.get(place, ())
            made[place] = () if decision is None else (*_others(before, decision), decision)
    return planned(replace(plan.basis, decisions=made))


def _others(before: tuple[RowDecision, ...], decision: RowDecision) -> tuple[RowDecision, ...]:
    """Who someone is and which role they have are settled apart: a new word on one keeps the other."""
    roles = ("mentor", "mentee", "both")
    if decision.kind == "leave_out":
        return ()
    return tuple(d for d in before if d.kind != "leave_out" and (d.kind in roles) != (decision.kind in roles))
