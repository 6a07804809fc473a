"""A Debian package of a built folder.

    python packaging/linux/deb.py build/package/dist/naast build/package 0.1.0   → build/package/naast_0.1.0_amd64.deb

/usr/lib/naast holds the folder, /usr/bin/naast leads to it; with a desktop entry, icons, the type of `.naast` files,
AppStream data and a manual page. It has no scripts of its own: the system's triggers renew its lists.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ID = "org.naast.Naast"
MIME_ICON = "application-vnd.naast"
MAINTAINER = os.environ.get("DEBEMAIL", "The Naast contributors <naast@example.invalid>")
"""Who answers for the package; a release names somebody who can be reached."""
DESCRIPTION = """\
Description: compare editions of a policy document in words
 Naast lays two editions of a document side by side, finds which section
 became which, and shows in words what changed. Line wraps, hyphenation, page
 numbers and running heads are not reported as changes. It reads text, PDF,
 Word, OpenDocument, web pages, Markdown and official publications in XML, in
 any pair, and writes reports in as many formats. Everything works offline.
"""


def commit_time() -> datetime:
    """When the source was last changed, so that the same source makes the same package."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
        given = asked.stdout.strip() or "0"
    return datetime.fromtimestamp(int(given), UTC)


def put(source: Path, target: Path, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def filled(name: str, version: str, date: datetime) -> bytes:
    text = (HERE / name).read_text(encoding="utf-8")
    return text.replace("@VERSION@", version).replace("@DATE@", date.date().isoformat()).encode()


def write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    target.chmod(0o644)


def share(tree: Path, icons: Path, version: str, date: datetime) -> None:
    """What a Linux desktop knows a program by, below `tree`/share."""
    put(HERE / f"{ID}.desktop", tree / "share/applications" / f"{ID}.desktop")
    put(HERE / "naast-mime.xml", tree / "share/mime/packages/naast.xml")
    write(tree / f"share/metainfo/{ID}.metainfo.xml", filled(f"{ID}.metainfo.xml", version, date))
    write(tree / "share/man/man1/naast.1.gz", gzip.compress(filled("naast.1", version, date), mtime=0))
    hicolor = tree / "share/icons/hicolor"
    for place, name in (("apps", ID), ("mimetypes", MIME_ICON)):
        put(icons / "naast.svg", hicolor / "scalable" / place / f"{name}.svg")
        for picture in icons.glob("naast-*.png"):
            size = picture.stem.partition("-")[2]
            put(picture, hicolor / f"{size}x{size}" / place / f"{name}.png")


def newest_libc(folder: Path) -> str:
    """The newest version of the C library a file of the folder asks for."""
    found = {(2, 17)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (".so" in path.name or path.parent == folder):
            data = path.read_bytes()
            if data[:4] == b"\x7fELF":
                found |= {(int(a), int(b)) for a, b in re.findall(rb"GLIBC_(\d+)\.(\d+)", data)}
    return "{}.{}".format(*max(found))


def control(folder: Path, version: str, kilobytes: int, architecture: str) -> str:
    lines = (HERE / "depends.txt").read_text(encoding="utf-8").splitlines()
    depends = ", ".join(line for line in lines if line and not line.startswith("#"))
    return (
        f"Package: naast\nVersion: {version}\nArchitecture: {architecture}\nSection: text\nPriority: optional\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {kilobytes}\nDepends: {depends.replace('@LIBC@', newest_libc(folder))}\n{DESCRIPTION}"
    )


def build(folder: Path, made: Path, version: str) -> Path:
    date = commit_time()
    tree = made / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "usr/lib/naast", symlinks=True)
    for path in (tree / "usr/lib/naast").rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o755 if path.name == "naast" else 0o644)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/naast").symlink_to("../lib/naast/naast")
    share(tree / "usr", made / "icons", version, date)
    documents = tree / "usr/share/doc/naast"
    write(documents / "copyright", copyright_of(folder).encode())
    put(ROOT / "CHANGELOG.md", documents / "NEWS.md")
    write(documents / "changelog.gz", gzip.compress(changelog(version, date).encode(), mtime=0))
    put(HERE / "lintian-overrides", tree / "usr/share/lintian/overrides/naast")
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    kilobytes = sum(p.lstat().st_size for p in tree.rglob("*") if p.is_file()) // 1024
    write(tree / "DEBIAN/control", control(folder, version, kilobytes, architecture).encode())
    for path in tree.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    target = made / f"naast_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, target],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(date.timestamp()))},
    )
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return target


def changelog(version: str, date: datetime) -> str:
    """In Debian's own form, which its tools read; what changed for users stands in NEWS.md."""
    return (
        f"naast ({version}) stable; urgency=medium\n\n  * What changed: NEWS.md beside this file.\n\n"
        f" -- {MAINTAINER}  {format_datetime(date)}\n"
    )


def copyright_of(folder: Path) -> str:
    """Debian's account of licences: ours, and where those of the parts are."""
    notice = (folder / "NOTICE").read_text(encoding="utf-8")
    where = "The licence of each part is in /usr/lib/naast/_internal/desktop/licences; `naast --licences` lists them."
    common = "The Apache License 2.0, GPL-3 and LGPL-3 are in /usr/share/common-licenses."
    return f"{notice}\n\n{where}\n{common}\n"


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
