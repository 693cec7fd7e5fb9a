"""Start and memory, without a limit on time: bench/run.py measures, this only looks that it answers and is small."""

import urllib.request

MAX_IDLE_RESIDENT_MB = 150


def resident_mb(pid: int) -> float:
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def test_a_fresh_server_is_healthy_and_small(own_server):
    with urllib.request.urlopen(own_server.endpoint + "/_tarn/health") as reply:
        assert reply.status == 200
    used = resident_mb(own_server.process.pid)
    assert used < MAX_IDLE_RESIDENT_MB, f"{used:.0f} MB"


def test_it_stops_cleanly_and_starts_again(own_server):
    own_server.client("s3").create_bucket(Bucket="kept")
    own_server.stop()
    assert own_server.process.returncode == 0
    own_server.start()
    assert [bucket["Name"] for bucket in own_server.client("s3").list_buckets()["Buckets"]] == ["kept"]
