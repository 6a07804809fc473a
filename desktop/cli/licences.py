"""`naast --licences`: what Naast is made of, and where the texts of the licences are."""

from __future__ import annotations

from desktop.i18n import Translator
from desktop.licences import FOLDER, parts


def print_licences(t: Translator) -> None:
    """Print a line a part; in a package also the folder of the texts, elsewhere the text of each below its name."""
    found = parts()
    name_width = max(len(p.name) for p in found)
    version_width = max(len(p.version) for p in found)
    packaged = FOLDER.is_dir()
    for part in found:
        print(f"{part.name:{name_width}}  {part.version:{version_width}}  {part.licence}".rstrip())
        if not packaged:
            for text in part.texts[:1]:
                print(f"    {text}")
    print()
    print(
        t("The texts of the licences are in %s.") % FOLDER
        if packaged
        else t("Under each name: the text of its licence.")
    )
