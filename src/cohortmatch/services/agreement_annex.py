"""The annex for an impact assessment: the facts of a run and its agreement, and no opinion.

Policy: counts of people from 1 to 4 are shown as "fewer than 5", because a small count may name
somebody. The error rates are those that the run expects, with how many may be wrong or missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.flows import WHOLE, flows
from cohortmatch.disclosure.sharing_agreement.items import ITEMS
from cohortmatch.disclosure.sharing_agreement.recipients import list_terms_of
from cohortmatch.people.details import age, as_date
from cohortmatch.people.expected import in_full, likely
from cohortmatch.people.persons import Person

__all__ = ["annex_text"]

FEWEST = 5
BANDS = ((18, "under 18"), (25, "18 to 24"), (35, "25 to 34"))
"""Age bands, each with the age that it ends before."""
OLDER, UNKNOWN = "35 and over", "not known"


def annex_text(view: Redacted, agreement: SharingAgreement) -> str:
    """The annex as Markdown."""
    about = agreement.file.agreement
    lines = [
        f"# Annex: facts for an assessment of {_cell(about.title)}",
        "",
        f"Agreement {about.id}, version {about.version} ({agreement.digest}), as of "
        f"{view.listings.as_of}. Made from the lists by cohortmatch; it holds no opinion.",
    ]
    for title, heads, rows in (
        ("Lists", _LIST_HEADS, _lists(view, agreement)),
        (
            "Who sees what",
            ("Recipient", "Purpose", "List", "Role", "Items", "Not"),
            _flows(agreement),
        ),
        ("People on more than one panel, by age and sex", ("Age", "Sex", "People"), _people(view)),
        ("Errors to expect", ("What",), _errors(view)),
    ):
        lines += ["", f"## {title}", "", *_table(heads, rows)]
    return "\n".join(lines) + "\n"


_LIST_HEADS = ("List", "Owner", "Purpose", "Rows", "Matched", "Left out", "Kept (months)")


def _lists(view: Redacted, agreement: SharingAgreement) -> Iterator[Sequence[str]]:
    for info in view.listings.lists:
        terms = agreement.file.lists.get(list_terms_of(agreement, info))
        out = "; ".join(f"{number:,} {why}" for why, number in info.excluded.items())
        yield (
            info.name,
            terms.owner if terms and terms.owner else "not named",
            "; ".join(terms.purpose) if terms and terms.purpose else "not named",
            f"{info.rows_in:,}",
            f"{info.listings:,}",
            out or "none",
            str(terms.keep_months) if terms and terms.keep_months else "not named",
        )


def _flows(agreement: SharingAgreement) -> Iterator[Sequence[str]]:
    for each in flows(agreement):
        withheld = [item for item in ITEMS if item not in each.adults and WHOLE not in each.adults]
        yield (
            each.recipient,
            each.purpose,
            each.list_name,
            each.role,
            ", ".join(each.adults) or "nothing",
            ", ".join(withheld),
        )


def _people(view: Redacted) -> Iterator[Sequence[str]]:
    """How many people on more than one panel are of each age band and sex."""
    lists = view.listings.lists
    found: Counter[tuple[str, str]] = Counter()
    for person in view.reported:
        if sum(lists[code].kind == "panel" for code in person.lists) > 1:
            found[_band(view, person), _sex(view, person)] += 1
    for (band, sex), number in sorted(found.items()):
        yield band, sex, f"{number:,}" if number >= FEWEST else f"fewer than {FEWEST}"


def _band(view: Redacted, person: Person) -> str:
    day = view.listings.as_of
    born = next(filter(None, map(as_date, view.details.born(person.listings))), None)
    years = None if born is None or day is None else age(born, day)
    if years is None:
        return UNKNOWN
    return next((name for end, name in BANDS if years < end), OLDER)


def _sex(view: Redacted, person: Person) -> str:
    field = view.listings.field("sex")
    said = {str(value) for i in person.listings for value in field.of(i)}
    return said.pop() if len(said) == 1 else UNKNOWN


def _errors(view: Redacted) -> Iterator[Sequence[str]]:
    found = likely(view)
    yield (in_full(view, found) if found else "It cannot be told for these lists.",)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
