"""Which of the eight steps are done. Only evidence counts; opinion does not."""

from collections.abc import Collection
from typing import Final, Literal, Protocol

StepState = Literal["done", "current", "todo"]
NextThing = Literal["people", "one_side", "pair", "more", "letters", "goals", "onward"]
STEPS: Final = 8


class Facts(Protocol):
    """What the judgement looks at."""

    @property
    def people(self) -> int: ...
    @property
    def mentors(self) -> int: ...
    @property
    def mentees(self) -> int: ...
    @property
    def pairs(self) -> int: ...
    @property
    def unpaired(self) -> int: ...
    @property
    def sessions(self) -> int: ...


def step_states(done: Collection[int]) -> tuple[StepState, ...]:
    """Return the state of each step: those with their evidence are done, the first without is the current one."""
    states: list[StepState] = ["done" if step in done else "todo" for step in range(1, STEPS + 1)]
    if "todo" in states:
        states[states.index("todo")] = "current"
    return tuple(states)


def next_thing(facts: Facts, done: Collection[int]) -> NextThing:
    """Return what the coordinator should do now, when these steps are done."""
    if facts.people == 0:
        return "people"
    if facts.mentors == 0 or facts.mentees == 0:
        return "one_side"
    if facts.pairs == 0:
        return "pair"
    if facts.unpaired > 0:
        return "more"
    if facts.sessions == 0:
        return "letters"
    return "onward" if 1 in done else "goals"
