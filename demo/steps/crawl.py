"""Crawlers turn files into tables: the raw files first, what the job wrote later."""

import time

import boto3
from steps.lake import BUCKET, GLUE_ROLE

DATABASE = "nycflights"


def crawl_raw(report) -> None:
    glue = boto3.client("glue")
    with report.step("crawl the raw files"):
        glue.create_database(DatabaseInput={"Name": DATABASE})
        run_crawler("raw-crawler", "raw/", "raw_")
        tables = {table["Name"]: table for table in glue.get_tables(DatabaseName=DATABASE)["TableList"]}
        report.expect("tables", sorted(tables), ["raw_airlines", "raw_airports", "raw_flights"])
        flights = tables["raw_flights"]
        report.expect("partition keys", [key["Name"] for key in flights["PartitionKeys"]], ["year", "month"])
        report.expect(
            "column types",
            [(c["Name"], c["Type"]) for c in flights["StorageDescriptor"]["Columns"]][:3],
            [("day", "bigint"), ("dep_time", "bigint"), ("sched_dep_time", "bigint")],
        )
        partitions = glue.get_partitions(DatabaseName=DATABASE, TableName="raw_flights", Expression="month IN ('11', '12')")
        report.expect("partitions of November and December", len(partitions["Partitions"]), 2)


def crawl_curated(report) -> None:
    with report.step("crawl what the job wrote"):
        run_crawler("curated-crawler", "curated/", "")
        table = boto3.client("glue").get_table(DatabaseName=DATABASE, Name="flights")["Table"]
        report.expect("classification", table["Parameters"]["classification"], "parquet")
        report.expect("partition keys", [key["Name"] for key in table["PartitionKeys"]], ["month"])


def run_crawler(name: str, prefix: str, table_prefix: str) -> None:
    glue = boto3.client("glue")
    glue.create_crawler(
        Name=name,
        Role=GLUE_ROLE,
        DatabaseName=DATABASE,
        Targets={"S3Targets": [{"Path": f"s3://{BUCKET}/{prefix}"}]},
        TablePrefix=table_prefix,
        SchemaChangePolicy={"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE"},
    )
    glue.start_crawler(Name=name)
    while (crawler := glue.get_crawler(Name=name)["Crawler"])["State"] != "READY":
        time.sleep(0.05)
    if crawler["LastCrawl"]["Status"] != "SUCCEEDED":
        raise RuntimeError(f"the crawl ended {crawler['LastCrawl']}")
