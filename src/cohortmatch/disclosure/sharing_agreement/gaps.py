"""Gaps of an agreement that is no fault but lacks something, and the pre-flight list.

The pre-flight list asks what the ICO's checklist for gangs information asks of a police force, in
our own words, and answers what the file and the tool can answer. What only people know is left to
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.sharing_agreement.flows import receiving
from cohortmatch.disclosure.sharing_agreement.items import LISTED, MAPPA, NOTES, SENSITIVE
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = ["gaps", "preflight"]

ASK = "For people to answer"


def gaps(agreement: SharingAgreement) -> Iterator[str]:
    """What an agreement lacks, each as a sentence with its address."""
    file = agreement.file
    for name, terms in file.lists.items():
        if not terms.owner:
            yield f"lists.{name}: no owner, so nobody sees this list whole in an edition"
        if terms.keep_months is None:
            yield f"lists.{name}: no keep_months; the settings' own decides how long"
        if not any(rule.list == name for rule in file.rules):
            yield f"lists.{name}: no rule names it, so no other recipient learns of it"
    for name, member in file.members.items():
        if not member.contact:
            yield f"members.{name}: no contact; name a single point of contact"
        if not agreement.purposes_of(name) and not member.panels and not member.recipients:
            yield f"members.{name}: no rule names it, so it receives no edition"
    for number, rule in enumerate(file.rules, 1):
        if rule.needs and rule.approved is None:
            yield f"rules.{number}: needs the approval of {rule.needs}, which is not there yet"
        if rule.approved is not None and rule.approved > date.today():
            yield f"rules.{number}: the approval of {rule.needs} is of a day still to come"
        others = (each for each in file.rules if each.list == rule.list)
        if not any(LISTED in each.items for each in others) and set(rule.items) - {"known"}:
            yield f"rules.{number}: no rule names “listed” of {rule.list}, so its details show not"
        yield from _never_seen(agreement, number)


def _never_seen(agreement: SharingAgreement, number: int) -> Iterator[str]:
    """Recipients of a rule on public protection to whom it cannot apply."""
    rule = agreement.file.rules[number - 1]
    protected = agreement.is_restricted(rule.list) or MAPPA in rule.items
    if protected and set(rule.items) != {"known"}:
        out = [each for each in rule.to if not agreement.is_cleared(each)]
        if out:
            yield (
                f"rules.{number}: under public protection; {', '.join(out)} may learn at most that "
                "somebody is known there"
            )


def preflight(agreement: SharingAgreement) -> Iterator[tuple[str, str]]:
    """The questions before a list is shared, with what the tool can answer."""
    file, about = agreement.file, agreement.file.agreement
    signed = f"signed on {about.signed}" if about.signed else "not signed"
    yield "Is there a data protection impact assessment?", about.dpia or "None is named (dpia)"
    yield "Is there an appropriate policy document?", about.policy or "None is named (policy)"
    yield "Is there a written agreement?", f"{about.id}, version {about.version}, {signed}"
    yield "Who is put on each list, by which threshold, and who takes them off?", ASK
    yield (
        "Are victims told apart from offenders?",
        "Rows of victims, witnesses and unknown roles are never shown; no rule can name them",
    )
    who = count(len(receiving(agreement)), "recipient")
    yield "Who receives it?", f"{who} with an edition; see agreement show"
    yield "Does all of it need to be shared?", _wide(agreement)
    yield "Is it encrypted on its way?", f"{ASK}: the tool sends nothing"
    yield (
        "Is every access logged?",
        "Editions, reviews, refusals and accepted changes are, in the audit log beside the store",
    )
    without = [name for name, terms in file.lists.items() if terms.keep_months is None]
    kept = f"No retention for {', '.join(without)}" if without else "Every list has a retention"
    yield "How long is it kept?", f"{kept}; each edition says when to delete it"
    yield "Is anything of it put on social media?", ASK
    yield "Is the effect on groups known?", "agreement annex counts by age band and sex"


def _wide(agreement: SharingAgreement) -> str:
    """Rules that name free text or sensitive items."""
    wide = [
        f"rule {number} ({', '.join(found)})"
        for number, rule in enumerate(agreement.file.rules, 1)
        if (found := [each for each in rule.items if each in (*SENSITIVE, NOTES, MAPPA)])
    ]
    return (
        f"Look again at {'; '.join(wide)}" if wide else "No rule names free text or sensitive items"
    )
