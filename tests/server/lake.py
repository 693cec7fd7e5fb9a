"""What the whole-server tests of this folder share: filling a server and running `tarn check`."""

import random
import shutil
import subprocess

from conftest import find_binary

PART_BYTES = 5 * 1024 * 1024
SMALL_BYTES = 10_000  # becomes a record
LARGE_BYTES = 200_000  # becomes a blob


def run_check(data) -> tuple[int, str]:
    """(exit status, what it printed) of `tarn check`."""
    done = subprocess.run([find_binary(), "check", "--data", data], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def fill(server, seed: int = 1) -> None:
    """Records of every service that is cheap to fill, inline objects, blobs, and an upload in progress."""
    chance = random.Random(seed)
    s3, iam, logs = server.client("s3"), server.client("iam"), server.client("logs")
    bucket = f"filled-{seed}"
    s3.create_bucket(Bucket=bucket)
    for i in range(30):
        s3.put_object(Bucket=bucket, Key=f"small/{i}", Body=chance.randbytes(SMALL_BYTES), Metadata={"n": str(i)})
    for i in range(3):
        s3.put_object(Bucket=bucket, Key=f"large/{i}", Body=chance.randbytes(LARGE_BYTES))
    upload = s3.create_multipart_upload(Bucket=bucket, Key="unfinished")["UploadId"]
    s3.upload_part(Bucket=bucket, Key="unfinished", UploadId=upload, PartNumber=1, Body=chance.randbytes(LARGE_BYTES))
    iam.create_user(UserName=f"reader-{seed}")
    logs.create_log_group(logGroupName=f"/filled/{seed}")


def copy_of(data, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(data, to)
    return to


def flip_bit(path, bit: int) -> None:
    with open(path, "r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ (1 << bit % 8)]))
