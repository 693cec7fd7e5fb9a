"""What the tests of crawlers share: a role that Glue may take on, and waiting for a crawl."""

import json
import time

import pytest

GLUE_TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def make_role(iam, name: str, policies=("service-role/AWSGlueServiceRole", "AmazonS3ReadOnlyAccess")) -> str:
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(GLUE_TRUST))
    for policy in policies:
        iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/" + policy)
    return name


@pytest.fixture(scope="session")
def crawler_role(iam):
    try:
        iam.get_role(RoleName="AWSGlueServiceRole")
    except iam.exceptions.NoSuchEntityException:
        make_role(iam, "AWSGlueServiceRole")
    return "AWSGlueServiceRole"


def wait_until_ready(glue, name: str, seconds: float = 60) -> dict:
    deadline = time.monotonic() + seconds
    while True:
        crawler = glue.get_crawler(Name=name)["Crawler"]
        if crawler["State"] == "READY" or time.monotonic() > deadline:
            assert crawler["State"] == "READY"
            return crawler
        time.sleep(0.05)


@pytest.fixture
def crawl(glue, crawler_role, unique):
    """Makes a crawler over the paths, runs it once and returns its tables by name."""

    def run(*paths, again=False, expect="SUCCEEDED", **more):
        name, database = "crawler-" + unique, "db_" + unique
        if not again:
            glue.create_crawler(
                Name=name,
                Role=more.pop("Role", crawler_role),
                DatabaseName=database,
                Targets={"S3Targets": [path if isinstance(path, dict) else {"Path": path} for path in paths]},
                **more,
            )
        glue.start_crawler(Name=name)
        last = wait_until_ready(glue, name)["LastCrawl"]
        assert last["Status"] == expect, last
        if expect != "SUCCEEDED":
            return last
        return {table["Name"]: table for table in glue.get_tables(DatabaseName=database)["TableList"]}

    return run


def columns(table: dict) -> dict:
    return {column["Name"]: column["Type"] for column in table["StorageDescriptor"]["Columns"]}
