"""What the page writes: each one step, said in a toast that can take it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.models import Aim
from nhipcau.pairing.settings.pairing_input import PairingInput, QuotaSetting, Settings
from nhipcau.pairing.store import service
from nhipcau.pairing.store.saved_settings import saved_settings
from nhipcau.pairing.ui.criteria.quota_sentence import share_text
from nhipcau.participants.service import amend_profile, set_level_rank, set_quotable
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk


class Actions:
    """Writes of the pairing page."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._desk = desk
        self._context = Context(desk, database)

    def save_settings(self, programme_id: int, old: Settings, new: Settings) -> None:
        """Store criteria and rules. Not said: the plan itself answers.

        What is shown may lag behind what is stored, so what has been stored once is always written again; criteria
        that were only proposed are stored when she changes one.
        """
        with self._context.do("pairs.step.settings") as db:
            if new.criteria != old.criteria or saved_settings(db, programme_id).criteria:
                service.set_criteria(db, programme_id, new.criteria)
            service.set_rules(db, programme_id, new.rules)

    def answer_first(self, people: PairingInput, aim: Aim) -> None:
        """Keep the answer to the first question, and with it the criteria as they are proposed."""
        settings = people.settings
        with self._context.do("aims.step.first") as db:
            service.set_criteria(db, people.programme_id, settings.criteria)
            service.set_rules(db, people.programme_id, replace(settings.rules, aim=aim))
        self._context.say("aims.said.first", aim=self._desk.words(f"aims.{aim}"))

    def set_share(self, people: PairingInput, old: QuotaSetting | None, new: QuotaSetting | None) -> None:
        """Add, change or remove a rule about shares."""
        with self._context.do("shares.step.change") as db:
            standing = saved_settings(db, people.programme_id).quotas
            quotas = [quota for quota in standing if old is None or quota.id != old.id]
            if new is not None:
                ids = [quota.id for quota in standing]
                quotas.insert(ids.index(old.id) if old is not None and old.id in ids else len(quotas), new)
            service.set_quotas(db, people.programme_id, quotas)
        said = "changed" if old and new else "added" if new else "removed"
        about = new or old
        assert about is not None
        self._context.say(f"shares.said.{said}", rule=share_text(about, self._desk.words))

    def place_levels(self, ranks: Mapping[int, int | None]) -> None:
        """Give levels another place on the ladder."""
        with self._context.do("pairs.step.ladder", "pairs.said.ladder") as db:
            for level, rank in ranks.items():
                set_level_rank(db, level, rank)

    def set_quotable(self, said: Mapping[int, bool]) -> None:
        """Store whether answers to these questions may be told to the other of a pair."""
        with self._context.do("participants.step.quotable", "pairs.said.quotable") as db:
            for question_id, quotable in said.items():
                set_quotable(db, question_id, quotable)

    def lock(self, people: PairingInput, mentee_id: int, mentor_id: int) -> None:
        names = self._names(people, mentee_id, mentor_id)
        with self._context.do("pairs.step.lock", "pairs.said.locked", **names) as db:
            service.lock_pair(db, people.programme_id, mentee_id, mentor_id)

    def unlock(self, people: PairingInput, mentee_id: int, mentor_id: int) -> None:
        names = self._names(people, mentee_id, mentor_id)
        with self._context.do("pairs.step.unlock", "pairs.said.unlocked", **names) as db:
            service.release(db, people.programme_id, mentee_id, mentor_id)

    def forbid(self, people: PairingInput, mentee_id: int, mentor_id: int) -> None:
        names = self._names(people, mentee_id, mentor_id)
        with self._context.do("pairs.step.forbid", "pairs.said.forbidden", **names) as db:
            service.forbid_pair(db, people.programme_id, mentee_id, mentor_id)

    def confirm(self, people: PairingInput, pairs: Sequence[ProposedPair]) -> bool:
        """Make these pairs real; False when they no longer fit together, which is said."""
        if not pairs:
            return False
        one = len(pairs) == 1
        names: Mapping[str, object] = {"n": len(pairs)}
        if one:
            names = self._names(people, pairs[0].mentee_id, pairs[0].mentor_id)
        return self._context.attempt(
            "pairs.step.confirm_one" if one else "pairs.step.confirm",
            lambda db: service.confirm_pairs(db, people.programme_id, pairs),
            "pairs.said.confirmed_one" if one else "pairs.said.confirmed",
            **names,
        )

    def confirm_all(
        self, people: PairingInput, pairs: Sequence[ProposedPair], then: Callable[[], None]
    ) -> None:
        """Make all of these real, which for thousands takes a while, and go on."""
        if len(pairs) < 2:
            if self.confirm(people, pairs):
                then()
            return

        def work(_: Progress) -> None:
            with self._context.do("pairs.step.confirm", n=len(pairs)) as db:
                service.confirm_pairs(db, people.programme_id, pairs)

        def done(_: None) -> None:
            self._context.say("pairs.said.confirmed", n=len(pairs))
            then()

        self._desk.run(self._desk.words("pairs.page.confirming"), work, done)

    def relax(self, people: PairingInput, wanted: Settings) -> None:
        """Let a rule go for the sake of somebody left out."""
        self.save_settings(people.programme_id, people.settings, wanted)
        self._context.say("pairs.said.relaxed")

    def add_place(self, people: PairingInput, mentor_id: int) -> None:
        """Let a mentor take one mentee more."""
        mentor = people.candidate(mentor_id)
        values = {"name": mentor.name, "n": mentor.capacity + 1}
        with self._context.do("pairs.step.place", "pairs.said.place", **values) as db:
            amend_profile(db, mentor_id, {"capacity": mentor.capacity + 1})

    def set_places(self, people: PairingInput, mentor_id: int, least: int, most: int) -> None:
        """Say how many mentees a mentor takes."""
        values = {"name": people.candidate(mentor_id).name, "least": least, "most": most}
        with self._context.do("groups.step.places", "groups.said.places", **values) as db:
            service.set_places(db, mentor_id, least, most)

    def end(self, pair_id: int, mentor: str, mentee: str, reason: str) -> None:
        names = {"mentor": mentor, "mentee": mentee}
        with self._context.do("pairs.step.end", "pairs.said.ended", **names) as db:
            service.end_pair(db, pair_id, reason)

    def _names(self, people: PairingInput, mentee_id: int, mentor_id: int) -> dict[str, object]:
        return {"mentor": people.candidate(mentor_id).name, "mentee": people.candidate(mentee_id).name}
