import pytest
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session
from s3_requests import RawS3


@pytest.fixture(scope="session")
def raw(server):
    return RawS3(server)


@pytest.fixture(scope="session")
def unsigned():
    """Sends without a signature."""
    http = URLLib3Session()
    return lambda method, url, body=b"": http.send(AWSRequest(method, url, data=body).prepare())
