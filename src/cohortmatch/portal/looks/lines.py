"""What a line of the audit log says of a look."""

from __future__ import annotations

from dataclasses import dataclass, field

from cohortmatch.audit import Event
from cohortmatch.audit.events import Kind

__all__ = ["Look"]


@dataclass
class Look:
    """A look: `page` is the kind of page, `by` the username, `label` the edition, `about` the
    person by the reference of that edition, `files` the SHA-256 of what is downloaded by name. A
    view may say more, that it is a disclosure, and that a form that was sent changes nothing
    (`is_question`: a search)."""

    page: str
    by: str
    label: str = ""
    purpose: str = ""
    agreement: str = ""
    about: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    is_disclosure: bool = False
    is_question: bool = False

    def event(self, *, is_change: bool = False) -> Event:
        """The event that is logged: an alteration where something `is_change`d."""
        kind: Kind = "alteration" if is_change else "consultation"
        if self.is_disclosure or self.files:
            kind = "disclosure"
        return Event(
            kind,
            f"portal {self.page}",
            self.by,
            self.purpose,
            counts=self.counts,
            outputs=self.files,
            recipients=(self.label,) if self.label else (),
            agreement=self.agreement,
            about=self.about,
        )
