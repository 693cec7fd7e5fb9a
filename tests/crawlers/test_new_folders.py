"""CRAWL_NEW_FOLDERS_ONLY: only what is new is read, and nothing that stands is touched."""

import pytest
from botocore.exceptions import ClientError

LOG = {"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"}
NEW_ONLY = {"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}, "SchemaChangePolicy": LOG}


def partitions(glue, unique, table):
    pages = glue.get_paginator("get_partitions").paginate(DatabaseName="db_" + unique, TableName=table)
    return {tuple(p["Values"]): p for page in pages for p in page["Partitions"]}


def test_new_partitions_are_added_and_old_ones_left(s3, glue, logs, crawl, bucket, unique):
    for year in (2023, 2024):
        s3.put_object(Bucket=bucket, Key=f"in/sales/year={year}/month=1/a.json", Body='{"a":1,"b":"x","c":1.5,"d":1}')
    table = crawl(f"s3://{bucket}/in/", **NEW_ONLY)["sales"]
    before = partitions(glue, unique, "sales")
    # In a folder that is known: not noticed. In new ones: a partition, also below a known folder; one that does not fit is logged.
    s3.put_object(Bucket=bucket, Key="in/sales/year=2023/month=1/b.json", Body='{"z":1}')
    s3.delete_object(Bucket=bucket, Key="in/sales/year=2024/month=1/a.json")
    s3.put_object(Bucket=bucket, Key="in/sales/year=2024/month=2/a.json", Body='{"a":1,"b":"x","c":1.5,"d":2}')
    s3.put_object(Bucket=bucket, Key="in/sales/year=2025/month=1/a.json", Body='{"a":1,"b":"x","c":1.5,"d":3}')
    s3.put_object(Bucket=bucket, Key="in/sales/year=2025/month=2/a.json", Body='{"other":1}')
    s3.put_object(Bucket=bucket, Key="in/sales/year=2025/month=3/a.csv", Body="a,b\n1,x\n")
    s3.put_object(Bucket=bucket, Key="in/stock/a.json", Body='{"q":1}')
    tables = crawl(again=True)
    assert sorted(tables) == ["sales", "stock"]
    assert (tables["sales"]["VersionId"], tables["sales"]["UpdateTime"]) == (table["VersionId"], table["UpdateTime"])
    after = partitions(glue, unique, "sales")
    assert sorted(after) == [("2023", "1"), ("2024", "1"), ("2024", "2"), ("2025", "1")]
    assert {key: after[key] for key in before} == before
    assert after[("2025", "1")]["StorageDescriptor"]["Location"] == f"s3://{bucket}/in/sales/year=2025/month=1/"
    events = logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName="crawler-" + unique, startFromHead=True)["events"]
    text = "\n".join(event["message"] for event in events)
    for month in (2, 3):
        assert f"Found partition of table sales with partition values [year=2025, month={month}] with no matching schema" in text
    # All of that is known now.
    crawl(again=True)
    last = glue.list_crawls(CrawlerName="crawler-" + unique)["Crawls"][0]
    assert last["Summary"] == "{}"
    assert sorted(partitions(glue, unique, "sales")) == sorted(after)


def test_a_change_of_the_policy_begins_anew(s3, glue, crawl, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t/p=1/a.json", Body='{"a":1,"b":1,"c":1,"d":1}')
    crawl(f"s3://{bucket}/t/", **NEW_ONLY)
    s3.put_object(Bucket=bucket, Key="t/p=1/b.json", Body='{"a":1,"b":1,"c":1,"d":1,"e":1}')
    name = "crawler-" + unique
    glue.update_crawler(Name=name, RecrawlPolicy={"RecrawlBehavior": "CRAWL_EVERYTHING"}, SchemaChangePolicy={"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "LOG"})
    assert [c["Name"] for c in crawl(again=True)["t"]["StorageDescriptor"]["Columns"]] == ["a", "b", "c", "d", "e"]
    glue.update_crawler(Name=name, **NEW_ONLY)
    s3.put_object(Bucket=bucket, Key="t/p=2/a.json", Body='{"a":1,"b":1,"c":1,"d":1,"e":1}')
    crawl(again=True)  # everything, since it is the first under this policy
    assert sorted(partitions(glue, unique, "t")) == [("1",), ("2",)]


def test_partitions_inherit_from_the_table(s3, glue, crawl, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t/p=1/a.json", Body='{"a":1,"b":"x","c":"x","d":"x"}')
    crawl(f"s3://{bucket}/t/", Configuration='{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}', **NEW_ONLY)
    s3.put_object(Bucket=bucket, Key="t/p=2/a.json", Body='{"a":1,"b":"x","c":"x","d":"x","e":1}')
    table = crawl(again=True)["t"]
    assert partitions(glue, unique, "t")[("2",)]["StorageDescriptor"]["Columns"] == table["StorageDescriptor"]["Columns"]


@pytest.mark.parametrize("policy", [{}, {"UpdateBehavior": "LOG"}, {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "LOG"}])
def test_the_policies_must_be_log(glue, crawler_role, unique, policy):
    with pytest.raises(ClientError) as failure:
        glue.create_crawler(
            Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]},
            RecrawlPolicy={"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}, SchemaChangePolicy=policy,
        )
    assert failure.value.response["Error"]["Code"] == "InvalidInputException"
    assert "can have only LOG DeleteBehavior value and LOG UpdateBehavior value" in failure.value.response["Error"]["Message"]


def test_the_targets_stay(glue, crawler_role, unique):
    glue.create_crawler(Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]}, **NEW_ONLY)
    glue.update_crawler(Name=unique, Targets={"S3Targets": [{"Path": "s3://b/p/"}]}, Description="the same targets")
    with pytest.raises(ClientError) as failure:
        glue.update_crawler(Name=unique, Targets={"S3Targets": [{"Path": "s3://b/q/"}]})
    assert failure.value.response["Error"]["Code"] == "InvalidInputException"
