"""Who a name means under an agreement, which list is theirs, and for which purpose.

Policy: a member, a named recipient, or a panel for which one recipient answers. A name that two
answer to is refused, because the wrong one might read the edition. A recipient without a panel has
an edition of the people whom the rules let it see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.folders import stem_for
from cohortmatch.disclosure.readers import list_named
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement
from cohortmatch.linkage.explanations import listed
from cohortmatch.reading.panels import panel_named

__all__ = [
    "Party",
    "label_faults",
    "label_of",
    "list_terms_of",
    "other_terms_of_file",
    "parties",
    "party_named",
    "recipients_named",
]


BETWEEN = ": "
"""No name of a recipient or a purpose holds a colon."""


class Party(NamedTuple):
    """Who an edition is for: the recipient, their panel's list in the agreement ('' for a recipient
    without a panel), the purpose."""

    recipient: str
    panel: str
    purpose: str

    @property
    def key(self) -> str:
        """Under which name what they were told is kept."""
        return BETWEEN.join(self)

    @classmethod
    def of_key(cls, key: str) -> Party | None:
        """The party of such a name; None for a panel's, which is its list's name alone."""
        recipient, _, rest = key.partition(BETWEEN)
        panel, is_one, purpose = rest.rpartition(BETWEEN)
        return cls(recipient, panel, purpose) if is_one else None


def party_named(agreement: SharingAgreement, name: str, purpose: str = "") -> Party:
    """The party that a name and a purpose mean; SettingsError where there is none, or several."""
    recipient, panel = _recipient(agreement, name)
    return Party(recipient, panel, _purpose(agreement, recipient, purpose))


def _recipient(agreement: SharingAgreement, name: str) -> tuple[str, str]:
    wanted = name.strip().casefold()
    every = list(_answering(agreement))
    named = [pair for pair in every if pair[0].casefold() == wanted]
    found = named or [pair for pair in every if pair[1] and pair[1].casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found and named:
        panels = listed([panel for _, panel in found], "or")
        raise SettingsError(f"--for {name}: receives the editions of several panels: say {panels}")
    if found:
        who = listed([recipient for recipient, _ in found], "or")
        raise SettingsError(f"--for {name}: more than one recipient answers for it: say {who}")
    if any(each.casefold() == wanted for each in agreement.member_of):
        raise SettingsError(
            f"--for {name}: its editions go to its recipients: say one of them; or say in "
            "agreement.toml which panels' editions it receives itself: `panels`"
        )
    known = listed([recipient for recipient, _ in every], "or") or "none"
    raise SettingsError(f"--for {name}: no recipient of that name in the agreement: {known}")


def recipients_named(agreement: SharingAgreement, name: str) -> Iterator[str]:
    """The recipients that a name may mean: those of that name, else those who answer for it."""
    wanted = name.strip().casefold()
    named = [each for each in agreement.member_of if each.casefold() == wanted]
    of_panel = (who for who, panel in _answering(agreement) if panel.casefold() == wanted)
    yield from dict.fromkeys(named or of_panel)


def parties(agreement: SharingAgreement) -> Iterator[Party]:
    """Every party that an edition could be for; with no purpose where no rule names one."""
    for recipient, panel in _answering(agreement):
        for purpose in agreement.purposes_of(recipient) or ("",):
            yield Party(recipient, panel, purpose)


def label_of(agreement: SharingAgreement, party: Party) -> str:
    """What the files of a party's edition are called after: the recipient, and the panel and the
    purpose where it has several, so that no two of its editions have one name."""
    who, panel, purpose = party
    panels = [each for name, each in _answering(agreement) if name == who]
    further = ((panel, panels), (purpose, agreement.purposes_of(who)))
    return " ".join((who, *(each for each, every in further if len(every) > 1)))


def label_faults(agreement: SharingAgreement) -> Iterator[str]:
    """Two recipients of whom an edition of each would have one file name."""
    seen: dict[str, Party] = {}
    for party in parties(agreement):
        stem = stem_for(label_of(agreement, party)).casefold()
        other = seen.setdefault(stem, party)
        if other != party:
            both = f"{other.recipient} and {party.recipient}"
            yield f"members: editions for {both} have one file name"


def _answering(agreement: SharingAgreement) -> Iterator[tuple[str, str]]:
    """Every recipient with a panel that it answers for, '' for one without."""
    for name, member in agreement.file.members.items():
        own = member.panels or (() if member.recipients else ("",))
        yield from ((name, panel) for panel in own)
        yield from ((who, each.panel) for who, each in member.recipients.items())


def _purpose(agreement: SharingAgreement, recipient: str, purpose: str) -> str:
    known = agreement.purposes_of(recipient)
    if not purpose.strip():
        if len(known) <= 1:
            return known[0] if known else ""
        raise SettingsError(f"--for {recipient}: say for which purpose: --purpose {_or(known)}")
    found = [each for each in known if each.casefold() == purpose.strip().casefold()]
    if not found:
        told = f"it can be {_or(known)}" if known else "no rule names one"
        raise SettingsError(f"--purpose: is no purpose of the agreement for {recipient}; {told}")
    return found[0]


def _or(purposes: Sequence[str]) -> str:
    return listed([f"“{each}”" for each in purposes], "or")


def list_terms_of(agreement: SharingAgreement, info: ListInfo) -> str:
    """The name under which the agreement has a list that was read; '' where it has none."""
    for name in agreement.file.lists:
        if name.casefold() == info.name.casefold():
            return name
    for name in sorted(agreement.file.lists):  # their order in the file is no part of what it says
        try:
            list_named([info], name)
        except SettingsError:
            continue
        return name
    return ""


def other_terms_of_file(agreement: SharingAgreement, info: ListInfo) -> str:
    """Another list of the agreement that a list is by the name of its sheet or file, where whoever
    runs the programme gave it the name it goes by; '' where it is none."""
    if not info.is_named:
        return ""
    for text in filter(None, (info.sheet, PurePath(info.file).stem)):
        panel = panel_named(text)
        name, key = (text, "") if panel is None else (panel.name, panel.key)
        alone = replace(info, name=name, panel_type=key, is_named=False)
        if found := list_terms_of(agreement, alone):
            return "" if found == list_terms_of(agreement, info) else found
    return ""
