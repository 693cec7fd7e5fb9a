"""Delta, Iceberg and Hudi targets, and catalog targets: what tables they make of which metadata."""

import io
import json

import pyarrow
import pyarrow.parquet
import pytest
from botocore.exceptions import ClientError
from pyiceberg.catalog import load_catalog

from .conftest import columns, wait_until_ready

SCHEMA = {
    "type": "struct",
    "fields": [
        {"name": "Id", "type": "long", "nullable": True, "metadata": {}},
        {"name": "price", "type": "decimal(10,2)", "nullable": True, "metadata": {}},
        {"name": "tags", "type": {"type": "array", "elementType": "string", "containsNull": True}, "nullable": True, "metadata": {}},
        {"name": "who", "type": {"type": "struct", "fields": [{"name": "name", "type": "string", "nullable": True, "metadata": {}}]}, "nullable": True, "metadata": {}},
        {"name": "at", "type": "timestamp", "nullable": True, "metadata": {}},
        {"name": "day", "type": "date", "nullable": True, "metadata": {}},
    ],
}
COLUMNS = {"id": "bigint", "price": "decimal(10,2)", "tags": "array<string>", "who": "struct<name:string>", "at": "timestamp"}


@pytest.fixture
def run(glue, crawler_role, unique):
    """Makes a crawler over the targets and runs it; its tables by name."""

    def run(targets=None, expect="SUCCEEDED", **more):
        if targets is not None:
            more.setdefault("DatabaseName", "db_" + unique)
            glue.create_crawler(Name=unique, Role=more.pop("Role", crawler_role), Targets=targets, **more)
        glue.start_crawler(Name=unique)
        last = wait_until_ready(glue, unique)["LastCrawl"]
        assert last["Status"] == expect, last
        if expect != "SUCCEEDED":
            return last
        return {table["Name"]: table for table in glue.get_tables(DatabaseName="db_" + unique)["TableList"]}

    return run


@pytest.fixture
def writer_role(iam, unique):
    from .conftest import make_role

    return make_role(iam, "writer-" + unique, policies=("service-role/AWSGlueServiceRole", "AmazonS3FullAccess"))


class Delta:
    """A Delta table written by hand: its log only, since a crawler reads no data file of it."""

    def __init__(self, s3, bucket, path, partitioned=True):
        self.s3, self.bucket, self.path = s3, bucket, path
        self.partition_columns = ["day"] if partitioned else []
        self.metadata = {"id": "m", "format": {"provider": "parquet", "options": {}}, "schemaString": json.dumps(SCHEMA), "partitionColumns": self.partition_columns, "configuration": {}}

    def commit(self, version, *actions):
        body = "\n".join(json.dumps(action) for action in ({"commitInfo": {"timestamp": 1700000000000 + version}}, *actions)) + "\n"
        self.s3.put_object(Bucket=self.bucket, Key=f"{self.path}_delta_log/{version:020}.json", Body=body)

    def add(self, day, name="a.parquet"):
        values = {"day": day} if self.partition_columns else {}
        return {"add": {"path": (f"day={day}/" if values else "") + name, "partitionValues": values, "size": 100, "modificationTime": 1, "dataChange": True}}

    def checkpoint(self, version, *adds):
        add_type = pyarrow.struct([("path", pyarrow.string()), ("partitionValues", pyarrow.map_(pyarrow.string(), pyarrow.string())), ("size", pyarrow.int64())])
        metadata_type = pyarrow.struct([("id", pyarrow.string()), ("schemaString", pyarrow.string()), ("partitionColumns", pyarrow.list_(pyarrow.string()))])
        added = [{"path": a["add"]["path"], "partitionValues": list(a["add"]["partitionValues"].items()), "size": 100} for a in adds]
        metadata = {key: self.metadata[key] for key in ("id", "schemaString", "partitionColumns")}
        table = pyarrow.table({"metaData": pyarrow.array([metadata] + [None] * len(added), metadata_type), "add": pyarrow.array([None] + added, add_type)})
        out = io.BytesIO()
        pyarrow.parquet.write_table(table, out)
        self.s3.put_object(Bucket=self.bucket, Key=f"{self.path}_delta_log/{version:020}.checkpoint.parquet", Body=out.getvalue())
        self.s3.put_object(Bucket=self.bucket, Key=f"{self.path}_delta_log/_last_checkpoint", Body=json.dumps({"version": version, "size": len(added) + 1}))


