"""What the parts of an agreement say of each other: names that are nobody's, rules that contradict.

Policy: rules only ever allow, so two of them contradict each other where they allow the same thing
to the same recipient for the same purpose and differ in what protects: ages, approval, retention.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from cohortmatch.core.model_faults import address, did_you_mean
from cohortmatch.disclosure.folders import stem_for
from cohortmatch.disclosure.public_protection import names_protection
from cohortmatch.disclosure.sharing_agreement.document import AgreementFile, SharingRule
from cohortmatch.disclosure.sharing_agreement.parties import NAME_FAULT, name_fault, recipients

__all__ = ["cross_faults"]

LONGEST = 60
"""Letters of a recipient's name at most: it stands in a footer."""
PROTECTING = ("under_18", "unknown_age", "keep_months", "needs", "approved")


def cross_faults(file: AgreementFile) -> Iterator[str]:
    """Every fault between the parts, with its address."""
    yield from _names(file)
    yield from _one_name_each(file)
    yield from _panels(file)
    yield from _named_like_panels(file)
    yield from _owners(file)
    yield from _opened(file)
    yield from _between(file)
    for number, rule in enumerate(file.rules, 1):
        yield from _parties(file, number, rule)
    yield from _contradictions(file)


def _names(file: AgreementFile) -> Iterator[str]:
    """Names of recipients that cannot stand in a file's name, and one name for two of them."""
    seen: dict[str, str] = {}
    for name, member in file.members.items():
        places: list[tuple[str, ...]] = [("members", name)]
        places += [("members", name, "recipients", each) for each in member.recipients]
        for number, place in enumerate(places):
            at = address(place[:3]) + f", number {number}" if number else f"members, “{name}”"
            is_long = len(place[-1]) > LONGEST or not place[-1].strip()
            if fault := NAME_FAULT if is_long else name_fault(place[-1]):
                yield f"{_shown(place[:2])}, recipient {number}: its name {fault}"
                continue
            stem = stem_for(place[-1]).casefold()
            if stem in seen:
                yield f"{address(place)}: one name for two recipients; the other is {seen[stem]}"
            seen.setdefault(stem, at)


def _one_name_each(file: AgreementFile) -> Iterator[str]:
    """Lists and purposes whose names differ in capitals only: a rule would mean one of the two."""
    seen: dict[str, str] = {}
    for name in file.lists:
        if seen.setdefault(name.strip().casefold(), name) != name:
            yield f"{address(('lists', name))}: one name for two lists"
    said: dict[str, str] = {}
    for number, rule in enumerate(file.rules, 1):
        for each in rule.purpose:
            if said.setdefault(each.strip().casefold(), each) != each:
                yield f"rules.{number}.purpose: one purpose written in two ways; write it as before"


def _shown(place: tuple[str, ...]) -> str:
    """An address without a name that must not be printed."""
    return address([each if not name_fault(each) else "…" for each in place])


def _panels(file: AgreementFile) -> Iterator[str]:
    for name, member in file.members.items():
        both: list[tuple[tuple[str, ...], str]] = []
        both += [(("members", name, "panels"), each) for each in member.panels]
        both += [
            (("members", name, "recipients", who, "panel"), each.panel)
            for who, each in member.recipients.items()
        ]
        for place, panel in both:
            if panel and panel not in file.lists:
                yield f"{_shown(place)}: no list “{panel}”{did_you_mean(panel, file.lists)}"


def _named_like_panels(file: AgreementFile) -> Iterator[str]:
    """Recipients named as a panel for which another answers: `--for` would mean one of the two."""
    answers: dict[str, set[str]] = {}
    for name, member in file.members.items():
        for panel in member.panels:
            answers.setdefault(panel.casefold(), set()).add(name)
        for who, each in member.recipients.items():
            answers.setdefault(each.panel.casefold(), set()).add(who)
    for who, member_name in recipients(file).items():
        if others := sorted(answers.get(who.casefold(), set()) - {who}):
            told = f"is the name of a panel for which {others[0]} answers"
            yield f"{_shown(('members', member_name))}, “{who}”: {told}"


def _owners(file: AgreementFile) -> Iterator[str]:
    for name, terms in file.lists.items():
        if terms.owner and terms.owner not in file.members:
            near = did_you_mean(terms.owner, file.members)
            yield f"{address(('lists', name, 'owner'))}: “{terms.owner}” is no member{near}"


def _opened(file: AgreementFile) -> Iterator[str]:
    """Lists of people under public protection, by their names, that the file says are none."""
    for name, terms in file.lists.items():
        if terms.restricted is False and names_protection(name):
            yield (
                f"{address(('lists', name, 'restricted'))}: its name says that it is of people "
                "under public protection; take `restricted = false` out, or rename the list"
            )


def _between(file: AgreementFile) -> Iterator[str]:
    """Those who compare their people with each other and are no members, or named twice."""
    names = file.between.members if file.between is not None else ()
    for name in names:
        if name not in file.members:
            yield f"between.members: a name that is no member{did_you_mean(name, file.members)}"
    if len(set(names)) != len(names):
        yield "between.members: one member twice"


def _parties(file: AgreementFile, number: int, rule: SharingRule) -> Iterator[str]:
    if rule.list not in file.lists:
        near = did_you_mean(rule.list, file.lists)
        yield f"rules.{number}.list: no list “{rule.list}”{near}"
    known = recipients(file)
    for name in rule.to:
        if name not in known:
            yield f"rules.{number}.to: a recipient that is no member{did_you_mean(name, known)}"
    if rule.approved is not None and not rule.needs:
        yield f"rules.{number}.approved: say in `needs` whose approval it is"


def _contradictions(file: AgreementFile) -> Iterator[str]:
    known = recipients(file)
    for (one, a), (two, b) in combinations(enumerate(file.rules, 1), 2):
        if a.list != b.list or not set(a.items) & set(b.items) or not set(a.roles) & set(b.roles):
            continue
        if not set(a.purpose) & set(b.purpose) or not _share_a_recipient(a, b, known):
            continue
        differ = [key for key in PROTECTING if getattr(a, key) != getattr(b, key)]
        if differ:
            yield (
                f"rules.{two}: contradicts rule {one}: both name the same items of {a.list} for "
                f"the same recipient and purpose, and differ in {', '.join(differ)}"
            )


def _share_a_recipient(a: SharingRule, b: SharingRule, known: dict[str, str]) -> bool:
    """Whether two rules reach one recipient; a member's rule reaches its named recipients."""
    return any(x == y or known.get(x) == y or known.get(y) == x for x in a.to for y in b.to)
