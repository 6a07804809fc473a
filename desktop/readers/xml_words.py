"""What elements mean in the XML of official publications and of Akoma Ntoso. Names are lower case, without namespace;
where two families call one thing by two names, both stand here, so that one walk reads them all.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED = _names(
    "meta metadata meta-data brondata jcis meta-info publicatie-info identification references lifecycle workflow"
    " analysis temporaldata proprietary presentation illustratie figuur-bestand img colspec spanspec"
    " processing-instruction informatieobjectrefs"
)
"""What is about the document, not in it; and pictures."""

CAPTION = _names("kop")
"""Holds label, number and title of a division."""
NUMBERS = _names("num")
HEADINGS = _names("heading")
SUBHEADINGS = _names("subheading")
TITLES = _names("intitule citeertitel regelingopschrift longtitle titeldeel-titel")
"""The title of all."""
PART_TITLES = _names("titel opschrift")
"""A title outside the caption of a division: of a dossier, a paper."""
CROSSHEADS = _names("tussenkop crossheading")
ASIDE = _names(
    "kamerstukkop kamervragenkop kamervraagkop kamervraagnummer"
    " handelingenkop dossiernummer dossiernr stuknr stuknummer officiele-inhoudkop"
)
"""What stands at the head of each page of a parliamentary paper."""
CROSSHEAD_LOOKS = ("vet", "vetcur", "ondlijn", "cur", "rom")
"""How headings between paragraphs are set, the higher ones first."""
QUESTIONS = _names("vraag antwoord")
QUESTION_NUMBERS = _names("nr")
"""Their number is the heading of a question or an answer."""
DOCUMENT_TITLE = "doctitle"
FRONT = _names("preface coverpage")
"""What stands before the text of Akoma Ntoso; a paragraph with the title of the document is its heading there."""
CONTENTS = _names("toc inhoudsopgave inhoud-opgave")

ITEMS = _names(
    "li item lid definitie-item begrip paragraph subparagraph point indent alinea clause subclause sublist recital"
    " subsection subdivision level proviso rule subrule"
)
ITEM_NUMBERS = _names("li.nr linummer lidnr lidnummer num")
LISTS = _names("lijst blocklist list definitielijst begrippenlijst ul ol")
GLUED = _names("term begripterm")
"""What goes on in the next block: a term with its definition."""

NOTES = _names("noot authorialnote voetnoot eindnoot")
NOTE_MARKS = _names("noteref")
"""Mark a note that stands elsewhere, with the facts about the document."""
NOTE_NUMBERS = _names("noot.nr nootnummer noot.lijst.nr")

TABLES = _names("table tabel")
ROWS = _names("row tr rij")
CELLS = _names("entry td th cel")

BREAKS = _names("br eol nieuwe-regel")
INLINE = _names(
    "nadruk extref intref extioref intioref contact sup inf sub i b u em strong a ref mref rref noteref span abbr def"
    " term begripterm date docdate docnumber doctype doctitle docproponent docstage docstatus docauthority docketnumber"
    " docpurpose doccommittee docintroducer docjurisdiction shorttitle legislature session organization person role"
    " location quantity concept object entity event process mod mmod rmod ins del omissis remark time"
    " quotedtext placeholder inline embeddedtext affectedtext relateddocument datum ondernummer voornaam achternaam"
    " tussenvoegsel nieuwetekst verwijderdetekst voetnootref nootref abbreviation opaque mrefs vraag-nr"
    " rref argument opinion courttype"
    " neutralcitation party judge lawyer signature fillin decoration outcome recordedtime vote"
)
SPACED = _names("voornaam achternaam tussenvoegsel organisatie label nr nummer titel subtitel opschrift num heading")
"""Printed with a blank between one and the next, though none stands in the file."""
INSERTED = _names("ins nieuwetekst")
DELETED = _names("del verwijderdetekst")
HIERARCHY = _names(
    "article section chapter part title book tome division hcontainer subpart subtitle subchapter transitional"
    " debatesection administrationofoath attachment annex component doc amendment"
)
"""Akoma Ntoso's divisions: a number alone is a heading of these; of all else it numbers an item."""
