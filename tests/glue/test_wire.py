"""Errors of the JSON protocol and of signatures, as Glue words them."""

import datetime
import json
import urllib.error
import urllib.request

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest

from .catalog_requests import error_of


def post(server, target, body, secret=None, token=None, headers=None, sign=True):
    """(status, JSON) of a hand-made request."""
    request = botocore.awsrequest.AWSRequest("POST", server.endpoint + "/", data=body,
                                             headers={"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1", **(headers or {})})
    if sign:
        credentials = botocore.credentials.Credentials(server.env["AWS_ACCESS_KEY_ID"], secret or server.env["AWS_SECRET_ACCESS_KEY"], token)
        botocore.auth.SigV4Auth(credentials, "glue", "us-east-1").add_auth(request)
    prepared = request.prepare()
    raw = urllib.request.Request(prepared.url, data=body, headers=dict(prepared.headers), method="POST")
    try:
        with urllib.request.urlopen(raw) as reply:
            return reply.status, json.loads(reply.read() or b"{}")
    except urllib.error.HTTPError as error:
        assert error.headers["x-amzn-RequestId"]
        return error.code, json.loads(error.read())


def test_a_call_by_hand(server):
    assert post(server, "AWSGlue.GetDatabases", b"{}")[0] == 200


@pytest.mark.parametrize("target, body, expected", [
    ("AWSGlue.NoSuchThing", b"{}", {"__type": "UnknownOperationException"}),
    ("AWSGlue.GetDatabases", b"{", {"__type": "SerializationException"}),
    ("AWSGlue.GetDatabase", b'{"Name": 5}', {"__type": "SerializationException", "message": "NUMBER_VALUE can not be converted to a String"}),
    ("AWSGlue.GetDatabase", b"{}", {"__type": "ValidationException", "Message": "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"}),
])
def test_bad_requests(server, target, body, expected):
    status, reply = post(server, target, body)
    assert (status, reply) == (400, expected)


def test_not_implemented_names_the_operation(server):
    status, reply = post(server, "AWSGlue.CreateMLTransform", b"{}")
    assert status == 501
    assert "CreateMLTransform" in reply["message"]


def test_signatures(server):
    status, reply = post(server, "AWSGlue.GetDatabases", b"{}", secret="wrong")
    assert (status, reply["__type"]) == (400, "InvalidSignatureException")
    assert reply["message"].startswith("The request signature we calculated does not match")
    status, reply = post(server, "AWSGlue.GetDatabases", b"{}", token="not a token")
    assert (status, reply["__type"]) == (400, "UnrecognizedClientException")
    status, reply = post(server, "AWSGlue.GetDatabases", b"{}", sign=False)
    assert (status, reply["__type"]) == (400, "MissingAuthenticationTokenException")
    status, reply = post(server, "AWSGlue.GetDatabases", b"{}", sign=False, headers={"Authorization": "AWS4-HMAC-SHA256 nonsense"})
    assert (status, reply["__type"]) == (400, "IncompleteSignatureException")


def test_unknown_key(server):
    glue = server.client("glue", key=("AKIAAAAAAAAAAAAAAAAA", "secret", None))
    assert error_of(glue.get_databases) == ("UnrecognizedClientException", "The security token included in the request is invalid.")


@pytest.mark.parametrize("minutes, word", [(-6, "Signature expired: "), (6, "Signature not yet current: ")])
def test_clock_skew(server, monkeypatch, minutes, word):
    moved = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)).strftime("%Y%m%dT%H%M%SZ")

    original = botocore.auth.SigV4Auth._modify_request_before_signing

    def modify(self, request):
        request.context["timestamp"] = moved
        original(self, request)

    monkeypatch.setattr(botocore.auth.SigV4Auth, "_modify_request_before_signing", modify)
    status, reply = post(server, "AWSGlue.GetDatabases", b"{}")
    assert (status, reply["__type"]) == (400, "InvalidSignatureException")
    assert reply["message"].startswith(word)

