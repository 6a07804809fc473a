"""Random documents for property tests: paragraphs, headings, lists, tables, notes, page feet – and damage.

Most characters come from a small stock of words, so that two texts of one strategy have much in common and the
engine has something to align. `edited` gives a text and a version of it with parts dropped, moved and changed.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

_WORDS = (
    "de het een van en voor met in op wij Nederland veiligheid Europese samenwerking bijdrage artikel internationale "
    "kabinet 2009 € 1,5 mln. 12 maart 2014 artikel 3.2 F-35 COVID-19 e-mail Noord-Afrika doel. beleid, rechtsorde; "
    "(zie hierna) «steun» ’s avonds the of and policy shall fund. Straße und für être où l’État 34 200 V, nr. 1"
)
WORDS = _WORDS.split(" ")
ODD = (
    *("tab\there", "no\u00a0break", "o\ufb03cieel", "\ufb01nanciën", "zacht\u00adheid", "nul\x00teken", "\ufeff"),
    *("half\ud83d", "\ude00half", "\ufffd", "👩\u200d👩\u200d👧", "é", "e\u0301", "שלום", "سلام", "٣", "²", "m²"),
    *("Ĳssel", "ſ", "İ", "ß", "ŉ", "a\u200bb", "\u2028", "\u0085", "\x0b", "x\x1cy", "_", "·", "...", "--", "-"),
    *("–", "—", "…", "1", "9.00", "iv.", "A.", "(a)", "§ 5", "[3]", "woord3", "einde.3", "|", "•", "*", "o"),
)
BULLETS = ("• ", "- ", "– ", "* ", "o ", "\ufffd ", "1. ", "2. ", "a) ", "(b) ", "iv. ", "•", "\uf0b7")
HEADINGS = (
    *("Artikel 1", "Artikel 2 Taken", "Hoofdstuk 2", "1. Inleiding", "1.1 Doel", "2 Werkwijze", "IV. Slot", "A. Rol"),
    *("§ 5 Kosten", "Regisseren", "Uitgelicht: een voorbeeld", "Toelichting", "Beleidsartikel 2.", "II", "Artikel 1"),
)
FEET = (
    "Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1 {}",
    *("{}", "Pagina {} van 9", "Beleid | {}", "- {} -", "Agenda 2016{}"),
)
BREAKS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n\n", "\n\n\n", "\n\f", " \n", "\n ", "\n\t", "\x0b\n")

words = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.sampled_from(ODD),
    st.text(max_size=4),
)


@st.composite
def paragraphs(draw: DrawFn) -> str:
    """A paragraph wrapped at a width, words broken with or without hyphen, or not wrapped at all."""
    tokens = draw(st.lists(words, min_size=1, max_size=40))
    width = draw(st.sampled_from((20, 45, 70, 10_000)))
    hyphen = draw(st.sampled_from(("-", "\u00ad", "", "")))
    end = draw(st.sampled_from(("\n", "\n", "\r\n", " \n")))
    lines, line = [], ""
    for token in tokens:
        if line and len(line) + len(token) >= width:
            if hyphen and len(token) > 6:
                line += " " + token[:4] + hyphen
                token = token[4:]
            lines.append(line)
            line = token
        else:
            line = f"{line} {token}" if line else token
    return end.join([*lines, line])


@st.composite
def tables(draw: DrawFn) -> str:
    rows = draw(st.lists(st.tuples(words, st.integers(0, 99999), st.integers(0, 999)), min_size=1, max_size=5))
    gap = draw(st.sampled_from((" ", "   ", "\t", " | ")))
    return "\n".join(gap.join(str(cell) for cell in row) for row in rows)


@st.composite
def parts(draw: DrawFn) -> str:
    """One part of a document."""
    return draw(
        st.one_of(
            paragraphs(),
            paragraphs(),
            st.sampled_from(HEADINGS),
            st.builds(lambda sign, text: sign + text, st.sampled_from(BULLETS), paragraphs()),
            st.builds(lambda foot, page: foot.format(page), st.sampled_from(FEET), st.integers(1, 12)),
            st.builds(lambda n, text: f"{n} {text}", st.integers(1, 9), paragraphs()),
            tables(),
            st.sampled_from(ODD),
            st.just(""),
        )
    )


def lay(pieces: list[str], breaks: list[str]) -> str:
    return "".join(piece + br for piece, br in zip(pieces, breaks, strict=True))


@st.composite
def documents(draw: DrawFn) -> str:
    """A whole text."""
    pieces = draw(st.lists(parts(), max_size=12))
    breaks = draw(st.lists(st.sampled_from(BREAKS), min_size=len(pieces), max_size=len(pieces)))
    return lay(pieces, breaks)


@st.composite
def edited(draw: DrawFn) -> tuple[str, str]:
    """A text and a later edition of it: parts dropped, added, moved; words replaced."""
    pieces = draw(st.lists(parts(), min_size=1, max_size=10))
    order = draw(st.one_of(st.just(list(range(len(pieces)))), st.permutations(range(len(pieces)))))
    kept = draw(st.lists(st.integers(0, 5), min_size=len(pieces), max_size=len(pieces)))
    later = []
    for k in order:
        if not kept[k]:
            later.append(draw(parts()))
        elif kept[k] == 1:
            tokens = pieces[k].split(" ")
            tokens[draw(st.integers(0, len(tokens) - 1))] = draw(words)
            later.append(" ".join(tokens))
        elif kept[k] > 2:
            later.append(pieces[k])
    gap = draw(st.sampled_from(("\n", "\n\n", "\r\n\r\n")))
    return gap.join(pieces), gap.join(later)


short: SearchStrategy[str] = st.text(max_size=6)
digits: SearchStrategy[str] = st.text("0123456789 .,\n", max_size=80)
any_text: SearchStrategy[str] = st.one_of(documents(), documents(), short, digits, st.text(max_size=60))
any_pair: SearchStrategy[tuple[str, str]] = st.one_of(edited(), edited(), edited(), st.tuples(any_text, any_text))
