"""Starts a Trino server from the cache on a free port, and asks it over its HTTP protocol."""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).parent
START_SECONDS = 240


def java_home() -> str:
    """Trino 476 needs Java 24; the newest installed one is taken."""
    if "TRINO_JAVA_HOME" in os.environ:
        return os.environ["TRINO_JAVA_HOME"]
    homes = [p for p in pathlib.Path("/usr/lib/jvm").glob("*") if (p / "bin/java").exists() and re.search(r"\d\d", p.name)]
    newest = max(homes, key=lambda p: int(re.search(r"\d\d", p.name).group()), default=None)
    if newest is None or int(re.search(r"\d\d", newest.name).group()) < 24:
        raise RuntimeError("Trino needs Java 24 or later: set TRINO_JAVA_HOME")
    return str(newest)


class Trino:
    def __init__(self, url: str | None = None):
        self.url, self.process, self.work = url, None, None

    def __enter__(self):
        if self.url is None:
            self._start()
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait(60)
        if self.work:
            shutil.rmtree(self.work, ignore_errors=True)

    def _start(self):
        home = pathlib.Path(subprocess.run([HERE / "fetch.sh"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="tarn-trino-"))
        (self.work / "catalog").mkdir()
        (self.work / "catalog/memory.properties").write_text("connector.name=memory\n")
        (self.work / "config.properties").write_text(
            f"coordinator=true\nnode-scheduler.include-coordinator=true\nhttp-server.http.port={port}\ndiscovery.uri={self.url}\n"
            f"catalog.management=static\ncatalog.config-dir={self.work}/catalog\n"
        )
        command = [
            f"{java_home()}/bin/java", "-Xmx2G", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=256M",
            "-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector", "-Dnode.environment=test", "-Dnode.id=differential",
            f"-Dnode.data-dir={self.work}/data", f"-Dconfig={self.work}/config.properties", f"-Dplugin.dir={home}/plugin",
            "-Duser.timezone=UTC", "-cp", f"{home}/lib/*", "io.trino.server.TrinoServer",
        ]
        self.process = subprocess.Popen(command, stdout=open(self.work / "log", "wb"), stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("Trino did not start:\n" + (self.work / "log").read_text()[-3000:])
            try:
                if not json.load(urllib.request.urlopen(f"{self.url}/v1/info", timeout=5))["starting"]:
                    return
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.5)
        raise RuntimeError("Trino did not start in time")

    def run(self, sql: str):
        """(types, rows) or an error name."""
        headers = {"X-Trino-User": "differential", "X-Trino-Time-Zone": "UTC", "X-Trino-Catalog": "memory", "X-Trino-Schema": "default"}
        answer = json.load(urllib.request.urlopen(urllib.request.Request(f"{self.url}/v1/statement", sql.encode(), headers)))
        types, rows = [], []
        while True:
            if "error" in answer:
                return answer["error"]["errorName"]
            types = [column["type"] for column in answer.get("columns", [])] or types
            rows += answer.get("data", [])
            if "nextUri" not in answer:
                return types, rows
            answer = json.load(urllib.request.urlopen(urllib.request.Request(answer["nextUri"], headers=headers)))