@pytest.fixture
def delta(s3, bucket):
    table = Delta(s3, bucket, "lake/orders/")
    table.commit(0, {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}, {"metaData": table.metadata})
    table.commit(1, table.add("2024-01-01"), table.add("2024-01-02"))
    table.commit(2, {"remove": {"path": "day=2024-01-02/a.parquet", "dataChange": True}}, table.add("2024-01-03"))
    return table


def test_a_native_delta_table(run, delta, bucket):
    tables = run({"DeltaTargets": [{"DeltaTables": [f"s3://{bucket}/lake/orders/"], "CreateNativeDeltaTable": True}]})
    table = tables["orders"]
    assert columns(table) == COLUMNS and [(k["Name"], k["Type"]) for k in table["PartitionKeys"]] == [("day", "date")]
    assert table["StorageDescriptor"]["Location"] == f"s3://{bucket}/lake/orders/"
    parameters = table["Parameters"]
    assert parameters["table_type"] == "delta" and parameters["spark.sql.sources.provider"] == "delta" and parameters["EXTERNAL"] == "TRUE"
    assert (parameters["delta.lastUpdateVersion"], parameters["delta.lastCommitTimestamp"]) == ("2", "1700000000002")
    assert json.loads(parameters["spark.sql.sources.schema.part.0"]) == SCHEMA and parameters["spark.sql.sources.schema.partCol.0"] == "day"
    delta.commit(3, delta.add("2024-01-04"))
    assert run()["orders"]["Parameters"]["delta.lastUpdateVersion"] == "3"


def test_a_table_of_symlinks(s3, glue, run, delta, bucket, unique, writer_role):
    tables = run({"DeltaTargets": [{"DeltaTables": [f"s3://{bucket}/lake/orders"], "WriteManifest": True}]}, Role=writer_role)
    table = tables["orders"]
    assert columns(table) == COLUMNS
    assert table["StorageDescriptor"]["Location"] == f"s3://{bucket}/lake/orders/_symlink_format_manifest/"
    assert table["StorageDescriptor"]["InputFormat"] == "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat"
    partitions = glue.get_partitions(DatabaseName="db_" + unique, TableName="orders")["Partitions"]
    assert sorted(p["Values"] for p in partitions) == [["2024-01-01"], ["2024-01-03"]]
    manifest = s3.get_object(Bucket=bucket, Key="lake/orders/_symlink_format_manifest/day=2024-01-03/manifest")["Body"].read()
    assert manifest.decode() == f"s3://{bucket}/lake/orders/day=2024-01-03/a.parquet\n"


def test_a_checkpoint_stands_for_the_commits_before_it(s3, glue, run, delta, bucket, unique):
    delta.checkpoint(2, delta.add("2024-01-01"), delta.add("2024-01-03"))
    for version in range(3):
        s3.delete_object(Bucket=bucket, Key=f"lake/orders/_delta_log/{version:020}.json")
    delta.commit(3, delta.add("2024-01-05"))
    table = run({"DeltaTargets": [{"DeltaTables": [f"s3://{bucket}/lake/orders/"]}]})["orders"]
    assert columns(table) == COLUMNS
    partitions = glue.get_partitions(DatabaseName="db_" + unique, TableName="orders")["Partitions"]
    assert sorted(p["Values"] for p in partitions) == [["2024-01-01"], ["2024-01-03"], ["2024-01-05"]]


def test_a_damaged_log_is_logged_and_makes_no_table(s3, glue, logs, run, delta, bucket, unique):
    s3.put_object(Bucket=bucket, Key=f"lake/orders/_delta_log/{3:020}.json", Body="{broken")
    s3.put_object(Bucket=bucket, Key="lake/none/x", Body="x")
    targets = [f"s3://{bucket}/lake/orders/", f"s3://{bucket}/lake/none/"]
    assert run({"DeltaTargets": [{"DeltaTables": targets, "CreateNativeDeltaTable": True}]}) == {}
    events = logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName=unique, startFromHead=True)["events"]
    text = "\n".join(event["message"] for event in events)
    assert "00000000000000000003.json cannot be read: it is no JSON" in text and "lake/none/_delta_log/ cannot be read: it holds no version" in text


