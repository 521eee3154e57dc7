"""The installed program proves itself: every part of the main job, on a file made for it and thrown away."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.temporary_files import private_folder
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import Database, back_up, check, create, open_file, repair, restore, save_copy
from nhipcau.database.rescue import salvage
from nhipcau.exchange.inbox.import_run import open_files, open_waiting, take_in
from nhipcau.exchange.preview.import_plan import RowDecision
from nhipcau.exchange.preview.row_accounting import row_sum
from nhipcau.exchange.preview.row_decisions import with_decisions
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.returned_batch import open_batch
from nhipcau.exchange.sample_organisation import build_sample, write_sample_answers
from nhipcau.exchange.terminal.pair_command import import_files
from nhipcau.exchange.waiting.waiting_count import count_waiting
from nhipcau.journey.queries import milestones
from nhipcau.journey.service import add_milestone
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pair_rows, pairing_input
from nhipcau.pairing.store.service import confirm_pairs
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.queries import programmes
from nhipcau.programmes.service import add_programme
from nhipcau.shell.routes import ROUTES
from nhipcau.shell.terminal.demonstration import make_folder
from nhipcau.shell.terminal.screenshots import application, page_picture
from nhipcau.surveys.anonymous_results import anonymous_results
from nhipcau.surveys.anonymous_rules import LEAST_FORMS
from nhipcau.surveys.anonymous_waves import may_come_together, take_together
from nhipcau.surveys.queries import answers, responses
from nhipcau.surveys.service import add_question, add_survey, open_wave
from nhipcau.workbook import read_source, write_workbook


class _Failed(Exception):
    """A proof that did not hold; its text is for whoever mends it."""


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise _Failed(what)


class Proof:
    """One run: a folder of its own, the data file in it, and the proofs in order."""

    def __init__(self, folder: Path, words: Words, pictures: Path | None) -> None:
        self._folder = folder
        self._words = words
        self._pictures = pictures
        self._path = folder / "proof.nhipcau"
        self._database: Database | None = None
        self._programme_id = 0
        self.failures = 0

    def run(self) -> None:
        """Go through all proofs, saying each; a failed one does not stop the rest."""
        for name in (
            "new_file",
            "sample",
            "import",
            "waiting",
            "pair",
            "workbook",
            "milestone",
            "anonymous",
            "pages",
            "undo",
            "redo",
            "backup",
            "copy",
            "repair",
            "rescue",
            "private",
        ):
            proof: Callable[[], None] = getattr(self, f"_prove_{name}")
            what = self._words(f"terminal.self_test.{name}")
            try:
                proof()
            except Exception as trouble:  # noqa: BLE001 - whatever breaks is a finding
                self.failures += 1
                why = f"{type(trouble).__name__} {trouble}"
                print(self._words("terminal.self_test.failed", what=what, why=why))  # noqa: T201
            else:
                print(self._words("terminal.self_test.passed", what=what))  # noqa: T201
        if self._database is not None:
            self._database.close()

    @property
    def database(self) -> Database:
        if self._database is None:
            raise _Failed("no data file")
        return self._database

    def _prove_new_file(self) -> None:
        self._database = create(self._path)
        _demand(self._database.next_undo() is None, "a new file has something to undo")

    def _prove_sample(self) -> None:
        build_sample(self.database)
        with self.database.read() as db:
            _demand(len(programmes(db)) == 3, "the sample has three programmes")

    def _prove_import(self) -> None:
        answers = self._folder / "answers.xlsx"
        write_sample_answers(answers)
        with self.database.step("programmes.step.add", name="self-test") as db:
            self._programme_id = add_programme(db, ProgrammeDraft(name="self-test"))
        intake = import_files(self.database, self._programme_id, [answers], self._words)
        _demand(sum(sheet.rows for sheet in intake.sheets) > len(intake.skipped), "nobody was read")

    def _prove_waiting(self) -> None:
        """Import somebody without a role, and decide about them later."""
        late = self._folder / "late.csv"
        late.write_text(
            "Name,Email,Role\nProof One,one@self.test,Mentee\nProof Two,two@self.test,\n,,\n", "utf-8"
        )
        read = open_files(self.database, self._programme_id, [late])
        total = row_sum(read.plan, read.left)
        _demand((total.rows, total.of("needs_you").rows) == (2, 1), "the sum of a list does not add up")
        take_in(self.database, self._programme_id, read)
        _demand(self._waiting() == 1, "a row that nobody decided about is lost")
        again = open_waiting(self.database, self._programme_id)
        plan = with_decisions(again.plan, {row.id: RowDecision("mentee") for row in again.plan.rows})
        written = take_in(self.database, self._programme_id, replace(again, plan=plan))
        _demand(written["new"] == 1 and self._waiting() == 0, "a row that waited was not taken in")

    def _waiting(self) -> int:
        with self.database.read() as db:
            return count_waiting(db, self._programme_id)

    def _prove_pair(self) -> None:
        with self.database.read() as db:
            people = pairing_input(db, self._programme_id)
        plan = solve(people)
        _demand(plan.totals.proved and bool(plan.pairs), "no proved plan")
        with self.database.step("pairs.step.confirm", n=len(plan.pairs)) as db:
            confirm_pairs(db, self._programme_id, plan.pairs)
        with self.database.read() as db:
            _demand(len(pair_rows(db, self._programme_id)) == len(plan.pairs), "not all pairs are there")

    def _prove_workbook(self) -> None:
        with self.database.read() as db:
            people = pairing_input(db, self._programme_id)
        for language in LANGUAGES:
            out = self._folder / f"pairs-{language}.xlsx"
            write_workbook(out, pairs_workbook(people, solve(people), language))
            _demand(bool(read_source(out).sheets), "the workbook is empty")

    def _prove_milestone(self) -> None:
        """Plan a milestone, send the pair its workbook, and take the workbook home."""
        with self.database.read() as db:
            pair_id = pair_rows(db, self._programme_id)[0].id
        with self.database.step("journey.milestones.step.add", owner="self-test") as db:
            add_milestone(db, pair_id, {"title": "self-test", "due_on": today(), "note": "secret"})
        sent = write_pair_workbooks(self.database, self._programme_id, self._folder, "vi")
        home = open_batch(self.database, self._programme_id, sorted(sent.folder.glob("*.xlsx")))
        _demand(home.nothing_new, "a workbook that nobody touched brings something")
        with self.database.read() as db:
            (planned,) = milestones(db, self._programme_id)
        _demand((planned.title, planned.note) == ("self-test", "secret"), "the milestone is not as it was")

    def _prove_anonymous(self) -> None:
        with self.database.step("evaluation.step.open", wave="self-test") as db:
            survey_id = add_survey(db, self._programme_id, "own", {"name_vi": "self-test"})
            question = add_question(db, survey_id, {"wording_vi": "self-test", "kind": "scale"})
            values = {"name": "self-test", "opens_on": today()}
            wave_id = open_wave(db, survey_id, values, anonymous=True)
            asked = [row.id for row in responses(db, wave_id)][:LEAST_FORMS]
        for count in (LEAST_FORMS - 1, LEAST_FORMS):
            forms = {number: {question: 1 + place} for place, number in enumerate(asked[:count])}
            with self.database.read() as db:
                taken = may_come_together(db, wave_id, forms).taken
            _demand(len(taken) == (0 if count < LEAST_FORMS else count), "too few answers may come together")
        with self.database.step("surveys.step.take_anonymous", n=LEAST_FORMS) as db:
            take_together(db, wave_id, forms, today())
        with self.database.read() as db:
            found = anonymous_results(db, wave_id, "vi")
            _demand(not answers(db, wave_id), "an anonymous answer has a name")
        counts = found.questions[0].figures.counts if found and found.questions[0].figures else ()
        _demand(counts == (1,) * LEAST_FORMS, "anonymous answers are missing")

    def _prove_pages(self) -> None:
        application()
        for language in LANGUAGES:
            for route in ROUTES:
                image = page_picture(self.database, route, self._programme_id, language)
                if self._pictures is not None:
                    image.save(str(self._pictures / f"{route}-{language}.png"))

    def _prove_undo(self) -> None:
        self._before = self._counts()
        while self.database.undo() is not None:
            pass
        _demand(not any(self._counts().values()), "something is left after undoing everything")

    def _prove_redo(self) -> None:
        while self.database.redo() is not None:
            pass
        _demand(self._counts() == self._before, "redoing everything gives another state")

    def _prove_backup(self) -> None:
        self.database.close()
        self._database = None
        restore(self._path, back_up(self._path, "import"))
        self._database = open_file(self._path)
        _demand(self._counts() == self._before, "the restored file differs")

    def _prove_copy(self) -> None:
        copy = self._folder / "copy.nhipcau"
        save_copy(self._path, copy)
        _demand(check(copy).sound, "the copy is not sound")
        try:
            save_copy(self._path, self._path)
        except Unavailable as refused:
            _demand(refused.code == "database.is_open", f"refused as {refused.code}")
        else:
            raise _Failed("a copy went onto the open file")

    def _prove_repair(self) -> None:
        flawed = self._folder / "flawed.nhipcau"
        save_copy(self._path, flawed)
        with closing(sqlite3.connect(flawed, isolation_level=None)) as other:
            other.execute("UPDATE person SET languages = '[' WHERE id = (SELECT min(id) FROM person)")
        database = open_file(flawed, backups=False)
        try:
            _demand(len(database.flaws) == 1, "a bad cell was not found")
            repair(database, database.flaws)
            _demand(not database.find_flaws(), "a bad cell was not mended")
        finally:
            database.close()

    def _prove_rescue(self) -> None:
        """Overwrite the page on which the schema begins, and save every row behind it."""
        damaged, saved = self._folder / "damaged.nhipcau", self._folder / "saved.nhipcau"
        save_copy(self._path, damaged)
        content = damaged.read_bytes()
        damaged.write_bytes(b"\xff" * 4096 + content[4096:])
        report = salvage(damaged, saved, Progress(), unknown="?")
        _demand(check(saved).sound, "the saved file is not sound")
        people = self._counts()["person"]
        _demand(report.tables["person"].saved == people, "people are missing in the saved file")
        _demand(damaged.read_bytes()[4096:] == content[4096:], "the damaged file was touched")

    def _prove_private(self) -> None:
        """Only on Linux and macOS: on Windows the rights of the user's profile do it."""
        open_to_others = [path for path in self._folder.rglob("*") if path.stat().st_mode & 0o077]
        _demand(os.name != "posix" or not open_to_others, "others can read what was written")

    def _counts(self) -> dict[str, int]:
        return {
            table: count
            for table, count in check(self._path).counts.items()
            if not table.startswith("journal") and table != "alembic_version"
        }


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Keep backups and preferences of the proof out of the user's own folder."""
    before = os.environ.get("NHIPCAU_HOME")
    os.environ["NHIPCAU_HOME"] = str(folder / "home")
    try:
        yield
    finally:
        if before is None:
            del os.environ["NHIPCAU_HOME"]
        else:
            os.environ["NHIPCAU_HOME"] = before


def prove(words: Words, pictures: Path | None = None) -> int:
    """Return 0 when every proof holds, else 1."""
    if pictures is not None:
        make_folder(pictures)
    with private_folder() as folder, _home(folder):
        proof = Proof(folder, words, pictures)
        proof.run()
    if proof.failures:
        print(words("terminal.self_test.broken", n=proof.failures))  # noqa: T201
        return 1
    print(words("terminal.self_test.done"))  # noqa: T201
    return 0
