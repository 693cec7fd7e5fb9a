"""What no client should send: the service's own error comes back, nothing changes, and the server goes on."""

import base64
import datetime
import hashlib
import socket
from urllib.parse import urlsplit

import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

HTTP = URLLib3Session()


def send_raw(server, text: bytes, end: bool = False) -> bytes:
    """The bytes that come back for bytes that no HTTP client would send."""
    address = urlsplit(server.endpoint)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall(text)
        if end:
            connection.shutdown(socket.SHUT_WR)
        return connection.recv(65536)


def signed(server, method: str, path: str, body: bytes = b"", headers=None, key=None, secret=None, region=None) -> AWSRequest:
    request = AWSRequest(method, server.endpoint + path, headers={"host": urlsplit(server.endpoint).netloc, **(headers or {})}, data=body)
    credentials = Credentials(key or server.env["AWS_ACCESS_KEY_ID"], secret or server.env["AWS_SECRET_ACCESS_KEY"])
    botocore.auth.S3SigV4Auth(credentials, "s3", region or server.env["AWS_REGION"]).add_auth(request)
    return request


def answer(request: AWSRequest) -> tuple[int, str]:
    reply = HTTP.send(request.prepare())
    return reply.status_code, reply.text


@pytest.fixture(autouse=True)
def nothing_changes(server, s3, bucket):
    """After each case the bucket holds what it held, and the server answers."""
    s3.put_object(Bucket=bucket, Key="kept", Body=b"as it was")
    yield
    assert [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["kept"]
    assert s3.get_object(Bucket=bucket, Key="kept")["Body"].read() == b"as it was"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"NONSENSE\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-Flood-%d: %s\r\n" % (i, b"y" * 100) for i in range(2000)) + b"\r\n", b"431"),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"4"),
    ],
    ids=["no request", "length", "smuggling", "header flood", "long target"],
)
def test_malformed_heads(server, text, status):
    try:
        reply = send_raw(server, text)
    except ConnectionResetError:
        return  # cut off while it was still sending
    assert reply.startswith(b"HTTP/1.1 " + status), reply[:100]


def test_a_truncated_body(server, bucket):
    request = signed(server, "PUT", f"/{bucket}/cut", b"z" * 1000).prepare()
    head = f"PUT /{bucket}/cut HTTP/1.1\r\n" + "".join(f"{name}: {as_text(value)}\r\n" for name, value in request.headers.items())
    reply = send_raw(server, head.encode() + b"\r\n" + b"z" * 500, end=True)
    assert not reply.startswith(b"HTTP/1.1 200")


def as_text(value) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def test_unknown_key(server, bucket):
    status, text = answer(signed(server, "PUT", f"/{bucket}/k", b"x", key="AKIAUNKNOWNUNKNOWN00"))
    assert status == 403 and "<Code>InvalidAccessKeyId</Code>" in text


def test_wrong_secret(server, bucket):
    status, text = answer(signed(server, "PUT", f"/{bucket}/k", b"x", secret="not the secret"))
    assert status == 403 and "<Code>SignatureDoesNotMatch</Code>" in text and "<StringToSign>" in text


@pytest.mark.parametrize("minutes", [-16, 16])
def test_skewed_clock(server, bucket, minutes, monkeypatch):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda remove_tzinfo=True: now.replace(tzinfo=None))
    status, text = answer(signed(server, "PUT", f"/{bucket}/k", b"x"))
    assert status == 403 and "<Code>RequestTimeTooSkewed</Code>" in text and "<MaxAllowedSkewMilliseconds>900000<" in text


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        ("Bearer abc", "InvalidArgument"),
        ("AWS AKIA:abc", "InvalidRequest"),
        ("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=" + "0" * 64, "AuthorizationHeaderMalformed"),
        ("AWS4-HMAC-SHA256 nonsense", "AuthorizationHeaderMalformed"),
    ],
)
def test_malformed_authorization(server, bucket, authorization, code):
    request = signed(server, "PUT", f"/{bucket}/k", b"x")
    request.headers.replace_header("Authorization", authorization)
    status, text = answer(request)
    assert status == 400 and f"<Code>{code}</Code>" in text


