"""What a person wrote, as lines of text: the note, then its tags, weight and status.

In: an `Annotation`. Out: lines in the language of a `Translator`; what is safe where is the report's affair.
"""

from __future__ import annotations

from desktop.i18n import Translator
from desktop.model.annotation import Annotation, Status
from desktop.wording import STATUSES, importance_name, name


def note_facts(note: Annotation, t: Translator) -> str:
    """`arms exports, ministers · weighty · question`: tags, weight and status, as far as they were given."""
    facts = [", ".join(note.tags)]
    if note.significance is not None:
        facts.append(importance_name(note.significance, t))
    if note.status is not Status.OPEN:
        facts.append(name(STATUSES, note.status.value, t))
    return " · ".join(fact for fact in facts if fact)


def note_lines(note: Annotation, t: Translator) -> list[str]:
    """The note line by line, and its facts."""
    return [line for line in (*note.text.splitlines(), note_facts(note, t)) if line.strip()]


def note_origin(note: Annotation, t: Translator) -> str:
    """`A. de Vries, 14 March 2022`: who wrote it, and when."""
    return ", ".join(x for x in (note.author, t.date(note.time) if note.time else "") if x)
