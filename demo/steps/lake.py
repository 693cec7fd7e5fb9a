"""Raw files into S3: flights as CSV partitioned by year and month, airlines as JSON lines, airports as CSV. And the two roles."""

import io
import json

import boto3
import expected

BUCKET = "nycflights-lake"
GLUE_ROLE = "NycFlightsGlue"
REDSHIFT_ROLE = "NycFlightsRedshift"


def upload(report) -> None:
    s3 = boto3.client("s3")
    with report.step("create the bucket and the roles"):
        s3.create_bucket(Bucket=BUCKET)
        create_role(GLUE_ROLE, "glue.amazonaws.com")
        create_role(REDSHIFT_ROLE, "redshift.amazonaws.com")
    with report.step(f"upload {expected.flight_count():,} flights as CSV, by year and month"):
        for (year, month), part in expected.flights.groupby(["year", "month"]):
            put_csv(s3, f"raw/flights/year={year}/month={month}/flights.csv", part.drop(columns=["year", "month"]))
        listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="raw/flights/")
        report.expect("objects under raw/flights/", listed["KeyCount"], 12)
    with report.step("upload airlines as JSON lines, airports as CSV"):
        lines = "".join(json.dumps(row) + "\n" for row in expected.airlines.to_dict("records"))
        s3.put_object(Bucket=BUCKET, Key="raw/airlines/airlines.json", Body=lines.encode())
        put_csv(s3, "raw/airports/airports.csv", expected.airports)


def put_csv(s3, key: str, frame) -> None:
    text = io.StringIO()
    frame.to_csv(text, index=False, na_rep="")
    s3.put_object(Bucket=BUCKET, Key=key, Body=text.getvalue().encode())


def create_role(name: str, service: str) -> str:
    iam = boto3.client("iam")
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
    }
    rights = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:*", "Resource": [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]},
            {"Effect": "Allow", "Action": ["glue:*", "logs:*"], "Resource": "*"},
        ],
    }
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]
    iam.put_role_policy(RoleName=name, PolicyName="lake", PolicyDocument=json.dumps(rights))
    return role["Arn"]
