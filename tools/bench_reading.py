"""How fast is a large file read, and in how much memory? `make bench-reading` prints it beside the goals.

    python -m tools.bench_reading [FILE ...] [--copies 12] [--rounds 3] [--folder KEEP] [--json OUT]

The documents of samples/truth, many times over, are set by LibreOffice: in one column, in two columns of small
type, on pages of a hand's size, and as a Word file. FILEs are measured instead where any are given.

Pages a second are those of CPU time (user and system), the least of some rounds, and *PDFium alone* is what the library
takes of it to load each page and its text. Memory is what the peak of a process rises by, as times the text in UTF-8,
after a small file was read (libraries and word lists are there): by reading alone, and by reading and finding blocks.
Each figure has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.collector import collector_held
from desktop.model.options import ReadOptions
from desktop.readers.pdf import PDF
from desktop.text.lexicon import lexicon
from tools.bench import peak_mb
from tools.flat_odt import Sheet, flat_odt, run_office
from tools.formats import document_of, read_path
from tools.tables import Report, at_least, at_most
from tools.truth_pieces import truth_pieces

NUMBERS = ("002", "004", "000", "001", "003")
SHEETS = {
    "one": Sheet(size_pt=9, head="Verslag #", foot="Kamerstuk 34 725\t#", justified=True),
    "two": Sheet(columns=2, size_pt=8.5, foot="#", justified=True, hyphenated=True),
    "thin": Sheet(size_pt=10, head="Verslag #", foot="#", width_cm=11, height_cm=15, below_pt=8),
}
"""Pages of some 5,800, 6,800 and 500 letters."""
PAGES_GOAL, WORDS_GOAL, MEMORY_GOAL = at_least(150), at_least(500_000), at_most(10)
"""Pages a second, words of a Word file a second, times the text."""
WARM_UP = Path(__file__).resolve().parents[1] / "samples" / "formats" / "locked.pdf"


def make_files(folder: Path, copies: int) -> list[Path]:
    """The files to measure; made when they are not there yet."""
    wanted = [folder / f"{name}.pdf" for name in SHEETS] + [folder / "word.docx"]
    missing = [path for path in wanted if not path.exists()]
    if missing:
        print("making the files, some minutes ...", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        pieces = [piece for number in NUMBERS for piece in truth_pieces(number)] * copies
        looks = {"word": Sheet(), **SHEETS}
        for path in missing:
            source = path.with_suffix(".fodt")
            source.write_text(flat_odt(pieces, looks[path.stem]), encoding="utf-8")
            run_office(["--convert-to", path.suffix[1:], "--outdir", str(folder), str(source)], folder)
            source.unlink()
    return wanted


# ---- one figure, in a process of its own -----------------------------------------------------------------------------
def speed(path: Path, rounds: int) -> dict[str, Any]:
    """Seconds to read a file; of a PDF also how many pages it has and what PDFium takes."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        extract = read_path(path)
        times.append(time.process_time() - began)
    found: dict[str, Any] = {"seconds": min(times), "chars": len(extract.source), "words": len(extract.source.split())}
    if extract.layout is not None:
        found |= {"pages": len(extract.layout.height), "library": min(library(path) for _ in range(rounds))}
    return found


def library(path: Path) -> float:
    """Seconds PDFium takes to load the pages of a file and their texts."""
    import pypdfium2.raw as pdfium

    data = path.read_bytes()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    began = time.process_time()
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        pdfium.FPDFText_ClosePage(pdfium.FPDFText_LoadPage(page))
        pdfium.FPDF_ClosePage(page)
    seconds = time.process_time() - began
    pdfium.FPDF_CloseDocument(document)
    return seconds


def memory(path: Path, blocks: bool) -> dict[str, Any]:
    """MB by which the peak rises when a file is read, and when its blocks are found besides."""
    with collector_held():
        document_of(PDF.read(WARM_UP.read_bytes(), WARM_UP.name, options=ReadOptions(password="geheim")))
    lexicon("nl").knows("\uffff")  # unpacks the whole list
    before = peak_mb() or 0.0
    with collector_held():
        extract = read_path(path)
        kept = document_of(extract) if blocks else extract
    rise = (peak_mb() or 0.0) - before
    del kept
    return {"mb": rise, "text_mb": len(extract.source.encode("utf-8", "surrogatepass")) / 1e6}


def measured(what: str, path: Path, rounds: int) -> dict[str, Any]:
    """A figure, from a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tools.bench_reading", str(path), "--measure", what, "--rounds", str(rounds)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def show(report: Report, paths: Sequence[Path], rounds: int) -> None:
    """The table of all files."""
    rows = []
    for path in paths:
        fast = measured("speed", path, rounds)
        read, found = measured("read", path, 1), measured("blocks", path, 1)
        pages, seconds = fast.get("pages"), fast["seconds"]
        times_read, times_found = read["mb"] / read["text_mb"], found["mb"] / found["text_mb"]
        if pages:
            report.check("speed", path.name, "pages a second", pages / seconds, PAGES_GOAL)
        else:
            report.check("speed", path.name, "words a second", fast["words"] / seconds, WORDS_GOAL)
        report.check("memory", path.name, "times the text, read", times_read, MEMORY_GOAL)
        report.check("memory", path.name, "times the text, with blocks", times_found, MEMORY_GOAL)
        rows.append(
            [
                path.name,
                read["text_mb"],
                fast["words"],
                pages,
                fast["chars"] // pages if pages else None,
                1000 * seconds / pages if pages else None,
                1000 * fast["library"] / pages if pages else None,
                pages / seconds if pages else None,
                seconds,
                times_read,
                times_found,
            ]
        )
    columns = (
        "file", "MB", "words", "pages", "letters a page", "ms a page", "PDFium alone", "pages/s", "seconds",
        "memory, read", "with blocks",
    )  # fmt: skip
    report.table("Reading", columns, rows)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tools.bench_reading", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="measure these files")
    parser.add_argument("--copies", type=int, default=12, help="how often the documents are repeated")
    parser.add_argument("--rounds", type=int, default=3, help="of each speed")
    parser.add_argument("--folder", type=Path, help="make the files here, and keep them")
    parser.add_argument("--json", metavar="OUT", help="write all figures to a file")
    parser.add_argument("--measure", choices=("speed", "read", "blocks"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.measure:
        (path,) = chosen.files
        found = speed(path, chosen.rounds) if chosen.measure == "speed" else memory(path, chosen.measure == "blocks")
        print(json.dumps(found))
        return
    report = Report()
    with tempfile.TemporaryDirectory(prefix="naast-reading-") as made:
        show(report, chosen.files or make_files(chosen.folder or Path(made), chosen.copies), chosen.rounds)
    report.summary()
    if chosen.json:
        report.write(chosen.json)


if __name__ == "__main__":
    main()
