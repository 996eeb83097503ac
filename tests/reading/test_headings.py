"""What headings in the wild mean, by their words alone."""

from __future__ import annotations

import pytest

from cohortmatch.reading.headings import FIELDS, field_of, plain_heading, vocabulary

MEANT = {
    "name": """Name|NAME|Full name|Full Name |Nominal|Nominal Name|Name of nominal|Offender Name|
        Offender|Subject|Subject Name|Client|Client name|Name of Client|Service User|SU Name|
        Young Person's Name|YP name|Perpetrator|Perpetrator name|Alleged perpetrator|Defendant|
        Nominal (SURNAME, Forename)|Name (surname first)|Surname, Forename|Surname / Forename|
        SURNAME, First name|Forename & Surname|First name and surname|Person Name|Name in full|
        Name of young person|Prisoner name|Nominal's name|Resident|Name as on PNC|offender_name|
        OffenderName|Nominal details|Individual concerned|Person on probation|Case name|Tenant name""",
    "surname": """Surname|SURNAME|Sur name|Last Name|LastName|last_name|Family name|Family Name(s)|
        Surname of nominal|Nominal surname|Offender Surname|Client surname|lname|Subject's surname|
        Current surname|Surname (family name)|Surname/Family name|YP Surname|Nominal / Surname""",
    "forename": """Forename|Forenames|Forename(s)|Fore name|First name|First name(s)|FirstName|
        first_name|Given name|Given names|given_name|Christian name|fname|Client forename|
        YP First Name|Nominal forename(s)|Forename 1|Offender's forenames|Personal details / Forename""",
    "middle": "Middle name|Middle Name(s)|middle_name|Second forename|Other forenames|Middle initial",
    "title": "Title|Salutation|Mr/Mrs",
    "alias": """Alias|Aliases|Alias(es)|A.K.A.|AKA|a.k.a|Also known as|Known as|Other names used|
        Alias 1|Alias 2|Alias / AKA|Alias or AKA|Known aliases|Other known names|Nominal alias""",
    "street_name": "Street name|Streetname|Nickname|Nick-name|Moniker|Street name / moniker|Tag|Road name",
    "previous_surname": """Previous surname|Maiden name|Former name|Previous name(s)|Née|
        Formerly known as|Birth surname|Previous last name|Former surname(s)""",
    "date_of_birth": """DOB|D.O.B.|D.O.B|DoB|dob|Date of birth|Date Of Birth (dd/mm/yyyy)|DateOfBirth|
        date_of_birth|Birth date|Birthdate|Date of Birth / Age|Client DOB|Offender's date of birth|
        DOB (if known)|D O B|Born|Date of birth of nominal (as per PNC)|Nominal / DOB|Subject DOB|
        Year of birth|DOB:|Date of Birth*""",
    "age": "Age|Current age|Age (years)|AGE",
    "sex": "Sex|Gender|M/F|Sex (M/F)|Gender M/F|Male/Female|Gender of nominal|SEX",
    "pnc": """PNC|PNCID|PNC ID|PNC No|PNC No.|PNC Number|PNC ref|PNC_ID|pnc_number|PNC#|Offender PNC|
        Nominal PNC ID|PNC (if known)|Police National Computer ID|Police PNC|PNC Reference Number|
        Subject's PNC No|PNC ID No.|Police / PNC|PNCNumber""",
    "cro": "CRO|CRO No|CRO No.|CRO number|CRO ref|CRONumber|Criminal Records Office number|CRO_NO",
    "crn": """CRN|CRN No|nDelius CRN|Delius ID|Probation CRN|Delius ref|NDelius|Probation ID|CRN number|
        Probation / CRN|Case reference number (CRN)""",
    "prison_number": """Prison No|Prison number|NOMS No|NOMS|NOMIS|NOMIS ID|NOMIS no.|P-NOMIS ID|
        Prisoner Number|NOMSNo|NOMS ID|Prison No (NOMIS)|Offender No|HMP Number""",
    "asn": "ASN|Arrest Summons Number|Arrest/Summons No|A.S.N.",
    "nino": """NI number|NINO|NI No|N.I. Number|National Insurance No|National Insurance Number|Nat Ins No|
        NI Number (if known)|NINumber""",
    "nhs_number": "NHS|NHS No|NHS number|NHS #|NHSNumber|nhs_no",
    "driver_number": "Driving licence no|Driver number|Driving Licence Number|DVLA number|Licence no",
    "visor": "ViSOR|ViSOR ref|ViSOR ID|VISOR No|ViSOR Nominal ID|visor_ref",
    "identifier": "PNC/CRO|PNC or CRO|CRN / NOMIS|Identifiers|ID numbers|soc_sec_id|SSN",
    "address": """Address|Home address|Addr|Addr.|Current address|Last known address|Address Line 1|
        address_1|Home Addr|Residence|Nominal's home address|LKA|Address (inc postcode)|street_number|
        House no|Town|Street|Residential address|Full address|Address of nominal|suburb""",
    "postcode": "Postcode|Post Code|Post code|P/Code|PCode|Home postcode|post_code|Postal code|Zip|POSTCODE ",
    "role": """Role|Involvement|Role in case|Perp/Victim|Perpetrator / Victim|Victim or perpetrator|
        Person type|Capacity|Type of involvement|Victim/Offender|Nominal type|Relationship|V/P""",
    "reference": """Ref|Ref No|Case ref|Case reference|Case No.|Family ID|Family ref|URN|ID|No.|Case ID|
        Client ref|Unique ref|Record ID|rec_id|Niche ref|Row|Household ID|Nominal ID|Case Number""",
    "status": """RAG|RAG rating|Level|MAPPA level|Category|Status|Lead officer|Lead Officer Name|
        Officer name|Officer|Key worker|Keyworker name|Name of key worker|Offender manager|
        Offender Manager Name|OM|Probation officer|Social worker name|Referrer|Name of referrer|
        Referred by|Referring officer's name|Victim name|Victim|Victim's DOB|Victim surname|
        Next of kin|Next of kin name|NOK name|School|School name|Mother's name|Partner name|
        Partner's DOB|GP name|Solicitor|Landlord|Action owner|Lead agency|Completed by|Updated by|
        Contact name|Case holder name|Responsible officer|Gang name|Date|Date of referral|Referral date|
        Review date|Date on list|Date added|Date of next review|Release date|Tier|RoSH|Order type|
        Offence|Email|E-mail address|Phone|Mobile no.|Place of birth|Country of birth|PNC checked?|
        DOB verified|Sex offender|Offender Manager / Name|Victim / DOB|Lead officer / Name|
        Comments|Notes|Risk score|Next MAPP meeting|Harm band|Age at referral|Team|Gang|Hostel name|
        Allocated to|Prison|Police officer in case|OIC|Associates|Known associates|Co-defendants""",
    "ignored": "Ethnicity|Ethnic group|IC code|Religion|Disability|Self-defined ethnicity|Sexuality",
    "": "Column1|Unnamed: 0|xyz|Foo bar|Thing",
}  # fmt: skip
CASES = [
    (heading.strip(), field)
    for field, headings in MEANT.items()
    for heading in headings.replace("\n", "").split("|")
]


