"""What the window shows of the workspace: the page for each phase, the panes, the line at the foot, what can be done.

desk = Desk(workspace, window)       made with the workspace, when the window is there already
desk.panes                           made with the first comparison
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from desktop.settings import Settings
from desktop.ui.facts import facts_of, row_marks
from desktop.ui.handlers.shell import Shell
from desktop.ui.panels.status import StatusLine
from desktop.ui.panels.waiting import FailedPage, LoadingPage
from desktop.ui.state import Notice, Phase
from desktop.ui.tour.guide import Guide
from desktop.ui.words import notice_sentence
from desktop.ui.workspace import Workspace
from desktop.wording import decision_name

if TYPE_CHECKING:  # loaded when there is something to compare
    from desktop.ui.compare.view import CompareView
    from desktop.ui.panes import Panes
    from desktop.ui.result import Result
    from desktop.ui.search import Search

WIDTHS = (250, 760, 290)
"""Of the panes, the first time."""

ROW_MENU = (
    "edit.copy", "edit.select_all", "|", "pair.accept", "pair.link", "pair.link_also", "pair.unlink", "pair.forbid",
    "pair.clear", "pair.evidence", "|", "go.other_end", "note.reviewed", "note.write", "note.tag", "|", "file.reading",
)  # fmt: skip
SECTION_MENU = (
    "pair.accept", "pair.link", "pair.link_also", "pair.unlink", "pair.forbid", "pair.clear", "|", "note.reviewed",
    "note.write", "note.tag",
)  # fmt: skip
CHANGE_MENU = (
    "go.text", "|", "note.reviewed", "note.write", "note.tag", "|", "note.significance_0", "note.significance_1",
    "note.significance_2", "note.significance_3",
)  # fmt: skip


NOTE_MENU = (
    "go.text", "|", "note.accept_place", "note.proposal", "note.conflicts", "|", "note.question", "note.dismissed",
    "note.equal", "note.delete",
)  # fmt: skip


ABOUT_SETTINGS = ("settings_damaged", "settings_value", "cannot_keep")
"""Notices that are of the program, not of what was compared before: they stay."""


class Desk(QObject):
    """See the module."""

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(shell.as_widget())
        self.workspace, self._shell = workspace, shell
        workspace.record.t = shell.t
        self._panes: Panes | None = None
        self._making = self._make_panes()
        self._ahead = QTimer(self)
        self._ahead.setInterval(0)
        self._ahead.timeout.connect(self._make_on)
        self._search: Search | None = None
        self._loading: LoadingPage | None = None
        self._failed: FailedPage | None = None
        self._syncing = False
        self.status = StatusLine(shell.statusBar(), workspace, shell.t, shell.as_widget())
        self.status.set_zoom(shell.memory.zoom_percent)
        self._facts_timer = QTimer(self)
        self._facts_timer.setSingleShot(True)
        self._facts_timer.setInterval(0)
        self._facts_timer.timeout.connect(self.renew_facts)
        for signal in (workspace.noting.changed, workspace.corrections.pending_changed, workspace.rows_changed):
            signal.connect(self._facts_timer.start)
        workspace.history_changed.connect(self.renew_facts)
        workspace.reader.moved.connect(self._cursor_moved)
        workspace.phase_changed.connect(self._enter)
        workspace.progressed.connect(self._progressed)
        workspace.named.connect(self._name_editions)
        workspace.rows_changed.connect(self._rows_changed)
        workspace.rows_added.connect(self._rows_added)
        workspace.result_changed.connect(self._result_changed)
        workspace.result_changed.connect(self.renew_facts)
        workspace.busy_changed.connect(self.renew_facts)
        workspace.noting.changed.connect(self._mark_rows)
        workspace.result_changed.connect(self._mark_rows)
        workspace.corrections.pending_changed.connect(self._pending_changed)
        workspace.noticed.connect(self._tell)
        workspace.opened.connect(self._opened)
        workspace.project_opened.connect(lambda path: self._opened(path, ""))
        workspace.keeper.found.connect(shell.start.set_unsaved)
        shell.start.discard.connect(workspace.keeper.throw_away)
        shell.binder.fill_menus()
        self.guide = Guide(shell.as_widget(), shell, shell.binder, shell.memory)
        self.guide.keys = dict(shell.settings.keys)
        self.guide.noticed.connect(self._tell)
        self.guide.seen.connect(self._guided)
        workspace.result_changed.connect(self.guide.compared)
        self._enter()
        if workspace.rows:  # a window that takes the place of another, in another language
            self._rows_changed()
            self._result_changed()
            self._cursor_moved("window")

    @property
    def panes(self) -> Panes:
        """The panes around the comparison."""
        while self._panes is None:
            self._make_on()
        return self._panes

    def make_ahead(self) -> None:
        """Make the panes before there is something to show, in short turns while nobody asks for anything."""
        if self._panes is None:
            self._ahead.start()

    def _make_on(self) -> None:
        """The next turn of making the panes."""
        next(self._making, None)
        if self._panes is not None:
            self._ahead.stop()

    @property
    def search(self) -> Search:
        """Looking for words in the comparison."""
        if self._search is None:
            from desktop.ui.search import Search

            self._search = Search(self.workspace, self.panes)
            self._search.opened.connect(lambda: self._shell.run("edit.find"))
            self._search.missed.connect(lambda: self._shell.notice("no_hit"))
        return self._search

    @property
    def shows_panes(self) -> bool:
        """Whether a comparison is in sight."""
        return self._panes is not None and self._shell.stack.currentWidget() is self._panes

    def _make_panes(self) -> Iterator[None]:
        from desktop.ui.handlers.files import show_reading
        from desktop.ui.panes import Panes

        shell, memory = self._shell, self._shell.memory
        panes = Panes(self.workspace, shell.theme, shell.t, shell.as_widget())
        yield from panes.make()
        shell.stack.addWidget(panes)
        panes.splitter.setSizes(list(memory.panes) if len(memory.panes) == len(WIDTHS) else list(WIDTHS))
        panes.sections.setVisible(memory.sections_shown)
        panes.lists.setVisible(memory.lists_shown)
        panes.view.set_theme(shell.theme.colors)
        panes.view.set_zoom(memory.zoom_percent)
        _dress(panes.view, shell.settings)
        panes.toggled.connect(self._toggled)
        panes.view.current_changed.connect(self._view_moved)
        panes.view.context_requested.connect(lambda row, side, at: self._menu(ROW_MENU, at))
        panes.view.zoom_asked.connect(shell.set_zoom)
        panes.sections.commanded.connect(shell.run)
        panes.notes.commanded.connect(shell.run)
        panes.notes.menu_asked.connect(partial(self._menu, NOTE_MENU))
        panes.sections.menu_asked.connect(partial(self._menu, SECTION_MENU))
        panes.changes.menu_asked.connect(partial(self._menu, CHANGE_MENU))
        panes.coverage.reading_asked.connect(partial(show_reading, shell))
        shell.theme.changed.connect(self._recolor)
        shell.binder.add_to_text(panes.view)
        shell.guard.spare(panes.view)
        self._panes = panes

    # --- looks -------------------------------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Other settings."""
        self.guide.keys = dict(settings.keys)
        if self._panes is not None:
            _dress(self._panes.view, settings)

    def set_zoom(self, percent: int) -> None:
        """Larger or smaller text."""
        if self._panes is not None:
            self._panes.view.set_zoom(percent)
        self.status.set_zoom(percent)

    def widths(self) -> tuple[int, ...]:
        """Of the panes; none where they were never seen."""
        return tuple(self._panes.splitter.sizes()) if self._panes is not None else ()

    def _recolor(self) -> None:
        self.panes.view.set_theme(self._shell.theme.colors)
        self.panes.ruler.update()

    def _toggled(self) -> None:
        panes = self.panes
        self._shell.remember(sections_shown=not panes.sections.isHidden(), lists_shown=not panes.lists.isHidden())
        self.renew_checks()

    def _guided(self) -> None:
        """The tour was taken, or a hint given."""
        self._shell.remember(tour_done=self.guide.tour_done, tips=self.guide.told)
        self._shell.start.invite(not self.guide.tour_done)

    # --- what can be done --------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let what commands make sense be known before one is done."""
        if self._facts_timer.isActive():
            self._facts_timer.stop()
            self.renew_facts()

    def renew_facts(self) -> None:
        """Offer what makes sense now."""
        has_targets = self._panes is not None and self.workspace.result is not None
        targets = self.panes.targets() if has_targets else []
        remark = self._panes.notes.remark if self._panes is not None else None
        self._shell.binder.set_facts(facts_of(self.workspace, targets, remark))
        keeper, t = self.workspace.keeper, self._shell.t
        for id, usual, step in (("edit.undo", t("Undo"), keeper.undo_name), ("edit.redo", t("Redo"), keeper.redo_name)):
            name = decision_name(step.code, step.facts, t).replace("&", "&&") if step is not None else ""
            self._shell.binder.set_title(id, f"{usual}: {name}" if name else usual)
        self.renew_checks()

    def renew_checks(self) -> None:
        """Show which views and panes are on."""
        actions = self._shell.binder.actions
        if self._panes is None:
            return
        mode = self._panes.view.mode.value
        for id, value in (("side", "side_by_side"), ("inline", "inline"), ("changes_only", "changes_only")):
            actions[f"view.{id}"].setChecked(mode == value)
        actions["view.sections"].setChecked(not self._panes.sections.isHidden())
        actions["view.lists"].setChecked(not self._panes.lists.isHidden())

    def _menu(self, ids: Sequence[str], at: QPoint) -> None:
        self.renew_facts()
        binder = self._shell.binder
        binder.draw_all()
        menu = QMenu(self._shell.as_widget())
        for id in ids:
            if id == "|":
                menu.addSeparator()
            else:
                menu.addAction(binder.actions[id])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    # --- what the workspace says -------------------------------------------------------------------------------------

    def _tell(self, notice: Notice) -> None:
        self._shell.notices.show_notice(notice)

    def _enter(self) -> None:
        """Another phase."""
        workspace, shell = self.workspace, self._shell
        phase = workspace.phase
        if phase is Phase.START:
            shell.stack.setCurrentWidget(shell.start)
            shell.title("")
        elif phase is Phase.LOADING:
            page = self._loading_page()
            shell.stack.setCurrentWidget(page)
            page.begin(*workspace.file_names)
            self._title(*workspace.file_names)
            if shell.notices.says not in ABOUT_SETTINGS:
                shell.notices.hide()
            page.stop.setFocus()
        elif phase is Phase.FAILED:
            assert workspace.failure is not None
            failed = self._failed_page()
            failure, facts = workspace.failure, dict(workspace.failure.facts)
            locked = str(facts.get("path", "")) if failure.code in ("password_needed", "password_wrong") else ""
            failed.say(notice_sentence(failure.code, facts, shell.t), failure.report, locked)
            shell.stack.setCurrentWidget(failed)
            (failed.password if locked else failed.again).setFocus()
        else:
            shell.stack.setCurrentWidget(self.panes)
            self.panes.focus_text()
        self.renew_facts()

    def _loading_page(self) -> LoadingPage:
        if self._loading is None:
            self._loading = LoadingPage(self._shell.theme, self._shell.t)
            self._loading.stopped.connect(self.workspace.stop)
            self._shell.stack.addWidget(self._loading)
        return self._loading

    def _failed_page(self) -> FailedPage:
        if self._failed is None:
            self._failed = FailedPage(self._shell.theme, self._shell.t)
            self._failed.commanded.connect(self._shell.run)
            self._failed.copied.connect(self._shell.copy_report)
            self._failed.unlocked.connect(self.workspace.unlock)
            self._shell.stack.addWidget(self._failed)
        return self._failed

    def _progressed(self, message: object) -> None:
        if self.workspace.phase is Phase.LOADING:
            self._loading_page().show_stage(message)  # type: ignore[arg-type]

    def _name_editions(self) -> None:
        from desktop.ui.editions import column_labels

        assert self.workspace.editions is not None
        labels = column_labels(self.workspace.editions, self.workspace.file_names, self._shell.t)
        (old, of_old), (new, of_new) = labels
        self.panes.view.set_labels(old, new, (of_old, of_new))
        self._title(old, new)

    def _title(self, old: str, new: str) -> None:
        """Over the window: the project, and what it compares."""
        keeper = self.workspace.keeper
        path = "" if keeper.is_unsaved else keeper.path
        project = f"{os.path.splitext(os.path.basename(path))[0]}: " if path else ""
        self._shell.title(f"{project}{old} → {new}")

    def _rows_changed(self) -> None:
        self._syncing = True
        self.panes.view.set_rows(self.workspace.rows)
        self._syncing = False
        self.search.again()

    def _rows_added(self, rows: object) -> None:
        self._syncing = True
        self.panes.view.append_rows(rows)  # type: ignore[arg-type]
        self._syncing = False

    def _result_changed(self) -> None:
        result = self.workspace.result
        if result is None:
            return
        self.search.again()
        notice = _notice_of(result)
        if notice is not None and self._shell.notices.says not in ABOUT_SETTINGS:
            self._tell(notice)
        if self.workspace.reader.cursor.row is None and self.workspace.rows:
            self.workspace.reader.go_to_row(0)

    def _cursor_moved(self, origin: object) -> None:
        """Show where the reader is, unless it was the text itself that moved."""
        if origin != "view" and self._panes is not None:
            cursor, view = self.workspace.reader.cursor, self._panes.view
            if cursor.change is not None:
                view.go_to_change(cursor.change)
            elif cursor.row is not None:
                row = self.workspace.rows[cursor.row]
                if row.head is not None and row.part == cursor.section:
                    view.go_to_section(row.part)
                else:
                    view.go_to_row(cursor.row)
        self._facts_timer.start()

    def _view_moved(self, row: int, change: object, section: int) -> None:
        if not self._syncing and row >= 0:
            self.workspace.reader.arrived(row, change if isinstance(change, int) else None, section)

    def _mark_rows(self) -> None:
        if self._panes is not None and self.workspace.result is not None:
            self._panes.view.set_marks(row_marks(self.workspace))

    def _pending_changed(self) -> None:
        if self._panes is not None:
            pending = self.workspace.corrections.pending
            said = notice_sentence("link_begun", {"title": pending.title[:60]}, self._shell.t) if pending else ""
            self._panes.sections.card.say_pending(said)

    def _opened(self, old: str, new: str) -> None:
        shell = self._shell
        if shell.settings.remember:
            shell.remember(recent=shell.memory.opened(old, new).recent, folder=os.path.dirname(new or old))
            shell.start.set_recent(shell.memory.recent)


def _notice_of(result: Result) -> Notice | None:
    """What there is to say of a result that a reader might not see."""
    count = sum(len(d.warnings) for d in (result.old, result.new))
    if not result.has_changes:
        return Notice("nothing_changed", (), "success", ("file.reading", "file.open"))
    if not result.has_pairs:
        return Notice("nothing_alike", (), "info", ("file.reading", "file.open"))
    return Notice("read_with_doubt", (("n", count),), "info", ("file.reading",)) if count else None


def _dress(view: CompareView, settings: Settings) -> None:
    view.set_font(settings.reading_face, settings.reading_size_pt)
    view.set_column_width(settings.column_width)
