"""The first question, with figures: what the plan would be under each aim. Light to import, like `plan`."""

from collections.abc import Callable
from dataclasses import replace

from nhipcau.common.progress import Progress
from nhipcau.pairing.explanation.results import AimResult
from nhipcau.pairing.models import AIMS, Aim
from nhipcau.pairing.plan.pairing_session import BUDGET, PairingSession
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings


def compare_aims(
    people: PairingInput,
    settings: Settings | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
    session: PairingSession | None = None,
) -> tuple[AimResult, ...]:
    """Return the figures of the plan under every aim, all else as it is; what one costs is its difference to another.

    As in `Totals`, pairs that are confirmed already do not count, locked ones do. Each plan may take so many
    `seconds`, as in `plan.solve`.
    """
    from nhipcau.pairing.engine.stages import Stages

    wanted, session = people.settings if settings is None else settings, session or PairingSession()
    stages = Stages(progress, len(AIMS))
    found = []
    for aim in AIMS:
        found.append(_result(people, wanted, aim, stages.tick, seconds, session))
        stages.next()
    return tuple(found)


def _result(
    people: PairingInput,
    settings: Settings,
    aim: Aim,
    tick: Callable[[], None],
    seconds: float | None,
    session: PairingSession,
) -> AimResult:
    asked = replace(settings, rules=replace(settings.rules, aim=aim))
    made = session.decided(people, asked, tick, budget=BUDGET if seconds is None else seconds)
    mentees, fits = made.proposed()
    mean = round(sum(fits) / len(fits)) if fits else 0
    return AimResult(
        aim,
        len(set(mentees)),
        sum(fits),
        min(fits, default=0),
        mean,
        made.solution.proved,
        current=aim == settings.rules.aim,
    )