@pytest.mark.parametrize(("heading", "field"), CASES)
def test_a_heading_means_its_field(heading: str, field: str) -> None:
    assert field_of(heading) == field


def test_case_spaces_and_line_breaks_do_not_matter() -> None:
    for heading, field in CASES:
        for spelled in (heading.upper(), f"  {heading}  ", heading.replace(" ", "\n")):
            if " / " not in heading and "camel" not in plain_heading(heading):
                wanted = field_of(spelled)
                is_camel = plain_heading(heading, camel=True) != plain_heading(heading)
                assert wanted == field or is_camel, spelled


def test_every_phrase_is_written_as_headings_are_looked_up() -> None:
    for phrase, field in vocabulary().phrases.items():
        assert field in FIELDS
        assert plain_heading(phrase) in (phrase, phrase.rstrip(" 0123456789")), phrase


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("D.O.B. (dd/mm/yyyy)", "d o b dd mm yyyy"),
        ("Client's DOB", "client dob"),
        ("Alias 2", "alias"),
        ("Perp/Victim", "perp victim"),
        ("NHS #", "nhs number"),
        ("\ufeffSurname\u200b", "surname"),
    ],
)
def test_plain_heading(text: str, plain: str) -> None:
    assert plain_heading(text).replace("dob", "d o b") == plain.replace("dob", "d o b")
