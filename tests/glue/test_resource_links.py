"""Resource links: databases and tables that stand for others (glue-catalog.md 13)."""

import json

import pytest

from .catalog_requests import COLUMNS, DESCRIPTOR, error_of
from .test_access import arns


@pytest.fixture
def links(glue, table, unique):
    """A link to the table in a database of its own, and a link to the database."""
    database, name = table
    glue.create_database(DatabaseInput={"Name": f"{unique}_links"})
    account = glue.get_database(Name=database)["Database"]["CatalogId"]
    glue.create_table(DatabaseName=f"{unique}_links",
                      TableInput={"Name": "linked", "TargetTable": {"CatalogId": account, "DatabaseName": database, "Name": name}})
    glue.create_database(DatabaseInput={"Name": f"{unique}_all", "TargetDatabase": {"CatalogId": account, "DatabaseName": database}})
    return f"{unique}_links", f"{unique}_all"


def test_a_table_link_shows_its_target(glue, table, links):
    found = glue.get_table(DatabaseName=links[0], Name="linked")["Table"]
    assert (found["DatabaseName"], found["Name"]) == (links[0], "linked")
    assert found["TargetTable"]["DatabaseName"] == table[0] and found["TargetTable"]["Name"] == table[1]
    assert found["StorageDescriptor"]["Columns"] == COLUMNS
    assert [key["Name"] for key in found["PartitionKeys"]] == ["year", "city"]
    assert glue.get_tables(DatabaseName=links[0])["TableList"][0]["StorageDescriptor"]["Location"] == DESCRIPTOR["Location"]


def test_partitions_of_a_link_are_the_targets(glue, table, links):
    for database, name in ((links[0], "linked"), (links[1], table[1])):
        glue.create_partition(DatabaseName=database, TableName=name, PartitionInput={"Values": ["2024", database]})
        assert glue.get_partition(DatabaseName=table[0], TableName=table[1], PartitionValues=["2024", database])
    assert len(glue.get_partitions(DatabaseName=links[0], TableName="linked")["Partitions"]) == 2
    found = glue.get_partitions(DatabaseName=links[1], TableName=table[1])["Partitions"]
    assert {partition["DatabaseName"] for partition in found} == {table[0]}


def test_a_linked_database_has_its_targets_tables(glue, table, links):
    shown = glue.get_database(Name=links[1])["Database"]
    assert shown["TargetDatabase"]["DatabaseName"] == table[0]
    assert [found["Name"] for found in glue.get_tables(DatabaseName=links[1])["TableList"]] == [table[1]]
    glue.create_table(DatabaseName=links[1], TableInput={"Name": "through", "StorageDescriptor": DESCRIPTOR})
    assert glue.get_table(DatabaseName=table[0], Name="through")["Table"]["DatabaseName"] == table[0]
    glue.delete_table(DatabaseName=links[1], Name="through")
    assert error_of(glue.get_table, DatabaseName=table[0], Name="through")[0] == "EntityNotFoundException"
    names = glue.get_databases(AttributesToGet=["NAME", "TARGET_DATABASE"])["DatabaseList"]
    assert {"TargetDatabase", "Name", "CatalogId"} == set(next(item for item in names if item["Name"] == links[1]))


def test_deleting_a_link_leaves_its_target(glue, table, links):
    glue.delete_table(DatabaseName=links[0], Name="linked")
    glue.delete_database(Name=links[1])
    assert glue.get_table(DatabaseName=table[0], Name=table[1])["Table"]["Name"] == table[1]


def test_a_target_that_is_gone(glue, table, links):
    glue.delete_table(DatabaseName=table[0], Name=table[1])
    found = glue.get_table(DatabaseName=links[0], Name="linked")["Table"]
    assert "StorageDescriptor" not in found and found["TargetTable"]["Name"] == table[1]
    assert error_of(glue.get_partitions, DatabaseName=links[0], TableName="linked") == ("EntityNotFoundException", "Entity Not Found")
    glue.delete_database(Name=table[0])
    assert error_of(glue.get_tables, DatabaseName=links[1])[0] == "EntityNotFoundException"


def test_links_do_not_form_chains(glue, table, links, unique):
    account = glue.get_database(Name=table[0])["Database"]["CatalogId"]
    to_link = {"CatalogId": account, "DatabaseName": links[0], "Name": "linked"}
    assert error_of(glue.create_table, DatabaseName=links[0], TableInput={"Name": "second", "TargetTable": to_link})[0] == "InvalidInputException"
    target = {"CatalogId": account, "DatabaseName": links[1]}
    assert error_of(glue.create_database, DatabaseInput={"Name": f"{unique}_second", "TargetDatabase": target})[0] == "InvalidInputException"
    # The target becomes a link behind the link's back: still nobody runs in circles.
    glue.delete_table(DatabaseName=table[0], Name=table[1])
    glue.create_table(DatabaseName=table[0], TableInput={"Name": table[1], "TargetTable": {"CatalogId": account, "DatabaseName": table[0], "Name": "x"}})
    assert error_of(glue.get_partitions, DatabaseName=links[0], TableName="linked")[0] == "InvalidInputException"


