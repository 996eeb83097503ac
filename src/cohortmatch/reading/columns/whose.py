"""The owner of each column of a list: the nominal, somebody else, or unclear.

Policy: the headings are read from left to right. A word for a person decides whose that column is.
It also decides for every personal column beside it without such a word, up to the next word for a
person or the next block of names: "Victim, Address, Perpetrator, DOB" is the victim's address and
the perpetrator's date of birth. The nominal is the person whom the settings name; else the one
under an offender's word; else the one under plain names; else, if nobody better is there, the one
under a word that can be the nominal's own ("Resident"). A block of plain names after another
person's whole name is the nominal's again. A column that could be either person's is nobody's.
Columns of yes and no, or of roles, are about no other person. An abbreviation that is the initials
of a heading means that person ("AP" beside "Alleged Perpetrator", "YP" beside "Young person"). A
worker ("Lead officer") takes no column beside him.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cohortmatch.reading.columns.doubted import (
    holds,
    is_doubted,
    is_second_birth,
    points_back,
)
from cohortmatch.reading.columns.heading_walk import LOOKED_AT, HeadingWalk
from cohortmatch.reading.columns.headings import listed_field
from cohortmatch.reading.columns.lone_parts import about_others, without_lone_parts
from cohortmatch.reading.columns.named_cells import holds_others_names
from cohortmatch.reading.columns.other_words import by_other_words
from cohortmatch.reading.columns.person_words import NOBODY, Label, label_of, spoken, words_for
from cohortmatch.reading.columns.referrers import referrers_in_private
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.unnamed import are_plainly_names
from cohortmatch.reading.columns.who_words import who_words
from cohortmatch.reading.columns.whose_column import ALIKE, NAMING, OwnedColumn, Whose, column_of
from cohortmatch.values.fields import PERSONAL

__all__ = ["Whose", "whose_columns"]

SCORES = frozenset(("score", "scores", "points", "harm", "risk", "total"))
RELATIONS = frozenset(("relationship", "relation", "rel", "relationships", "relations"))
OF_KIND = frozenset(("type", "types", "kind", "nature", "of", "code", "description", "the"))
CONTACTS = frozenset(("contact", "contacts"))
ALTERNATIVE = frozenset(
    (
        "alt",
        "alternative",
        "alternate",
        "other",
        "second",
        "secondary",
        "additional",
        "backup",
        "ec",
    )
)
AT_HOME = re.compile(r" (?:in|of|within) (?:the )?(?:household|family|home|house|property)$")
NEARLY_ALL = 0.9
NEAR = 3
"""How many columns behind a name a relation still is that person's."""


def whose_columns(
    frame: pd.DataFrame,
    headings: Sequence[str],
    shapes: Mapping[str, Shape],
    said: Mapping[str, str],
    *,
    holds_victims: bool = False,
) -> dict[str, Whose]:
    """The owner of each column under the headings; `said` gives the fields that the caller says.

    `holds_victims` says that lists of this kind hold victims beside offenders.
    """
    columns = _by_initials([column_of(each, shapes[each], said) for each in headings])
    columns = without_lone_parts(frame, by_other_words(_in_household(columns)))
    if not any(each.label.kind == "other" and each.is_name for each in columns):
        columns = [_scored(each) for each in columns]
    columns = _with_plain_names(columns)
    walked = HeadingWalk(frame, columns, holds_victims).walked()
    out = _without_doubted(columns, walked, holds_victims=holds_victims)
    out |= {each.heading: Whose.another for each in columns if about_others(each)}
    return out | _other_births(frame, columns, out)


def _other_births(
    frame: pd.DataFrame, columns: Sequence[OwnedColumn], out: Mapping[str, Whose]
) -> dict[str, Whose]:
    """The nominal's further dates of birth that mostly differ from the first: nobody's for sure."""
    births = [e for e in columns if e.field == "date_of_birth" and out[e.heading] == Whose.nominal]
    births = [each for each in births if not each.is_said and each.shape.birth_years >= ALIKE]
    others = [e for e in births[1:] if spoken(e.heading) != spoken(births[0].heading)]
    return {e.heading: Whose.unclear for e in others if _differ(frame, births[0], e)}


def _differ(frame: pd.DataFrame, one: OwnedColumn, other: OwnedColumn) -> bool:
    """Whether two columns of dates of birth hold other ones in nearly all rows that have both."""
    rows = frame[[one.heading, other.heading]].head(LOOKED_AT).itertuples(index=False)
    both = [(a.strip(), b.strip()) for a, b in rows if a.strip() and b.strip()]
    return len(both) > 1 and sum(a != b for a, b in both) >= NEARLY_ALL * len(both)


