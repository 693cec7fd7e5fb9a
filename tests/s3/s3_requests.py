"""What the S3 tests share: reading an error's code, and requests signed by hand for what boto3 would not send."""

import hashlib
from urllib.parse import urlsplit

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session


def failure(call, *args, **kwargs) -> tuple[str, int]:
    """(error code, HTTP status) of a call that must fail."""
    with pytest.raises(ClientError) as raised:
        call(*args, **kwargs)
    return raised.value.response["Error"]["Code"], raised.value.response["ResponseMetadata"]["HTTPStatusCode"]


class Signer(S3SigV4Auth):
    """Signs the payload hash that it is given, whatever the body is."""

    def __init__(self, payload_hash, *args):
        super().__init__(*args)
        self.payload_hash = payload_hash

    def payload(self, request):
        return self.payload_hash


class RawS3:
    """Signs and sends exactly what it is told."""

    def __init__(self, server):
        self.endpoint = server.endpoint
        self.region = server.env["AWS_REGION"]
        self.credentials = Credentials(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"])
        self.http = URLLib3Session()

    def signed(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> AWSRequest:
        request = AWSRequest(method, self.endpoint + path, headers={"host": urlsplit(self.endpoint).netloc, **(headers or {})}, data=body)
        payload_hash = request.headers.get("x-amz-content-sha256") or hashlib.sha256(body).hexdigest()
        Signer(payload_hash, self.credentials, "s3", self.region).add_auth(request)
        return request

    def send(self, request: AWSRequest):
        return self.http.send(request.prepare())

    def __call__(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None):
        return self.send(self.signed(method, path, body, headers))
