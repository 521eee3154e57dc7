"""Everything the page asks in a window of its own. Tests put their answers in the place of the file dialogs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from nhipcau.common.clock import today
from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.mail.letter_texts import LetterKey, LetterText
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.settings.pairing_input import CriterionSetting, PairingInput, QuotaSetting
from nhipcau.pairing.store.midseason_plan import MidSeason, Repair
from nhipcau.pairing.ui.criteria.question_dialog import CriterionDialog
from nhipcau.pairing.ui.criteria.quota_dialog import ShareDialog
from nhipcau.pairing.ui.letter_text_dialog import Keep
from nhipcau.pairing.ui.letters_dialog import LetterEditing, LettersDialog
from nhipcau.pairing.ui.midseason.end_dialog import EndDialog
from nhipcau.pairing.ui.midseason.leave_dialog import LeaveDialog
from nhipcau.pairing.ui.midseason.midseason_dialog import RepairDialog
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.plan.blocking_pairs_dialog import RatherDialog
from nhipcau.pairing.ui.plan.partner_chooser import PartnerDialog
from nhipcau.pairing.ui.scenarios.scenario_actions import ScenarioActions
from nhipcau.pairing.ui.scenarios.scenario_dialog import ScenarioDialog
from nhipcau.participants.queries import LevelRow
from nhipcau.participants.ui.ladder_dialog import LadderDialog
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice


class Dialogs:
    """`show`, `ask_save` and `ask_folder` can be replaced."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent
        self.show: Callable[[QDialog], bool] = _execute
        self.ask_save: Callable[[str, str], str] = FileChoice(desk.folders, parent, "saved").save
        self.ask_folder: Callable[[str], str] = FileChoice(desk.folders, parent, "letters").folder

    def new_criterion(self, people: PairingInput) -> CriterionSetting | None:
        """Ask for a question as a criterion."""
        dialog = CriterionDialog(people, self._desk.words, self._parent)
        setting = dialog.setting if self.show(dialog) else None
        dialog.deleteLater()
        return setting

    def share(self, people: PairingInput, standing: QuotaSetting | None) -> QuotaSetting | None:
        """Ask for a rule about shares, or for another wording of one."""
        dialog = ShareDialog(people, self._desk.words, standing, self._parent)
        setting = dialog.setting if self.show(dialog) else None
        dialog.deleteLater()
        return setting

    def scenarios(self, actions: ScenarioActions) -> None:
        """Show the kept plans."""
        dialog = ScenarioDialog(actions, self._desk.words, self._parent)
        self.show(dialog)
        dialog.deleteLater()

    def rather(self, reading: PlanReading) -> None:
        """Show who would both rather have each other."""
        dialog = RatherDialog(reading.people, reading.plan, self._desk.words, self._parent)
        self.show(dialog)
        dialog.deleteLater()

    def repair(self, season: MidSeason) -> Repair | None:
        """Show what pairing again would change; return what is to be carried out."""
        dialog = RepairDialog(self._desk, season, self._parent)
        found = dialog.repair if self.show(dialog) else None
        dialog.deleteLater()
        return found

    def leaves(self, people: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
        """Ask who leaves and why."""
        dialog = LeaveDialog(people, self._desk.words, self._parent)
        found = (dialog.who, dialog.reason) if self.show(dialog) and dialog.reason else None
        dialog.deleteLater()
        return found

    def ladder(self, levels: Sequence[LevelRow]) -> dict[int, int | None]:
        """Ask for the order of the levels; return the new ranks, empty when nothing changes."""
        dialog = LadderDialog(self._desk.words, levels, self._parent)
        ranks = dialog.changes() if self.show(dialog) else {}
        dialog.deleteLater()
        return ranks

    def partner(self, reading: PlanReading, mentee_id: int) -> int | None:
        """Ask for another mentor; return the participant id."""
        dialog = PartnerDialog(self._desk, reading, mentee_id, self._parent)
        chosen = dialog.chosen if self.show(dialog) else None
        dialog.deleteLater()
        return chosen

    def end_reason(self, mentor: str, mentee: str) -> str:
        dialog = EndDialog(mentor, mentee, self._desk.words, self._parent)
        reason = dialog.reason if self.show(dialog) else ""
        dialog.deleteLater()
        return reason

    def letters(
        self,
        reading: PlanReading,
        mentee_id: int | None,
        decide: Callable[[Mapping[int, bool]], None],
        own: Mapping[LetterKey, LetterText],
        keep: Keep,
    ) -> None:
        """Show the letters, beginning with one mentee's; `decide` stores which questions they may quote.

        They are written from the organisation's `own` texts where it has some; `keep` stores others.
        """
        sender = Sender(reading.programme, reading.letterhead.organisation, self._desk.signed_by)
        dialog = LettersDialog(
            self._desk,
            reading.people,
            reading.plan.pairs,
            sender,
            self._folder,
            self._parent,
            decide,
            LetterEditing(own, keep, self.show),
        )
        if mentee_id is not None:
            dialog.show_pair(mentee_id)
        self.show(dialog)
        dialog.deleteLater()

    def export(self, reading: PlanReading, language: Language) -> None:
        """Ask where to, and write the pairs workbook there."""
        title = Words(language)("pairs.sheet.title", programme=reading.programme)
        answer = self.ask_save(self._desk.words("pairs.page.export"), file_name(title, day=today()))
        if not answer:
            return
        target = with_ending(answer, ".xlsx")

        def work(progress: Progress) -> Path:
            from nhipcau.workbook import write_workbook

            sheets = pairs_workbook(
                reading.people, reading.plan, language, reading.programme, rows=reading.rows
            )
            write_workbook(target, sheets, progress, reading.letterhead)
            return target

        self._desk.run(self._desk.words("pairs.page.exporting"), work, self._on_exported)

    def _on_exported(self, target: Path) -> None:
        self._desk.say(self._desk.words("pairs.said.exported", name=target.name), file=target)

    def _folder(self, title: str) -> str:
        return self.ask_folder(title)


def _execute(dialog: QDialog) -> bool:
    return dialog.exec() == QDialog.DialogCode.Accepted
