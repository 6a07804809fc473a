"""What is a heading: by its number, its place after a block that ended, its shape, and what follows it.

... kunnen leiden.                 the block before has ended
2.4 Uitgaven                       a number, no sentence, shorter than the column
De uitgaven van het ministerie     a block of another kind begins
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from desktop.model.document import BlockKind
from desktop.segmentation.closings import SIGNATORY, is_signed
from desktop.segmentation.drafts import Walk
from desktop.segmentation.line_facts import BULLETS, DASHES, WRAP_SLACK, LineFacts
from desktop.segmentation.tables import is_caption
from desktop.text.char_tables import of_kind
from desktop.text.languages import ANNEXES, DIVISIONS, FUNCTION_WORDS, OPEN_ENDS
from desktop.text.numbering import LIST_STYLES, Numbering, parse_lone, parse_numbering

# Numbers with which an item may begin as well as a heading.
ITEM_STYLES = LIST_STYLES | {"decimal:1", "digit)", "digit°", "letter.", "letter)", "brackets)", "bare"}
# A sentence that ends inside a line; "i. V. m." does not.
_SENTENCE_INSIDE = re.compile(r"(?<![.\s]\w)(?<!^\w)[.!?]\s+[A-Z]")
_FIGURES_AND_SIGNS = re.compile(r"[\d\s.,%€$()–-]+")
# A title may begin with an aside, but is not one: "(e-)Voorzieningen", "(Semi-)publieke sector".
_OPENING_ASIDE = re.compile(r"\(\w+-?\)\w")
# "Bron: ministerie" below a table
_LABELLED = re.compile(r"[^\W\d_]+ ?: ")
MAX_HEADING_CHARS = 120
LONGEST_DIVISION = max(map(len, DIVISIONS))
MAX_ANNEX_WORDS = 8
MAX_GAP_TO_NAME = 1
MAX_BARE_WORDS = 11
MAX_DUE_WORDS = 24
MAX_FIRST_LETTER = 3
MAX_HEADING_LINES = 3
MAX_HEADINGS_MISSED = 2
MIN_SERIES = 4
MIN_REST_WORDS = 3
LIST_SLACK = 0.06
SHORT_SHARE = 0.8
FULL_SHARE = 0.85
STANDING_OUT_SHARE = 0.6


class Headings:
    """Decides, line by line and with what the walk remembers, whether a heading begins."""

    def __init__(self, facts: LineFacts, walk: Walk) -> None:
        self.facts, self.walk = facts, walk
        self.texts, self.notes = facts.texts, facts.notes
        self.lower, self.last, self.gap, self.size = facts.lower, facts.last, facts.gap, facts.size
        self.margins, self.wrapped, self.next = facts.margins, facts.wrapped, facts.next
        self.numberings: dict[int, Numbering | None] = {}

    def numbering(self, k: int) -> Numbering | None:
        try:
            return self.numberings[k]
        except KeyError:
            pass
        text = self.texts[k]
        first = text[0]
        plausible = (
            first.isupper()
            or first.isdigit()
            or first in "(§"
            or text[1:2] in (".", ")")
            or text[1:3].rstrip(")").endswith((".", ")"))
        )
        number = (parse_numbering(text) or parse_lone(text)) if plausible else None
        if (
            number is not None
            and number.style.startswith("roman")
            and number.label[:1] in "IVX"
            and not number.label[1:2].isalpha()
        ):
            number = self._letter_in_series(number)
        self.numberings[k] = number
        return number

    def _letter_in_series(self, number: Numbering) -> Numbering:
        """A lone I, V or X after H, U or W is a letter, not a Roman number."""
        letter = replace(number, style="capital" + number.style[5:], value=(ord(number.label[0]) - 64,))
        return letter if letter.follows(self.walk.heads.get(letter.style)) else number

    def broken_before(self, k: int, previous: int | None) -> bool:
        """Whether a block surely ended before line k."""
        if previous is None or self.gap[k] > 0 or previous in self.facts.settled or k in self.facts.labelled:
            return True
        current = self.walk.current
        if current is None or current.kind in (BlockKind.HEADING, BlockKind.BOX_HEADING):
            return True
        if self.last[previous] == "|" and "|" not in self.texts[k]:
            return True  # below a table whose rows are broken over lines
        if k in self.facts.apart:
            return (
                self.facts.ended(previous)
                or self.last[previous] in ":;"
                or not self.wrapped
                or self.facts.fits(previous, k, 0.2)
            )
        if not self.wrapped:
            return True
        if self.facts.trailing and not self.facts.trail[previous] and self.last[previous] not in "-\xad":
            return self.facts.ended(previous) or self.last[previous] in ":;" or self.facts.fits(previous, k, 0.1)
        if self.facts.ended(previous) and is_caption(self.texts[k]):
            return True
        slack = LIST_SLACK if current.kind is BlockKind.LIST_ITEM else WRAP_SLACK
        if self.facts.ended(previous) or self.last[previous] in ":;":
            return self.facts.fits(previous, k, slack)
        return self.facts.fits(previous, k, 1 - SHORT_SHARE)

    def heading_lines(self, k: int, previous: int | None) -> list[int]:
        """Lines of the heading that begins at line k, or nothing."""
        text = self.texts[k]
        if not self.facts.hints.headings or k in self.facts.labelled or k in self.facts.letterhead:
            return []
        if (text[0] == "," or self.lower[k]) and self._rest_of_title(k, previous):
            return [k]
        if self.lower[k] and self.numbering(k) is None and text.casefold() not in DIVISIONS:
            return []
        if len(text) > MAX_HEADING_CHARS * (2 if not self.wrapped else 1) or (
            is_caption(text) and self.next.get(k) not in self.facts.row_lines
        ):
            return []
        number = self.numbering(k)
        if number is not None and number.length >= len(text) and not number.style.startswith("word:"):
            return [k] if self.broken_before(k, previous) and self._title_under(k) else []
        if not text[0].isalpha() and not any(c.isalpha() for c in text) and not (number is not None and number.rank):
            return []
        if number is not None and number.style == "capital." and SIGNATORY.fullmatch(text):
            goes_on = number.follows(self.walk.heads.get(number.style)) or number.value[0] <= MAX_FIRST_LETTER
            if not goes_on:
                return []  # P. Jansen
        lone_division = len(text) <= LONGEST_DIVISION and text.casefold() in DIVISIONS
        division = lone_division or (number is not None and number.rank > 0) or self._names_annex(k)
        named = self._under_number_alone(k)
        known = k in self.facts.titles
        opening = previous is None
        strong = division or (
            number is not None and number.style.startswith(("word:", "decimal:", "roman", "capital", "digit)"))
        )
        if not (text[0].isupper() or text[0].isdigit() or text[0] in '§«“"‘([' or strong):
            return []
        if previous is not None and not strong and not named and number is None and self._fills_its_line(k, previous):
            return []
        if (
            previous is not None
            and not self.broken_before(k, previous)
            and not self._stands_out(k, previous, number)
            and not (known and (self.facts.ended(previous) or self.facts.fits(previous, k)))
        ):
            return []
        taken = [k]
        alone = (self.gap[k] > 0 or opening) and self._gap_follows(k)
        going = number is not None and number.style == "bare" and self._soon_after_head(number)
        broken_title = not strong and not alone and self._fills_two_lines(k, previous)
        while (
            (strong or alone or going or named or opening or broken_title)
            and self.wrapped
            and len(taken) < MAX_HEADING_LINES
        ):
            n = self.next.get(taken[-1])
            if n is None or self.gap[n] > 0 or n in self.facts.pages or n in self.facts.settled:
                break
            if (
                self.facts.fits(taken[-1], n)
                and not (alone and self.lower[n])
                and not self.texts[taken[-1]].endswith("-")
                and not self._left_open(taken[-1])
            ):
                break
            if not self.lower[n] and not self._title_goes_on(taken[-1]) and not (broken_title and len(taken) == 1):
                break
            taken.append(n)
        if named or self._left_open(k):
            taken += self._rest_over_a_gap(k)
        joined = " ".join(self.texts[j] for j in taken).replace("- ", "") if len(taken) > 1 else text
        end = taken[-1]
        n = self.next.get(end)
        if self._next_above_table(k, n, number):
            return taken
        under_way = n is not None and n not in self.facts.row_lines and self._text_goes_on(end, n, division, named)
        if under_way or not (
            lone_division or self._title_like(joined, number, strong or opening or broken_title, division, end)
        ):
            return []
        if number is not None and joined[-1] in ".:" and number.follows(self.walk.items.get(number.style)):
            return []  # "2.2 The supplier shall:", "2.2 Details are in Annex A." after the item 2.1
        if n is None:
            return taken if strong and self.gap[k] > 0 else []
        if n in self.facts.row_lines:
            return taken
        if number is not None and number.style in ITEM_STYLES:
            return taken if self._numbered_heading(k, end, n, number) else []
        if strong or known:
            return taken
        if not self.facts.hints.bare and not named:
            return []
        bare = self._bare_heading(k, joined, previous, n, named or opening or broken_title)
        return taken if bare else []

    def _fills_its_line(self, k: int, previous: int) -> bool:
        """Whether the text goes on in the next line because this one is full: then a line without a number, and with no
        blank line soon behind it, is no title, unless a short line completes it."""
        n = self.next.get(k)
        if n is None or not self.wrapped or self.gap[n] > 0 or n in self.facts.row_lines or n in self.facts.apart:
            return False
        if self.facts.fits(k, n) or (self.gap[k] > 0 and self._gap_follows(k)):
            return False
        return not self._fills_two_lines(k, previous)

    def _text_goes_on(self, end: int, n: int, division: bool, named: bool) -> bool:
        """Whether line n belongs to the block of the line before it, and so no heading ends there."""
        closed = (
            self.gap[n] > 0
            or not self.wrapped
            or ((self.facts.fits(end, n) or division) and self.facts.starts_block(n))
            or (named and self.marker_ahead(n))
        )
        if n in self.facts.apart:
            closed = self.facts.starts_block(n)
        return not closed or (self.lower[n] and not self.marker_ahead(n))

    def _rest_of_title(self, k: int, previous: int | None) -> bool:
        """Whether a paragraph by itself is a title whose number was taken away: ", bedoeld in artikel 6.1 van de
        Regeling" after a finished sentence; one that begins with a word only where another title or a table follows."""
        text, n = self.texts[k], self.next.get(k)
        if self.wrapped or previous is None or n is None or self.numbering(k) is not None:
            return False
        if self.gap[k] == 0 or self.gap[n] == 0 or not self.facts.ended(previous) or self.last[k] in ".,;:?!":
            return False
        if not MIN_REST_WORDS <= len(text.split()) <= MAX_DUE_WORDS or not self.facts.starts_block(n):
            return False
        m = self.next.get(n)
        titled = (
            m is not None
            and self.gap[m] > 0
            and self.last[n].isalnum()
            and len(self.texts[n].split()) <= MAX_BARE_WORDS
        )
        return text[0] == "," or titled or self.texts[n][0] == "|"

    def _next_above_table(self, k: int, n: int | None, number: Numbering | None) -> bool:
        """Whether a block between blank lines, above a table, bears the very next number of the headings before it:
        "10.6.5 Kosten 2 Mag ook in het verslag." after "10.6.4 Kosten naar wet", with its note run into it."""
        if n is None or number is None or not number.style.startswith("decimal:"):
            return False
        if n not in self.facts.row_lines and self.texts[n][0] != "|":
            return False
        return self.gap[k] > 0 and self.gap[n] > 0 and number.follows(self.walk.heads.get(number.style))

    def _rest_over_a_gap(self, k: int) -> list[int]:
        """The line after a blank one with which a title goes on where every block is a line: "Gebühren für Leistungen
        des", "Eisenbahn-Bundesamtes"; under a number alone also "... nach der EBO, ESBO", "und ESO 1959"."""
        n = self.next.get(k)
        m = self.next.get(n) if n is not None else None
        if self.wrapped or n is None or m is None or self.gap[n] != 1 or self.gap[m] == 0:
            return []
        if n in self.facts.settled or self.last[k] in ".,;:?!":
            return []
        if not (self.lower[n] or self._left_open(k)) or self.marker_ahead(n) or self.last[n] in ".,;:?!":
            return []
        short = len(self.texts[n].split()) <= MAX_BARE_WORDS and self.facts.starts_block(m)
        return [n] if short else []

    def _names_annex(self, k: int) -> bool:
        """Whether a short line begins with the word for an annex: "Anhang zum Gebührenverzeichnis"."""
        text = self.texts[k]
        if text.split(None, 1)[0].casefold() not in ANNEXES or not text[0].isupper():
            return False
        if not 1 < len(text.split(None, MAX_ANNEX_WORDS + 1)) <= MAX_ANNEX_WORDS:
            return False
        return not self.wrapped or bool(self.size[k] <= SHORT_SHARE * self.margins[k])

    def _title_under(self, k: int) -> bool:
        """Whether the line under a number alone is its title, and not the text of an item."""
        n = self.next.get(k)
        if n is None or self.gap[n] > MAX_GAP_TO_NAME or n in self.facts.settled:
            return False
        text = self.texts[n]
        m = self.next.get(n)
        if m is None or self.lower[m] or not text[0].isupper() or self.numbering(n) or self.numbering(m):
            return False
        short = len(text.split()) <= MAX_BARE_WORDS and text[-1] not in ".,;:"
        return short and (self.gap[m] > 0 or not self.wrapped or self.facts.fits(n, m))

    def _under_number_alone(self, k: int) -> bool:
        """Whether the block before is a heading that is nothing but a number: "§ 12", "Artikel 3", "5a)"."""
        current = self.walk.current
        if current is None or current.kind is not BlockKind.HEADING or current.numbering is None:
            return False
        return current.numbering.length >= len(self.texts[current.lines[-1]]) and self.gap[k] <= MAX_GAP_TO_NAME

    def _stands_out(self, k: int, previous: int, number: Numbering | None) -> bool:
        """Whether a line is a heading although the line before it was full: a short line that ends no sentence
        cannot stand inside a paragraph. After an unfinished sentence only a numbered division is believed."""
        n = self.next.get(k)
        if n is None or not self.wrapped or (self.facts.ended(k) and self.last[k] != "?"):
            return False
        if number is not None and number.rank:
            rest = self.texts[k][number.length :]
            return (
                self.size[k] <= self.margins[k]
                and (not rest or rest[0].isupper())
                and (self.facts.fits(k, n) or self.facts.ended(previous))
            )
        return self.facts.ended(previous) and (
            self.size[k] <= STANDING_OUT_SHARE * self.margins[k] or self.facts.fits(k, n, 0.08)
        )

    def _gap_follows(self, k: int) -> bool:
        """Whether a blank line follows within the lines a heading may take."""
        return self._gaps_ahead[k]

    @cached_property
    def _gaps_ahead(self) -> list[bool]:
        content = np.asarray(self.facts.content, np.int64)
        before_gap = np.append(self.facts.lines.gap[content[1:]] > 0, np.zeros(MAX_HEADING_LINES, bool))
        ahead = np.zeros(len(self.texts), bool)
        for step in range(MAX_HEADING_LINES):
            ahead[content] |= before_gap[step : step + len(content)]
        found: list[bool] = ahead.tolist()
        return found

    def _title_goes_on(self, k: int) -> bool:
        return self.last[k] in "-,&/" or self.texts[k].rsplit(None, 1)[-1] in OPEN_ENDS

    def _fills_two_lines(self, k: int, previous: int | None) -> bool:
        """Whether a full line and a short one are a title between a finished sentence and a paragraph: a block that
        ends no sentence, among blocks that do."""
        n = self.next.get(k)
        m = self.next.get(n) if n is not None else None
        if previous is None or n is None or m is None or not self.wrapped or not self.facts.ended(previous):
            return False
        if self.gap[n] > 0 or self.facts.fits(k, n) or not self.facts.fits(n, m, 1 - SHORT_SHARE):
            return False
        if not (self.last[n].isalpha() or self.last[n] == ")") or self.facts.ended(k) or self.walk.in_list:
            return False
        prose = self.size[m] > FULL_SHARE * self.margins[m] and self.texts[m][0].isupper() and not self.numbering(m)
        return bool(prose)

    def _left_open(self, k: int) -> bool:
        """Whether a line of several words ends in a word that needs another: "Leistungen der"."""
        before, _, word = self.texts[k].rpartition(" ")
        return bool(before) and word in OPEN_ENDS

    def marker_ahead(self, n: int) -> bool:
        number = self.numbering(n)
        return number is not None or self.texts[n][0] in BULLETS or self.texts[n][0] in DASHES

    def _title_like(self, text: str, number: Numbering | None, strong: bool, division: bool, end: int) -> bool:
        words = text.split()
        marks = self.notes.marks.get(end)
        bare = text
        if marks and marks[-1][1] >= len(self.texts[end]) - 1:
            bare = text[: len(text) - (len(self.texts[end]) - marks[-1][0])]
        closing = bare[-1:]
        if closing in ";,-–" or bare.endswith("..."):
            return False
        if (
            closing in ".!"
            and not (division and len(words) <= 3)
            and not (number and _capitalised(text[number.length :].split()))
        ):
            return False
        if closing == ":" and not (strong and len(words) <= 8 and not (number and number.style == "decimal:1")):
            return False
        if number and number.style == "roman" and text[number.length : number.length + 1].islower():
            return False
        if words[-1] in OPEN_ENDS and len(words) > 1:
            return False
        if len(words) > (14 if division else 6) and _SENTENCE_INSIDE.search(bare[number.length if number else 0 :]):
            return False
        if "|" in text and len(words) > 6:
            return False
        if not text[0].isalpha() and _FIGURES_AND_SIGNS.fullmatch(text):
            return False
        if not self.wrapped and self.gap[end] > 0:
            return len(words) <= 28
        return len(words) <= 22 if strong else len(words) <= MAX_BARE_WORDS + 3

    def _numbered_heading(self, k: int, end: int, n: int, number: Numbering) -> bool:
        """A short numbered line is a heading when text of another kind follows, not its sibling, and no list is
        going on."""
        if number.follows(self.walk.items.get(number.style)):
            return False
        if len(self.texts[k]) > 90:
            return False
        if number.style == "bare" and not (
            number.value == (1,)
            or self._soon_after_head(number)
            or k in self._series
            or ((self.gap[k] > 0 or k == self.facts.content[0]) and self.gap[n] > 0)
        ):
            return False
        sibling = self.numbering(n)
        if sibling is not None and sibling.style == number.style:
            # "2. Vervallen" between two headings with text: the next of the headings, standing by itself
            alone = self.gap[k] > 0 and self.gap[n] > 0
            if not (alone and number.follows(self.walk.heads.get(number.style))):
                return False
        if number.style.startswith("letter") or number.style.startswith("brackets"):
            return False
        rest = self.texts[k][number.length :]
        if not rest[:1].isupper() and not rest[:1].isdigit():
            return False
        if sibling is not None and sibling.style in ("letter.", "letter)") and self.texts[end][-1:].isalpha():
            return False
        return len(rest.split()) <= 12

    @cached_property
    def _series(self) -> frozenset[int]:
        """Lines "4 Ketensamenwerking" that stand in a row of four and more such titles, each with its text under it:
        the first of them may have gone unseen, after a table say."""
        runs: list[list[tuple[int, int]]] = [[]]
        content = np.asarray(self.facts.content, np.int64)
        for k in content[of_kind(self.facts.lines.first, str.isdigit)[content]].tolist():
            value = self._bare_title(k)
            if value is None:
                continue
            if runs[-1] and 1 <= value - runs[-1][-1][1] <= MAX_HEADINGS_MISSED:
                runs[-1].append((k, value))
            elif not runs[-1] or value == 1:
                runs.append([(k, value)])
        return frozenset(
            k
            for run in runs
            if len(run) >= MIN_SERIES and all(self.next.get(a) != b for (a, _), (b, _) in pairwise(run))
            for k, _ in run
        )

    def _bare_title(self, k: int) -> int | None:
        """The number before a bare title, or None. The line begins with a figure."""
        text = self.texts[k]
        if len(text) > 90 or text[-1] in ".,;:–|" or k in self.facts.settled:
            return None
        number = self.numbering(k)
        if number is None or number.style != "bare" or not text[number.length].isupper():
            return None
        return number.value[0] if len(text.split()) <= MAX_BARE_WORDS + 2 else None

    def _soon_after_head(self, number: Numbering) -> bool:
        """Whether a bare number goes on from the last numbered heading; a heading or two may have been missed."""
        last, within = self.walk.heads.get("bare"), self.walk.heads.get("decimal:2")
        if within is not None and number.value[0] - within.value[0] == 1:
            return True  # "2 Privacy" after "1.4 Uitgangspunten"
        return (
            last is not None
            and len(last.value) == 1
            and 1 <= number.value[0] - last.value[0] <= MAX_HEADINGS_MISSED + 1
        )

    def _bare_heading(self, k: int, text: str, previous: int | None, n: int, expected: bool) -> bool:
        """Whether a line without a number is a heading. expected: a title is due here, at the beginning of the document
        or under a number alone."""
        words = text.split()
        alone = (self.gap[k] > 0 or previous is None) and self.gap[n] > 0
        if len(words) > (MAX_DUE_WORDS if expected else MAX_BARE_WORDS if not alone else 14 if self.wrapped else 24):
            return False
        if (
            (text[0] in "([" and not (text[-1].isalpha() and _OPENING_ASIDE.match(text)))
            or text.count(",") > (2 if self.wrapped or not alone else 6)
            or (text[0].isdigit() and self.numbering(k) is None)
        ):
            return False
        if self.wrapped and self.gap[k] == 0 and self.size[k] > 0.9 * self.margins[k] and not expected:
            return False
        if not self.wrapped and len(text) > (200 if alone else 100):
            return False
        if is_signed(text) or (previous in self.facts.row_lines and _LABELLED.match(text)):
            return False
        if previous is not None and self.last[previous] == "," and self.gap[k] == 0:
            return False
        if (
            self.walk.in_list
            and self.gap[k] == 0
            and previous is not None
            and not self.facts.ended(previous)
            and self.last[previous] not in ":;"
        ):
            return self.marker_ahead(n)
        return True


def _capitalised(words: Sequence[str]) -> bool:
    """Whether a few words are written as an English title: every content word with a capital."""
    content = [w for w in words if w.casefold() not in FUNCTION_WORDS]
    return 1 <= len(content) <= 6 and all(w[0].isupper() for w in content)
