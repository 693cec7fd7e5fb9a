import pytest
from botocore.exceptions import ClientError


def test_primary_is_there(athena):
    group = athena.get_work_group(WorkGroup="primary")["WorkGroup"]
    assert group["State"] == "ENABLED"
    assert group["Configuration"]["EnforceWorkGroupConfiguration"] is False
    assert group["Configuration"]["EngineVersion"]["EffectiveEngineVersion"] == "Athena engine version 3"
    assert "primary" in [g["Name"] for g in athena.list_work_groups()["WorkGroups"]]
    with pytest.raises(ClientError):
        athena.delete_work_group(WorkGroup="primary")


def test_life_of_a_workgroup(athena, sql, bucket, unique):
    location = f"s3://{bucket}/group/"
    athena.create_work_group(
        Name=unique, Description="d", Configuration={"ResultConfiguration": {"OutputLocation": location}}, Tags=[{"Key": "team", "Value": "x"}]
    )
    with pytest.raises(ClientError, match="is already created"):
        athena.create_work_group(Name=unique)
    answer = sql.ok("SELECT 1", WorkGroup=unique)  # the workgroup enforces its own location
    assert answer.execution["ResultConfiguration"]["OutputLocation"].startswith(location)
    arn = f"arn:aws:athena:us-east-1:000000000000:workgroup/{unique}"
    assert athena.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "team", "Value": "x"}]
    athena.update_work_group(WorkGroup=unique, State="DISABLED", ConfigurationUpdates={"BytesScannedCutoffPerQuery": 10_000_000})
    with pytest.raises(ClientError, match=f"WorkGroup {unique} is disabled"):
        sql.start("SELECT 1", WorkGroup=unique)
    with pytest.raises(ClientError, match="is not empty"):
        athena.delete_work_group(WorkGroup=unique)
    athena.delete_work_group(WorkGroup=unique, RecursiveDeleteOption=True)
    with pytest.raises(ClientError, match="WorkGroup is not found"):
        athena.get_work_group(WorkGroup=unique)


def test_named_queries(athena, unique):
    query_id = athena.create_named_query(Name=unique, Database="default", QueryString="SELECT 1")["NamedQueryId"]
    assert athena.get_named_query(NamedQueryId=query_id)["NamedQuery"]["QueryString"] == "SELECT 1"
    athena.update_named_query(NamedQueryId=query_id, Name=unique, QueryString="SELECT 2")
    batch = athena.batch_get_named_query(NamedQueryIds=[query_id, "00000000-0000-0000-0000-000000000000"])
    assert [q["QueryString"] for q in batch["NamedQueries"]] == ["SELECT 2"]
    assert len(batch["UnprocessedNamedQueryIds"]) == 1
    athena.delete_named_query(NamedQueryId=query_id)
    with pytest.raises(ClientError):
        athena.get_named_query(NamedQueryId=query_id)


def test_prepared_statements(athena, unique):
    athena.create_prepared_statement(StatementName=unique, WorkGroup="primary", QueryStatement="SELECT ?")
    assert athena.get_prepared_statement(StatementName=unique, WorkGroup="primary")["PreparedStatement"]["QueryStatement"] == "SELECT ?"
    assert unique in [s["StatementName"] for s in athena.list_prepared_statements(WorkGroup="primary")["PreparedStatements"]]
    athena.delete_prepared_statement(StatementName=unique, WorkGroup="primary")
    with pytest.raises(ClientError) as caught:
        athena.get_prepared_statement(StatementName=unique, WorkGroup="primary")
    assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_metadata(athena, sql, items):
    assert athena.list_data_catalogs()["DataCatalogsSummary"][0]["CatalogName"] == "AwsDataCatalog"
    assert athena.get_database(CatalogName="AwsDataCatalog", DatabaseName=sql.database)["Database"]["Name"] == sql.database
    table = athena.get_table_metadata(CatalogName="AwsDataCatalog", DatabaseName=sql.database, TableName="items")["TableMetadata"]
    assert [(c["Name"], c["Type"]) for c in table["Columns"]] == [("id", "int"), ("name", "string"), ("price", "double")]
    assert table["Parameters"]["serde.serialization.lib"].endswith("LazySimpleSerDe")
    listed = athena.list_table_metadata(CatalogName="AwsDataCatalog", DatabaseName=sql.database, Expression="it*")["TableMetadataList"]
    assert [t["Name"] for t in listed] == ["items"]
    with pytest.raises(ClientError) as caught:
        athena.get_table_metadata(CatalogName="AwsDataCatalog", DatabaseName=sql.database, TableName="nowhere")
    assert caught.value.response["Error"]["Code"] == "MetadataException"