@pytest.mark.parametrize("wrong", [
    {"StorageDescriptor": DESCRIPTOR}, {"PartitionKeys": [{"Name": "k", "Type": "int"}]}, {"TargetTable": {"CatalogId": "000000000000", "DatabaseName": "d"}},
])
def test_what_a_link_cannot_have(glue, database, wrong):
    link = {"Name": "l", "TargetTable": {"CatalogId": "000000000000", "DatabaseName": "d", "Name": "t"}} | wrong
    assert error_of(glue.create_table, DatabaseName=database, TableInput=link)[0] == "InvalidInputException"


def test_tables_do_not_become_links(glue, table, links):
    assert error_of(glue.update_table, DatabaseName=links[0], TableInput={"Name": "linked"})[0] == "InvalidInputException"
    assert error_of(glue.update_database, Name=links[1], DatabaseInput={"Name": links[1]})[0] == "InvalidInputException"


def test_the_caller_needs_rights_on_the_target(caller, glue, table, links):
    glue.create_partition(DatabaseName=table[0], TableName=table[1], PartitionInput={"Values": ["2024", "a"]})
    on_link = caller({"Action": "glue:*", "Resource": arns(links[0], "*") + arns(links[1], "*")})
    shown = on_link.get_table(DatabaseName=links[0], Name="linked")["Table"]
    assert shown["TargetTable"]["Name"] == table[1] and "StorageDescriptor" not in shown
    for call, arguments in [
        (on_link.get_partitions, {"DatabaseName": links[0], "TableName": "linked"}),
        (on_link.get_tables, {"DatabaseName": links[1]}),
        (on_link.get_table, {"DatabaseName": links[1], "Name": table[1]}),
        (on_link.create_partition, {"DatabaseName": links[0], "TableName": "linked", "PartitionInput": {"Values": ["2025", "b"]}}),
        (on_link.delete_table, {"DatabaseName": links[1], "Name": table[1]}),
    ]:
        code, message = error_of(call, **arguments)
        assert code == "AccessDeniedException" and table[0] in message
    both = caller({"Action": "glue:*", "Resource": arns(links[0], "*") + arns(table[0], table[1])})
    assert len(both.get_partitions(DatabaseName=links[0], TableName="linked")["Partitions"]) == 1


def test_a_link_to_another_region(server, glue, table, unique):
    other = server.client("glue", region="eu-central-1")
    account = glue.get_database(Name=table[0])["Database"]["CatalogId"]
    other.create_database(DatabaseInput={"Name": unique, "TargetDatabase": {"CatalogId": account, "DatabaseName": table[0], "Region": "us-east-1"}})
    assert [found["Name"] for found in other.get_tables(DatabaseName=unique)["TableList"]] == [table[1]]


def test_queries_follow_links(server, glue, athena, s3, iam, bucket, unique, links):
    """Athena reads through links, with the caller's rights on the target; INSERT writes to the target."""
    csv = {**DESCRIPTOR, "Location": f"s3://{bucket}/data/"}
    glue.create_database(DatabaseInput={"Name": f"{unique}_real"})
    glue.create_table(DatabaseName=f"{unique}_real", TableInput={"Name": "t", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": csv})
    s3.put_object(Bucket=bucket, Key="data/a.csv", Body=b"1,2.5\n2,3.5\n")
    account = glue.get_database(Name=f"{unique}_real")["Database"]["CatalogId"]
    glue.create_table(DatabaseName=links[0], TableInput={"Name": "l", "TargetTable": {"CatalogId": account, "DatabaseName": f"{unique}_real", "Name": "t"}})
    glue.create_database(DatabaseInput={"Name": f"{unique}_db", "TargetDatabase": {"CatalogId": account, "DatabaseName": f"{unique}_real"}})

    def run(client, sql):
        started = client.start_query_execution(QueryString=sql, ResultConfiguration={"OutputLocation": f"s3://{bucket}/results/"})["QueryExecutionId"]
        while True:
            execution = client.get_query_execution(QueryExecutionId=started)["QueryExecution"]
            if execution["Status"]["State"] in ("SUCCEEDED", "FAILED"):
                break
        if execution["Status"]["State"] == "FAILED":
            return execution["Status"]["StateChangeReason"]
        rows = client.get_query_results(QueryExecutionId=started)["ResultSet"]["Rows"]
        return [[datum.get("VarCharValue") for datum in row["Data"]] for row in rows[1:]]

    assert run(athena, f"SELECT l.id, {links[0]}.l.amount FROM {links[0]}.l ORDER BY 1") == [["1", "2.5"], ["2", "3.5"]]
    assert run(athena, f"SELECT count(*) FROM {unique}_db.t") == [["2"]]
    assert run(athena, f"INSERT INTO {links[0]}.l VALUES (3, 4.5)") == []
    assert run(athena, f"SELECT count(*) FROM {unique}_real.t") == [["3"]]

    iam.create_user(UserName=f"u-{unique}")
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["athena:*", "s3:*"], "Resource": "*"},
        {"Effect": "Allow", "Action": "glue:*", "Resource": arns(links[0], "*")}]}
    iam.put_user_policy(UserName=f"u-{unique}", PolicyName="p", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=f"u-{unique}")["AccessKey"]
    limited = server.client("athena", key=(key["AccessKeyId"], key["SecretAccessKey"], None))
    assert "is not authorized to perform: glue:GetTable" in run(limited, f"SELECT * FROM {links[0]}.l")
