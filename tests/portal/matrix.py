"""The world of the matrix: who is who, which pages there are, and what each cell must answer.

An expectation is worked out here from roles, labels and what each edition holds, and never from the
portal's own gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cohortmatch.portal.models import PublishedEdition, PublishedRun

GUESSED = "guessed"
READ, WRITE = ("GET", "HEAD"), ("POST",)
FORM = frozenset({200, 204, 302, 400, 409, 422})
REVIEWING, TYPING = frozenset({"reviewer", "analyst"}), frozenset({"member", "chair"})
ADMINISTRATING, OFFICERS = frozenset({"administrator"}), frozenset({"officer"})
READERS = frozenset({"member", "chair", "analyst"})


@dataclass(frozen=True)
class Page:
    """A page: for which roles, by which methods; `parts` are the parts of its address. A page
    without roles is for every account; `of_people` pages are closed once an agreement expired; a
    `keeper` page is for those alone who keep the list. `answers` are what it may answer to whom it
    is open: what a form answers to nonsense is another test's."""

    roles: frozenset[str] = frozenset()
    methods: tuple[str, ...] = READ
    parts: tuple[str, ...] = ()
    of_people: bool = True
    keeper: bool = False
    answers: frozenset[int] = frozenset({200})

    @property
    def is_of_panel(self) -> bool:
        return "panel" in self.parts


def of_panel(*parts: str, methods: tuple[str, ...] = READ, **more: Any) -> Page:
    return Page(**{"roles": READERS, "methods": methods, "parts": ("panel", *parts), **more})


NAMES_OF_PARTS = {"pair": "token", "own": "token", "upload": "token", "account": "number"}
"""What a part is called in the address, where that is another name."""
GUESSES = {"change": "1", "account": "987654"}
OF_A_RUN = ("take_back",)
"""Pages without an object of their own that are not there where no run is shown."""

PAGES: dict[str, Page] = {
    "my_panels": Page(of_people=False),
    "runs": Page(frozenset({"analyst"})),
    "withdraw_run": Page(frozenset({"analyst"}), WRITE, answers=FORM),
    "review": Page(REVIEWING),
    "pair": Page(REVIEWING, (*READ, *WRITE), ("pair",), answers=FORM),
    "take_back": Page(frozenset({"reviewer"}), WRITE, answers=FORM),
    "drafts": Page(methods=WRITE, of_people=False, answers=FORM),
    "uploads": Page(frozenset({"analyst"})),
    "take_upload": Page(frozenset({"analyst"}), WRITE, ("upload",)),
    "progress": of_panel("own", methods=(*READ, *WRITE), roles=TYPING, answers=FORM),
    "progress_row": of_panel("own", methods=(*READ, *WRITE), roles=TYPING, answers=FORM),
    "own_list": of_panel(roles=TYPING),
    "own_list_file": of_panel(roles=TYPING, keeper=True),
    "settle_change": of_panel("change", methods=WRITE, roles=TYPING),
    "upload": of_panel(methods=(*READ, *WRITE), roles=TYPING, keeper=True, answers=FORM),
    "uploaded": of_panel("upload", methods=(*READ, *WRITE), roles=TYPING, keeper=True),
    "accounts": Page(ADMINISTRATING, (*READ, *WRITE), of_people=False, answers=FORM),
    "account": Page(ADMINISTRATING, (*READ, *WRITE), ("account",), False, answers=FORM),
    "access": Page(ADMINISTRATING | OFFICERS, of_people=False),
    "agreement": Page(OFFICERS, of_people=False),
    "log": Page(OFFICERS, of_people=False),
    "export_log": Page(OFFICERS, WRITE, of_people=False, answers=FORM),
    "verify_log": Page(OFFICERS, WRITE, of_people=False, answers=FORM),
    "panel": of_panel(),
    "sheet": of_panel("sheet"),
    "person": of_panel("token"),
    "agenda": of_panel(),
    "meeting": of_panel("meeting"),
    "changes": of_panel(),
    "trends": of_panel(),
    "what_i_may_see": of_panel(),
    "search": of_panel(methods=(*READ, *WRITE)),
    "files": of_panel(),
    "download": of_panel("name"),
}
"""Every page that shows people, or changes what is shown."""
ELSEWHERE = ("account_", "mfa_", "one_time_link", "session", "put_away", "my_account", "None")
"""How the names of pages of one's own account begin: they hold nothing of anybody on a list, and
`test_log_in` tries them."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks: their roles with the labels of editions, and how far the log-in is."""

    name: str
    roles: tuple[tuple[str, str], ...] = ()
    is_keeper: bool = False
    is_logged_in: bool = True
    has_second_factor: bool = True

    @property
    def labels(self) -> frozenset[str]:
        """The labels of the editions that are open to them."""
        return self.labels_as(READERS)

    def labels_as(self, roles: frozenset[str]) -> frozenset[str]:
        """The labels of those that are open to them in one of these roles."""
        own = {label for role, label in self.roles if role in TYPING & roles} - {"analyst"}
        is_analyst = "analyst" in roles and ("analyst", "") in self.roles
        return frozenset(own | ({"analyst"} if is_analyst else set()))


