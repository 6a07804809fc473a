"""The licences of all parts of a package, gathered into a folder with `parts.json`, which `desktop.licences` reads.

    python packaging/licences.py build/package/licences

Run with the Python that builds the package. Sources: the metadata of what is installed; Python; Qt; what tools leave
in it; and on Debian the copyright files of the system's libraries that come along (`linux/libraries.txt`). A part
without a text is an error.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

from desktop.licences import Part, installed_parts

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
LGPL = ("LGPL-3.txt", "GPL-3.txt", "replacing-qt.md")
OF_QT = ("pyside6_essentials", "shiboken6")


def of_python() -> Part:
    version = sys.version.split()[0]
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    )
    return Part("Python", version, "PSF-2.0", tuple(p for p in places if p.is_file())[:1])


def of_qt() -> Part:
    from PySide6.QtCore import qVersion

    texts = tuple(TEXTS / name for name in (*LGPL, "qt-third-party.txt"))
    return Part("Qt", qVersion(), "LGPL-3.0-only (parts under other free licences)", texts)


def of_tools() -> list[Part]:
    """What tools leave in a package: PyInstaller's starter, and scripts and styles in the pages of the handbook."""
    starter = Part("PyInstaller's starter", "", "GPL-2.0-or-later WITH Bootloader-exception")
    found = []
    for name, part in (
        ("pyinstaller", starter),
        ("sphinx", Part("Sphinx", "", "BSD-2-Clause")),
        ("furo", Part("Furo", "", "MIT")),
    ):
        (one,) = (p for p in installed_parts(name) if p.name.lower() == name)
        found.append(Part(part.name, one.version, part.licence, one.texts))
    return found


def of_system() -> list[Part]:
    """Libraries of this system that come along, by the Debian package they are from."""
    if sys.platform != "linux":
        return []  # there Python's own licence tells of the libraries it brings
    lines = (HERE / "linux" / "libraries.txt").read_text(encoding="utf-8").splitlines()
    wanted = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    del wanted["libpython3"]  # with Python itself
    known = subprocess.run(["/sbin/ldconfig", "-p"], check=True, capture_output=True, text=True).stdout
    found: dict[str, Part] = {}
    for name, path in re.findall(r"(\S+\.so\.\S+) \(libc6,[^)]*\) => (\S+)", known):
        licence = next((said for start, said in wanted.items() if name.startswith(start)), None)
        if licence is not None:
            package = _package_of(Path(path))
            text = Path(f"/usr/share/doc/{package}/copyright")
            found.setdefault(
                package, Part(package, _run("dpkg-query", "-W", "-f", "${Version}", package), licence, (text,))
            )
    return list(found.values())


def _package_of(path: Path) -> str:
    for one in (path, path.resolve(), Path("/usr") / path.relative_to("/")):
        asked = subprocess.run(["dpkg-query", "-S", str(one)], capture_output=True, text=True)
        if asked.returncode == 0:
            return asked.stdout.split(":")[0]
    raise SystemExit(f"no package is known to hold {path}")


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def gather(folder: Path) -> list[Part]:
    """Copy all texts into the folder, one folder a part, and write the list."""
    shutil.rmtree(folder, ignore_errors=True)
    parts = [*installed_parts("naast"), of_python(), of_qt(), *of_tools(), *of_system()]
    listed = []
    for part in sorted(parts, key=lambda p: p.name.lower()):
        sources = part.texts or (tuple(TEXTS / t for t in LGPL) if _is_of_qt(part) else ())
        if not sources:
            raise SystemExit(f"no text of a licence for {part.name} {part.version}")
        own = re.sub(r"\W+", "-", part.name).strip("-").lower()
        names = []
        for source in sources:
            name = _distinct(source, names)
            (folder / own).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / own / name)
            names.append(name)
        texts = [f"{own}/{name}" for name in names]
        listed.append({"name": part.name, "version": part.version, "licence": part.licence, "texts": texts})
    (folder / "parts.json").write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return parts


def _is_of_qt(part: Part) -> bool:
    return part.name.lower().replace("-", "_") in OF_QT


def _distinct(source: Path, taken: list[str]) -> str:
    """A name for a text: its own, with the folder before it where that is taken."""
    name = source.name if source.suffix else f"{source.name}.txt"
    while name in taken:
        source = source.parent
        name = f"{source.name}-{name}"
    return name


if __name__ == "__main__":
    distribution("naast")  # run by another Python this would gather the wrong ones
    found = gather(Path(sys.argv[1]))
    print(f"licences of {len(found)} parts in {sys.argv[1]}")
