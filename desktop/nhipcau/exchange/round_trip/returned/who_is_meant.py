"""Whether a row that has lost its key is that of the person whose code, address or name it gives."""

from collections.abc import Mapping
from typing import Final

from nhipcau.common.names.person_names import person_name
from nhipcau.common.names.search_text import phone_key
from nhipcau.common.names.vietnamese import fold, without_unseen
from nhipcau.mail.addresses import address_in
from nhipcau.participants.matching.linkage import Linkage, Outcome, Record
from nhipcau.participants.matching.names import compare_names

MARKS: Final = ("full_name", "email", "phone", "employee_code")
_NAMED_SO: Final = frozenset({"none", "same", "order", "bare"})


def who_is_meant(known: Mapping[str, str], said: Mapping[str, str]) -> Outcome:
    """Judge by the texts of `MARKS`. The workbook came from here: its names are the people's, as far as they agree.

    A name that differs by its marks is another's, unless a code or an address says that it may be mended.
    """
    mine, yours = _record(known), _record(said)
    level = compare_names(mine.name, yours.name)
    if level in _NAMED_SO:
        return "same"
    agrees = any(yours.proofs.get(kind) == value for kind, value in mine.proofs.items())
    if not agrees:
        return "different"
    return "same" if Linkage([mine], [yours]).judge(mine, yours).outcome == "same" else "ask"


def _record(texts: Mapping[str, str]) -> Record:
    seen = {mark: without_unseen(text).strip() for mark, text in texts.items()}
    proofs = {
        "email": address_in(seen.get("email", "")) or "",
        "phone": phone_key(seen.get("phone", "")),
        "code": fold(seen.get("employee_code", "")),
    }
    name = seen.get("full_name", "")
    return Record(person_name(name).full if name else "", {kind: one for kind, one in proofs.items() if one})
