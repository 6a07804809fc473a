"""What edition a document is: title, year, session year, series number, language – guessed from furniture, text and
file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from desktop.model.document import FURNITURE, HEADINGS, Block, Edition, Extract
from desktop.model.options import EditionGuess
from desktop.text.languages import MONTHS, Language

EARLY_BLOCKS, EARLY_CHARS = 40, 2000
_SESSION = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[–/-]\s?((?:19|20)?\d\d)(?!\d)")
_SERIES = re.compile(r"(?<![\d.,])(\d{2} \d{3}(?: [IVXLC]+| [A-Z])?)(?:-\d+)?(?=,? nr|,|\s|$)")
# 14 March 2022: the day of a document, where "to 2030" is a goal.
_DATED = re.compile(rf"\b(?:{'|'.join(sorted(MONTHS))})\.? ((?:19|20)\d\d)(?!\d)", re.I)
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]?\d)")


def guess_edition(extract: Extract, blocks: Sequence[Block], language: Language, given: EditionGuess) -> Edition:
    """Facts of an edition. Order: what the user gave, the file name, page furniture, the first headings, the text.

    A session year (2014–2015) names the parliamentary year a document was filed in; a report over a year is filed in
    the session that begins in it, so its first year is the year of the edition.
    """
    name = PurePath(extract.path).stem
    furniture = " ".join([b.text for b in blocks if b.kind in FURNITURE])
    headings = [b for b in blocks if b.kind in HEADINGS]
    early = " ".join(b.text[:EARLY_CHARS] for b in blocks[:EARLY_BLOCKS])
    session = _session(furniture) or _session(early)
    series = _SERIES.search(furniture)
    year = given.year
    for text in (name.replace("_", " ").replace("-", " "), furniture, " ".join(h.text for h in headings[:3])):
        if year is None:
            found = _YEAR.search(text)
            year = int(found[1]) if found else None
    if year is None:
        found = _DATED.search(early) or _YEAR.search(early)
        year = int(found[1]) if found else None
    first = next((b for b in blocks if not b.is_furniture), None)
    title = given.title or (first.text if first is not None and first.is_heading else "")
    return Edition(
        title=title,
        year=year,
        session_year=session,
        series=given.series or (series[1] if series else ""),
        language=given.language or language.code,
        source=PurePath(extract.path).name,
    )


def _session(text: str) -> str:
    """The first two years that follow one another; "2021-2027" is a period, not a session."""
    for found in _SESSION.finditer(text):
        if (int(found[1]) + 1) % 100 == int(found[2]) % 100:
            return found.group()
    return ""
