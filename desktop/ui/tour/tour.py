"""The tour on the real window: begins with the sample, goes step by step, can be left at any moment.

tour.begin(keys)  without a comparison the sample is opened first
tour.ran(id)      a command was run: the step that asked for it says so
tour.leave()      whether it was on
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.state import Phase
from desktop.ui.tour.callout import Card, Veil, place_beside
from desktop.ui.tour.stage import Stage, native_keys
from desktop.ui.tour.steps import STEPS, Step, sentence

ENDS = ("file.", "help.")
"""Commands that open something else over the window, or close the comparison: the tour makes room."""

BEGINS = "help.tour"


class Tour(QObject):
    """See the module."""

    ended = Signal()

    def __init__(self, window: QWidget, stage: Stage, widget_of: Callable[[str], QWidget | None]) -> None:
        super().__init__(window)
        self._window, self._stage, self._widget_of = window, stage, widget_of
        self._keys: Mapping[str, str] = {}
        self.step = -1
        self.waits = False
        self._veil = Veil(stage.theme, window)
        self.card = Card(stage.theme, stage.t, window)
        self._veil.hide()
        self.card.hide()
        self.card.back.connect(lambda: self._go(self.step - 1))
        self.card.onward.connect(lambda: self._go(self.step + 1))
        self.card.left.connect(self.leave)
        window.installEventFilter(self)
        workspace = stage.workspace
        workspace.result_changed.connect(self._arrived)
        workspace.phase_changed.connect(self._phase)

    @property
    def is_on(self) -> bool:
        return self.step >= 0

    def begin(self, keys: Mapping[str, str]) -> None:
        """From the first step, on what is open, else on the sample. keys: those that a person set."""
        self._keys = keys
        if self._stage.workspace.result is not None:
            self._go(0)
        else:
            self.waits = True
            self._stage.run("file.sample")
            self.waits = self._stage.workspace.phase is not Phase.START  # else there was no sample

    def leave(self) -> bool:
        """Put it away. Whether there was something to put away."""
        was = self.is_on
        self.waits = False
        if was:
            self.step = -1
            self._veil.hide()
            self.card.hide()
            if self._stage.workspace.result is not None:
                self._stage.panes.show_page("changes", focus=False)
                self._stage.panes.focus_text()
            self.ended.emit()
        return was

    def ran(self, id: str) -> None:
        """A command was run."""
        if not self.is_on or id == BEGINS:
            return
        if id.startswith(ENDS):
            self.leave()
        elif id == STEPS[self.step].does:
            t = self._stage.t
            self.card.tell(t("There it is. The place in the text is marked, and so is its row at the right."))
            self._lay()
            self.card.next.setFocus()

    def _arrived(self) -> None:
        if self.waits and self._stage.workspace.result is not None:
            self.waits = False
            self._go(0)

    def _phase(self) -> None:
        if self._stage.workspace.phase in (Phase.START, Phase.FAILED):
            self.waits = False
            self.leave()

    def _go(self, step: int) -> None:
        if step >= len(STEPS):
            self.leave()
            return
        self.step = max(step, 0)
        now = STEPS[self.step]
        self._prepare(now)
        t = self._stage.t
        said = sentence(now.text, self._keys, native_keys(self._keys, t), t)
        self._veil.show()
        self._veil.raise_()
        self.card.show()
        self.card.raise_()
        self.card.say(self.step + 1, len(STEPS), t(now.title), said)
        self._lay()
        self.card.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prepare(self, step: Step) -> None:
        """Bring into sight what is spoken of."""
        panes, stage = self._stage.panes, self._stage
        result = stage.workspace.result
        if step.target == "text" and result is not None:
            both = next((c for c in result.changes if c.old and c.new), None)
            if both is not None:
                stage.workspace.reader.go_to_change(both.id)
        if step.target in ("sections", "pairing") and panes.sections.isHidden():
            panes.toggle("sections")
        if step.target in ("changes", "notes", "coverage"):
            panes.show_page(step.target, focus=False)

    def _places(self, target: str) -> list[QWidget]:
        """The widgets a target stands for."""
        panes = self._stage.panes
        if target.endswith("_tools"):
            ids = {
                "change_tools": ("go.previous_change", "go.next_change"),
                "end_tools": ("file.export", "help.palette", "file.settings"),
            }
            return [w for w in map(self._widget_of, ids[target]) if w is not None]
        named: dict[str, QWidget] = {
            "text": panes.view,
            "sections": panes.sections,
            "pairing": panes.sections.card,
            "changes": panes.lists,
            "notes": panes.lists,
            "coverage": panes.lists,
        }
        return [named[target]]

    def _lay(self) -> None:
        """Put veil and card where they belong now."""
        window = self._window
        self._veil.setGeometry(window.rect())
        place = QRect()
        for widget in self._places(STEPS[self.step].target):
            place = place.united(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
        place = place.adjusted(-3, -3, 3, 3).intersected(window.rect().adjusted(2, 2, -2, -2))
        self._veil.show_place(place)
        self.card.move(place_beside(place, self.card.size(), window.rect()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_on and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._lay()
        return False
