"""The history of crawls, with its filters, and the metrics of crawlers."""

import json

import pytest
from botocore.exceptions import ClientError

from .conftest import wait_until_ready


def error(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]


@pytest.fixture
def crawled(s3, glue, crawl, bucket, unique):
    """A crawler with three crawls: two tables, nothing new, a failure."""
    s3.put_object(Bucket=bucket, Key="in/a/1.json", Body='{"a":1}')
    for part in (1, 2):
        s3.put_object(Bucket=bucket, Key=f"in/b/p={part}/1.json", Body='{"b":1}')
    crawl(f"s3://{bucket}/in/")
    crawl(again=True)
    glue.update_crawler(Name="crawler-" + unique, Configuration='{"Version":1.0,"CrawlerOutput":{"Tables":{"TableThreshold":1}}}')
    crawl(again=True, expect="FAILED")
    return "crawler-" + unique


def test_the_newest_comes_first(glue, crawled):
    failed, second, first = glue.list_crawls(CrawlerName=crawled)["Crawls"]
    assert [c["State"] for c in (failed, second, first)] == ["FAILED", "COMPLETED", "COMPLETED"]
    assert failed["ErrorMessage"].startswith("The number of tables detected by crawler: 2")
    assert json.loads(first["Summary"]) == {"TABLE": {"ADD": {"Count": 2, "Details": {"names": ["a", "b"]}}}, "PARTITION": {"ADD": {"Count": 2}}}
    assert json.loads(second["Summary"]) == {}
    assert first["EndTime"] >= first["StartTime"] and first["DPUHour"] >= 0
    assert (first["LogGroup"], first["LogStream"], first["MessagePrefix"]) == ("/aws-glue/crawlers", crawled, first["CrawlId"])


def test_filters(glue, crawled):
    crawls = glue.list_crawls(CrawlerName=crawled)["Crawls"]
    middle = crawls[1]
    at = str(int(middle["StartTime"].timestamp() * 1000))

    def ids(*filters):
        found = glue.list_crawls(CrawlerName=crawled, Filters=[dict(zip(("FieldName", "FilterOperator", "FieldValue"), f)) for f in filters])["Crawls"]
        return [crawls.index(c) for c in found]

    assert ids(("STATE", "EQ", "FAILED")) == [0]
    assert ids(("STATE", "NE", "FAILED")) == [1, 2]
    assert ids(("CRAWL_ID", "EQ", middle["CrawlId"])) == [1]
    assert ids(("CRAWL_ID", "NE", middle["CrawlId"])) == [0, 2]
    assert ids(("START_TIME", "GT", at)) == [0]
    assert ids(("START_TIME", "GE", at), ("STATE", "EQ", "COMPLETED")) == [1]
    assert ids(("END_TIME", "LT", at)) == [2]
    assert ids(("DPU_HOUR", "GE", "0")) == [0, 1, 2]
    assert ids(("DPU_HOUR", "GT", "1")) == []


def test_pages(glue, crawled):
    pages, token = [], None
    while True:
        page = glue.list_crawls(CrawlerName=crawled, MaxResults=2, **({"NextToken": token} if token else {}))
        pages.append(len(page["Crawls"]))
        token = page.get("NextToken")
        if not token:
            break
    assert pages == [2, 1]
    token = glue.list_crawls(CrawlerName=crawled, MaxResults=1)["NextToken"]
    other = [{"FieldName": "STATE", "FilterOperator": "EQ", "FieldValue": "FAILED"}]
    assert error(glue.list_crawls, CrawlerName=crawled, NextToken=token, Filters=other)["Code"] == "InvalidInputException"


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("STATE", "GT", "FAILED"), "InvalidInputException", "Only EQ or NE operator is allowed for field : STATE"),
        (("CRAWL_ID", "LE", "x"), "InvalidInputException", "Only EQ or NE operator is allowed for field : CRAWL_ID"),
        (("CRAWL_ID", "NE"), "InvalidInputException", "Invalid Filter Provided: FieldName: CRAWL_ID, FilterOperator: NE, FieldValue: null"),
        (("START_TIME", "GT", "today"), "InvalidInputException", "Invalid Filter Provided: FieldName: START_TIME, FilterOperator: GT, FieldValue: today"),
        (("STATE", "LIKE", "x"), "ValidationException", None),
        (("COLOR", "EQ", "x"), "ValidationException", None),
    ],
)
def test_filters_that_are_none(glue, crawler_role, unique, given, code, message):
    glue.create_crawler(Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]})
    said = error(glue.list_crawls, CrawlerName=unique, Filters=[dict(zip(("FieldName", "FilterOperator", "FieldValue"), given))])
    assert said["Code"] == code
    assert message is None or said["Message"] == message


def test_unknown_crawlers_have_no_history(glue, crawled):
    said = error(glue.list_crawls, CrawlerName="missing-" + crawled)
    assert (said["Code"], said["Message"]) == ("EntityNotFoundException", f"Crawler entry with name missing-{crawled} does not exist")
    assert glue.list_crawls(CrawlerName=crawled)["Crawls"]
    glue.delete_crawler(Name=crawled)
    assert error(glue.list_crawls, CrawlerName=crawled)["Code"] == "EntityNotFoundException"


def test_a_new_crawler_of_an_old_name_has_no_past(glue, crawled, crawler_role):
    glue.delete_crawler(Name=crawled)
    glue.create_crawler(Name=crawled, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]})
    assert glue.list_crawls(CrawlerName=crawled)["Crawls"] == []
    assert "LastCrawl" not in glue.get_crawler(Name=crawled)["Crawler"]


def test_metrics(glue, crawled):
    metrics = glue.get_crawler_metrics(CrawlerNameList=[crawled, "missing"])["CrawlerMetricsList"]
    assert [m["CrawlerName"] for m in metrics] == [crawled]
    assert metrics[0]["StillEstimating"] is False and metrics[0]["TimeLeftSeconds"] == 0
    assert metrics[0]["MedianRuntimeSeconds"] > 0 and metrics[0]["LastRuntimeSeconds"] > 0


def test_a_stopped_crawl_is_history_too(s3, glue, crawler_role, bucket, unique):
    for i in range(400):
        s3.put_object(Bucket=bucket, Key=f"t/p={i}/a.csv", Body="a,b\n1,2\n")
    glue.create_crawler(Name=unique, Role=crawler_role, DatabaseName="d" + unique, Targets={"S3Targets": [{"Path": f"s3://{bucket}/t/"}] * 5})
    glue.start_crawler(Name=unique)
    assert glue.list_crawls(CrawlerName=unique)["Crawls"][0]["State"] in ("RUNNING", "COMPLETED")
    try:
        glue.stop_crawler(Name=unique)
    except glue.exceptions.CrawlerNotRunningException:
        pytest.skip("the crawl was over first")
    last = wait_until_ready(glue, unique)["LastCrawl"]["Status"]
    state = glue.list_crawls(CrawlerName=unique)["Crawls"][0]["State"]
    assert (last, state) in (("CANCELLED", "STOPPED"), ("SUCCEEDED", "COMPLETED"))
