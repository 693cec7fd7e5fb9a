"""Job runs as a process: arguments, logs, failures, stops, limits, the sandbox (glue-jobs.md 1 and 6)."""

import json
import time

import pytest
from botocore.exceptions import ClientError

PRINT_ARGUMENTS = """
import sys
from awsglue.utils import getResolvedOptions
args = getResolvedOptions(sys.argv, ["JOB_NAME", "greeting"])
print("hello", args["JOB_NAME"], args["greeting"])
print("to the error log", file=sys.stderr)
"""


def messages(logs, group, stream):
    return [event["message"] for event in logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True)["events"]]


def test_arguments_reach_the_script_and_its_output_the_logs(jobs, logs, unique):
    run = jobs.run(unique, PRINT_ARGUMENTS, greeting="you")
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")
    assert run["GlueVersion"] == "5.0" and run["Attempt"] == 0 and run["Arguments"] == {"--greeting": "you"}
    assert run["CompletedOn"] >= run["StartedOn"] and run["LogGroupName"] == "/aws-glue/jobs"
    assert messages(logs, "/aws-glue/jobs/output", run["Id"]) == [f"hello {unique} you"]
    assert "to the error log" in messages(logs, "/aws-glue/jobs/error", run["Id"])


def test_a_script_that_throws_fails_with_its_exception_and_line(jobs, unique):
    run = jobs.run(unique, "x = 1\nraise ValueError('no such column')\n")
    assert run["JobRunState"] == "FAILED"
    assert run["ErrorMessage"] == "ValueError: no such column (script line 2)"


def test_an_exit_code_without_exception(jobs, unique):
    run = jobs.run(unique, "import os\nos._exit(3)\n")
    assert run["JobRunState"] == "FAILED" and run["ErrorMessage"] == "Command failed with exit code 3"


def test_a_missing_script_fails_by_name(jobs, glue, bucket, unique):
    glue.create_job(Name=unique, Role=jobs.role, Command={"Name": "glueetl", "ScriptLocation": f"s3://{bucket}/none.py"})
    run = jobs.wait(unique, jobs.start(unique))
    assert run["JobRunState"] == "FAILED" and "none.py" in run["ErrorMessage"]


def test_stop_ends_the_driver_within_seconds(jobs, glue, unique):
    jobs.create(unique, "import time\ntime.sleep(600)\n")
    run_id = jobs.start(unique)
    while glue.get_job_run(JobName=unique, RunId=run_id)["JobRun"]["JobRunState"] == "STARTING":
        time.sleep(0.05)
    stopped = glue.batch_stop_job_run(JobName=unique, JobRunIds=[run_id, "jr_none"])
    assert [s["JobRunId"] for s in stopped["SuccessfulSubmissions"]] == [run_id]
    assert stopped["Errors"][0]["ErrorDetail"]["ErrorCode"] == "EntityNotFoundException"
    assert jobs.wait(unique, run_id, limit=10)["JobRunState"] == "STOPPED"


def test_concurrent_runs_are_limited(jobs, glue, unique):
    jobs.create(unique, "import time\ntime.sleep(600)\n")
    run_id = jobs.start(unique)
    with pytest.raises(ClientError) as refused:
        jobs.start(unique)
    assert refused.value.response["Error"]["Code"] == "ConcurrentRunsExceededException"
    assert [r["Id"] for r in glue.get_job_runs(JobName=unique)["JobRuns"]] == [run_id]
    glue.batch_stop_job_run(JobName=unique, JobRunIds=[run_id])
    jobs.wait(unique, run_id)


def test_failed_runs_are_retried_as_attempts(jobs, glue, unique):
    jobs.create(unique, "raise SystemExit(1)\n", MaxRetries=1)
    first = jobs.wait(unique, jobs.start(unique))
    retry = jobs.wait(unique, first["Id"] + "_attempt_1")
    assert (retry["Attempt"], retry["PreviousRunId"]) == (1, first["Id"])
    assert len(glue.get_job_runs(JobName=unique)["JobRuns"]) == 2


def test_versions_that_are_not_installed_are_refused_by_name(jobs, unique):
    jobs.create(unique, "pass\n", GlueVersion="4.0")
    with pytest.raises(ClientError, match="GlueVersion 4.0 is not installed on this server. Installed versions: 5.0."):
        jobs.start(unique)


def test_a_role_that_does_not_trust_glue_fails_the_run(jobs, iam, glue, s3, bucket, unique):
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "redshift.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    role = iam.create_role(RoleName=unique, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    s3.put_object(Bucket=bucket, Key="s.py", Body=b"pass\n")
    with pytest.raises(ClientError) as refused:
        glue.create_job(Name=unique, Role=role, Command={"Name": "glueetl", "ScriptLocation": f"s3://{bucket}/s.py"})
        run = jobs.wait(unique, jobs.start(unique))
        raise ClientError({"Error": {"Code": run["JobRunState"], "Message": run["ErrorMessage"]}}, "run")
    assert refused.value.response["Error"]["Code"] in ("InvalidInputException", "FAILED")


