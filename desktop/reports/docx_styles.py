"""Styles, lists and settings of the Word documents Naast makes.

Styles have Word's own names wherever Word has one, so that a house style takes over when the text is put into a
template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.colors import load_colors
from desktop.reports.ooxml import W, attribute

BODY_FONT = "Calibri"
LANGUAGES = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}
HEADING_SIZES = (32, 28, 26, 24, 22, 22)
"""Half points, from the first level on."""


def _paragraph_style(
    key: str, name: str, paragraph: str = "", letters: str = "", based_on: str = "Normal", after: str = ""
) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        + (f'<w:next w:val="{after}"/>' if after else "")
        + f"<w:qFormat/>{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}"
        + f"{f'<w:rPr>{letters}</w:rPr>' if letters else ''}</w:style>"
    )


def _letter_style(key: str, name: str, letters: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{letters}</w:rPr></w:style>"
    )


def named_styles() -> dict[str, tuple[str, str]]:
    """Each style Naast uses: its id to (its name, its XML). Used whole, or as far as a template lacks them."""
    c = {key: value.lstrip("#").upper() for key, value in _colors().items()}
    made: dict[str, tuple[str, str]] = {}

    def paragraph(key: str, name: str, paragraph: str = "", letters: str = "", **more: str) -> None:
        made[key] = (name, _paragraph_style(key, name, paragraph, letters, **more))

    def letter(key: str, name: str, letters: str) -> None:
        made[key] = (name, _letter_style(key, name, letters))

    def change(key: str, name: str, role: str, struck: bool = False, underline: str = "") -> None:
        line = "<w:strike/>" if struck else ""
        under = f'<w:u w:val="{underline}"/>' if underline else ""
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{c[role + "_back"]}"/>'
        letter(key, name, f'{line}<w:color w:val="{c[role]}"/>{under}{fill}')

    paragraph("Title", "Title", '<w:keepNext/><w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/>',
              '<w:b/><w:sz w:val="40"/><w:szCs w:val="40"/>', after="Normal")  # fmt: skip
    paragraph("Subtitle", "Subtitle", '<w:spacing w:after="240"/>', f'<w:color w:val="{c["muted"]}"/>', after="Normal")
    for level, size in enumerate(HEADING_SIZES, 1):
        paragraph(
            f"Heading{level}", f"heading {level}",
            '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="80" w:line="240" w:lineRule="auto"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>', after="Normal",
        )  # fmt: skip
    paragraph("ListParagraph", "List Paragraph", '<w:spacing w:after="60"/>')
    paragraph(
        "BoxHeading", "Naast Box Heading", '<w:keepNext/><w:spacing w:before="200"/>', "<w:b/><w:i/>", after="Normal"
    )
    paragraph("NoteText", "footnote text", '<w:spacing w:after="60"/>', '<w:sz w:val="18"/><w:szCs w:val="18"/>')
    paragraph("Header", "header", '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs><w:spacing w:after="0"/>',
              f'<w:color w:val="{c["muted"]}"/><w:sz w:val="18"/><w:szCs w:val="18"/>')  # fmt: skip
    paragraph("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs><w:spacing w:after="0"/>',
              f'<w:color w:val="{c["muted"]}"/><w:sz w:val="18"/><w:szCs w:val="18"/>')  # fmt: skip
    paragraph("NaastStatus", "Naast Status", '<w:keepNext/><w:spacing w:after="80"/>',
              f'<w:color w:val="{c["muted"]}"/><w:sz w:val="19"/><w:szCs w:val="19"/>')  # fmt: skip
    paragraph("NaastCell", "Naast Cell", '<w:spacing w:before="30" w:after="30" w:line="252" w:lineRule="auto"/>',
              '<w:sz w:val="19"/><w:szCs w:val="19"/>')  # fmt: skip
    paragraph("NaastCellHeading", "Naast Cell Heading", "<w:keepNext/>", "<w:b/>", based_on="NaastCell")
    paragraph("NaastRemark", "Naast Remark", "", '<w:sz w:val="17"/><w:szCs w:val="17"/>', based_on="NaastCell")
    change("NaastRemoved", "Naast Removed", "removed", struck=True)
    change("NaastAdded", "Naast Added", "added", underline="single")
    change("NaastMovedAway", "Naast Moved Away", "moved", struck=True)
    change("NaastMovedHere", "Naast Moved Here", "moved", underline="double")
    letter("NaastQuiet", "Naast Quiet", f'<w:color w:val="{c["muted"]}"/>')
    letter("NaastStrong", "Naast Strong", "<w:b/>")
    made["NaastTable"] = (
        "Naast Table",
        '<w:style w:type="table" w:customStyle="1" w:styleId="NaastTable"><w:name w:val="Naast Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{c["rule"]}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{c["rule"]}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{c["rule"]}"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{c["raised"]}"/>'
        "</w:tcPr></w:tblStylePr></w:style>",
    )
    return made


def styles(language: str) -> str:
    """The style sheet of a document without a template. language: of its text, "nl" or "nl-NL"."""
    code = attribute(LANGUAGES.get(language, language or "nl-NL"))
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{BODY_FONT}" w:hAnsi="{BODY_FONT}" w:eastAsia="{BODY_FONT}" w:cs="{BODY_FONT}"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{code}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + "".join(xml for _, xml in named_styles().values())
        + "</w:styles>"
    )


def numbering(markers: Sequence[str]) -> str:
    """One list for each bullet or number as printed; the n-th has the number n, from 1 on."""
    return f"<w:numbering {W}>{''.join(_lists(markers))}</w:numbering>"


def _lists(markers: Sequence[str]) -> Iterable[str]:
    for n, marker in enumerate(markers, 1):
        yield f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="hybridMultilevel"/>'
        # A list of no number format shows its text as it is: "a)", "12.". A single sign is a bullet.
        kind = "bullet" if len(marker) == 1 else "none"
        hang = 357 if len(marker) < 4 else 567
        shown = attribute(marker).replace("%", "\uff05")  # a plain one would stand for a number of the list
        for level in range(9):
            yield (
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="tab"/>'
                f'<w:lvlText w:val="{shown}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{hang + 357 * level}" w:hanging="{hang}"/></w:pPr>'
                "</w:lvl>"
            )
        yield "</w:abstractNum>"
    for n in range(1, len(markers) + 1):
        yield f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'


def settings(track: bool = False) -> str:
    """Settings of a document. track: what is typed into it later is tracked too."""
    return (
        f"<w:settings {W}>{'<w:trackRevisions/>' if track else ''}"
        '<w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _colors() -> dict[str, str]:
    colors = load_colors("light")
    roles = ("muted", "rule", "raised", "removed", "removed_back", "added", "added_back", "moved", "moved_back")
    return {role: getattr(colors, role) for role in roles}
