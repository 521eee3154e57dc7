"""Pairs as they are read from a data file, made up."""

from datetime import date

from nhipcau.pairing.store.queries import PairRow


def pair_row(number: int, mentee_id: int, mentor_id: int, **fields: object) -> PairRow:
    known: dict[str, object] = {
        "id": number, "uid": f"p{number}", "mentor_id": mentor_id, "mentee_id": mentee_id,
        "mentor_name": f"Cố vấn {mentor_id}",
        "mentee_name": f"Học viên {mentee_id}", "mentor_email": "", "mentee_email": "", "state": "confirmed",
        "fit": 5_000, "parts": (), "confirmed_on": date(2026, 1, 5), "ended_on": None, "end_reason": "", "note": "",
    }  # fmt: skip
    return PairRow(**{**known, **fields})  # type: ignore[arg-type]  # fields by name, checked by the dataclass
