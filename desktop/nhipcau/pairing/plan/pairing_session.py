"""What is worked out of one programme's people while somebody looks at it: asked again, it is still known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from nhipcau.common.names.vietnamese import given_sort_key
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.settings.answer_keys import forget_wordings
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings

if TYPE_CHECKING:
    from nhipcau.pairing.engine.deciding.remaining_problem import Situation
    from nhipcau.pairing.engine.scoring.people_answers import Answers
    from nhipcau.pairing.engine.scoring.scores import Scoring
    from nhipcau.pairing.plan.decided_plan import Decided

BUDGET: Final = 60.0
"""Seconds after which the best plan so far is good enough, with its proved gap."""
_REMEMBERED: Final = 4_000_000
"""Pairs up to which the latest decision is kept, and the scores while nobody looks: a page asks for the plan first and
for its reasons later. They need some bytes each."""


@dataclass(slots=True)
class _Known:
    """The latest of everything, and whose it is."""

    answers: "tuple[PairingInput, bool, Answers] | None" = None
    scoring: "tuple[PairingInput, Settings, Scoring] | None" = None
    decided: "tuple[PairingInput, Decided] | None" = None
    sort_keys: dict[str, str] = field(default_factory=dict)


class PairingSession:
    """Belongs to whoever shows a plan, and is closed with it. Light to make: the engine loads when first asked.

    Only weights, rules and locks change often; the answers in numbers, the scores and the latest decision are kept
    from one question to the next.
    """

    def __init__(self) -> None:
        self._known = _Known()

    def close(self) -> None:
        """Let go of everything, also of what is being worked out now; asked again, it is worked out anew."""
        self._known = _Known()
        forget_wordings()

    def rest(self) -> None:
        """Let go of what is large while nobody looks: the scores of very many pairs, and what was decided by them."""
        scoring = self._known.scoring
        if scoring is not None and scoring[2].open.size > _REMEMBERED:
            self._known = _Known()

    def scored(
        self, people: PairingInput, settings: Settings | None, tick: Callable[[], None] = nothing_to_hear
    ) -> "Scoring":
        """Score these people, or return the scoring just made of the same answers."""
        from nhipcau.pairing.engine.deciding.remaining_problem import what_scores
        from nhipcau.pairing.engine.scoring.people_answers import same_answers
        from nhipcau.pairing.engine.scoring.scores import score

        known = self._known
        wanted = people.settings if settings is None else settings
        asked, latest = what_scores(wanted), known.scoring
        if latest is not None and same_answers(latest[0], people) and latest[1] == asked:
            scoring = latest[2] if latest[2].settings == wanted else replace(latest[2], settings=wanted)
        else:
            known.scoring = known.decided = latest = None  # before the next ones are made: they are large
            answers = _answers(known, people, mutual=wanted.rules.mutual)
            scoring = score(replace(people, candidates=answers.people.candidates), wanted, tick, answers)
        known.scoring = (people, asked, scoring)
        return scoring

    def situation(
        self, people: PairingInput, settings: Settings | None, tick: Callable[[], None] = nothing_to_hear
    ) -> "Situation":
        """Say what is left to decide of these people."""
        from nhipcau.pairing.engine.deciding.remaining_problem import situation_of

        return situation_of(self.scored(people, settings, tick), people)

    def decided(
        self,
        people: PairingInput,
        settings: Settings | None,
        tick: Callable[[], None] = nothing_to_hear,
        keep: Iterable[tuple[int, int]] = (),
        budget: float | None = BUDGET,
    ) -> "Decided":
        """Return what is best for these people, or what was just decided of the same values."""
        from nhipcau.pairing.plan.decided_plan import decide_on

        known, keep = self._known, tuple(keep)
        scoring, latest = self.scored(people, settings, tick), known.decided
        if latest is not None and not keep and latest[0] is people and latest[1].standing.scoring is scoring:
            return latest[1]
        made = decide_on(self.situation(people, settings, tick), tick, keep, budget)
        if not keep and made.solution.proved and scoring.open.size <= _REMEMBERED:
            known.decided = (people, made)
        return made

    def sort_key(self, name: str) -> str:
        """Return what a name is sorted by: names change less often than criteria."""
        keys = self._known.sort_keys
        found = keys.get(name)
        if found is None:
            found = keys[name] = given_sort_key(name)
        return found


def _answers(known: _Known, people: PairingInput, *, mutual: bool) -> "Answers":
    """Return the answers in numbers, those just used where they are still the same."""
    from nhipcau.pairing.engine.deciding.remaining_problem import everyone_both
    from nhipcau.pairing.engine.scoring.people_answers import Answers, same_answers

    latest = known.answers
    if latest is None or latest[1] != mutual or not same_answers(latest[0], people):
        known.answers = latest = (people, mutual, Answers(everyone_both(people) if mutual else people))
    return latest[2]
