import concurrent.futures
import json
import time

import pytest
from conftest import arn_of
from test_queues import code


def receive(sqs, queue, **options) -> list[dict]:
    return sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, **options).get("Messages", [])


def test_send_receive_delete(sqs, queue):
    sent = sqs.send_message(QueueUrl=queue, MessageBody="grüße", MessageAttributes={"kind": {"DataType": "String", "StringValue": "note"},
                                                                                    "raw": {"DataType": "Binary", "BinaryValue": b"\0\1"}})
    (got,) = receive(sqs, queue, MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"])  # boto3 has compared the digests
    assert got["MessageId"] == sent["MessageId"] and got["Body"] == "grüße"
    assert got["MessageAttributes"]["kind"]["StringValue"] == "note" and got["MessageAttributes"]["raw"]["BinaryValue"] == b"\0\1"
    assert got["Attributes"]["ApproximateReceiveCount"] == "1" and abs(int(got["Attributes"]["SentTimestamp"]) / 1000 - time.time()) < 60
    assert receive(sqs, queue) == []
    counted = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert (counted["ApproximateNumberOfMessages"], counted["ApproximateNumberOfMessagesNotVisible"]) == ("0", "1")
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=got["ReceiptHandle"])
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=got["ReceiptHandle"])
    assert sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]["ApproximateNumberOfMessagesNotVisible"] == "0"


def test_only_the_attributes_that_were_asked_for(sqs, queue):
    attributes = {name: {"DataType": "Number", "StringValue": "1"} for name in ("a.x", "a.y", "b")}
    sqs.send_message(QueueUrl=queue, MessageBody="m", MessageAttributes=attributes)
    (got,) = receive(sqs, queue, VisibilityTimeout=0)
    assert "MessageAttributes" not in got and "Attributes" not in got
    (got,) = receive(sqs, queue, VisibilityTimeout=0, MessageAttributeNames=["a.*"], AttributeNames=["SenderId"])
    assert sorted(got["MessageAttributes"]) == ["a.x", "a.y"] and list(got["Attributes"]) == ["SenderId"]


def test_what_is_not_deleted_comes_again(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="again")
    (first,) = receive(sqs, queue, VisibilityTimeout=1)
    assert receive(sqs, queue) == []
    (second,) = receive(sqs, queue, WaitTimeSeconds=10, AttributeNames=["ApproximateReceiveCount"])
    assert second["Attributes"]["ApproximateReceiveCount"] == "2" and second["MessageId"] == first["MessageId"]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=first["ReceiptHandle"])  # an old handle deletes nothing
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=second["ReceiptHandle"], VisibilityTimeout=0)
    assert len(receive(sqs, queue)) == 1
    assert code(sqs.change_message_visibility, QueueUrl=queue, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=1).endswith("MessageNotInflight")
    assert code(sqs.delete_message, QueueUrl=queue, ReceiptHandle="nonsense") == "ReceiptHandleIsInvalid"


def test_a_long_poll_answers_as_soon_as_a_message_comes(server, sqs, queue):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        begun = time.monotonic()
        waiting = pool.submit(receive, server.client("sqs"), queue, WaitTimeSeconds=20)
        time.sleep(0.5)
        sqs.send_message(QueueUrl=queue, MessageBody="here")
        assert [message["Body"] for message in waiting.result()] == ["here"]
        assert 0.4 < time.monotonic() - begun < 15


def test_a_long_poll_ends_empty(sqs, queue):
    begun = time.monotonic()
    assert "Messages" not in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1)
    assert time.monotonic() - begun >= 1


def test_delays(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="later", DelaySeconds=2)
    assert sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]["ApproximateNumberOfMessagesDelayed"] == "1"
    assert receive(sqs, queue) == []
    assert len(receive(sqs, queue, WaitTimeSeconds=10)) == 1
    assert code(sqs.send_message, QueueUrl=queue, MessageBody="x", DelaySeconds=901) == "InvalidParameterValue"


