"""The order of aims: what makes one plan better than another.

1. most mentees with a mentor, 2. most of those with priority, 3. second and third mentors, 4. the least number of
mentees each mentor wants, 5. the worst pair as good as possible within what of the best total may be given up,
6. the total, 7. fewest changes, 8. a fixed choice. When the aim is the total, that comes first, then as many mentees
as it allows, then the fewest changes.
"""

from collections.abc import Callable

from nhipcau.pairing.engine.deciding.general_case import decide_general
from nhipcau.pairing.engine.deciding.one_to_one import decide_plain
from nhipcau.pairing.engine.deciding.problem import PairingProblem, Solution
from nhipcau.pairing.engine.stages import nothing_to_hear


def decide(
    problem: PairingProblem, tick: Callable[[], None] = nothing_to_hear, budget: float | None = None
) -> Solution:
    """Return the best plan; after `budget` seconds the best so far, with its proved gap.

    `tick` raises when the answer is no longer wanted.
    """
    if problem.plain:
        return decide_plain(problem, tick, budget)
    return decide_general(problem, tick, budget)
