"""`[meetings.PANEL.NAME]`: the meetings of a panel, and whom each discusses.

[meetings.IOM.main]
discusses = { RAG = ["Red"] }

[meetings.IOM.mid-month]
discusses = "others"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, field_validator

from cohortmatch.core.model_faults import did_you_mean
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.meetings import EVERYONE, ORDERS, OTHERS, Meeting
from cohortmatch.values.text import fold

__all__ = ["MeetingSettings", "MeetingsSettings", "known_orders", "meetings"]

MUST_BE = 'must be "everyone", "others", or columns with their values, as { RAG = ["Red"] }'
VALUES = 'must be text or a list of texts such as ["Red", "Amber"]'
NOBODY = "discusses nobody: give the values that are discussed, or “everyone”"


class MeetingSettings(BaseModel):
    """One meeting: whom it discusses, and by what its agenda is ordered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    discusses: Any
    order: tuple[str, ...] = ()

    @field_validator("discusses")
    @classmethod
    def _whom(cls, said: Any) -> Any:
        if isinstance(said, str):
            if said not in (EVERYONE, OTHERS):
                raise ValueError(f"{MUST_BE}{did_you_mean(said, (EVERYONE, OTHERS))}")
            return said
        if not isinstance(said, Mapping):
            raise ValueError(MUST_BE)
        if not said:
            raise ValueError(NOBODY)
        if faults := list(_column_faults(said)):
            raise ValueError("; ".join(faults))
        return {
            key: [values] if isinstance(values, str) else values for key, values in said.items()
        }

    @field_validator("order")
    @classmethod
    def _known_order(cls, order: tuple[str, ...]) -> tuple[str, ...]:
        return known_orders(order)


def _column_faults(said: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the columns of a meeting, each named."""
    seen: dict[str, str] = {}
    for key, values in said.items():
        other = seen.setdefault(fold(key), key)
        if not key.strip():
            yield "a column has no name"
        if other != key:
            yield f"“{other}” and “{key}” are one column"
        texts = [values] if isinstance(values, str) else values
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            yield f"“{key}” {VALUES}"
        elif not any(each.strip() for each in texts):
            yield f"“{key}” {NOBODY}"
        elif not all(each.strip() for each in texts):
            yield f"“{key}” has an empty value"


def known_orders(order: tuple[str, ...]) -> tuple[str, ...]:
    """An order of an agenda; ValueError where a part of it is not known."""
    for each in order:
        if each not in ORDERS:
            raise ValueError(f"“{each}” orders no agenda{did_you_mean(each, ORDERS)}")
    return order


def _one_name_each(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """The meetings, or the panels; ValueError where two are called the same but for capitals."""
    names = [*found]
    seen: dict[str, str] = {}
    twice = [(seen.setdefault(name.casefold().strip(), name), name) for name in names]
    if told := [f"“{one}” and “{other}” are one name" for one, other in twice if one != other]:
        raise ValueError("; ".join(told))
    return found


def _of_one_panel(found: Mapping[str, MeetingSettings]) -> Mapping[str, MeetingSettings]:
    """The meetings of one panel; ValueError where two of them are called alike, or one discusses
    those whom no other does and another does the same or discusses everyone."""
    _one_name_each(found)
    by_word = {
        word: [name for name, each in found.items() if each.discusses == word]
        for word in (EVERYONE, OTHERS)
    }
    others, everyone = by_word[OTHERS], by_word[EVERYONE]
    if len(others) > 1:
        raise ValueError(f"only one meeting can discuss the others, and {listed(others)} do")
    if others and everyone:
        raise ValueError(f"{others[0]} discusses nobody, because {everyone[0]} discusses everyone")
    if not found:
        raise ValueError("has no meeting")
    return found


MeetingsSettings = Annotated[
    dict[str, Annotated[dict[str, MeetingSettings], AfterValidator(_of_one_panel)]],
    AfterValidator(_one_name_each),
]
"""`[meetings]`: by the name of a panel, then of the meeting."""


def meetings(said: Mapping[str, Mapping[str, MeetingSettings]]) -> tuple[Meeting, ...]:
    """The meetings in the report's form."""
    return tuple(
        Meeting(panel, name, each.discusses, each.order)
        for panel, own in said.items()
        for name, each in own.items()
    )