def test_each_message_goes_to_one_receiver(server, sqs, queue):
    for batch in range(5):
        sent = sqs.send_message_batch(QueueUrl=queue, Entries=[{"Id": str(n), "MessageBody": f"{batch}-{n}"} for n in range(10)])
        assert len(sent["Successful"]) == 10 and "Failed" not in sent

    def drain(_):
        client, got = server.client("sqs"), []
        while messages := receive(client, queue):
            deleted = client.delete_message_batch(QueueUrl=queue, Entries=[{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)])
            assert "Failed" not in deleted
            got += [message["Body"] for message in messages]
        return got

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert sorted(sum(pool.map(drain, range(4)), [])) == sorted(f"{batch}-{n}" for batch in range(5) for n in range(10))


def test_batches_fail_entry_by_entry(sqs, queue):
    answer = sqs.send_message_batch(QueueUrl=queue, Entries=[{"Id": "good", "MessageBody": "x"}, {"Id": "bad", "MessageBody": "x", "DelaySeconds": 1000}])
    assert [entry["Id"] for entry in answer["Successful"]] == ["good"]
    assert [(entry["Id"], entry["SenderFault"], entry["Code"]) for entry in answer["Failed"]] == [("bad", True, "InvalidParameterValue")]
    entry = {"Id": "a", "MessageBody": "x"}
    assert code(sqs.send_message_batch, QueueUrl=queue, Entries=[entry, entry]).endswith("BatchEntryIdsNotDistinct")
    assert code(sqs.send_message_batch, QueueUrl=queue, Entries=[entry | {"Id": str(n)} for n in range(11)]).endswith("TooManyEntriesInBatchRequest")
    assert code(sqs.send_message_batch, QueueUrl=queue, Entries=[entry | {"Id": "a b"}]).endswith("InvalidBatchEntryId")
    assert len(receive(sqs, queue)) == 1


def test_bodies_that_are_refused(sqs, queue):
    assert code(sqs.send_message, QueueUrl=queue, MessageBody="a\x01b") == "InvalidMessageContents"
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"MaximumMessageSize": "1024"})
    assert code(sqs.send_message, QueueUrl=queue, MessageBody="x" * 1025) == "InvalidParameterValue"
    assert code(sqs.receive_message, QueueUrl=queue, MaxNumberOfMessages=11) == "InvalidParameterValue"
    assert receive(sqs, queue) == []


def test_dead_letters(sqs, queue, unique):
    dead = sqs.create_queue(QueueName=unique + "-dead")["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": arn_of(sqs, dead), "maxReceiveCount": "2"})})
    sqs.send_message(QueueUrl=queue, MessageBody="poison")
    for _ in range(2):
        assert len(receive(sqs, queue, VisibilityTimeout=0)) == 1
    assert receive(sqs, queue) == []
    (moved,) = receive(sqs, dead, AttributeNames=["All"])
    assert moved["Body"] == "poison" and moved["Attributes"]["DeadLetterQueueSourceArn"] == arn_of(sqs, queue)


def test_purge(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="gone")
    sqs.purge_queue(QueueUrl=queue)
    assert receive(sqs, queue) == []
    with pytest.raises(sqs.exceptions.PurgeQueueInProgress):
        sqs.purge_queue(QueueUrl=queue)
    sqs.send_message(QueueUrl=queue, MessageBody="new")
    assert [message["Body"] for message in receive(sqs, queue)] == ["new"]


def test_messages_survive_a_kill(own_server):
    sqs = own_server.client("sqs")
    queue = sqs.create_queue(QueueName="kept")["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody="kept")
    own_server.kill()
    own_server.start()
    sqs = own_server.client("sqs")
    assert [message["Body"] for message in receive(sqs, sqs.get_queue_url(QueueName="kept")["QueueUrl"])] == ["kept"]


def test_a_long_poll_does_not_hold_up_the_end(own_server):
    sqs = own_server.client("sqs")
    queue = sqs.create_queue(QueueName="quiet")["QueueUrl"]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(receive, own_server.client("sqs"), queue, WaitTimeSeconds=20)
        time.sleep(0.5)
        begun = time.monotonic()
        own_server.stop()
        assert time.monotonic() - begun < 8
        assert waiting.result() == []
