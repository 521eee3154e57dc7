"""Somebody who has the data file, its log and every backup, and wants to know who said what.

Everybody writes what nobody else does, so that each answer can be followed wherever it was ever stored. The attacker
knows who was taken in together, and guesses that the first answer of a group, in any order that can be seen, is that
of its first person, in any order that can be seen. By chance one guess a group is right, however large it is.
"""

import json
import random
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import product
from math import sqrt
from pathlib import Path

import pytest
from tests.support.anonymous import (
    LEARNT,
    WISH,
    AnonymousSurvey,
    asked_anonymously,
    filled,
    people_of,
    secret,
    take,
)
from tests.support.database import new_file

from nhipcau.database import Database, list_backups, open_file
from nhipcau.surveys.anonymous_rules import LEAST_FORMS
from nhipcau.surveys.anonymous_waves import may_come_together
from nhipcau.surveys.models import AnonymousAnswer
from nhipcau.surveys.queries import ResponseRow

pytestmark = pytest.mark.slow

SEEDS = tuple(range(10))
_PEOPLE = 40


class Story:
    """One data file through batches, undo, redo and closing; a copy of all its bytes after every step."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.path = new_file(folder / str(seed))
        self.database = open_file(self.path)
        self.survey = asked_anonymously(self.database, _PEOPLE)
        self.people: tuple[ResponseRow, ...] = people_of(self.database, self.survey)
        self.groups: list[tuple[int, ...]] = []
        """Who was taken in together, taken back or not."""
        self.snapshots: list[bytes] = []

    def run(self, steps: int = 14) -> None:
        for _ in range(steps):
            does = self.chance.choices((self._take, self._undo, self._redo, self._reopen), (6, 3, 2, 1))[0]
            does()
            self._copy()
        self.database.back_up("manual")
        self.database.close()
        self._copy()
        with closing(sqlite3.connect(self.path, isolation_level=None)) as raw:
            raw.execute("VACUUM")
        self._copy()

    def _copy(self) -> None:
        """Keep the file, what lies beside it, and every backup there is, each as it is now."""
        beside = [path for path in self.path.parent.rglob("*") if path.is_file()]
        for path in (*beside, *(backup.path for backup in list_backups(self.path))):
            content = path.read_bytes()
            if content not in self.snapshots:
                self.snapshots.append(content)

    def _take(self) -> None:
        waiting = [row.id for row in people_of(self.database, self.survey) if row.answered_on is None]
        ready = self.chance.sample(waiting, min(len(waiting), self.chance.randint(3, 12)))
        undone = [group for group in self.groups if set(group) <= set(waiting)]
        if undone and self.chance.random() < 0.5:
            ready = list(dict.fromkeys([*self.chance.choice(undone), *ready]))
        with self.database.read() as db:
            taken = may_come_together(db, self.survey.wave_id, ready).taken
        if taken:
            self.database.back_up("import")
            take(self.database, self.survey, [one for one in ready if one in taken])
            self.groups.append(tuple(one for one in ready if one in taken))

    def _undo(self) -> None:
        found = self.database.next_undo()
        if found is not None and found.label == "surveys.step.take_anonymous":
            self.database.undo()

    def _redo(self) -> None:
        self.database.redo()

    def _reopen(self) -> None:
        self.database.close()
        self.database = open_file(self.path)


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    folder = tmp_path_factory.mktemp("attack")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NHIPCAU_HOME", str(folder / "home"))
        told = [Story(folder, seed) for seed in SEEDS]
        for story in told:
            story.run()
    return told


def answer_orders(story: Story, texts: Mapping[str, int]) -> dict[str, list[list[int]]]:
    """Return every order in which the answers of a group can be seen, as whose they really are."""
    found: dict[str, list[list[int]]] = defaultdict(list)
    with closing(sqlite3.connect(story.path)) as raw:
        rows = raw.execute("SELECT id, uid, value FROM anonymous_answer").fetchall()
        images = raw.execute(
            "SELECT step_id, id, coalesce(new, old) FROM journal_row WHERE table_name = 'anonymous_answer'"
        ).fetchall()
    owned = [
        (number, uid, owner) for number, uid, value in rows if (owner := owner_of(value, texts)) is not None
    ]
    standing = [group for group in story.groups if set(group) <= {owner for _, _, owner in owned}]
    for group in dict.fromkeys(standing):
        mine = [one for one in owned if one[2] in group]
        found["id"].append([owner for _, _, owner in sorted(mine)])
        found["uid"].append([owner for _, _, owner in sorted(mine, key=lambda one: one[1])])
    for step in {step for step, _, image in images if image}:
        of_step = [
            (number, owner)
            for at, number, image in images
            if at == step and image and (owner := owner_of(json.loads(image)["value"], texts)) is not None
        ]
        found["journal"].append([owner for _, owner in sorted(of_step)])
    for content in story.snapshots:
        places = {owner: content.find(stored_bytes(text)) for text, owner in texts.items()}
        last = {owner: content.rfind(stored_bytes(text)) for text, owner in texts.items()}
        for group in dict.fromkeys(story.groups):
            if all(places[one] >= 0 for one in group):
                found["first byte"].append(sorted(group, key=lambda one: places[one]))
                found["last byte"].append(sorted(group, key=lambda one: last[one]))
    return found


def owner_of(cell: object, texts: Mapping[str, int]) -> int | None:
    """Return who gave an answer as the store holds it: texts are JSON there, numbers are not."""
    return texts.get(json.loads(cell)) if isinstance(cell, str) and cell.startswith('"') else None


def stored_bytes(text: str) -> bytes:
    """Return a text as a cell of JSON holds it."""
    return json.dumps(text)[1:-1].encode()


def person_orders(story: Story, group: Sequence[int]) -> dict[str, list[int]]:
    """Return the orders in which the people of a group can be seen."""
    rows = [row for row in story.people if row.id in group]
    as_read = next(known for known in story.groups if set(known) == set(group))
    orders = {
        "response": sorted(row.id for row in rows),
        "uid": [row.id for row in sorted(rows, key=lambda row: row.uid)],
        "participant": [row.id for row in sorted(rows, key=lambda row: row.participant_id)],
        "name": [row.id for row in sorted(rows, key=lambda row: row.name)],
        "as the files were read": list(as_read),
    }
    return orders | {f"{name}, from behind": list(reversed(order)) for name, order in orders.items()}


def rates(stories: Sequence[Story], question: str) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return of each guess how many were right, of how many, in how many groups."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for story in stories:
        texts = {secret(row.id, question): row.id for row in story.people}
        for name, orders in answer_orders(story, texts).items():
            # The same order in twenty copies is one guess.
            for order in dict.fromkeys(map(tuple, orders)):
                for known, people in person_orders(story, order).items():
                    tally = found[name, known]
                    tally[0] += sum(one == other for one, other in zip(order, people, strict=True))
                    tally[1] += len(order)
                    tally[2] += 1
    return {guess: (right, of, groups) for guess, (right, of, groups) in found.items()}


@pytest.mark.parametrize("question", [LEARNT, WISH])
def test_no_order_of_answers_tells_whose_they_are(stories: list[Story], question: str) -> None:
    found = rates(stories, question)
    assert {name for name, _ in found} == {"id", "uid", "journal", "first byte", "last byte"}
    for guess, (right, of, groups) in found.items():
        assert groups >= 10, guess
        # One a group by chance, whose spread is one as well; six times that is never met by chance.
        assert right <= groups + 6 * sqrt(groups), (guess, right, of, groups)
        assert of >= LEAST_FORMS * groups


def test_no_order_tells_which_answers_are_of_one_person(stories: list[Story]) -> None:
    together: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for story in stories:
        orders = [
            answer_orders(story, {secret(row.id, question): row.id for row in story.people})
            for question in (LEARNT, WISH)
        ]
        for name in orders[0]:
            groups = {frozenset(order): order for order in orders[1][name]}
            for order in dict.fromkeys(map(tuple, orders[0][name])):
                other = groups[frozenset(order)]
                together[name][0] += sum(one == two for one, two in zip(order, other, strict=True))
                together[name][1] += 1
    for name, (right, of) in together.items():
        assert right <= of + 6 * sqrt(of), (name, right, of)


def test_no_two_copies_can_be_subtracted_to_find_fewer_than_five(
    stories: list[Story], tmp_path: Path
) -> None:
    """What is read in each copy, and in each step of its journal, is of people who are known: take one from another."""
    for story in stories:
        texts = {secret(row.id, LEARNT): row.id for row in story.people}
        seen = {known for content in story.snapshots for known in _sets_in(content, texts, tmp_path / "copy")}
        alike: dict[tuple[bool, ...], int] = defaultdict(int)
        for owner in frozenset().union(*seen):
            alike[tuple(owner in one for one in seen)] += 1
        assert all(count >= LEAST_FORMS for count in alike.values()), alike.values()
    assert any(len(story.groups) > len(set(map(frozenset, story.groups))) for story in stories), (
        "none came again"
    )


def _sets_in(content: bytes, texts: Mapping[str, int], copy: Path) -> set[frozenset[int]]:
    if not content.startswith(b"SQLite format 3"):
        return set()  # a log, which was folded into a copy made later
    copy.write_bytes(content.replace(b"\x02\x02", b"\x01\x01", 1))  # to be read without the log beside it
    with closing(sqlite3.connect(copy)) as raw:
        if not raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'anonymous_answer'").fetchone():
            return set()
        rows = raw.execute("SELECT value FROM anonymous_answer").fetchall()
        images = raw.execute(
            "SELECT step_id, coalesce(new, old) FROM journal_row WHERE table_name = 'anonymous_answer'"
        ).fetchall()
    found: dict[int, set[int]] = defaultdict(set)
    for (value,) in rows:
        found[0].add(owner_of(value, texts) or 0)
    for step, image in images:
        found[step].add((owner_of(json.loads(image)["value"], texts) or 0) if image else 0)
    return {frozenset(owners - {0}) for owners in found.values()}


def test_answers_stand_in_their_own_table_and_its_history_alone(stories: list[Story]) -> None:
    for story, question in product(stories, (LEARNT, WISH)):
        texts = {secret(row.id, question) for row in story.people}
        with closing(sqlite3.connect(story.path)) as raw:
            tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in tables:
                for row in raw.execute(f'SELECT * FROM "{table}"').fetchall():
                    if table == "anonymous_answer" or (table == "journal_row" and "anonymous_answer" in row):
                        continue
                    said = json.dumps(row, ensure_ascii=False, default=str)
                    assert not any(text in said for text in texts), table


def test_the_history_names_nobody_of_a_group(stories: list[Story]) -> None:
    for story in stories:
        with closing(sqlite3.connect(story.path)) as raw:
            steps = raw.execute(
                "SELECT arguments FROM journal_step WHERE label = 'surveys.step.take_anonymous'"
            ).fetchall()
        assert steps
        assert all(set(json.loads(arguments)) == {"n"} for (arguments,) in steps)


def test_the_attack_finds_everybody_where_answers_are_not_shuffled(tmp_path: Path) -> None:
    """What the tests above are worth: a store that keeps the order of the files is broken by them at once."""
    story = Story(tmp_path, 0)
    _keep_in_order(story.database, story.survey, [row.id for row in story.people[:12]])
    story.groups.append(tuple(row.id for row in story.people[:12]))
    story.database.close()
    story.snapshots.append(story.path.read_bytes())
    found = rates([story], LEARNT)
    assert found["id", "response"][:2] == (12, 12)
    assert max(right for (name, _), (right, _, _) in found.items() if name == "first byte") == 12
    assert found["journal", "as the files were read"][:2] == (12, 12)


def _keep_in_order(database: Database, survey: AnonymousSurvey, people: Sequence[int]) -> None:
    with database.step("surveys.step.take_anonymous", n=len(people)) as db:
        for one in people:
            for question, value in filled(survey, one).items():
                db.add(AnonymousAnswer(wave_id=survey.wave_id, question_id=question, value=value))
                db.flush()
