"""A form for everybody who is asked in a wave, and the mail drafts that carry them, in one folder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Outgoing, Written, write_folder
from nhipcau.exchange.round_trip.outgoing.mail_sender import sender_of
from nhipcau.exchange.round_trip.outgoing.own_mailboxes import mailboxes
from nhipcau.exchange.round_trip.outgoing.pair_cover import back_by, day_in_words, sent_by
from nhipcau.exchange.round_trip.outgoing.programme_workbook import content_of, identity_sheet, kind_sheet
from nhipcau.exchange.round_trip.outgoing.recipients import language_for
from nhipcau.exchange.round_trip.outgoing.service import remember_sent
from nhipcau.mail.draft import Mail
from nhipcau.mail.signature import Sender, signed
from nhipcau.pairing.explanation.salutation import call
from nhipcau.participants.models import Participant, Person
from nhipcau.programmes.queries import letterhead_of
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.declaration import NOT_ASKED, SheetKind
from nhipcau.sheets.shown_cells import shown
from nhipcau.surveys.queries import ResponseRow, WaveRow, wave
from nhipcau.surveys.sheet import PARTNER, RESPONDENT, RESPONDENT_EMAIL, WaveSheets, about_form, wave_title
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec, write_workbook
from nhipcau.workbook.page_parts import FactRows, Numbered, PageStart, Part, TextLine

_HIDDEN: Final = frozenset({RESPONDENT, RESPONDENT_EMAIL})


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Somebody who gets a form, and what is asked of them."""

    uid: str
    name: str
    email: str
    called: tuple[str, str, str, str]
    """The name, the one that is used, the gender and the title, to greet by."""
    languages: Sequence[str]
    has_assistant: bool
    """Somebody keeps their papers; a form never goes there, since only the programme team may read the answers."""
    responses: tuple[ResponseRow, ...]
    shares_mailbox: bool = False
    """Others read their mailbox too, so the mail does not name it."""


def people_asked(db: Session, sheets: WaveSheets, *, everybody: bool = False) -> tuple[AskedPerson, ...]:
    """Return who is to get a form: those who have not answered all they are asked, or everybody.

    Nobody who left, nor about a pair that has ended where a survey asks how it goes.
    Of an anonymous wave never those who have answered: a second form of theirs would count nothing.
    """
    by_person: dict[int, list[ResponseRow]] = {}
    for row in sheets.responses:
        if row.may_be_asked and sheets.asks(row):
            by_person.setdefault(row.participant_id, []).append(row)
    wanted = (
        select(Participant.id, Person)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.id).in_(by_person))
    )
    people, known = dict(db.exec(wanted).all()), mailboxes(db)
    return tuple(
        AskedPerson(
            rows[0].participant_uid, rows[0].name, rows[0].email,
            (person.full_name, person.preferred_name, person.gender, person.salutation),
            tuple(person.languages),
            bool(person.assistant_name or person.assistant_email), tuple(rows),
            known.has_other_readers(person.email, person.assistant_email),
        )
        for participant_id, rows in by_person.items()
        if (person := people.get(participant_id)) is not None
        and ((everybody and not sheets.wave.anonymous) or any(row.answered_on is None for row in rows))
    )  # fmt: skip


def write_survey_workbooks(
    database: Database,
    wave_id: int,
    folder: Path,
    language: Language | None = None,
    progress: Progress | None = None,
    *,
    everybody: bool = False,
    signed_by: str = "",
) -> Written:
    """Write a form and a mail draft for those who have not answered yet, or for everybody; all of them or none.

    Without a language, each is written in that of the person; `signed_by` is the name under the mails. Raises
    Unavailable with nothing left behind (also where nobody is to get one, or the wave is gone), Cancelled.
    """
    with database.read() as db:
        asked_in = wave(db, wave_id)
        sheets = WaveSheets(db, asked_in) if asked_in is not None else None
        people = people_asked(db, sheets, everybody=everybody) if sheets is not None else ()
        programme_id = asked_in.survey.programme_id if asked_in is not None else 0
        sender, letterhead = sender_of(db, programme_id, signed_by), letterhead_of(db, programme_id)
    if sheets is None or not people:
        raise Unavailable("surveys.nobody")
    words = Words(language or "vi")
    title = words("surveys.folder", survey=wave_title(sheets.wave, words))
    with database.step("surveys.step.send", n=len(people)) as db:
        going = _outgoing(db, sheets, people, language, sender)
        return write_folder(folder, title, going, len(people), progress, letterhead)


def write_wave_workbook(
    database: Database, wave_id: int, target: Path, language: Language, progress: Progress | None = None
) -> Path:
    """Write one workbook with a row for everybody who is asked, to type in what came on paper or by telephone.

    Raises Unavailable with nothing remembered.
    """
    words = Words(language)
    with database.step("surveys.step.send_list") as db:
        asked_in = wave(db, wave_id)
        if asked_in is None:
            raise Unavailable("surveys.nobody")
        if asked_in.anonymous:
            raise Unavailable("surveys.anonymous.list")
        kind = WaveSheets(db, asked_in).kind(words)
        uid = _remember(db, asked_in, kind, words, "")
        lines = [kind.title, *(words(f"surveys.list.line.{number}") for number in range(1, 4))]
        cover = SheetSpec(words("homecoming.sheet.cover"), intro=lines, landscape=False)
        sheet = kind_sheet(kind, words, protected=False)
        write_workbook(target, [cover, sheet, identity_sheet([kind], words, uid)], progress)
    return target


