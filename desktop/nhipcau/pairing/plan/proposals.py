"""Pairs with everything that is said of them: points that add up, reasons, warnings, ranks."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.remaining_problem import FixedPair, scored, wanted_by
from nhipcau.pairing.engine.scoring.scores import Scoring
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.explanation.reasons import Reasons, strongest
from nhipcau.pairing.explanation.results import PairExplanation, ProposedPair
from nhipcau.pairing.explanation.rule_names import rule_label
from nhipcau.pairing.plan.decided_plan import Decided
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase, Settings
from nhipcau.pairing.settings.rules import asked_rules, unknown_rules

Ints = NDArray[np.int64]
_HEARD_EVERY = 256
"""Pairs explained between two looks at whether to stop."""
_BLOCK = 256
"""People looked at together: few enough to stay in the processor's cache."""


def all_proposals(made: Decided, tick: Callable[[], None]) -> list[ProposedPair]:
    """Explain every pair of the plan, those that stand first."""
    fixed: list[FixedPair | None] = [*made.standing.fixed, *([None] * len(made.rows))]
    return proposals(made.standing.scoring, made.all_rows, made.all_columns, fixed, tick, _tidings(made))


def bare_proposals(made: Decided) -> list[ProposedPair]:
    """Return every pair of the plan with its fit only, those that stand first: for a plan that changes as one looks."""
    scoring, standing = made.standing.scoring, made.standing.fixed
    rows, columns = made.all_rows, made.all_columns
    fits = scoring.fits(rows, columns).tolist()
    ends = zip(rows.tolist(), columns.tolist(), fits, strict=True)
    return [
        ProposedPair(
            scoring.mentees[row].participant_id,
            scoring.mentors[column].participant_id,
            fit,
            (),
            (),
            locked=k < len(standing) and not standing[k].confirmed,
            confirmed=k < len(standing) and standing[k].confirmed,
        )
        for k, (row, column, fit) in enumerate(ends)
    ]


def _tidings(made: Decided) -> Mapping[int, tuple[Phrase, ...]]:
    """Return warnings of single pairs (by number) that the plan as a whole gives rise to."""
    scoring, rules = made.standing.scoring, made.standing.scoring.settings.rules
    found: dict[int, list[Phrase]] = {}
    mentors_of = Counter(made.all_rows.tolist())
    told: set[int] = set()
    for number, row in enumerate(made.all_rows.tolist()):
        wanted = wanted_by(scoring.mentees[row], rules)
        if wanted > 1 and mentors_of[row] < wanted and row not in told:
            told.add(row)
            values = {"n": mentors_of[row], "wanted": wanted}
            found.setdefault(number, []).append(Phrase("pairing.problem.fewer_mentors", values))
    if rules.group_least > 1:
        size_of = made.standing.filled + made.taken
        for number, column in enumerate(made.all_columns.tolist()):
            if size_of[column] < rules.group_least:
                values = {"n": int(size_of[column]), "least": rules.group_least}
                found.setdefault(number, []).append(Phrase("pairing.problem.small_group", values))
    return {number: tuple(phrases) for number, phrases in found.items()}


def proposals(
    scoring: Scoring,
    rows: Ints,
    columns: Ints,
    fixed: Sequence[FixedPair | None],
    tick: Callable[[], None] = nothing_to_hear,
    tidings: Mapping[int, tuple[Phrase, ...]] | None = None,
) -> list[ProposedPair]:
    """Explain the pairs (rows[k], columns[k])."""
    points = scoring.points(rows, columns).T.tolist()
    answered = _answered(scoring, rows, columns).T.tolist()
    most = [criterion.most for criterion in scoring.encoded]
    usual = [criterion.neutral for criterion in scoring.encoded]
    reasons = Reasons(scoring.people, scoring.criteria)
    asked = asked_rules(scoring.people, scoring.settings)
    ranks = _ranks(scoring, rows, columns).T.tolist()
    fits = scoring.fits(rows, columns).tolist()
    news = tidings or {}
    found: list[ProposedPair] = []
    for k, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        if not k % _HEARD_EVERY:
            tick()
        mentee, mentor = scoring.mentees[row], scoring.mentors[column]
        parts = reasons.parts(mentee, mentor, points[k] if most else [], most, answered[k] if most else [])
        found.append(
            ProposedPair(
                mentee.participant_id,
                mentor.participant_id,
                fits[k],
                parts,
                strongest(parts, usual),
                (*_warnings(scoring, row, column, fixed[k], asked), *news.get(k, ())),
                (stands := fixed[k]) is not None and not stands.confirmed,
                stands is not None and stands.confirmed,
                *ranks[k],
            )
        )
    return found


def _answered(scoring: Scoring, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
    if not scoring.encoded:
        return np.zeros((0, len(rows)), np.bool_)
    return np.stack([c.left_known[rows] & c.right_known[columns] for c in scoring.encoded])


def _ranks(scoring: Scoring, rows: Ints, columns: Ints) -> Ints:
    """Return for each pair the mentor's rank and how many the mentee may have, then the mentee's rank and how many."""
    fits = scoring.fits(rows, columns).astype(np.int16)
    found = np.zeros((4, len(rows)), np.int64)
    for start in range(0, len(rows), _BLOCK):
        part = slice(start, start + _BLOCK)
        mine, yours = rows[part], columns[part]
        open_to_mentee, open_to_mentor = scoring.open[mine], scoring.open[:, yours]
        found[0, part] = (open_to_mentee > fits[part, None]).sum(axis=1) + 1
        found[1, part] = (open_to_mentee >= 0).sum(axis=1)
        found[2, part] = (open_to_mentor > fits[part]).sum(axis=0) + 1
        found[3, part] = (open_to_mentor >= 0).sum(axis=0)
    found[[0, 2]] *= scoring.open[rows, columns] >= 0
    return found


def _warnings(
    scoring: Scoring, row: int, column: int, fixed: FixedPair | None, asked: frozenset[str]
) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    if fixed is not None:
        found = [
            Phrase("pairing.problem.breaks_rule", {"rule": rule_label(scoring, rule)})
            for rule in scoring.broken_by(row, column)
        ]
        if fixed.over_capacity:
            capacity = scoring.mentors[column].capacity
            found.append(Phrase("pairing.problem.over_capacity", {"n": capacity}))
    return (*found, *_unknown(scoring, row, column, asked))


def _unknown(scoring: Scoring, row: int, column: int, asked: frozenset[str]) -> tuple[Phrase, ...]:
    rules = unknown_rules(asked, scoring.mentees[row], scoring.mentors[column])
    return tuple(
        Phrase("pairing.problem.not_known", {"rule": Phrase(f"pairing.about.{rule}")}) for rule in rules
    )


def explain_pair(
    people: PairingInput, settings: Settings | None, mentee_id: int, mentor_id: int
) -> PairExplanation:
    """Explain one possible pair."""
    scoring = scored(people, settings)
    row, column = scoring.row(mentee_id), scoring.column(mentor_id)
    pair = proposals(scoring, np.array([row]), np.array([column]), [None])[0]
    broken = scoring.broken_by(row, column)
    return PairExplanation(
        mentee_id,
        mentor_id,
        pair.fit,
        pair.parts,
        pair.reasons,
        tuple(rule_label(scoring, rule) for rule in broken),
        _unknown(scoring, row, column, asked_rules(people, scoring.settings)),
    )
