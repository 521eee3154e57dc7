"""Which of the eight steps are done. Only evidence counts; opinion does not."""

from typing import Final, Literal, Protocol

StepState = Literal["done", "current", "todo"]
NextThing = Literal["people", "one_side", "pair", "more", "letters", "goals", "onward"]
STEPS: Final = 8
EVALUATION: Final = 6


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
    def mentors(self) -> int: ...
    @property
    def mentees(self) -> int: ...
    @property
    def pairs(self) -> int: ...
    @property
    def unpaired(self) -> int: ...
    @property
    def sessions(self) -> int: ...
    @property
    def fit_unheard(self) -> int: ...
    @property
    def surveys_done(self) -> frozenset[str]: ...


def step_states(facts: Facts) -> tuple[StepState, ...]:
    """Return the state of each step: those with their evidence are done, the first without is the current one."""
    done = [False] * STEPS
    done[0] = facts.has_vision and facts.has_sponsor and facts.has_dates
    done[1] = facts.pairs > 0
    states: list[StepState] = ["done" if is_done else "todo" for is_done in done]
    if "todo" in states:
        states[states.index("todo")] = "current"
    return tuple(states)


def proofs_met(step: int, facts: Facts) -> tuple[bool | None, ...]:
    """Return, for each piece of evidence of a step in order, whether the file shows it; None when it cannot know."""
    if step == 1:
        return (facts.has_vision, facts.has_sponsor, facts.has_dates)
    if step == 2:
        return (facts.people > 0, facts.pairs > 0)
    if step == EVALUATION:
        return (facts.pairs > 0 and not facts.fit_unheard, {"midterm", "end"} <= facts.surveys_done)
    return ()


def next_thing(facts: Facts) -> NextThing:
    """Return what the coordinator should do now."""
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
    return "onward" if step_states(facts)[0] == "done" else "goals"
