"""Custom classifiers: their life, what is refused, and what crawlers make of files with them."""

import pytest
from botocore.exceptions import ClientError

from .conftest import columns


def code(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]["Code"]


KINDS = [
    ("GrokClassifier", {"Classification": "mylog", "GrokPattern": "%{WORD:level} %{INT:n:int}"}, {"GrokPattern": "%{WORD:level}", "CustomPatterns": "X [a-z]+"}),
    ("XMLClassifier", {"Classification": "xml", "RowTag": "row"}, {"RowTag": "item"}),
    ("JsonClassifier", {"JsonPath": "$.records[*]"}, {"JsonPath": "$[*]"}),
    ("CsvClassifier", {"Delimiter": "|", "QuoteSymbol": "'", "ContainsHeader": "ABSENT", "Header": ["a", "b"]}, {"ContainsHeader": "PRESENT", "AllowSingleColumn": True}),
]


@pytest.mark.parametrize(("kind", "definition", "change"), KINDS, ids=[row[0] for row in KINDS])
def test_life_of_a_classifier(glue, unique, kind, definition, change):
    glue.create_classifier(**{kind: {"Name": unique, **definition}})
    made = glue.get_classifier(Name=unique)["Classifier"][kind]
    assert {key: made[key] for key in definition} == definition
    assert made["Version"] == 1 and made["CreationTime"] == made["LastUpdated"]
    assert code(glue.create_classifier, **{kind: {"Name": unique, **definition}}) == "AlreadyExistsException"
    glue.update_classifier(**{kind: {"Name": unique, **change}})
    changed = glue.get_classifier(Name=unique)["Classifier"][kind]
    assert {key: changed[key] for key in {**definition, **change}} == {**definition, **change}
    assert changed["Version"] == 2 and changed["LastUpdated"] >= changed["CreationTime"] == made["CreationTime"]
    glue.delete_classifier(Name=unique)
    assert code(glue.get_classifier, Name=unique) == "EntityNotFoundException"
    assert code(glue.delete_classifier, Name=unique) == "EntityNotFoundException"
    assert code(glue.update_classifier, **{kind: {"Name": unique, **change}}) == "EntityNotFoundException"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"JsonClassifier": {"Name": "x", "JsonPath": "$"}, "XMLClassifier": {"Name": "x", "Classification": "xml"}},
        {"GrokClassifier": {"Name": "x", "Classification": "c", "GrokPattern": "%{NOSUCH:a}"}},
        {"GrokClassifier": {"Name": "x", "Classification": "c", "GrokPattern": "(unclosed"}},
        {"GrokClassifier": {"Name": "x", "Classification": "c", "GrokPattern": "%{WORD:a:date}"}},
        {"JsonClassifier": {"Name": "x", "JsonPath": "records"}},
        {"CsvClassifier": {"Name": "x", "Delimiter": '"', "QuoteSymbol": '"'}},
        {"CsvClassifier": {"Name": "x", "CustomDatatypeConfigured": True, "CustomDatatypes": ["NUMBER"]}},
    ],
)
def test_what_is_refused(glue, wrong):
    assert code(glue.create_classifier, **wrong) == "InvalidInputException"


def test_a_classifier_keeps_its_kind(glue, unique):
    glue.create_classifier(JsonClassifier={"Name": unique, "JsonPath": "$"})
    assert code(glue.update_classifier, XMLClassifier={"Name": unique, "RowTag": "r"}) == "InvalidInputException"
    assert code(glue.update_classifier, JsonClassifier={"Name": unique, "JsonPath": "x"}) == "InvalidInputException"
    assert glue.get_classifier(Name=unique)["Classifier"]["JsonClassifier"]["Version"] == 1


def test_pages_of_classifiers(glue, unique):
    names = [f"{unique}-{i}" for i in range(5)]
    for name in names:
        glue.create_classifier(JsonClassifier={"Name": name, "JsonPath": "$"})
    pages = list(glue.get_paginator("get_classifiers").paginate(PaginationConfig={"PageSize": 2}))
    assert all(len(page["Classifiers"]) <= 2 for page in pages)
    found = [next(iter(c.values()))["Name"] for page in pages for c in page["Classifiers"]]
    assert [name for name in found if name.startswith(unique)] == names


def test_crawlers_use_them_in_their_order(s3, glue, crawl, bucket, unique):
    s3.put_object(Bucket=bucket, Key="in/log/a.log", Body="WARN 7\nINFO 12\n")
    s3.put_object(Bucket=bucket, Key="in/doc/a.json", Body='{"records":[{"a":1},{"a":2,"b":"x"}]}')
    s3.put_object(Bucket=bucket, Key="in/xml/a.xml", Body="<d><r><a>1</a></r><r><a>2</a></r><s><b>1</b></s><s><b>2</b></s></d>")
    s3.put_object(Bucket=bucket, Key="in/csv/a.csv", Body="1|'x|y'\n2|z\n")
    log, doc, xml, csv = (f"{unique}-{kind}" for kind in ("log", "doc", "xml", "csv"))
    glue.create_classifier(GrokClassifier={"Name": log, "Classification": "mylog", "GrokPattern": "^%{WORD:level} %{INT:n:int}$"})
    glue.create_classifier(JsonClassifier={"Name": doc, "JsonPath": "$.records[*]"})
    glue.create_classifier(XMLClassifier={"Name": xml, "Classification": "myxml", "RowTag": "s"})
    glue.create_classifier(CsvClassifier={"Name": csv, "Delimiter": "|", "QuoteSymbol": "'", "ContainsHeader": "ABSENT", "Header": ["n", "t"], "Serde": "OpenCSVSerDe"})
    tables = crawl(f"s3://{bucket}/in/", Classifiers=[log, doc, xml, csv])
    assert {name: (t["Parameters"]["classification"], columns(t)) for name, t in tables.items()} == {
        "log": ("mylog", {"level": "string", "n": "int"}),
        "doc": ("json", {"a": "int", "b": "string"}),
        "xml": ("myxml", {"b": "bigint"}),
        "csv": ("csv", {"n": "bigint", "t": "string"}),
    }
    assert tables["log"]["StorageDescriptor"]["SerdeInfo"]["Parameters"]["input.format"] == "^%{WORD:level} %{INT:n:int}$"
    assert tables["csv"]["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"].endswith("OpenCSVSerde")
    # A change is seen by the next crawl; one that is gone fails it.
    glue.update_classifier(XMLClassifier={"Name": xml, "RowTag": "r"})
    assert columns(crawl(again=True)["xml"]) == {"a": "bigint"}
    glue.delete_classifier(Name=xml)
    assert crawl(again=True, expect="FAILED")["ErrorMessage"] == f"Classifier {xml} not found."


def test_a_crawler_names_classifiers_that_exist(glue, crawler_role, unique):
    call = dict(Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]})
    assert code(glue.create_crawler, **call, Classifiers=[unique]) == "InvalidInputException"
    glue.create_crawler(**call)
    assert code(glue.update_crawler, Name=unique, Classifiers=[unique]) == "InvalidInputException"
    glue.create_classifier(JsonClassifier={"Name": unique, "JsonPath": "$"})
    glue.update_crawler(Name=unique, Classifiers=[unique])
    assert glue.get_crawler(Name=unique)["Crawler"]["Classifiers"] == [unique]
