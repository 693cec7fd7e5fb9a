"""The `aws` command with nothing but the environment that `tarn env` prints."""

import json
import os
import pathlib
import subprocess
import sys

AWS = pathlib.Path(sys.executable).parent / "aws"


class AwsCli:
    def __init__(self, env: dict[str, str], home: pathlib.Path):
        alone = {"HOME": str(home), "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1"}
        self.env = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": env["AWS_REGION"], **env, **alone}

    def run(self, *arguments, **options) -> subprocess.CompletedProcess:
        return subprocess.run([AWS, *map(str, arguments)], env=self.env, capture_output=True, text=True, timeout=120, **options)

    def __call__(self, *arguments, **options) -> str:
        """What the command prints; it must succeed without a warning."""
        done = self.run(*arguments, **options)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr + done.stdout
        return done.stdout

    def json(self, *arguments) -> dict:
        return json.loads(self(*arguments, "--output", "json"))
