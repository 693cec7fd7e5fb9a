"""Registries, schemas, versions, compatibility and metadata of the schema registry."""

import json

import pytest

from .catalog_requests import error_of


def record(*fields):
    return json.dumps({"type": "record", "name": "R", "fields": list(fields)})


A = {"name": "a", "type": "int"}
B = {"name": "b", "type": "string"}
B_OR_NOT = {"name": "b", "type": ["null", "string"], "default": None}
V1, V2 = record(A), record(A, B_OR_NOT)


@pytest.fixture
def registry(glue, unique):
    glue.create_registry(RegistryName=unique, Description="d")
    return unique


@pytest.fixture
def schema(glue, registry):
    """schema(format, compatibility, definition) -> a SchemaId."""

    def make(definition=V1, compatibility="BACKWARD", data_format="AVRO", name="s"):
        glue.create_schema(RegistryId={"RegistryName": registry}, SchemaName=name, DataFormat=data_format, Compatibility=compatibility, SchemaDefinition=definition)
        return {"RegistryName": registry, "SchemaName": name}

    return make


def test_life_of_a_registry(glue, registry):
    found = glue.get_registry(RegistryId={"RegistryName": registry})
    assert (found["Status"], found["Description"]) == ("AVAILABLE", "d") and found["RegistryArn"].endswith(f":registry/{registry}")
    assert error_of(glue.create_registry, RegistryName=registry) == ("AlreadyExistsException", f"Registry already exists. RegistryName: {registry}")
    glue.update_registry(RegistryId={"RegistryArn": found["RegistryArn"]}, Description="new")
    assert glue.get_registry(RegistryId={"RegistryArn": found["RegistryArn"]})["Description"] == "new"
    assert registry in [item["RegistryName"] for page in glue.get_paginator("list_registries").paginate() for item in page["Registries"]]
    assert glue.delete_registry(RegistryId={"RegistryName": registry})["Status"] == "DELETING"
    code, message = error_of(glue.get_registry, RegistryId={"RegistryName": registry})
    assert (code, message) == ("EntityNotFoundException", f"Registry is not found. RegistryName: {registry}, RegistryArn: null")


def test_life_of_a_schema(glue, registry, schema):
    made = glue.create_schema(RegistryId={"RegistryName": registry}, SchemaName="s", DataFormat="AVRO", Compatibility="FULL", SchemaDefinition=V1, Tags={"k": "v"})
    assert (made["LatestSchemaVersion"], made["NextSchemaVersion"], made["SchemaCheckpoint"]) == (1, 2, 1)
    assert made["SchemaVersionStatus"] == "AVAILABLE" and made["Tags"] == {"k": "v"}
    found = glue.get_schema(SchemaId={"SchemaArn": made["SchemaArn"]})
    assert (found["Compatibility"], found["DataFormat"], found["SchemaStatus"]) == ("FULL", "AVRO", "AVAILABLE")
    schema(name="z")
    first = glue.list_schemas(RegistryId={"RegistryName": registry}, MaxResults=1)
    second = glue.list_schemas(RegistryId={"RegistryName": registry}, MaxResults=1, NextToken=first["NextToken"])
    assert [item["SchemaName"] for item in first["Schemas"] + second["Schemas"]] == ["s", "z"] and "NextToken" not in second
    code, _ = error_of(glue.create_schema, RegistryId={"RegistryName": registry}, SchemaName="s", DataFormat="AVRO", SchemaDefinition=V1)
    assert code == "AlreadyExistsException"
    glue.update_schema(SchemaId={"SchemaArn": made["SchemaArn"]}, Compatibility="NONE", SchemaVersionNumber={"LatestVersion": True})
    assert glue.get_schema(SchemaId={"SchemaArn": made["SchemaArn"]})["Compatibility"] == "NONE"
    glue.delete_schema(SchemaId={"SchemaArn": made["SchemaArn"]})
    assert error_of(glue.get_schema, SchemaId={"SchemaArn": made["SchemaArn"]})[0] == "EntityNotFoundException"
    assert error_of(glue.get_schema_version, SchemaVersionId=made["SchemaVersionId"])[0] == "EntityNotFoundException"


