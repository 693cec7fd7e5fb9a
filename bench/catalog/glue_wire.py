"""Glue calls over bare connections: signed before the clock runs, so that the client costs little of a machine that both share."""

import http.client
import json
import re
import threading
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def signed(server, operation: str, arguments: dict) -> AWSRequest:
    request = AWSRequest("POST", server.endpoint + "/", data=json.dumps(arguments).encode(),
                         headers={"X-Amz-Target": f"AWSGlue.{operation}", "Content-Type": "application/x-amz-json-1.1"})
    SigV4Auth(Credentials(server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"]), "glue", "us-east-1").add_auth(request)
    return request


def send(connection: http.client.HTTPConnection, request: AWSRequest) -> bytes:
    connection.request("POST", "/", request.data, dict(request.headers.items()))
    reply = connection.getresponse()
    body = reply.read()
    if reply.status != 200:
        raise RuntimeError(f"{reply.status} {body[:500]!r}")
    return body


def connect(server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(server.endpoint.split("//")[1])


def send_all(server, requests: list[AWSRequest], connections: int) -> None:
    def work(mine: list[AWSRequest]) -> None:
        connection = connect(server)
        for request in mine:
            body = send(connection, request)
            if b'"ErrorDetail"' in body:
                raise RuntimeError(body[:500])

    threads = [threading.Thread(target=work, args=(requests[i::connections],)) for i in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class ServerTimes:
    """What /_tarn/metrics says of an operation between two readings: the mean in ms, and the bucket in which the median lies."""

    def __init__(self, server, operation: str):
        self.url, self.operation = server.endpoint + "/_tarn/metrics", operation
        self.before = self.read()

    def read(self) -> dict[str, float]:
        page = urllib.request.urlopen(self.url).read().decode()
        lines = re.findall(r"^tarn_request_seconds(_\w+)\{([^}]*)\} (\S+)$", page, re.M)
        mine = f'operation="{self.operation}"'
        return {kind + "".join(re.findall(r'le="([^"]*)"', labels)): float(value) for kind, labels, value in lines if mine in labels}

    def since(self) -> tuple[float, str]:
        delta = {key: value - self.before.get(key, 0) for key, value in self.read().items()}
        count = delta["_count"]
        for key, value in delta.items():
            if key.startswith("_bucket") and value >= count / 2:
                return delta["_sum"] / count * 1000, "p50 <= inf" if "Inf" in key else f"p50 <= {float(key[7:]) * 1000:g} ms"
        return delta["_sum"] / count * 1000, ""
