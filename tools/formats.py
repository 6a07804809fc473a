"""One document in every format: are its blocks the same everywhere, and is there no change between any two of them?

    python -m tools.formats [NUMBER ...] [--sheets] [--pasted] [--faults] [--json OUT]

The documents of samples/truth are written out by their truth: by LibreOffice as Word, OpenDocument, web page and PDF in
one and in two columns, with running heads and footnotes; by hand as Markdown, as a web page and as Akoma Ntoso. Each is
read and scored against the truth, then each is compared with each other and with the text itself. --sheets adds pages
of other looks, --pasted the text as LibreOffice pastes it, line by line, --faults says what is wrong.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from desktop.model.document import Document, Extract
from desktop.model.options import EditionGuess, Options
from desktop.readers.catalogue import find_reader
from desktop.segmentation.segment import prepare, printed_words, segment
from desktop.workflow import compare_extracts
from tools.flat_odt import Sheet, flat_odt, run_office
from tools.quality import DOCUMENTS, run_scorer
from tools.tables import Report, at_least, at_most
from tools.truth_pieces import truth_path, truth_pieces
from tools.written_forms import as_akoma_ntoso, as_markdown, as_page

NUMBERS = ("000", "001", "002", "003", "004", "2016")
OFFICE = ("docx", "odt", "html")
WRITTEN = {"md": as_markdown, "tags.html": as_page, "xml": as_akoma_ntoso}
SHEETS = {
    "one": Sheet(foot="Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1\t#", hyphenated=True),
    "two": Sheet(columns=2, size_pt=9, head="Verslag # – Rijk", left_head="# Ministerie", foot="#", justified=True),
}
"""The pages that must be right."""
MORE_SHEETS = {
    "book": Sheet(size_pt=11, font="Liberation Serif", head="Verslag\t#", justified=True, indent_cm=0.5, below_pt=0),
    "narrow": Sheet(
        columns=2, size_pt=9.5, font="Liberation Serif", foot="#", justified=True, hyphenated=True, indent_cm=0.4,
        below_pt=0, ruled=False,
    ),
    "ragged": Sheet(columns=2, size_pt=10, foot="Kamerstuk 34 725\t#", ruled=False),
    "small": Sheet(size_pt=8.5, head="Rijksbegroting #", width_cm=14.8, height_cm=21, hyphenated=True),
    "tight": Sheet(size_pt=10, font="DejaVu Sans", head="# | Rijk", left_head="Rijk | #", below_pt=3, ruled=False),
    "letter": Sheet(size_pt=12, font="Liberation Serif", foot="Pagina #", width_cm=21.6, height_cm=27.9, below_pt=10),
}  # fmt: skip
"""Pages of other looks: other type, paper, spaces, indents, tables without lines."""
GOAL, NONE = at_least(0.98), at_most(0)


def write_forms(
    numbers: Iterable[str], sheets: Mapping[str, Sheet], folder: Path, pasted: Collection[str] = ()
) -> None:
    """Write NUMBER.FORM into a folder; a sheet's PDF is called NUMBER.SHEET.pdf. pasted: of which documents the
    text as it is is turned into those formats too. LibreOffice runs once a format."""
    sources: list[Path] = []
    prints: list[Path] = []
    for number in numbers:
        pieces = truth_pieces(number)
        for form, writer in WRITTEN.items():
            (folder / f"{number}.{form}").write_text(writer(pieces), encoding="utf-8")
        sources.append(folder / f"{number}.fodt")
        sources[-1].write_text(flat_odt(pieces), encoding="utf-8")
        for name, sheet in sheets.items():
            prints.append(folder / f"{number}.{name}.fodt")
            prints[-1].write_text(flat_odt(pieces, sheet), encoding="utf-8")
        if number in pasted:
            sources.append(folder / f"{number}.pasted.txt")
            sources[-1].write_bytes(DOCUMENTS[number].read_bytes())
            prints.append(sources[-1])
    for form in OFFICE:
        run_office(["--convert-to", form, "--outdir", str(folder), *map(str, sources)], folder)
    if prints:
        run_office(["--convert-to", "pdf", "--outdir", str(folder), *map(str, prints)], folder)


def read_forms(number: str, folder: Path) -> dict[str, Extract]:
    """What is read of each form of a document, the text itself first; by form: "txt", "docx", "one.pdf"."""
    found = {"txt": DOCUMENTS[number]}
    found |= {path.name.removeprefix(f"{number}."): path for path in sorted(folder.glob(f"{number}.*"))}
    wanted = {
        form: path
        for form, path in found.items()
        if form != "pasted.txt" and not form.endswith(tuple(f"{name}.fodt" for name in SHEETS | MORE_SHEETS))
    }
    return {form: read_path(path) for form, path in wanted.items()}


def read_path(path: Path) -> Extract:
    """What the reader for a file reads, in this process."""
    data = path.read_bytes()
    return find_reader(data, path.name).read(data, path.name)


def document_of(extract: Extract) -> Document:
    """The document without another beside it."""
    prepared = prepare(extract)
    return segment(prepared, printed_words(prepared), EditionGuess())


def scores(document: Document, number: str) -> dict[str, float]:
    """F1 of each kind of block against the truth of a document."""
    said = [{"kind": "page_header" if b.is_furniture else b.kind.value, "text": b.text} for b in document.blocks]
    folder = truth_path(number).parent
    result = run_scorer("score_structure", folder if folder.name != "editions" else folder.parent, said, number)
    return {kind: v["f1"] for kind, v in result["result"].items() if isinstance(v, dict) and "f1" in v}


def differences(old: Extract, new: Extract) -> list[tuple[str, str, str]]:
    """Kind, old and new words of each change."""
    return [(c.kind.value, c.old, c.new) for c in compare_extracts(old, new, Options()).changes]


def show(report: Report, number: str, forms: Mapping[str, Extract], faults: bool) -> None:
    """The tables of one document."""
    by_form = {form: scores(document_of(extract), number) for form, extract in forms.items()}
    kinds = sorted({kind for found in by_form.values() for kind in found})
    rows = [[form, *(found.get(kind) for kind in kinds)] for form, found in by_form.items()]
    report.table(f"{number}: F1 against the truth", ["form", *kinds], rows)
    for form, found in by_form.items():
        report.check("blocks", f"{number} {form}", "lowest F1 of a kind", min(found.values()), GOAL)
    counts: dict[tuple[str, str], int] = {}
    for old, new in itertools.permutations(forms, 2):
        found_changes = differences(forms[old], forms[new])
        counts[old, new] = len(found_changes)
        if faults and found_changes:
            print(f"\n{number} {old} → {new}")
            for kind, before, after in found_changes[:12]:
                print(f"  {kind}: {before[:160]!r} → {after[:160]!r}")
    rows = [[old, *(counts.get((old, new)) for new in forms)] for old in forms]
    report.table(f"{number}: changes from (row) to (column)", ["form", *forms], rows)
    for (old, new), count in counts.items():
        report.check("comparing", f"{number} {old} {new}", "changes", count, NONE)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tools.formats", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("numbers", nargs="*", choices=[[], *NUMBERS], help="documents (default: all)", metavar="NUMBER")
    parser.add_argument("--sheets", action="store_true", help="also pages of other looks")
    parser.add_argument("--pasted", action="store_true", help="also the text as LibreOffice pastes it")
    parser.add_argument("--faults", action="store_true", help="say what is wrong")
    parser.add_argument("--folder", type=Path, help="write the files here, and keep them")
    parser.add_argument("--json", metavar="OUT", help="write all figures to a file")
    chosen = parser.parse_args(arguments)
    numbers = chosen.numbers or NUMBERS
    sheets = SHEETS | MORE_SHEETS if chosen.sheets else SHEETS
    report = Report()
    with tempfile.TemporaryDirectory(prefix="naast-formats-") as made:
        folder = chosen.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        write_forms(numbers, sheets, folder, numbers if chosen.pasted else ())
        for number in numbers:
            show(report, number, read_forms(number, folder), chosen.faults)
    report.summary()
    if chosen.json:
        report.write(chosen.json)


if __name__ == "__main__":
    main()
