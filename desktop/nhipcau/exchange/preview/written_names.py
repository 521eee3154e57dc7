"""What files write around names, and names that shout: what becomes of both."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from nhipcau.common.names.name_letters import is_unlike_written
from nhipcau.common.names.person_names import PersonName, person_name
from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.preview.import_plan import ImportPlan

_NOTED: Final = "note"


def names_to_mend(plan: ImportPlan) -> list[str]:
    """Return the names, each once, of people to come that are written in capitals alone or without any."""
    if plan.basis is None:
        return []
    coming = (row.id for row in plan.rows if row.person_id is None and row.state != "left_out")
    written = (plan.basis.rows[place].written_name for place in coming)
    full = (person_name(name).full for name in written if name)
    return list(dict.fromkeys(name for name in full if is_unlike_written(name)))


def mends_names(understanding: Understanding) -> bool:
    """Say whether such names are mended in the sheets that are read."""
    return any(sheet.mends_names for sheet in understanding.sheets if sheet.used)


def with_what_stood_around(
    person: Mapping[str, Any],
    profile: Mapping[str, Any],
    rows: Sequence[AnswerRow],
    known_person: Mapping[str, Any],
    known_profile: Mapping[str, Any],
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return what is said of somebody with what stood around the name in its place.

    A title is how the person is addressed, unless that is known or said elsewhere; so is the name to call them by. A
    remark goes into the notes, where
    there are no others: what somebody wrote is not lost for it.
    """
    written = rows[0].written_name
    if len(rows) > 1:
        written = next((row.written_name for row in reversed(rows) if row.written_name), "")
    if written == person.get("full_name", ""):  # nearly everybody: nothing stands around the name
        return person, profile
    found = person_name(written)
    known_name = person_name(known_person.get("full_name", ""))
    told = {
        "salutation": found.title if found.title != known_name.title else "",
        "preferred_name": found.called if _tells_more(found, known_name, person) else "",
    }
    news = {code: text for code, text in told.items() if text and not known_person.get(code)}
    if news:
        person = {**news, **person}
    if found.remark:
        noted = "\n".join(filter(None, (profile.get(_NOTED), found.remark)))
        if known_profile.get(_NOTED, noted) == noted:
            profile = {**profile, _NOTED: noted}
    return person, profile


def _tells_more(found: PersonName, known: PersonName, person: Mapping[str, Any]) -> bool:
    """Say whether the way a name is written tells what to call somebody, and the name that is kept does not.

    Of `REID, FAY` it is sure, of FAY REID it is not.
    """
    kept = person_name(person.get("full_name", ""))
    return found.called not in ("", found.full, known.called, kept.called)
