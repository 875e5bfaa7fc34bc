"""Published formats of lists, with invented parties."""

from __future__ import annotations

import json
from datetime import date

import pytest

from filings.watchlists.entry import Entry
from filings.watchlists.formats import FORMATS, Defaults, RowRefused
from filings.watchlists.formats.rows import ListUnreadable

PERSONS = Defaults(persons=True)
EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-02T00:00:00Z">
 <sanctionEntity designationDate="2021-03-22" euReferenceNumber="EU.1.1" logicalId="1">
  <regulation numberTitle="2021/1 (OJ L1)" programme="DEMO" entryIntoForceDate="2021-03-23">
   <publicationUrl>https://example.org/act</publicationUrl></regulation>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Demo Works" strong="false"/>
  <nameAlias wholeName="Demo Works Company Ltd" strong="true"/>
  <nameAlias wholeName="演示工程有限公司" strong="true"/>
  <identification number="91330100716105852F"/>
 </sanctionEntity>
 <sanctionEntity designationDate="2021-03-22" logicalId="2">
  <subjectType code="person" classificationCode="P"/><nameAlias wholeName="Jane Demo"/></sanctionEntity>
 <sanctionEntity designationDate="soon" euReferenceNumber="EU.3.3">
  <subjectType code="enterprise" classificationCode="E"/><nameAlias wholeName="Dateless Demo"/></sanctionEntity>
</export>"""
UN = """<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>DEMO</SECOND_NAME>
<LISTED_ON>2015-07-01</LISTED_ON></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>DEMO TRADING CO</FIRST_NAME>
<UN_LIST_TYPE>DEMO</UN_LIST_TYPE><REFERENCE_NUMBER>DXe.1</REFERENCE_NUMBER><LISTED_ON>2009-04-24</LISTED_ON>
<ENTITY_ALIAS><ALIAS_NAME>Demo T</ALIAS_NAME></ENTITY_ALIAS><ENTITY_ALIAS><ALIAS_NAME/></ENTITY_ALIAS>
</ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
UK_XML = """<Designations><Designation><UniqueID>DEM1</UniqueID><RegimeName>Demo</RegimeName>
<DateDesignated>25/02/2022</DateDesignated><IndividualEntityShip>Entity</IndividualEntityShip>
<Names><Name><Name6>DEMO SECOND</Name6><NameType>Alias</NameType></Name>
<Name><Name6>DEMO FIRST LTD</Name6><NameType>Primary Name</NameType></Name></Names></Designation>
<Designation><UniqueID>DEM2</UniqueID><IndividualEntityShip>Individual</IndividualEntityShip>
<Names><Name><Name1>Jane</Name1><Name6>DEMO</Name6></Name></Names></Designation></Designations>"""
OFSI_XML = """<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
<FinancialSanctionsTarget><GroupID>7</GroupID><name6>DEMO OIL</name6><GroupTypeDescription>Entity</GroupTypeDescription>
<AliasType>Primary name</AliasType><RegimeName>Demo</RegimeName><DateListed>2022-02-25T00:00:00</DateListed>
</FinancialSanctionsTarget></ArrayOfFinancialSanctionsTarget>"""
UK_CSV = (
    "Last Updated,01/02/2024\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Group Type,Alias Type,Regime,Listed On,Group ID\n"
    "DEMO BANK,,,,,,Entity,Primary name,Demo,17/02/2012,12345\n"
    "DEMO BANK PLC,,,,,,Entity,AKA,Demo,17/02/2012,12345\n"
    "DEMO,Jane,,,,,Individual,Primary name,Demo,17/02/2012,9\n"
)
CSL = {
    "results": [
        {
            "name": "Demo Surveillance",
            "source": "Entity List (EL)",
            "alt_names": ["Demo S"],
            "start_date": "2020-06-05",
            "federal_register_notice": "85 FR 1",
            "license_policy": "Presumption of denial",
            "ids": [{"number": "91330100716105852F"}],
        },
        {"name": "Jane Demo", "type": "Individual"},
        {"name": "X", "start_date": "2020-06-05"},
        "rubbish",
    ]
}
FTM = "\n".join(
    json.dumps(line, ensure_ascii=False)
    for line in (
        {
            "id": "D-1",
            "schema": "Company",
            "caption": "Demo Holding",
            "target": True,
            "datasets": ["demo"],
            "properties": {"name": ["演示控股"], "alias": ["DH"], "uscCode": ["91330100716105852F"]},
        },
        {"id": "D-2", "schema": "Person", "caption": "Jane Demo"},
        {"id": "D-3", "schema": "Address", "caption": "Demo Street"},
        {"id": "D-4", "schema": "Company", "caption": "Neighbour", "target": False},
    )
)
TARGETS = (
    "id,schema,name,aliases,identifiers,dataset\n"
    "D-1,Company,Demo Holding,DH;演示控股,91330100716105852F,demo\n"
    "D-2,Person,Jane Demo,,,demo\n"
)


