"""What one panel may see of the others: for a report of its own people that can be sent to it.

Policy: only people on the audience's own list; its own rows in full; of other lists that somebody
is on them, and of those the kinds of status and details that may be shared. Of a restricted list
(MAPPA) only that somebody is known there. Where a link is still to check, another list is named
apart and nothing of what it says is shown; a restricted list is not even named, for it might be of
somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cohortmatch.errors import SettingsError
from cohortmatch.explanations import listed
from cohortmatch.reporting.leading import answers_to, is_called
from cohortmatch.reporting.persons import Person
from cohortmatch.reporting.status import ALSO, LABELS
from cohortmatch.reporting.view import View
from cohortmatch.types import ListInfo

KINDS = tuple(LABELS)


@dataclass(frozen=True, eq=False, repr=False)
class Audience:
    """One panel or register as the reader of a report; `code` is its list."""

    view: View
    code: int

    @property
    def name(self) -> str:
        """The list's name."""
        return self.view.list_names[self.code]

    @cached_property
    def people(self) -> list[Person]:
        """The list's people who are a subject on any list, those on most other lists first."""
        found = [p for p in self.view.everybody if self.code in p.lists and p.is_subject]
        return sorted(found, key=self._place)

    def _place(self, person: Person) -> tuple[int, int, int]:
        panels = sum(self.view.listings.lists[c].kind == "panel" for c in self.others(person))
        return -panels, -len(self.others(person)), self.view.rank[self.own(person)[0]]

    @cached_property
    def elsewhere(self) -> list[Person]:
        """Those who are on another panel too, or perhaps."""
        return [person for person in self.people if self._on_panel(person)]

    @cached_property
    def only_here(self) -> list[Person]:
        """Those on no other panel."""
        return [person for person in self.people if not self._on_panel(person)]

    def _on_panel(self, person: Person) -> bool:
        lists = self.view.listings.lists
        both = (*self.others(person), *self.doubtful(person))
        return any(lists[code].kind == "panel" for code in both)

    @property
    def another(self) -> str:
        """What another panel is to this list: "another panel", or "a panel" for a register."""
        kind = self.view.listings.lists[self.code].kind
        return "another panel" if kind == "panel" else "a panel"

    def own(self, person: Person) -> list[int]:
        """The person's listings on the audience's list."""
        return self.view.found_on(person, self.code)[1]

    def joined(self, person: Person) -> bool:
        """Whether the audience's own listing is held by certain links to the person's others."""
        return any(i in person.core for i in self.own(person))

    def others(self, person: Person) -> list[int]:
        """The other lists that the person is certainly on, panels first."""
        return [c for c in person.lists if c != self.code and self._is_sure(person, c)]

    def doubtful(self, person: Person) -> list[int]:
        """The other lists that the person may be on, which is still to check."""
        return [
            code
            for code in person.lists
            if code != self.code and not self._is_sure(person, code) and not self.is_closed(code)
        ]

    def _is_sure(self, person: Person, code: int) -> bool:
        return self.joined(person) and self.view.found_on(person, code)[0]

    def is_closed(self, code: int) -> bool:
        """Whether a list is restricted and not the audience's own."""
        info = self.view.listings.lists[code]
        return code != self.code and any(
            answers_to(info, name) for name in self.view.choices.restricted
        )

    def may_tell(self, field: str, listing: int) -> bool:
        """Whether what a listing says of a field may be shown."""
        code = self.view.list_code[listing]
        if code == self.code:
            return True
        return field in self.view.choices.share and not self.is_closed(code)

    def said(self, person: Person, code: int) -> list[str]:
        """What another list says, as far as it may be shown."""
        found = [i for i in self.view.found_on(person, code)[1] if i in person.core]
        kinds = [kind for kind in KINDS if kind in self.view.choices.share]
        if self.is_closed(code):
            return [ask(self.view.list_names[code])]
        return list(dict.fromkeys(t for i in found for t in self.view.said(i).labelled(kinds)))

    def new_words(self, person: Person) -> str:
        """What is new of the person since the last run, on lists that are certain."""
        since = self.view.since
        if since is None:
            return ""
        told = {self.name, *(self.view.list_names[code] for code in self.others(person))}
        new = [name for name in since.joined(person.person_id) if name in told]
        return f"New on {listed(new)}" if new else ""

    def own_words(self, person: Person) -> list[str]:
        """What the audience's own list says."""
        kinds = [kind for kind in KINDS if kind != ALSO]
        told = (text for i in self.own(person) for text in self.view.said(i).labelled(kinds))
        return list(dict.fromkeys(told))

    def lead(self, person: Person) -> str:
        """The panel that might lead, and who does there as far as that may be shown."""
        code = self.view.lead(person) if self.joined(person) else None
        if code is None or not self._on_panel(person):
            return ""
        found = [i for i in person.core if self.view.list_code[i] == code]
        names = [self.view.said(i).text("lead") for i in found if self.may_tell("lead", i)]
        who = "; ".join(dict.fromkeys(name for name in names if name))
        return f"{self.view.list_names[code]}{f': {who}' if who else ''}"

    def shown_words(self) -> Iterator[str]:
        """What of other lists is shown, and what is not, as sentences."""
        shared = [LABELS[kind] for kind in KINDS if kind in self.view.choices.share]
        yield f"Of other lists is shown who is on them, and: {listed(shared) or 'nothing more'}."
        closed = [n for c, n in enumerate(self.view.list_names) if self.is_closed(c)]
        if closed:
            yield f"Of {listed(closed)} is shown only that somebody is known there."
        yield "A list that is named as “perhaps” may be about somebody else: it is still to check."


def ask(name: str) -> str:
    """What is told of a restricted list."""
    return f"Known to {name}: ask the co-ordinator"


def audience(view: View, name: str) -> Audience:
    """The list of a name as the reader; SettingsError when there is none of that name."""
    return Audience(view, audience_named(view.listings.lists, name))


def audience_named(lists: Sequence[ListInfo], name: str) -> int:
    """The code of the list that a name means; SettingsError when there is none of that name."""
    for code, info in enumerate(lists):
        if is_called(info, name):
            return code
    known = listed([info.name for info in lists], "or") or "none"
    raise SettingsError(f"--for {name}: no list of that name was read; it can be {known}")