def test_the_default_registry(glue, unique):
    made = glue.create_schema(SchemaName=unique, DataFormat="JSON", SchemaDefinition='{"type": "object"}')
    assert made["RegistryName"] == "default-registry" and made["Compatibility"] == "NONE"
    assert glue.get_schema(SchemaId={"SchemaName": unique, "RegistryName": "default-registry"})["SchemaName"] == unique


def test_versions(glue, schema):
    where = schema()
    second = glue.register_schema_version(SchemaId=where, SchemaDefinition=V2)
    assert (second["VersionNumber"], second["Status"]) == (2, "AVAILABLE")
    assert glue.register_schema_version(SchemaId=where, SchemaDefinition=json.dumps(json.loads(V2), indent=2))["SchemaVersionId"] == second["SchemaVersionId"]
    for arguments in ({"SchemaVersionId": second["SchemaVersionId"]}, {"SchemaId": where, "SchemaVersionNumber": {"VersionNumber": 2}},
                      {"SchemaId": where, "SchemaVersionNumber": {"LatestVersion": True}}, {"SchemaId": where}):
        found = glue.get_schema_version(**arguments)
        assert (found["VersionNumber"], found["SchemaDefinition"], found["DataFormat"]) == (2, V2, "AVRO")
    assert glue.get_schema_by_definition(SchemaId=where, SchemaDefinition=V1)["Status"] == "AVAILABLE"
    assert error_of(glue.get_schema_by_definition, SchemaId=where, SchemaDefinition=record(B))[0] == "EntityNotFoundException"
    first = glue.list_schema_versions(SchemaId=where, MaxResults=1)
    rest = glue.list_schema_versions(SchemaId=where, MaxResults=1, NextToken=first["NextToken"])
    assert [item["VersionNumber"] for item in first["Schemas"] + rest["Schemas"]] == [2, 1]
    diff = json.loads(glue.get_schema_versions_diff(SchemaId=where, FirstSchemaVersionNumber={"VersionNumber": 1}, SecondSchemaVersionNumber={"LatestVersion": True},
                                                    SchemaDiffType="SYNTAX_DIFF")["Diff"])
    assert diff == [{"op": "add", "path": "/fields/1", "value": B_OR_NOT}]


@pytest.mark.parametrize("mode, old, new, expected", [
    ("BACKWARD", record(A), record(A, B_OR_NOT), "AVAILABLE"),
    ("BACKWARD", record(A), record(A, B), "FAILURE"),
    ("BACKWARD", record(A, B), record(A), "AVAILABLE"),
    ("FORWARD", record(A), record(A, B), "AVAILABLE"),
    ("FORWARD", record(A, B), record(A), "FAILURE"),
    ("FULL", record(A), record(A, B_OR_NOT), "AVAILABLE"),
    ("FULL", record(A), record(A, B), "FAILURE"),
    ("BACKWARD", record(A), record({"name": "a", "type": "long"}), "AVAILABLE"),
    ("FORWARD", record(A), record({"name": "a", "type": "long"}), "FAILURE"),
    ("NONE", record(A), record({"name": "a", "type": "string"}), "AVAILABLE"),
])
def test_compatibility_of_avro(glue, schema, mode, old, new, expected):
    where = schema(old, mode)
    answer = glue.register_schema_version(SchemaId=where, SchemaDefinition=new)
    assert answer["Status"] == expected
    assert glue.get_schema_version(SchemaVersionId=answer["SchemaVersionId"])["Status"] == expected
    assert glue.get_schema(SchemaId=where)["LatestSchemaVersion"] == (2 if expected == "AVAILABLE" else 1)


CLOSED = {"type": "object", "additionalProperties": False}


def json_schema(properties, required=(), **more):
    return json.dumps({**CLOSED, "properties": properties, "required": list(required), **more})


