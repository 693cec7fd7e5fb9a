"""Running statements and reading what they gave."""

import time
import uuid
from dataclasses import dataclass

import pytest


@dataclass
class Answer:
    execution: dict
    results: dict | None

    @property
    def state(self) -> str:
        return self.execution["Status"]["State"]

    @property
    def reason(self) -> str:
        return self.execution["Status"].get("StateChangeReason", "")

    @property
    def all_rows(self) -> list[list[str | None]]:
        return [[datum.get("VarCharValue") for datum in row["Data"]] for row in self.results["ResultSet"]["Rows"]]

    @property
    def rows(self) -> list[list[str | None]]:
        """Without the header row of a query."""
        return self.all_rows[1:]

    @property
    def columns(self) -> list[dict]:
        return self.results["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]

    @property
    def scanned(self) -> int:
        return self.execution["Statistics"]["DataScannedInBytes"]


class Runner:
    """Statements against one database, results under one prefix."""

    def __init__(self, athena, location: str, database: str):
        self.athena, self.location, self.database = athena, location, database

    def start(self, sql: str, **options) -> str:
        options.setdefault("ResultConfiguration", {"OutputLocation": self.location})
        options.setdefault("QueryExecutionContext", {"Database": self.database})
        return self.athena.start_query_execution(QueryString=sql, **options)["QueryExecutionId"]

    def wait(self, query_id: str) -> dict:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            execution = self.athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
            if execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
                return execution
            time.sleep(0.005)
        raise TimeoutError(query_id)

    def run(self, sql: str, **options) -> Answer:
        execution = self.wait(self.start(sql, **options))
        results = None
        if execution["Status"]["State"] == "SUCCEEDED":
            results = self.athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"])
        return Answer(execution, results)

    def rows(self, sql: str, **options) -> list[list[str | None]]:
        answer = self.run(sql, **options)
        assert answer.state == "SUCCEEDED", answer.reason
        return answer.rows

    def ok(self, sql: str, **options) -> Answer:
        answer = self.run(sql, **options)
        assert answer.state == "SUCCEEDED", answer.reason
        return answer


@pytest.fixture
def sql(athena, bucket, unique) -> Runner:
    """A runner with a database of its own, named like `unique`."""
    runner = Runner(athena, f"s3://{bucket}/results/", unique)
    runner.ok(f"CREATE DATABASE {unique}")
    return runner


@pytest.fixture
def items(sql, s3, bucket) -> str:
    """A CSV table: id int, name string, price double."""
    s3.put_object(Bucket=bucket, Key="items/1.csv", Body=b"id,name,price\n1,apple,1.5\n2,pear,2.25\n3,fig,\n")
    sql.ok(
        f"""CREATE EXTERNAL TABLE items (id int, name string, price double)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://{bucket}/items/'
            TBLPROPERTIES ('skip.header.line.count'='1')"""
    )
    return "items"


@pytest.fixture
def token() -> str:
    return uuid.uuid4().hex