def entries(name: str, text: str, defaults: Defaults = Defaults()) -> list[Entry]:  # noqa: B008 - frozen
    return [one for one in FORMATS[name](text.encode(), defaults) if isinstance(one, Entry)]


def refused(name: str, text: str) -> list[RowRefused]:
    return [one for one in FORMATS[name](text.encode(), Defaults()) if isinstance(one, RowRefused)]


def test_the_eu_list_gives_each_enterprise_with_its_spellings_and_act() -> None:
    [made] = entries("eu_xml", EU)
    assert made.name == "Demo Works Company Ltd"
    assert [alias.name for alias in made.aliases] == ["Demo Works", "演示工程有限公司"]
    assert (made.listed_on, made.programme, made.source) == (date(2021, 3, 22), "DEMO", "2021/1 (OJ L1)")
    assert made.source_url == "https://example.org/act"
    assert [identifier.value for identifier in made.identifiers] == ["91330100716105852F"]


def test_a_record_that_cannot_be_understood_is_refused_with_its_line() -> None:
    [row] = refused("eu_xml", EU)
    assert (row.line, row.text) == (14, "EU.3.3")
    assert "'soon' is no day" in row.why


def test_the_un_list_gives_entities_and_persons_only_on_demand() -> None:
    [made] = entries("un_xml", UN)
    assert (made.name, made.listed_on, made.note) == ("DEMO TRADING CO", date(2009, 4, 24), "DXe.1")
    assert [alias.name for alias in made.aliases] == ["Demo T"]
    assert [one.name for one in entries("un_xml", UN, PERSONS)] == ["DEMO TRADING CO", "JANE DEMO"]


def test_the_uk_list_joins_the_names_of_one_party_and_puts_the_primary_one_first() -> None:
    [made] = entries("uk_xml", UK_XML)
    assert (made.name, made.listed_on) == ("DEMO FIRST LTD", date(2022, 2, 25))
    assert [alias.name for alias in made.aliases] == ["DEMO SECOND"]


def test_the_treasurys_files_are_read_in_both_forms() -> None:
    [from_xml] = entries("uk_xml", OFSI_XML)
    assert (from_xml.name, from_xml.listed_on, from_xml.programme) == ("DEMO OIL", date(2022, 2, 25), "Demo")
    [from_csv] = entries("uk_csv", UK_CSV)
    assert (from_csv.name, [alias.name for alias in from_csv.aliases]) == ("DEMO BANK", ["DEMO BANK PLC"])
    assert [one.name for one in entries("uk_csv", UK_CSV, PERSONS)] == ["DEMO BANK", "Jane DEMO"]


def test_the_consolidated_screening_list_is_read_as_json_too() -> None:
    text = json.dumps(CSL)
    [made] = entries("csl_json", text)
    assert (made.name, made.source, made.programme) == ("Demo Surveillance", "85 FR 1", "Entity List (EL)")
    assert [alias.name for alias in made.aliases] == ["Demo S"]
    assert [row.line for row in refused("csl_json", text)] == [3, 4]


def test_opensanctions_files_give_companies_that_are_targets() -> None:
    for name, text in (("ftm", FTM), ("targets_csv", TARGETS)):
        [made] = entries(name, text)
        assert made.name == "Demo Holding"
        assert {alias.name for alias in made.aliases} == {"演示控股", "DH"}
        assert [identifier.value for identifier in made.identifiers] == ["91330100716105852F"]
    assert [one.name for one in entries("ftm", FTM, PERSONS)] == ["Demo Holding", "Jane Demo"]


@pytest.mark.parametrize("name", ["eu_xml", "un_xml", "uk_xml"])
@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_never_read(name: str, declared: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<export>&a;</export>'
    with pytest.raises(ListUnreadable, match="document type"):
        list(FORMATS[name](text.encode(encoding), Defaults()))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("eu_xml", "<html><p>403"),
        ("un_xml", ""),
        ("uk_xml", "<html/>"),
        ("uk_csv", "a,b\n1,2\n"),
        ("csl_json", "<html>"),
        ("csl_json", "{}"),
        ("targets_csv", "a,b\n"),
        ("csv", "a,b\n"),
    ],
)
def test_another_kind_of_file_is_no_list(name: str, text: str) -> None:
    with pytest.raises(ListUnreadable):
        list(FORMATS[name](text.encode(), Defaults()))
