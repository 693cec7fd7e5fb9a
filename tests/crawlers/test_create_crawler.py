"""Definitions of crawlers: create, read, update, delete, and what is refused."""

import pytest
from botocore.exceptions import ClientError


def code(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]["Code"]


def test_defaults_are_written_back(glue, crawler_role, unique):
    glue.create_crawler(Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]})
    crawler = glue.get_crawler(Name=unique)["Crawler"]
    assert crawler["State"] == "READY"
    assert crawler["Version"] == 1
    assert crawler["RecrawlPolicy"] == {"RecrawlBehavior": "CRAWL_EVERYTHING"}
    assert crawler["SchemaChangePolicy"] == {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE"}
    assert crawler["LineageConfiguration"] == {"CrawlerLineageSettings": "DISABLE"}
    assert crawler["Targets"]["JdbcTargets"] == [] and len(crawler["Targets"]) == 8
    assert "LastCrawl" not in crawler


def test_life_of_a_definition(glue, crawler_role, unique):
    target = {"S3Targets": [{"Path": "s3://b/p/", "Exclusions": ["**.tmp"]}]}
    glue.create_crawler(Name=unique, Role=crawler_role, DatabaseName="d", Targets=target, Tags={"team": unique})
    assert code(glue.create_crawler, Name=unique, Role=crawler_role, DatabaseName="d", Targets=target) == "AlreadyExistsException"
    glue.update_crawler(Name=unique, TablePrefix="x_")
    crawler = glue.get_crawler(Name=unique)["Crawler"]
    assert (crawler["TablePrefix"], crawler["Version"], crawler["Targets"]["S3Targets"]) == ("x_", 2, target["S3Targets"])
    assert unique in glue.list_crawlers(Tags={"team": unique})["CrawlerNames"]
    batch = glue.batch_get_crawlers(CrawlerNames=[unique, "missing"])
    assert [c["Name"] for c in batch["Crawlers"]] == [unique] and batch["CrawlersNotFound"] == ["missing"]
    assert glue.get_crawler_metrics(CrawlerNameList=[unique])["CrawlerMetricsList"][0]["CrawlerName"] == unique
    glue.delete_crawler(Name=unique)
    assert code(glue.get_crawler, Name=unique) == "EntityNotFoundException"


def test_refusals(glue, crawler_role, unique):
    target = {"S3Targets": [{"Path": "s3://b/p/"}]}
    create = dict(Name=unique, Role=crawler_role, DatabaseName="d", Targets=target)
    for change in (
        {"Role": "no-such-role"},
        {"Targets": {}},
        {"Targets": {"JdbcTargets": [{"ConnectionName": "c", "Path": "d/%"}]}},
        {"Targets": {"S3Targets": [{"Path": "s3://b/p/", "Exclusions": ["[a"]}]}},
        {"Configuration": "{"},
        {"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_EVENT_MODE"}},
    ):
        assert code(glue.create_crawler, **{**create, **change}) == "InvalidInputException", change
    assert code(glue.start_crawler, Name=unique) == "EntityNotFoundException"
    glue.create_crawler(**create)
    assert code(glue.stop_crawler, Name=unique) == "CrawlerNotRunningException"


def test_the_role_must_trust_glue(glue, iam, unique):
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    iam.create_role(RoleName=unique, AssumeRolePolicyDocument=trust)
    with pytest.raises(ClientError) as failure:
        glue.create_crawler(Name=unique, Role=unique, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/"}]})
    assert failure.value.response["Error"]["Message"] == "Service is unable to assume provided role. Please verify role's TrustPolicy"