@pytest.fixture
def iceberg(server, bucket, unique):
    key, secret = server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"]
    storage = {"s3.endpoint": server.endpoint, "s3.access-key-id": key, "s3.secret-access-key": secret, "s3.region": "us-east-1"}
    glue = {"glue.endpoint": server.endpoint, "glue.region": "us-east-1", "glue.access-key-id": key, "glue.secret-access-key": secret}
    catalog = load_catalog("glue", type="glue", **glue, **storage)
    catalog.create_namespace("src_" + unique)
    rows = pyarrow.table({"a": pyarrow.array([1, 2], pyarrow.int64()), "b": ["x", "y"]})
    table = catalog.create_table(f"src_{unique}.orders", rows.schema, location=f"s3://{bucket}/ice/sales/orders")
    table.append(rows)
    return table, rows


def test_iceberg_tables_are_found_and_follow_their_metadata(s3, glue, run, iceberg, bucket, unique):
    table, rows = iceberg
    s3.put_object(Bucket=bucket, Key="ice/sales/plain/a.csv", Body="a,b\n1,2\n")
    found = run({"IcebergTargets": [{"Paths": [f"s3://{bucket}/ice/"]}]})
    assert list(found) == ["orders"]
    assert found["orders"]["Parameters"]["table_type"] == "ICEBERG"
    assert found["orders"]["Parameters"]["metadata_location"] == table.metadata_location
    assert columns(found["orders"]) == {"a": "bigint", "b": "string"}
    again = run()["orders"]
    assert again["VersionId"] == found["orders"]["VersionId"]
    table.append(rows)
    moved = run()["orders"]["Parameters"]
    assert (moved["metadata_location"], moved["previous_metadata_location"]) == (table.metadata_location, found["orders"]["Parameters"]["metadata_location"])


@pytest.mark.parametrize("limits", [{"MaximumTraversalDepth": 1}, {"Exclusions": ["sales/**"]}])
def test_depth_and_exclusions_of_iceberg_targets(run, iceberg, bucket, limits):
    assert run({"IcebergTargets": [{"Paths": [f"s3://{bucket}/ice/"], **limits}]}) == {}


HUDI_SCHEMA = json.dumps({"type": "record", "name": "r", "fields": [{"name": "id", "type": "long"}, {"name": "v", "type": ["null", "double"]}, {"name": "day", "type": "string"}]})


def put_hudi(s3, bucket, path, kind):
    properties = f"#written by hand\nhoodie.table.name=t\nhoodie.table.type={kind}\nhoodie.table.partition.fields=day\n"
    s3.put_object(Bucket=bucket, Key=path + ".hoodie/hoodie.properties", Body=properties)
    s3.put_object(Bucket=bucket, Key=path + ".hoodie/20240101000000000.commit", Body=json.dumps({"extraMetadata": {"schema": "{}"}}))
    s3.put_object(Bucket=bucket, Key=path + ".hoodie/20240102000000000.deltacommit", Body=json.dumps({"extraMetadata": {"schema": HUDI_SCHEMA}}))
    for day in (1, 2):
        s3.put_object(Bucket=bucket, Key=f"{path}day={day}/.hoodie_partition_metadata", Body="partitionDepth=1\n")


def test_hudi_tables(s3, glue, run, bucket, unique):
    put_hudi(s3, bucket, "hudi/cow/", "COPY_ON_WRITE")
    put_hudi(s3, bucket, "hudi/mor/", "MERGE_ON_READ")
    tables = run({"HudiTargets": [{"Paths": [f"s3://{bucket}/hudi/"]}]})
    assert sorted(tables) == ["cow", "mor_ro", "mor_rt"]
    for name, realtime in (("cow", False), ("mor_ro", False), ("mor_rt", True)):
        assert list(columns(tables[name]).items())[-2:] == [("id", "bigint"), ("v", "double")]
        assert list(columns(tables[name]))[0] == "_hoodie_commit_time"
        assert ("Realtime" in tables[name]["StorageDescriptor"]["InputFormat"]) == realtime
        partitions = glue.get_partitions(DatabaseName="db_" + unique, TableName=name)["Partitions"]
        assert [p["Values"] for p in partitions] == [["1"], ["2"]]
    assert tables["mor_ro"]["StorageDescriptor"]["SerdeInfo"]["Parameters"]["hoodie.query.as.ro.table"] == "true"


