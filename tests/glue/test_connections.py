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
