"""The pairs workbook: pairs to print, by mentor, people left out and why, pages to hand out, and all data."""

from collections.abc import Sequence

from nhipcau.common.words import Language, Words
from nhipcau.pairing.documents import workbook_lists as overviews
from nhipcau.pairing.documents.handouts import handouts
from nhipcau.pairing.documents.workbook_context import WorkbookContext
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings
from nhipcau.pairing.store.queries import PairRow
from nhipcau.workbook import SheetSpec


def pairs_workbook(
    people: PairingInput,
    plan: Plan,
    language: Language,
    programme: str = "",
    settings: Settings | None = None,
    rows: Sequence[PairRow] = (),
) -> list[SheetSpec]:
    """Return the sheets for `write_workbook`. With `rows` they say what became of pairs confirmed earlier."""
    words = Words(language)
    name = programme.strip() or words("pairs.letter.our_programme")
    by_id = {person.participant_id: person for person in people.candidates}
    standing = {(row.mentee_id, row.mentor_id): row for row in rows if row.stands}
    making = WorkbookContext(people, plan, settings or people.settings, name, words, rows, by_id, standing)
    sheets = [
        overviews.pairs(making),
        overviews.left_out(making),
        overviews.by_mentor(making),
        overviews.history(making),
        handouts(making, "mentor"),
        handouts(making, "mentee"),
        overviews.all_data(making),
    ]
    return [sheet for sheet in sheets if sheet is not None]
