"""The sharing agreement: begin one from the lists, check, show and explain it, accept a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.core.own_names import AGREEMENT, accepted_beside
from cohortmatch.core.whole_file import rights_to_be, write_whole
from cohortmatch.disclosure.exchanged import between_words
from cohortmatch.disclosure.redacting import FAMILIES
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import GROUPS
from cohortmatch.disclosure.sharing_agreement.answer import AgeOf, SharingAnswer
from cohortmatch.disclosure.sharing_agreement.dates import date_warnings
from cohortmatch.disclosure.sharing_agreement.differences import differences
from cohortmatch.disclosure.sharing_agreement.flows import (
    OF_RELATIVES,
    OWNER,
    Flow,
    flows,
)
from cohortmatch.disclosure.sharing_agreement.gaps import gaps, preflight
from cohortmatch.disclosure.sharing_agreement.items import ITEMS, as_item, item_fault
from cohortmatch.disclosure.sharing_agreement.reading import read_agreement
from cohortmatch.disclosure.sharing_agreement.recipients import parties
from cohortmatch.services.accepted_agreements import ACCEPTS, not_used
from cohortmatch.services.agreement_annex import annex_text
from cohortmatch.services.agreement_answers import (
    AgreementAnnexAnswer,
    AgreementCheckAnswer,
    AgreementDiffAnswer,
    AgreementInitAnswer,
    AgreementShowAnswer,
    AgreementWhyAnswer,
    FlowAnswer,
    PreflightQuestion,
    WhyShared,
)
from cohortmatch.services.agreement_template import template
from cohortmatch.services.agreements import folders_around, stated
from cohortmatch.services.default_store import kept_beside
from cohortmatch.services.pipeline import Survey
from cohortmatch.services.pipeline import run as match
from cohortmatch.services.places import Keeping
from cohortmatch.settings.plan import Plan

__all__ = ["accept", "agreement_at", "check", "compare", "init", "show", "why", "write_annex"]

DROPPED = ("notes", "health", "ethnicity")
"""Items that an edition has of its own list only as far as they are short values."""
OWN_WHOLE = "its own list is seen whole, but for free text"
OWN_DROPPED = (
    "of its own list short values alone are seen: free text and columns headed as ethnicity or "
    "health are read and dropped"
)
IS_THERE = "{}: is there already; it is not written over"
NONE_HERE = "{}: there is no such agreement; cohortmatch agreement init LISTS begins one"


def agreement_at(path: Path | None) -> SharingAgreement:
    """The agreement of a file, by default agreement.toml in this folder; SettingsError for none."""
    place = path or Path(AGREEMENT)
    if not place.is_file():
        raise SettingsError(NONE_HERE.format(place))
    return read_agreement(place)


def init(found: Survey, sources: Sequence[Path], out: Path | None = None) -> AgreementInitAnswer:
    """Write a commented agreement for the lists that were read of some paths, of which nobody sees
    more than that somebody is known; by default beside the lists. SettingsError where the file is
    there already."""
    place = beside(sources) if out is None else out
    if place.exists() or place.is_symlink():
        raise SettingsError(IS_THERE.format(place))
    infos = [raw.info for raw in found.raw]
    families = {info.name for info in infos if info.panel_type == FAMILIES}
    _write(place, template([info.name for info in infos], date.today(), families).encode())
    folders = (each.resolve() for source in sources for each in folders_around(source))
    return AgreementInitAnswer(
        written=str(place),
        lists=tuple(info.name for info in infos),
        is_found=place.name == AGREEMENT and place.resolve().parent in set(folders),
    )


def beside(sources: Sequence[Path]) -> Path:
    """Where the agreement of some lists stands: beside their folder, or beside a file."""
    parents = (each.parent if each.resolve().name else each for each in sources)
    return next(parents, Path()) / AGREEMENT


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content, rights_to_be(shared=True))
    except OSError as error:
        raise OutputError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None


def check(agreement: SharingAgreement, on: date | None = None) -> AgreementCheckAnswer:
    """What an agreement lacks and what expires when; a faulty one cannot be read at all."""
    about = agreement.file.agreement
    asked = (PreflightQuestion(question=q, answer=a) for q, a in preflight(agreement))
    return AgreementCheckAnswer(
        id=about.id,
        agreement_version=about.version,
        digest=agreement.digest,
        not_used=tuple(not_used(agreement, on or date.today())),
        dates=tuple(date_warnings(agreement, on or date.today())),
        gaps=tuple(gaps(agreement)),
        preflight=tuple(asked),
    )


def show(agreement: SharingAgreement) -> AgreementShowAnswer:
    """What each recipient sees of each list, for which purpose, by which rules."""
    about = agreement.file.agreement
    found = tuple(map(_flow, flows(agreement)))
    return AgreementShowAnswer(
        id=about.id,
        agreement_version=about.version,
        not_used=tuple(not_used(agreement, date.today())),
        flows=found,
        between=between_words(agreement),
    )


def _flow(flow: Flow) -> FlowAnswer:
    said = flow._asdict()
    return FlowAnswer(list=said.pop("list_name"), **said)


def why(
    agreement: SharingAgreement, list_name: str, item: str, to: str, on: date | None = None
) -> AgreementWhyAnswer:
    """Whether a recipient may see an item of a list, for each purpose and age, and why."""
    name = _one_of("--list", list_name, agreement.file.lists)
    item = as_item(item)
    what = _one_of("--item", item, ITEMS) if item_fault(item) else item
    who = _one_of("--to", to, agreement.member_of)
    purposes = agreement.purposes_of(who) or ("",)
    day = on or date.today()
    in_role = agreement.roles_of(name, who)
    answers = [
        WhyShared(role=role, age=age, purpose=purpose, **told._asdict())
        for purpose in purposes
        for role in in_role
        for age in GROUPS
        for told in [_why(agreement, name, what, role, who, purpose, day, age)]
    ]
    return AgreementWhyAnswer(
        list=name,
        item=what,
        recipient=who,
        not_used=tuple(not_used(agreement, on or date.today())),
        answers=tuple(answers),
    )


def _why(
    agreement: SharingAgreement,
    name: str,
    item: str,
    role: str,
    who: str,
    purpose: str,
    day: date,
    age: AgeOf,
) -> SharingAnswer:
    """The answer, and that an organisation sees its own list whole where it has its edition."""
    own = any(each.recipient == who and each.panel == name for each in parties(agreement))
    if own and role == "subject" and agreement.is_owner(name, who):
        return SharingAnswer(True, OWNER, OWN_DROPPED if item in DROPPED else OWN_WHOLE)
    if role != "subject" and item not in OF_RELATIVES:
        return SharingAnswer(False, "", "of a relative only that a register of families has them")
    return agreement.may(name, item, role, who, purpose, day, age)


def _one_of(option: str, given: str, known: Iterable[str]) -> str:
    names = list(known)
    found = [each for each in names if each.casefold() == given.strip().casefold()]
    if not found:
        raise SettingsError(f"{option} {given}: must be one of: {', '.join(names)}")
    return found[0]


def compare(old: SharingAgreement | None, new: SharingAgreement) -> AgreementDiffAnswer:
    """Who gains and who loses what when a new agreement takes the place of an old one."""
    found = differences(old, new)
    return AgreementDiffAnswer(
        gains=found.gains, losses=found.losses, other=found.changed, accepted=False
    )


def accept(
    new: SharingAgreement, change: AgreementDiffAnswer, kept: Keeping
) -> AgreementDiffAnswer:
    """Accept an agreement: log the `change`, then write a copy of the agreement beside it. What was
    done, and whether a log was there. OutputError where the copy cannot be written."""
    assert new.path is not None
    kept = kept if kept.audit else kept_beside(new.path, kept)
    counts = {"gains": len(change.gains), "losses": len(change.losses)}
    kept.log("alteration", ACCEPTS, counts=counts, agreement=stated(new))
    _write(accepted_beside(new.path), new.path.read_bytes())
    return change.model_copy(update={"accepted": True, "logged": kept.audit is not None})


def write_annex(found: Survey, plan: Plan, out: Path) -> AgreementAnnexAnswer:
    """Match the lists and write the annex for an assessment; SettingsError where no agreement
    stands with the lists."""
    if plan.agreement is None:
        raise SettingsError(NONE_HERE.format(AGREEMENT))
    result = match(found.listings, plan)
    text = annex_text(result.view, plan.agreement)
    _write(out, text.encode())
    return AgreementAnnexAnswer(written=str(out), lists=len(found.raw))