def test_the_script_sees_neither_the_data_folder_nor_other_runs_nor_other_ports(jobs, server, logs, unique):
    data = str(server.data)
    script = f"""
import os, socket
for path in [{data!r}, {data!r} + "/credentials.json", {data!r} + "/jobs", "/etc/shadow", {data!r} + "/kv"]:
    print(os.path.exists(path))
print(sorted(e for e in os.environ if e.startswith("AWS_SECRET")), os.environ["AWS_ACCESS_KEY_ID"].startswith("ASIA"))
try:
    socket.create_connection(("127.0.0.1", 22), 1)
    print("reached")
except OSError:
    print("refused")
"""
    run = jobs.run(unique, script)
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")
    assert messages(logs, "/aws-glue/jobs/output", run["Id"]) == ["False"] * 5 + ["['AWS_SECRET_ACCESS_KEY'] True", "refused"]


def test_the_script_has_the_rights_of_its_role_only(jobs, iam, logs, unique):
    """The role may not delete jobs: a signed call of the script is refused."""
    deny = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "glue:DeleteJob", "Resource": "*"}]}
    iam.put_role_policy(RoleName="JobTests", PolicyName="no-deleting", PolicyDocument=json.dumps(deny))
    script = """
from awsglue.context import GlueContext
from pyspark.context import SparkContext
jvm = GlueContext(SparkContext.getOrCreate()).spark_session._jvm
client = jvm.com.amazonaws.services.glue.catalog.GlueClient.fromEnvironment()
read = jvm.com.fasterxml.jackson.databind.ObjectMapper().readTree
client.call("ListJobs", read("{}"))
try:
    client.call("DeleteJob", read('{"JobName": "x"}'))
    print("deleted")
except Exception as error:
    print("AccessDenied" in str(error))
"""
    run = jobs.run(unique, script)
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")
    assert messages(logs, "/aws-glue/jobs/output", run["Id"]) == ["True"]


def test_runs_survive_a_restart_truthfully(own_server, unique):
    glue, s3, iam = (own_server.client(name) for name in ("glue", "s3", "iam"))
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(trust))
    iam.attach_role_policy(RoleName="r", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
    s3.create_bucket(Bucket="scripts-of-jobs")
    s3.put_object(Bucket="scripts-of-jobs", Key="s.py", Body=b"import time\ntime.sleep(600)\n")
    glue.create_job(Name="j", Role="r", Command={"Name": "glueetl", "ScriptLocation": "s3://scripts-of-jobs/s.py"})
    run_id = glue.start_job_run(JobName="j")["JobRunId"]
    own_server.kill()
    own_server.start()
    run = own_server.client("glue").get_job_run(JobName="j", RunId=run_id)["JobRun"]
    assert run["JobRunState"] == "FAILED" and "restart" in run["ErrorMessage"]


@pytest.mark.parametrize(
    "change, message",
    [
        ({"MaxCapacity": 2.0, "WorkerType": "G.1X", "NumberOfWorkers": 2}, "Worker Type"),
        ({"GlueVersion": "7.7"}, "Invalid Glue Version provided: 7.7"),
        ({"Timeout": 20000}, "Timeout"),
    ],
)
def test_definitions_are_validated(glue, jobs, bucket, unique, change, message):
    with pytest.raises(ClientError, match=message) as refused:
        glue.create_job(Name=unique, Role=jobs.role, Command={"Name": "glueetl", "ScriptLocation": f"s3://{bucket}/s.py"}, **change)
    assert refused.value.response["Error"]["Code"] == "InvalidInputException"


def test_definitions_are_stored_updated_listed_and_deleted(glue, jobs, bucket, unique):
    command = {"Name": "glueetl", "ScriptLocation": f"s3://{bucket}/s.py"}
    glue.create_job(Name=unique, Role=jobs.role, Command=command, DefaultArguments={"--a": "1"}, Description="d")
    glue.create_job(Name=unique, Role=jobs.role, Command=command, DefaultArguments={"--a": "1"}, Description="d")  # identical: idempotent
    with pytest.raises(ClientError, match="Job already exists"):
        glue.create_job(Name=unique, Role=jobs.role, Command=command)
    job = glue.get_job(JobName=unique)["Job"]
    assert job["DefaultArguments"] == {"--a": "1"} and job["GlueVersion"] == "5.0" and job["Timeout"] == 480
    assert unique in glue.list_jobs(MaxResults=1000)["JobNames"]
    glue.update_job(JobName=unique, JobUpdate={"Role": jobs.role, "Command": command})
    assert "DefaultArguments" not in glue.get_job(JobName=unique)["Job"]
    assert glue.batch_get_jobs(JobNames=[unique, "none-" + unique])["JobsNotFound"] == ["none-" + unique]
    glue.delete_job(JobName=unique)
    with pytest.raises(ClientError, match="Job not found"):
        glue.get_job(JobName=unique)
