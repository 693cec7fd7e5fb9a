#!/usr/bin/env python3
"""Kills a loaded program with SIGKILL again and again: everything it acknowledged must be there afterwards.

  kill_loop.py PROGRAM [ROUNDS] [SEED]     PROGRAM is build/*/tests/durable_puts

(It proves recovery from a half-done process. What a power cut may lose is the business of crash_test.)
"""

import random
import subprocess
import sys
import tempfile
import threading

WRITERS = "16"


def run_until_killed(program, root, seconds):
    process = subprocess.Popen([program, root, "0", WRITERS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    lines, errors = process.communicate()
    timer.cancel()
    if process.returncode != -9:
        raise SystemExit(f"ended by itself with {process.returncode}: {errors}")
    whole = lines[: lines.rfind("\n") + 1]
    return [line.removeprefix("ack ") for line in whole.splitlines()]


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    chance = random.Random(seed)
    acknowledged = []
    with tempfile.TemporaryDirectory(prefix="tarn-kill-") as root:
        for round_number in range(1, rounds + 1):
            acknowledged += run_until_killed(program, root, chance.uniform(0.1, 0.8))
            checked = subprocess.run([program, root, "check"], input="\n".join(acknowledged), capture_output=True, text=True)
            if checked.returncode:
                raise SystemExit(f"seed {seed}, round {round_number}: {checked.stdout[:2000]}{checked.stderr[:2000]}")
    print(f"{rounds} kills, {len(acknowledged)} acknowledged puts, none lost (seed {seed})")


if __name__ == "__main__":
    main()
