"""A warehouse session as each real client opens it, and a role that the warehouse may take on."""

import json

import psycopg
import pytest
import redshift_connector


class Warehouse:
    def __init__(self, env):
        self.env = env

    def connect(self, user=None, password=None, **options):
        """A psycopg connection in autocommit mode; its INFO notices collect in `.notices`."""
        options.setdefault("autocommit", True)
        connection = psycopg.connect(
            host=self.env["PGHOST"], port=self.env["PGPORT"], dbname=self.env["PGDATABASE"], user=user or self.env["PGUSER"],
            password=password or self.env["PGPASSWORD"], sslmode="disable", **options,
        )
        connection.notices = []
        connection.add_notice_handler(lambda notice: connection.notices.append(notice.message_primary))
        return connection

    def redshift_connector(self, user=None, password=None):
        return redshift_connector.connect(
            host=self.env["PGHOST"], port=int(self.env["PGPORT"]), database=self.env["PGDATABASE"], user=user or self.env["PGUSER"],
            password=password or self.env["PGPASSWORD"], ssl=False,
        )


@pytest.fixture(scope="session")
def warehouse(server):
    return Warehouse(server.env)


@pytest.fixture
def db(warehouse):
    with warehouse.connect() as connection:
        yield connection


@pytest.fixture
def role(iam, unique):
    """The ARN of a role that trusts the warehouse and may read S3 and the catalog."""
    trust = {"Effect": "Allow", "Principal": {"Service": "redshift.amazonaws.com"}, "Action": "sts:AssumeRole"}
    rights = {"Effect": "Allow", "Action": ["s3:*", "glue:*"], "Resource": "*"}
    arn = iam.create_role(RoleName=unique, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))["Role"]["Arn"]
    iam.put_role_policy(RoleName=unique, PolicyName="read", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [rights]}))
    return arn
