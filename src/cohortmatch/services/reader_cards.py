"""Review cards for one panel or recipient: the pairs that it may decide, as it may see them.

Policy: they come from the reader's redacted view and from nothing else, so which pairs there are,
their order and what they show tell of no row or cell that is closed to it. What agrees is told of
what is shown; no weight is, for it rests on cells that are not.
"""

from __future__ import annotations

from collections.abc import Collection

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.services.review_cards import NOT_RECORDED, ReviewCard, rows_of
from cohortmatch.values.text import fold

__all__ = ["decided_pairs", "reader_cards"]


def reader_cards(view: Redacted, decided: Collection[frozenset[str]]) -> list[ReviewCard]:
    """Cards for the pairs of a redacted view that are still to decide, in the order of their ids;
    `decided` are pairs of listings' ids that are answered."""
    asked = sorted((view.rank[q.left], view.rank[q.right], q) for q in view.questions)
    pairs = ((q.left, q.right) for *_, q in asked)
    return [
        _card(view, left, right)
        for left, right in pairs
        if _is_its_own(view, left, right)
        and all(view.written.name(i).text for i in (left, right))
        and frozenset((view.ids[left], view.ids[right])) not in decided
    ]


def decided_pairs(view: Redacted) -> frozenset[frozenset[str]]:
    """The pairs of listings' ids about which the team has decided, or is not sure yet."""
    if view.reviewed is None or view.decisions is None:
        return frozenset()
    found = zip(view.decisions.left.tolist(), view.decisions.right.tolist(), strict=True)
    unsure = ((each.left, each.right) for each in view.reviewed.unsure)
    return frozenset(frozenset((view.ids[a], view.ids[b])) for a, b in (*found, *unsure))


def _is_its_own(view: Redacted, left: int, right: int) -> bool:
    """Whether one side is on the reader's own list, where it has one."""
    return view.own is None or view.own in (view.list_code[left], view.list_code[right])


def _card(view: Redacted, left: int, right: int) -> ReviewCard:
    rows = tuple(rows_of(view.written, left, right))
    known = [(label, a, b) for label, a, b in rows if NOT_RECORDED not in (a, b)]
    same = [label for label, a, b in known if fold(a) == fold(b)]
    return ReviewCard(
        left=view.ids[left],
        right=view.ids[right],
        rows=rows,
        agrees=", ".join(same) or "Nothing outright of what may be shown",
        differs=", ".join(label for label, *_ in known if label not in same) or "Nothing",
        missing=", ".join(label for label, a, b in rows if NOT_RECORDED in (a, b)) or "Nothing",
        settle="",
        before=(),
        likely="",
        weight=0.0,
        called=(_called(view, left), _called(view, right)),
    )


def _called(view: Redacted, listing: int) -> str:
    """What a side is called: by its row on the reader's own list, else by its list alone."""
    code = view.list_code[listing]
    is_own = code == view.own and view.keeps_own
    return view.ids[listing] if is_own else f"a row of {view.list_names[code]}"
