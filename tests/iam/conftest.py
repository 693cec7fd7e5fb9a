"""Users and roles for the tests of access."""

import json

import pytest


def policy(*statements) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource="*", **more) -> dict:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more) -> dict:
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def trust(principal) -> str:
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


class User:
    """A user of the test with a key; client() speaks as it."""

    def __init__(self, server, iam, name):
        self.server, self.iam, self.name = server, iam, name
        self.arn = iam.create_user(UserName=name)["User"]["Arn"]
        key = iam.create_access_key(UserName=name)["AccessKey"]
        self.key = (key["AccessKeyId"], key["SecretAccessKey"], None)
        self.clients = {}

    def client(self, service):
        if service not in self.clients:
            self.clients[service] = self.server.client(service, key=self.key)
        return self.clients[service]

    def may(self, *statements):
        """Replaces what the user may do."""
        self.iam.put_user_policy(UserName=self.name, PolicyName="p", PolicyDocument=policy(*statements))


@pytest.fixture
def user(server, iam, unique):
    return User(server, iam, "user-" + unique)
