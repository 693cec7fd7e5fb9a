"""Roles, scripts and runs of Glue jobs."""

import json
import time

import pytest


@pytest.fixture(scope="session")
def job_role(iam):
    """A role that Glue may assume and that may do what the tests' scripts do."""
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    rights = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "glue:*", "logs:*"], "Resource": "*"}]}
    role = iam.create_role(RoleName="JobTests", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
    iam.put_role_policy(RoleName="JobTests", PolicyName="all", PolicyDocument=json.dumps(rights))
    return role["Arn"]


class Jobs:
    def __init__(self, glue, s3, logs, bucket, role):
        self.glue, self.s3, self.logs, self.bucket, self.role = glue, s3, logs, bucket, role

    def create(self, name, script, **more):
        self.s3.put_object(Bucket=self.bucket, Key=f"scripts/{name}.py", Body=script.encode())
        command = {"Name": "glueetl", "ScriptLocation": f"s3://{self.bucket}/scripts/{name}.py", "PythonVersion": "3"}
        self.glue.create_job(Name=name, Role=self.role, Command=command, **more)
        return name

    def start(self, name, **arguments):
        return self.glue.start_job_run(JobName=name, Arguments={f"--{key}": value for key, value in arguments.items()})["JobRunId"]

    def wait(self, name, run_id, limit=180):
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            run = self.glue.get_job_run(JobName=name, RunId=run_id)["JobRun"]
            if run["JobRunState"] not in ("STARTING", "RUNNING", "STOPPING", "WAITING"):
                if run["JobRunState"] != "SUCCEEDED":
                    print("\n".join(self.error_log(run_id)))  # pytest shows it when the test fails
                return run
            time.sleep(0.1)
        raise TimeoutError(f"{name} {run_id} is still {run['JobRunState']}")

    def error_log(self, run_id):
        try:
            return [e["message"] for e in self.logs.get_log_events(logGroupName="/aws-glue/jobs/error", logStreamName=run_id, startFromHead=True)["events"]]
        except self.logs.exceptions.ResourceNotFoundException:
            return []

    def run(self, name, script, **arguments):
        return self.wait(name, self.start(self.create(name, script), **arguments))


@pytest.fixture
def jobs(glue, s3, logs, bucket, job_role):
    return Jobs(glue, s3, logs, bucket, job_role)
