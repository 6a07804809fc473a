"""How the two editions are called above their columns."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import Translator
from desktop.model.document import Edition
from desktop.wording import LANGUAGE_NAMES, name, shown


def column_labels(
    editions: tuple[Edition, Edition], files: Sequence[str], t: Translator
) -> tuple[tuple[str, str], tuple[str, str]]:
    """For each side what sets it apart, and what else there is to say: `2014 · 34 200 V`, `Jaarverslag · a.txt`.

    Where both have the same label the names of the files tell them apart.
    """
    labels = [shown(e.label) for e in editions]
    same = labels[0] == labels[1]
    result = []
    for edition, label, file in zip(editions, labels, files, strict=True):
        head = shown(file) if same or not label else label
        language = name(LANGUAGE_NAMES, edition.language, t) if edition.language else ""
        rest = [shown(edition.title), "" if head == shown(file) else shown(file), language]
        result.append((head, " · ".join(x for x in rest if x and x != head)))
    return result[0], result[1]
