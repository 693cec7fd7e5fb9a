"""The Iceberg REST catalog on the wire: routes, errors, rights, transactions and credentials."""

import json
import pathlib

import pytest
from botocore.exceptions import ClientError

from .rest_client import RestClient

MODEL = json.loads((pathlib.Path(__file__).parents[2] / "models/glue-iceberg.json").read_text())
OPERATIONS = sorted({name for names in MODEL["groups"].values() for name in names})
SCHEMA = {"type": "struct", "fields": [{"id": 5, "name": "id", "type": "long", "required": True}, {"id": 9, "name": "tags", "required": False,
          "type": {"type": "list", "element-id": 12, "element": "string", "element-required": False}}]}


@pytest.fixture
def rest(server):
    return RestClient(server)


@pytest.fixture
def tables(rest, namespace):
    """Two tables, and their path."""
    path = f"/catalogs/:/namespaces/{namespace}/tables"
    for name in ("one", "two"):
        assert rest("POST", path, {"name": name, "schema": SCHEMA})[0] == 200
    return path


def test_config_names_the_prefix_and_every_operation(rest):
    status, reply = rest("GET", "/config?warehouse=000000000000")
    assert status == 200 and reply["overrides"] == {"prefix": "catalogs/000000000000"}
    assert "POST /v1/{prefix}/transactions/commit" in reply["endpoints"] and len(reply["endpoints"]) == len(OPERATIONS)
    assert rest("GET", "/config?warehouse=another")[0] == 404


def test_ids_are_given_anew(rest, tables):
    status, reply = rest("GET", tables + "/one")
    metadata = reply["metadata"]
    assert status == 200 and metadata["last-column-id"] == 3 and metadata["format-version"] == 2
    assert [field["id"] for field in metadata["schemas"][0]["fields"]] == [1, 2]
    assert metadata["schemas"][0]["fields"][1]["type"]["element-id"] == 3


@pytest.mark.parametrize("method, path, body, status, kind", [
    ("GET", "/catalogs/:/namespaces/absent", None, 404, "NoSuchNamespaceException"),
    ("GET", "/catalogs/:/namespaces/absent/tables", None, 404, "NoSuchNamespaceException"),
    ("GET", "{tables}/absent", None, 404, "NoSuchTableException"),
    ("POST", "{tables}", {"name": "one", "schema": SCHEMA}, 409, "AlreadyExistsException"),
    ("POST", "{tables}", {"schema": SCHEMA}, 400, "BadRequestException"),
    ("POST", "{tables}", {"name": 1, "schema": SCHEMA}, 400, "BadRequestException"),
    ("POST", "{tables}", {"name": "x", "schema": {"type": "struct", "fields": [{"id": 1, "name": "a", "type": "lnog", "required": True}]}}, 400, "BadRequestException"),
    ("POST", "{tables}/one", {"requirements": [{"type": "assert-table-uuid", "uuid": "x"}], "updates": []}, 409, "CommitFailedException"),
    ("POST", "{tables}/one", {"requirements": [{"type": "assert-create"}], "updates": []}, 409, "CommitFailedException"),
    ("POST", "{tables}/one", {"requirements": [], "updates": [{"action": "fly"}]}, 400, "BadRequestException"),
    ("POST", "{tables}/one", {"requirements": [], "updates": [{"action": "set-current-schema", "schema-id": 7}]}, 400, "BadRequestException"),
    ("POST", "{tables}/one", {"requirements": [], "updates": [{"action": "set-snapshot-ref", "ref-name": "main", "type": "branch", "snapshot-id": 1}]}, 400,
     "BadRequestException"),
    ("DELETE", "{tables}/one?purgeRequested=true", None, 406, "UnsupportedOperationException"),
    ("GET", "/catalogs/:/namespaces/n/views", None, 406, "UnsupportedOperationException"),
    ("GET", "/nothing", None, 404, "NotFoundException"),
])
def test_errors(rest, tables, method, path, body, status, kind):
    before = rest("GET", tables + "/one")
    code, reply = rest(method, path.format(tables=tables), body)
    assert (code, reply["error"]["type"], reply["error"]["code"]) == (status, kind, status)
    assert reply["error"]["message"]
    assert rest("GET", tables + "/one") == before


def test_a_wrong_signature(server):
    key = (server.env["AWS_ACCESS_KEY_ID"], "wrong", None)
    status, reply = RestClient(server, key)("GET", "/config")
    assert status == 401 and reply["error"]["type"] == "NotAuthorizedException"


def test_a_transaction_changes_every_table_or_none(rest, tables, namespace):
    def change(name, uuid, value):
        return {"identifier": {"namespace": [namespace], "name": name}, "requirements": [{"type": "assert-table-uuid", "uuid": uuid}],
                "updates": [{"action": "set-properties", "updates": {"n": value}}]}

    def loaded(name):
        return rest("GET", f"{tables}/{name}")[1]["metadata"]

    one, two = loaded("one")["table-uuid"], loaded("two")["table-uuid"]
    commit = "/catalogs/:/transactions/commit"
    assert rest("POST", commit, {"table-changes": [change("one", one, "1"), change("two", two, "1")]})[0] == 204
    assert loaded("one")["properties"]["n"] == loaded("two")["properties"]["n"] == "1"
    assert rest("POST", commit, {"table-changes": [change("one", one, "2"), change("two", one, "2")]})[0] == 409
    assert loaded("one")["properties"]["n"] == loaded("two")["properties"]["n"] == "1"


