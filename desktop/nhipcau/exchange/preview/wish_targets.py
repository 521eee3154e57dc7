"""The wishes and refusals of an import, with whom they mean among the people of the programme and of the file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from nhipcau.exchange.answers.wish_names import Wishable, Wishes, wished
from nhipcau.exchange.mapping.answer_rows import AnswerRow, RowProblem
from nhipcau.exchange.preview.import_plan import Basis
from nhipcau.exchange.preview.person_changes import joined_role
from nhipcau.exchange.preview.person_directory import KnownPerson

_FIELDS: Final = ("wishes", "refusals")
_OTHER: Final[Mapping[str, str]] = {"mentor": "mentee", "mentee": "mentor"}


class WishesMeant:
    """Finds out whom a person's wishes mean. Nothing is done where no row has any."""

    def __init__(self, basis: Basis, groups: Iterable[KnownPerson], others: Iterable[KnownPerson]) -> None:
        self._any = any(row.profile.keys() & set(_FIELDS) for row in basis.rows)
        self._wishes = Wishes(_people(basis, groups, others) if self._any else ())

    def resolved(
        self, profile: Mapping[str, Any], role: str
    ) -> tuple[Mapping[str, Any], tuple[RowProblem, ...]]:
        """Return a profile whose wishes name people in full, and what must be said of them."""
        if not self._any:
            return profile, ()
        notes: list[RowProblem] = []
        changed: dict[str, Any] = {}
        for code in _FIELDS:
            if said := profile.get(code):
                changed[code], told = wished(self._wishes, said, _OTHER.get(role, ""))
                notes += [RowProblem(about, values=values) for about, values in told]
        return ({**profile, **changed} if changed else profile), tuple(notes)


def _people(basis: Basis, groups: Iterable[KnownPerson], others: Iterable[KnownPerson]) -> list[Wishable]:
    """Return everybody who takes part already, and everybody the file speaks of."""
    taking_part = {person.id: person for person in basis.existing.people if person.participant_id}
    found: list[Wishable] = []
    named: set[str] = set()
    for known in groups:
        rows = [basis.rows[place] for place in known.rows]
        before = taking_part.pop(known.person_id or 0, None)
        role = joined_role(*(row.role for row in rows), before.role if before else "")
        preferred = next(
            (str(row.person["preferred_name"]) for row in rows if "preferred_name" in row.person), ""
        )
        found.append(_wishable(len(found), known, preferred, role))
        named.add(known.name)
    for person in taking_part.values():
        get = person.person.get
        found.append(
            Wishable(
                len(found), get("full_name", ""), get("email", ""), get("employee_code", ""),
                get("preferred_name", ""), _sides(person.role),
            )
        )  # fmt: skip
        named.add(get("full_name", ""))
    for known in others:
        if known.name not in named:
            found.append(_wishable(len(found), known, "", _role_of(known, basis.rows)))
    return found


def _role_of(known: KnownPerson, rows: Sequence[AnswerRow]) -> str:
    return rows[known.row_id].role if known.row_id is not None else ""


def _wishable(key: int, known: KnownPerson, preferred: str, role: str) -> Wishable:
    return Wishable(key, known.name, known.email, known.code, preferred, _sides(role))


def _sides(role: str) -> frozenset[str]:
    return frozenset({"both": ("mentor", "mentee"), "": ()}.get(role, (role,)))
