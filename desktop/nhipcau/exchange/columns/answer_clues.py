"""What the answers of a column say of its meaning, in log-odds."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final

from nhipcau.exchange.columns.answer_kinds import KINDS, LOOKED_AT, ColumnAnswers
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.participants.sheet import BY_CODE, FIELDS

_MOST_PLACES: Final = 12
"""A mentor takes no more people than this; where more are told, something else is counted."""
_NEVER: Final = -9.0
_SHORT_TEXT: Final = frozenset(one.code for one in FIELDS if one.part == "person" and one.kind == "text")
_PLAIN: Final = (("email", 0.5, -9.0), ("yes_no", 0.5, -6.0), ("date", 0.5, -7.0), ("phone", 0.5, -6.0))
"""What no name of a thing is: kind, from which share, and the log-odds it takes."""
_NUMBERLESS: Final = _SHORT_TEXT - {"level", "employee_code", "time_zone", "first_name", "last_name"}
_WANTED: Final[Mapping[str, tuple[str, float, float, float]]] = {
    "email": ("email", 0.5, 4.0, _NEVER),
    "assistant_email": ("email", 0.4, 2.0, _NEVER),
    "phone": ("phone", 0.5, 3.0, _NEVER),
    "birth_year": ("born", 0.5, 2.0, -7.0),
    "submitted": ("date", 0.5, 2.0, -8.0),
    "gender": ("gender", 0.6, 3.0, -4.0),
    "role": ("role", 0.5, 3.0, -7.0),
    "meeting_ways": ("ways", 0.5, 3.0, -7.0),
    "time_zone": ("zone", 0.5, 2.0, -4.0),
    "languages": ("language", 0.5, 2.0, -3.0),
    "full_name": ("name", 0.6, 2.0, -2.5),
    "employee_code": ("code", 0.5, 1.5, -2.0),
    "is_mentor": ("yes_no_or_figure", 0.8, 1.5, -6.0),
    "is_mentee": ("yes_no_or_figure", 0.8, 1.5, -6.0),
    "both_roles": ("yes_no_or_figure", 0.8, 1.5, -6.0),
    "consent": ("yes_no_or_figure", 0.8, 1.5, -6.0),
    "capacity": ("counted", 0.5, 1.5, -6.0),
    "least": ("counted", 0.5, 1.5, -6.0),
    "mentors_wanted": ("counted", 0.5, 1.5, -6.0),
    "availability": ("slot", 0.4, 2.0, -2.0),
    "level": ("level", 0.4, 1.0, -1.0),
    "place": ("place", 0.4, 1.5, -0.3),
    "first_name": ("name_part", 0.6, 1.0, -1.0),
    "last_name": ("name_part", 0.6, 1.0, -1.0),
    "middle_name": ("name_part", 0.6, 1.0, -1.0),
    "preferred_name": ("name_part", 0.5, 0.5, -1.0),
}
"""By meaning: which kind of answer it wants, from which share on, and the log-odds with it and without."""


def answer_clues(meaning: str, answers: ColumnAnswers, *, in_grid: bool = False) -> float:
    """Return what the answers add to a meaning, in log-odds; 0 without answers."""
    if not answers.distinct:
        return 0.0
    if in_grid:
        return 0.0 if BY_CODE[meaning].kind in ("topics", "list") else _NEVER
    total = 0.0
    if meaning in _WANTED:
        kind, least, with_it, without = _WANTED[meaning]
        total += with_it if answers.share(kind) >= least else without
    return total + _refused(meaning, answers) + _named(meaning, answers)


def _refused(meaning: str, answers: ColumnAnswers) -> float:
    """Return what answers take that cannot be of this meaning."""
    kind = BY_CODE[meaning].kind
    figures = answers.share("number")
    if kind == "number":
        return (-4.0 if answers.longest_number > _MOST_PLACES else 0.0) + (
            -5.0 if answers.share("date") >= 0.5 else 0.0
        )
    if meaning in _SHORT_TEXT:
        taken = sum(
            weight
            for plain, least, weight in _PLAIN
            if answers.share(plain) >= least and not _both_fit(meaning, plain)
        )
        taken += -6.0 if meaning in _NUMBERLESS and figures >= 0.5 else 0.0
        return taken + (-4.0 if answers.share("long") > 0.1 else 0.0)
    if kind in ("topics", "list", "long_text") or meaning == "learning_style":
        figures = answers.share("small_number") if meaning in ("wishes", "refusals") else figures
        ticked = meaning == "availability" and min(answers.share("yes_no_or_figure"), figures) >= 0.9
        # `No` alone is how an open question is left empty; beside `Yes` it answers one.
        decided = answers.share("yes_no") if answers.share("yes") else 0.0
        told = decided + figures >= 0.5
        taken = -6.0 if told and not ticked else 0.0
        taken += sum(-6.0 for plain in ("date", "phone", "gender", "url") if answers.share(plain) >= 0.5)
        if answers.share("email") >= 0.5 and meaning not in ("wishes", "refusals"):
            taken += _NEVER
        return taken
    return 0.0


def _both_fit(meaning: str, kind: str) -> bool:
    return (meaning, kind) in {
        ("manager", "email"), ("employee_code", "phone"), ("employee_code", "date"), ("gender", "yes_no"),
    }  # fmt: skip


def _named(meaning: str, answers: ColumnAnswers) -> float:
    """Return what is added by what the answers name: people, departments, places, skills."""
    weigh = _NAMED.get(meaning)
    return weigh(answers) if weigh else 0.0


def _people(answers: ColumnAnswers) -> float:
    return max(answers.share("vietnamese_name"), answers.share("person"))


def _wished(answers: ColumnAnswers) -> float:
    """Weigh whether somebody is named: a wish that names nobody is none."""
    people = _people(answers)
    fits = max(people, answers.share("name"), answers.share("email"), answers.share("code"))
    either = answers.share("either") + answers.share("ways") + answers.share("role")
    if answers.share("nobody") + fits >= 0.8 and not either:
        return 1.5 * people
    return (1.5 + 1.5 * people if fits >= 0.4 else -2.5) - (3.0 if either >= 0.3 else 0.0)


def _topics(answers: ColumnAnswers) -> float:
    """Weigh whether topics are named: people and thanks are none."""
    skill = 2.0 if answers.share("skill") >= 0.3 else 0.0
    return (
        skill - (4.0 if _people(answers) >= 0.5 else 0.0) - (3.0 if answers.share("courtesy") >= 0.3 else 0.0)
    )


def _department(answers: ColumnAnswers) -> float:
    known = 2.5 if answers.share("department") >= 0.4 else 0.0
    return known - (1.5 if answers.share("place") >= 0.6 else 0.0)


def _person_in_charge(answers: ColumnAnswers) -> float:
    named = max(_people(answers), answers.share("name"), answers.share("email"))
    return 1.0 if named >= 0.5 else -3.0


_NAMED: Final[Mapping[str, Callable[[ColumnAnswers], float]]] = {
    "wishes": _wished,
    "refusals": _wished,
    "goals": _topics,
    "strengths": _topics,
    "interests": _topics,
    "department": _department,
    "place": lambda answers: 1.5 if answers.share("known_place") >= 0.4 else 0.0,
    "full_name": lambda answers: 1.5 if _people(answers) >= 0.5 else 0.0,
    "manager": _person_in_charge,
    "assistant_name": lambda answers: 0.5 if answers.share("name") >= 0.5 else -1.0,
    "title": lambda answers: -2.0 if answers.share("role") >= 0.7 else 0.0,
}


def speaking(meaning: str, data: ColumnData) -> tuple[str, ...]:
    """Return up to three answers that speak for a meaning."""
    texts = list(islice(data.counts, LOOKED_AT))
    kind = _WANTED[meaning][0] if meaning in _WANTED else ""
    test = KINDS.get(kind)
    fitting = [text for text in texts if test is None or test(text)]
    return tuple((fitting or texts)[:3])