def _with_plain_names(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns, with the one that plainly holds names as such where no heading says whose names
    are the nominal's, and nobody else's stand before it."""
    may_be = [each for each in columns if each.label.kind not in ("other", "thing", "worker")]
    found = [e for e in may_be if not (e.field or e.label.kind) and are_plainly_names(e.shape)]
    if len(found) != 1 or any(each.is_name for each in may_be):
        return list(columns)
    before = columns[: columns.index(found[0])]
    if any(each.label.kind in ("other", "thing") and each.is_personal for each in before):
        return list(columns)
    return [replace(each, field="name") if each is found[0] else each for each in columns]


def _scored(column: OwnedColumn) -> OwnedColumn:
    """A column without the word for another person where it is a score and names nobody: the
    nominal's own as a victim ("VICTIM_SCORE")."""
    is_score = column.label.kind == "other" and set(column.label.rest.split()) <= SCORES
    is_number = column.shape.share_of(str.isdecimal) >= NEARLY_ALL
    return replace(column, label=NOBODY) if is_score and column.label.rest and is_number else column


def _by_initials(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns, with "AP DOB" the alleged perpetrator's where a column of names is headed
    "Alleged Perpetrator", and nobody else has these initials or is named under them."""
    spelt = [(_initials(each.heading), each) for each in columns if each.label.kind]
    others = {initials for initials, each in spelt if each.label.kind in ("other", "thing")}
    others |= {each.label.word for _, each in spelt if each.label.is_short and each.is_name}
    named = {
        initials: each.label
        for initials, each in spelt
        if each.is_name and each.label.kind in ("offender", "own") and initials not in others
    }
    return [_with_label(each, named) for each in columns]


def _with_label(column: OwnedColumn, named: Mapping[str, Label]) -> OwnedColumn:
    """A column under the label of those whose initials its heading has ("YP DOB", "POC DOB")."""
    label, (first, *rest) = column.label, (spoken(column.heading).split() or [""])
    if label.word in named and (label.is_short or label.kind == "own"):
        return replace(column, label=replace(named[label.word], rest=label.rest))
    if not label.kind and first in named and rest and column.field in PERSONAL:
        return replace(column, label=replace(named[first], rest=" ".join(rest)))
    return column


def _in_household(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns, with "Offender in household" the nominal's where nobody else is named who can
    be the nominal."""
    found = [each for each in columns if (label := _at_home(each)) and label.kind == "offender"]
    may_be = [e for e in columns if e.is_name and e.label.kind in ("", "offender", "own")]
    if len(found) != 1 or any(e.label.kind != "own" or e.label.rank for e in may_be):
        return list(columns)
    own = found[0]
    return [replace(e, label=_at_home(e), field="name") if e is own else e for e in columns]


def _at_home(column: OwnedColumn) -> Label:
    """Whom a heading names that ends in "in household" and stands over names; else nobody."""
    before = AT_HOME.sub("", spoken(column.heading))
    is_so = before != spoken(column.heading) and column.shape.names >= ALIKE
    label = label_of(before) if is_so else NOBODY
    return label if set(label.rest.split()) <= words_for("whole") else NOBODY


def _initials(heading: str) -> str:
    words = [word for word in spoken(heading).split() if word not in ("name", "names")]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _without_doubted(
    columns: Sequence[OwnedColumn], walked: Mapping[str, Whose], *, holds_victims: bool
) -> dict[str, Whose]:
    """The owner of each column; a column that is not clearly the nominal's is nobody's."""
    out = dict(walked)
    sides = words_for("harmed") | words_for("accused")
    is_of_nominals = not holds_victims and not any(each.label.word in sides for each in columns)
    mine = [each for each in columns if out[each.heading] == Whose.nominal and not each.is_said]
    named = [spoken(e.heading).split() for e in mine if e.is_name or not e.field]
    own = frozenset(word for words in named if {*words} & {"name", "names"} for word in words)
    own |= _words_before_fields(mine)
    called = [e.label for e in mine if e.is_name and e.label.kind]
    own |= frozenset(word for each in called for word in each.word.split())
    said = (each.rest.split() for each in called if each.kind == "offender")
    own |= frozenset(word for rest in said for word in rest) - who_words("kinds")
    own |= frozenset(word for each in _only_names(columns, mine) for word in spoken(each).split())
    births = [each.heading for each in mine if each.field == "date_of_birth"]
    if any(each.label.word in words_for("harmed") and each.is_name for each in columns):
        out |= {e.heading: Whose.another for e in mine if _is_bare_relation(e)}
    if sum(each.field == "name" for each in columns) > 1:
        out |= {each.heading: Whose.another for each in mine if _is_of_relation(each)}
    for each in _about_others_named(columns, out):
        if not (_is_referrer(each) and is_of_nominals):
            out[each.heading] = Whose.unclear
    out |= {e.heading: Whose.another for e in mine if _is_relation_behind(e, columns, out)}
    out |= {e.heading: Whose.unclear for e in _of_contacts(columns, out)}
    out |= {e.heading: Whose.another for e in referrers_in_private(columns)}
    for each in mine:
        is_second = is_second_birth(each.heading) and len(births) > 1
        if each.is_name and not _has_other_names(each, mine):
            continue
        if points_back(each.heading) and _is_behind_own(each, columns, mine):
            continue
        if is_second or is_doubted(each.heading, each.label, each.field, each.shape, own):
            out[each.heading] = Whose.unclear
    return out


def _of_contacts(columns: Sequence[OwnedColumn], out: Mapping[str, Whose]) -> list[OwnedColumn]:
    """The nominal's columns under the word that stands before somebody else's, who is the contact
    ("Alt tel" beside "Alt contact" with names in it)."""
    others = [e for e in columns if out[e.heading] != Whose.nominal and e.shape.names >= ALIKE]
    said = (spoken(each.heading).split() for each in others)
    words = {w[0] for w in said if len(w) > 1 and w[1] in CONTACTS} & ALTERNATIVE
    mine = [e for e in columns if out[e.heading] == Whose.nominal and not e.is_said]
    return [e for e in mine if e.is_personal and not words.isdisjoint(spoken(e.heading).split())]


def _is_referrer(column: OwnedColumn) -> bool:
    """Whether a heading asks who referred the nominal: a worker, where no victim may have."""
    return spoken(column.heading) in words_for("referring")


def _words_before_fields(mine: Sequence[OwnedColumn]) -> frozenset[str]:
    """The words of a heading of the nominal's names that stand before another's ("Wearer", "Wearer
    DOB")."""
    headings = [spoken(each.heading) for each in mine]
    names = [spoken(each.heading) for each in mine if each.field == "name" and not each.label.kind]
    said = (name for name in names if any(each.startswith(f"{name} ") for each in headings))
    return frozenset(word for name in said for word in name.split())


def _only_names(columns: Sequence[OwnedColumn], mine: Sequence[OwnedColumn]) -> list[str]:
    """The heading of the one column that plainly holds names, where no heading says which does."""
    if any(each.is_name for each in columns):
        return []
    found = [e.heading for e in mine if not e.field and are_plainly_names(e.shape)]
    return found if len(found) == 1 else []


def _is_behind_own(
    column: OwnedColumn, columns: Sequence[OwnedColumn], mine: Sequence[OwnedColumn]
) -> bool:
    """Whether the nominal's own name stands before a column, with nothing between but columns that
    point back as it does ("Name, Their DOB, Their postcode") and questions about nobody."""
    before = reversed(columns[: columns.index(column)])
    near = next(
        (e for e in before if e.is_name or not (_may_stand_between(e) or _is_surely_own(e, mine))),
        None,
    )
    return near is not None and near.is_name and near in mine


def _is_surely_own(column: OwnedColumn, mine: Sequence[OwnedColumn]) -> bool:
    return column in mine and column.label.kind in ("offender", "own")


def _may_stand_between(column: OwnedColumn) -> bool:
    is_question = column.heading.rstrip().endswith("?")
    return not column.label.kind and (points_back(column.heading) or is_question)


def _is_bare_relation(column: OwnedColumn) -> bool:
    """Whether a column says a relation but not between whom: beside a victim's name, hers."""
    label = label_of(column.heading)
    said = label.rest if label.kind in ("offender", "own") else spoken(column.heading)
    words = set(said.split())
    return not RELATIONS.isdisjoint(words) and words <= RELATIONS | OF_KIND


def _is_relation_behind(
    column: OwnedColumn, columns: Sequence[OwnedColumn], out: Mapping[str, Whose]
) -> bool:
    """Whether a relation stands close behind another person's name: it is how they are related."""
    if not _is_bare_relation(column):
        return False
    at = columns.index(column)
    near = columns[max(0, at - NEAR) : at]
    return any(out[e.heading] != Whose.nominal and e.shape.names >= ALIKE for e in near)


def _is_of_relation(column: OwnedColumn) -> bool:
    """Whether a column says how a second person of the row is related to the nominal."""
    words = set(spoken(column.heading).split())
    return column.field in ("role", "status", "personal") and {"relationship", "to"} <= words


def _about_others_named(
    columns: Sequence[OwnedColumn], out: Mapping[str, Whose]
) -> list[OwnedColumn]:
    """The nominal's columns that name others, and the plain personal columns behind each."""
    found, is_beside = list[OwnedColumn](), False
    mine = [each for each in columns if out[each.heading] == Whose.nominal]
    for each in columns:
        is_mine = each in mine and not (each.is_said or about_others(each))
        is_mine = is_mine and _has_other_names(each, mine)
        if is_mine and holds_others_names(each.heading, each.field, each.shape):
            found.append(each)
            is_beside = each.label.kind != "worker"
        elif each.is_name or each.label.kind:
            is_beside = False
        elif is_mine and is_beside and holds(each.heading, each.field, each.shape):
            found.append(each)
    return found


def _has_other_names(column: OwnedColumn, mine: Sequence[OwnedColumn]) -> bool:
    """Whether the nominal is named in full without a column."""
    others = [each for each in mine if each is not column and each.is_name]
    sure = [e for e in others if e.is_said or e.label.kind or listed_field(e.heading) in NAMING]
    fields = {each.field for each in sure}
    return "name" in fields or {"surname", "forename"} <= fields
