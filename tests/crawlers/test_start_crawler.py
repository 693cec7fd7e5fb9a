"""Crawls over S3 by boto3: what tables they make of which files."""

import gzip
import io

import pyarrow
import pyarrow.parquet
import pytest
from botocore.exceptions import ClientError

from .conftest import columns, make_role, wait_until_ready

CSV = "id,name,price\n1,ann,2.5\n2,bob,3\n"


def put(s3, bucket, **files):
    for key, body in files.items():
        s3.put_object(Bucket=bucket, Key=key, Body=body)


def test_the_call_of_the_issue(s3, glue, crawler_role, unique, bucket):
    s3.put_object(Bucket=bucket, Key="raw-data/users/users.csv", Body="id,name,age\n1,ann,30\n2,bob,17\n")
    client, name, database = glue, "my-crawler-" + unique, "my_database_" + unique
    client.create_crawler(
        Name=name,
        Role="AWSGlueServiceRole",
        DatabaseName=database,
        Targets={"S3Targets": [{"Path": f"s3://{bucket}/raw-data/"}]},
        TablePrefix="raw_",
        SchemaChangePolicy={"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE"},
    )
    client.start_crawler(Name=name)
    last = wait_until_ready(client, name)["LastCrawl"]
    assert last["Status"] == "SUCCEEDED" and last["LogGroup"] == "/aws-glue/crawlers" and last["LogStream"] == name
    table = client.get_table(DatabaseName=database, Name="raw_users")["Table"]
    assert columns(table) == {"id": "bigint", "name": "string", "age": "bigint"}
    assert table["TableType"] == "EXTERNAL_TABLE"
    assert table["Parameters"]["classification"] == "csv"
    assert table["Parameters"]["skip.header.line.count"] == "1"
    assert table["Parameters"]["UPDATED_BY_CRAWLER"] == name
    descriptor = table["StorageDescriptor"]
    assert descriptor["Location"] == f"s3://{bucket}/raw-data/users/"
    assert descriptor["SerdeInfo"]["SerializationLibrary"] == "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
    assert descriptor["SerdeInfo"]["Parameters"] == {"field.delim": ","}
    assert descriptor["NumberOfBuckets"] == -1
    metrics = client.get_crawler_metrics(CrawlerNameList=[name])["CrawlerMetricsList"][0]
    assert (metrics["TablesCreated"], metrics["TablesUpdated"]) == (1, 0)


def test_partitions_by_name(s3, glue, crawl, bucket, unique):
    for year in (2023, 2024):
        for month in (1, 2):
            s3.put_object(Bucket=bucket, Key=f"sales/year={year}/month={month}/part.csv", Body=CSV)
    tables = crawl(f"s3://{bucket}/sales/")
    assert list(tables) == ["sales"]
    assert [(k["Name"], k["Type"]) for k in tables["sales"]["PartitionKeys"]] == [("year", "string"), ("month", "string")]
    partitions = glue.get_partitions(DatabaseName="db_" + unique, TableName="sales", Expression="year = '2024'")["Partitions"]
    assert [p["Values"] for p in partitions] == [["2024", "1"], ["2024", "2"]]
    assert partitions[0]["StorageDescriptor"]["Location"] == f"s3://{bucket}/sales/year=2024/month=1/"
    s3.put_object(Bucket=bucket, Key="sales/year=2025/month=1/part.csv", Body=CSV)
    crawl(again=True)
    assert len(glue.get_partitions(DatabaseName="db_" + unique, TableName="sales")["Partitions"]) == 5


def test_formats_side_by_side(s3, crawl, bucket):
    table = pyarrow.table({"a": pyarrow.array([1], pyarrow.int32()), "B": ["x"], "t": pyarrow.array([1], pyarrow.timestamp("us"))})
    parquet = io.BytesIO()
    pyarrow.parquet.write_table(table, parquet)
    put(
        s3,
        bucket,
        **{
            "raw/events/1.json": '{"Id": 1, "tags": ["a"], "where": {"lat": 1.5}}\n{"Id": 2}\n',
            "raw/metrics/1.parquet": parquet.getvalue(),
            "raw/orders/1.csv.gz": gzip.compress(CSV.encode()),
            "raw/orders/_SUCCESS": "x",
        },
    )
    tables = crawl(f"s3://{bucket}/raw/")
    assert sorted(tables) == ["events", "metrics", "orders"]
    assert columns(tables["events"]) == {"id": "int", "tags": "array<string>", "where": "struct<lat:double>"}
    assert tables["events"]["StorageDescriptor"]["SerdeInfo"]["Parameters"]["paths"] == "Id,tags,where"
    assert columns(tables["metrics"]) == {"a": "int", "b": "string", "t": "timestamp"}
    assert tables["orders"]["Parameters"]["compressionType"] == "gzip"
    assert columns(tables["orders"]) == {"id": "bigint", "name": "string", "price": "double"}


