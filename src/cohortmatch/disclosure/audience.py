"""The audience of an edition: one panel, its people, and what it may see of other lists for each.

Policy: an edition shows only people on the panel's own list, and the panel's own rows as the list
has them, all columns but notes and those about other people. For other lists it shows that a person
is on them, and the kinds of status and details that may be shared. Where a link is still to check,
the other list is named apart and none of its content is shown. For a closed list it shows only that
a person is certainly known there. Everything comes from the panel's redacted view, which holds
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cohortmatch.core.types import Role
from cohortmatch.disclosure.news import News, news
from cohortmatch.disclosure.past_editions import past_edition
from cohortmatch.disclosure.public_protection import names_protection
from cohortmatch.disclosure.recognised_rows import OwnRows
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.clocks import FAULT, Clock, clocks
from cohortmatch.people.persons import Person
from cohortmatch.people.status import LABELS, changes_of
from cohortmatch.people.status import said as said_in
from cohortmatch.store.earlier_runs import PastEdition

ANY_LIST = "the lists that it may see"
"""What stands for the name of its list where a recipient has none."""
KINDS = tuple(LABELS)
PRESSING_KINDS = ("risk", "category", "level")
"""The kinds of status that say how pressing somebody is."""
AS_FAMILY = "named there as family"
"""All that is told of a relative on a register of families."""


@dataclass(frozen=True, eq=False, repr=False)
class Audience:
    """The panel or register of one list, or a recipient without, as the reader of a redacted view.

    For a recipient without a list, each person's own list is the first that certainly has them.
    """

    view: Redacted

    @property
    def code(self) -> int | None:
        """The code of its own list; None for a recipient without."""
        return self.view.own

    @property
    def name(self) -> str:
        """The list's name, or what stands for it."""
        return ANY_LIST if self.code is None else self.view.list_names[self.code]

    @property
    def says(self) -> str:
        """The heading of what a person's own list says."""
        return f"{'First list' if self.code is None else self.name} says"

    def home(self, person: Person) -> int:
        """The code of the list from which a person is told."""
        if self.code is not None:
            return self.code
        sure = [code for code in person.lists if self._is_sure(person, code)]
        return min(sure or person.lists or [self.view.list_code[i] for i in person.listings])

    @property
    def reader(self) -> str:
        """For whom it is: the recipient under an agreement, else the list's panel."""
        agreed = self.view.agreed
        return self.name if agreed is None else agreed.party.recipient

    @property
    def label(self) -> str:
        """What its files are called after."""
        agreed = self.view.agreed
        return self.name if agreed is None else agreed.label

    @cached_property
    def people(self) -> list[Person]:
        """The list's people who are a subject on any list, those on most other lists first."""
        return sorted((p for p in self.view.everybody if p.is_subject), key=self._place)

    def _place(self, person: Person) -> tuple[int, int, int]:
        panels = sum(self.view.listings.lists[c].kind == "panel" for c in self.others(person))
        return -panels, -len(self.others(person)), self.view.rank[self.own(person)[0]]

    def ref(self, person: Person) -> str:
        """How the edition refers to somebody: by their place in the panel's own list."""
        return self._refs[person.person_id]

    @cached_property
    def _refs(self) -> dict[str, str]:
        rows = sorted(self.people, key=lambda p: self.view.rank[self.own(p)[0]])
        return {person.person_id: str(number) for number, person in enumerate(rows, 1)}

    @cached_property
    def elsewhere(self) -> list[Person]:
        """The people who are on another panel too, or may be."""
        return [person for person in self.people if self._on_panel(person)]

    @cached_property
    def only_here(self) -> list[Person]:
        """The people on no other panel that may be shown."""
        return [person for person in self.people if not self._on_panel(person)]

    def _on_panel(self, person: Person) -> bool:
        lists = self.view.listings.lists
        both = (*self.others(person), *self.doubtful(person))
        return any(lists[code].kind == "panel" for code in both)

    @property
    def another(self) -> str:
        """What another panel is to this list: "another panel", or "a panel" for a register."""
        if self.code is None:
            return "another panel"
        kind = self.view.listings.lists[self.code].kind
        return "another panel" if kind == "panel" else "a panel"

    def own(self, person: Person) -> list[int]:
        """The person's listings on the panel's own list, those that are certain first."""
        if person.person_id not in self._own:
            codes, code = self.view.list_code, self.home(person)
            mine = [i for i in person.listings if codes[i] == code]
            if self.code is None:
                mine = [i for i in mine if i in person.core] or mine[:1]
            self._own[person.person_id] = sorted(mine, key=lambda i: i not in person.core)
        return self._own[person.person_id]

    @cached_property
    def _own(self) -> dict[str, list[int]]:
        return {}

    def naming(self, person: Person) -> list[int]:
        """The listings that say who the person is: the own list's, else all that are certain."""
        return self.own(person) if self.code is not None else sorted(person.core)

    def others(self, person: Person) -> list[int]:
        """The other lists that the person is certainly on, panels first."""
        return self._other_lists(person)[0]

    def doubtful(self, person: Person) -> list[int]:
        """The other lists that the person may be on, which is still to check."""
        return self._other_lists(person)[1]

    def _other_lists(self, person: Person) -> tuple[list[int], list[int]]:
        """The other lists that the person is certainly on, and those that they may be on."""
        if person.person_id not in self._known_lists:
            other = [code for code in person.lists if code != self.home(person)]
            sure = [code for code in other if self._is_sure(person, code)]
            doubtful = [code for code in other if code not in sure]
            self._known_lists[person.person_id] = sure, doubtful
        return self._known_lists[person.person_id]

    @cached_property
    def _known_lists(self) -> dict[str, tuple[list[int], list[int]]]:
        return {}

    def _is_sure(self, person: Person, code: int) -> bool:
        return self.view.found_on(person, code)[0]

    def known_to(self, person: Person) -> list[str]:
        """The words for closed lists that certainly hold the person."""
        return [ask(name) for name in self.view.known_to(person)]

    def said(self, person: Person, code: int, kinds: Sequence[str] = KINDS) -> list[str]:
        """What another list says, as far as it may be shown, of some kinds."""
        found = [i for i in self.view.found_on(person, code)[1] if i in person.core]
        if all(self.view.listings.role[i] == Role.family for i in found):
            return [AS_FAMILY] if found else []
        return list(dict.fromkeys(t for i in found for t in self.view.said(i).labelled(kinds)))

    def new_words(self, person: Person) -> str:
        """What is new about the person since the last edition, on certain lists."""
        if self.news is None:
            return ""
        new = self.news.new_on(self.own(person), self._sure_names(person))
        return f"New on {listed(new)}" if new else ""

    def _sure_names(self, person: Person) -> list[str]:
        """The lists on which somebody certainly is."""
        sure = (code for code in person.lists if self._is_sure(person, code))
        return [self.view.list_names[code] for code in sure]

    def changed_words(self, person: Person) -> str:
        """On which lists the person is certain now and was perhaps at the last edition, and what
        the panel's own list says otherwise of how pressing they are: the colour, the level, the
        category."""
        if self.news is None:
            return ""
        sure = self.news.sure_on(self.own(person), self._sure_names(person))
        now = [f"Now certain on {listed(sure)} (was perhaps)"] if sure else []
        found = (
            changed
            for i in self.own(person)
            if (was := self.news.status.get(i))
            for changed in changes_of(said_in(was.items()), self.view.said(i), PRESSING_KINDS)
        )
        return "; ".join(dict.fromkeys((*now, *found)))

    @cached_property
    def news(self) -> News | None:
        """The state at the last edition; None where none is known."""
        earlier = self.view.editions
        if not earlier or self.code is None:
            return None
        mine = [i for i, code in enumerate(self.view.list_code) if code == self.code]
        own = OwnRows(self.view, mine)
        found = news(self.kept(earlier[0].rows.key), mine, earlier, own.recognised, self.name)
        if found is None or self.view.keeps_own:
            return found
        # What earlier rules showed of them is not shown again.
        return replace(found, left=(), status={})

    def kept(self, key: str) -> PastEdition:
        """What the next edition is compared with; `key` is that of the store's digests."""
        return past_edition(self.view, key)

    @cached_property
    def clocks(self) -> list[Clock]:
        """The clocks of its people, by the panel's own rows and those of others that are certainly
        the person's; of dates that cannot be used those of its own rows only."""

        def is_shown(person: Person, listing: int) -> bool:
            return listing in person.core or self.view.list_code[listing] == self.code

        people = {person.person_id for person in self.people}
        found = clocks(self.view, self.view.choices.engagement_panels, shown=is_shown)
        of_own = (each for each in found if each.person.person_id in people)
        return [each for each in of_own if each.what != FAULT or each.list_name == self.name]

    def own_words(self, person: Person) -> list[str]:
        """What the panel's own list says: each of its columns, in its own order."""
        told = [text for i in self.own(person) for text in self.view.written.own_columns(i)]
        which = [self.view.list_names[self.home(person)]] if self.code is None else []
        return list(dict.fromkeys((*which, *told)))

    def lead(self, person: Person) -> str:
        """The panel that might lead, and its lead officer where that may be shown."""
        code = self.view.lead(person)
        if code is None or not self._on_panel(person):
            return ""
        found = [i for i in person.core if self.view.list_code[i] == code]
        names = [self.view.said(i).text("lead") for i in found]
        who = "; ".join(dict.fromkeys(name for name in names if name))
        return f"{self.view.list_names[code]}{f': {who}' if who else ''}"

    def shown_words(self) -> Iterator[str]:
        """What is shown of other lists, and what is not, as sentences."""
        if self.view.agreed is not None:
            yield "Of other lists, it shows what the sharing agreement names, and nothing else."
            yield "Of these, only short values are shown; free text only where a rule names it."
            yield "A list that is named as “perhaps” may be about somebody else: still to check."
            return
        shared = [LABELS[kind] for kind in KINDS if kind in self.view.choices.share]
        yield f"Of other lists, it shows who is on them, and: {listed(shared) or 'nothing more'}."
        yield "Of these, only short values are shown, never free text."
        yield "Of closed lists, it says only that a person is certainly known there."
        yield "A list that is named as “perhaps” may be about somebody else: it is still to check."

    def closed_words(self) -> Iterator[str]:
        """Which lists are closed to the panel and why, for the analyst who makes the edition."""
        for each in self.view.closed:
            hint = ""
            if each.may_open:
                hint = (
                    f'; to open it, put it into cohortmatch.toml: [report] open = ["{each.name}"]'
                )
            yield f"Closed to {self.reader}: {each.name} ({each.why}){hint}"
        for info in self.view.listings.lists:
            if info.name != self.name and names_protection(info.name):
                where = "agreement.toml" if self.view.agreed else "[report] in cohortmatch.toml"
                yield f"Open to {self.reader}: {info.name}, as {where} says"


def ask(name: str) -> str:
    """The words for a closed list."""
    return f"Known to {name}: ask the co-ordinator"
