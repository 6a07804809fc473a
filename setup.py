"""What a wheel holds beside the package: the two samples of the start page, and the handbook where it was built.
All else about the package stands in pyproject.toml."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
SAMPLES = ("2014-bz-jaarverslag-artikel-2.txt", "2022-bz-jaarverslag-artikel-2.txt")
MANUAL = HERE / "build" / "manual"


class Build(build_py):
    """Copies them to where `desktop.ui.samples` and `desktop.ui.manual` look; a checkout is found as it is."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        package = Path(self.build_lib) / "desktop"
        for name in SAMPLES:
            self.copy_file(str(HERE / "samples" / name), self._made(package / "samples" / name))
        for path in MANUAL.rglob("*"):
            if path.is_file() and ".doctrees" not in path.parts:
                self.copy_file(str(path), self._made(package / "manual" / path.relative_to(MANUAL)))

    def _made(self, target: Path) -> str:
        self.mkpath(str(target.parent))
        return str(target)


setup(cmdclass={"build_py": Build})
