"""Ad-hoc SQL over the crawled tables."""

import time

import boto3
import expected
from steps.crawl import DATABASE
from steps.lake import BUCKET


def query_raw(report) -> None:
    with report.step("Athena: joins, windows, CTEs over the raw files"):
        report.expect("count", run("SELECT count(*) FROM raw_flights")[0], [[str(expected.flight_count())]])
        report.expect(
            "flights by carrier",
            run(
                """SELECT a.name, count(*) AS flights, avg(f.dep_delay) AS delay
                   FROM raw_flights f JOIN raw_airlines a ON f.carrier = a.carrier
                   GROUP BY a.name ORDER BY flights DESC, a.name"""
            )[0],
            expected.flights_by_carrier(),
        )
        report.expect(
            "worst delay of each month",
            run(
                """WITH ranked AS (
                     SELECT month, carrier, dep_delay,
                            row_number() OVER (PARTITION BY month ORDER BY dep_delay DESC, carrier, flight) AS place
                     FROM raw_flights WHERE dep_delay IS NOT NULL)
                   SELECT CAST(month AS integer) AS m, carrier, dep_delay FROM ranked WHERE place = 1 ORDER BY m"""
            )[0],
            expected.longest_delay_by_month(),
        )
    with report.step("Athena: a partition filter reads only its partitions"):
        _, whole = run("SELECT count(DISTINCT tailnum) FROM raw_flights")
        january, part = run("SELECT count(*) FROM raw_flights WHERE month = '1' AND tailnum IS NOT NULL OR month = '1'")
        report.expect("flights in January", january, [[str(expected.january_count())]])
        report.expect("bytes: one month of twelve", whole > 8 * part > 0, True)


def query_curated(report) -> None:
    with report.step("Athena: the curated Parquet table"):
        report.expect(
            "miles by month",
            run("SELECT CAST(month AS integer) m, count(*), sum(distance) FROM flights GROUP BY 1 ORDER BY 1")[0],
            expected.miles_by_month(),
        )


def run(sql: str) -> tuple[list[list], int]:
    """The rows (None for NULL, text otherwise) and DataScannedInBytes."""
    athena = boto3.client("athena")
    started = athena.start_query_execution(
        QueryString=sql,
        QueryExecutionContext={"Database": DATABASE},
        ResultConfiguration={"OutputLocation": f"s3://{BUCKET}/athena-results/"},
    )["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=started)["QueryExecution"]
        if execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
            break
        time.sleep(0.01)
    if execution["Status"]["State"] != "SUCCEEDED":
        raise RuntimeError(f"{execution['Status'].get('StateChangeReason')}\n{sql}")
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=started)
    rows = [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
    return rows[1:], execution["Statistics"]["DataScannedInBytes"]
