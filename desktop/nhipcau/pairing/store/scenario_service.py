"""Kept plans in the data file: keep one by name, rename, remove, read back, take up its settings, confirm it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean
from nhipcau.pairing.explanation.results import Plan, ProposedPair
from nhipcau.pairing.models import Pair, Scenario, ScenarioPair
from nhipcau.pairing.plan.scenario_comparison import KeptPair, KeptPlan, as_proposals
from nhipcau.pairing.settings.pairing_input import Constraint, Settings
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.saved_settings import as_json, from_json
from nhipcau.pairing.store.service import (
    confirm_pairs,
    refusals,
    set_constraints,
    set_criteria,
    set_quotas,
    set_rules,
)
from nhipcau.participants.models import Participant, Person, Question


@dataclass(frozen=True, slots=True)
class Refusal:
    """A pair of a kept plan that cannot be confirmed any more, and why."""

    mentee_id: int
    mentor_id: int
    mentee: str
    mentor: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What became of a kept plan: the new pairs, and those that could not be."""

    pair_ids: tuple[int, ...]
    refused: tuple[Refusal, ...]
    stood: int
    """Pairs of the plan that stood already."""


def keep_scenario(
    db: Session, programme_id: int, name: str, plan: Plan, settings: Settings, note: str = ""
) -> int:
    """Keep a plan with the settings it was made from, by a name no other of the programme has."""
    scenario = Scenario(
        programme_id=programme_id,
        name=_free_name(db, programme_id, name),
        note=clean(note),
        settings={
            **as_json(settings),
            "constraints": _with_uids(db, programme_id, settings.constraints),
            "pairs": len(plan.pairs),
        },
    )
    db.add(scenario)
    db.flush()
    scenario_id = cast("int", scenario.id)
    db.add_all(
        ScenarioPair(
            scenario_id=scenario_id,
            mentor_id=pair.mentor_id,
            mentee_id=pair.mentee_id,
            fit=pair.fit,
            locked=pair.locked,
            confirmed=pair.confirmed,
        )
        for pair in plan.pairs
    )
    db.flush()
    return scenario_id


def _with_uids(db: Session, programme_id: int, constraints: Sequence[Constraint]) -> list[dict[str, str]]:
    """Return locked and forbidden pairs as JSON: people by what names them in every copy of the data."""
    uid_of = {one: uid for uid, one in _ids(db, programme_id).items()}
    return [
        {"mentor": uid_of[one.mentor_id], "mentee": uid_of[one.mentee_id], "kind": one.kind, "note": one.note}
        for one in constraints
        if one.mentor_id in uid_of and one.mentee_id in uid_of
    ]


def _ids(db: Session, programme_id: int) -> dict[str, int]:
    found = db.exec(select(Participant.uid, Participant.id).where(Participant.programme_id == programme_id))
    return {uid: cast("int", one) for uid, one in found}


def _free_name(db: Session, programme_id: int, name: str, own_id: int | None = None) -> str:
    name = clean(name)
    if not name:
        raise Rejected(Problem("pairing.problem.scenario_name_missing", "name"))
    others = db.exec(select(Scenario).where(Scenario.programme_id == programme_id)).all()
    if any(other.name.casefold() == name.casefold() and other.id != own_id for other in others):
        raise Rejected(Problem("pairing.problem.scenario_name_taken", "name", {"name": name}))
    return name


def rename_scenario(db: Session, scenario_id: int, name: str, note: str | None = None) -> None:
    """Give a kept plan another name, and another note when one is given."""
    scenario = db.get_one(Scenario, scenario_id)
    scenario.name = _free_name(db, scenario.programme_id, name, scenario_id)
    if note is not None:
        scenario.note = clean(note)
    db.add(scenario)
    db.flush()


def remove_scenario(db: Session, scenario_id: int) -> None:
    """Let a kept plan go; pairs that were confirmed from it stay."""
    for pair in db.exec(select(ScenarioPair).where(ScenarioPair.scenario_id == scenario_id)):
        db.delete(pair)
    db.flush()
    db.delete(db.get_one(Scenario, scenario_id))
    db.flush()


