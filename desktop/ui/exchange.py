"""What comes into a project from elsewhere and goes out of it: copies, notes by themselves, files that were moved.

Exchange(record).merge_copy("copy.naast")      done in its turn on the keeper's thread; then record.revised, record.told
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.errors import InvalidOption
from desktop.ui.keeper import same_file
from desktop.ui.record import Record

if TYPE_CHECKING:
    from desktop.model.options import Side
    from desktop.project.exchange import Received
    from desktop.project.history import Decided
    from desktop.project.merge import Merged


class Exchange:
    """See the module."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def merge_copy(self, path: str) -> None:
        """Take in what another copy of the project has; told by `revised`."""

        def work(store: Decided) -> Merged:
            from desktop.project.decisions import become
            from desktop.project.merge import merge
            from desktop.project.store import Store

            if same_file(path, store.path):
                raise InvalidOption("same_file_twice", path=path)
            with Store.open(path, read_only=True) as other:
                theirs, known = other.project, other.versions()
            mine = store.project
            if theirs.id != mine.id:
                raise InvalidOption("other_project", path=path, other=store.path)
            same_texts = (mine.old.check, mine.new.check) == (theirs.old.check, theirs.new.check)
            merged = merge(mine, store.versions(), theirs, known, same_texts)
            store.apply(become(merged.project, "merge", merged.versions))
            return merged

        def then(merged: Merged) -> None:
            self._record.revise()
            facts = {"added": merged.added, "updated": merged.updated, "dropped": merged.dropped}
            if merged.conflicts or merged.pins or merged.options:
                facts |= {"conflicts": len(merged.conflicts), "pins": len(merged.pins)}
                self._record.tell(
                    "merged_in_doubt", "error", *(("note.conflicts",) if merged.conflicts else ()), **facts
                )
            else:
                self._record.tell("merged", "success", **facts)

        self._record.keeper.on_store(work, then)

    def import_notes(self, path: str) -> None:
        """Take in the notes of a file; told by `revised`."""
        if not self._record.begin_keeping():
            return

        def work(store: Decided) -> Received:
            from desktop.project.decisions import become
            from desktop.project.exchange import receive
            from desktop.project.notes_files import parse
            from desktop.readers.catalogue import read_bytes

            received = receive(store.project, parse(read_bytes(path), path), store.versions())
            store.apply(become(received.project, "import_notes", received.versions))
            return received

        def then(received: Received) -> None:
            self._record.revise()
            facts = {"added": received.added, "updated": received.updated, "conflicts": len(received.conflicts)}
            if received.conflicts:
                self._record.tell("imported_in_doubt", "error", "note.conflicts", **facts)
            else:
                self._record.tell("imported", "success", **facts)

        self._record.keeper.on_store(work, then)

    def export_notes(self, path: str) -> None:
        """Write all notes to a file."""
        if not self._record.begin_keeping():
            return
        t = self._record.t

        def work(store: Decided) -> None:
            from desktop.project.exchange import send
            from desktop.project.notes_files import writer
            from desktop.reports.files import write_whole

            write_whole([(path, writer(path, send(store.project.notes), t))])

        self._record.keeper.on_store(
            work, lambda _: self._record.tell("exported", "success", path=os.path.basename(path))
        )

    def relink(self, side: Side, path: str) -> None:
        """Say where the file of an edition is now; it must be the very same."""

        def work(store: Decided) -> None:
            from desktop.project.decisions import become
            from desktop.project.editions import relinked

            store.apply(become(relinked(store.project, side, path), "relink"))

        def then(_: None) -> None:
            self._record.revise(anew=False)
            self._record.tell("relinked", "success", path=os.path.basename(path))

        self._record.keeper.on_store(work, then)
