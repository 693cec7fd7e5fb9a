"""`tarn check` on the data folder of a real server: sound folders pass, every kind of damage is told.

TARN_FLIPS sets how many bits of each file are turned over (6); the seed is printed.
"""

import os
import random

import pytest
from conftest import Server
from lake import copy_of, fill, flip_bit, run_check

FLIPS = int(os.environ.get("TARN_FLIPS", "6"))
SEED = int(os.environ.get("TARN_SEED", "1"))
NO_STATE = ("LOCK", "IDENTITY", "OPTIONS")  # written out for people, never read back


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The folder of a server that was filled, killed, started, filled again and stopped: tables, logs, blobs and a manifest."""
    data = tmp_path_factory.mktemp("stopped") / "data"
    server = Server(data).start()
    fill(server, 1)
    server.stop()
    assert run_check(data)[0] == 0  # writes what is in the log to tables
    server = Server(data).start()
    fill(server, 2)
    server.stop()
    return data


def files_of_state(data):
    # The warehouse's file is DuckDB's, which checks its blocks when it reads them; `tarn check` does not read it.
    state = [path for folder in ("kv", "blob") for path in (data / folder).rglob("*") if path.is_file() and path.stat().st_size > 0]
    return sorted(path.relative_to(data) for path in state if not path.name.startswith(NO_STATE))


def kind_of(path) -> str:
    if path.parts[0] == "blob":
        return "FORMAT" if path.name == "FORMAT" else "blob"
    return path.suffix.lstrip(".") if path.suffix else path.name.split("-")[0]


def test_a_sound_folder_passes(stopped, tmp_path):
    status, printed = run_check(copy_of(stopped, tmp_path / "copy"))
    assert (status, printed) == (0, "sound\n")


def test_a_folder_that_is_served_is_refused(server):
    status, printed = run_check(server.data)
    assert status == 1 and "another server serves" in printed


def test_every_kind_of_file_is_there(stopped):
    kinds = {kind_of(path) for path in files_of_state(stopped)}
    assert {"sst", "blob", "log", "MANIFEST", "CURRENT", "FORMAT"} <= kinds


def test_flipped_bits_are_found(stopped, tmp_path):
    chance = random.Random(SEED)
    print(f"seed {SEED}")
    missed, tried = [], 0
    for path in files_of_state(stopped):
        size = (stopped / path).stat().st_size
        for _ in range(FLIPS):
            # A length in the last record of a log that says too much cannot be told from a torn tail (docs/storage-format.md).
            last = size - 4096 if path.suffix == ".log" and size > 8192 else size
            bit = chance.randrange(last * 8)
            data = copy_of(stopped, tmp_path / "copy")
            flip_bit(data / path, bit)
            status, printed = run_check(data)
            tried += 1
            if status != 1:
                missed.append(f"{path} bit {bit} of {size * 8}: {status} {printed}")
    assert not missed, "\n".join(missed)
    print(f"{tried} flipped bits, all found")


@pytest.mark.parametrize("pattern", ["blob/??/*", "kv/rocksdb/*.sst", "kv/rocksdb/*.blob"])
def test_a_missing_file_is_found(stopped, tmp_path, pattern):
    data = copy_of(stopped, tmp_path / "copy")
    victim = sorted(path for path in data.glob(pattern) if path.stat().st_size > 0)[0]
    victim.unlink()
    status, printed = run_check(data)
    assert status == 1, printed


def test_a_missing_blob_is_told_by_the_object_that_needs_it(stopped, tmp_path):
    data = copy_of(stopped, tmp_path / "copy")
    for path in data.glob("blob/??/*"):
        path.unlink()
    status, printed = run_check(data)
    assert status == 1
    for name in ("s3://filled-1/large/0", "s3://filled-2/large/2", "of s3://filled-1/unfinished, part 1"):
        assert f"{name}: its bytes are missing" in printed
