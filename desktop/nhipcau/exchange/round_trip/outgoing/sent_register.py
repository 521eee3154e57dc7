"""What went out to whom, what came back, and who is late: a line for everybody who was sent something."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from nhipcau.common.words import Language, Words
from nhipcau.exchange.models import RETURNED, ImportBatch, SentWorkbook
from nhipcau.exchange.round_trip.outgoing.feelings_forms import feelings_recipients
from nhipcau.exchange.round_trip.outgoing.recipients import WHOM, recipients
from nhipcau.exchange.round_trip.sheets.sheet_kinds import is_form
from nhipcau.pairing.store.queries import pair_rows
from nhipcau.participants.models import Participant, Person
from nhipcau.sheets.scope import FEELINGS
from nhipcau.surveys.queries import ResponseRow, WaveRow, responses, waves
from nhipcau.surveys.sheet import about_form, wave_title

SentKind = Literal["whole", "pair", "mentor", "mentee", "assistant", "feelings", "form", "list"]
SentState = Literal["late", "out", "back", "ended", "none"]
_Sending = tuple[int, str, datetime, Language]
"""Its id, its public id, when it went out and in which language."""
STATES: Final[tuple[SentState, ...]] = ("late", "out", "back", "ended", "none")
"""`ended`: they left, their pair ended, nobody asks any more. `none`: nobody in particular is to send it back."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """Everything of one sort that went to one address: `about` is that of `SentWorkbook`."""

    id: int
    about: str
    kind: SentKind
    name: str
    """Whose it is; empty of what holds everybody."""
    survey: str
    language: Language
    """In which it went out last."""
    sent_on: date
    """When what is still out first went out; of what is back, when it last did."""
    last_sent_on: date
    times: int
    """How often it went out since it last came back."""
    back_on: date | None
    """When it last came back; of an anonymous form that is not kept."""
    due_on: date | None
    """Until when it is waited for; None where nobody in particular is to send it back."""
    state: SentState

    @property
    def is_awaited(self) -> bool:
        return self.state in ("late", "out")


@dataclass(frozen=True, slots=True)
class _Sent:
    """The sendings of one sort to one address since one of them last came back; the last where none is out."""

    id: int
    days: tuple[date, ...]
    back_on: date | None
    is_out: bool
    """Whether it went out since it last came back."""
    language: Language


def sent_register(db: Session, programme_id: int, words: Words, day: date, days: int) -> tuple[SentRow, ...]:
    """Return the register, who is late first, then those who were sent something last.

    What has no day by which to answer is waited for as many `days` from when it went out.
    """
    sent = _sent(db, programme_id)
    known = _Known(db, programme_id, words, sent)
    rows = [known.row(about, of_one, day, days) for about, of_one in sent.items()]
    return tuple(sorted(rows, key=lambda row: (STATES.index(row.state), -row.sent_on.toordinal(), row.id)))


def _sent(db: Session, programme_id: int) -> dict[str, _Sent]:
    home = select_columns(col(ImportBatch.digest), col(ImportBatch.imported_at)).where(
        col(ImportBatch.programme_id) == programme_id, col(ImportBatch.digest).startswith(RETURNED)
    )
    returned: dict[str, list[datetime]] = defaultdict(list)
    for digest, moment in db.connection().execute(home):
        returned[digest.removeprefix(RETURNED)].append(moment)
    columns = (
        SentWorkbook.id,
        SentWorkbook.uid,
        SentWorkbook.about,
        SentWorkbook.sent_at,
        SentWorkbook.language,
    )
    wanted = select_columns(*map(col, columns)).where(col(SentWorkbook.programme_id) == programme_id)
    sendings: dict[str, list[_Sending]] = defaultdict(list)
    for row in db.connection().execute(wanted.order_by(col(SentWorkbook.sent_at))):
        sendings[row.about].append((row.id, row.uid, row.sent_at, "en" if row.language == "en" else "vi"))
    return {about: _of_one(found, returned) for about, found in sendings.items()}


def _of_one(found: Sequence[_Sending], returned: Mapping[str, Sequence[datetime]]) -> _Sent:
    back = max((moment for _, uid, *_ in found for moment in returned.get(uid, ())), default=None)
    since = [moment for _, _, moment, _ in found if back is None or moment > back]
    shown = since or [found[-1][2]]
    return _Sent(
        found[-1][0],
        tuple(_day(moment) for moment in shown),
        _day(back) if back else None,
        bool(since),
        found[-1][3],
    )


class _Known:
    """What is known of those who were sent something, read once for all of them."""

    def __init__(self, db: Session, programme_id: int, words: Words, sent: Iterable[str]) -> None:
        self._words = words
        self._people = _people(db, programme_id)
        self._pairs = {
            row.uid: f"{row.mentor_name} – {row.mentee_name}" for row in pair_rows(db, programme_id)
        }
        found = [one for whom in WHOM for one in recipients(db, programme_id, whom)]
        self._titles = {one.about: one.title for one in found}
        self._awaited = {one.about for one in (*found, *feelings_recipients(db, programme_id))}
        self._waves: dict[str, WaveRow] = {}
        self._forms: dict[str, list[ResponseRow]] = defaultdict(list)
        if any(map(is_form, sent)):
            for wave in waves(db, programme_id):
                self._waves[wave.uid] = wave
                for row in responses(db, wave.id):
                    self._forms[about_form(wave.uid, row.participant_uid)].append(row)

    def row(self, about: str, sent: _Sent, day: date, days: int) -> SentRow:
        kind, uid = kind_of(about)
        wave = self._wave(about) if kind in ("form", "list") else None
        back_on, state = self._standing(about, kind, sent)
        due = self._due(wave, sent.days[0], days) if state in ("out", "back") else None
        return SentRow(
            sent.id, about, kind, self._name(about, kind, uid),
            "" if wave is None else wave_title(wave, self._words), sent.language,
            sent.days[0], sent.days[-1], len(sent.days), back_on, due,
            "late" if state == "out" and due is not None and due < day else state,
        )  # fmt: skip

    def _standing(self, about: str, kind: SentKind, sent: _Sent) -> tuple[date | None, SentState]:
        if kind in ("whole", "list"):
            return sent.back_on, "back" if sent.back_on and not sent.is_out else "none"
        if kind == "form":
            return self._answered(about)
        if not sent.is_out:
            return sent.back_on, "back"
        return sent.back_on, "out" if about in self._awaited else "ended"

    def _answered(self, about: str) -> tuple[date | None, SentState]:
        asked = self._forms.get(about, ())
        if any(row.may_be_asked and row.answered_on is None for row in asked):
            return None, "out"
        on = max((row.answered_on for row in asked if row.answered_on is not None), default=None)
        if on is None:
            return None, "ended"
        wave = self._wave(about)
        return None if wave is None or wave.anonymous else on, "back"

    def _due(self, wave: WaveRow | None, since: date, days: int) -> date:
        closes = None if wave is None else wave.closes_on
        return closes if closes is not None and closes >= since else since + timedelta(days)

    def _wave(self, about: str) -> WaveRow | None:
        return self._waves.get(about.split(":")[1])

    def _name(self, about: str, kind: SentKind, uid: str) -> str:
        if kind in ("whole", "list"):
            return ""
        if kind == "pair":
            return self._pairs.get(uid, "")
        return self._titles.get(about, uid) if kind == "assistant" else self._people.get(uid, "")


def kind_of(about: str) -> tuple[SentKind, str]:
    """Return what a workbook is, by what it is about, and the public id or mark of whose it is."""
    if not about:
        return "whole", ""
    if about.startswith(FEELINGS):
        return "feelings", about.rpartition(":")[2]
    if is_form(about):
        uid = about.rpartition(":")[2]
        return ("form", uid) if uid else ("list", "")
    prefix, _, rest = about.partition(":")
    if not rest:
        return "pair", about
    return "mentor" if prefix == "mentor" else "mentee" if prefix == "mentee" else "assistant", rest


def _people(db: Session, programme_id: int) -> dict[str, str]:
    wanted = (
        select_columns(col(Participant.uid), col(Person.full_name))
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id)
    )
    return {row.uid: row.full_name for row in db.connection().execute(wanted)}


def _day(moment: datetime) -> date:
    return moment.astimezone().date()
