"""What follows from what is known of people: name parts, missing answers, reporting lines. Plain values only."""

from collections.abc import Mapping, Sequence
from typing import Final

from nhipcau.common.errors import Problem

ROLES: Final = ("mentor", "mentee")


def missing_answers(
    *,
    is_mentor: bool,
    is_mentee: bool,
    goals: object,
    strengths: object,
    availability: object,
    expectations: object,
) -> tuple[str, ...]:
    """Name the fields still empty that this person's role needs for a good pair."""
    missing = []
    if is_mentor and not strengths:
        missing.append("strengths")
    if is_mentee and not goals:
        missing.append("goals")
    if not availability:
        missing.append("availability")
    if not expectations:
        missing.append("expectations")
    return tuple(missing)


def has_cycle(person: int, manager: int | None, manager_of: Mapping[int, int | None]) -> bool:
    """Say whether giving a person this manager would make them report to themselves."""
    seen: set[int] = set()
    while manager is not None and manager not in seen:
        if manager == person:
            return True
        seen.add(manager)
        manager = manager_of.get(manager)
    return False


def shape_problems(
    *,
    is_mentor: bool,
    is_mentee: bool,
    importances: Sequence[int],
    levels: Sequence[int],
    least: int = 0,
    most: int = 50,
) -> tuple[Problem, ...]:
    """Return what is wrong with a profile: no role at all, a grade outside its scale, more at least than at most."""
    problems = []
    if not is_mentor and not is_mentee:
        problems.append(Problem("participants.problem.no_role", "roles"))
    if any(not 1 <= importance <= 5 for importance in importances):
        problems.append(Problem("participants.problem.not_valid", "goals"))
    if any(not 1 <= level <= 4 for level in levels):
        problems.append(Problem("participants.problem.not_valid", "strengths"))
    if least > most:
        problems.append(Problem("participants.problem.least_over_most", "least"))
    return tuple(problems)
