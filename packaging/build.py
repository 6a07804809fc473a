"""Builds Naast for the system it runs on: the folder, and what is made of it.

    python packaging/build.py                 the folder build/package/dist/naast; on Debian also naast_VERSION_ARCH.deb
    python packaging/build.py --archive       also the folder as one compressed file
    python packaging/build.py --ready-numpy   with numpy as published, where there is no compiler
    python packaging/build.py --appdir        also Naast.AppDir, and an AppImage where appimagetool is installed

An environment of its own (build/package/env) holds what goes into the package and nothing else, in the versions of
constraints.txt. Build on the oldest system to be supported: a package needs its C library or a newer one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MADE = ROOT / "build" / "package"
ENV = MADE / "env"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FOLDER = MADE / "dist" / "naast"
STRIPPED = ("libpython3*", "python3*/lib-dynload/*.so", "pypdfium2_raw/*.so", "PySide6/Qt/lib/libicu*")
"""Whose symbols can go. Not those of numpy: `strip` breaks libraries that auditwheel has changed."""


def run(*command: str | Path, folder: Path = ROOT) -> None:
    print("+", *command, flush=True)
    subprocess.run([str(c) for c in command], check=True, cwd=folder, env={**os.environ, "NAAST_PACKAGE": str(MADE)})


def numpy_without_blas() -> Path:
    """numpy without OpenBLAS, 28 MB of linear algebra that Naast never asks for: built here, once a version."""
    (line,) = (r for r in (ROOT / "constraints.txt").read_text().splitlines() if r.startswith("numpy=="))
    wheels = MADE / "wheels"
    pattern = f"numpy-{line.partition('==')[2]}-*.whl"
    if not list(wheels.glob(pattern)):
        print("numpy is built from its source; this takes some minutes, once")
        without = ("-Csetup-args=-Dblas=none", "-Csetup-args=-Dlapack=none", "-Csetup-args=-Dallow-noblas=true")
        run(PYTHON, "-m", "pip", "wheel", "-q", "--no-deps", "--no-binary", "numpy", *without, line, "-w", wheels)
    return next(wheels.glob(pattern))


def make_environment(ready_numpy: bool) -> None:
    if not PYTHON.exists():
        venv.create(ENV, with_pip=True)
    shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)  # what is no longer in the source would be packed again
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, ".[package]", "-c", "constraints.txt")
    run(*pip, "--force-reinstall", "--no-deps", ".")
    if sys.platform == "linux" and not ready_numpy:
        run(*pip, "--force-reinstall", "--no-deps", numpy_without_blas())


def make_folder() -> None:
    """The program with all it needs, in build/package/dist."""
    run(PYTHON, HERE / "icons.py", MADE / "icons")
    run(PYTHON, HERE / "licences.py", MADE / "licences")
    run(
        *(PYTHON, "-m", "PyInstaller", HERE / "naast.spec", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", MADE / "dist", "--workpath", MADE / "work"),
        folder=MADE,  # in the clone it would take the package from there, which has no samples and no handbook
    )
    for name in ("LICENSE", "NOTICE", "README.md"):
        shutil.copy(ROOT / name, FOLDER)
    shutil.copy(HERE / "texts" / "replacing-qt.md", FOLDER)
    if sys.platform == "linux":
        # What PyInstaller would otherwise tell Qt at each start; see the specification.
        (FOLDER / "qt.conf").write_text("[Paths]\nPrefix = _internal/PySide6/Qt\n", encoding="utf-8")
        inside = FOLDER / "_internal"
        for path in sorted(p for pattern in STRIPPED for p in inside.glob(pattern) if not p.is_symlink()):
            subprocess.run(["strip", "--strip-unneeded", path], check=True)
    size = sum(p.lstat().st_size for p in FOLDER.rglob("*") if p.is_file() and not p.is_symlink())
    print(f"{FOLDER}: {size / 1e6:.0f} MB")


def version() -> str:
    asked = subprocess.run([PYTHON, "-c", "import desktop; print(desktop.__version__)"], capture_output=True, text=True)
    return asked.stdout.strip()


def make_archive() -> None:
    """The folder as one file: zip on Windows, tar.xz elsewhere."""
    import platform

    name = f"naast-{version()}-{sys.platform}-{platform.machine().lower()}"
    if os.name == "nt":
        target = MADE / f"{name}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(FOLDER.rglob("*")):
                packed.write(path, Path("naast") / path.relative_to(FOLDER))
    else:
        target = MADE / f"{name}.tar.xz"
        with tarfile.open(target, "w:xz") as packed:
            packed.add(FOLDER, "naast")
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", action="store_true", help="also the folder as one compressed file")
    parser.add_argument("--appdir", action="store_true", help="also Naast.AppDir, and of it an AppImage where possible")
    parser.add_argument("--ready-numpy", action="store_true", help="numpy as published: 28 MB more, no compiler needed")
    asked = parser.parse_args()
    make_environment(asked.ready_numpy)
    make_folder()
    if shutil.which("dpkg-deb"):
        run(sys.executable, HERE / "linux" / "deb.py", FOLDER, MADE, version())
    if asked.appdir:
        run(sys.executable, HERE / "linux" / "appdir.py", FOLDER, MADE, version())
    if asked.archive:
        make_archive()


if __name__ == "__main__":
    main()
