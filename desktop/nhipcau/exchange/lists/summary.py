"""The summary of a programme: one page for a board, and behind it the figures that its charts are drawn from.

It goes to sponsors and is shown to a room: no figure in it is of fewer people, or fewer pairs, than a few.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nhipcau.common.clock import today
from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.store.queries import PairRow
from nhipcau.programmes.queries import ProgrammeRow
from nhipcau.sessions.queries import PairTogether
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec
from nhipcau.workbook.page_parts import Figure, FigureRow, PageChart, PageStart, Part, TextLine

FEWEST: Final = 5
_BANDS: Final = tuple(range(0, 100, 10))
_BARS: Final = 12
"""So many departments can be told apart in a chart on half a page."""


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What the summary is made from; `pairs` are those that stand, `together` all that have met."""

    programme: ProgrammeRow
    people: Sequence[Candidate]
    pairs: Sequence[PairRow]
    together: Sequence[PairTogether]
    words: Words

    @property
    def tells_of_pairs(self) -> bool:
        return len(self.pairs) >= FEWEST

    @property
    def tells_of_sessions(self) -> bool:
        return self.tells_of_pairs and sum(bool(pair.sessions) for pair in self.together) >= FEWEST

    @property
    def months(self) -> list[tuple[str, int]]:
        """Return how many sessions there were in each month, the first month first; blank months count."""
        counts = Counter(
            (one.held_on.year, one.held_on.month) for pair in self.together for one in pair.sessions
        )
        if not counts:
            return []
        (year, month), last = min(counts), max(counts)
        found = []
        while (year, month) <= last:
            found.append((f"{month:02d}/{year}", counts[year, month]))
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return found


def summary(facts: SummaryFacts) -> list[SheetSpec]:
    """Return the page and the sheets of its figures."""
    departments = _departments(facts)
    behind = [departments]
    if facts.tells_of_pairs:
        behind = [_fits(facts), *([_months(facts)] if facts.tells_of_sessions else []), departments]
    page = [*_head(facts), FigureRow(list(_figures(facts))), *_charts(facts, behind)]
    return [SheetSpec(facts.words("lists.sheet.figures"), page=page, landscape=False), *behind]


def _head(facts: SummaryFacts) -> Iterator[Part]:
    words, programme = facts.words, facts.programme
    yield PageStart(words("lists.as_of", day=f"{today():%d/%m/%Y}"))
    sessions = _sessions(facts)
    if facts.tells_of_sessions:
        yield TextLine(words("lists.found", pairs=len(facts.pairs), n=sessions), "title")
    else:
        yield TextLine(words("lists.title", programme=programme.name), "title")
    days = [f"{day:%d/%m/%Y}" for day in (programme.starts_on, programme.ends_on) if day is not None]
    sponsor = " ".join(programme.sponsor.split())
    told = (programme.name, " – ".join(days), words("lists.sponsor", name=sponsor) if sponsor else "")
    yield TextLine(" · ".join(filter(None, told)), "lead")


def _sessions(facts: SummaryFacts) -> int:
    return sum(len(pair.sessions) for pair in facts.together)


def _figures(facts: SummaryFacts) -> Iterator[Figure]:
    words = facts.words
    paired = {one for pair in facts.pairs for one in (pair.mentor_id, pair.mentee_id)}
    mentees = [person for person in facts.people if person.is_mentee]
    mentors = sum(person.is_mentor for person in facts.people)
    waiting = sum(person.participant_id not in paired for person in mentees)

    def figure(name: str, value: float, shown: str = "0", **noted: object) -> Figure:
        return Figure(value, words(f"lists.figure.{name}"), words(f"lists.of.{name}", **noted), shown)

    yield figure("people", len(facts.people), mentors=mentors, mentees=len(mentees))
    yield figure("pairs", len(facts.pairs), mentees=len(mentees))
    yield figure("waiting", waiting, mentees=len(mentees))
    if not facts.tells_of_pairs:
        return
    sessions = _sessions(facts)
    if facts.tells_of_sessions:
        met = sum(bool(pair.sessions) for pair in facts.together)
        minutes = sum(pair.minutes for pair in facts.together)
        yield figure("sessions", sessions, pairs=met)
        yield figure("hours", round(minutes / 60), shown="#,##0", pairs=met)
    mean = sum(pair.fit for pair in facts.pairs) / len(facts.pairs) / 10_000
    yield figure("mean_fit", round(mean, 2), shown="0 %", pairs=len(facts.pairs))


