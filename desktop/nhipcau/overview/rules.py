"""Which of the eight steps are done. Only evidence counts; opinion does not."""

from typing import Final, Literal, Protocol

StepState = Literal["done", "current", "todo"]
STEPS: Final = 8


class Facts(Protocol):
    """What the judgement looks at."""

    @property
    def has_vision(self) -> bool: ...
    @property
    def has_sponsor(self) -> bool: ...
    @property
    def has_dates(self) -> bool: ...
    @property
    def people(self) -> int: ...
    @property
    def pairs(self) -> int: ...


def step_states(facts: Facts) -> tuple[StepState, ...]:
    """Return the state of each step: those with their evidence are done, the first without is the current one."""
    done = [False] * STEPS
    done[0] = facts.has_vision and facts.has_sponsor and facts.has_dates
    done[1] = facts.pairs > 0
    states: list[StepState] = ["done" if is_done else "todo" for is_done in done]
    if "todo" in states:
        states[states.index("todo")] = "current"
    return tuple(states)


def evidence_met(step: int, facts: Facts) -> dict[str, bool]:
    """Return, for a step, which pieces of evidence the data file already holds."""
    if step == 1:
        return {"vision": facts.has_vision, "sponsor": facts.has_sponsor, "dates": facts.has_dates}
    if step == 2:
        return {"people": facts.people > 0, "pairs": facts.pairs > 0}
    return {}
