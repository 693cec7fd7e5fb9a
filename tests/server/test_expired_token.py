"""A session token that has run out, through the front door: the server's clock is put ahead (faketime), and the client's with it."""

import datetime
import pathlib
import urllib.error
import urllib.request

import botocore.auth
import pytest
from botocore.exceptions import ClientError
from conftest import Server

FAKETIME = sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))  # Debian's package faketime
AHEAD = datetime.timedelta(hours=2)


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """A server that runs ahead, and a session of it that was issued for an hour before."""
    data = tmp_path_factory.mktemp("late") / "data"
    first = Server(data).start()
    session = first.client("sts").get_session_token(DurationSeconds=3600)["Credentials"]
    first.stop()
    clock = {"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": f"+{int(AHEAD.total_seconds())}s", "DONT_FAKE_MONOTONIC": "1"}
    server = Server(data, environment=clock).start()
    yield server, (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    server.stop()


@pytest.fixture(autouse=True)
def clients_are_late_too(monkeypatch):
    def late_now(remove_tzinfo=True):
        now = datetime.datetime.now(datetime.timezone.utc) + AHEAD
        return now.replace(tzinfo=None) if remove_tzinfo else now

    monkeypatch.setattr(botocore.auth, "get_current_datetime", late_now)


CALLS = [
    ("s3", lambda client: client.list_buckets(), 400, "ExpiredToken", "The provided token has expired."),
    ("glue", lambda client: client.get_databases(), 400, "ExpiredTokenException", "The security token included in the request is expired"),
    ("athena", lambda client: client.list_work_groups(), 400, "ExpiredTokenException", "The security token included in the request is expired"),
    ("sts", lambda client: client.get_caller_identity(), 403, "ExpiredToken", "The security token included in the request is expired"),
    ("iam", lambda client: client.list_users(), 403, "ExpiredToken", "The security token included in the request is expired"),
]


@pytest.mark.parametrize(("service", "call", "status", "code", "message"), CALLS, ids=[row[0] for row in CALLS])
def test_each_service_says_so_in_its_own_words(late, service, call, status, code, message):
    server, session = late
    call(server.client(service))  # the root key has no end
    with pytest.raises(ClientError) as failure:
        call(server.client(service, key=session))
    answered = failure.value.response
    assert answered["ResponseMetadata"]["HTTPStatusCode"] == status
    assert (answered["Error"]["Code"], answered["Error"]["Message"]) == (code, message)


def test_s3_names_the_token(late):
    server, session = late
    with pytest.raises(ClientError) as failure:
        server.client("s3", key=session).list_buckets()
    assert failure.value.response["Error"]["Token-0"] == session[2]


def test_a_link_ends_with_the_token_it_was_made_with(late):
    server, session = late
    url = server.client("s3", key=session, signature_version="s3v4").generate_presigned_url("list_buckets", ExpiresIn=3600)
    with pytest.raises(urllib.error.HTTPError) as failure:
        urllib.request.urlopen(url)
    assert failure.value.code == 400 and b"<Code>ExpiredToken</Code>" in failure.value.read()
