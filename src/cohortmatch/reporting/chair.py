"""For the chair: tonight's people on one side, in the order in which the meeting takes them.

    who they are · RAG · who else holds them · who leads · what is new · what is due · what differs

Policy: everything comes from the panel's redacted view, so the page says nothing that the rest of
the edition may not say. Whom a meeting discusses is told by the panel's own rows. What is unproven
(a row that may be theirs, a clock of such a row) stands apart at the foot and nowhere else.
Victims, relatives and associates are on no agenda.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.audience import AS_FAMILY, PRESSING_KINDS, Audience
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.clocks import FAULT, Clock
from cohortmatch.people.counts import with_others_untold
from cohortmatch.people.details import as_at_words, spoken
from cohortmatch.people.meetings import Meeting, discusses, meetings_of, order_words
from cohortmatch.people.persons import Person
from cohortmatch.people.status import Said, pressing
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.reporting.agenda import why_untold
from cohortmatch.reporting.edition_clocks import ASK_CONTACT, asks_contact
from cohortmatch.reporting.sheets.corrections import conflicts
from cohortmatch.values.fields import FIELDS

__all__ = ["Chair", "ChairLine", "is_chaired"]

FAMILY = "named as family"


class ChairLine(NamedTuple):
    """One person in one line; what a column has nothing to tell of is ''."""

    number: int
    ref: str
    name: str
    born: str
    age: str
    risk: str
    held: str
    lists: str
    """the lists of `held`, by name alone"""
    known: tuple[str, ...]
    lead: str
    new: str
    changed: str
    due: str
    differs: str
    is_quiet: bool
    """whether no other panel certainly or perhaps holds them, and nothing is new, due or differs"""


def is_chaired(audience: Audience) -> bool:
    """Whether its reader is a panel, which meets; a register does not."""
    code = audience.code
    return code is not None and audience.view.listings.lists[code].kind == "panel"


@dataclass(frozen=True, eq=False, repr=False)
class Chair:
    """The chair's page of a panel's edition; for one of its meetings, or for everyone on the list
    where `meeting` is None."""

    audience: Audience
    meeting: Meeting | None = None

    def __repr__(self) -> str:
        return f"<Chair: {self.headline.rstrip('.')}>"

    @property
    def _info(self) -> ListInfo:
        code = self.audience.code
        assert code is not None
        return self.audience.view.listings.lists[code]

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting of the panel."""
        return meetings_of(self.audience.view.choices.meetings, self._info)

    @cached_property
    def people(self) -> list[Person]:
        """Tonight's people, in agenda order."""
        people = self.audience.people
        if self.meeting is not None:
            is_discussed = discusses(self.meeting, self.meetings, self._info)
            people = [each for each in people if is_discussed(self._said(each))]
        return sorted(people, key=self._place)

    @cached_property
    def said(self) -> list[list[Said]]:
        """What the panel's own rows say of each of tonight's people, in order."""
        return [self._said(each) for each in self.people]

    def _said(self, person: Person) -> list[Said]:
        return [self.audience.view.said(i) for i in self.audience.own(person)]

    @property
    def order(self) -> tuple[str, ...]:
        """By what the agenda is ordered."""
        own = self.meeting.order if self.meeting is not None else ()
        return own or self.audience.view.choices.agenda_order

    def _place(self, person: Person) -> tuple[object, ...]:
        return (*(self._by(each, person) for each in self.order), self._by("list", person))

    def _by(self, order: str, person: Person) -> object:
        view, own = self.audience.view, self.audience.own(person)
        if order == "risk":
            cells = [text for i in own for _, text in view.said(i).cells.get("risk", ())]
            return -max(map(pressing, cells), default=-1)
        if order == "panels":
            return -len(self._other_panels(self.audience.others(person)))
        if order == "lead":
            names = [view.said(i).text("lead").casefold() for i in own]
            return next(((False, name) for name in names if name), (True, ""))
        if order == "name":
            return view.written.name(own[0]).key
        return view.rank[own[0]]

    def _other_panels(self, codes: Iterable[int]) -> list[int]:
        lists = self.audience.view.listings.lists
        return [code for code in codes if lists[code].kind == "panel"]

    @cached_property
    def lines(self) -> list[ChairLine]:
        """Each of tonight's people in one line, in order."""
        return [self._line(number, person) for number, person in enumerate(self.people, 1)]

    def _line(self, number: int, person: Person) -> ChairLine:
        audience = self.audience
        naming, age = audience.naming(person), self._age(person)
        names = dict.fromkeys(filter(None, (audience.view.written.name(i).text for i in naming)))
        born = " or ".join(map(spoken, audience.view.details.born(naming)))
        held = [self._held(person, code) for code in audience.others(person)]
        new, known = audience.new_words(person), audience.view.known_to(person)
        changed = audience.changed_words(person)
        due = "; ".join(map(self._due, self._clocks(person, certain=True)))
        differs = "; ".join(self._differing(person))
        on_panels = self._other_panels((*audience.others(person), *audience.doubtful(person)))
        return ChairLine(
            number=number,
            ref=audience.ref(person),
            name=" or ".join(names) or NOT_RECORDED,
            born=f"{born or 'birth not recorded'} ({age})",
            age=age,
            risk="; ".join(dict.fromkeys(filter(None, map(_risk, self._said(person))))),
            held="; ".join(told for told, _ in held),
            lists=", ".join(short for _, short in held),
            known=known,
            lead=self._lead(person),
            new=new,
            changed=changed,
            due=due,
            differs=differs,
            is_quiet=not (new or changed or due or differs or on_panels or known),
        )

    def _age(self, person: Person) -> str:
        group, age = self.audience.view.age_now(person).group, self.audience.view.age_words(person)
        return {"adult": age, "under 18": age.upper()}.get(group, "age not known")

    def _held(self, person: Person, code: int) -> tuple[str, str]:
        """Another list that the person is certainly on, with the risk that it gives them, its
        colour or word alone where it gives one; and the list alone."""
        name = self.audience.view.list_names[code]
        told = self.audience.said(person, code, PRESSING_KINDS)
        if told == [AS_FAMILY]:
            return (f"{name} ({FAMILY})",) * 2
        short = [_short(each) for each in told]
        risk = [each for each in short if pressing(each) >= 0] or short
        return f"{name} ({'; '.join(risk)})" if risk else name, name

    def _lead(self, person: Person) -> str:
        """The officer of the panel's own list, and the other panel that might lead with its."""
        own = (said.text("lead") for said in self._said(person))
        mine = "; ".join(dict.fromkeys(filter(None, own)))
        code = self.audience.view.lead(person)
        other = "" if code in (None, self.audience.code) else self.audience.lead(person)
        return f"{mine} ({other})" if mine and other else mine or other

    def _due(self, clock: Clock) -> str:
        """A clock, with the list that says it where that is another than the panel's own."""
        name = clock.list_name
        return (
            f"{name}: {_due_words(clock)}"
            if name not in ("", self.audience.name)
            else _due_words(clock)
        )

    def _clocks(self, person: Person, *, certain: bool) -> list[Clock]:
        found = self._by_person.get(person.person_id, ())
        return [each for each in found if each.is_certain == certain]

    @cached_property
    def _by_person(self) -> dict[str, list[Clock]]:
        found: dict[str, list[Clock]] = {}
        for clock in self.audience.clocks:
            if clock.what != FAULT:
                found.setdefault(clock.person.person_id, []).append(clock)
        return found

    def _differing(self, person: Person) -> Iterator[str]:
        """Each detail on which certain rows differ from the panel's own, with their lists: names
        first, then as *Corrections* has them."""
        own, holders = set(self.audience.own(person)), self.audience.view.details.holders
        for field, who in self._conflicts.get(person.person_id, {}).items():
            others = holders([i for i in who if i not in own])
            yield f"{_called(field)} ({others or f'rows of {self.audience.name}'})"

    @cached_property
    def _conflicts(self) -> dict[str, dict[str, list[int]]]:
        """By person and detail, the rows that differ from one of the panel's own."""
        code, found = self.audience.code, dict[str, dict[str, list[int]]]()
        assert code is not None
        for person, field, who in conflicts(self.audience.view, code):
            found.setdefault(person.person_id, {}).setdefault(field, []).extend(who)
        return found

    @cached_property
    def unproven(self) -> list[str]:
        """What is still to check of tonight's people, each a sentence."""
        lines = zip(self.lines, self.people, strict=True)
        return [
            f"{line.number} {line.name}: {text}." for line, p in lines for text in self._open(p)
        ]

    def _open(self, person: Person) -> Iterator[str]:
        audience = self.audience
        names = audience.view.list_names
        if perhaps := [names[code] for code in audience.doubtful(person)]:
            yield f"perhaps also on {listed(perhaps)}"
        own = audience.own(person)
        if any(i not in person.core for i in own):
            yield f"{count(len(own), 'row')} of {audience.name}, perhaps not of one person"
        for clock in self._clocks(person, certain=False):
            yield f"perhaps theirs: {_due_words(clock)}, as {clock.list_name or 'a row'} says"

    @property
    def title(self) -> str:
        """For which meeting it is."""
        which = f", {self.meeting.name}" if self.meeting is not None else ""
        return f"For the chair of {self.audience.name}{which}"

    @property
    def headline(self) -> str:
        """How many are on tonight's agenda, and how many of them other panels hold."""
        many = len(self.people)
        if not many:
            return f"{self._nobody} The panel meets about nobody."
        audience, why = self.audience, why_untold(self.audience)
        held = sum(bool(self._other_panels(audience.others(p))) for p in self.people)
        whom = "everyone on the list" if self.meeting is None else self.meeting.words
        told = f"{count(many, 'person', 'people')} to discuss ({whom})"
        if why and not held:
            return f"{told}. It cannot be told whether any of them is on another panel: {why}."
        told = f"{told}: {held:,} certainly on another panel that may be shown here."
        return with_others_untold(told, why) if why else told

    @property
    def _nobody(self) -> str:
        if self.meeting is None:
            return f"Nobody is on {self.audience.name}."
        return f"Nobody on {self.audience.name} is to be discussed ({self.meeting.words})."

    @property
    def told(self) -> list[str]:
        """What is to be known of the agenda as a whole, in sentences."""
        return [
            f"In this order: {order_words(self.order)}.",
            *self._left_over(),
            *self._since(),
            *self._days(),
            *([ASK_CONTACT] if asks_contact(self.audience) else []),
        ]

    def _left_over(self) -> Iterator[str]:
        """How many no meeting of the panel discusses."""
        if self.meeting is None:
            return
        every = [discusses(each, self.meetings, self._info) for each in self.meetings]
        people = self.audience.people
        left = sum(not any(is_in(self._said(p)) for is_in in every) for p in people)
        if left:
            yield f"{count(left, 'person', 'people')} on {self.audience.name} no meeting discusses."

    def _since(self) -> Iterator[str]:
        news = self.audience.news
        if news is None:
            yield "The first edition: what is new is not known."
            return
        new = sum(bool(line.new) for line in self.lines)
        left = f"{count(len(news.left), 'row')} no longer on {self.audience.name}"
        yield f"Since {spoken(news.day)}: {new:,} of them new on a list; {left}."

    def _days(self) -> Iterator[str]:
        """How old the lists are."""
        lists = self.audience.view.listings.lists
        if dated := [f"{info.name} {as_at_words(info)}" for info in lists if info.as_at]:
            undated = [info.name for info in lists if not info.as_at]
            told = f"; without a day: {', '.join(undated)}" if undated else ""
            yield f"Lists as at: {', '.join(dated)}{told}."
        else:
            yield "No list gives its day."


def _risk(said: Said) -> str:
    return "; ".join(map(_short, said.labelled(PRESSING_KINDS)))


def _short(labelled: str) -> str:
    """ "RAG: Red" without its heading where the value alone says what it is."""
    heading, _, text = labelled.partition(": ")
    says_all = pressing(text) >= 0 and (len(text) > 1 or "rag" in heading.casefold())
    return text if says_all else f"{heading} {text}"


def _called(field: str) -> str:
    """What a detail is called in little room."""
    return "DOB" if field == "date_of_birth" else FIELDS[field].label


def _due_words(clock: Clock) -> str:
    return f"{clock.what} {spoken(clock.due)}" if clock.due else clock.what