def test_schema_changes_follow_the_policy(s3, glue, crawl, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t/a.json", Body='{"a": 1}\n')
    crawl(f"s3://{bucket}/t/")
    s3.put_object(Bucket=bucket, Key="t/a.json", Body='{"a": 1.5, "b": "x"}\n')
    assert columns(crawl(again=True)["t"]) == {"a": "double", "b": "string"}
    glue.update_crawler(Name="crawler-" + unique, SchemaChangePolicy={"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"})
    s3.put_object(Bucket=bucket, Key="t/a.json", Body='{"c": 1}\n')
    assert columns(crawl(again=True)["t"]) == {"a": "double", "b": "string"}
    s3.delete_object(Bucket=bucket, Key="t/a.json")
    glue.update_crawler(Name="crawler-" + unique, SchemaChangePolicy={"UpdateBehavior": "LOG", "DeleteBehavior": "DEPRECATE_IN_DATABASE"})
    assert "DEPRECATED_BY_CRAWLER" in crawl(again=True)["t"]["Parameters"]
    glue.update_crawler(Name="crawler-" + unique, SchemaChangePolicy={"UpdateBehavior": "LOG", "DeleteBehavior": "DELETE_FROM_DATABASE"})
    assert crawl(again=True) == {}


def test_unchanged_data_makes_no_new_version(s3, glue, crawl, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t/a.csv", Body=CSV)
    crawl(f"s3://{bucket}/t/")
    first = glue.get_table(DatabaseName="db_" + unique, Name="t")["Table"]
    second = crawl(again=True)["t"]
    assert (first["VersionId"], first["UpdateTime"]) == (second["VersionId"], second["UpdateTime"])


def test_exclusions_and_tables_of_one_file(s3, crawl, bucket):
    put(s3, bucket, **{"m/persons.json": '{"a":1,"b":2,"c":3}', "m/places.json": '{"d":1,"e":2,"f":3}', "m/skip.tmp": "x"})
    assert sorted(crawl({"Path": f"s3://{bucket}/m/", "Exclusions": ["**.tmp"]})) == ["persons_json", "places_json"]


def test_a_role_that_may_not_read_fails(s3, iam, crawl, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t/a.csv", Body=CSV)
    make_role(iam, unique, policies=["service-role/AWSGlueServiceRole"])
    last = crawl(f"s3://{bucket}/t/", Role=unique, expect="FAILED")
    assert "s3:GetObject" in last["ErrorMessage"]


def test_the_log_tells_the_crawl(s3, crawl, logs, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t/a.csv", Body=CSV)
    crawl(f"s3://{bucket}/t/")
    events = logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName="crawler-" + unique, startFromHead=True)["events"]
    text = "\n".join(event["message"] for event in events)
    assert f"BENCHMARK : Running Start Crawl for Crawler crawler-{unique}" in text
    assert f"INFO : Created table t in database db_{unique}" in text


def test_a_threshold_stops_before_writing(s3, glue, crawl, bucket, unique):
    put(s3, bucket, **{"t/a/1.json": '{"a":1}', "t/b/1.json": '{"b":1}'})
    configuration = '{"Version":1.0,"CrawlerOutput":{"Tables":{"TableThreshold":1}}}'
    last = crawl(f"s3://{bucket}/t/", Configuration=configuration, expect="FAILED")
    assert last["ErrorMessage"].startswith("The number of tables detected by crawler: 2 is greater than the table threshold value provided: 1.")
    with pytest.raises(ClientError):
        glue.get_database(Name="db_" + unique)


def test_a_restart_takes_an_unfinished_crawl_up(own_server, unique):
    s3, glue, iam = own_server.client("s3"), own_server.client("glue"), own_server.client("iam")
    s3.create_bucket(Bucket=unique)
    for i in range(300):
        s3.put_object(Bucket=unique, Key=f"t/part={i}/a.csv", Body=CSV)
    make_role(iam, "role")
    glue.create_crawler(Name="c", Role="role", DatabaseName="d", Targets={"S3Targets": [{"Path": f"s3://{unique}/t/"}]})
    glue.start_crawler(Name="c")
    own_server.kill()
    own_server.start()
    glue = own_server.client("glue")
    assert wait_until_ready(glue, "c")["LastCrawl"]["Status"] == "SUCCEEDED"
    paginator = glue.get_paginator("get_partitions")
    assert sum(len(page["Partitions"]) for page in paginator.paginate(DatabaseName="d", TableName="t")) == 300
