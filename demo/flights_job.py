"""A Glue job: joins flights and airlines, drops what never left, writes Parquet for the lake and a summary for Redshift."""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import ApplyMapping, Join
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "database", "output", "connection", "temp"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

flights = glueContext.create_dynamic_frame.from_catalog(database=args["database"], table_name="raw_flights")
airlines = glueContext.create_dynamic_frame.from_catalog(database=args["database"], table_name="raw_airlines")

airlines = ApplyMapping.apply(
    frame=airlines,
    mappings=[("carrier", "string", "airline_code", "string"), ("name", "string", "airline", "string")],
)
joined = Join.apply(flights, airlines, "carrier", "airline_code").drop_fields(["airline_code"])

curated = DynamicFrame.fromDF(
    joined.toDF().selectExpr(
        "cast(year as int) as year", "cast(month as int) as month", "cast(day as int) as day", "carrier", "airline",
        "cast(flight as int) as flight", "tailnum", "origin", "dest", "cast(dep_delay as int) as dep_delay",
        "cast(arr_delay as int) as arr_delay", "cast(air_time as int) as air_time", "cast(distance as int) as distance",
    ),
    glueContext,
    "curated",
)
glueContext.write_dynamic_frame.from_options(
    frame=curated,
    connection_type="s3",
    connection_options={"path": args["output"] + "curated/flights/", "partitionKeys": ["month"]},
    format="parquet",
)
glueContext.write_dynamic_frame.from_options(
    frame=curated, connection_type="s3", connection_options={"path": args["output"] + "staging/fact_flights/"}, format="parquet"
)

summary = DynamicFrame.fromDF(
    curated.toDF().groupBy("carrier", "airline").count().withColumnRenamed("count", "flights"), glueContext, "summary"
)
glueContext.write_dynamic_frame.from_jdbc_conf(
    frame=summary,
    catalog_connection=args["connection"],
    connection_options={"dbtable": "public.carrier_summary", "database": "dev"},
    redshift_tmp_dir=args["temp"],
)
job.commit()
