"""A server for the whole test session, and clients that know where it is.

TARN_BINARY names the binary (default build/release/tarn, else build/dev/tarn). Names are made unique per test, so tests share it.
"""

import os
import pathlib
import re
import shlex
import signal
import subprocess
import time
import uuid
from dataclasses import dataclass, field

import boto3
import pytest
from botocore.config import Config

ROOT = pathlib.Path(__file__).parents[1]


def find_binary() -> pathlib.Path:
    named = os.environ.get("TARN_BINARY")
    candidates = [pathlib.Path(named)] if named else [ROOT / "build/release/tarn", ROOT / "build/dev/tarn"]
    for candidate in candidates:
        if candidate.exists():
            return candidate
    raise FileNotFoundError("no tarn binary: tools/dev build release")


@dataclass
class Server:
    """One running `tarn serve` and the environment that `tarn env` prints for it."""

    data: pathlib.Path
    arguments: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)  # beside this process's own
    process: subprocess.Popen | None = None
    env: dict[str, str] = field(default_factory=dict)

    def start(self) -> "Server":
        self.log = open(self.data.with_suffix(".log"), "ab")
        command = [str(find_binary()), "serve", "--data", str(self.data), "--port", "0", "--redshift-port", "0", *self.arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=self.log, env=os.environ | self.environment)
        deadline = time.monotonic() + 60
        while True:
            printed = subprocess.run([find_binary(), "env", "--data", self.data], capture_output=True, text=True)
            if printed.returncode == 0:
                break
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not start: " + self.data.with_suffix(".log").read_text()[-2000:])
            time.sleep(0.02)
        self.env = {k: shlex.split(v)[0] for k, v in re.findall(r"^export (\w+)=(.*)$", printed.stdout, re.M)}
        return self

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(60)

    @property
    def endpoint(self) -> str:
        return self.env["AWS_ENDPOINT_URL"]

    def client(self, service: str, key: tuple[str, str, str | None] | None = None, region: str | None = None, **config):
        """A boto3 client of the root principal, or of `key` (access key id, secret, session token)."""
        access_key, secret, token = key or (self.env["AWS_ACCESS_KEY_ID"], self.env["AWS_SECRET_ACCESS_KEY"], None)
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region or self.env["AWS_REGION"],
            aws_access_key_id=access_key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"max_attempts": 1}, **config),
        )


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("lake") / "data").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def start_server(tmp_path_factory):
    """Starts further servers, with arguments of `tarn serve`; they end with the session."""
    started = []

    def start(*arguments):
        started.append(Server(tmp_path_factory.mktemp("lake") / "data", [str(argument) for argument in arguments]).start())
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture
def own_server(tmp_path):
    """A server of the test's own, which it may stop, kill and start again."""
    running = Server(tmp_path / "data").start()
    yield running
    if running.process.poll() is None:
        running.kill()


@pytest.fixture(scope="session")
def s3(server):
    return server.client("s3")


@pytest.fixture(scope="session")
def iam(server):
    return server.client("iam")


@pytest.fixture(scope="session")
def sts(server):
    return server.client("sts")


@pytest.fixture(scope="session")
def glue(server):
    return server.client("glue")


@pytest.fixture(scope="session")
def athena(server):
    return server.client("athena")


@pytest.fixture(scope="session")
def logs(server):
    return server.client("logs")


@pytest.fixture
def unique() -> str:
    """A name that no other test uses: lower-case letters and digits, legal everywhere."""
    return "t" + uuid.uuid4().hex[:12]


@pytest.fixture
def bucket(s3, unique):
    name = "bucket-" + unique
    s3.create_bucket(Bucket=name)
    return name
