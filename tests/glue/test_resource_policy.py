"""The catalog's resource policy: conditions of its change, and that it decides."""

import json

import pytest

from .catalog_requests import error_of


@pytest.fixture
def account(server):
    return server.client("sts").get_caller_identity()["Account"]


@pytest.fixture(autouse=True)
def no_policy(glue):
    yield
    try:
        glue.delete_resource_policy()
    except glue.exceptions.EntityNotFoundException:
        pass


def policy(account, effect, user, resource):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect, "Principal": {"AWS": user}, "Action": "glue:GetDatabase", "Resource": [f"arn:aws:glue:us-east-1:{account}:{r}" for r in resource]}]})


def test_it_grants_and_denies(glue, iam, caller, database, account):
    may, may_not = caller(), caller({"Action": "glue:*", "Resource": "*"})
    users = [user["Arn"] for user in iam.list_users()["Users"] if database in user["UserName"]]
    assert error_of(may.get_database, Name=database)[0] == "AccessDeniedException"
    glue.put_resource_policy(PolicyInJson=policy(account, "Allow", users[0], ["catalog", f"database/{database}"]))
    assert may.get_database(Name=database)["Database"]["Name"] == database
    glue.put_resource_policy(PolicyInJson=policy(account, "Deny", users[1], [f"database/{database}"]))
    assert error_of(may.get_database, Name=database)[0] == "AccessDeniedException"
    assert error_of(may_not.get_database, Name=database)[0] == "AccessDeniedException"


def test_conditions_of_a_change(glue, iam, caller, account):
    assert error_of(glue.get_resource_policy) == ("EntityNotFoundException", "Policy not found")
    text = policy(account, "Allow", account, ["catalog"])
    assert error_of(glue.put_resource_policy, PolicyInJson=text, PolicyExistsCondition="MUST_EXIST")[0] == "ConditionCheckFailureException"
    first = glue.put_resource_policy(PolicyInJson=text)["PolicyHash"]
    assert error_of(glue.put_resource_policy, PolicyInJson=text, PolicyExistsCondition="NOT_EXIST")[0] == "ConditionCheckFailureException"
    assert error_of(glue.put_resource_policy, PolicyInJson=text, PolicyHashCondition="x")[0] == "ConditionCheckFailureException"
    second = glue.put_resource_policy(PolicyInJson=text, PolicyHashCondition=first)["PolicyHash"]
    shown = glue.get_resource_policy()
    assert shown["PolicyHash"] == second and json.loads(shown["PolicyInJson"])["Statement"][0]["Effect"] == "Allow"
    assert [p["PolicyHash"] for p in glue.get_resource_policies()["GetResourcePoliciesResponseList"]] == [second]
    assert error_of(glue.put_resource_policy, PolicyInJson="{}{")[0] == "InvalidInputException"
    glue.delete_resource_policy(PolicyHashCondition=second)
