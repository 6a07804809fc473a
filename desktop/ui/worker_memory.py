"""What the worker made last, stage by stage, so that another option makes new only what depends on it. Knows no Qt.

memory.comparison(old, new, options)      read, segmented, compared
memory.comparison(old, new, others)       pins alone are other ones: compared again, not read
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.errors import NaastError
from desktop.progress import Progress
from desktop.ui.messages import Source

if TYPE_CHECKING:  # loaded with the first comparison
    from desktop.model.comparison import Comparison
    from desktop.model.document import Document, Extract
    from desktop.model.options import EditionGuess, Options
    from desktop.project.project import KeptEdition


class Memory:
    """What was made last, stage by stage, with what it was made from."""

    def __init__(self) -> None:
        self._extracts: dict[object, Extract] = {}
        self._documents: tuple[object, tuple[Document, Document]] | None = None
        self._comparison: tuple[object, Comparison] | None = None

    def comparison(self, old: Source, new: Source, options: Options, progress: Progress) -> Comparison:
        """The comparison, made from the first stage whose inputs are new.

        Raises:
            UnreadableFile: a file cannot be read. Cancelled.
        """
        return self.compare(*self.extracts(old, new, options, progress), options, progress)

    def extracts(self, old: Source, new: Source, options: Options, progress: Progress) -> tuple[Extract, Extract]:
        """Both texts as read. Raises as `comparison`."""
        wanted = [(*_stamp(old), options.old.tracked), (*_stamp(new), options.new.tracked)]
        found = [
            self._extract(source, key, guess, progress)
            for source, key, guess in zip((old, new), wanted, (options.old, options.new), strict=True)
        ]
        self._extracts = dict(zip(wanted, found, strict=True))
        return found[0], found[1]

    def kept(self, old: Extract, new: Extract, options: Options) -> tuple[KeptEdition, KeptEdition]:
        """Both as a project keeps them; asked for as such they need not be unpacked."""
        from datetime import UTC, datetime

        from desktop.project.project import keep

        now = datetime.now(UTC)
        editions = keep(old, now), keep(new, now)
        for edition, extract, guess in zip(editions, (old, new), (options.old, options.new), strict=True):
            self._extracts[*_stamp(Source(edition.path, packed=edition.packed)), guess.tracked] = extract
        return editions

    def read(self, old: Extract, new: Extract, options: Options, progress: Progress) -> tuple[Document, Document]:
        """Both documents."""
        from desktop import workflow

        key = (_text(old), _text(new), options.old, options.new, options.kinds)
        if self._documents is None or self._documents[0] != key:
            self._documents = key, workflow.read_documents(old, new, options, progress)
        return self._documents[1]

    def compare(self, old: Extract, new: Extract, options: Options, progress: Progress) -> Comparison:
        """The comparison of two texts as read."""
        from desktop import workflow

        key = (_text(old), _text(new), options)
        if self._comparison is None or self._comparison[0] != key:
            documents = self.read(old, new, options, progress)
            self._comparison = key, workflow.compare_documents(*documents, options, progress)
        return self._comparison[1]

    def _extract(self, source: Source, key: object, guess: EditionGuess, progress: Progress) -> Extract:
        from desktop import workflow
        from desktop.model.document import Extract
        from desktop.model.options import ReadOptions

        if key in self._extracts:
            return self._extracts[key]
        if source.packed is not None:
            from desktop.project.packing import expand

            return replace(expand(Extract, source.packed), path=source.path)
        if source.text is None:
            return workflow.read_file(source.path, progress, ReadOptions(source.password, guess.tracked))
        if not source.text.strip():
            raise NaastError("empty_file", path=source.path)
        digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
        return Extract(source.text, source.path, "text", digest)


def _text(extract: Extract) -> tuple[object, ...]:
    """What tells whether a text as read is still the same."""
    return extract.path, extract.format, extract.sha256, len(extract.source), hash(extract.source)


def _stamp(source: Source) -> tuple[object, ...]:
    """What tells whether a source is still the same."""
    if source.packed is not None:
        return source.path, source.packed
    if source.text is not None:
        return source.path, source.text
    try:
        about = os.stat(source.path)
    except OSError:
        return source.path, 0, -1
    return source.path, about.st_mtime_ns, about.st_size, source.password
