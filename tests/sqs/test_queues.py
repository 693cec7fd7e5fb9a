import json

import pytest
from botocore.exceptions import ClientError
from conftest import arn_of


def code(call, **arguments) -> str:
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    error = refused.value.response["Error"]
    return error.get("QueryErrorCode", error["Code"])


def test_life_of_a_queue(sqs, unique):
    url = sqs.create_queue(QueueName=unique, tags={"team": "lake"})["QueueUrl"]
    assert url.endswith("/000000000000/" + unique)
    assert sqs.create_queue(QueueName=unique)["QueueUrl"] == url
    assert sqs.get_queue_url(QueueName=unique)["QueueUrl"] == url
    assert url in sqs.list_queues(QueueNamePrefix=unique)["QueueUrls"]
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"team": "lake"}
    sqs.tag_queue(QueueUrl=url, Tags={"stage": "test"})
    sqs.untag_queue(QueueUrl=url, TagKeys=["team"])
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"stage": "test"}
    sqs.delete_queue(QueueUrl=url)
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix=unique)
    with pytest.raises(sqs.exceptions.QueueDoesNotExist) as gone:
        sqs.get_queue_url(QueueName=unique)
    assert gone.value.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"


def test_attributes(sqs, queue, unique):
    usual = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert {name: usual[name] for name in ("VisibilityTimeout", "DelaySeconds", "MessageRetentionPeriod", "MaximumMessageSize", "ReceiveMessageWaitTimeSeconds",
                                           "ApproximateNumberOfMessages")} == {
        "VisibilityTimeout": "30", "DelaySeconds": "0", "MessageRetentionPeriod": "345600", "MaximumMessageSize": "1048576", "ReceiveMessageWaitTimeSeconds": "0",
        "ApproximateNumberOfMessages": "0"}
    assert usual["QueueArn"] == f"arn:aws:sqs:us-east-1:000000000000:{unique}" and "Policy" not in usual
    assert "Attributes" not in sqs.get_queue_attributes(QueueUrl=queue)
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "7"})
    assert sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])["Attributes"] == {"VisibilityTimeout": "7"}
    assert code(sqs.create_queue, QueueName=unique, Attributes={"VisibilityTimeout": "8"}) == "QueueNameExists"
    sqs.create_queue(QueueName=unique, Attributes={"VisibilityTimeout": "7", "DelaySeconds": "0"})


@pytest.mark.parametrize(
    "attributes, expected",
    [
        ({"VisibilityTimeout": "43201"}, "InvalidAttributeValue"),
        ({"DelaySeconds": "soon"}, "InvalidAttributeValue"),
        ({"Policy": "{"}, "InvalidAttributeValue"),
        ({"RedrivePolicy": json.dumps({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:nowhere", "maxReceiveCount": 3})}, "InvalidAttributeValue"),
        ({"RedrivePolicy": "{}"}, "InvalidAttributeValue"),
        ({"Colour": "red"}, "InvalidAttributeName"),
        ({"FifoQueue": "true"}, "UnsupportedOperation"),
    ],
)
def test_attributes_that_are_refused(sqs, queue, unique, attributes, expected):
    before = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert code(sqs.set_queue_attributes, QueueUrl=queue, Attributes=attributes).endswith(expected)
    assert sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"] == before
    assert code(sqs.create_queue, QueueName=unique + "-new", Attributes=attributes).endswith(expected)
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix=unique + "-new")


def test_names_and_addresses(sqs):
    assert code(sqs.create_queue, QueueName="with space") == "InvalidParameterValue"
    assert code(sqs.create_queue, QueueName="q" * 81) == "InvalidParameterValue"
    assert code(sqs.create_queue, QueueName="a.fifo").endswith("UnsupportedOperation")
    assert code(sqs.send_message, QueueUrl="http://localhost/abc/q", MessageBody="x") == "InvalidAddress"
    assert code(sqs.delete_queue, QueueUrl="http://localhost/000000000000/nobody") == "QueueDoesNotExist"


def test_lists_in_pages(sqs, unique):
    names = [f"{unique}-{n}" for n in range(5)]
    for name in names:
        sqs.create_queue(QueueName=name)
    pages = list(sqs.get_paginator("list_queues").paginate(QueueNamePrefix=unique, PaginationConfig={"PageSize": 2}))
    assert [len(page["QueueUrls"]) for page in pages] == [2, 2, 1]
    assert [url.rsplit("/", 1)[1] for page in pages for url in page["QueueUrls"]] == names
    assert code(sqs.list_queues, MaxResults=1001) == "InvalidParameterValue"


def test_regions_are_apart(server, sqs, unique):
    sqs.create_queue(QueueName=unique)
    with pytest.raises(ClientError):
        server.client("sqs", region="eu-west-1").get_queue_url(QueueName=unique)


def test_dead_letter_sources(sqs, queue, unique):
    source = sqs.create_queue(QueueName=unique + "-source", Attributes={
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn_of(sqs, queue), "maxReceiveCount": "2"})})["QueueUrl"]
    assert sqs.list_dead_letter_source_queues(QueueUrl=queue)["queueUrls"] == [source]


def test_the_policy_lets_another_user_in(server, sqs, iam, queue, unique):
    iam.create_user(UserName=unique)
    key = iam.create_access_key(UserName=unique)["AccessKey"]
    other = server.client("sqs", (key["AccessKeyId"], key["SecretAccessKey"], None))
    assert code(other.send_message, QueueUrl=queue, MessageBody="x") == "AccessDeniedException"
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::000000000000:user/{unique}"}, "Action": "sqs:SendMessage", "Resource": arn_of(sqs, queue)}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    other.send_message(QueueUrl=queue, MessageBody="x")
    assert code(other.receive_message, QueueUrl=queue) == "AccessDeniedException"
    shown = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])["Attributes"]["Policy"]
    assert json.loads(shown) == json.loads(policy)
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": ""})
    assert code(other.send_message, QueueUrl=queue, MessageBody="x") == "AccessDeniedException"
