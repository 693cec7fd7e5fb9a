#!/usr/bin/env python3
"""Starts a Trino server from the cache on a free port, and asks it over its HTTP protocol.

Run as a program it starts one, prints its URL and serves until it is ended: for use with differential.py --trino.
"""

import contextlib
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).parents[2]
HOME, JAVA = ROOT / ".trino", ROOT / ".trino-java/bin/java"  # tools/setup --all
START_SECONDS = 240
REQUEST_SECONDS = 120
HEAP = "-Xmx2g"
PLUGINS = ["memory", "geospatial", "teradata-functions"]  # all that the cases need; the others only lengthen the start


class Trino:
    """The catalog is called awsdatacatalog, as Athena's, so that error texts agree; its tables live in memory."""

    def __init__(self, url: str | None = None):
        self.url, self.process, self.work = url, None, None

    def __enter__(self):
        if self.url is None:
            self._start()
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
            self.process.kill()
            self.process.wait()
        if self.work:
            shutil.rmtree(self.work, ignore_errors=True)

    def _start(self):
        if not JAVA.exists() or not HOME.exists():
            raise RuntimeError("Trino is not installed: tools/setup --all")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="tarn-trino-"))
        for folder in ("catalog", "plugin"):
            (self.work / folder).mkdir()
        for plugin in PLUGINS:
            (self.work / "plugin" / plugin).symlink_to(HOME.resolve() / "plugin" / plugin)
        (self.work / "catalog/awsdatacatalog.properties").write_text("connector.name=memory\n")
        (self.work / "config.properties").write_text(
            f"coordinator=true\nnode-scheduler.include-coordinator=true\nhttp-server.http.port={port}\ndiscovery.uri={self.url}\n"
            f"catalog.management=static\ncatalog.config-dir={self.work}/catalog\nquery.max-memory-per-node=512MB\n"
        )
        command = [
            str(JAVA), HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=256M",
            "-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED",
            "-Dnode.environment=test", "-Dnode.id=differential",
            f"-Dnode.data-dir={self.work}/data", f"-Dconfig={self.work}/config.properties", f"-Dplugin.dir={self.work}/plugin",
            "-Duser.timezone=UTC", "-cp", f"{HOME}/lib/*", "io.trino.server.TrinoServer",
        ]
        self.process = subprocess.Popen(command, stdout=open(self.work / "log", "wb"), stderr=subprocess.STDOUT, cwd=self.work)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("Trino did not start:\n" + (self.work / "log").read_text()[-3000:])
            with contextlib.suppress(urllib.error.URLError, OSError):
                if not json.load(urllib.request.urlopen(f"{self.url}/v1/info", timeout=5))["starting"]:
                    return
            time.sleep(0.5)
        raise RuntimeError("Trino did not start in time")

    def ask(self, request):
        return json.load(urllib.request.urlopen(request, timeout=REQUEST_SECONDS))

    def run(self, sql: str):
        """([(column name, type)], rows) or the error as "CODE: message", the form of Athena's reasons."""
        headers = {"X-Trino-User": "analyst", "X-Trino-Time-Zone": "UTC", "X-Trino-Catalog": "awsdatacatalog", "X-Trino-Schema": "default"}
        # Without it, a client is taken for one that knows neither precisions nor zones of times.
        headers["X-Trino-Client-Capabilities"] = "PARAMETRIC_DATETIME"
        answer = self.ask(urllib.request.Request(f"{self.url}/v1/statement", sql.encode(), headers))
        columns, rows = [], []
        while True:
            if "error" in answer:
                return answer["error"]["errorName"] + ": " + answer["error"]["message"]
            columns = [(column["name"], column["type"]) for column in answer.get("columns", [])] or columns
            rows += answer.get("data", [])
            if "nextUri" not in answer:
                return columns, rows
            answer = self.ask(urllib.request.Request(answer["nextUri"], headers=headers))


if __name__ == "__main__":
    with Trino() as trino:
        print(trino.url, flush=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.pause()
