"""`tarn check` on the data folder of a real server: sound folders pass, every kind of damage is told.

TARN_FLIPS sets how many bits of each file are turned over (6); the seed is printed.
"""

import os
import random

import duckdb
import psycopg
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
    state = [path for folder in ("kv", "blob") for path in (data / folder).rglob("*") if path.is_file() and path.stat().st_size > 0]
    return sorted(path.relative_to(data) for path in state if not path.name.startswith(NO_STATE))


def kind_of(path) -> str:
    if path.name == "ACKNOWLEDGED":
        return path.name
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
    assert {"sst", "blob", "log", "MANIFEST", "CURRENT", "FORMAT", "ACKNOWLEDGED"} <= kinds


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


def newest_log(data):
    return max(data.glob("kv/rocksdb/*.log"))


@pytest.mark.parametrize("keep", [None, 0, 0.5], ids=["gone", "emptied", "cut in half"])
def test_a_lost_newest_log_is_found(stopped, tmp_path, keep):
    data = copy_of(stopped, tmp_path / "copy")
    log = newest_log(data)
    if keep is None:
        log.unlink()
    else:
        os.truncate(log, int(log.stat().st_size * keep))
    for _ in range(2):  # reading it does not heal it
        status, printed = run_check(data)
        assert status == 1 and "its newest log is missing or cut short" in printed, printed


def test_a_lost_newest_log_is_found_after_a_crash(own_server):
    fill(own_server)
    own_server.kill()
    copy = copy_of(own_server.data, own_server.data.parent / "copy")
    assert run_check(copy) == (0, "sound\n")
    newest_log(own_server.data).unlink()
    status, printed = run_check(own_server.data)
    assert status == 1 and "its newest log is missing or cut short" in printed, printed


@pytest.mark.parametrize("name", ["secret.key", "credentials.json"])
def test_missing_and_changed_secrets_are_found(stopped, tmp_path, name):
    chance = random.Random(SEED)
    data = copy_of(stopped, tmp_path / "copy")
    size = (data / name).stat().st_size
    for bit in chance.sample(range(size * 8), 20):
        flip_bit(data / name, bit)
        status, printed = run_check(data)
        assert status == 1 and name in printed, f"bit {bit}: {printed}"
        flip_bit(data / name, bit)
    (data / name).unlink()
    status, printed = run_check(data)
    assert status == 1 and name in printed, printed


def test_a_server_does_not_make_a_second_key_for_old_secrets(stopped, tmp_path):
    data = copy_of(stopped, tmp_path / "copy")
    (data / "secret.key").unlink()
    with pytest.raises(RuntimeError, match="secret.key is missing"):
        Server(data).start()
    assert not (data / "secret.key").exists()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """The folder of a stopped server whose warehouse holds a table of many blocks, and the blocks that its rows are in."""
    data = tmp_path_factory.mktemp("warehouse") / "data"
    server = Server(data).start()
    with psycopg.connect(host=server.env["PGHOST"], port=server.env["PGPORT"], user="admin", password=server.env["PGPASSWORD"], dbname="dev", autocommit=True) as connection:
        connection.execute("CREATE TABLE t (a int, b varchar(100))")
        connection.execute("INSERT INTO t VALUES (1, 'abcdefgh'), (2, 'ijklmnop'), (3, NULL)")
        for _ in range(16):
            connection.execute("INSERT INTO t SELECT a * 3 + 1, md5(b || a::varchar) FROM t")
    server.stop()
    assert run_check(data) == (0, "sound\n")
    with duckdb.connect(data / WAREHOUSE, read_only=True) as file:
        tables = file.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        query = "SELECT DISTINCT block_id FROM pragma_storage_info(?) WHERE block_id >= 0"
        blocks = {row[0] for schema, table in tables for row in file.execute(query, [f'"{schema}"."{table}"']).fetchall()}
    return data, sorted(blocks)


WAREHOUSE = "warehouse/warehouse.duckdb"
BLOCK_BYTES = 256 * 1024  # of DuckDB; three headers of 4 KiB stand before the first block


def test_flipped_bits_of_the_warehouse_are_found(warehouse, tmp_path):
    original, blocks = warehouse
    chance = random.Random(SEED)
    data = copy_of(original, tmp_path / "copy")
    assert len(blocks) > 3
    for _ in range(20):
        bit = ((3 * 4096 + chance.choice(blocks) * BLOCK_BYTES) + chance.randrange(BLOCK_BYTES)) * 8 + chance.randrange(8)
        flip_bit(data / WAREHOUSE, bit)
        status, printed = run_check(data)
        assert status == 1 and "warehouse: " in printed, f"bit {bit}: {printed}"
        flip_bit(data / WAREHOUSE, bit)
    assert run_check(data) == (0, "sound\n")


def test_a_missing_warehouse_is_found(warehouse, tmp_path):
    data = copy_of(warehouse[0], tmp_path / "copy")
    (data / WAREHOUSE).unlink()
    status, printed = run_check(data)
    assert status == 1 and "warehouse.duckdb is missing" in printed, printed


def warehouse_log(data):
    return data / "warehouse/warehouse.duckdb.wal"


def commit_to_the_warehouse(server, table):
    env = server.env
    with psycopg.connect(host=env["PGHOST"], port=env["PGPORT"], dbname=env["PGDATABASE"], user=env["PGUSER"], password=env["PGPASSWORD"], sslmode="disable") as db:
        db.execute(f"CREATE TABLE {table} (i int)")
        db.execute(f"INSERT INTO {table} VALUES (1), (2)")


def test_a_lost_log_of_the_warehouse_is_found(own_server):
    commit_to_the_warehouse(own_server, "kept")
    own_server.stop()  # writes what is in the log to the file: no log is no loss
    assert run_check(own_server.data) == (0, "sound\n")
    own_server.start()
    commit_to_the_warehouse(own_server, "lost")
    own_server.kill()
    copy = copy_of(own_server.data, own_server.data.parent / "copy")
    assert warehouse_log(copy).stat().st_size > 0
    assert run_check(copy) == (0, "sound\n")
    warehouse_log(own_server.data).unlink()
    for _ in range(2):  # reading it does not heal it
        status, printed = run_check(own_server.data)
        assert status == 1 and "warehouse.duckdb.wal is lost" in printed, printed
