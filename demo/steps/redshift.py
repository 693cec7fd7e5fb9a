"""The warehouse: COPY into a star schema, Spectrum, a materialized view, row-level security and a column grant."""

import secrets

import boto3
import expected
import psycopg
from steps.crawl import DATABASE
from steps.lake import BUCKET, REDSHIFT_ROLE

SCHEMA = [
    """CREATE TABLE dim_airline (carrier VARCHAR(2) NOT NULL, name VARCHAR(64), PRIMARY KEY (carrier)) DISTSTYLE ALL""",
    """CREATE TABLE dim_airport (faa VARCHAR(3) NOT NULL, name VARCHAR(64), lat DOUBLE PRECISION, lon DOUBLE PRECISION,
                                 alt INTEGER, tz INTEGER, dst VARCHAR(1), tzone VARCHAR(40)) DISTSTYLE ALL""",
    """CREATE TABLE fact_flights (year INTEGER, month INTEGER ENCODE az64, day INTEGER, carrier VARCHAR(2), airline VARCHAR(64),
                                  flight INTEGER, tailnum VARCHAR(8) ENCODE lzo, origin VARCHAR(3), dest VARCHAR(3), dep_delay INTEGER,
                                  arr_delay INTEGER, air_time INTEGER, distance INTEGER)
       DISTKEY (carrier) SORTKEY (month, day)""",
]


def load(report) -> None:
    account = boto3.client("sts").get_caller_identity()["Account"]
    role = f"arn:aws:iam::{account}:role/{REDSHIFT_ROLE}"
    with psycopg.connect(autocommit=True) as session:
        with report.step("Redshift: COPY Parquet, JSON and CSV into a star schema"):
            for statement in SCHEMA:
                session.execute(statement)
            session.execute(f"COPY fact_flights FROM 's3://{BUCKET}/staging/fact_flights/' IAM_ROLE '{role}' FORMAT AS PARQUET")
            session.execute(f"COPY dim_airline FROM 's3://{BUCKET}/raw/airlines/' IAM_ROLE '{role}' FORMAT AS JSON 'auto'")
            session.execute(f"COPY dim_airport FROM 's3://{BUCKET}/raw/airports/' IAM_ROLE '{role}' CSV IGNOREHEADER 1")
            report.expect("rows loaded", value(session, "SELECT count(*) FROM fact_flights"), expected.flight_count())
            report.expect(
                "busiest routes",
                table(
                    session,
                    """SELECT f.origin, a.name, count(*) AS flights FROM fact_flights f JOIN dim_airport a ON f.dest = a.faa
                       GROUP BY f.origin, a.name ORDER BY flights DESC, f.origin, a.name LIMIT 10""",
                ),
                expected.busiest_routes(10),
            )
        with report.step("Redshift: what the job wrote through the JDBC sink"):
            got = table(session, "SELECT airline, flights FROM carrier_summary ORDER BY flights DESC, airline")
            report.expect("carrier_summary", got, [row[:2] for row in expected.flights_by_carrier()])
        with report.step("Redshift Spectrum: the lake's tables beside local ones"):
            session.execute(f"CREATE EXTERNAL SCHEMA lake FROM DATA CATALOG DATABASE '{DATABASE}' IAM_ROLE '{role}'")
            report.expect(
                "one partition of the lake, joined with a local table",
                value(session, "SELECT count(*) FROM lake.flights l JOIN dim_airline d ON l.carrier = d.carrier WHERE l.month = '1'"),
                expected.january_count(),
            )
        with report.step("Redshift: a materialized view"):
            session.execute(
                "CREATE MATERIALIZED VIEW monthly AS SELECT month, count(*) AS flights, sum(distance) AS miles FROM fact_flights GROUP BY month"
            )
            session.execute("REFRESH MATERIALIZED VIEW monthly")
            report.expect("miles by month", table(session, "SELECT month, flights, miles FROM monthly ORDER BY month"), expected.miles_by_month())
        guard(report, session)


def guard(report, session) -> None:
    with report.step("Redshift: row-level security and a column grant"):
        password = "Aa1" + secrets.token_hex(8)
        session.execute(f"CREATE USER analyst PASSWORD '{password}'")
        session.execute("GRANT SELECT (month, carrier, origin, dest) ON fact_flights TO analyst")
        session.execute("CREATE RLS POLICY only_ua WITH (carrier VARCHAR(2)) USING (carrier = 'UA')")
        session.execute("ATTACH RLS POLICY only_ua ON fact_flights TO analyst")
        session.execute("ALTER TABLE fact_flights ROW LEVEL SECURITY ON")
        with psycopg.connect(user="analyst", password=password, autocommit=True) as analyst:
            seen = value(analyst, "SELECT count(carrier) FROM fact_flights")
            report.expect("rows the analyst sees", seen, expected.flights_of_carrier("UA"))
            report.expect("carriers the analyst sees", table(analyst, "SELECT DISTINCT carrier FROM fact_flights"), [["UA"]])
            try:
                analyst.execute("SELECT tailnum FROM fact_flights")
                raise AssertionError("the analyst read a column without a grant")
            except psycopg.errors.InsufficientPrivilege:
                pass
        session.execute("ALTER TABLE fact_flights ROW LEVEL SECURITY OFF")


def table(session, sql: str) -> list[list]:
    return [list(row) for row in session.execute(sql).fetchall()]


def value(session, sql: str):
    return table(session, sql)[0][0]
