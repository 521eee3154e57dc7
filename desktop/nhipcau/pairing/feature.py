"""What pairing brings to the window, to the second step of the method and to the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, PageEntry, SearchSource, StepProof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import Found
    from nhipcau.common.words import Words


def _has_pairs(db: Session, programme_id: int) -> bool:
    from nhipcau.pairing.store.standing_pairs import has_pairs

    return has_pairs(db, programme_id)


def _pairs(db: Session, programme_id: int, words: Words) -> Iterator[Found]:
    from nhipcau.common.feature_answers import Found
    from nhipcau.common.names.search_text import search_text
    from nhipcau.pairing.store.queries import pairs_for_search

    for pair_id, mentor, mentee in pairs_for_search(db, programme_id, words.language):
        text = words("pairs.found.names", a=mentor, b=mentee)
        yield Found(text, search_text(text), "", {"pair_id": pair_id})


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "pairing", "heart-handshake", "nhipcau.pairing.ui.page:PairingPage", "Ctrl+4", step=2,
            views=("board", "overview"),
        ),
    ),
    proofs=(StepProof(2, 1, _has_pairs, frozenset({"pair"}), completes=True),),
    searches=(SearchSource("pairing", "heart-handshake", "pairs.found", _pairs, tier=1),),
)  # fmt: skip
