"""What people have answered, in numbers: the same whatever criteria weigh and rules ask."""

from collections.abc import Callable
from operator import attrgetter

from nhipcau.pairing.engine.scoring.criterion_encoding import Recipe
from nhipcau.pairing.engine.scoring.criterion_measures import measure
from nhipcau.pairing.engine.scoring.hard_rule_masks import Blocking
from nhipcau.pairing.engine.scoring.sides import Sides
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, PairingInput, Settings


class Answers:
    """The recipes of criteria that were asked for, and the rules last asked for."""

    def __init__(self, people: PairingInput) -> None:
        self.people = people
        self.sides = Sides(
            people, tuple(sorted(people.mentees, key=_identity)), tuple(sorted(people.mentors, key=_identity))
        )
        self._recipes: dict[str, Recipe] = {}
        self._blocking: tuple[Settings, Blocking] | None = None

    def recipe(self, setting: CriterionSetting) -> Recipe:
        found = self._recipes.get(setting.key)
        if found is None:
            found = self._recipes[setting.key] = measure(self.sides, setting)
        return found

    def blocking(self, settings: Settings) -> Blocking:
        """Return the rules in numbers, those just used where they are still the same."""
        asked = Settings(rules=settings.rules, constraints=settings.constraints)
        if self._blocking is None or self._blocking[0] != asked:
            self._blocking = (asked, Blocking(self.sides, settings))
        return self._blocking[1]


def same_answers(one: PairingInput, other: PairingInput) -> bool:
    """Say whether all that scores is the same in both; which pairs stand is not."""
    return one is other or all(
        getattr(one, name) is getattr(other, name)
        for name in ("candidates", "questions", "kind", "earlier", "skills", "programme_id")
    )


_identity: Callable[[Candidate], tuple[str, ...]] = attrgetter(
    "name", "email", "phone", "employee_code", "uid"
)
"""People are ordered by what is known of them, so that the order of rows never matters."""
