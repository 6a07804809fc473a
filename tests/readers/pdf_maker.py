"""Small PDF files made by hand, so that a test shows where each word stands.

page = Page()
page.text(70, 100, "Regels", size=14, font="bold")
make_pdf([page])                                      the bytes of a file
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = {
    "regular": "Helvetica",
    "bold": "Helvetica-Bold",
    "italic": "Helvetica-Oblique",
    "symbol": "Symbol",
    "typewriter": "Courier",
}
LEADING = 12.0


@dataclass(slots=True)
class Page:
    """A page of A4 unless told otherwise. y counts from the top down."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    picture: bool = False
    content: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = "regular", angle: float = 0) -> Page:
        """One run of text whose base line begins at (x, y), turned counter-clockwise by `angle` degrees."""
        code = text.encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        name = list(FONTS).index(font)
        place = f"{c:.4f} {s:.4f} {-s:.4f} {c:.4f} {x:.2f} {self.height - y:.2f}"
        self.content.append(f"BT /F{name} {size} Tf {place} Tm ({code.decode('latin-1')}) Tj ET")
        return self

    def lines(self, x: float, y: float, *texts: str, size: float = 10, font: str = "regular") -> float:
        """Lines under each other; the place of the line after them."""
        for text in texts:
            if text:
                self.text(x, y, text, size, font)
            y += LEADING * size / 10
        return y

    def rule(self, x0: float, y: float, x1: float) -> Page:
        """A drawn line."""
        self.content.append(f"0.5 w {x0:.2f} {self.height - y:.2f} m {x1:.2f} {self.height - y:.2f} l S")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A drawn box; y0 above y1."""
        self.content.append(f"0.5 w {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S")
        return self


def make_pdf(pages: Sequence[Page], labels: str = "") -> bytes:
    """A file of these pages. labels: how pages are numbered, as a dictionary entry of the PDF catalogue."""
    count = len(FONTS)
    first = 3 + count
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    numbered = f" /PageLabels << /Nums [{labels}] >>" if labels else ""
    bodies = [f"<< /Type /Catalog /Pages 2 0 R{numbered} >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for name in FONTS.values():
        encoding = "" if name == "Symbol" else " /Encoding /WinAnsiEncoding"
        bodies.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name}{encoding} >>")
    fonts = " ".join(f"/F{i} {3 + i} 0 R" for i in range(count))
    for i, page in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
            f"/Resources << /Font << {fonts} >> >> /Contents {first + 2 * i + 1} 0 R >>"
        )
        drawn = ["q 200 0 0 200 100 400 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"] if page.picture else []
        stream = "\n".join([*drawn, *page.content])
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _file(bodies)


def _file(bodies: Sequence[str]) -> bytes:
    """Numbered objects with their table of places."""
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(bodies) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}"
    return out.encode("latin-1")