def test_without_credentials(server, bucket):
    status, text = answer(AWSRequest("PUT", f"{server.endpoint}/{bucket}/k", data=b"x"))
    assert status == 403 and "<Code>AccessDenied</Code>" in text


def test_a_session_token_that_is_none(server, bucket):
    status, text = answer(signed(server, "PUT", f"/{bucket}/k", b"x", headers={"x-amz-security-token": "garbage"}))
    assert status == 400 and "<Code>InvalidToken</Code>" in text


@pytest.mark.parametrize("body", [b"", b"<Delete><Object>", b"not xml", b"<Delete>" * 10_000, b"<!DOCTYPE a [<!ENTITY b 'c'>]><Delete>&b;</Delete>"])
def test_wrong_xml(server, bucket, body):
    md5 = base64.b64encode(hashlib.md5(body).digest()).decode()
    status, text = answer(signed(server, "POST", f"/{bucket}?delete", body, headers={"Content-MD5": md5}))
    assert status == 400 and ("<Code>MalformedXML</Code>" in text or "<Code>MissingRequestBodyError</Code>" in text), text


TOO_LONG = 16 * 1024 * 1024 + 1  # what is read whole, at most (aws/protocol.h)


def sign_for(server, service: str, headers: dict, body: bytes) -> AWSRequest:
    request = AWSRequest("POST", server.endpoint + "/", headers=headers, data=body)
    credentials = Credentials(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])
    botocore.auth.SigV4Auth(credentials, service, server.env["AWS_REGION"]).add_auth(request)
    return request


JSON_HEADERS = {"X-Amz-Target": "AWSGlue.GetDatabases", "Content-Type": "application/x-amz-json-1.1"}
FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("service", "headers", "body", "code"),
    [
        ("glue", JSON_HEADERS, b'{"x":"' + b"y" * TOO_LONG, "RequestEntityTooLargeException"),
        ("iam", FORM_HEADERS, b"Action=ListUsers&x=" + b"y" * TOO_LONG, "<Code>RequestEntityTooLarge</Code>"),
        ("sts", FORM_HEADERS, b"Action=GetCallerIdentity&x=" + b"y" * TOO_LONG, "<Code>RequestEntityTooLarge</Code>"),
    ],
    ids=["json", "query", "query of sts"],
)
def test_oversized_bodies(server, service, headers, body, code):
    status, text = answer(sign_for(server, service, headers, body))
    assert status == 413 and code in text


def test_an_oversized_xml_body(server, bucket):
    body = b"<Delete>" + b" " * TOO_LONG
    md5 = base64.b64encode(hashlib.md5(body).digest()).decode()
    status, text = answer(signed(server, "POST", f"/{bucket}?delete", body, headers={"Content-MD5": md5}))
    assert status == 400 and "<Code>MaxMessageLengthExceeded</Code>" in text


def test_too_many_header_bytes(server, bucket):
    flood = {f"x-flood-{i}": "y" * 100 for i in range(100)}
    status, text = answer(signed(server, "PUT", f"/{bucket}/k", b"x", headers=flood))
    assert status == 400 and "<Code>RequestHeaderSectionTooLarge</Code>" in text and "<MaxSizeAllowed>8192<" in text
    status, text = answer(sign_for(server, "glue", JSON_HEADERS | flood, b"{}"))
    assert status == 200  # other services take as much


def test_a_long_target(server, bucket):
    status, text = answer(signed(server, "PUT", f"/{bucket}/" + "k" * 30_000, b"x"))
    assert status == 400 and "<Code>KeyTooLongError</Code>" in text


def test_a_slow_client_holds_nobody_up(server, s3, bucket):
    address = urlsplit(server.endpoint)
    slow = [socket.create_connection((address.hostname, address.port)) for _ in range(300)]
    for connection in slow:
        connection.sendall(b"PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Le")
    assert s3.head_object(Bucket=bucket, Key="kept")["ContentLength"] == 9
    for connection in slow:
        connection.close()
