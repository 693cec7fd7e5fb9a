import json

import pytest

from .catalog_requests import error_of


def arn_of(glue, sts, resource):
    return f"arn:aws:glue:{glue.meta.region_name}:{sts.get_caller_identity()['Account']}:{resource}"


def test_tags(glue, sts, unique):
    glue.create_database(DatabaseInput={"Name": unique}, Tags={"team": "a"})
    arn = arn_of(glue, sts, f"database/{unique}")
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {"team": "a"}
    glue.tag_resource(ResourceArn=arn, TagsToAdd={"team": "b", "cost": "1"})
    glue.untag_resource(ResourceArn=arn, TagsToRemove=["cost", "nothing"])
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {"team": "b"}
    glue.delete_database(Name=unique)
    assert error_of(glue.get_tags, ResourceArn=arn) == ("EntityNotFoundException", f"Resource {arn} not found.")
    glue.create_database(DatabaseInput={"Name": unique})
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {}


def test_limits(glue, sts, database):
    arn = arn_of(glue, sts, f"database/{database}")
    glue.tag_resource(ResourceArn=arn, TagsToAdd={f"k{n}": "v" for n in range(50)})
    assert error_of(glue.tag_resource, ResourceArn=arn, TagsToAdd={"one": "more"})[0] == "InvalidInputException"
    assert error_of(glue.get_tags, ResourceArn="arn:aws:s3:::bucket")[0] in ("InvalidInputException", "ValidationException")


GLUE_TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


@pytest.fixture
def role(iam, unique):
    iam.create_role(RoleName=unique, AssumeRolePolicyDocument=json.dumps(GLUE_TRUST))
    return unique


def test_every_kind_of_resource(glue, sts, unique, role):
    """Tags at creation are there, more can be added, and they go with the resource."""
    kinds = [
        (f"catalog/{unique}", lambda tags: glue.create_catalog(Name=unique, CatalogInput={}, Tags=tags), lambda: glue.delete_catalog(CatalogId=unique)),
        (f"connection/{unique}", lambda tags: glue.create_connection(
            ConnectionInput={"Name": unique, "ConnectionType": "NETWORK", "ConnectionProperties": {}}, Tags=tags),
         lambda: glue.delete_connection(ConnectionName=unique)),
        (f"crawler/{unique}", lambda tags: glue.create_crawler(Name=unique, Role=role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]}, Tags=tags),
         lambda: glue.delete_crawler(Name=unique)),
        (f"job/{unique}", lambda tags: glue.create_job(Name=unique, Role=role, Command={"Name": "glueetl", "ScriptLocation": "s3://b/x.py"}, Tags=tags),
         lambda: glue.delete_job(JobName=unique)),
        (f"registry/{unique}", lambda tags: glue.create_registry(RegistryName=unique, Tags=tags), lambda: None),
        (f"schema/{unique}/s", lambda tags: glue.create_schema(
            RegistryId={"RegistryName": unique}, SchemaName="s", DataFormat="AVRO", SchemaDefinition='"int"', Tags=tags),
         lambda: glue.delete_registry(RegistryId={"RegistryName": unique})),
    ]
    for resource, create, delete in kinds:
        arn = arn_of(glue, sts, resource)
        assert error_of(glue.tag_resource, ResourceArn=arn, TagsToAdd={"k": "v"})[0] == "EntityNotFoundException"
        create({"team": "a"})
        glue.tag_resource(ResourceArn=arn, TagsToAdd={"k": "v"})
        assert glue.get_tags(ResourceArn=arn)["Tags"] == {"team": "a", "k": "v"}
        delete()
    for resource, _, _ in kinds:
        assert error_of(glue.get_tags, ResourceArn=arn_of(glue, sts, resource))[0] == "EntityNotFoundException"


def test_what_cannot_be_tagged(glue, sts, table):
    arn = arn_of(glue, sts, f"table/{table[0]}/{table[1]}")
    assert error_of(glue.tag_resource, ResourceArn=arn, TagsToAdd={"k": "v"})[0] == "InvalidInputException"
    assert error_of(glue.tag_resource, ResourceArn=arn_of(glue, sts, f"database/{table[0]}"), TagsToAdd={"aws:k": "v"})[0] == "InvalidInputException"


def test_jobs_by_tags(glue, unique, role):
    for name, tags in ((f"{unique}-a", {"t": unique}), (f"{unique}-b", {})):
        glue.create_job(Name=name, Role=role, Command={"Name": "glueetl", "ScriptLocation": "s3://b/x.py"}, Tags=tags)
    assert glue.list_jobs(Tags={"t": unique})["JobNames"] == [f"{unique}-a"]


def test_conditions_on_tags(caller, glue, unique):
    """aws:ResourceTag counts what the resource carries, aws:RequestTag what the request brings."""
    for name, team in ((f"{unique}_a", "a"), (f"{unique}_b", "b")):
        glue.create_database(DatabaseInput={"Name": name}, Tags={"team": team})
    own = caller({"Action": "glue:*", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:ResourceTag/team": "a", "aws:RequestTag/team": "a"}}})
    assert own.get_database(Name=f"{unique}_a")["Database"]["Name"] == f"{unique}_a"
    assert error_of(own.get_database, Name=f"{unique}_b")[0] == "AccessDeniedException"
    assert error_of(own.create_database, DatabaseInput={"Name": f"{unique}_c"}, Tags={"team": "b"})[0] == "AccessDeniedException"
    own.create_database(DatabaseInput={"Name": f"{unique}_c"}, Tags={"team": "a"})
    visible = [item["Name"] for page in own.get_paginator("get_databases").paginate() for item in page["DatabaseList"]]
    assert f"{unique}_a" in visible and f"{unique}_b" not in visible
