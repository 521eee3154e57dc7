"""Who may read what: the audience of every stored field, declared here and nowhere else.

Whatever leaves the program asks `may_read` for the one who will read it: workbooks, forms, letters, lists, calendars.
Where several read the same file, each of them must be allowed.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

Audience = Literal["team", "person", "pair", "programme", "public"]
"""The programme team only; also the person it is about; also their partner; everybody in the programme; anybody."""
Reader = Literal["team", "person", "partner", "assistant", "programme", "public"]
"""Who reads: the programme team, the one a row is about, the other of the pair, whoever keeps a leader's calendar,
somebody of the programme, anybody."""

_READ_BY: Final[Mapping[Reader, frozenset[Audience]]] = {
    "team": frozenset({"team", "person", "pair", "programme", "public"}),
    "person": frozenset({"person", "pair", "programme", "public"}),
    "partner": frozenset({"pair", "programme", "public"}),
    "assistant": frozenset({"programme", "public"}),
    "programme": frozenset({"programme", "public"}),
    "public": frozenset({"public"}),
}
_ARRANGING: Final = frozenset({"person.email", "mentoring_session.held_on", "mentoring_session.minutes",
                               "mentoring_session.way", "pair.state"})  # fmt: skip
"""What an assistant needs beside, to find a date for two people; never what is said or thought."""

_TEAM: Final[Mapping[str, str]] = {
    "level": "uid rank",
    "organisation": "uid created_at",
    "person": "uid employee_code level manager_id birth_year note folded sort_name created_at",
    "programme": "uid created_at",
    "skill": "uid code area hidden",
    "skill_wording": "uid wording folded skill_code",
    "consent": "person_id",
    "import_batch": "programme_id file_name digest imported_at counts",
    "pairing_rules": "programme_id avoid_reporting_line avoid_earlier_pairs common_language meeting_way common_slots"
    " level_gap_least level_gap_most time_zone_most mentee_share aim fair_within every_mentor group_least mentors_each"
    " mutual priority_left_out",
    "participant": "uid programme_id person_id capacity least mentors_wanted status enrolled_on withdrawn_on"
    " withdrawn_reason ideal_partner wishes refusals note",
    "question": "uid programme_id position quotable",
    "quota": "uid programme_id kind attribute value partner_value bound percent position",
    "remembered_form": "programme_id fingerprint understanding used_at",
    "scenario": "uid programme_id name note created_at settings",
    "waiting_form": "uid programme_id file_name digest sheet fingerprint imported_at headings reading",
    "waiting_row": "uid form_id row_number hidden mark cells",
    "sent_workbook": "uid programme_id about language sent_at content",
    "survey": "uid programme_id kind",
    "answer": "question_id participant_id value",
    "criterion": "uid programme_id code mentee_question_id mentor_question_id comparison weight position",
    "pair": "uid programme_id mentor_id mentee_id fit reasons end_reason fit_answer fit_answered_on follows_id note",
    "pair_constraint": "programme_id mentor_id mentee_id kind note",
    "scenario_pair": "scenario_id mentor_id mentee_id fit locked confirmed",
    "survey_question": "uid survey_id position audience means required",
    "survey_wave": "uid survey_id anonymous",
    "anonymous_answer": "uid wave_id question_id value",
    "mentoring_session": "uid pair_id rating",
    "pair_event": "pair_id state happened_at note",
    "pair_goal": "uid pair_id position",
    "pulse_answer": "uid pair_id role answered_on feeling comment",
    "survey_response": "uid wave_id participant_id pair_id role pulse_uid",
    "survey_answer": "response_id question_id value",
    "journal_step": "label arguments made_at made_by state",
    "journal_row": "step_id table_name row_id change old new",
}
_PERSON: Final[Mapping[str, str]] = {
    "person": "gender assistant_name assistant_email",
    "consent": "purpose given_on withdrawn_on source",
    "survey_response": "answered_on",
}
_PAIR: Final[Mapping[str, str]] = {
    "person": "email phone languages time_zone meeting_ways",
    "participant": "goals strengths expectations learning_style interests availability",
    "pair": "state confirmed_on ended_on",
    "mentoring_session": "held_on minutes way topic next_step",
    "pair_goal": "wording due_on progress",
}
_PROGRAMME: Final[Mapping[str, str]] = {
    "level": "name",
    "person": "full_name family_name middle_name given_name preferred_name salutation department title place",
    "participant": "is_mentor is_mentee",
    "skill": "name_vi name_en",
    "question": "wording kind options grid",
    "survey": "name_vi name_en",
    "survey_question": "kind wording_vi wording_en options_vi options_en",
    "survey_wave": "name opens_on closes_on",
}
_PUBLIC: Final[Mapping[str, str]] = {
    "organisation": "name",
    "programme": "name kind starts_on ends_on vision sponsor",
}


def _fields(audience: Audience, declared: Mapping[str, str]) -> dict[str, Audience]:
    return {f"{table}.{name}": audience for table, names in declared.items() for name in names.split()}


AUDIENCE_OF: Final[Mapping[str, Audience]] = {
    **_fields("team", _TEAM),
    **_fields("person", _PERSON),
    **_fields("pair", _PAIR),
    **_fields("programme", _PROGRAMME),
    **_fields("public", _PUBLIC),
}
"""By `table.column`. The keys of rows (`id`) are numbers that say nothing, and have none."""
QUOTABLE_ANSWER: Final[Audience] = "pair"
"""Whom an own question's answer may reach once the coordinator said so; until then it is `answer.value`'s."""


def may_read(reader: Reader, *fields: str) -> bool:
    """Say whether `reader` may read all these fields, each `table.column`.

    Raises KeyError for a field that has no audience: what nobody has decided goes to nobody.
    """
    return all(AUDIENCE_OF[field] in _READ_BY[reader] or _arranges(reader, field) for field in fields)


def may_all_read(readers: Iterable[Reader], *fields: str) -> bool:
    """Say whether each of those who will read the same thing may read all these fields."""
    return all(may_read(reader, *fields) for reader in readers)


def may_read_answer(reader: Reader, quotable: bool | None) -> bool:
    """Say whether `reader` may read the answer to an own question, by what the coordinator said of the question."""
    return may_read(reader, "answer.value") or (quotable is True and QUOTABLE_ANSWER in _READ_BY[reader])


def _arranges(reader: Reader, field: str) -> bool:
    return reader == "assistant" and field in _ARRANGING