def test_the_metadata_log_names_what_came_before(rest, tables):
    first = rest("GET", tables + "/one")[1]["metadata-location"]
    status, reply = rest("POST", tables + "/one", {"requirements": [], "updates": [{"action": "set-properties", "updates": {"a": "b"}}]})
    assert status == 200 and [entry["metadata-file"] for entry in reply["metadata"]["metadata-log"]] == [first]
    assert "/metadata/00001-" in reply["metadata-location"]


def filled(text, names):
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_is_refused_to_a_stranger(server, rest, tables, namespace, user, operation):
    http = MODEL["model"]["operations"][operation]["http"]
    path = filled(http["requestUri"].removeprefix("/iceberg/v1"), {"catalog": ":", "namespace": namespace, "table": "one"})
    identifier = {"namespace": [namespace], "name": "one"}
    body = {"name": "x", "schema": SCHEMA, "namespace": ["x"], "metadata-location": "s3://b/k", "source": identifier, "destination": identifier,
            "requirements": [], "updates": {} if operation == "UpdateNamespaceProperties" else [],
            "table-changes": [{"identifier": identifier, "requirements": [], "updates": []}]}
    before = rest("GET", tables + "/one"), rest("GET", f"/catalogs/:/namespaces/{namespace}")
    stranger = RestClient(server, user({"Action": "s3:*", "Resource": "*"}))
    status, reply = stranger(http["method"], path, body if http["method"] == "POST" else None)
    assert status == 403
    if http["method"] != "HEAD":
        assert reply["error"]["type"] == "ForbiddenException" and "is not authorized to perform: glue:" in reply["error"]["message"]
    assert (rest("GET", tables + "/one"), rest("GET", f"/catalogs/:/namespaces/{namespace}")) == before


def test_vended_credentials_reach_the_table_and_nothing_else(server, rest, tables, namespace, bucket, s3):
    s3.put_object(Bucket=bucket, Key="secret", Body=b"x")
    status, reply = rest("GET", tables + "/one", headers={"X-Iceberg-Access-Delegation": "vended-credentials"})
    config = reply["config"]
    assert status == 200 and config["s3.endpoint"] == server.endpoint
    assert reply["storage-credentials"][0]["prefix"] == reply["metadata"]["location"]
    vended = server.client("s3", key=(config["s3.access-key-id"], config["s3.secret-access-key"], config["s3.session-token"]))
    vended.put_object(Bucket=bucket, Key=f"{namespace}/one/data/f", Body=b"y")
    assert vended.get_object(Bucket=bucket, Key=f"{namespace}/one/data/f")["Body"].read() == b"y"
    assert vended.list_objects_v2(Bucket=bucket, Prefix=f"{namespace}/one/")["KeyCount"] == 2
    for refused in (lambda: vended.get_object(Bucket=bucket, Key="secret"), lambda: vended.list_objects_v2(Bucket=bucket),
                    lambda: vended.put_object(Bucket=bucket, Key=f"{namespace}/two/f", Body=b""), lambda: vended.list_buckets()):
        with pytest.raises(ClientError) as raised:
            refused()
        assert raised.value.response["Error"]["Code"] == "AccessDenied"


def test_who_may_only_read_gets_keys_that_only_read(server, rest, tables, namespace, bucket, user):
    reader = user({"Action": ["glue:GetTable", "s3:*"], "Resource": "*"})
    status, reply = RestClient(server, reader)("GET", tables + "/one/credentials")
    assert status == 200
    config = reply["storage-credentials"][0]["config"]
    vended = server.client("s3", key=(config["s3.access-key-id"], config["s3.secret-access-key"], config["s3.session-token"]))
    with pytest.raises(ClientError):
        vended.put_object(Bucket=bucket, Key=f"{namespace}/one/data/f", Body=b"y")


def test_an_entry_without_metadata_is_no_table_to_read(rest, server, namespace):
    server.client("glue").create_table(DatabaseName=namespace, TableInput={"Name": "bare", "Parameters": {"table_type": "ICEBERG"}, "StorageDescriptor": {"Columns": []}})
    path = f"/catalogs/:/namespaces/{namespace}/tables/bare"
    for status, reply in (rest("GET", path), rest("POST", path, {"requirements": [], "updates": [{"action": "set-properties", "updates": {"a": "b"}}]})):
        assert (status, reply["error"]["type"]) == (400, "BadRequestException"), reply
    assert "metadata_location" not in server.client("glue").get_table(DatabaseName=namespace, Name="bare")["Table"]["Parameters"]
