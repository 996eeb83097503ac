"""Surnames that are written once for several rows below each other.

Policy: a ditto mark under a surname stands for the surname above it, on every list. A blank cell
does so only on a list of families or households that writes surnames so, beside a forename, and
within one family: where the row gives another family's reference than the row above, the surname is
not known. A list writes surnames so where at least half of the rows that go on with a family are
blank, or a quarter of all rows where no column gives families. The rows are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import field_of, plain_heading
from cohortmatch.reading.columns.named_cells import is_persons_name
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.columns.shapes import Shape, shape_of
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.wide import OF_FAMILIES
from cohortmatch.values.fields import PERSONAL

__all__ = ["fill_surnames_down", "names_of_families"]

OF_NAMED = frozenset(each for each in OF_FAMILIES if "name" in each)
WHOLE = 1.5
"""From how many words a cell on average the names of a column are whole ones."""
DITTO = frozenset(
    ('"', '""', "''", "'", ",,", "〃", "″", "“", "”", "„", "‘‘", "’’", ",, ,,", '" "', '-"-')
) | {"ditto", "-do-", "- do -", "as above", "same as above"}
"""Signs and words that repeat what stands above them; "Do" is a surname."""
QUARTER, HALF = 0.25, 0.5
OF_FAMILY = ("family", "household")


def names_of_families(out: Understood) -> dict[str, str]:
    """The column of families' names, carried along where the nominal's whole name stands under a
    word for an offender ("Family name, Index offender"); none for most lists."""
    found = [each for each in out.frame.columns if plain_heading(each) in OF_NAMED]
    if len(found) != 1 or not any(_names_an_offender(h, s) for h, s in out.shapes.items()):
        return {}
    out.put(found[0], "status", "heading")
    return {found[0]: "status"}


def _names_an_offender(heading: str, shape: Shape) -> bool:
    label = label_of(heading)
    is_bare = label.kind == "offender" and field_of(label.rest) not in PERSONAL - {"name"}
    return is_bare and shape.words >= WHOLE and shape.share_of(is_persons_name) >= HALF


def fill_surnames_down(out: Understood, rows: Sequence[object], *, of_families: bool) -> None:
    """Write the surname above into the cells that stand for it; `rows` are the rows' labels.

    `of_families` says that the list is of families.
    """
    surnames, forenames = (_with(out, field) for field in ("surname", "forename"))
    if len(surnames) != 1 or not forenames:
        return
    heading = surnames[0]
    written = out.frame[heading].tolist()
    families = _families(out)
    may_be_blank = (of_families or families is not None) and _is_written_once(written, families)
    if not may_be_blank and DITTO.isdisjoint(map(_plain, set(written))):
        return
    given = out.frame[forenames].apply(lambda each: each.str.strip() != "").any(axis=1).tolist()
    full = list(_filled(written, given, families, may_be_blank=may_be_blank))
    told = tuple(row for row, was, now in zip(rows, written, full, strict=True) if was != now)
    if told:
        out.frame = out.frame.assign(**{heading: pd.Series(full, out.frame.index, dtype=str)})
        out.shapes[heading] = shape_of(out.frame[heading])
        out.findings.append(Finding("surname-from-above", "", heading, told))


def _plain(cell: str) -> str:
    return " ".join(cell.split()).casefold()


def _is_written_once(written: Sequence[str], families: Sequence[str] | None) -> bool:
    """Whether a list writes a surname once for the rows of a family."""
    blank = [not cell.strip() for cell in written]
    if families is None:
        return sum(blank) >= QUARTER * len(blank)
    rows = zip(families[1:], families, blank[1:], strict=False)
    going_on = [is_blank for here, above, is_blank in rows if not here or here == above]
    return bool(going_on) and sum(going_on) >= HALF * len(going_on)


def _with(out: Understood, field: str) -> list[str]:
    return [heading for heading, each in out.fields.items() if each == field]


def _families(out: Understood) -> list[str] | None:
    """Each row's reference of the family, None where no column gives one."""
    for heading in out.frame.columns:
        is_theirs = plain_heading(heading).split(" ")[0] in OF_FAMILY
        if is_theirs and out.fields.get(heading) == field_of(heading) == "reference":
            cells: list[str] = out.frame[heading].str.strip().tolist()
            return cells
    return None


def _filled(
    written: Sequence[str],
    given: Sequence[bool],
    families: Sequence[str] | None,
    *,
    may_be_blank: bool,
) -> Iterator[str]:
    above, family = "", ""
    for place, cell in enumerate(written):
        said = _plain(cell)
        here = families[place] if families else ""
        is_same = not here or here == family
        is_blank = not said and may_be_blank and given[place] and is_same
        if above and (said in DITTO or is_blank):
            yield above
        else:
            above = cell if said not in DITTO else ""
            yield cell
        family = here or family
