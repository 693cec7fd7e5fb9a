"""Databases and tables of a test's own, and callers with limited rights."""

import json

import pytest

from .catalog_requests import DESCRIPTOR

@pytest.fixture
def database(glue, unique):
    glue.create_database(DatabaseInput={"Name": unique})
    return unique


@pytest.fixture
def table(glue, database):
    """A table partitioned by year (int) and city (string)."""
    glue.create_table(
        DatabaseName=database,
        TableInput={"Name": "orders", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": DESCRIPTOR,
                    "PartitionKeys": [{"Name": "year", "Type": "int"}, {"Name": "city", "Type": "string"}], "Parameters": {"EXTERNAL": "TRUE"}},
    )
    return database, "orders"


@pytest.fixture
def caller(server, iam, unique):
    """caller(statements) -> a Glue client of a new user with that policy."""

    def make(*statements):
        name = f"u-{unique}-{len(made)}"
        iam.create_user(UserName=name)
        made.append(name)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement} for statement in statements]}
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return server.client("glue", key=(key["AccessKeyId"], key["SecretAccessKey"], None))

    made = []
    return make
