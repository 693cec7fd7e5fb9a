"""kill -9 of a loaded server, again and again: what was acknowledged is there afterwards, the rest is absent or whole.

TARN_KILLS sets the number of kills (50), TARN_SEED repeats a run; the seed is printed.
"""

import concurrent.futures
import os
import random
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from lake import run_check

KILLS = int(os.environ.get("TARN_KILLS", "50"))
SEED = int(os.environ.get("TARN_SEED", "0")) or random.randrange(1, 1 << 31)
WRITERS = 6
KEYS = 5  # of each writer: few, so that they are replaced and deleted often
SIZES = [0, 50, 9_000, 150_000]  # a record, inline bytes, a blob
BUCKET, DATABASE = "kill-bucket", "kill_database"


def content(version: int) -> bytes:
    """The bytes of a version, which say which one they are."""
    chance = random.Random(version)
    return b"%d:" % version + chance.randbytes(chance.choice(SIZES))


class Register:
    """Something with one value at a time: the last acknowledged version (None: absent), and one that may have come after it."""

    def __init__(self, name: str):
        self.name, self.acknowledged, self.pending = name, None, []

    def write(self, version, call) -> None:
        self.pending = [version]
        call()
        self.acknowledged, self.pending = version, []

    def settle(self, seen) -> None:
        assert seen in [self.acknowledged, *self.pending], f"{self.name}: {seen} is there, not {self.acknowledged} or {self.pending}"
        self.acknowledged, self.pending = seen, []


class Race:
    """A key that all writers put if it is absent: one may win, and it must have stayed."""

    def __init__(self, name: str):
        self.name, self.winners, self.pending, self.lost = name, [], [], 0

    def settle(self, seen) -> None:
        assert len(self.winners) <= 1, f"{self.name}: {self.winners} all won"
        allowed = self.winners or self.pending + ([] if self.lost else [None])
        assert seen in allowed, f"{self.name}: {seen} is there, not one of {allowed}"


class Clients:
    session = boto3.Session()

    def __init__(self, server):
        options = {"endpoint_url": server.endpoint, "region_name": server.env["AWS_REGION"],
                   "aws_access_key_id": server.env["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": server.env["AWS_SECRET_ACCESS_KEY"],
                   "config": Config(retries={"max_attempts": 0}, max_pool_connections=WRITERS, read_timeout=60)}
        self.s3, self.glue = self.session.client("s3", **options), self.session.client("glue", **options)

    def object_version(self, key: str):
        try:
            body = self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        except self.s3.exceptions.NoSuchKey:
            return None
        version = int(body.split(b":")[0])
        assert body == content(version), f"{key}: torn bytes of version {version}"
        return version

    def table_version(self, name: str):
        try:
            return int(self.glue.get_table(DatabaseName=DATABASE, Name=name)["Table"]["Parameters"]["version"])
        except self.glue.exceptions.EntityNotFoundException:
            return None


class Writer:
    """Does one thing after another until the server is gone."""

    def __init__(self, number: int, chance: random.Random):
        self.number, self.chance, self.done = number, chance, 0
        self.objects = [Register(f"{number}/{key}") for key in range(KEYS)]
        self.table = Register(f"table_{number}")

    def run(self, clients: Clients, races: list[Race]) -> None:
        try:
            while True:
                self.step(clients, races)
                self.done += 1
        except BotoCoreError:
            return  # the connection broke: killed
        except ClientError as error:
            raise AssertionError(f"an error that is no answer to this request: {error}") from error

    def step(self, clients, races) -> None:
        kind = self.chance.choice(["put", "put", "multipart", "delete", "race", "table"])
        version = self.chance.randrange(1, 1 << 60)
        key = self.chance.choice(self.objects)
        if kind == "put":
            key.write(version, lambda: clients.s3.put_object(Bucket=BUCKET, Key=key.name, Body=content(version)))
        elif kind == "multipart":
            self.multipart(clients.s3, key, version)
        elif kind == "delete":
            key.write(None, lambda: clients.s3.delete_object(Bucket=BUCKET, Key=key.name))
        elif kind == "race":
            self.race(clients.s3, self.chance.choice(races), version)
        else:
            self.change_table(clients.glue, version)

    @staticmethod
    def multipart(s3, key, version) -> None:
        upload = s3.create_multipart_upload(Bucket=BUCKET, Key=key.name)["UploadId"]
        part = s3.upload_part(Bucket=BUCKET, Key=key.name, UploadId=upload, PartNumber=1, Body=content(version))
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        key.write(version, lambda: s3.complete_multipart_upload(Bucket=BUCKET, Key=key.name, UploadId=upload, MultipartUpload=parts))

    @staticmethod
    def race(s3, race, version) -> None:
        race.pending.append(version)
        try:
            s3.put_object(Bucket=BUCKET, Key=race.name, Body=content(version), IfNoneMatch="*")
            race.winners.append(version)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("PreconditionFailed", "ConditionalRequestConflict"):
                raise
            race.lost += error.response["Error"]["Code"] == "PreconditionFailed"
        race.pending.remove(version)

    def change_table(self, glue, version) -> None:
        table = {"Name": self.table.name, "Parameters": {"version": str(version)}}
        if self.table.acknowledged is None:
            self.table.write(version, lambda: glue.create_table(DatabaseName=DATABASE, TableInput=table))
        elif self.chance.random() < 0.3:
            self.table.write(None, lambda: glue.delete_table(DatabaseName=DATABASE, Name=self.table.name))
        else:
            self.table.write(version, lambda: glue.update_table(DatabaseName=DATABASE, TableInput=table))


def load_and_kill(server, clients, writers, races, seconds: float) -> None:
    with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(writer.run, clients, races) for writer in writers]
        time.sleep(seconds)
        server.kill()
        for writer in running:
            writer.result()


def settle(clients, writers, races) -> None:
    with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
        objects = [register for writer in writers for register in writer.objects] + races
        tables = [writer.table for writer in writers]
        found = [(register, pool.submit(clients.object_version, register.name)) for register in objects]
        found += [(register, pool.submit(clients.table_version, register.name)) for register in tables]
        for register, seen in found:
            register.settle(seen.result())


def test_nothing_acknowledged_is_lost(own_server):
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    clients = Clients(own_server)
    clients.s3.create_bucket(Bucket=BUCKET)
    clients.glue.create_database(DatabaseInput={"Name": DATABASE})
    writers = [Writer(number, random.Random(chance.random())) for number in range(WRITERS)]
    for kill in range(KILLS):
        races = [Race(f"race/{kill}/{n}") for n in range(10)]
        load_and_kill(own_server, clients, writers, races, chance.uniform(0.05, 0.6))
        own_server.start()
        clients = Clients(own_server)
        settle(clients, writers, races)
    own_server.stop()
    assert run_check(own_server.data) == (0, "sound\n")
    print(f"{KILLS} kills, {sum(writer.done for writer in writers)} acknowledged changes, none lost")
