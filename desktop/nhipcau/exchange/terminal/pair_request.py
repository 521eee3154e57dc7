"""What is asked of a plan from outside a window: typed on the command line, or kept in a settings file."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, cast

from nhipcau.common.errors import Problem, Rejected, Unavailable
from nhipcau.exchange.formats.quota_words import quota_from
from nhipcau.exchange.terminal.person_lookup import two_named
from nhipcau.pairing.models import AIMS, BUILT_IN, WEIGHTS
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.criteria import comparisons_for
from nhipcau.pairing.settings.pairing_input import Constraint, CriterionSetting, PairingInput, Rules, Settings
from nhipcau.pairing.settings.quota_answers import check_quota
from nhipcau.programmes.models import PROGRAMME_KINDS, ProgrammeKind

_LARGEST_FILE: Final = 1_000_000
_PARTS: Final = frozenset({"kind", "rules", "criteria", "quotas", "lock", "forbid"})


@dataclass(frozen=True, slots=True)
class PairRequest:
    """Everything that can be asked. Two people are written `A=B`, by name, e-mail or code."""

    kind: ProgrammeKind | None = None
    rules: Mapping[str, object] = field(default_factory=dict)
    """Fields of `Rules`; those not named keep what suits the kind of programme. `fair_within` is in percent."""
    criteria: Mapping[str, str] = field(default_factory=dict)
    """Weights by the code of a built-in criterion or the wording of a question; others stay as proposed."""
    quotas: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    previous: tuple[Path, ...] = ()
    """Data files or workbooks of earlier seasons: their pairs are not made again."""
    seconds: float | None = None
    compare: bool = False
    why_not: tuple[str, ...] = ()

    def over(self, kept: "PairRequest") -> "PairRequest":
        """Return this request where it asks for something, and what is kept in a file elsewhere."""
        return replace(
            self,
            kind=self.kind or kept.kind,
            rules={**kept.rules, **self.rules},
            criteria={**kept.criteria, **self.criteria},
            quotas=(*kept.quotas, *self.quotas),
            lock=(*kept.lock, *self.lock),
            forbid=(*kept.forbid, *self.forbid),
        )


def read_request(path: Path) -> PairRequest:
    """Read a settings file; raises Unavailable where it cannot be read, Rejected for what cannot be understood."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Unavailable("terminal.problem.settings_unreadable", path=str(path))
        loaded: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as trouble:
        raise Unavailable("terminal.problem.settings_unreadable", path=str(path)) from trouble
    if not isinstance(loaded, dict):
        raise Unavailable("terminal.problem.settings_unreadable", path=str(path))
    if unknown := sorted(loaded.keys() - _PARTS):
        raise _wrong(unknown[0])
    kind = loaded.get("kind")
    if kind is not None and kind not in PROGRAMME_KINDS:
        raise _wrong("kind")
    return PairRequest(
        kind=kind,
        rules=_mapping(loaded, "rules"),
        criteria=cast("Mapping[str, str]", _mapping(loaded, "criteria")),
        quotas=_texts(loaded, "quotas"),
        lock=_texts(loaded, "lock"),
        forbid=_texts(loaded, "forbid"),
    )


def _wrong(name: str) -> Rejected:
    return Rejected(Problem("terminal.problem.setting", name, {"name": name}))


def _mapping(loaded: Mapping[str, Any], name: str) -> Mapping[str, object]:
    found = loaded.get(name, {})
    if not isinstance(found, dict):
        raise _wrong(name)
    return found


def _texts(loaded: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = loaded.get(name, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise _wrong(name)
    return tuple(found)


def asked_settings(request: PairRequest, people: PairingInput) -> Settings:
    """Return the settings to pair with; raises Rejected with what names nobody, nothing or no rule."""
    quotas = tuple(map(quota_from, request.quotas))
    for quota in quotas:
        check_quota(quota, people)
    rules = _rules(people.settings.rules, request.rules)
    return replace(
        people.settings,
        rules=rules,
        criteria=_criteria(people, request.criteria),
        quotas=(*people.settings.quotas, *quotas),
        constraints=(
            *people.settings.constraints,
            *(one for text in request.lock for one in _constraints(people, text, "locked", rules)),
            *(one for text in request.forbid for one in _constraints(people, text, "forbidden", rules)),
        ),
    )


def _constraints(people: PairingInput, text: str, kind: str, rules: Rules) -> list[Constraint]:
    mentee, mentor = two_named(people, text)
    found = [Constraint(mentor.participant_id, mentee.participant_id, kind)]
    if rules.mutual and mentee.is_mentor and mentor.is_mentee:
        found.append(Constraint(mentee.participant_id, mentor.participant_id, kind))
    return found


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _optional(value: object) -> bool:
    return value is None or _whole(-50, 50)(value)


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _percent(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


_RULE_VALUES: Final[Mapping[str, Callable[[object], bool]]] = {
    "aim": lambda value: value in AIMS,
    "fair_within": _percent,
    "mentors_each": _whole(1, 3),
    "group_least": _whole(0, 1000),
    "common_slots": _whole(0, 1000),
    "mentee_share": _whole(0, 100),
    "level_gap_least": _optional,
    "level_gap_most": _optional,
    "time_zone_most": _optional,
}


def _rules(rules: Rules, asked: Mapping[str, object]) -> Rules:
    known = {one.name for one in fields(Rules)}
    for name, value in asked.items():
        if name not in known or not _RULE_VALUES.get(name, _switch)(value):
            raise _wrong(name)
    values = dict(asked)
    if "fair_within" in values:
        values["fair_within"] = round(100 * cast("float", values["fair_within"]))
    return replace(rules, **values)  # type: ignore[arg-type]  # checked one by one above


def _criteria(people: PairingInput, asked: Mapping[str, str]) -> tuple[CriterionSetting, ...]:
    """Return the proposed criteria with the weights asked for, and those asked for beside them."""
    found = {setting.key: setting for setting in people.settings.criteria}
    for name, weight in asked.items():
        if weight not in WEIGHTS:
            raise _wrong(name)
        settings = [one for one in found.values() if name in (one.code, one.key)] or _about(
            people, name, found
        )
        if not settings:
            raise _wrong(name)
        found |= {one.key: replace(one, weight=weight) for one in settings}
    return tuple(found.values())


def _about(
    people: PairingInput, name: str, proposed: Mapping[str, CriterionSetting]
) -> list[CriterionSetting]:
    if name in BUILT_IN:
        return [CriterionSetting(name)]
    wanted = answer_key(name)
    asked = [
        one
        for one in people.questions
        if wanted and wanted in (answer_key(one.wording), answer_key(one.grid))
    ]
    ids = {one.id for one in asked}
    settings = [one for one in proposed.values() if {one.mentee_question_id, one.mentor_question_id} & ids]
    if settings or not asked:
        return settings
    return [CriterionSetting("question", "medium", comparisons_for(asked[0])[0], asked[0].id)]