def scenarios(db: Session, programme_id: int) -> tuple[KeptPlan, ...]:
    """Return the programme's kept plans, the newest first."""
    kept = db.exec(select(Scenario).where(Scenario.programme_id == programme_id)).all()
    newest = sorted(kept, key=lambda one: (one.created_at, one.id), reverse=True)
    return tuple(_read(db, scenario) for scenario in newest)


def scenario(db: Session, scenario_id: int) -> KeptPlan:
    return _read(db, db.get_one(Scenario, scenario_id))


def _read(db: Session, row: Scenario) -> KeptPlan:
    pairs = db.exec(
        select(ScenarioPair)
        .where(ScenarioPair.scenario_id == row.id)
        .order_by(col(ScenarioPair.mentee_id), col(ScenarioPair.mentor_id))
    )
    stored: dict[str, Any] = row.settings
    kept = tuple(
        KeptPair(pair.mentee_id, pair.mentor_id, pair.fit, pair.locked, pair.confirmed) for pair in pairs
    )
    return KeptPlan(
        id=cast("int", row.id),
        programme_id=row.programme_id,
        name=row.name,
        note=row.note,
        created_at=row.created_at,
        settings=from_json(stored),
        pairs=kept,
        lost=max(int(stored.get("pairs", len(kept))) - len(kept), 0),
    )


def take_up_settings(db: Session, scenario_id: int) -> None:
    """Make criteria, rules, quotas, locks and forbidden pairs what they were when the plan was kept."""
    row = db.get_one(Scenario, scenario_id)
    kept = _read(db, row)
    asked = {
        None,
        *db.exec(select(Question.id).where(Question.programme_id == kept.programme_id)),
    }
    criteria = [
        one for one in kept.settings.criteria if {one.mentee_question_id, one.mentor_question_id} <= asked
    ]
    set_criteria(db, kept.programme_id, criteria)
    set_rules(db, kept.programme_id, kept.settings.rules)
    set_quotas(db, kept.programme_id, kept.settings.quotas)
    id_of = _ids(db, kept.programme_id)
    set_constraints(
        db,
        kept.programme_id,
        [
            Constraint(id_of[one["mentor"]], id_of[one["mentee"]], one["kind"], one["note"])
            for one in row.settings.get("constraints", ())
            if one["mentor"] in id_of and one["mentee"] in id_of
        ],
    )


def confirm_scenario(db: Session, scenario_id: int) -> Confirmation:
    """Confirm the pairs of a kept plan that still can be; say of each of the others why not."""
    kept = scenario(db, scenario_id)
    people = pairing_input(db, kept.programme_id)
    standing = set(people.current)
    open_pairs = [pair for pair in kept.pairs if (pair.mentee_id, pair.mentor_id) not in standing]
    ended = set(
        db.exec(
            select(Pair.mentee_id, Pair.mentor_id).where(
                Pair.programme_id == kept.programme_id, Pair.state == "ended"
            )
        )
    )
    refused: list[tuple[KeptPair | ProposedPair, Problem]] = []
    wanted: list[KeptPair] = []
    there = {person.participant_id for person in people.candidates}
    for pair in open_pairs:
        if pair.mentee_id not in there or pair.mentor_id not in there:
            refused.append((pair, Problem("pairing.problem.not_enrolled")))
        elif (pair.mentee_id, pair.mentor_id) in ended:
            refused.append((pair, Problem("pairing.problem.pair_ended")))
        else:
            wanted.append(pair)
    proposals = as_proposals(people, kept.settings, wanted)
    impossible = refusals(db, kept.programme_id, proposals)
    without = {id(proposal) for proposal, _ in impossible}
    ids = confirm_pairs(
        db, kept.programme_id, [proposal for proposal in proposals if id(proposal) not in without]
    )
    return Confirmation(ids, _named(db, [*refused, *impossible]), stood=len(kept.pairs) - len(open_pairs))


def _named(db: Session, refused: Sequence[tuple[KeptPair | ProposedPair, Problem]]) -> tuple[Refusal, ...]:
    wanted = {one for pair, _ in refused for one in (pair.mentee_id, pair.mentor_id)}
    names = dict(
        db.exec(
            select(Participant.id, Person.full_name)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(col(Participant.id).in_(wanted))
        ).all()
    )
    return tuple(
        Refusal(pair.mentee_id, pair.mentor_id, names[pair.mentee_id], names[pair.mentor_id], problem)
        for pair, problem in refused
    )
