import socket

import pytest

from .catalog_requests import error_of

PROPERTIES = {"JDBC_CONNECTION_URL": "jdbc:redshift://127.0.0.1:5439/dev", "USERNAME": "admin", "PASSWORD": "s3cret-password"}


def connection(name, **more):
    return {"Name": name, "ConnectionType": "JDBC", "ConnectionProperties": PROPERTIES, **more}


def test_create_get_update_delete(glue, unique):
    glue.create_connection(ConnectionInput=connection(unique, Description="d", MatchCriteria=["a"]))
    found = glue.get_connection(Name=unique)["Connection"]
    assert found["ConnectionProperties"] == PROPERTIES
    assert found["Status"] == "READY"
    assert found["LastUpdatedBy"].startswith("arn:aws:iam::")
    assert "PASSWORD" not in glue.get_connection(Name=unique, HidePassword=True)["Connection"]["ConnectionProperties"]

    glue.update_connection(Name=unique, ConnectionInput=connection(unique, Description="new"))
    assert glue.get_connection(Name=unique)["Connection"]["Description"] == "new"
    assert error_of(glue.create_connection, ConnectionInput=connection(unique)) == ("AlreadyExistsException", "Connection already exists.")

    glue.delete_connection(ConnectionName=unique)
    assert error_of(glue.get_connection, Name=unique)[0] == "EntityNotFoundException"
    assert error_of(glue.delete_connection, ConnectionName=unique)[0] == "EntityNotFoundException"


def test_listing(glue, unique):
    names = [f"{unique}-{n}" for n in range(3)]
    for name in names:
        glue.create_connection(ConnectionInput=connection(name, MatchCriteria=[unique, name]))
    pages = glue.get_paginator("get_connections").paginate(PaginationConfig={"PageSize": 2}, Filter={"MatchCriteria": [unique]}, HidePassword=True)
    found = [item for page in pages for item in page["ConnectionList"]]
    assert [item["Name"] for item in found] == names
    assert all("PASSWORD" not in item["ConnectionProperties"] for item in found)
    assert glue.get_connections(Filter={"ConnectionType": "KAFKA", "MatchCriteria": [unique]})["ConnectionList"] == []
    deleted = glue.batch_delete_connection(ConnectionNameList=[names[0], "nothing"])
    assert deleted["Succeeded"] == [names[0]]
    assert deleted["Errors"]["nothing"]["ErrorCode"] == "EntityNotFoundException"


def test_unknown_properties_are_refused(glue, unique):
    code, _ = error_of(glue.create_connection, ConnectionInput={"Name": unique, "ConnectionType": "JDBC", "ConnectionProperties": {"NOPE": "x"}})
    assert code == "ValidationException"


def test_passwords_are_sealed_at_rest(own_server, unique):
    own_server.client("glue").create_connection(ConnectionInput=connection(unique))
    own_server.stop()
    stored = b"".join(path.read_bytes() for path in own_server.data.rglob("*") if path.is_file())
    assert unique.encode() in stored
    assert PROPERTIES["PASSWORD"].encode() not in stored


@pytest.mark.parametrize("wanted", [
    {"ConnectionType": "JDBC", "ConnectionProperties": {"USERNAME": "u", "PASSWORD": "p"}},
    {"ConnectionType": "JDBC", "ConnectionProperties": {"HOST": "h", "PORT": "1"}},
    {"ConnectionType": "KAFKA", "ConnectionProperties": {}},
    {"ConnectionType": "MONGODB", "ConnectionProperties": {"USERNAME": "u"}},
    {"ConnectionType": "CUSTOM", "ConnectionProperties": {"CONNECTOR_TYPE": "Jdbc"}},
])
def test_what_a_type_needs(glue, unique, wanted):
    code, message = error_of(glue.create_connection, ConnectionInput={"Name": unique, **wanted})
    assert code == "InvalidInputException" and wanted["ConnectionType"] in message


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_reaching_the_servers(glue, server, unique):
    """By name and inline; a server that takes no connections, and a name without address."""
    url = f"jdbc:redshift://{server.env['PGHOST']}:{server.env['PGPORT']}/dev"
    glue.create_connection(ConnectionInput={"Name": unique, "ConnectionType": "JDBC", "ConnectionProperties": {"JDBC_CONNECTION_URL": url}})
    glue.test_connection(ConnectionName=unique)
    glue.test_connection(TestConnectionInput={"ConnectionType": "KAFKA", "ConnectionProperties": {"KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{server.env['PGPORT']}"}})
    refused = {"ConnectionType": "JDBC", "ConnectionProperties": {"JDBC_CONNECTION_URL": f"jdbc:postgresql://127.0.0.1:{closed_port()}/x"}}
    code, message = error_of(glue.test_connection, TestConnectionInput=refused)
    assert code == "InvalidInputException" and "Connection refused" in message
    for url in ("jdbc:postgresql://no.such.host.invalid/x", "mongodb:nowhere"):
        kind, key = ("MONGODB", "CONNECTION_URL") if url.startswith("mongodb") else ("JDBC", "JDBC_CONNECTION_URL")
        assert error_of(glue.test_connection, TestConnectionInput={"ConnectionType": kind, "ConnectionProperties": {key: url}})[0] == "InvalidInputException"


def test_what_cannot_be_tested(glue, unique):
    assert error_of(glue.test_connection, ConnectionName=unique)[0] == "EntityNotFoundException"
    assert error_of(glue.test_connection)[0] == "InvalidInputException"
    code, message = error_of(glue.test_connection, TestConnectionInput={"ConnectionType": "NETWORK", "ConnectionProperties": {}})
    assert code == "NotImplementedException" and "NETWORK" in message
