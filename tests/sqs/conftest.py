import json

import pytest


@pytest.fixture(scope="session")
def sqs(server):
    return server.client("sqs")


@pytest.fixture
def queue(sqs, unique):
    """The URL of a queue of the test's own."""
    return sqs.create_queue(QueueName=unique)["QueueUrl"]


def arn_of(sqs, url: str) -> str:
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


@pytest.fixture
def let_s3_send(sqs):
    """Lets the events of a bucket into a queue; answers the queue's ARN."""

    def let(url: str, bucket: str) -> str:
        arn = arn_of(sqs, url)
        statement = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn,
                     "Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}, "StringEquals": {"aws:SourceAccount": "000000000000"}}}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})})
        return arn

    return let
