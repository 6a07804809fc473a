"""Naast.AppDir out of a built folder, and an AppImage of it where `appimagetool` is installed.

    python packaging/linux/appdir.py build/package/dist/naast build/package 0.1.0

An AppDir is the folder with a starter, a desktop entry and an icon at its top. `appimagetool` puts a small runtime
before a picture of it; it comes from the AppImage project, is in no distribution, and fetches that runtime when it has
none: APPIMAGE_RUNTIME names one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from deb import ID, commit_time, put, share

START = """\
#!/bin/sh
# APPDIR is where the AppImage is mounted; without one, where this file is.
exec "${APPDIR:-$(dirname "$(readlink -f "$0")")}/usr/lib/naast/naast" "$@"
"""


def build(folder: Path, made: Path, version: str) -> None:
    top = made / "Naast.AppDir"
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(folder, top / "usr/lib/naast", symlinks=True)
    share(top / "usr", made / "icons", version, commit_time())
    put(top / f"usr/share/applications/{ID}.desktop", top / f"{ID}.desktop")
    put(made / "icons/naast-256.png", top / f"{ID}.png")
    (top / ".DirIcon").symlink_to(f"{ID}.png")
    (top / "AppRun").write_text(START, encoding="utf-8")
    (top / "AppRun").chmod(0o755)
    print(top)
    tool = shutil.which("appimagetool")
    if tool is None:
        print("appimagetool is not installed: no AppImage was made")
        return
    runtime = os.environ.get("APPIMAGE_RUNTIME")
    target = made / f"Naast-{version}-{os.uname().machine}.AppImage"
    subprocess.run([tool, *(["--runtime-file", runtime] if runtime else []), top, target], check=True)
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
