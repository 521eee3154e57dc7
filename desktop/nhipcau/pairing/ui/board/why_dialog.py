"""Why two people are not a pair: the rule that stops them, or what it would cost and who would lose."""

from PySide6.QtWidgets import QWidget

from nhipcau.common.progress import Progress
from nhipcau.pairing.explanation.plan_sentences import percent, why_not_lines
from nhipcau.pairing.explanation.results import WhyNot
from nhipcau.pairing.plan.what_if import why_not
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.widgets.card import Body
from nhipcau.widgets.charts import FitBar
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog


class WhyDialog(Dialog):
    """Accepting pairs the two all the same."""

    def __init__(
        self,
        desk: Desk,
        reading: PlanReading,
        pair: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        people, plan = reading.people, reading.plan
        self._desk, self._people, self._plan = desk, people, plan
        words = desk.words
        names = {"mentee": people.candidate(pair[0]).name, "mentor": people.candidate(pair[1]).name}
        super().__init__(words("board.why.title", **names), "", parent)
        self.bar = FitBar()
        self.bar.setAccessibleName(words("common.fit"))
        self.lines = Body(words("board.price.waiting"))
        self.add(self.bar)
        self.add(self.lines, 1)
        self.add_reject(words("common.close"))
        self.accept_button = self.add_accept(words("board.why.accept"), icon="lock")
        confirmed = any(pair[0] == mentee for mentee, _ in people.current)
        self.accept_button.setVisible(not confirmed)
        self.take_room(480, 240)

        def work(_progress: Progress) -> WhyNot:
            return why_not(people, None, plan, *pair, reading.session)

        self._running = desk.run("", work, self._show, self._on_failed)

    def _show(self, found: WhyNot) -> None:
        words = self._desk.words
        self.bar.set_value(found.price.fit / 100)
        self.bar.setToolTip(percent(found.price.fit))
        lines = why_not_lines(found, self._plan, self._people, words)
        self.lines.setText("\n".join(f"• {line}" for line in lines))
        self.adjustSize()

    def _on_failed(self, trouble: Exception) -> None:
        """Wait no longer, and let the window tell what went wrong."""
        self.lines.setText(self._desk.words("pairs.page.failed_here"))
        raise trouble

    def reject(self) -> None:
        self._running.cancel()
        super().reject()