PEOPLE = (
    Person("nobody", is_logged_in=False),
    Person("half", (("member", "IOM"), ("analyst", "")), has_second_factor=False),
    Person("norole"),
    Person("member", (("member", "IOM"),)),
    Person("keeper", (("member", "IOM"),), is_keeper=True),
    Person("chair", (("chair", "IOM"),)),
    Person("both", (("member", "IOM"), ("member", "SGV"))),
    Person("gone", (("member", "Closed panel"),)),
    Person("posing", (("member", "analyst"),)),
    Person("reviewer", (("reviewer", ""),)),
    Person("analyst", (("analyst", ""),)),
    Person("officer", (("officer", ""),)),
    Person("administrator", (("administrator", ""),)),
)
SOME = tuple(
    each for each in PEOPLE if each.name in ("member", "analyst", "officer", "administrator")
)
"""`posing` was given the label of the whole report as a member, which opens nothing."""


@dataclass(frozen=True)
class Cell:
    """One question: who asks for which page about which object, how."""

    person: Person
    page: str
    method: str
    parts: Mapping[str, str] = field(default_factory=dict)
    exists: bool = True
    label: str = ""

    @property
    def address(self) -> str:
        named = {NAMES_OF_PARTS.get(part, part): name for part, name in self.parts.items()}
        named |= {"row": "0"} if self.page == "progress_row" else {}
        return reverse(self.page, kwargs=named or None)

    def expected(self, state: str) -> frozenset[int]:
        """The statuses that may be answered in a state of the run: current, expired, past."""
        page = PAGES[self.page]
        if not self.person.is_logged_in or not self.person.has_second_factor:
            return frozenset({302})
        roles = {role for role, _ in self.person.roles}
        is_open = not page.roles or bool(roles & page.roles)
        if page.is_of_panel:
            is_open = self.label in self.person.labels_as(page.roles) and state == "current"
            is_open = is_open and (self.person.is_keeper or not page.keeper)
        if state == "expired" and (page.is_of_panel or (is_open and page.of_people)):
            return frozenset({403})
        if not is_open:
            return frozenset({404})
        if self.method not in page.methods:
            return frozenset({405})
        if not self.exists or (state == "past" and self.page in OF_A_RUN):
            return frozenset({404})
        if self.page == "my_panels" and roles and not roles & READERS:
            return frozenset({302})  # to the page of the role
        return page.answers if self.method == "POST" else frozenset({200})


def cells(run: PublishedRun, *, whole: bool = True) -> Iterator[Cell]:
    """Every cell: people × pages × objects × methods; HEAD and DELETE are asked of one object of
    each page. Not `whole`: of some people, by GET."""
    for name, page in PAGES.items():
        for number, (parts, exists, label) in enumerate(objects(run, page)):
            methods = ("GET", "POST", *(("HEAD", "DELETE") if number == 0 else ()))
            for person in PEOPLE if whole else SOME:
                for method in methods if whole else ("GET",):
                    yield Cell(person, name, method, parts, exists, label)


def objects(run: PublishedRun, page: Page) -> Iterator[tuple[dict[str, str], bool, str]]:
    """The objects that a page may be asked about: each of each edition, under the address of each
    edition, and guessed ones; whether it exists there, and the label of the edition."""
    part = next((each for each in page.parts if each != "panel"), "")
    if not page.is_of_panel:
        for name, exists in _of_run(run, part):
            yield ({part: name} if part else {}), exists, ""
        return
    editions = list(run.editions.order_by("label"))
    for slug, edition in [*((each.slug, each) for each in editions), (GUESSED, None)]:
        label = "" if edition is None else edition.label
        if not part:
            yield {"panel": slug}, edition is not None and _has(edition, page), label
            continue
        every = dict.fromkeys(chain.from_iterable(_named(each, part) for each in editions))
        own = set() if edition is None else set(_named(edition, part))
        for name in (*every, GUESSES.get(part, GUESSED)):
            yield {"panel": slug, part: name}, name in own, label


def _of_run(run: PublishedRun, part: str) -> Iterator[tuple[str, bool]]:
    """Objects of a run as a whole, and whether they exist."""
    if part == "pair":
        yield from ((each, True) for each in run.pairs.values_list("token", flat=True)[:2])
    yield GUESSES.get(part, GUESSED) if part else "", not part


def _has(edition: PublishedEdition, page: Page) -> bool:
    """Whether an edition has what the page is of: a chair's page, a list that its panel keeps."""
    if page is PAGES["agenda"]:
        return edition.sheets.filter(slug="for-the-chair").exists()
    if page is PAGES["own_list_file"]:
        return False  # nobody has typed anything
    if page.roles == TYPING:
        return edition.run.own_lists.filter(name=edition.panel).exists()
    return True


def _named(edition: PublishedEdition, part: str) -> Iterator[str]:
    """How the objects of an edition are named in addresses."""
    if part == "sheet":
        yield from list(edition.sheets.values_list("slug", flat=True))[:1]
    elif part == "token":
        yield from list(edition.people.order_by("pk").values_list("token", flat=True))[:1]
    elif part == "own" and _has(edition, PAGES["own_list"]):
        people = edition.people.exclude(own_listings=[]).order_by("pk")
        yield from list(people.values_list("token", flat=True))[:1]
    elif part == "name":
        names = edition.files.order_by("name").values_list("name", flat=True)
        yield from {name.rpartition(".")[2]: name for name in names}.values()  # one of each format
    elif part == "meeting":
        slugs = edition.sheets.filter(slug__startswith="meeting-").values_list("slug", flat=True)
        yield from (each.removeprefix("meeting-") for each in slugs)


def names_of_pages() -> set[str]:
    """The name of every address of the portal."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns)
            else:
                yield str(each.name)

    return set(walk(get_resolver().url_patterns))
