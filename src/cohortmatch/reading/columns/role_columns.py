"""Which column, or what else of a list, says what a listed person is.

Policy: at most one column is read as the role. The column that tells offenders from victims comes
first; a column that denies that somebody is a suspect counts as one. On a list of offenders only,
or of families only, a column that affirms next to no role is a status: it must not turn every
listing into an unknown. On a list that may hold victims it stays a role, because a role that is not
understood affirms nothing. Where one column flags victims and another perpetrators, the two
together are the role. A column that flags perpetrators alone leaves out everybody it says is not
one. A column of names headed "Perpetrator" affirms that they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.compass import is_compass
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.columns.person_words import words_for
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.wide import PERSON
from cohortmatch.values.roles import Role, denies_role, parse_role
from cohortmatch.values.text import fold

__all__ = [
    "headed_as_offenders",
    "headed_as_warned",
    "is_headed_by_sides",
    "role_from_flags",
    "settle_roles",
]

UNDERSTOOD = 0.5
LETTERS = {
    "p": "Perpetrator",
    "s": "Suspect",
    "o": "Offender",
    "v": "Victim",
    "c": "Complainant",
    "w": "Witness",
    "ip": "Injured party",
    "i": "Informant",
    "n": "Nominal",
    "s/v": "Suspect and victim",
    "p/v": "Perpetrator and victim",
    "v/w": "Victim",
    "agg": "Aggrieved",
    "comp": "Complainant",
    "vic": "Victim",
    "wit": "Witness",
    "perp": "Perpetrator",
    "off": "Offender",
    "sus": "Suspect",
    "both": "Perpetrator and victim",
}
OFFENDING_LETTERS = frozenset(("p", "s", "o", "perp", "sus", "off", "both", "p/v", "s/v"))
HARMED_LETTERS = frozenset(("v", "w", "c", "ip", "v/w", "agg", "vic", "wit", "comp"))
LETTERED = re.compile(r"(?=.*\bv\b)(?:[pvswocn]|ip)(?: (?:[pvswocn]|ip|or)){1,4}")
"""Headings that name the sides of an offence by letters: "P/V", "V/S/W"."""
MOSTLY_SIDES = 0.8
WARNED = (
    *("recipient", "name of recipient", "addressee", "issued to", "served on", "served upon"),
    *("letter to", "letter sent to", "sent to", "warned", "person warned", "notice served on"),
    *("order against", "made against", "issued against", "warning to", "warning issued to"),
)
"""How the headings of names begin of whom a letter warns."""
WARNING = re.compile(
    r"\b(?:warnings?|cp[wn]s?|community protection|abcs?|acceptable behaviour|fpns?|fixed penalty"
    r"|pspos?|notices?|injunctions?|cbos?|dispersals?|breach(?:es)?|summons(?:es)?)\b"
)
NOT_WARNED = re.compile(
    r"\b(?:osman|ttl|threats?|life|scams?|fraud|safeguarding|disclosures?|vic|vics|victims?|witness"
    r"|witnesses|complain\w*|aggrieved|survivors?|reassurance|safety|prevention|acknowledge\w*"
    r"|neighbours?|residents|reporting|reporter|informant)\b"
)
"""Words by which some such letter goes to somebody who is at risk or has complained."""
LETTERS_OF = frozenset(("letter", "letters", "type", "reason", "template", "subject"))
NUMBERED = re.compile(r"([nspovw])[ -]?\d{1,3}", re.IGNORECASE)
VICTIM_WORDS = frozenset(("victim", "victims", "complainant", "complainants")) | {
    *("comp", "comps", "compl", "compls"),
    *("vic", "vics", "v", "ip", "aggrieved", "agg", "survivor", "survivors", "ips"),
    *("witness", "witnesses", "wit", "wits", "nok"),
}
OFFENDER_WORDS = frozenset(
    ("perpetrator", "perpetrators", "perp", "perps", "offender", "offenders", "suspect", "suspects")
) | {"nominal", "nominals", "off", "sus", "susp", "accused"}
HEADING_OFFENDERS = OFFENDER_WORDS | words_for("accused") | words_for("own_first")
HEADING_OFFENDERS |= {"subject", "subjects"}
"""Words over names that affirm nominals: those of who is before a court ("Defendant") too."""
FLAG_WORDS = frozenset(
    ("flag", "y", "n", "yes", "no", "is", "indicator", "or", "alleged", "known")
) | {
    "marker",
    "tick",
    "only",
    "tag",
    "code",
    "true",
    "false",
    "a",
    "an",
    "the",
    "this",
    "person",
    "tenant",
    "resident",
    "client",
    "they",
}
ON_PANEL = frozenset(("on", "cohort", "panel", "member", "currently", "current", "still"))
FLAG_OPENS = re.compile(r"(?:y|n|yes|no)\s*(?:$|[-–—:;,(])")
OFFENDING = frozenset(("offending", "offender", "offends"))
STATES = frozenset(("status", "current", "history", "type", "category"))
NOTHING = frozenset(("none", "none known", "nil", "n/a", "na", "no", "-", "not known", "n/k"))
DENYING = frozenset(("not", "no", "never", "former", "formerly", "only", "unknown", "unclear"))
YES = frozenset("✓✔☑✅")
SAID_OF = {"witness": "Witness", "wit": "Witness", "nok": "Relative"}
MARKS = frozenset(("flag", "tag", "marker", "code", "type", "class", "key", "viw", "role", "party"))
"""Headings of letters that mark victims and witnesses and nobody else."""


def settle_roles(
    out: Understood, headings: list[str], default_role: Role, is_mixed: bool
) -> list[Finding]:
    """Keep at most one of the columns read as a role; carry the others as a status."""
    order = {heading: place for place, heading in enumerate(headings)}
    ranked = sorted(headings, key=lambda h: (_rank(out.shapes[h]), -order[h]), reverse=True)
    found: list[Finding] = []
    for place, heading in enumerate(ranked):
        reason = "" if place == 0 else "another column says it better"
        reason = reason or _why_not(out.shapes[heading], default_role, is_mixed)
        if reason:
            out.put(heading, "status", "values")
            out.findings[:] = [each for each in out.findings if not _taken_back(each, heading)]
        if reason == "not understood":
            found.append(Finding("role-column-not-understood", "", heading))
    return found


def _taken_back(found: Finding, heading: str) -> bool:
    """Whether a finding says that a column is read as a role when it is not."""
    said = found.code in ("column-by-values", "column-other-kind")
    return said and found.column == heading and found.detail.endswith("read as role")


def _rank(shape: Shape) -> tuple[bool, float]:
    return shape.has_both_sides, shape.roles


def _why_not(shape: Shape, default_role: Role, is_mixed: bool) -> str:
    """Why a column does not say roles on this list; '' when it does."""
    said = {role for cell in set(shape.cells) for role in parse_role(cell).values}
    if default_role == Role.family and not said - {Role.family}:
        return "it only says how the family is related"
    if is_mixed or not shape.cells or said & {Role.victim, Role.witness}:
        return ""
    if said and any(map(denies_role, set(shape.cells))):
        return ""
    return "not understood" if shape.roles < UNDERSTOOD else ""


def role_from_flags(out: Understood, default: Role, panel: Collection[str] = ()) -> None:
    """Make a role column from a victim flag, with a perpetrator flag if there is one.

    `panel` are the words by which the list's own panel is called: "IOM Y/N" on the IOM's list says
    of each row whether it is a nominal's.
    """
    victim, offender = (_flag(out, words) for words in (VICTIM_WORDS, OFFENDER_WORDS))
    if victim and not offender and len(plain_heading(victim)) == 1:
        offender = _flag(out, OFFENDING_LETTERS)
    if not (victim or offender) and default == Role.subject:
        offender = _flag(out, frozenset(panel), beside=FLAG_WORDS | ON_PANEL)
    if "role" in out.fields.values():
        return
    if not victim:
        _role_from_offenders(out, offender, default)
        return
    if not offender:
        _role_from_victims(out, victim, default)
        return
    says = {True: {True: "Perpetrator and victim", False: "Perpetrator"}, False: {True: "Victim"}}
    texts = [
        says[_yes(by)].get(_yes(to), "")
        for by, to in zip(out.frame[offender], out.frame[victim], strict=True)
    ]
    heading = "Role" if "Role" not in out.frame.columns else "Role (from flags)"
    out.frame = out.frame.assign(**{heading: pd.Series(texts, dtype=str)})
    out.put(heading, "role", f"joined from “{victim}”, “{offender}”")


def _role_from_victims(out: Understood, victim: str, default: Role) -> None:
    """Make a role column from a victim flag alone: a person it does not mark gets the list's
    default role, and nobody does where no cell is marked."""
    if not any(map(_yes, out.frame[victim])):
        return
    other = "" if default == Role.unknown else default.name
    words = plain_heading(victim, camel=True).split()
    says = next((SAID_OF[word] for word in words if word in SAID_OF), "Victim")
    _put_role(out, [says if _yes(cell) else other for cell in out.frame[victim]], victim)


def _role_from_offenders(out: Understood, offender: str, default: Role) -> None:
    """Make a role column from an offender flag alone, where it marks somebody.

    A person it denies may not be matched; on a list of families they are family. Where a row is of
    several people nobody knows whom of them the flag means.
    """
    if default == Role.family and not offender:
        offender = _offending(out)
    if not offender or not any(map(_offends, out.frame[offender])):
        return
    if default == Role.family and (PERSON in out.frame.columns or out.aside):
        return
    says = _from_family if default == Role.family else _from_offender
    texts = [says(cell) for cell in out.frame[offender]]
    _put_role(out, texts, offender)


def _offending(out: Understood) -> str:
    """The heading of a column that says of each of a family whether they offend; '' for none."""
    for heading, shape in out.shapes.items():
        said = set(plain_heading(heading, camel=True).split())
        if said & OFFENDING and said <= OFFENDING | FLAG_WORDS | STATES and shape.cells:
            says = (
                _offends(cell) or fold(cell) in NOTHING or _denies(cell) for cell in shape.cells
            )
            if all(says):
                return heading
    return ""


def _offends(cell: str) -> bool:
    """Whether a cell of such a column marks somebody: "Y", "Offender - YRO"."""
    said = parse_role(cell)
    return _yes(cell) or (said.values[:1] == (Role.subject,) and not said.notes)


def _denies(cell: str) -> bool:
    return FLAG_OPENS.match(fold(cell)) is not None and not _yes(cell)


def _from_family(cell: str) -> str:
    return "Perpetrator" if _offends(cell) else "Family member"


def _from_offender(cell: str) -> str:
    if _yes(cell):
        return "Perpetrator"
    return "Not a perpetrator" if cell.strip() else ""


def role_from_letters(out: Understood) -> None:
    """Make a role column from one of letters, "P/V", where no other column says the role."""
    if any(f == "role" and not is_headed_by_sides(h) for h, f in out.fields.items()):
        return
    for heading, shape in out.shapes.items():
        is_short = any(_spelled_out(cell) != cell for cell in set(shape.cells))
        is_headed = is_headed_by_sides(heading) or _is_marked_by_sides(heading, shape)
        if is_headed and is_short and shape.share_of(_is_side) >= MOSTLY_SIDES:
            out.put(heading, "status", "values")
            _put_role(out, [_spelled_out(cell) for cell in out.frame[heading]], heading)
            return


def _is_marked_by_sides(heading: str, shape: Shape) -> bool:
    """Whether a column of marks ("Type") holds letters of both sides of an offence alone."""
    if MARKS.isdisjoint(plain_heading(heading, camel=True).split()):
        return False
    if is_compass(heading, shape.cells):
        return False
    letters = {cell.strip(" .").casefold() for cell in shape.cells}
    both = not letters.isdisjoint(OFFENDING_LETTERS) and not letters.isdisjoint(HARMED_LETTERS)
    return both and letters <= OFFENDING_LETTERS | HARMED_LETTERS


def _is_side(cell: str) -> bool:
    """Whether a cell names sides, by letters or in words."""
    return _spelled_out(cell) != cell or bool(parse_role(cell).values)


def _spelled_out(cell: str) -> str:
    """The sides that a cell of letters names, in words; any other cell unchanged."""
    sides = [LETTERS.get(part, "") for part in re.split(r"[^a-z]+", fold(cell)) if part]
    return " and ".join(sides) if sides and all(sides) and "?" not in cell else cell


def role_from_marks(out: Understood, default: Role) -> None:
    """Make a role column from one that only marks victims and witnesses by letters."""
    if "role" in out.fields.values():
        return
    for heading, shape in out.shapes.items():
        letters = {cell.strip(" .").casefold() for cell in shape.cells}
        is_one = not MARKS.isdisjoint(plain_heading(heading, camel=True).split())
        if is_one and letters and letters <= {"v", "w", "ip", "v/w", "vic", "wit"}:
            other = "" if default == Role.unknown else default.name
            cells = (cell.strip(" .").casefold() for cell in out.frame[heading])
            _put_role(out, [LETTERS.get(cell, other) for cell in cells], heading)
            return


def role_from_references(out: Understood, default: Role) -> None:
    """Make a role column from references that number victims separately: "N1", "N2", "V1"."""
    if "role" in out.fields.values():
        return
    for heading, shape in out.shapes.items():
        found = [NUMBERED.fullmatch(cell.strip()) for cell in shape.cells]
        letters = {match[1].casefold() for match in found if match}
        if is_compass(heading, shape.cells):
            continue
        if found and all(found) and letters & {"v", "w"} and letters & {"n", "s", "p", "o"}:
            other = "" if default == Role.unknown else default.name
            own = map(NUMBERED.fullmatch, map(str.strip, out.frame[heading]))
            _put_role(out, [LETTERS[m[1].casefold()] if m else other for m in own], heading)
            return


def is_headed_by_sides(heading: str) -> bool:
    """Whether a heading names the two sides of an offence, in words or by letters.

    >>> is_headed_by_sides("Sus/Vic"), is_headed_by_sides("V/S"), is_headed_by_sides("Victim")
    (True, True, False)
    """
    plain = plain_heading(heading)
    words = set(plain.split())
    both = not words.isdisjoint(VICTIM_WORDS) and not words.isdisjoint(OFFENDER_WORDS)
    sides = both and words <= VICTIM_WORDS | OFFENDER_WORDS | {"or", "and", "both"}
    return sides or LETTERED.fullmatch(plain) is not None


def _put_role(out: Understood, texts: list[str], source: str) -> None:
    heading = "Role" if "Role" not in out.frame.columns else "Role (from flags)"
    out.frame = out.frame.assign(**{heading: pd.Series(texts, dtype=str)})
    out.put(heading, "role", f"joined from “{source}”")


def _flag(out: Understood, words: frozenset[str], *, beside: frozenset[str] = FLAG_WORDS) -> str:
    """The heading of a yes-or-no column about one side of an offence, with none but the words
    `beside`; '' for none."""
    for heading, shape in out.shapes.items():
        plain = plain_heading(heading, camel=True)
        said = set(plain.replace("at risk only", "victim only").split())
        if said & words and said <= words | beside and _flags(shape) >= UNDERSTOOD:
            return heading
    return ""


def _flags(shape: Shape) -> float:
    """The share of cells that say yes or no, whatever remark stands behind ("Yes - IOM")."""
    return max(shape.flags, shape.share_of(lambda cell: FLAG_OPENS.match(fold(cell)) is not None))


def _yes(cell: str) -> bool:
    said, *more = re.split(r"\s*[-–—:;,(]\s*", fold(cell), maxsplit=1)
    if more and not (VICTIM_WORDS | DENYING).isdisjoint(re.findall(r"[a-z]+", more[0])):
        return False
    return said.strip() in ("y", "yes", "true", "1", "x", "tick", "ticked") or cell.strip() in YES


def headed_as_warned(out: Understood, stem: str) -> bool:
    """Whether the names are those of who was warned or served, on a list that says it is of such
    letters and that none went to a victim or a complainant."""
    names = [h for h, each in out.fields.items() if each in ("name", "surname", "forename")]
    said = [plain_heading(each, camel=True) for each in names]
    if not said or not all(any(map(word.startswith, WARNED)) for word in said):
        return False
    kinds = [h for h in out.fields if not LETTERS_OF.isdisjoint(plain_heading(h).split())]
    cells = [fold(cell) for heading in kinds for cell in out.shapes[heading].cells]
    texts = [fold(text) for text in (stem, *out.fields)]
    if any(map(NOT_WARNED.search, (*texts, *cells))):
        return False
    return any(map(WARNING.search, texts))


def headed_as_offenders(out: Understood) -> bool:
    """Whether the heading over the names itself says that they are perpetrators."""
    names = (h for h, each in out.fields.items() if each in ("name", "surname", "forename"))
    said = {word for heading in names for word in plain_heading(heading, camel=True).split()}
    return bool(said & HEADING_OFFENDERS) and said.isdisjoint(VICTIM_WORDS)
