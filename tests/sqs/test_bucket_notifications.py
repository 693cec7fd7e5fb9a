"""Events of buckets in queues: with boto3, as a pipeline would use them."""

import json
import time

import pytest
from botocore.exceptions import ClientError
from conftest import arn_of

ALL = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]


def records(sqs, queue, count: int, seconds: float = 10) -> list[dict]:
    """The next `count` records of a queue, and no more for a moment; test messages are skipped."""
    found, until = [], time.monotonic() + seconds
    while time.monotonic() < until and len(found) < count:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", []):
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            found += json.loads(message["Body"]).get("Records", [])
    return found


def notify(s3, bucket, arn, events=ALL, **more):
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [{"QueueArn": arn, "Events": events, **more}]})


def test_each_kind_of_change(s3, sqs, bucket, queue, let_s3_send):
    notify(s3, bucket, let_s3_send(queue, bucket), Id="all")
    put = s3.put_object(Bucket=bucket, Key="a b/ü.csv", Body=b"12345")
    s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "a b/ü.csv"})
    upload = s3.create_multipart_upload(Bucket=bucket, Key="parts")["UploadId"]
    part = s3.upload_part(Bucket=bucket, Key="parts", UploadId=upload, PartNumber=1, Body=b"part")
    s3.complete_multipart_upload(Bucket=bucket, Key="parts", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
    s3.delete_object(Bucket=bucket, Key="copy")
    s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "parts"}, {"Key": "never-there"}]})
    found = sorted(records(sqs, queue, 5), key=lambda record: record["eventTime"])
    assert [(record["eventName"], record["s3"]["object"]["key"]) for record in found] == [
        ("ObjectCreated:Put", "a+b/%C3%BC.csv"), ("ObjectCreated:Copy", "copy"), ("ObjectCreated:CompleteMultipartUpload", "parts"),
        ("ObjectRemoved:Delete", "copy"), ("ObjectRemoved:Delete", "parts")]
    first = found[0]
    assert first["eventSource"] == "aws:s3" and first["awsRegion"] == "us-east-1" and first["eventVersion"].startswith("2.")
    assert first["s3"]["configurationId"] == "all" and first["s3"]["bucket"]["name"] == bucket and first["s3"]["bucket"]["arn"] == f"arn:aws:s3:::{bucket}"
    assert first["s3"]["object"]["size"] == 5 and first["s3"]["object"]["eTag"] == put["ETag"].strip('"')
    assert "size" not in found[-1]["s3"]["object"]


def test_filters(s3, sqs, bucket, queue, let_s3_send):
    rules = [{"Name": "prefix", "Value": "raw/"}, {"Name": "suffix", "Value": ".csv"}]
    notify(s3, bucket, let_s3_send(queue, bucket), ["s3:ObjectCreated:Put"], Filter={"Key": {"FilterRules": rules}})
    for key in ("raw/a.csv", "raw/a.json", "other/a.csv"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    s3.delete_object(Bucket=bucket, Key="raw/a.csv")
    s3.put_object(Bucket=bucket, Key="raw/z.csv", Body=b"x")
    assert sorted(record["s3"]["object"]["key"] for record in records(sqs, queue, 2)) == ["raw/a.csv", "raw/z.csv"]


def test_the_sequencer_orders_the_events_of_a_key(s3, sqs, bucket, queue, let_s3_send):
    notify(s3, bucket, let_s3_send(queue, bucket))
    for size in range(1, 6):
        s3.put_object(Bucket=bucket, Key="k", Body=b"x" * size)
    found = sorted(records(sqs, queue, 5), key=lambda record: record["s3"]["object"]["sequencer"])
    assert [record["s3"]["object"]["size"] for record in found] == [1, 2, 3, 4, 5]


def test_the_configuration_comes_back_and_goes(s3, sqs, bucket, queue, let_s3_send):
    arn = let_s3_send(queue, bucket)
    assert "QueueConfigurations" not in s3.get_bucket_notification_configuration(Bucket=bucket)
    notify(s3, bucket, arn, Filter={"Key": {"FilterRules": [{"Name": "suffix", "Value": ".csv"}]}})
    (message,) = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"]
    assert json.loads(message["Body"])["Event"] == "s3:TestEvent" and json.loads(message["Body"])["Bucket"] == bucket
    (shown,) = s3.get_bucket_notification_configuration(Bucket=bucket)["QueueConfigurations"]
    assert shown["QueueArn"] == arn and shown["Events"] == ALL and shown["Id"]
    assert [(rule["Name"].lower(), rule["Value"]) for rule in shown["Filter"]["Key"]["FilterRules"]] == [("suffix", ".csv")]
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
    assert "QueueConfigurations" not in s3.get_bucket_notification_configuration(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="x.csv", Body=b"x")
    assert records(sqs, queue, 1, seconds=2) == []


def refused(s3, bucket, configuration) -> str:
    with pytest.raises(ClientError) as error:
        s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)
    assert "QueueConfigurations" not in s3.get_bucket_notification_configuration(Bucket=bucket)
    return error.value.response["Error"]["Code"] + ": " + error.value.response["Error"]["Message"]


def test_what_is_refused(s3, sqs, bucket, queue, let_s3_send):
    unable = "InvalidArgument: Unable to validate the following destination configurations"
    arn = arn_of(sqs, queue)
    assert refused(s3, bucket, {"QueueConfigurations": [{"QueueArn": arn, "Events": ALL}]}) == unable  # its policy does not let S3 in
    assert refused(s3, bucket, {"QueueConfigurations": [{"QueueArn": arn + "-none", "Events": ALL}]}) == unable
    assert refused(s3, bucket, {"TopicConfigurations": [{"TopicArn": "arn:aws:sns:us-east-1:000000000000:t", "Events": ALL}]}) == unable
    assert refused(s3, bucket, {"EventBridgeConfiguration": {}}).startswith("NotImplemented")
    let_s3_send(queue, bucket)
    one = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}
    other = {"QueueArn": arn, "Events": ["s3:ObjectCreated:Put"], "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "a/"}]}}}
    assert "overlapping" in refused(s3, bucket, {"QueueConfigurations": [one, other]})
    bad = one | {"Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "a"}, {"Name": "prefix", "Value": "b"}]}}}
    assert refused(s3, bucket, {"QueueConfigurations": [bad]}).startswith("InvalidArgument")


def test_events_wait_for_the_server(own_server):
    """An event whose change was acknowledged is delivered after a crash."""
    s3, sqs = own_server.client("s3"), own_server.client("sqs")
    s3.create_bucket(Bucket="events-kept")
    url = sqs.create_queue(QueueName="events")["QueueUrl"]
    statement = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn_of(sqs, url)}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})})
    notify(s3, "events-kept", arn_of(sqs, url))
    for n in range(20):
        s3.put_object(Bucket="events-kept", Key=str(n), Body=b"x")
    own_server.kill()
    own_server.start()
    sqs = own_server.client("sqs")
    found = records(sqs, sqs.get_queue_url(QueueName="events")["QueueUrl"], 20)
    assert sorted(int(record["s3"]["object"]["key"]) for record in found) == list(range(20))
