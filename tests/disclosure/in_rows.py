"""Rows that are of somebody else alone: by a section, a sheet, a suffix, a role or a note."""

from __future__ import annotations

from .arrangement import Arrangement, table
from .making import alike, by_rows, in_sheets

_SECTION = by_rows("a section of other people")
_SUFFIX = by_rows("a word beside the name")
_ROLE = by_rows("a column that says the role")
_NOTE = by_rows("a row whose note says so")
_SHEET = in_sheets("a sheet of other people")
_CELL = alike("two people in one cell")
_VALUE = by_rows("a name beside a short value")
_OWN = alike("another's value in the nominal's cell")
_TEXT = alike("free text that names other people")

_HEAD = "Name | DOB | Address | RAG"
_N1 = "{n1.full} | {n1.dob} | {n1.home} | Red"
_N2 = "{n2.full} | {n2.dob} | {n2.home} | Amber"
_N3 = "{n3.full} | {n3.dob} | {n3.home} | Green"


def _section(id: str, nominals: str, others: str, **more: object) -> Arrangement:
    """Three nominals and three others, each under a section's title."""
    them = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} |" for i in (1, 2, 5))
    titled = f"{nominals} | | |\n" if nominals else ""
    text = f"{_HEAD}\n{titled}{_N1}\n{_N2}\n{_N3}\n{others} | | |\n{them}"
    return _SECTION(id, f"a section “{others}” below the nominals", text, **more)


def _suffix(id: str, about: str, name: str) -> Arrangement:
    """Two nominals, and two others whose names are written so."""
    them = "\n".join(
        f"{name.replace('{o.', f'{{o{i}.')} | {{o{i}.dob}} | {{o{i}.home}} |" for i in (1, 5)
    )
    return _SUFFIX(id, about, f"{_HEAD}\n{_N1}\n{them}\n{_N2}")


def _role(id: str, heading: str, nominal: str, *others: str) -> Arrangement:
    """Two nominals with the role of one, and one other of each other role."""
    head = f"{_HEAD} | {heading}"
    who = zip((1, 2, 5, 3), others, strict=False)
    them = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} | Red | {r}" for i, r in who)
    text = f"{head}\n{_N1} | {nominal}\n{them}\n{_N2} | {nominal}"
    return _ROLE(id, f"{heading}: {nominal}, {', '.join(others)}", text)


def _note(id: str, heading: str, says: str) -> Arrangement:
    """Two nominals, and two others of whom only a note says that they are none."""
    them = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} | | {says}" for i in (1, 5))
    text = f"{_HEAD} | {heading}\n{_N1} | Linked to burglaries\n{them}\n{_N2} | Reviewed in May"
    return _NOTE(id, f"{heading}: “{says}”", text)


def _sheet(id: str, nominals: str, others: str) -> Arrangement:
    """A workbook with the nominals on one sheet and others on another."""
    them = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} |" for i in (1, 2, 5))
    sheets = {
        nominals: table(f"{_HEAD}\n{_N1}\n{_N2}\n{_N3}"),
        others: table(f"{_HEAD}\n{them}"),
    }
    return _SHEET(id, f"a sheet “{others}” beside “{nominals}”", sheets)


def _cell(id: str, about: str, name: str) -> Arrangement:
    """The nominal's name and somebody else's in one cell."""
    return _CELL(id, about, "Name | DOB | RAG", f"{name} | {{n.dob}} | {{rag}}")


def _text(id: str, heading: str, says: str) -> Arrangement:
    """A column of free text on the nominal's row."""
    cells = f"{{n.full}} | {{n.dob}} | {{rag}} | {says}"
    return _TEXT(id, f"{heading}: “{says}”", f"Name | DOB | RAG | {heading}", cells)


def _value(heading: str, says: str, plain: str) -> Arrangement:
    """Somebody's name beside a short value in the first row; the value alone in the others."""
    rows = [f"{{n{i}.full}} | {{n{i}.dob}} | {plain} | Red" for i in range(2, 6)]
    first = f"{{n1.full}} | {{n1.dob}} | {says.replace('{o.', '{o1.')} | Red"
    text = "\n".join([f"Name | DOB | {heading} | RAG", first, *rows])
    return _VALUE(f"iom {heading} {says}", f"{heading}: “{says}”", text)


def _own_value(heading: str, says: str) -> Arrangement:
    """A cell that should hold the nominal's own value and holds another's too, or alone."""
    head, cells = "Name | RAG", "{n.full} | {rag}"
    if heading != "DOB":
        head, cells = f"{head} | DOB", f"{cells} | {{n.dob}}"
    about = f"{heading}: “{says}”"
    return _OWN(f"iom {heading} {says}", about, f"{head} | {heading}", f"{cells} | {says}")