LOG_ONLY = {"SchemaChangePolicy": {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "LOG"},
            "Configuration": '{"Version":1.0,"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas"}}'}


def test_catalog_targets_bring_tables_up_to_date(s3, glue, run, bucket, unique):
    database = "db_" + unique
    glue.create_database(DatabaseInput={"Name": database})
    storage = {"Columns": [{"Name": "a", "Type": "int"}], "Location": f"s3://{bucket}/t/"}
    keys = [{"Name": "year", "Type": "string"}]
    glue.create_table(DatabaseName=database, TableInput={"Name": "mine", "Description": "by hand", "StorageDescriptor": storage, "PartitionKeys": keys, "Parameters": {"classification": "json", "own": "kept"}})
    glue.create_table(DatabaseName=database, TableInput={"Name": "empty", "StorageDescriptor": storage | {"Location": f"s3://{bucket}/none/"}})
    s3.put_object(Bucket=bucket, Key="t/year=2024/a.json", Body='{"a":1,"b":"x"}')
    s3.put_object(Bucket=bucket, Key="t/year=2025/a.json", Body='{"a":1,"c":1.5}')
    tables = run({"CatalogTargets": [{"DatabaseName": database, "Tables": ["mine", "empty"]}]}, DatabaseName="", **LOG_ONLY)
    assert sorted(tables) == ["empty", "mine"]
    mine = tables["mine"]
    assert columns(mine) == {"a": "int", "b": "string", "c": "double"}
    assert (mine["Description"], mine["Parameters"]["own"], mine["Parameters"]["UPDATED_BY_CRAWLER"]) == ("by hand", "kept", unique)
    partitions = glue.get_partitions(DatabaseName=database, TableName="mine")["Partitions"]
    assert sorted(p["Values"] for p in partitions) == [["2024"], ["2025"]]
    for key in ("t/year=2024/a.json", "t/year=2025/a.json"):
        s3.delete_object(Bucket=bucket, Key=key)
    assert columns(run()["mine"]) == columns(mine)


def test_a_catalog_target_that_is_gone_fails_the_crawl(glue, run, unique):
    glue.create_database(DatabaseInput={"Name": "db_" + unique})
    last = run({"CatalogTargets": [{"DatabaseName": "db_" + unique, "Tables": ["missing"]}]}, expect="FAILED", **LOG_ONLY)
    assert last["ErrorMessage"] == f"Table missing of database db_{unique} not found."


@pytest.mark.parametrize(
    ("targets", "more", "says"),
    [
        ({"CatalogTargets": [{"DatabaseName": "d", "Tables": ["t"]}], "S3Targets": [{"Path": "s3://b/"}]}, LOG_ONLY, "The crawler cannot have catalog targets mixed with other target types."),
        ({"CatalogTargets": [{"DatabaseName": "d", "Tables": ["t"]}]}, {"Configuration": LOG_ONLY["Configuration"]}, "only LOG DeleteBehavior"),
        ({"CatalogTargets": [{"DatabaseName": "d", "Tables": ["t"]}]}, {"SchemaChangePolicy": LOG_ONLY["SchemaChangePolicy"]}, "CombineCompatibleSchemas"),
        ({"DeltaTargets": [{"DeltaTables": []}]}, {}, "at least one table"),
        ({"IcebergTargets": [{"Paths": ["s3://b/"], "MaximumTraversalDepth": 21}]}, {}, "between 1 and 20"),
        ({"HudiTargets": [{"Paths": ["s3://b/"], "Exclusions": ["{a"]}]}, {}, "exclusion"),
        ({"JdbcTargets": [{"ConnectionName": "c", "Path": "d/%"}]}, {}, "JdbcTargets are not implemented"),
        ({"DynamoDBTargets": [{"Path": "t"}]}, {}, "DynamoDBTargets are not implemented"),
        ({"MongoDBTargets": [{"ConnectionName": "c", "Path": "d/c"}]}, {}, "MongoDBTargets are not implemented"),
    ],
)
def test_targets_that_are_refused(glue, crawler_role, unique, targets, more, says):
    with pytest.raises(ClientError) as failure:
        glue.create_crawler(Name=unique, Role=crawler_role, DatabaseName="d", Targets=targets, **more)
    assert failure.value.response["Error"]["Code"] == "InvalidInputException"
    assert says in failure.value.response["Error"]["Message"]
