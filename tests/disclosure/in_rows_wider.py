"""Rows of other people that only a general rule can tell: by a column, a title or a second table.

No list of words holds them all. A column that tells nominals from others, a title between the rows
that speaks of people, and headings that name somebody else leave out whoever is not affirmed.
"""

from __future__ import annotations

from .arrangement import Arrangement
from .making import by_rows

_TITLE = by_rows("a title that speaks of people")
_BELOW = by_rows("a second table below the first")
_COLUMN = by_rows("a column that tells nominals from others")

_HEAD = "Name | DOB | Address | RAG"
_N1 = "{n1.full} | {n1.dob} | {n1.home} | Red"
_N2 = "{n2.full} | {n2.dob} | {n2.home} | Amber"
_N3 = "{n3.full} | {n3.dob} | {n3.home} | Green"
_THEM = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} |" for i in (1, 2, 5))


def _title(id: str, row: str) -> Arrangement:
    """Three nominals, and three others below a row that says this."""
    return _TITLE(
        id, f"“{row}” below the nominals", f"{_HEAD}\n{_N1}\n{_N2}\n{_N3}\n{row}\n{_THEM}"
    )


def _column(heading: str, nominal: str, *others: str) -> Arrangement:
    """Two nominals of whom the column says this, and one other of each other value."""
    head = f"{_HEAD} | {heading}"
    who = zip((1, 2, 5, 3), others, strict=False)
    them = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} | Red | {r}" for i, r in who)
    text = f"{head}\n{_N1} | {nominal}\n{them}\n{_N2} | {nominal}"
    about = f"{heading}: {nominal or 'blank'}; {', '.join(others)}"
    return _COLUMN(f"iom column {heading} {others[0]}", about, text)


def _below(headings: str, row: str) -> Arrangement:
    """Two nominals, and another person under headings of his own."""
    text = f"{_HEAD}\n{_N1}\n{_N2}\n{headings}\n{row}"
    return _BELOW(f"iom below {headings}", f"headings further down: {headings}", text)


TITLES = (
    *(
        _title(f"iom title {row}", f"{row} | | |")
        for row in (
            *("Others present (not suspects)", "Victim liaison contacts", "Victim Liaison"),
            *("Persons at risk of exploitation", "Vulnerable people linked to the cohort"),
            *("The following have made complaints about the people above:", "Those complaining"),
            *("Victim support referrals", "People who called us", "Residents who have reported"),
            *("End of nominals - others for information", "Persons harmed by the above"),
        )
    ),
    _title("iom typed across", "VICTIMS | VICTIMS | VICTIMS | VICTIMS"),
    _title("iom typed across two", "VICTIMS | VICTIMS | |"),
    _TITLE(
        "iom case by case",
        "each case has its perpetrator and its victim",
        f"{_HEAD}\nCase 1 - perpetrator | | |\n{_N1}\nCase 1 - victim | | |\n"
        "{o1.full} | {o1.dob} | {o1.home} |\n"
        f"Case 2 - perpetrator | | |\n{_N2}\nCase 2 - victim | | |\n"
        "{o2.full} | {o2.dob} | {o2.home} |",
    ),
)
COLUMNS = (
    _column("Relationship to client", "Self", "Mother", "Partner", "NOK"),
    _column("Victim", "", "✓", "✓"),
    _column("Offender", "✓", "✗", "✗"),
    _column("VIW", "SUSP", "VIC", "WIT", "INFT"),
    _column("VIW", "SUSP", "WIT", "ZZQ"),
    _column("Person", "YP", "Parent", "Carer"),
    _column("Type", "Client", "Carer"),
    _column("Contact type", "Client", "Next of kin", "Family member"),
    _column("Why on list", "Perp of ASB", "Made complaint", "Witnessed incident"),
    _column("Reason for inclusion", "Causing ASB", "Suffering ASB", "Complained"),
    _column("Comments on role", "Main perpetrator", "Neighbour who reported it"),
    _column("Service", "Perp programme", "IDVA", "Victim support"),
    _column("Who", "Suspect", "Victim's mother"),
    _column("Who", "Violent person", "Staff member assaulted", "Bystander"),
    _column("Def/Wit", "Def", "Wit", "Compl"),
    _column("Is a witness?", "No", "Yes", "Yes"),
    _column("Involvement", "Arrested", "Innocent party", "Householder"),
    _column("Type (1=perp 2=vic)", "1", "2", "2"),
    _column("Status", "Active", "Exploited", "Cuckooed", "Bereaved"),
    _column("Cohort status", "Active", "Exploited child", "Survivor", "Trafficked"),
    _column("Category", "Nominal", "Exploited", "Cuckooed tenant"),
    _column("Tier", "Tier 1", "Victim tier", "Sibling tier"),
    _column("Comments", "Engaging", "Parent", "Concerned other", "Wife, attends family group"),
    _column("Notes", "DNA x2", "Mother, concerned other", "Sister"),
)
BELOW = (
    _below("Victim name | DOB | Address | RAG", "{o1.full} | {o1.dob} | {o1.home} |"),
    _below("Name (IP) | DOB | Address | RAG", "{o1.full} | {o1.dob} | {o1.home} |"),
    _below("Witness name | Date of birth | Phone |", "{o1.full} | {o1.dob} | {o1.phone} |"),
    _below("Next of kin | Relationship | Phone |", "{o1.full} | mother | {o1.phone} |"),
    _below("Informant | Tel | Address |", "{o1.full} | {o1.phone} | {o1.home} |"),
    _below("Household member | DOB | Relationship |", "{o1.full} | {o1.dob} | mother |"),
    _below("Reported by | Contact number | |", "{o1.full} | {o1.phone} | |"),
)

ARRANGEMENTS = (*TITLES, *COLUMNS, *BELOW)
