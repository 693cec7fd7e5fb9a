"""One crawl over the corpus: each file becomes the table that stands beside it, and what is damaged becomes none."""

import pytest

from .conftest import columns, make_role, wait_until_ready
from .corpus import oddities, packages

CASES = oddities.CASES + packages.CASES


@pytest.fixture(scope="module")
def crawled(server):
    s3, glue, iam, logs = (server.client(service) for service in ("s3", "glue", "iam", "logs"))
    s3.create_bucket(Bucket="corpus")
    for case in CASES:
        for name, body in case.files.items():
            s3.put_object(Bucket="corpus", Key=f"{case.name}/{name}", Body=body)
    make_role(iam, "corpus-crawler")
    targets = [{"Path": f"s3://corpus/{case.name}/"} for case in CASES]
    glue.create_crawler(Name="corpus", Role="corpus-crawler", DatabaseName="corpus", Targets={"S3Targets": targets})
    glue.start_crawler(Name="corpus")
    last = wait_until_ready(glue, "corpus")["LastCrawl"]
    assert last["Status"] == "SUCCEEDED", last
    pages = glue.get_paginator("get_tables").paginate(DatabaseName="corpus")
    tables = {table["Name"]: table for page in pages for table in page["TableList"]}
    events = logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName="corpus", startFromHead=True)["events"]
    return tables, "\n".join(event["message"] for event in events)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_becomes_its_table(crawled, case):
    tables, _ = crawled
    known = {name: table for name, table in tables.items() if f"s3://corpus/{case.name}/" in table["StorageDescriptor"]["Location"] and table["Parameters"]["classification"] != "UNKNOWN"}
    if case.columns is None:
        assert known == {}
        return
    assert list(known) == [case.name]
    table = known[case.name]
    assert columns(table) == case.columns
    assert table["Parameters"]["classification"] == case.classification
    assert [key["Name"] for key in table["PartitionKeys"]] == case.keys
    assert {key: table["Parameters"].get(key) for key in case.parameters} == case.parameters
    serde = table["StorageDescriptor"]["SerdeInfo"].get("Parameters", {})
    assert {key: serde.get(key) for key in case.serde} == case.serde


def test_a_damaged_file_is_logged_and_invents_no_column(crawled):
    tables, log = crawled
    for name in ("avro_corrupt", "gz_gzip_truncated", "gz_zip_of_two", "noise"):
        assert not tables.get(name, {}).get("StorageDescriptor", {}).get("Columns"), name
    assert "s3://corpus/avro_corrupt/a.avro is damaged" in log
    assert "1 files below s3://corpus/gz_gzip_truncated/ are damaged and were skipped." in log
