"""A commented agreement to begin with: every list that was read, of which each recipient learns at
most that somebody is known there."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence, Set
from datetime import date

__all__ = ["template"]

HEAD = """\
# The sharing agreement. Every edition obeys it: what no rule names is not shown.
# docs/sharing-agreement.md explains each key. Nothing is written for others until it is signed.

[agreement]
id = "OUR-AGREEMENT"
title = "Information sharing agreement of the risk panels"
version = "1"
# signed = {day}                # write the day here when it is signed
review = {review}
expires = {expires}
regime = "part3"                      # "part2" (UK GDPR) or "part3" (law enforcement): ask your DPO
basis = ["Crime and Disorder Act 1998 s115"]
dpia = ""                             # the reference of the impact assessment
policy = ""                           # the reference of the appropriate policy document
contact = ""                          # who answers for this agreement: a role, not a person
"""
MEMBER = """
[members.{key}]
name = {name}                         # the organisation
kind = "other"                        # "responsible authority", "duty to co-operate" or "other"
contact = ""                          # its single point of contact: a role, not a person
panels = [{panel}]                    # the panels whose editions it receives
"""
LIST = """
[lists.{key}]
owner = {owner}                       # the member whose list it is; that member sees it whole
purpose = []
# keep_months = 6                     # how long anything made from it may be kept
# restricted = true                   # of people under public protection (MAPPA)
"""
RULE = """
[[rules]]                             # more: items = ["listed", "name", "date_of_birth", "risk"]
list = {key}
items = ["known"]                     # only that somebody is known there
to = [{others}]
purpose = ["risk panel"]
under_18 = "withhold"                 # or "share"
unknown_age = "withhold"              # or "share"
"""
OF_FAMILIES = 'roles = ["subject", "family"]         # relatives are listed there too\n'


def template(lists: Sequence[str], today: date, families: Set[str] = frozenset()) -> str:
    """The text of an agreement for some lists, each of a member of its own; `families` are those
    that are registers of families."""
    members = {name: f"Keeper of {_plain(name)}" for name in lists}
    parts = [
        HEAD.format(
            day=today,
            review=date(today.year + 1, 3, 31),
            expires=date(today.year + 1, 6, 30),
        )
    ]
    for name, member in members.items():
        parts.append(MEMBER.format(key=_text(member), name=_text(member), panel=_text(name)))
    for name, member in members.items():
        parts.append(LIST.format(key=_text(name), owner=_text(member)))
    for name in lists:
        others = ", ".join(_text(members[each]) for each in lists if each != name)
        if others:
            parts.append(RULE.format(key=_text(name), others=others))
            parts += [OF_FAMILIES] if name in families else []
    return "".join(parts)


def _plain(name: str) -> str:
    """A list's name as part of a recipient's, without signs that cannot stand in a file's name."""
    return re.sub(r"[^\w ]+", " ", name).strip()[:40] or "list"


def _text(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False)
