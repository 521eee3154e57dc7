"""What two files were before they parted, told from their journals alone.

Both journals begin with the same steps: the common past. From the steps that only one file has, what a row was when
they parted follows: its first old image. Three things hide it: images that are gone from closed steps, steps of
the common past that one file took back (or did again) after the parting, and steps that were taken back and left
behind. Where what a row was cannot be told, it is `UNKNOWN`, and nobody guesses.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

from sqlalchemy import Connection

from nhipcau.database.tables import CLOSED, DONE, UNDONE
from nhipcau.database.versions.content import Content, Trace, VersionStep, read_traces
from nhipcau.database.versions.structure import Row

Key = tuple[str, int]
"""A row: its table and its id."""


class Unknown(Enum):
    """What a row was cannot be told."""

    UNKNOWN = 0


UNKNOWN: Final = Unknown.UNKNOWN
Base = Row | None | Unknown
"""What a row was when the files parted; None: it was not there."""


@dataclass(frozen=True)
class Side:
    """One of the two files since they parted."""

    content: Content
    own: tuple[VersionStep, ...]
    """Steps that only this file has."""
    traces: tuple[Trace, ...]
    """What those did."""
    states: Mapping[int, str] = field(default_factory=dict)
    """Of all steps of the file, what became of them."""

    @cached_property
    def touched(self) -> Mapping[Key, Sequence[Trace]]:
        """Return by row what the steps since did to it, in their order."""
        found: dict[Key, list[Trace]] = {}
        for trace in self.traces:
            found.setdefault((trace.table, trace.row_id), []).append(trace)
        return found

    @cached_property
    def first_done(self) -> int | None:
        return min((step for step, state in self.states.items() if state == DONE), default=None)

    def _counts(self, trace: Trace) -> bool:
        """Whether a step may still be felt in the data.

        The journal closes the oldest first: one that is closed above a step that can be undone was itself undone.
        """
        state = self.states[trace.step_id]
        left_behind = self.first_done is not None and trace.step_id > self.first_done
        return state == DONE or (state == CLOSED and not left_behind)

    def before(self, key: Key) -> Base:
        """Return what a row was before the steps of this file."""
        traces = self.touched.get(key, ())
        if traces and traces[0].change == "insert":
            return None
        felt = [trace for trace in traces if self._counts(trace)]
        present = self.content.row(*key)
        if not felt:
            return present
        if any(self.states[trace.step_id] == CLOSED for trace in felt):
            return UNKNOWN
        ends = [trace.new for trace in felt]
        begins = [trace.old for trace in felt]
        if ends[:-1] != begins[1:] or _image(ends[-1]) != present:
            return UNKNOWN  # something wrote past the journal
        return _image(begins[0])


@dataclass(frozen=True)
class Ancestry:
    """Both files, and what they have in common."""

    mine: Side
    theirs: Side
    shared: tuple[VersionStep, ...]
    doubtful: frozenset[Key]
    """Rows of steps in the common past that are done in one file and perhaps not in the other."""

    def base(self, key: Key) -> Base:
        """Return what a row was when the files parted."""
        here, there = self.mine.before(key), self.theirs.before(key)
        if here == there:
            return here
        known = [each for each in (here, there) if each is not UNKNOWN]
        return known[0] if len(known) == 1 and key not in self.doubtful else UNKNOWN


def ancestry(
    theirs: Content, mine: Content, theirs_connection: Connection, mine_connection: Connection
) -> Ancestry:
    """Find the common past of two files and what each did since."""
    connections = (mine_connection, theirs_connection)
    count = _shared(mine.steps, theirs.steps, connections)
    shared = mine.steps[:count]
    last = shared[-1].id if shared else 0
    sides = []
    for content, connection in zip((mine, theirs), connections, strict=True):
        states = {step.id: step.state for step in content.steps}
        sides.append(Side(content, content.steps[count:], read_traces(connection, last), states))
    here, there = sides
    low, high = _doubt(here, there, mine_connection, theirs_connection, last)
    doubtful = frozenset((trace.table, trace.row_id) for trace in read_traces(mine_connection, low, high))
    return Ancestry(here, there, shared, doubtful)


def _shared(
    mine: Sequence[VersionStep], theirs: Sequence[VersionStep], connections: tuple[Connection, Connection]
) -> int:
    count = 0
    for here, there in zip(mine, theirs, strict=False):
        if not here.is_same(there):
            break
        count += 1
    while count and not _did_the_same(mine[count - 1].id, connections):
        count -= 1
    return count


def _did_the_same(step_id: int, connections: tuple[Connection, Connection]) -> bool:
    here, there = (read_traces(each, step_id - 1, step_id) for each in connections)
    return len(here) == len(there) and all(map(_is_same, here, there))


def _is_same(one: Trace, other: Trace) -> bool:
    """Whether two files say the same of a row; one may have given up the images."""
    if (one.table, one.row_id, one.change) != (other.table, other.row_id, other.change):
        return False
    pairs = ((one.old, other.old), (one.new, other.new))
    has_images = all(each.old or each.new for each in (one, other))
    return not has_images or all(here == there for here, there in pairs)


def _doubt(here: Side, there: Side, mine: Connection, theirs: Connection, last: int) -> tuple[int, int]:
    """Return between which shared steps the files may differ: after the first up to the second.

    Undo goes back one by one: what is done ends at some step, and nothing after that is felt.
    """
    ends = (_end(here, last), _end(there, last))
    spans = (
        _span(here, ends[0], ends[1], theirs, last),
        _span(there, ends[1], ends[0], mine, last),
    )
    return min(low for low, _ in spans), max(high for _, high in spans)


def _span(side: Side, end: int | None, other: int | None, images: Connection, last: int) -> tuple[int, int]:
    """Return after which shared step a file may have taken steps back, and after which it surely did."""
    if end is not None:
        return end, end
    if other == last and _holds(side, read_traces(images, last - 1, last)):
        return last, last
    return _surely_done(side, read_traces(images, 0, last)), last


def _surely_done(side: Side, shared: Sequence[Trace]) -> int:
    """Return the last step that added a row which is there: an id is given only once."""
    added = (trace for trace in shared if trace.change == "insert")
    return max((trace.step_id for trace in added if side.content.row(trace.table, trace.row_id)), default=0)


def _end(side: Side, last: int) -> int | None:
    """Return the last step of the common past that is done in a file; None where all are closed."""
    shared = {step: state for step, state in side.states.items() if step <= last}
    done = [step for step, state in shared.items() if state == DONE]
    undone = [step for step, state in shared.items() if state == UNDONE]
    if done:
        return max(done)
    if undone:
        return min(undone) - 1
    return None if shared else 0


def _holds(side: Side, traces: Sequence[Trace]) -> bool:
    """Whether a file holds what a step left, seen from the rows that it did not touch since."""
    seen = [trace for trace in traces if (trace.table, trace.row_id) not in side.touched]
    return bool(seen) and all(
        _image(trace.new) == side.content.row(trace.table, trace.row_id) for trace in seen
    )


def _image(image: str | None) -> Row | None:
    if image is None:
        return None
    row: Row = json.loads(image)
    return row
