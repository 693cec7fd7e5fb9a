"""The Glue job: CSV and JSON to Parquet, joined, and a summary into Redshift."""

import os
import pathlib
import time

import boto3
from steps.crawl import DATABASE
from steps.lake import BUCKET, GLUE_ROLE


def convert(report) -> None:
    glue, s3 = boto3.client("glue"), boto3.client("s3")
    with report.step("Glue job on Spark: join, Parquet, JDBC sink to Redshift"):
        script = pathlib.Path(__file__).parent.parent / "flights_job.py"
        s3.put_object(Bucket=BUCKET, Key="scripts/flights_job.py", Body=script.read_bytes())
        create_connection(glue)
        glue.create_job(
            Name="flights-job",
            Role=GLUE_ROLE,
            Command={"Name": "glueetl", "ScriptLocation": f"s3://{BUCKET}/scripts/flights_job.py", "PythonVersion": "3"},
            Connections={"Connections": ["redshift"]},
            DefaultArguments={
                "--database": DATABASE,
                "--output": f"s3://{BUCKET}/",
                "--connection": "redshift",
                "--temp": f"s3://{BUCKET}/redshift-temp/",
            },
        )
        run = glue.start_job_run(JobName="flights-job")["JobRunId"]
        while (state := glue.get_job_run(JobName="flights-job", RunId=run)["JobRun"])["JobRunState"] in (
            "STARTING", "RUNNING", "STOPPING", "WAITING",
        ):
            time.sleep(0.2)
        if state["JobRunState"] != "SUCCEEDED":
            raise RuntimeError(f"the job run ended {state['JobRunState']}: {state.get('ErrorMessage')}")
        listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="curated/flights/", Delimiter="/")
        report.expect("partitions written", len(listed["CommonPrefixes"]), 12)


def create_connection(glue) -> None:
    url = f"jdbc:redshift://{os.environ['PGHOST']}:{os.environ['PGPORT']}/{os.environ['PGDATABASE']}"
    glue.create_connection(
        ConnectionInput={
            "Name": "redshift",
            "ConnectionType": "JDBC",
            "ConnectionProperties": {
                "JDBC_CONNECTION_URL": url,
                "USERNAME": os.environ["PGUSER"],
                "PASSWORD": os.environ["PGPASSWORD"],
            },
        }
    )
