"""The body of an upload in aws-chunked coding, signed chunk by chunk as the SDKs do it (SigV4 for S3, streaming uploads)."""

import base64
import hashlib
import hmac
import zlib

EMPTY = hashlib.sha256(b"").hexdigest()


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class ChunkedUpload:
    def __init__(self, raw, path: str, chunks: list[bytes], trailer: bool = False, signed: bool = True):
        kind = "STREAMING-" + ("AWS4-HMAC-SHA256-PAYLOAD" if signed else "UNSIGNED-PAYLOAD") + ("-TRAILER" if trailer else "")
        data = b"".join(chunks)
        headers = {"x-amz-content-sha256": kind, "x-amz-decoded-content-length": str(len(data)), "Content-Encoding": "aws-chunked"}
        if trailer:
            headers["x-amz-trailer"] = "x-amz-checksum-crc32"
        self.raw, self.request = raw, raw.signed("PUT", path, b"", headers)
        self.trailer, self.signed = trailer, signed
        authorization = self.request.headers["Authorization"]
        self.previous = authorization.split("Signature=")[1]
        self.scope = authorization.split("Credential=")[1].split(",")[0].split("/", 1)[1]
        self.date = self.request.headers["X-Amz-Date"]
        key = ("AWS4" + raw.credentials.secret_key).encode()
        for step in self.scope.split("/"):
            key = _hmac(key, step)
        self.key = key
        # Each piece on its own, so that a test can damage one.
        self.pieces = [self._chunk(chunk) for chunk in [*chunks, b""]]
        crc = base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()
        self.pieces.append(self._trailer(crc) if trailer else b"\r\n")

    def _sign(self, kind: str, *hashes: str) -> str:
        self.previous = _hmac(self.key, "\n".join([kind, self.date, self.scope, self.previous, *hashes])).hex()
        return self.previous

    def _chunk(self, chunk: bytes) -> bytes:
        head = b"%x" % len(chunk)
        if self.signed:
            signature = self._sign("AWS4-HMAC-SHA256-PAYLOAD", EMPTY, hashlib.sha256(chunk).hexdigest())
            head += b";chunk-signature=" + signature.encode()
        return head + b"\r\n" + chunk + (b"\r\n" if chunk else b"")

    def _trailer(self, crc: str) -> bytes:
        line = f"x-amz-checksum-crc32:{crc}"
        text = line + "\r\n"
        if self.signed:
            signature = self._sign("AWS4-HMAC-SHA256-TRAILER", hashlib.sha256((line + "\n").encode()).hexdigest())
            text += f"x-amz-trailer-signature:{signature}\r\n"
        return (text + "\r\n").encode()

    def send(self):
        self.request.data = b"".join(self.pieces)
        return self.raw.send(self.request)
