import urllib.request
from urllib.error import HTTPError

import pytest

from s3_requests import failure


def fetch(url, method="GET", body=None):
    with urllib.request.urlopen(urllib.request.Request(url, method=method, data=body)) as reply:
        return reply.read()


@pytest.fixture(scope="module")
def s3v4(server):
    return server.client("s3", signature_version="s3v4")


def test_get_and_put(s3v4, bucket):
    put = s3v4.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "a b/ü"}, ExpiresIn=60)
    fetch(put, "PUT", b"through the link")
    get = s3v4.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b/ü", "ResponseContentType": "text/html"}, ExpiresIn=60)
    assert fetch(get) == b"through the link"


def test_changed_links_are_refused(s3v4, bucket):
    s3v4.put_object(Bucket=bucket, Key="k", Body=b"x")
    url = s3v4.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "k"}, ExpiresIn=60)
    for changed in (url.replace("/k?", "/other?"), url.replace("X-Amz-Expires=60", "X-Amz-Expires=61"), url[:-1] + ("0" if url[-1] != "0" else "1")):
        with pytest.raises(HTTPError) as raised:
            fetch(changed)
        assert raised.value.code == 403


def test_the_method_is_signed_too(s3v4, bucket):
    s3v4.put_object(Bucket=bucket, Key="k", Body=b"x")
    url = s3v4.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "k"}, ExpiresIn=60)
    with pytest.raises(HTTPError) as raised:
        fetch(url, "DELETE")
    assert raised.value.code == 403
    assert failure(s3v4.get_object, Bucket=bucket, Key="none") == ("NoSuchKey", 404)
