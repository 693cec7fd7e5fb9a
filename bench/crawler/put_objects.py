"""Many small objects by plain HTTP: signed by hand, several processes, one connection each. boto3 would take ten times as long."""

import concurrent.futures
import datetime
import hashlib
import hmac
import http.client
import urllib.parse


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Signer:
    """SigV4 for PUT of an object; the key of the day is made once."""

    def __init__(self, env: dict[str, str], host: str):
        self.env, self.host = env, host
        self.day = ""

    def headers(self, path: str, body: bytes) -> dict[str, str]:
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        scope = f"{now[:8]}/{self.env['AWS_REGION']}/s3/aws4_request"
        if self.day != now[:8]:
            key = ("AWS4" + self.env["AWS_SECRET_ACCESS_KEY"]).encode()
            for part in scope.split("/"):
                key = _hmac(key, part)
            self.day, self.key = now[:8], key
        digest = hashlib.sha256(body).hexdigest()
        signed = "host;x-amz-content-sha256;x-amz-date"
        request = f"PUT\n{path}\n\nhost:{self.host}\nx-amz-content-sha256:{digest}\nx-amz-date:{now}\n\n{signed}\n{digest}"
        text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
        signature = _hmac(self.key, text).hex()
        return {
            "x-amz-date": now,
            "x-amz-content-sha256": digest,
            "Authorization": f"AWS4-HMAC-SHA256 Credential={self.env['AWS_ACCESS_KEY_ID']}/{scope}, SignedHeaders={signed}, Signature={signature}",
        }


def _put_share(env: dict[str, str], bucket: str, objects: list[tuple[str, bytes]]) -> None:
    host = urllib.parse.urlsplit(env["AWS_ENDPOINT_URL"]).netloc
    signer, connection = Signer(env, host), http.client.HTTPConnection(host)
    for key, body in objects:
        path = urllib.parse.quote(f"/{bucket}/{key}")
        connection.request("PUT", path, body, signer.headers(path, body))
        reply = connection.getresponse()
        said = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"PUT {key}: {reply.status} {said[:200]}")


def put_all(server, bucket: str, objects: list[tuple[str, bytes]], processes: int = 8) -> None:
    with concurrent.futures.ProcessPoolExecutor(processes) as pool:
        shares = [objects[i::processes] for i in range(processes)]
        list(pool.map(_put_share, [server.env] * processes, [bucket] * processes, shares))
