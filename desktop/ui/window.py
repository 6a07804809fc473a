"""The window: where everything stands, and how commands reach what they are about. Layout and passing on, nothing else.

┌ tool bar ────────────────────────────────────────┐
│ notice                                           │
├──────────┬────────────────────────────┬─┬────────┤
│ sections │ find bar                   │r│ changes│
│          │ comparison                 │ │ notes  │
├──────────┴────────────────────────────┴─┴────────┤
└ status ──────────────────────────────────────────┘
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop import __version__
from desktop.i18n import Translator
from desktop.settings import Settings
from desktop.ui.actions.binder import Binder, KeyGuard
from desktop.ui.actions.table import Facts
from desktop.ui.handlers import Handlers
from desktop.ui.memory import Memory
from desktop.ui.panels.notices import NoticeBar
from desktop.ui.panels.start import StartPage, dropped_files, older_first
from desktop.ui.panels.status import StatusLine
from desktop.ui.state import Notice, Phase
from desktop.ui.theme import Theme
from desktop.ui.tour.guide import Guide
from desktop.ui.words import notice_sentence
from desktop.ui.workspace import Target, Workspace

if TYPE_CHECKING:  # loaded when there is something to compare
    from desktop.ui.compare.find import Hits
    from desktop.ui.compare.folding import ViewMode
    from desktop.ui.compare.view import CompareView
    from desktop.ui.dialogs.palette import Entry, Palette
    from desktop.ui.panels.find_bar import FindBar
    from desktop.ui.panels.notes import NotesPanel
    from desktop.ui.panels.waiting import FailedPage, LoadingPage
    from desktop.ui.panes import Panes

SIZE = (1280, 800)
PANES = (250, 760, 290)
PAGES = ("changes", "notes", "coverage")
PROJECT = ".naast"


class Window(QMainWindow):
    """See the module."""

    settings_changed = Signal(object)
    memory_changed = Signal(object)
    closed = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, settings: Settings, memory: Memory, t: Translator, guard: KeyGuard
    ) -> None:
        super().__init__()
        self.workspace, self.theme, self.t = workspace, theme, t
        self.settings, self.memory = settings, memory
        self._guard = guard
        self._panes: Panes | None = None
        self._palette: Palette | None = None
        self._hits: Hits | None = None
        self._hit = -1
        self._syncing = False
        self.setWindowTitle("Naast")
        self.setAcceptDrops(True)
        self.handlers = Handlers(self)
        self.binder = Binder(self, t, theme.icons, dict(settings.keys), self.run)
        self.binder.fill_menus()
        self.addToolBar(self.binder.tool_bar())
        self._label_tools()
        self.notices = NoticeBar(theme, t)
        self.notices.commanded.connect(self.run)
        self.notices.copied.connect(self.copy_report)
        self.start = StartPage(theme, t)
        self.start.commanded.connect(self.run)
        self.start.choose.connect(self._choose_one)
        self.start.compare.connect(self.open_paths)
        self.start.forget.connect(self._forget_recent)
        self.start.discard.connect(workspace.keeper.throw_away)
        workspace.keeper.found.connect(self.start.set_unsaved)
        self.start.set_recent(memory.recent)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self._loading: LoadingPage | None = None
        self._failed: FailedPage | None = None
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.status = StatusLine(self.statusBar(), workspace, t, self)
        self.status.set_zoom(memory.zoom_percent)
        self._facts_timer = QTimer(self)
        self._facts_timer.setSingleShot(True)
        self._facts_timer.setInterval(0)
        self._facts_timer.timeout.connect(self._renew_facts)
        for signal in (workspace.annotations_changed, workspace.pending_changed, workspace.rows_changed):
            signal.connect(self._facts_timer.start)
        workspace.history_changed.connect(self._renew_facts)
        workspace.cursor_moved.connect(self._cursor_moved)
        workspace.phase_changed.connect(self._enter)
        workspace.progressed.connect(self._progressed)
        workspace.named.connect(self._name_editions)
        workspace.rows_changed.connect(self._rows_changed)
        workspace.rows_added.connect(self._rows_added)
        workspace.result_changed.connect(self._result_changed)
        workspace.result_changed.connect(self._renew_facts)
        workspace.busy_changed.connect(self._renew_facts)
        workspace.annotations_changed.connect(self._mark_rows)
        workspace.result_changed.connect(self._mark_rows)
        workspace.pending_changed.connect(self._pending_changed)
        workspace.noticed.connect(self.notices.show_notice)
        self.guide = Guide(self, self, self.binder, memory)
        self.guide.keys = dict(settings.keys)
        self.guide.noticed.connect(self.notices.show_notice)
        self.guide.seen.connect(self._guided)
        self.start.invite(not memory.tour_done)
        workspace.opened.connect(self._opened)
        workspace.project_opened.connect(lambda path: self._opened(path, ""))
        theme.changed.connect(self._recolor)
        self._place()
        self._enter()
        if workspace.rows:  # a window that takes the place of another, in another language
            self._rows_changed()
            self._result_changed()
            self._cursor_moved("window")

    # --- what commands use -------------------------------------------------------------------------------------------

    def run(self, id: str) -> None:
        """Do a command, if it makes sense now."""
        if self._facts_timer.isActive():
            self._facts_timer.stop()
            self._renew_facts()
        if self.binder.actions[id].isEnabled():
            self.handlers.run(id)
            self.guide.ran(id)

    @property
    def panes(self) -> Panes:
        """The panes around the comparison."""
        if self._panes is None:
            self._panes = self._make_panes()
        return self._panes

    @property
    def view(self) -> CompareView:
        return self.panes.view

    @property
    def find_bar(self) -> FindBar:
        return self.panes.find_bar

    @property
    def notes(self) -> NotesPanel:
        return self.panes.notes

    def notice(self, code: str, level: str = "info", **facts: object) -> None:
        """Tell something in place."""
        self.notices.show_notice(Notice(code, tuple(facts.items()), level))

    def choose_files(self) -> None:
        """Ask for two files: both at once, or one after the other."""
        from PySide6.QtWidgets import QFileDialog

        t = self.t
        paths, _ = QFileDialog.getOpenFileNames(
            self, t("Open two editions: the older and the newer"), self.memory.folder
        )
        if len(paths) == 1 and paths[0].lower().endswith(PROJECT):
            self.open_project(paths[0])
        elif len(paths) == 1:
            more, _ = QFileDialog.getOpenFileName(
                self,
                t("Now the newer edition, after {name}", name=os.path.basename(paths[0])),
                os.path.dirname(paths[0]),
            )
            if not more:
                return
            self.open_paths(paths[0], more)
        elif len(paths) >= 2:
            self.open_paths(*older_first(paths))

    def choose_project(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        t = self.t
        path, _ = QFileDialog.getOpenFileName(self, t("Open project"), self.memory.folder, _project_filter(t))
        if path:
            self.open_project(path)

    def open_project(self, path: str) -> None:
        """Open a project; what is open stays where that fails."""
        self.workspace.open_project(os.path.abspath(path))

    def save_project(self) -> None:
        """Keep the comparison in a file of its own."""
        from PySide6.QtWidgets import QFileDialog

        t, keeper = self.t, self.workspace.keeper
        path = "" if keeper.is_unsaved else keeper.path
        stem = "-".join(os.path.splitext(n)[0] for n in self._names())
        given = path or os.path.join(self.memory.folder or os.path.expanduser("~"), stem + PROJECT)
        options = QFileDialog.Option.DontConfirmOverwrite  # what is there already is left as it is
        path, _ = QFileDialog.getSaveFileName(self, t("Save project as"), given, _project_filter(t), "", options)
        if path:
            whole = path if path.lower().endswith(PROJECT) else path + PROJECT
            self.workspace.save_project(whole, t)

    def choose_replacement(self) -> None:
        """Which edition, then which file."""
        from desktop.ui.dialogs.palette import Entry

        t = self.t
        titles = t("Older edition"), t("Newer edition")
        entries = [
            Entry(side, title, name) for side, title, name in zip(("old", "new"), titles, self._names(), strict=True)
        ]
        self.offer(entries, t("Which edition?"), self._replace)

    def _replace(self, side: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop.model.options import Side

        sources = self.workspace.work.sources
        folder = os.path.dirname(sources[0 if side == "old" else 1].path) if sources else ""
        path, _ = QFileDialog.getOpenFileName(self, self.t("Replace an edition"), folder or self.memory.folder)
        if path:
            self.workspace.replace_edition(Side(side), os.path.abspath(path))

    def _choose_one(self, side: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        t = self.t
        title = t("Older edition") if side == "old" else t("Newer edition")
        path, _ = QFileDialog.getOpenFileName(self, title, self.memory.folder)
        if path:
            self._remember(folder=os.path.dirname(path))
            self.start.take([path], self.start.old if side == "old" else self.start.new)

    def open_paths(self, old: str, new: str) -> None:
        """Compare two files, or open a project."""
        from desktop.ui.messages import Source

        projects = [p for p in (old, new) if p.lower().endswith(PROJECT)]
        if projects:
            self.open_project(projects[0])
            return

        self.workspace.open(Source(os.path.abspath(old)), Source(os.path.abspath(new)))

    def open_sample(self) -> None:
        """Compare the sample article."""
        from desktop.ui.samples import sample_pair

        pair = sample_pair()
        if pair is None:
            self.notice("no_samples", "error")
        else:
            self.open_paths(*pair)

    def paste_texts(self) -> None:
        from desktop.ui.dialogs.paste import PasteDialog

        dialog = PasteDialog(self.t, self)
        dialog.accepted.connect(lambda: self.workspace.open(*dialog.sources()))
        self._show(dialog)

    def show_reading(self, side: str = "", block: int = -1) -> None:
        """How it was read, at a block or at the current row."""
        from desktop.ui.dialogs.reading import ReadingDialog

        dialog = ReadingDialog(self.workspace, self.theme, self.t, self)
        row = self.workspace.cursor.row
        if block >= 0:
            dialog.show_block(side, block)
        elif row is not None and row < len(self.workspace.rows):
            shown = self.workspace.rows[row]
            for page, cells in zip(dialog.sides, (shown.old, shown.new), strict=True):
                if cells:
                    page.choose(cells[0].block.id)
        self._show(dialog)

    def show_export(self) -> None:
        from desktop.ui.dialogs.export import ExportDialog

        sources = self.workspace.work.sources
        assert sources is not None
        names = [os.path.splitext(os.path.basename(s.path))[0] for s in sources]
        folder = self.memory.folder or os.path.expanduser("~")
        stem = f"{names[0]} - {names[1]}"
        dialog = ExportDialog(self.workspace, self.t, folder, stem, self.memory.export_kind, self)
        dialog.finished.connect(lambda _: self._remember(export_kind=dialog.chosen_kind))
        self._show(dialog)

    def show_settings(self) -> None:
        from desktop.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.settings, self.t, self)
        dialog.changed.connect(self.settings_changed)
        dialog.forget.connect(self.forget_recent)
        self._show(dialog)

    def show_keys(self) -> None:
        from desktop.ui.dialogs.keys import KeysDialog

        self._show(KeysDialog(dict(self.settings.keys), self.t, self))

    def show_manual(self) -> None:
        from desktop.ui.manual import open_manual

        code, path = open_manual(self.t.language)
        if code:
            self.notice(code, "error", path=path)

    def show_tour(self) -> None:
        self.guide.begin()

    def is_telling(self) -> bool:
        """Whether a notice is in sight."""
        return not self.notices.isHidden()

    def show_about(self) -> None:
        from desktop.ui.dialogs.about import AboutDialog

        self._show(AboutDialog(__version__, self.t, self))

    def show_commands(self) -> None:
        from desktop.ui.actions.table import keys_of
        from desktop.ui.dialogs.keys import native
        from desktop.ui.dialogs.palette import Entry

        changed, t = dict(self.settings.keys), self.t
        entries = [
            Entry(e.id, t(e.title), t(e.help), native(keys_of(e, changed)[:1]), e.icon) for e in self.binder.entries()
        ]
        self.offer(entries, t("What do you want to do?"), self.run)

    def offer(self, entries: Sequence[Entry], prompt: str, then: Callable[[str], None]) -> None:
        """Let one of several be chosen."""
        from desktop.ui.dialogs.palette import Palette

        if self._palette is None:
            self._palette = Palette(self.theme, self, self.t)
        self._palette.ask(entries, prompt, then)

    def quit(self) -> None:
        self.close()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._renew_checks()

    def is_about_sections(self) -> bool:
        """Whether the reader is in the list of sections."""
        return self._panes is not None and self._panes.sections.tree.hasFocus()

    def targets(self) -> list[Target]:
        """What pairing commands are about."""
        if self.is_about_sections():
            return self.panes.sections.selected()
        target = self.workspace.target_of_row(self.workspace.cursor.row)
        return [target] if target else []

    def set_mode(self, mode: ViewMode) -> None:
        self.view.set_mode(mode)
        self._renew_checks()

    @property
    def zoom(self) -> int:
        return self.memory.zoom_percent

    def set_zoom(self, percent: int) -> None:
        self._remember(zoom_percent=percent)
        if self._panes is not None:
            self.view.set_zoom(percent)
        self.status.set_zoom(percent)

    def show_page(self, name: str, focus: bool = True) -> None:
        """Bring a page of the right pane into sight."""
        panes = self.panes
        if panes.lists.isHidden():
            self.toggle_pane("lists")
        panes.lists.setCurrentIndex(PAGES.index(name))
        if focus:
            widgets = {"changes": panes.changes.list, "notes": panes.notes.text, "coverage": panes.coverage.tree}
            widgets[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_pane(self, name: str) -> None:
        """Show or hide a pane."""
        pane = self.panes.sections if name == "sections" else self.panes.lists
        pane.setVisible(pane.isHidden())
        if name == "sections":
            self._remember(sections_shown=not pane.isHidden())
        else:
            self._remember(lists_shown=not pane.isHidden())
        self._renew_checks()

    def step_pane(self, step: int) -> None:
        """The focus to the next pane."""
        if self._panes is None or self.stack.currentWidget() is not self._panes:
            return
        panes = self._panes
        stops: list[QWidget] = [
            panes.sections.tree,
            panes.view,
            panes.changes.list,
            panes.notes.text,
            panes.coverage.tree,
        ]
        now = next((i for i, w in enumerate(stops) if w.hasFocus()), None)
        if now is None:
            at = QApplication.focusWidget()
            owners: list[QWidget] = [panes.sections, panes.view, panes.changes, panes.notes, panes.coverage]
            now = next((i for i, w in enumerate(owners) if at is not None and w.isAncestorOf(at)), 1)
        for _ in stops:
            now = (now + step) % len(stops)
            if (now == 0 and panes.sections.isHidden()) or (now > 1 and panes.lists.isHidden()):
                continue
            if now > 1:
                panes.lists.setCurrentIndex(now - 2)
            if stops[now].isHidden():  # an empty list
                continue
            stops[now].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return

    def focus_text(self) -> None:
        if self._panes is not None:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_back(self) -> None:
        """Close what lies on top; out of a field to the text; from the text to the list."""
        workspace = self.workspace
        if self.guide.leave():
            return
        if workspace.phase is Phase.LOADING:
            workspace.stop()
        elif not self.notices.isHidden():
            self.notices.hide()
            if workspace.pending is not None:
                workspace.begin_link(None)
        elif self._panes is None or self.stack.currentWidget() is not self._panes:
            return
        elif workspace.pending is not None:
            workspace.begin_link(None)
        elif self.find_bar.isVisible():
            self.find_bar.close_bar()
            self.focus_text()
        elif self.isFullScreen():
            self.toggle_full_screen()
        elif self.view.hasFocus():
            self.show_page("changes")
        else:
            self.focus_text()

    def show_evidence(self) -> None:
        """Why the current pairing is what it is stands under the sections."""
        if self.panes.sections.isHidden():
            self.toggle_pane("sections")
        self.panes.sections.refresh_card()
        self.notice("evidence_shown")

    def step_hit(self, step: int) -> None:
        """To the next or previous hit."""
        if not self.find_bar.isVisible():
            self.handlers.run("edit.find")
            return
        if not self._hits:
            self.notice("no_hit")
            return
        self._hit = (self._hit + step) % len(self._hits)
        self.view.go_to_hit(self._hit)
        self.find_bar.say(self._hit + 1, len(self._hits))

    # --- what the workspace says -------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Another phase."""
        workspace = self.workspace
        phase = workspace.phase
        if phase is Phase.START:
            self.stack.setCurrentWidget(self.start)
            self.setWindowTitle("Naast")
        elif phase is Phase.LOADING:
            self.stack.setCurrentWidget(self._loading_page())
            names = self._names()
            self._loading_page().begin(*names)
            self._title(*names)
            self.notices.hide()
            self._loading_page().stop.setFocus()
        elif phase is Phase.FAILED:
            assert workspace.failure is not None
            page = self._failed_page()
            failure, facts = workspace.failure, dict(workspace.failure.facts)
            locked = str(facts.get("path", "")) if failure.code in ("password_needed", "password_wrong") else ""
            page.say(notice_sentence(failure.code, facts, self.t), failure.report, locked)
            self.stack.setCurrentWidget(page)
            (page.password if locked else page.again).setFocus()
        else:
            self.stack.setCurrentWidget(self.panes)
            self.focus_text()
        self._renew_facts()

    def _names(self) -> list[str]:
        return [os.path.basename(s.path) for s in self.workspace.work.sources or ()]

    def _loading_page(self) -> LoadingPage:
        from desktop.ui.panels.waiting import LoadingPage

        if self._loading is None:
            self._loading = LoadingPage(self.theme, self.t)
            self._loading.stopped.connect(self.workspace.stop)
            self.stack.addWidget(self._loading)
        return self._loading

    def _failed_page(self) -> FailedPage:
        from desktop.ui.panels.waiting import FailedPage

        if self._failed is None:
            self._failed = FailedPage(self.theme, self.t)
            self._failed.commanded.connect(self.run)
            self._failed.copied.connect(self.copy_report)
            self._failed.unlocked.connect(self.workspace.unlock)
            self.stack.addWidget(self._failed)
        return self._failed

    def _progressed(self, message: object) -> None:
        if self.workspace.phase is Phase.LOADING:
            self._loading_page().show_stage(message)  # type: ignore[arg-type]

    def _name_editions(self) -> None:
        from desktop.ui.editions import column_labels

        assert self.workspace.editions is not None
        (old, of_old), (new, of_new) = column_labels(self.workspace.editions, self._names(), self.t)
        self.view.set_labels(old, new, (of_old, of_new))
        self._title(old, new)

    def _title(self, old: str, new: str) -> None:
        """Over the window: the project, and what it compares."""
        keeper = self.workspace.keeper
        path = "" if keeper.is_unsaved else keeper.path
        project = f"{os.path.splitext(os.path.basename(path))[0]}: " if path else ""
        self.setWindowTitle(f"{project}{old} → {new} – Naast")

    def _rows_changed(self) -> None:
        self._syncing = True
        self.view.set_rows(self.workspace.rows)
        self._syncing = False
        self._search()

    def _rows_added(self, rows: object) -> None:
        self._syncing = True
        self.view.append_rows(rows)  # type: ignore[arg-type]
        self._syncing = False

    def _result_changed(self) -> None:
        result = self.workspace.result
        if result is None:
            return
        self._search()
        count = sum(len(d.warnings) for d in (result.old, result.new))
        if not result.has_changes:
            self.notices.show_notice(Notice("nothing_changed", (), "success", ("file.reading", "file.open")))
        elif count:
            self.notices.show_notice(Notice("read_with_doubt", (("n", count),), "info", ("file.reading",)))
        if self.workspace.cursor.row is None and self.workspace.rows:
            self.workspace.go_to_row(0)

    def _cursor_moved(self, origin: object) -> None:
        """Show where the reader is, unless it was the text itself that moved."""
        if origin != "view" and self._panes is not None:
            cursor = self.workspace.cursor
            if cursor.change is not None:
                self.view.go_to_change(cursor.change)
            elif cursor.row is not None:
                row = self.workspace.rows[cursor.row]
                if row.head is not None and row.part == cursor.section:
                    self.view.go_to_section(row.part)
                else:
                    self.view.go_to_row(cursor.row)
        self._facts_timer.start()

    def _view_moved(self, row: int, change: object, section: int) -> None:
        if not self._syncing and row >= 0:
            self.workspace.arrived(row, change if isinstance(change, int) else None, section)

    def _mark_rows(self) -> None:
        """Signs beside the rows of what a person noted, reviewed or linked."""
        from desktop.ui.compare.painter import RowMarks

        workspace = self.workspace
        if self._panes is None or workspace.result is None:
            return
        marks: dict[int, RowMarks] = {}
        for change, note in workspace.annotated.changes.items():
            row = workspace.row_of_change.get(change)
            if row is not None:
                had = marks.get(row, RowMarks())
                says = bool(note.text or note.tags or note.significance is not None)
                marks[row] = replace(had, note=had.note or says, reviewed=had.reviewed or note.reviewed)
        pinned = {m.id for m in workspace.result.block_matches if "pinned" in m.marks}
        if pinned:
            for i, shown in enumerate(workspace.rows):
                if shown.match in pinned:
                    marks[i] = replace(marks.get(i, RowMarks()), pinned=True)
        self.view.set_marks(marks)

    def _pending_changed(self) -> None:
        if self._panes is not None:
            pending = self.workspace.pending
            said = notice_sentence("link_begun", {"title": pending.title[:60]}, self.t) if pending else ""
            self._panes.sections.card.say_pending(said)

    def _opened(self, old: str, new: str) -> None:
        if self.settings.remember:
            self._remember(recent=self.memory.opened(old, new).recent, folder=os.path.dirname(new or old))
            self.start.set_recent(self.memory.recent)

    # --- searching ---------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        """Look again: other words, other rows, or the bar was closed."""
        import re

        from desktop.ui.compare.find import Hits, Query, find
        from desktop.ui.compare.rows import Side
        from desktop.ui.panels.find_bar import CHANGES, NEW, OLD

        bar = self.find_bar
        self._hits, self._hit = Hits(), -1
        if bar.isHidden():
            if self.view.hits:
                self.view.set_find_hits(self._hits)
            return
        where = bar.where.currentData()
        query = Query(
            bar.text.text(),
            case=bar.case.isChecked(),
            whole_words=bar.words.isChecked(),
            regex=bar.regex.isChecked(),
            diacritics=bar.accents.isChecked(),
            sides=(Side.OLD,) if where == OLD else (Side.NEW,) if where == NEW else (Side.OLD, Side.NEW),
            changes_only=where == CHANGES,
        )
        try:
            self._hits = find(self.workspace.rows, query)
        except re.error as error:
            self.view.set_find_hits(self._hits)
            bar.say_wrong(error.msg, error.pos)
            return
        here = self.workspace.cursor.row or 0
        self._hit = bisect_left(self._hits.rows, here) % len(self._hits) if self._hits else -1
        self.view.set_find_hits(self._hits, self._hit)
        bar.say(self._hit + 1, len(self._hits))

    # --- looks -------------------------------------------------------------------------------------------------------

    def _make_panes(self) -> Panes:
        from desktop.ui.panes import Panes

        panes = Panes(self.workspace, self.theme, self.t, self)
        self.stack.addWidget(panes)
        panes.splitter.setSizes(list(self.memory.panes) if len(self.memory.panes) == 3 else list(PANES))
        panes.sections.setVisible(self.memory.sections_shown)
        panes.lists.setVisible(self.memory.lists_shown)
        panes.view.set_theme(self.theme.colors)
        panes.view.set_zoom(self.memory.zoom_percent)
        self._dress(panes.view)
        panes.view.current_changed.connect(self._view_moved)
        panes.view.context_requested.connect(self._row_menu)
        panes.view.zoom_asked.connect(self.set_zoom)
        panes.sections.commanded.connect(self.run)
        panes.notes.commanded.connect(self.run)
        panes.sections.menu_asked.connect(lambda at: self._menu(at, _SECTION_MENU))
        panes.changes.menu_asked.connect(lambda at: self._menu(at, _CHANGE_MENU))
        panes.coverage.reading_asked.connect(self.show_reading)
        panes.find_bar.searched.connect(self._search)
        panes.find_bar.stepped.connect(self.step_hit)
        panes.find_bar.closed.connect(self._search)
        self.binder.add_to_text(panes.view)
        self._guard.spare(panes.view)
        return panes

    def _dress(self, view: CompareView) -> None:
        view.set_font(self.settings.reading_face, self.settings.reading_size_pt)
        view.set_column_width(self.settings.column_width)

    def apply(self, settings: Settings) -> None:
        """Other settings; language and theme are the application's affair."""
        before, self.settings = self.settings, settings
        if settings.keys != before.keys:
            self.binder.set_keys(dict(settings.keys))
            self.guide.keys = dict(settings.keys)
        if self._panes is not None:
            self._dress(self.view)

    def _recolor(self) -> None:
        self.binder.set_icons(self.theme.icons)
        if self._panes is not None:
            self.view.set_theme(self.theme.colors)
            self._panes.ruler.update()

    def _label_tools(self) -> None:
        """Words beside the icons that do not speak for themselves."""
        from PySide6.QtWidgets import QToolBar, QToolButton

        bar = self.findChild(QToolBar, "tool_bar")
        for id in ("file.open", "view.side", "view.inline", "view.changes_only", "edit.find", "file.export"):
            button = bar.widgetForAction(self.binder.actions[id]) if bar is not None else None
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                action = self.binder.actions[id]
                action.setIconText(_short(self.t, id) or action.text().rstrip("…"))

    def _facts(self) -> Facts:
        w = self.workspace
        result = w.result
        targets = self.targets() if result is not None else []
        row = w.rows[w.cursor.row] if w.cursor.row is not None and w.cursor.row < len(w.rows) else None
        return Facts(
            sources=w.work.sources is not None and w.phase is not Phase.START,
            comparison=result is not None,
            changes=bool(result and result.changes),
            change=w.cursor.change is not None,
            place=result is not None and (row is not None or w.cursor.section is not None),
            pair=any(t.is_pair for t in targets),
            pinned=any(w.is_pinned(t) for t in targets),
            busy=w.is_busy,
            undo=w.can_undo,
            redo=w.can_redo,
            doubt=bool(w.doubts),
            moved=row is not None
            and (row.moved or any(r.other is not None for c in (*row.old, *row.new) for r in c.runs)),
        )

    def _renew_facts(self) -> None:
        self.binder.set_facts(self._facts())
        self._renew_checks()

    def _renew_checks(self) -> None:
        actions = self.binder.actions
        actions["view.full"].setChecked(self.isFullScreen())
        if self._panes is None:
            return
        mode = self._panes.view.mode.value
        for id, value in (("side", "side_by_side"), ("inline", "inline"), ("changes_only", "changes_only")):
            actions[f"view.{id}"].setChecked(mode == value)
        actions["view.sections"].setChecked(not self._panes.sections.isHidden())
        actions["view.lists"].setChecked(not self._panes.lists.isHidden())

    def _row_menu(self, row: int, side: str, at: QPoint) -> None:
        self._menu(at, _ROW_MENU)

    def _menu(self, at: QPoint, ids: Sequence[str]) -> None:
        self._renew_facts()
        from PySide6.QtWidgets import QMenu

        self.binder.draw_all()
        menu = QMenu(self)
        for id in ids:
            if id == "|":
                menu.addSeparator()
            else:
                menu.addAction(self.binder.actions[id])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _show(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        dialog.activateWindow()

    def copy_report(self, report: str) -> None:
        """Put a report for those who mend it on the clipboard."""
        QGuiApplication.clipboard().setText(report)
        self.notice("copied")

    def _guided(self) -> None:
        """The tour was taken, or a hint given."""
        self._remember(tour_done=self.guide.tour_done, tips=self.guide.told)
        self.start.invite(not self.guide.tour_done)

    # --- remembering, dropping, leaving ------------------------------------------------------------------------------

    def _remember(self, **values: object) -> None:
        memory = replace(self.memory, **values)  # type: ignore[arg-type]
        if memory != self.memory:
            self.memory = memory
            self.memory_changed.emit(memory)

    def _forget_recent(self, old: str, new: str) -> None:
        self._remember(recent=self.memory.forgot((old, new)).recent)
        self.start.set_recent(self.memory.recent)

    def forget_recent(self) -> None:
        """Forget all names of files."""
        self._remember(recent=())
        self.start.set_recent(())

    def _place(self) -> None:
        """Where the window stood last, if that is still on a screen."""
        geometry = QByteArray.fromBase64(self.memory.geometry.encode("ascii", "ignore"))
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))

    def keep_place(self) -> None:
        """Remember where the window stands."""
        panes = tuple(self._panes.splitter.sizes()) if self._panes is not None else self.memory.panes
        self._remember(geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"), panes=panes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Two files are compared; one, over a comparison, goes to the start page to wait for the other."""
        event.acceptProposedAction()
        paths = dropped_files(event)
        if len(paths) >= 2:
            self.open_paths(*older_first(paths))
        elif paths and paths[0].lower().endswith(PROJECT):
            self.open_project(paths[0])
        elif paths:
            if self.workspace.phase is not Phase.START:
                self.workspace.close()
            self.take_file(paths[0])

    def take_file(self, path: str) -> None:
        """One file: the other is still to come."""
        self.start.take([path])
        self.notice("one_file")

    def closeEvent(self, event: QCloseEvent) -> None:
        with suppress(RuntimeError):
            self.keep_place()
        self.closed.emit()
        super().closeEvent(event)


_ROW_MENU = (
    "edit.copy", "edit.select_all", "|", "pair.accept", "pair.link", "pair.link_also", "pair.unlink", "pair.forbid",
    "pair.clear", "pair.evidence", "|", "go.other_end", "note.reviewed", "note.write", "note.tag", "|", "file.reading",
)  # fmt: skip
_SECTION_MENU = (
    "pair.accept", "pair.link", "pair.link_also", "pair.unlink", "pair.forbid", "pair.clear", "|", "note.reviewed",
    "note.write", "note.tag",
)  # fmt: skip
_CHANGE_MENU = (
    "go.text", "|", "note.reviewed", "note.write", "note.tag", "|", "note.significance_0", "note.significance_1",
    "note.significance_2", "note.significance_3",
)  # fmt: skip


def _project_filter(t: Translator) -> str:
    return f"{t('Projects of Naast')} (*{PROJECT})"


def _short(t: Translator, id: str) -> str:
    """What a tool says where its command's title is too long."""
    return {"file.open": t("Open"), "file.export": t("Export"), "edit.find": t("Find")}.get(id, "")