SECTIONS = (
    _section("iom section victims", "Nominals", "Victims"),
    _section("dip section victims only", "", "VICTIMS"),
    _section("sgv section complainants", "Suspects", "Complainants / witnesses"),
    _section("matrix section witnesses", "Nominals", "Witnesses"),
    _section("mappa section victim contacts", "Level 2", "Victim contacts"),
    _section("probation section ips", "Offenders", "Injured parties"),
    _section("unknown section victims", "Subjects", "Victims:"),
    _section("yos section parents", "Young people", "Parents and carers"),
    _section("iom section next of kin", "Nominals", "Next of kin"),
    _section("sgv section informants", "Nominals", "Informants"),
    _section("unknown.xlsx section victims", "Suspects", "Victims", merged=("A2:D2", "A6:D6")),
    _section("families section victims of", "", "Victims of violence"),
    _section("mappa section registered victims", "Level 3", "Registered victims"),
    _section("matrix section children", "Nominals", "Children"),
    _SECTION(
        "dip section informants first",
        "informants stand above the caseload",
        f"{_HEAD}\nINFORMANTS | | |\n{{o1.full}} | {{o1.dob}} | {{o1.home}} |\n"
        f"{{o5.full}} | {{o5.dob}} | {{o5.home}} |\nCLIENTS | | |\n{_N1}\n{_N2}",
    ),
    _section("iom.xlsx section vulnerable", "Nominals", "Vulnerable victims", merged=("A6:D6",)),
    *(
        _section(f"{kind} section {title}", "", title)
        for kind, title in (
            *(("iom", "Vics"), ("sgv", "Vic's"), ("dip", "High risk vics"), ("mappa", "IP")),
            *(("iom", "Wits"), ("sgv", "V/W"), ("matrix", "VIWs"), ("dip", "Infs")),
            *(("iom", "Aggrieveds"), ("mappa", "Targets"), ("sgv", "Targets of threats (Osman)")),
            *(("iom", "Osman warnings"), ("sgv", "TTL recipients"), ("dip", "Complaints from")),
            *(
                ("iom", "CHIS"),
                ("sgv", "Intelligence sources"),
                ("iom", "N.O.K"),
                ("dip", "Losers"),
            ),
            *(("probation", "Next-of-kin details"), ("iom", "Applicants"), ("yos", "Mums")),
            *(("iom", "Family of nominals"), ("iom", "Ex-partners"), ("sgv", "Wives/partners")),
            *(("yos", "Younger siblings"), ("iom", "Others at address"), ("dip", "Guardians")),
            *(("yos", "Appropriate adults"), ("iom", "Sureties"), ("sgv", "Bereaved family")),
            *(("iom", "Mispers"), ("sgv", "Cuckooed tenants"), ("iom", "Protected parties")),
            *(("iom", "Landlords"), ("yos", "Those at risk of exploitation"), ("dip", "Contacts")),
            *(("iom", "C. Affected residents"), ("sgv", "Section B: people harmed")),
            *(("iom", "Key wits"), ("iom", "Officers"), ("sgv", "Panel members"), ("dip", "SPOCs")),
            *(("iom", "Distribution"), ("iom", "Attendees:"), ("mappa", "Non-offenders")),
            *(("iom", "Not nominals"), ("iom", "Others"), ("iom", "Do not contact")),
            *(("iom", "For info - complainants"), ("iom", "VICTIMS - NOT FOR SHARING")),
            *(("iom", "2. Victims"), ("sgv", "Witnesses (do not approach)"), ("iom", "Vicitms")),
            *(("iom", "Complainents"), ("iom", "Witneses"), ("dip", "NoKs")),
            ("iom", "Victs"),
        )
    ),
)
SUFFIXES = (
    _suffix("iom suffix victim", "(victim) behind the name", "{o.full} (victim)"),
    _suffix("iom suffix new partner", "(new partner) behind", "{o.full} (new partner)"),
    _suffix("dip suffix v", "(V) behind the name", "{o.full} (V)"),
    _suffix("sgv suffix ip", "(IP) behind the name", "{o.full} (IP)"),
    _suffix("mappa suffix dash", "a dash and the word", "{o.full} - victim"),
    _suffix("matrix suffix witness", "[witness] behind the name", "{o.full} [witness]"),
    _suffix("iom prefix victim", "VICTIM: before the name", "VICTIM: {o.full}"),
    _suffix("sgv prefix ip", "IP before the name", "IP {o.full}"),
    _suffix("unknown prefix vic", "Vic before the name", "Vic - {o.full}"),
    _suffix("probation comma suffix", "(complainant) behind", "{o.comma} (complainant)"),
    _suffix("dip suffix informant", "(informant) behind the name", "{o.full} (informant)"),
    _suffix("unknown prefix witness", "Witness: before the name", "Witness: {o.full}"),
    _suffix("families suffix victim of", "what of, in brackets", "{o.full} (victim of abuse)"),
    _suffix("unknown suffix asterisks", "asterisks round the word", "{o.full} *witness*"),
    _suffix(
        "mappa suffix witness to", "to what, after a comma", "{o.full}, witness to the stabbing"
    ),
    _suffix("iom suffix nok", "(next of kin) behind the name", "{o.full} (next of kin)"),
    *(
        _suffix(f"{kind} beside {words}", "words beside the name", words)
        for kind, words in (
            *(("iom", "Vic {o.full}"), ("dip", "{o.full} NOK"), ("sgv", "{o.full} - ex partner")),
            *(("iom", "{o.full} (DA survivor)"), ("iom", "{o.full} - victim only, do not contact")),
            *(
                ("sgv", "{o.comma} - V"),
                ("iom", "{o.full} - not a suspect"),
                ("iom", "PC {o.full}"),
            ),
            *(
                ("sgv", "{o.full} CHIS"),
                ("mappa", "{o.full} (IP not perp)"),
                ("iom", "V1 {o.full}"),
            ),
            *(("dip", "{o.full} (mum of above)"), ("iom", "{o.full} = victim")),
            *(("sgv", "{o.full} (Vicitm)"), ("iom", "{o.full} (non-mol applicant)")),
            *(("iom", "{o.full} (social worker)"), ("probation", "{o.full} ?victim")),
        )
    ),
)
ROLES = (
    _role("iom role victim", "Role", "Nominal", "Victim", "Witness"),
    _role("dip type victim", "Type", "Offender", "Victim", "Complainant"),
    _role("sgv p/v", "P/V", "P", "V", "V"),
    _role("unknown s/v/w", "S/V/W", "S", "V", "W"),
    _role("mappa status victim", "Party", "Perpetrator", "Victim", "Informant"),
    _role("matrix category", "Category", "Nominal", "Victim", "Witness"),
    _role("asb role child", "Role", "Perpetrator", "Child", "Parent", "Partner"),
    _role("asb role associate", "Role", "Perpetrator", "Associate", "Victim"),
    _role("asb role complainant", "Role", "Perpetrator", "Complainant", "Neighbour"),
    _role("marac role child", "Role", "Perpetrator", "Child", "Victim", "Partner"),
    _role("da relationship", "Relationship", "Perpetrator", "Survivor", "Daughter"),
    _role(
        "unknown not an offender", "Role", "Offender", "Not an offender", "No longer an offender"
    ),
    _role("dip code comp", "Code", "SUSP", "COMP", "WITN"),
    _role("asb category perp", "Category", "Perp", "Compl", "Wit", "RP"),
    _role("iom iom y/n", "IOM Y/N", "Y", "N", "N"),
    _role("dip on dip", "On DIP?", "Yes", "No", "No"),
    _role("asb perp/comp", "Perp/Comp", "P", "C", "C"),
    _role("iom rel", "Rel", "", "Mum", "gf"),
    _role("asb offender y/n", "Offender?", "Yes", "No", "N"),
    _role("sgv perpetrator y/n", "Is perpetrator", "Y", "N", "N"),
    _role("unknown victim or suspect", "Victim or suspect", "Suspect", "Victim", "Victim"),
    _role("probation victim y/n", "Is victim?", "No", "Yes", "Y"),
    _role("iom role by letters", "Role", "S", "V", "W"),
    _role("iom party by letters", "Party", "S", "V/W", "V"),
    _role("iom class by letters", "Class", "S", "W", "V"),
    _role("iom vic?", "Vic?", "N", "Y", "Y"),
    _role("iom nominal?", "Nominal?", "Y", "N", "N"),
    _role("iom ip?", "IP?", "N", "Y", "Y"),
    _role("sgv witness?", "Witness?", "N", "Y", "Y"),
    _role("iom nok?", "NOK?", "N", "Y", "Y"),
    _role("iom survivor?", "Survivor?", "N", "Y", "Y"),
    _role("iom victim marker", "Victim marker", "0", "1", "1"),
    _role("iom at risk only?", "At risk only?", "N", "Y", "Y"),
    _role("sgv at risk sibling", "Type", "Nominal", "At risk - sibling", "Exploited - NRM ref"),
    _role("sgv tenant affected", "Type", "Nominal", "Tenant affected", "Caller", "Vulnerable"),
    _role("sgv role contact", "Role", "Nominal", "Contact", "Emergency contact", "NOK contact"),
    _role("sgv role misspelt", "Role", "Suspect", "Vicitm", "Witnes", "Complainent"),
)
NOTES = (
    _note("iom note victim of", "Notes", "Victim of a nominal on this list"),
    _note("sgv comment victim", "Comments", "She is the victim of the assault in March"),
    _note("dip remarks ip", "Remarks", "IP in the burglary"),
    _note("mappa notes witness", "Case notes", "Witness only, not a nominal"),
    _note("unknown reason victim", "Reason for listing", "Repeat victim"),
    _note("matrix info complainant", "Further information", "Complainant in crime 12"),
    _note("iom note vic of above", "Notes", "vic of above"),
    _note("iom comment mother of", "Comments", "Mother of Darren"),
    _role("iom references by letter", "Ref", "N1", "V1", "V2"),
)
SHEETS = (
    _sheet("iom.xlsx sheet victims", "Nominals", "Victims"),
    _sheet("sgv.xlsx sheet witnesses", "Cohort", "Witnesses"),
    _sheet("mappa.xlsx sheet victim contacts", "Level 2", "Victim contacts"),
    _sheet("unknown.xlsx sheet complainants", "Suspects", "Complainants"),
    _sheet("sgv.xlsx sheet vulnerable yp", "Nominals", "Vulnerable YP"),
    _sheet("sgv.xlsx sheet exploitation", "Nominals", "Exploitation"),
    _sheet("dip.xlsx sheet next of kin", "Caseload", "Next of kin"),
    _sheet("yos.xlsx sheet registered victims", "Caseload", "Registered victims"),
    _sheet("probation.xlsx sheet ip", "Caseload", "IPs"),
    *(
        _sheet(f"iom.xlsx sheet {name}", "Nominals", name)
        for name in (
            *("Vics & Wits", "NoK details", "Non-offenders", "MARAC", "Osman", "Cuckooed"),
            *("Panel members", "Sureties", "V&W", "Do not contact", "Others"),
        )
    ),
)
TWO_IN_A_CELL = (
    _cell("iom arrow", "an arrow from one to the other", "{n.full} -> {o.full}"),
    _cell("dip arrow", "an arrow from one to the other", "{n.full} → {o.full}"),
    _cell("sgv partner of", "whose partner he is", "{n.full} (partner of {o.full})"),
    _cell("dip c/o", "in whose care", "{n.full} c/o {o.full}"),
    _cell("yos mother in brackets", "his mother", "{n.full} (mother: {o.full})"),
    _cell("mappa son of", "whose son he is", "{n.full}, son of {o.full}"),
    _cell("matrix victim behind", "his victim", "{n.full} (victim: {o.full})"),
    _cell("probation next of kin", "whom to tell", "{n.full} (next of kin {o.full}, {o.phone})"),
    _cell("iom staying with", "with whom he stays", "{n.full} (currently staying with {o.full})"),
    _cell("unknown v", "against whom", "{n.full} v {o.full}"),
    *(
        _cell(f"iom two {words}", "two names and what parts them", words)
        for words in (
            *("{n.full} on {o.full}", "{n.full} against {o.full}", "S: {n.full} V: {o.full}"),
            *("{n.full} (perp) / {o.full} (vic)", "{n.full} + partner {o.full}"),
            *("Vic {o.full} / perp {n.full}", "{n.full} (vic {o.full})", "{n.full}; IP {o.full}"),
            *("{n.full} (gf: {o.full})", "{n.full} / vic = {o.full}", "{n.full} (ex of {o.full})"),
            *("{n.full} (AA {o.full})", "{n.full} - surety {o.full}"),
            *("{n.full}, vic {o.full}", "{n.full} & victim {o.full}", "{n.full} and vic {o.full}"),
            *("{n.full} vic {o.full}", "{n.comma}, vic {o.full}"),
            *("{n.full} s/o {o.full}", "{n.full} stole from {o.full}", "{n.full} w/ {o.full}"),
            *("{n.full} - reported by {o.full}", "{n.full} (no contact {o.full})"),
            *("{n.full} NOK {o.full} {o.phone}", "{n.full} (vic {o.full} {o.dob})"),
            *(
                "{n.full} bailed to {o.full}",
                "{n.full} (b/f of {o.full})",
                "{n.full} [W: {o.full}]",
            ),
            *("{n.full} & g/f {o.full}", "{n.full} ({o.full}'s son)"),
        )
    ),
    *(
        _value(*each)
        for each in (
            ("Risk", "High ({o.full})", "High"),
            ("Risk level", "High - {o.full} at risk", "Medium"),
            ("Risk", "DV: {o.full}", "High"),
            ("Risk", "{o.caps}", "High"),
            ("Lead officer", "PC Orrery / {o.full} (IDVA)", "PC Orrery"),
            ("Review date", "12/06/2026 ({o.full})", "12/06/2026"),
            ("Offence", "ABH {o.full}", "Burglary Dwelling"),
            ("Offence", "Assault ({o.full})", "Theft"),
            ("Gang", "{o.full} is gf", "Hill Boys"),
        )
    ),
    _CELL(
        "iom address c/o",
        "in whose care he lives",
        "Name | DOB | Address | RAG",
        "{n.full} | {n.dob} | c/o {o.full}, {n.street} | {rag}",
    ),
    _CELL(
        "probation address in brackets",
        "whose address it is",
        "Name | DOB | Address | RAG",
        "{n.full} | {n.dob} | {n.street} (address of {o.full}) | {rag}",
    ),
    _CELL(
        "mappa offence against",
        "against whom it was",
        "Name | DOB | Main offence | RAG",
        "{n.full} | {n.dob} | GBH against {o.full} | {rag}",
    ),
    _CELL(
        "probation exclusion area",
        "the street of whom he may not visit",
        "Name | DOB | Exclusion area | RAG",
        "{n.full} | {n.dob} | {o.street} | {rag}",
    ),
    _CELL(
        "sgv connected with",
        "a name and nothing of who that is",
        "Name | DOB | Connected with | RAG",
        "{n.full} | {n.dob} | {o.full} | {rag}",
    ),
    _CELL(
        "dip phone of mother",
        "whose telephone it is",
        "Name | DOB | Phone | RAG",
        "{n.full} | {n.dob} | {o.phone} (mother {o.full}) | {rag}",
    ),
)
OWN_VALUES = (
    *(
        _own_value(*each)
        for each in (
            ("DOB", "{n.dob} (victim {o.dob})"),
            ("DOB", "{n.dob}; mother {o.full} {o.dob}"),
            ("DOB", "{n.dob} & son {o.dob}"),
            ("Tel", "{o.full} - {o.phone}"),
            ("Tel", "{o.phone} ({o.full})"),
            ("Tel", "{n.phone} / {o.phone} (g/f)"),
            ("Tel", "{o.phone} victim - do not ring"),
            ("Address", "{n.home}; victim's address {o.home}"),
            ("Address", "{n.home} (not to go to {o.home} - {o.full})"),
            ("Address", "mother's: {o.home}"),
            ("Address", "{o.home} (with ex-partner {o.full})"),
            ("Address", "at home of {o.full} {o.home}"),
            ("Address", "c/o {o.full}, {o.home}"),
        )
    ),
)
TEXTS = (
    _text("iom notes", "Notes", "Assaulted {o.full} at {o.home}"),
    _text("sgv risk notes", "Risk notes", "Threatens {o.full}, {o.phone}"),
    _text("mappa risk to", "Risk to", "{o.full} and her children"),
    _text("dip actions", "Actions and owner", "SPOC to ring {o.full} on {o.phone}"),
    _text("matrix meeting notes", "Meeting notes", "{o.full} ({o.dob}) was stabbed by him"),
    _text("probation comments", "Comments", "Ex-partner {o.full} has moved to {o.street}"),
    _text("yos update", "Latest update", "Mum {o.full} rang from {o.phone}"),
    _text("unknown summary", "Summary", "{n.full} hit {o.full} outside {o.street}"),
    _text("iom bail", "Bail conditions", "No contact with {o.full} direct or indirect"),
    _text("sgv mo", "MO", "Follows {o.full} home"),
    _text("families background", "Background", "Lives with {o.full}, DOB {o.dob}"),
    _text("dip plan", "Plan", "Mediation with {o.full}"),
)

ARRANGEMENTS = (*SECTIONS, *SUFFIXES, *ROLES, *NOTES, *SHEETS, *TWO_IN_A_CELL, *OWN_VALUES, *TEXTS)
