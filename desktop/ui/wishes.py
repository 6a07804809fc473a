"""What a person wants of a report: its kind, what of it, its looks. Chosen in the dialog, remembered, sent to a worker.

No text of a document is in it; a title is of one comparison and so is not remembered, nor are sections.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.model.annotation import Annotation
    from desktop.model.document import Warning
    from desktop.progress import Progress
    from desktop.reports.base import ReportOptions

OF_ONE_COMPARISON = ("title", "sections")


class Wishes(NamedTuple):
    """key: of the kind of report. language: empty for that of the window. sections: ids of section matches, None for
    all. logo, template: paths, empty for none."""

    key: str = "html"
    language: str = ""
    layout: str = "side-by-side"
    changes_only: bool = False
    notes: bool = True
    author: str = ""
    logo: str = ""
    template: str = ""
    title: str = ""
    sections: tuple[int, ...] | None = None

    def for_the_next_time(self) -> Self:
        """Without what is of one comparison."""
        return self._replace(title="", sections=None)

    def kept(self) -> dict[str, Any]:
        """What is remembered of them."""
        return {key: value for key, value in self._asdict().items() if key not in OF_ONE_COMPARISON}

    def options(
        self,
        annotations: "tuple[Annotation, ...]",
        progress: "Progress",
        warn: "Callable[[Warning], None]" = lambda warning: None,
    ) -> "ReportOptions":
        """As options of a report; reads the logo and the template.

        Raises:
            InvalidOption: bad_logo, bad_template. UnreadableFile: where these cannot be read.
        """
        from desktop.i18n import translator
        from desktop.reports import catalogue
        from desktop.reports.base import Layout, ReportOptions, Selection
        from desktop.reports.belongings import load_logo, load_template, today

        takes = catalogue.kind(self.key).takes
        chosen = self.sections if "sections" in takes else None
        return ReportOptions(
            t=translator(self.language or "en"),
            selection=Selection(
                sections=None if chosen is None else frozenset(chosen),
                changes_only=self.changes_only and "changes_only" in takes,
                notes=self.notes,
            ),
            annotations=annotations,
            title=self.title,
            author=self.author,
            logo=load_logo(self.logo) if "logo" in takes else None,
            made=today(),
            layout=Layout(self.layout),
            template=load_template(self.template) if "template" in takes else None,
            progress=progress,
            warn=warn,
        )


def read_wishes(kept: Mapping[str, Any]) -> Wishes:
    """Wishes as they were remembered; what is not of its kind is as if it were not there. Whether there is such a
    report is asked when one is made (`usable`): the start has no use for reports."""
    usual = Wishes()
    fit = {f: kept[f] for f in usual.kept() if type(kept.get(f)) is type(getattr(usual, f))}
    return usual._replace(**fit)


def usable(wishes: Wishes) -> Wishes:
    """The same where there is such a report, else what is usual."""
    from desktop.reports import catalogue

    known = {kind.key for kind in catalogue.kinds()}
    return wishes if wishes.key in known and wishes.layout in catalogue.LAYOUTS else Wishes()