@pytest.mark.parametrize("mode, old, new, expected", [
    ("BACKWARD", json_schema({"a": {"type": "integer"}}), json_schema({"a": {"type": "integer"}, "b": {"type": "string"}}), "AVAILABLE"),
    ("BACKWARD", json_schema({"a": {"type": "integer"}}), json_schema({"a": {"type": "integer"}, "b": {"type": "string"}}, ["b"]), "FAILURE"),
    ("BACKWARD", json_schema({"a": {"type": "integer"}}), json_schema({"a": {"type": "number"}}), "AVAILABLE"),
    ("FORWARD", json_schema({"a": {"type": "integer"}}), json_schema({"a": {"type": "number"}}), "FAILURE"),
    ("FORWARD", json_schema({"a": {"type": "integer"}, "b": {}}), json_schema({"a": {"type": "integer"}}), "AVAILABLE"),
    ("FULL", json_schema({"a": {"enum": ["x", "y"]}}), json_schema({"a": {"enum": ["x", "y", "z"]}}), "FAILURE"),
    ("DISABLED", json_schema({}), None, "refused"),
])
def test_compatibility_of_json(glue, schema, mode, old, new, expected):
    where = schema(old, mode, "JSON")
    if expected == "refused":
        code, message = error_of(glue.register_schema_version, SchemaId=where, SchemaDefinition='{"type": "string"}')
        assert code == "InvalidInputException" and message.startswith("Compatibility DISABLED does not allow versioning.")
        return
    assert glue.register_schema_version(SchemaId=where, SchemaDefinition=new)["Status"] == expected


def test_all_looks_at_every_version_since_the_checkpoint(glue, schema):
    """v1 has b with a type that v3 cannot read; v2 has none, so only a look at v1 finds it."""
    number = record(A, {"name": "b", "type": ["null", "int"], "default": None})
    text = record(A, {"name": "b", "type": ["null", "string"], "default": None})
    one, every = schema(number, "BACKWARD", name="one"), schema(number, "BACKWARD_ALL", name="every")
    for where in (one, every):
        assert glue.register_schema_version(SchemaId=where, SchemaDefinition=V1)["Status"] == "AVAILABLE"
    assert glue.register_schema_version(SchemaId=one, SchemaDefinition=text)["Status"] == "AVAILABLE"
    assert glue.register_schema_version(SchemaId=every, SchemaDefinition=text)["Status"] == "FAILURE"
    glue.update_schema(SchemaId=every, SchemaVersionNumber={"VersionNumber": 2})
    assert glue.register_schema_version(SchemaId=every, SchemaDefinition=text)["Status"] == "AVAILABLE"


@pytest.mark.parametrize("data_format, definition, valid", [
    ("AVRO", V1, True), ("AVRO", '"int"', True), ("AVRO", '{"type": "record", "name": "R"}', False), ("AVRO", "{", False),
    ("AVRO", record({"name": "a", "type": "nothing"}), False), ("AVRO", record({"name": "a", "type": "int", "default": "x"}), False),
    ("JSON", '{"type": "object"}', True), ("JSON", '{"type": "thing"}', False), ("JSON", '{"$ref": "#/definitions/x"}', False), ("JSON", "[]", False),
])
def test_validity(glue, data_format, definition, valid):
    found = glue.check_schema_version_validity(DataFormat=data_format, SchemaDefinition=definition)
    assert found["Valid"] is valid and ("Error" in found) is not valid


def test_what_is_refused(glue, registry, schema):
    code, message = error_of(glue.create_schema, RegistryId={"RegistryName": registry}, SchemaName="s", DataFormat="AVRO", SchemaDefinition="{}")
    assert code == "InvalidInputException" and message.startswith("Schema definition of AVRO data format is invalid")
    code, message = error_of(glue.create_schema, RegistryId={"RegistryName": registry}, SchemaName="s", DataFormat="PROTOBUF", SchemaDefinition="x")
    assert code == "NotImplementedException" and "PROTOBUF" in message
    where = schema()
    assert error_of(glue.get_schema_version, SchemaId=where, SchemaVersionNumber={"VersionNumber": 9})[0] == "EntityNotFoundException"
    assert error_of(glue.get_schema, SchemaId={})[0] == "InvalidInputException"
    assert error_of(glue.create_schema, RegistryId={"RegistryName": registry + "x"}, SchemaName="s", DataFormat="AVRO")[0] == "EntityNotFoundException"


