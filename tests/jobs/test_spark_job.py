"""Glue scripts on real Spark, as they are written for AWS: frames from the catalog, Parquet to S3, rows to Redshift through S3."""

import json

import psycopg
import pytest

SCRIPT = """
import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job

args = getResolvedOptions(sys.argv, ["JOB_NAME", "database", "output", "connection", "temp", "target"])
glueContext = GlueContext(SparkContext())
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
output_path = args["output"]

dyf = glueContext.create_dynamic_frame.from_catalog(database=args["database"], table_name="raw_users")
df = dyf.toDF().filter("age >= 18")
dyf_clean = DynamicFrame.fromDF(df, glueContext, "dyf_clean")
glueContext.write_dynamic_frame.from_options(frame=dyf_clean, connection_type="s3", connection_options={"path": output_path}, format="parquet")
glueContext.write_dynamic_frame.from_jdbc_conf(frame=dyf, catalog_connection=args["connection"],
    connection_options={"dbtable": args["target"]}, redshift_tmp_dir=args["temp"])

pushed = glueContext.create_dynamic_frame.from_catalog(database=args["database"], table_name="raw_users", push_down_predicate="day = '2'")
print("pushed", pushed.count())
# Spark's reader of Hive text tables does not skip header lines: the names tell rows from the header.
print("sql", spark.sql(f"select count(*) from {args['database']}.raw_users where day = '1' and name in ('Ada', 'Bob', 'Cy, Jr')").collect()[0][0])
job.commit()
"""


@pytest.fixture
def users(glue, s3, bucket, unique):
    """A partitioned CSV table of users, ages among them that are not numbers."""
    s3.put_object(Bucket=bucket, Key="users/day=1/u.csv", Body=b"id,name,age\n1,Ada,36\n2,Bob,17\n")
    s3.put_object(Bucket=bucket, Key="users/day=2/u.csv", Body=b'id,name,age\n3,"Cy, Jr",18\n')
    glue.create_database(DatabaseInput={"Name": unique})
    storage = {
        "Columns": [{"Name": "id", "Type": "bigint"}, {"Name": "name", "Type": "string"}, {"Name": "age", "Type": "bigint"}],
        "Location": f"s3://{bucket}/users/",
        "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
        "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.OpenCSVSerde", "Parameters": {"separatorChar": ","}},
    }
    parameters = {"classification": "csv", "skip.header.line.count": "1", "delimiter": ","}
    table = {"Name": "raw_users", "StorageDescriptor": storage, "PartitionKeys": [{"Name": "day", "Type": "string"}], "Parameters": parameters,
             "TableType": "EXTERNAL_TABLE"}
    glue.create_table(DatabaseName=unique, TableInput=table)
    for day in "12":
        glue.create_partition(DatabaseName=unique, TableName="raw_users",
                              PartitionInput={"Values": [day], "StorageDescriptor": storage | {"Location": f"s3://{bucket}/users/day={day}/"}})
    return unique


@pytest.fixture
def redshift_connection(glue, server, unique):
    env = server.env
    glue.create_connection(ConnectionInput={
        "Name": unique,
        "ConnectionType": "JDBC",
        "ConnectionProperties": {
            "JDBC_CONNECTION_URL": f"jdbc:redshift://{env['PGHOST']}:{env['PGPORT']}/{env['PGDATABASE']}",
            "USERNAME": env["PGUSER"],
            "PASSWORD": env["PGPASSWORD"],
        },
    })
    return unique


@pytest.fixture
def warehouse(server):
    env = server.env
    with psycopg.connect(host=env["PGHOST"], port=env["PGPORT"], user=env["PGUSER"], password=env["PGPASSWORD"], dbname=env["PGDATABASE"], autocommit=True) as session:
        yield session


def test_the_script_of_the_tutorials(jobs, users, redshift_connection, warehouse, s3, bucket, logs, unique):
    run = jobs.wait(unique, jobs.start(jobs.create(unique, SCRIPT, DefaultArguments={"--enable-glue-datacatalog": "true"}), database=users, output=f"s3://{bucket}/clean/",
                                       connection=redshift_connection, temp=f"s3://{bucket}/temp/", target=f"public.{unique}"))
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")

    written = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket, Prefix="clean/")["Contents"]]
    assert written and all(key.endswith(".parquet") for key in written)
    rows = warehouse.execute(f"SELECT id, name, age, day FROM public.{unique} ORDER BY id").fetchall()
    assert rows == [(1, "Ada", 36, "1"), (2, "Bob", 17, "1"), (3, "Cy, Jr", 18, "2")]

    # Loaded as Glue loads: objects staged below the temporary folder, then a COPY that the query history shows.
    staged = s3.list_objects_v2(Bucket=bucket, Prefix="temp/")["Contents"]
    assert staged and all(o["Key"].endswith(".csv") for o in staged)
    copies = warehouse.execute(f"SELECT query_text FROM sys_query_history WHERE query_text LIKE 'COPY public.{unique}%'").fetchall()
    assert len(copies) == 1

    output = [e["message"] for e in logs.get_log_events(logGroupName="/aws-glue/jobs/output", logStreamName=run["Id"], startFromHead=True)["events"]]
    assert output == ["pushed 1", "sql 2"]


def test_parquet_written_by_a_job_is_read_by_pandas(jobs, users, s3, bucket, unique):
    import io

    import pandas

    script = """
import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from awsglue.transforms import ApplyMapping
from pyspark.context import SparkContext
args = getResolvedOptions(sys.argv, ["database", "output"])
glueContext = GlueContext(SparkContext.getOrCreate())
frame = glueContext.create_dynamic_frame.from_catalog(database=args["database"], table_name="raw_users")
mapped = ApplyMapping.apply(frame=frame, mappings=[("id", "bigint", "user_id", "int"), ("day", "string", "day", "string")])
glueContext.write_dynamic_frame.from_options(frame=mapped, connection_type="s3",
    connection_options={"path": args["output"], "partitionKeys": ["day"]}, format="parquet")
"""
    run = jobs.run(unique, script, database=users, output=f"s3://{bucket}/out/")
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")
    found = {}
    for item in s3.list_objects_v2(Bucket=bucket, Prefix="out/")["Contents"]:
        if item["Key"].endswith(".parquet"):
            day = item["Key"].split("/")[1]
            found.setdefault(day, []).extend(pandas.read_parquet(io.BytesIO(s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read()))["user_id"])
    assert {day: sorted(ids) for day, ids in found.items()} == {"day=1": [1, 2], "day=2": [3]}


def test_a_denied_table_fails_the_run_with_the_clients_own_error(jobs, iam, users, unique):
    deny = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "glue:GetTable", "Resource": f"arn:aws:glue:*:*:table/{users}/*"}]}
    iam.put_role_policy(RoleName="JobTests", PolicyName=unique, PolicyDocument=json.dumps(deny))
    script = f"""
from awsglue.context import GlueContext
from pyspark.context import SparkContext
GlueContext(SparkContext.getOrCreate()).create_dynamic_frame.from_catalog(database="{users}", table_name="raw_users")
"""
    run = jobs.run(unique, script)
    iam.delete_role_policy(RoleName="JobTests", PolicyName=unique)
    assert run["JobRunState"] == "FAILED" and "AccessDeniedException" in run["ErrorMessage"]
