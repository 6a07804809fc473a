"""The program's icon in the sizes and formats systems ask for, drawn from the SVGs.

    python packaging/icons.py build/package/icons   → naast-16.png … naast-512.png, naast.svg, naast.ico, naast.icns

Up to 32 pixels a simpler drawing is used: the lines of the large one would be a blur.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LARGE = HERE.parent / "desktop" / "ui" / "icons" / "naast.svg"
DRAWN_FOR = {
    16: HERE / "icons" / "naast-16.svg",
    24: HERE / "icons" / "naast-24.svg",
    32: HERE / "icons" / "naast-16.svg",
}
SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
PNG_SIZES = SIZES[:-1]
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_KINDS = {
    b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512,
    b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512, b"ic10": 1024,
}  # fmt: skip
"""What macOS calls each size; the second row is for screens of double sharpness."""


def draw(size: int) -> bytes:
    """The icon as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWN_FOR.get(size, LARGE))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon: a directory of 16 bytes a picture, then the pictures as PNG."""
    head = struct.pack("<HHH", 0, 1, len(ICO_SIZES))
    entries, bodies = b"", b""
    start = len(head) + 16 * len(ICO_SIZES)
    for size in ICO_SIZES:
        side = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(pictures[size]), start + len(bodies))
        bodies += pictures[size]
    return head + entries + bodies


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon: kind, length and PNG one after another."""
    body = b"".join(kind + struct.pack(">I", len(pictures[s]) + 8) + pictures[s] for kind, s in ICNS_KINDS.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: draw(size) for size in SIZES}
    for size in PNG_SIZES:
        (folder / f"naast-{size}.png").write_bytes(pictures[size])
    shutil.copy(LARGE, folder / "naast.svg")
    (folder / "naast.ico").write_bytes(ico(pictures))
    (folder / "naast.icns").write_bytes(icns(pictures))
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