def _remember(db: Session, asked_in: WaveRow, kind: SheetKind, words: Words, person_uid: str) -> str:
    about = about_form(asked_in.uid, person_uid)
    return remember_sent(db, asked_in.survey.programme_id, words.language, about, content_of([kind]))


def _outgoing(
    db: Session, sheets: WaveSheets, people: Iterable[AskedPerson], language: Language | None, sender: Sender
) -> Iterator[Outgoing]:
    for person in people:
        words = Words(language or language_for((person,)))
        title = wave_title(sheets.wave, words)
        name = words("surveys.file", name=person.name, survey=title)
        mail = _mail(person, sheets.wave, sender, words)
        withheld = (person.name,) if person.shares_mailbox else ()
        yield Outgoing(name, record_form(db, sheets, person, words, sender), mail, withheld)


def record_form(
    db: Session, sheets: WaveSheets, person: AskedPerson, words: Words, sender: Sender | None = None
) -> list[SheetSpec]:
    """Remember what is sent to somebody, and return its sheets for `write_workbook`."""
    kind = sheets.kind(words, person.uid, going_out=True)
    uid = _remember(db, sheets.wave, kind, words, person.uid)
    cover = _cover(kind, person, sheets, words, sender or Sender(""))
    form = _form(kind, person, words, anonymous=sheets.wave.anonymous)
    return [cover, form, identity_sheet([kind], words, uid)]


def _cover(
    kind: SheetKind, person: AskedPerson, sheets: WaveSheets, words: Words, sender: Sender
) -> SheetSpec:
    anonymous = sheets.wave.anonymous
    said = [f"line.{number}" for number in range(1, 4 if anonymous else 6)]
    said += [f"anonymous.{number}" for number in range(1, 4)] if anonymous else []
    called = call(words, *person.called)
    partners = [row.partner_name for row in person.responses if row.partner_name]
    page: list[Part] = [PageStart(), TextLine(kind.title, "title"), *back_by(sheets.wave.closes_on, words)]
    page += [TextLine(words("homecoming.cover.how"), "section")]
    page += [Numbered([words(f"surveys.cover.{line}", called=called) for line in said])]
    if partners:
        page += [TextLine(words("surveys.cover.who"), "section")]
        page += [FactRows([(words("surveys.cover.pair"), partner) for partner in partners])]
    page += sent_by(sender, words)
    return SheetSpec(words("homecoming.sheet.cover"), page=page, landscape=False, protected=True)


def _form(kind: SheetKind, person: AskedPerson, words: Words, *, anonymous: bool) -> SheetSpec:
    columns = [ColumnSpec(words("homecoming.key"), hidden=True)]
    columns += [_column(field, words) for field in kind.fields]
    own = words("surveys.your_answer")
    rows: list[list[Plain]] = [
        [key, *(_cell(kind, key, field) or (own if field.code == PARTNER else None) for field in kind.fields)]
        for key in kind.rows
    ]
    closed = {
        (row, column)
        for row, key in enumerate(kind.rows)
        for column, field in enumerate(kind.fields, start=1)
        if (key, field.code) in kind.closed
    }
    intro = [kind.title, words("surveys.form.who", name=person.name), words("surveys.form.how")]
    if anonymous:
        intro.append(words("surveys.form.anonymous"))
    intro += _answered(person, words)
    return SheetSpec(
        kind.title, columns, rows, intro, protected=True, upright=True, closed=frozenset(closed), paper=True
    )


def _answered(person: AskedPerson, words: Words) -> list[str]:
    """Say what was answered before: the form shows none of it, and a blank cell leaves it as it is."""
    one_only = len(person.responses) == 1
    return [
        words(
            f"surveys.form.{'answered' if one_only or not row.partner_name else 'answered_about'}",
            partner=row.partner_name, day=f"{row.answered_on:%d/%m/%Y}",
        )
        for row in person.responses
        if row.answered_on is not None
    ]  # fmt: skip


def _cell(kind: SheetKind, key: str, field: SheetField) -> Plain:
    if (key, field.code) in kind.closed:
        return NOT_ASKED
    return None if field.anew else shown(field, kind.rows[key].get(field.code))


def _column(field: SheetField, words: Words) -> ColumnSpec:
    offered = () if field.kind == "options" else tuple(label for _, label in field.choices)
    return ColumnSpec(
        field.heading,
        kind="wrapped" if field.kind in ("long_text", "options") else "text",
        note=words("surveys.how") if field.code == PARTNER else field.hint,
        choices=offered,
        hidden=field.code in _HIDDEN,
        muted=not field.editable,
        unlisted=words("homecoming.listed_only"),
    )


def _mail(person: AskedPerson, asked_in: WaveRow, sender: Sender, words: Words) -> Mail:
    closes = asked_in.closes_on
    gaps = {
        "called": call(words, *person.called),
        "programme": sender.programme,
        "survey": wave_title(asked_in, words),
        "until": words("surveys.mail.until", day=day_in_words(closes, words)) if closes is not None else "",
    }
    if asked_in.anonymous:
        gaps["until"] += words("surveys.mail.anonymous")
    subject, body = words("surveys.mail.subject", **gaps), words("surveys.mail.body", **gaps)
    email = "" if person.shares_mailbox else person.email
    return signed(Mail(((person.name, email),), subject, body), sender, words)
