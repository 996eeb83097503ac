"""A figure for a notebook: inline SVG in the colour of the text around it.

It holds names of lists and counts but no person; its repr describes it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cohortmatch.core.accepting import a_path
from cohortmatch.core.errors import SettingsError
from cohortmatch.reporting.figure import Figure
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.plots import Plot
from cohortmatch.reporting.trend_figure import Lines
from cohortmatch.reporting.waterfall_figure import Waterfall

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
OPENING = f"<svg {NAMESPACE} "


@dataclass(frozen=True, repr=False)
class Drawn:
    """One figure with its text alternative."""

    svg: str
    title: str
    description: str

    def save(self, path: str | Path) -> Path:
        """Write it as an SVG file. SettingsError where its name does not end in .svg, OutputError
        where it cannot be written; nothing is changed then."""
        place = a_path("path", path)
        if place.suffix.lower() != ".svg":
            raise SettingsError(f"{place.name}: a figure is saved as SVG; name the file .svg")
        alone = self.svg if NAMESPACE in self.svg else self.svg.replace("<svg ", OPENING, 1)
        return write_files(place.parent, {place.name: alone.encode()})[0]

    def _repr_html_(self) -> str:
        return f'<div style="overflow-x:auto">{self.svg}</div>'

    def __repr__(self) -> str:
        return f"<{self.title}: {self.description.rstrip('.')}>"


def drawn(template: str, fig: Figure | Lines | Plot | Waterfall) -> Drawn:
    """A figure drawn by its template; two figures that show the same are the same."""
    from cohortmatch.reporting.page import environment

    ident = f"fig-{sha256(fig.description.encode()).hexdigest()[:8]}"
    svg = environment().get_template(template).render(fig=fig, ident=ident)
    return Drawn(svg, fig.title, fig.description)
