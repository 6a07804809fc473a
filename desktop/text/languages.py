"""What Naast knows of Dutch, English, German and French; other languages get the neutral record.

Only closed word classes and printing conventions stand here: function words, conjunctions after a hanging hyphen,
abbreviations that do not end a sentence, months, and the words that name a numbered division of a document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Language:
    """code: ISO 639-1. joins: whether a hyphen at a line end is dropped when nothing else decides (Dutch, German) or
    kept when both halves are words (English, French). annexes, captions: words that begin the title of an annex, of a
    figure or table. divisions: words that name a division, with their rank."""

    code: str
    function_words: frozenset[str]
    conjunctions: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    annexes: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    joins: bool = True
    divisions: dict[str, int] = field(default_factory=dict)


NL = Language(
    "nl",
    _words(
        "de het een en van in op te voor met aan dat die is zijn der den des ter ten om ook als bij door naar"
        " over uit tot of er we "
        "wij ons onze dit deze zo niet maar dan nog wel al worden wordt heeft hebben was waren kan kunnen zal"
        " zullen moet moeten hun "
        "haar zich daar hier waar onder tussen tegen via per hebt had mede zoals dus daarbij daarnaast binnen"
        " buiten ze hij zij ik u "
        "welke wie wat werd werden geen meer om toe af ons hem men elk elke alle"
    ),
    _words("en of tot dan c.q noch als en/of respectievelijk"),
    _words(
        "nr nrs art artt jl bv dhr mw mr mrs dr ir ing prof drs o.a d.w.z resp ca incl excl tel blz pag st "
        "m.b.t t.a.v bijv enz jo lid vgl zgn mln mld i.v.m"
    ),
    _words("januari februari maart april mei juni juli augustus september oktober november december"),
    _words("non niet anti pro ex post pre vice oud semi quasi noord zuid oost west midden co re ad"),
    _words("bijlage bijlagen aanhangsel"),
    _words("figuur tabel grafiek kaart afbeelding schema diagram"),
    True,
    {
        "deel": 1,
        "boek": 1,
        "titel": 2,
        "hoofdstuk": 3,
        "afdeling": 4,
        "paragraaf": 5,
        "subparagraaf": 6,
        "artikel": 7,
        "art.": 7,
        "bijlage": 3,
        "beleidsartikel": 3,
        "beleidsthema": 3,
        "thema": 4,
        "onderdeel": 6,
        "stap": 6,
        "doel": 6,
        "fase": 6,
    },
)
EN = Language(
    "en",
    _words(
        "the a an of and or to in on at by for with as is are was were be been it its that this these those "
        "from not we our they their "
        "he she his her i you your will shall may can could would should has have had do does did which who "
        "whom whose than then there "
        "here so such no nor but if any all each into over under upon about between"
    ),
    _words("and or to nor"),
    _words("no nos art arts mr mrs ms dr prof e.g i.e etc vol vs para paras sec secs fig approx inc ltd co pp p cf st"),
    _words("january february march april may june july august september october november december"),
    _words("non anti pro ex post pre vice semi quasi north south east west self co re well"),
    _words("annex annexes appendix appendices schedule schedules"),
    _words("figure fig table chart graph map"),
    False,
    {
        "part": 1,
        "book": 1,
        "title": 2,
        "chapter": 3,
        "division": 4,
        "section": 5,
        "subsection": 6,
        "article": 7,
        "annex": 3,
        "appendix": 3,
        "schedule": 3,
        "step": 6,
        "goal": 6,
    },
)
DE = Language(
    "de",
    _words(
        "der die das den dem des ein eine einer eines einem einen und oder im in am an zu zum zur von vom mit"
        " für fuer auf aus bei nach "
        "ist sind wird werden wurde wurden als nicht auch es sich dass daß durch über unter zwischen um so "
        "wie nur noch bis er sie wir "
        "ihr ihre seine sein hat haben kann können soll sollen muss müssen dieser diese dieses"
    ),
    _words("und oder bis sowie bzw beziehungsweise"),
    _words("nr nrn abs art z.b d.h bzw dr prof ca usw ff vgl gem ggf inkl s st buchst i.v.m zzgl bgbl lit ziff hl"),
    _words("januar februar märz april mai juni juli august september oktober november dezember"),
    _words("nicht anti pro ex post vize nord süd sud ost west"),
    _words("anlage anlagen anhang anhänge beilage"),
    _words("abbildung abb tabelle tab grafik karte schaubild"),
    True,
    {
        "teil": 1,
        "buch": 1,
        "titel": 2,
        "kapitel": 3,
        "abschnitt": 4,
        "unterabschnitt": 5,
        "anlage": 3,
        "anhang": 3,
        "artikel": 7,
        "art.": 7,
        "§": 7,
    },
)
FR = Language(
    "fr",
    _words(
        "le la les l' un une des du de d' et ou en au aux par pour sur dans est sont que qui ne pas se ce "
        "cette ces son sa ses leur leurs il "
        "elle ils elles nous vous on avec sans sous entre comme plus a ont été être avoir fait dont où y si mais aussi"
    ),
    _words("et ou à"),
    _words("n° no art mm m mme dr p pp al etc cf env st"),
    _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    _words("non anti pro ex post pré vice semi quasi nord sud est ouest"),
    _words("annexe annexes"),
    _words("figure fig tableau graphique carte schéma"),
    False,
    {
        "partie": 1,
        "livre": 1,
        "titre": 2,
        "chapitre": 3,
        "section": 5,
        "sous-section": 6,
        "article": 7,
        "art.": 7,
        "annexe": 3,
    },
)
NEUTRAL = Language("", frozenset(), joins=False)
LANGUAGES = {language.code: language for language in (NL, EN, DE, FR)}

# Articles, prepositions and conjunctions with which no title and no sentence ends.
OPEN_ENDS = _words(
    "de het een en of van met voor door bij naar der den des the a an and or to for with by from die das dem "
    "ein eine und oder mit "
    "von für zur zum le la les un une du et ou à au aux par pour avec"
)

FUNCTION_WORDS = frozenset().union(*(language.function_words for language in LANGUAGES.values()))
ABBREVIATIONS = frozenset().union(*(language.abbreviations for language in LANGUAGES.values()))
CONJUNCTIONS = frozenset().union(*(language.conjunctions for language in LANGUAGES.values()))
MONTHS = frozenset().union(*(language.months for language in LANGUAGES.values()))
ANNEXES = frozenset().union(*(language.annexes for language in LANGUAGES.values()))
CAPTIONS = frozenset().union(*(language.captions for language in LANGUAGES.values()))
ANNEX_RANK = 3
DIVISIONS = {
    **dict.fromkeys(ANNEXES, ANNEX_RANK),
    **{word: rank for language in LANGUAGES.values() for word, rank in language.divisions.items()},
}

MIN_FUNCTION_SHARE = 0.08


def guess_language(words: Mapping[str, int]) -> Language:
    """The language with most function words; neutral below 8 %. words: lower-case words with their counts.

    Running prose has 30 to 50 % function words; tables, names and other languages stay far below 8 %.
    """
    counts = {code: sum(words.get(w, 0) for w in language.function_words) for code, language in LANGUAGES.items()}
    best = max(counts, key=lambda code: counts[code])
    return LANGUAGES[best] if counts[best] and counts[best] >= MIN_FUNCTION_SHARE * sum(words.values()) else NEUTRAL
