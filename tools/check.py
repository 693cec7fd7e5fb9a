#!/usr/bin/env python3
"""Builds and runs every test; ends with 'N passed, N failed' over all suites.

    tools/check.py [--all] [--only NAME]

Tests run on the dev build, which compiles in half the time of the release build. Each suite prints one line; the output of a suite that
fails is shown whole. --all adds the long ones, and the server's tests on the release build.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parents[1]
VENV_PYTHON = ROOT / ".venv/bin/python"
SPARK_PYTHON = ROOT / ".spark/bin/python"
FUZZ_SECONDS = 20
FUZZ_SECONDS_LONG = 120

passed = failed = 0


def run(command, **options):
    return subprocess.run([str(part) for part in command], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def report(name, good, bad, seconds, output=""):
    global passed, failed
    passed += good
    failed += bad
    print(f"  {name:<34}{good:6} passed {bad:4} failed {seconds:8.1f} s", flush=True)
    if bad:
        print(output[-20000:], flush=True)


def build(preset, *targets):
    begun = time.monotonic()
    result = run(["tools/dev", "build", preset, *targets])
    ok = result.returncode == 0
    report(f"build {preset}", int(ok), int(not ok), time.monotonic() - begun, result.stdout)
    return ok


def house_rules():
    for name, command in [
        ("layers", [VENV_PYTHON, "tools/check_layers.py"]),
        ("evidence", [VENV_PYTHON, "tools/check_evidence.py"]),
        ("coverage page", [VENV_PYTHON, "tools/coverage.py", "--check"]),
    ]:
        begun = time.monotonic()
        result = run(command)
        report(name, int(result.returncode == 0), int(result.returncode != 0), time.monotonic() - begun, result.stdout)


def unit_tests():
    for binary in sorted((ROOT / "build/dev/tests").glob("*_test")):
        begun = time.monotonic()
        result = run([binary, "--gtest_brief=1"], timeout=1200)
        good = int((re.findall(r"\[  PASSED  \] (\d+) test", result.stdout) or ["0"])[-1])
        bad = int((re.findall(r"(\d+) FAILED TEST", result.stdout) or ["0"])[-1])
        if result.returncode != 0 and bad == 0:
            bad = 1  # it died
        report(binary.name, good, bad, time.monotonic() - begun, result.stdout)


def pytest_suite(name, python, path, environment=None, arguments=()):
    begun = time.monotonic()
    result = run([python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments, path], env=os.environ | (environment or {}))
    counts = {kind: int(n) for n, kind in re.findall(r"(\d+) (passed|failed|error)", result.stdout.splitlines()[-1] if result.stdout else "")}
    bad = counts.get("failed", 0) + counts.get("error", 0)
    if result.returncode not in (0, 5) and bad == 0:
        bad = 1
    report(name, counts.get("passed", 0), bad, time.monotonic() - begun, result.stdout)


def server_tests(preset):
    binary = {"TARN_BINARY": str(ROOT / "build" / preset / "tarn")}
    for folder in sorted(p for p in (ROOT / "tests").iterdir() if p.is_dir() and any(p.glob("test_*.py"))):
        pytest_suite(f"tests/{folder.name} ({preset})", VENV_PYTHON, folder, binary)


def python_tests():
    java = pathlib.Path(shutil.which("javac")).resolve().parents[1]
    pytest_suite("python/tests", SPARK_PYTHON, ROOT / "python/tests", {"PYTHONPATH": str(ROOT / "python"), "JAVA_HOME": str(java)})


def fuzz_one(binary, seconds):
    corpus = ROOT / "fuzz/corpus" / binary.name.removesuffix("_fuzz")
    work = ROOT / "build/fuzz" / binary.name
    work.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    folders = [work] + ([corpus] if corpus.is_dir() else [])
    result = run([binary, f"-max_total_time={seconds}", "-rss_limit_mb=3000", "-timeout=20", f"-artifact_prefix={work}/", *folders])
    return binary.name, result, time.monotonic() - begun


def fuzz(seconds):
    if not build("asan", "fuzzers"):
        return
    binaries = sorted(p for p in (ROOT / "build/asan/fuzz").glob("*_fuzz") if os.access(p, os.X_OK))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, result, took in pool.map(lambda b: fuzz_one(b, seconds), binaries):
            report(f"fuzz {name}", int(result.returncode == 0), int(result.returncode != 0), took, result.stdout)


def trino_differential():
    begun = time.monotonic()
    result = run([VENV_PYTHON, "tools/trino/differential.py"], env=os.environ | {"TARN_BINARY": str(ROOT / "build/dev/tarn")})
    counts = {what: int(n) for n, what in re.findall(r"(\d+) (same|known|different)", result.stdout.splitlines()[-1] if result.stdout else "")}
    bad = counts.get("different", 0)
    if result.returncode != 0 and bad == 0:
        bad = 1  # it ended before it had compared anything
    report("trino differential", counts.get("same", 0) + counts.get("known", 0), bad, time.monotonic() - begun, result.stdout)


def long_suites():
    for script in sorted((ROOT / "tests/long").glob("*.py")):
        begun = time.monotonic()
        result = run([VENV_PYTHON, script])
        report(f"long {script.stem}", int(result.returncode == 0), int(result.returncode != 0), time.monotonic() - begun, result.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", help="run only the suites whose function has this in its name: house, unit, python, server, fuzz; with --all also trino, long")
    options = parser.parse_args()
    wanted = lambda name: not options.only or options.only in name
    begun = time.monotonic()
    spark = run(["spark/build"])
    report("build spark", int(spark.returncode == 0), int(spark.returncode != 0), time.monotonic() - begun, spark.stdout)
    if build("dev", *([] if wanted("unit") else ["tarn"])):
        if wanted("house"):
            house_rules()
        if wanted("unit"):
            unit_tests()
        if wanted("python"):
            python_tests()
        if wanted("server"):
            server_tests("dev")
        if options.all and wanted("trino"):
            trino_differential()
    if wanted("fuzz") and shutil.which("clang++-14"):
        fuzz(FUZZ_SECONDS_LONG if options.all else FUZZ_SECONDS)
    if options.all and (wanted("server") or wanted("long")) and build("release", "tarn"):
        if wanted("server"):
            server_tests("release")
        if wanted("long"):
            long_suites()
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
