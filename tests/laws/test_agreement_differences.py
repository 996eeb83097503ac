"""`agreement diff` names everybody whose edition another agreement changes.

Members, teams, panels, owners and kinds change; the lists and the rules stay. Whoever is named
neither as gaining nor as losing has the same edition under both agreements; and where nothing is
told at all, the two say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.crosschecks import cross_faults
from cohortmatch.disclosure.sharing_agreement.differences import differences
from cohortmatch.disclosure.sharing_agreement.document import (
    AgreementFile,
    Recipient,
    SharingMember,
)
from cohortmatch.disclosure.sharing_agreement.reading import digest_of
from cohortmatch.disclosure.sharing_agreement.recipients import Party, label_faults, parties
from disclosure.agreeing import LISTS, wide_agreements
from laws.strategies import law
from laws.test_agreement_canaries import frames

AS_OF = date(2026, 6, 1)
MEMBERS = ("MPS", "LBH", "Charity", "Housing")
TEAM = "MPS IOM team"
Change = Callable[[AgreementFile], AgreementFile]


def of_member(member: str, key: str, value: Any) -> Change:
    """A member that says something else under one key."""
    return lambda file: file.model_copy(
        update={
            "members": {
                **file.members,
                member: file.members[member].model_copy(update={key: value}),
            }
        }
    )


def of_list(name: str, key: str, value: Any) -> Change:
    """A list that says something else under one key."""
    return lambda file: file.model_copy(
        update={"lists": {**file.lists, name: file.lists[name].model_copy(update={key: value})}}
    )


def of_team(member: str, panel: str) -> Change:
    """The team at a member, with another panel or none."""

    def change(file: AgreementFile) -> AgreementFile:
        alone = of_member("MPS", "recipients", {})(file)
        return of_member(member, "recipients", {TEAM: Recipient(panel=panel)})(alone)

    return change


def new_member(panel: str) -> Change:
    """A member more, which answers for a panel."""
    member = SharingMember(name="Health", panels=(panel,))
    return lambda file: file.model_copy(update={"members": {**file.members, "NHS": member}})


A_LIST, A_MEMBER = st.sampled_from(LISTS), st.sampled_from(MEMBERS)
PANELS = st.lists(A_LIST, max_size=2, unique=True).map(tuple)
KINDS = st.sampled_from(("responsible authority", "duty to co-operate", "other"))
CHANGES = st.one_of(
    st.builds(of_member, A_MEMBER, st.just("panels"), PANELS),
    st.builds(of_member, A_MEMBER, st.just("kind"), KINDS),
    st.builds(of_member, A_MEMBER, st.just("name"), st.sampled_from(("Police", "G4S"))),
    st.builds(of_list, A_LIST, st.just("owner"), st.sampled_from(("", *MEMBERS))),
    st.builds(of_list, A_LIST, st.just("restricted"), st.sampled_from((None, True, False))),
    st.builds(of_team, A_MEMBER, st.sampled_from(("", *LISTS))),
    st.builds(new_member, A_LIST),
)


def changed(found: SharingAgreement, some: list[Change]) -> SharingAgreement:
    """The agreement after some changes, which must leave it without a fault."""
    file = found.file
    for change in some:
        file = change(file)
    assume(not list(cross_faults(file)))
    after = SharingAgreement(file, digest_of(file))
    assume(not list(label_faults(after)))
    return after


def editions(found: SharingAgreement) -> dict[Party, Any]:
    """What the sheets of every edition say that the agreement lets anybody have."""
    lists = {name: each.iloc[:3] for name, each in frames().items()}
    result, made = cm.match(lists, plan=cm.Plan(as_of=AS_OF, agreement=found)), {}
    names = dict.fromkeys(n for each in parties(found) for n in (each.recipient, each.panel) if n)
    purposes = dict.fromkeys(each.purpose for each in parties(found))
    for name in names:
        for purpose in purposes:
            with suppress(SettingsError):
                edition = result.edition(name, purpose)
                agreed = edition.audience.view.agreed
                assert agreed is not None
                made[agreed.party] = [
                    (each.title, each.sentence, each.lines, each.table.rows)
                    for each in edition.sheets
                ]
    return made


@law(6)
@given(wide_agreements(), st.lists(CHANGES, min_size=1, max_size=2))
def test_whoever_is_not_named_has_the_same_edition(
    before: SharingAgreement, some: list[Change]
) -> None:
    after = changed(before, some)
    ours, theirs = editions(before), editions(after)
    found = differences(before, after)
    told = (*found.gains, *found.losses)
    for party in {*ours, *theirs}:
        if ours.get(party) != theirs.get(party):
            who = f"{party.recipient}, for {party.purpose or 'any purpose'}: "
            assert any(each.startswith(who) for each in told), (party, told)


@law(32)
@given(wide_agreements(), st.lists(CHANGES, min_size=1, max_size=2), st.booleans())
def test_where_nothing_is_told_both_say_the_same(
    before: SharingAgreement, some: list[Change], is_renewed: bool
) -> None:
    after = changed(before, some)
    if is_renewed:
        about = after.file.agreement.model_copy(update={"version": "2"})
        after = replace(after, file=after.file.model_copy(update={"agreement": about}))
    assert any(differences(before, after)) == (before.file != after.file)