def test_deleting_versions(glue, schema):
    where = schema(V1, "NONE")
    for n in range(3):
        glue.register_schema_version(SchemaId=where, SchemaDefinition=record({"name": f"f{n}", "type": "int"}))
    errors = glue.delete_schema_versions(SchemaId=where, Versions="1-3")["SchemaVersionErrors"]
    assert [error["VersionNumber"] for error in errors] == [1]
    assert [item["VersionNumber"] for item in glue.list_schema_versions(SchemaId=where)["Schemas"]] == [4, 1]
    glue.delete_schema_versions(SchemaId=where, Versions="4")
    assert glue.get_schema(SchemaId=where)["LatestSchemaVersion"] == 1
    assert glue.register_schema_version(SchemaId=where, SchemaDefinition=V2)["VersionNumber"] == 5


def test_metadata(glue, schema):
    where = {"SchemaId": schema(), "SchemaVersionNumber": {"LatestVersion": True}}

    def put(key, value):
        return glue.put_schema_version_metadata(**where, MetadataKeyValue={"MetadataKey": key, "MetadataValue": value})

    assert put("team", "a")["LatestVersion"] is True
    put("team", "b")
    put("cost", "1")
    found = glue.query_schema_version_metadata(**where)["MetadataInfoMap"]
    assert found["team"]["MetadataValue"] == "b" and [item["MetadataValue"] for item in found["team"]["OtherMetadataValueList"]] == ["a"]
    assert set(glue.query_schema_version_metadata(**where, MetadataList=[{"MetadataKey": "cost"}])["MetadataInfoMap"]) == {"cost"}
    assert error_of(put, "team", "b")[0] == "AlreadyExistsException"
    glue.remove_schema_version_metadata(**where, MetadataKeyValue={"MetadataKey": "team", "MetadataValue": "b"})
    assert glue.query_schema_version_metadata(**where)["MetadataInfoMap"]["team"]["MetadataValue"] == "a"
    for n in range(8):
        put(f"k{n}", "v")
    assert error_of(put, "more", "v")[0] == "ResourceNumberLimitExceededException"


def test_tables_refer_to_schemas(glue, schema, database):
    where = schema(record({"name": "id", "type": "long"}, {"name": "name", "type": ["null", "string"], "default": None}))
    glue.create_table(DatabaseName=database, TableInput={"Name": "t", "StorageDescriptor": {
        "Location": "s3://b/t/", "SchemaReference": {"SchemaId": where, "SchemaVersionNumber": 1}}})
    found = glue.get_table(DatabaseName=database, Name="t")["Table"]["StorageDescriptor"]
    assert [(column["Name"], column["Type"]) for column in found["Columns"]] == [("id", "bigint"), ("name", "string")]
    assert found["SchemaReference"]["SchemaId"] == where


def test_rights(caller, glue, schema):
    where = schema()
    version = glue.get_schema_version(SchemaId=where)["SchemaVersionId"]
    prefix = "arn:aws:glue:us-east-1:000000000000:"
    registry_arn, schema_arn = prefix + f"registry/{where['RegistryName']}", prefix + f"schema/{where['RegistryName']}/s"
    allowed = caller({"Action": "glue:GetSchemaVersion", "Resource": [registry_arn, schema_arn]})
    assert allowed.get_schema_version(SchemaVersionId=version)["VersionNumber"] == 1
    for resources in ([registry_arn], [schema_arn]):
        glue_limited = caller({"Action": "glue:GetSchemaVersion", "Resource": resources})
        assert error_of(glue_limited.get_schema_version, SchemaVersionId=version)[0] == "AccessDeniedException"
