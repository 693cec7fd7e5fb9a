"""One query through Athena's API, result reuse off."""

import time

DATABASE = "tpch"
POLL_SECONDS = 0.005
POLL_SHARE = 0.05  # of the time waited so far: a client that asks more often takes a core from the server's


class Refused(Exception):
    """Athena's own words for a query that failed."""


def ask(athena, sql: str) -> str:
    """From StartQueryExecution to the first page of results; the id of the execution."""
    query = athena.start_query_execution(
        QueryString=sql,
        QueryExecutionContext={"Database": DATABASE},
        ResultConfiguration={"OutputLocation": "s3://results/"},
        ResultReuseConfiguration={"ResultReuseByAgeConfiguration": {"Enabled": False}},
    )["QueryExecutionId"]
    begun = time.perf_counter()
    while True:
        status = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(max(POLL_SECONDS, POLL_SHARE * (time.perf_counter() - begun)))
    if status["State"] != "SUCCEEDED":
        raise Refused(status.get("StateChangeReason", status["State"]))
    athena.get_query_results(QueryExecutionId=query)
    return query


def answer(athena, sql: str) -> list[list[str | None]]:
    """Every row of the result, as text."""
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=ask(athena, sql))
    rows = [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
    return rows[1:]
