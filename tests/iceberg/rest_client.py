"""Signed requests to the Iceberg REST catalog without a library between."""

import json

import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


class RestClient:
    def __init__(self, server, key=None):
        self.base = server.endpoint + "/iceberg/v1"
        key = key or (server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"], None)
        self.credentials = Credentials(*key)

    def __call__(self, method, path, body=None, headers=None):
        """(status, JSON of the reply or None)"""
        data = json.dumps(body) if body is not None else ""
        request = AWSRequest(method, self.base + path, data=data, headers={"Content-Type": "application/json"} | (headers or {}))
        SigV4Auth(self.credentials, "glue", "us-east-1").add_auth(request)
        reply = requests.request(method, request.url, data=data, headers=dict(request.headers))
        return reply.status_code, (reply.json() if reply.content else None)
