"""The Configuration of crawlers and their other settings: checked when they are given, acted on when they crawl."""

import json

import pytest
from botocore.exceptions import ClientError

from .conftest import columns

GROUPED = '{"Version":1.0,"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas"}}'


def refused(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]


def put(s3, bucket, **files):
    for key, body in files.items():
        s3.put_object(Bucket=bucket, Key=key, Body=body)


@pytest.mark.parametrize(
    ("configuration", "says"),
    [
        ("[]", "no JSON object"),
        ('{"Version":2.0}', "Version must be 1.0"),
        ('{"Version":1.0,"Color":1}', "Color is not known"),
        ('{"CrawlerOutput":{"Tables":{"AddOrUpdateBehavior":"Replace"}}}', "CrawlerOutput.Tables.AddOrUpdateBehavior must be MergeNewColumns"),
        ('{"CrawlerOutput":{"Tables":{"TableThreshold":0}}}', "CrawlerOutput.Tables.TableThreshold must be a positive integer"),
        ('{"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"MergeNewColumns"}}}', "CrawlerOutput.Partitions.AddOrUpdateBehavior must be InheritFromTable"),
        ('{"CrawlerOutput":[]}', "CrawlerOutput must be an object"),
        ('{"Grouping":{"TableGroupingPolicy":"Combine"}}', "Grouping.TableGroupingPolicy must be CombineCompatibleSchemas"),
        ('{"Grouping":{"TableLevelConfiguration":"3"}}', "Grouping.TableLevelConfiguration must be a positive integer"),
        ('{"CreatePartitionIndex":"no"}', "CreatePartitionIndex must be true or false"),
    ],
)
def test_what_a_configuration_cannot_say(glue, crawler_role, unique, configuration, says):
    said = refused(glue.create_crawler, Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/"}]}, Configuration=configuration)
    assert said["Code"] == "InvalidInputException" and says in said["Message"]


@pytest.mark.parametrize(
    "setting",
    [
        {"CrawlerSecurityConfiguration": "missing"},
        {"LakeFormationConfiguration": {"AccountId": "12"}},
        {"Targets": {"S3Targets": [{"Path": "s3://b/", "SampleSize": 250}]}},
        {"Targets": {"S3Targets": [{"Path": "s3://b/", "ConnectionName": "missing"}]}},
        {"Targets": {"S3Targets": [{"Path": "s3://b/", "Exclusions": ["{a"]}]}},
    ],
)
def test_settings_that_do_not_hold(glue, crawler_role, unique, setting):
    call = {"Name": unique, "Role": crawler_role, "DatabaseName": "d", "Targets": {"S3Targets": [{"Path": "s3://b/"}]}}
    assert refused(glue.create_crawler, **{**call, **setting})["Code"] == "InvalidInputException"


def test_lake_formation_credentials_are_refused_by_name(glue, crawler_role, unique):
    said = refused(glue.create_crawler, Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/"}]},
                   LakeFormationConfiguration={"UseLakeFormationCredentials": True})
    assert said["Code"] == "NotImplementedException" and "UseLakeFormationCredentials" in said["Message"]


def test_settings_are_kept(glue, crawler_role, unique):
    glue.create_security_configuration(Name=unique, EncryptionConfiguration={})
    glue.create_crawler(
        Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/"}]}, CrawlerSecurityConfiguration=unique,
        LineageConfiguration={"CrawlerLineageSettings": "ENABLE"}, LakeFormationConfiguration={"UseLakeFormationCredentials": False, "AccountId": "123456789012"},
    )
    crawler = glue.get_crawler(Name=unique)["Crawler"]
    assert crawler["CrawlerSecurityConfiguration"] == unique
    assert crawler["LineageConfiguration"] == {"CrawlerLineageSettings": "ENABLE"}
    assert crawler["LakeFormationConfiguration"] == {"UseLakeFormationCredentials": False, "AccountId": "123456789012"}


def test_compatible_schemas_become_one_table(s3, crawl, bucket):
    put(s3, bucket, **{"t/year=2017/a.json": '{"a":1,"b":1}', "t/year=2018/a.json": '{"c":1,"d":1}'})
    tables = crawl(f"s3://{bucket}/t/", Configuration=GROUPED)
    assert list(tables) == ["t"] and list(columns(tables["t"])) == ["a", "b", "c", "d"]


def test_the_table_level(s3, crawl, bucket):
    put(s3, bucket, **{"x/a/p/1.json": '{"a":1}', "x/a/q/1.json": '{"b":1}', "x/b/p/1.json": '{"a":1}'})
    tables = crawl(f"s3://{bucket}/x/", Configuration='{"Version":1.0,"Grouping":{"TableLevelConfiguration":3}}')
    assert sorted(tables) == ["a", "b"] and [k["Name"] for k in tables["a"]["PartitionKeys"]] == ["partition_0"]


def test_new_columns_are_merged_and_nothing_is_dropped(s3, glue, crawl, bucket, unique):
    put(s3, bucket, **{"t/p=1/a.json": '{"a":1,"s":{"x":1},"gone":1}'})
    crawl(f"s3://{bucket}/t/", Configuration='{"Version":1.0,"CrawlerOutput":{"Tables":{"AddOrUpdateBehavior":"MergeNewColumns"}}}')
    put(s3, bucket, **{"t/p=1/a.json": '{"a":1.5,"s":{"x":1,"y":"z"},"new":true}'})
    table = crawl(again=True)["t"]
    assert columns(table) == {"a": "int", "s": "struct<x:int,y:string>", "gone": "int", "new": "boolean"}
    partition = glue.get_partition(DatabaseName="db_" + unique, TableName="t", PartitionValues=["1"])["Partition"]
    assert columns(partition) == columns(table)
    put(s3, bucket, **{"t/p=1/a.json": "a,b\n1,2\n"})
    table = crawl(again=True)["t"]
    assert "DEPRECATED_BY_CRAWLER" in table["Parameters"] and columns(table) == columns(partition)


def test_partitions_inherit(s3, glue, crawl, bucket, unique):
    put(s3, bucket, **{"t/p=1/a.json": '{"a":1,"b":1,"c":1,"d":1}', "t/p=2/a.json": '{"a":1,"b":1,"c":1,"d":1,"e":1}'})
    table = crawl(f"s3://{bucket}/t/")["t"]
    get = lambda value: columns(glue.get_partition(DatabaseName="db_" + unique, TableName="t", PartitionValues=[value])["Partition"])
    assert list(get("1")) == ["a", "b", "c", "d"] and list(columns(table)) == ["a", "b", "c", "d", "e"]
    inherit = {"Version": 1.0, "CrawlerOutput": {"Partitions": {"AddOrUpdateBehavior": "InheritFromTable"}}}
    glue.update_crawler(Name="crawler-" + unique, Configuration=json.dumps(inherit))
    crawl(again=True)
    assert get("1") == get("2") == columns(table)


def test_partition_indexes(s3, glue, crawl, bucket, unique):
    put(s3, bucket, **{"t/p=1/q=1/a.json": '{"a":1}', "t/p=2/q=1/a.json": '{"a":1}'})
    without = '{"Version":1.0,"CreatePartitionIndex":false}'
    table = crawl(f"s3://{bucket}/t/", Configuration=without)["t"]
    find = lambda: glue.get_partition_indexes(DatabaseName="db_" + unique, TableName="t")["PartitionIndexDescriptorList"]
    assert find() == [] and "partition_filtering.enabled" not in table["Parameters"]
    glue.update_crawler(Name="crawler-" + unique, Configuration='{"Version":1.0}')
    table = crawl(again=True)["t"]
    assert [(i["IndexName"], [k["Name"] for k in i["Keys"]]) for i in find()] == [("crawler_partition_index", ["p", "q"])]
    assert table["Parameters"]["partition_filtering.enabled"] == "true"


def test_samples_and_several_paths(s3, crawl, bucket):
    put(s3, bucket, **{"a/1.json": '{"a":1}', "a/2.json": '{"a":1,"b":1}', "a/3.json": '{"a":1,"b":1,"c":1}', "b/1.json": '{"z":1}'})
    tables = crawl({"Path": f"s3://{bucket}/a/", "SampleSize": 1}, f"{bucket}/b")
    assert (list(columns(tables["a"])), list(columns(tables["b"]))) == (["a"], ["z"])
    assert tables["b"]["StorageDescriptor"]["Location"] == f"s3://{bucket}/b/"


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("myfolder**", ["top.csv", "x/a.csv", "x/b.json", "x/y/c.csv"]),
        ("x/**", ["myfolder/d.csv", "myfolder2/e.csv", "top.csv"]),
        ("x/*.csv", ["myfolder/d.csv", "myfolder2/e.csv", "top.csv", "x/b.json", "x/y/c.csv"]),
        ("**.csv", ["x/b.json"]),
        ("*.csv", ["myfolder/d.csv", "myfolder2/e.csv", "x/a.csv", "x/b.json", "x/y/c.csv"]),
        ("{x,myfolder}/?.*", ["myfolder2/e.csv", "top.csv", "x/y/c.csv"]),
        ("**/[!a-c].csv", ["top.csv", "x/a.csv", "x/b.json", "x/y/c.csv"]),
    ],
)
def test_exclusions(s3, crawl, bucket, pattern, left):
    for key in ("myfolder/d.csv", "myfolder2/e.csv", "top.csv", "x/a.csv", "x/b.json", "x/y/c.csv"):
        # Unlike columns, so that each file is a table of its own.
        s3.put_object(Bucket=bucket, Key="in/" + key, Body=f"{key[-5]}1,{key[-5]}2\n1,2\n" if key.endswith("csv") else '{"q":1}')
    tables = crawl({"Path": f"s3://{bucket}/in/", "Exclusions": [pattern]})
    found = {table["StorageDescriptor"]["Location"].removeprefix(f"s3://{bucket}/in/") for table in tables.values()}
    assert all(any(key.startswith(place) for place in found) for key in left)
    assert all(json.loads(table["Parameters"]["exclusions"]) == [pattern] for table in tables.values())
    assert sum(int(table["Parameters"]["objectCount"]) for table in tables.values()) == len(left)