def _charts(facts: SummaryFacts, behind: Sequence[SheetSpec]) -> Iterator[Part]:
    words, departments = facts.words, behind[-1]
    if facts.tells_of_pairs:
        timed = facts.tells_of_sessions
        sheet = behind[1] if timed else behind[0]
        rows = len(sheet.rows)
        if timed:
            most = max(facts.months, key=lambda month: month[1])
            yield TextLine(words("lists.chart.months", month=most[0], n=most[1]), "section")
        else:
            yield TextLine(words("lists.chart.fits"), "section")
        yield PageChart(sheet.name, 0, 1, 1, 1, rows)
    if departments.rows:
        first = departments.rows[0]
        n = sum(value for value in first[1:] if isinstance(value, int))
        yield TextLine(words("lists.chart.departments", name=str(first[0]), n=n), "section")
        yield PageChart(
            departments.name, 0, 1, 2, 1, min(len(departments.rows), _BARS), bars=True, stacked=True
        )
        if len(departments.rows) > _BARS:
            yield TextLine(words("lists.more_departments", n=len(departments.rows) - _BARS), "small")


def _column(facts: SummaryFacts, name: str, width: float, *, number: bool = False) -> ColumnSpec:
    heading = facts.words("fields.department" if name == "department" else f"lists.column.{name}")
    return ColumnSpec(heading, width, "number" if number else "text")


def _months(facts: SummaryFacts) -> SheetSpec:
    columns = [_column(facts, "month", 16), _column(facts, "sessions", 16, number=True)]
    return SheetSpec(facts.words("lists.sheet.months"), columns, [list(row) for row in facts.months])


def _fits(facts: SummaryFacts) -> SheetSpec:
    counts = Counter(min(pair.fit // 1000, 9) for pair in facts.pairs)
    rows: list[list[Plain]] = [[f"{band}–{band + 10} %", counts[band // 10]] for band in _BANDS]
    columns = [_column(facts, "fit", 16), _column(facts, "count", 14, number=True)]
    return SheetSpec(facts.words("lists.sheet.fits"), columns, rows)


def _departments(facts: SummaryFacts) -> SheetSpec:
    """Return how many take part from each department; small ones together, as few people are soon known."""
    words = facts.words
    sizes = Counter(person.department or "–" for person in facts.people)
    large = _told_apart(sizes)
    others = words("lists.small_departments", n=FEWEST)
    mentors, mentees = (
        Counter(
            name if (name := person.department or "–") in large else others
            for person in facts.people
            if (person.is_mentor if role == "mentor" else person.is_mentee)
        )
        for role in ("mentor", "mentee")
    )
    order = sorted(large, key=lambda name: (-(mentors[name] + mentees[name]), name))
    names = order if len(large) == len(sizes) else [*order, others]
    rows: list[list[Plain]] = [[name, mentors[name], mentees[name]] for name in names]
    columns = [
        _column(facts, "department", 30), _column(facts, "mentors", 18, number=True),
        _column(facts, "mentees", 18, number=True),
    ]  # fmt: skip
    return SheetSpec(words("lists.sheet.departments"), columns, rows)


def _told_apart(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the departments that are told by name: large enough, and what is left is large enough as well."""
    names = sorted((name for name, size in sizes.items() if size >= FEWEST), key=lambda name: -sizes[name])
    while names and 0 < sum(sizes.values()) - sum(sizes[name] for name in names) < FEWEST:
        names.pop()
    return frozenset(names)
