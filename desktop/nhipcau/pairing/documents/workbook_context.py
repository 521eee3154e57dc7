"""What every sheet of the pairs workbook is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nhipcau.common.clock import today
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.results import Plan, ProposedPair
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Settings
from nhipcau.pairing.store.queries import PairRow


@dataclass(frozen=True, slots=True)
class WorkbookContext:
    """The plan, its people and the words. `rows` are the pairs of the data file with their lives, if there are any."""

    people: PairingInput
    plan: Plan
    settings: Settings
    programme: str
    words: Words
    rows: Sequence[PairRow] = ()
    by_id: Mapping[int, Candidate] = field(default_factory=dict)
    standing_rows: Mapping[tuple[int, int], PairRow] = field(default_factory=dict)
    """By mentee and mentor."""

    def say(self, key: str, **values: object) -> str:
        return self.words(f"pairs.sheet.{key}", **values)

    @property
    def made_on(self) -> str:
        return self.say("made_on", date=today().strftime("%d/%m/%Y"))

    def by_name(self, person: Candidate) -> tuple[Any, int]:
        """Return where somebody stands in a list that is read by names."""
        return person_sort_key(person.name, self.words.language), person.participant_id

    def by_names(self, pair: ProposedPair) -> tuple[Any, ...]:
        """Return where a pair stands: by the mentor's name, then by the mentee's."""
        mentor, mentee = self.both(pair)
        return (*self.by_name(mentor), *self.by_name(mentee))

    def both(self, pair: ProposedPair) -> tuple[Candidate, Candidate]:
        """Return mentor and mentee."""
        return self.by_id[pair.mentor_id], self.by_id[pair.mentee_id]

    def standing(self, pair: ProposedPair) -> PairRow | None:
        """Return what the data file knows of a pair that stands."""
        return self.standing_rows.get((pair.mentee_id, pair.mentor_id))
