"""The list of mentors: whose mentees they are, which places are free, and whom to ask for one more."""

from collections import defaultdict
from collections.abc import Mapping

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_text
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent, points
from nhipcau.pairing.explanation.results import PlaceWorth, Plan
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput
from nhipcau.pairing.ui.plan.list_rows import ListRow, about


def worth_line(worth: PlaceWorth, name: str, words: Words) -> str:
    """Return what asking this mentor to take one more would bring."""
    if worth.people:
        return words("groups.worth.people", name=name, n=worth.people)
    return words("groups.worth.points", name=name, points=points(worth.points, words))


def mentor_items(people: PairingInput, plan: Plan, words: Words) -> list[ListRow]:
    """Return every mentor: those of whom one more place would help first, then by name."""
    names = {person.participant_id: person.name for person in people.candidates}
    worths = {worth.mentor_id: worth for worth in plan.worths}
    groups: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for pair in plan.pairs:
        groups[pair.mentor_id].append((names[pair.mentee_id], pair.fit))
    mentors = sorted(
        people.mentors, key=lambda one: (person_sort_key(one.name, words.language), one.participant_id)
    )
    order = {worth.mentor_id: place for place, worth in enumerate(plan.worths)}
    mentors.sort(key=lambda one: order.get(one.participant_id, len(order)))
    return [_item(mentor, groups, worths, words) for mentor in mentors]


def _item(
    mentor: Candidate,
    groups: Mapping[int, list[tuple[str, int]]],
    worths: Mapping[int, PlaceWorth],
    words: Words,
) -> ListRow:
    group = sorted(
        groups.get(mentor.participant_id, ()), key=lambda one: person_sort_key(one[0], words.language)
    )
    mentees = ", ".join(f"{name} ({percent(fit)})" for name, fit in group) or words("groups.nobody")
    worth = worths.get(mentor.participant_id)
    # Points alone are told where the mentor is open; a person more is told in the list.
    text = f"{worth_line(worth, mentor.name, words)} · {mentees}" if worth and worth.people else mentees
    places = words("groups.places_taken", taken=len(group), places=mentor.capacity)
    tone = "good" if len(group) < mentor.capacity else "plain" if len(group) == mentor.capacity else "warn"
    if worth is not None and worth.people:
        tone = "warn"
    return ListRow(
        mentor.participant_id, (mentor.name,), text, f"{mentor.name}. {places}. {text}",
        search_text(" ".join((mentor.name, *(name for name, _ in group)))), pill=places, tone=tone,
        about=(about(mentor),),
    )  # fmt: skip
