"""The session's time zone: what texts without a zone mean, and how instants are shown, cast and computed with."""

import datetime

import psycopg
import pytest

NEW_YORK, INDIA = "America/New_York", "Asia/Kolkata"


def texts(db, sql, zone=None, parameters=None):
    """The first row as the server prints it."""
    if zone:
        db.execute(f"SET TIME ZONE '{zone}'")
    with psycopg.RawCursor(db) as cursor:
        cursor.execute(sql, parameters)
        result = cursor.pgresult
        return [None if result.get_value(0, c) is None else result.get_value(0, c).decode() for c in range(result.nfields)]


CASES = [
    # zone, expression, as it is printed
    (None, "'2024-07-01 12:00:00'::timestamptz", "2024-07-01 12:00:00+00"),
    (NEW_YORK, "'2024-07-01 12:00:00'::timestamptz", "2024-07-01 12:00:00-04"),
    (NEW_YORK, "'2024-01-01 12:00:00.25'::timestamptz", "2024-01-01 12:00:00.25-05"),
    (NEW_YORK, "'2024-07-01 12:00:00+00'::timestamptz", "2024-07-01 08:00:00-04"),
    (NEW_YORK, "timestamptz '2024-07-01 12:00:00 Asia/Kolkata'", "2024-07-01 02:30:00-04"),
    (INDIA, "'2024-07-01 12:00:00+00'::timestamptz", "2024-07-01 17:30:00+05:30"),
    ("-8", "'2024-07-01 12:00:00+00'::timestamptz", "2024-07-01 04:00:00-08"),
    ("+03:00", "'2024-07-01 12:00:00+00'::timestamptz", "2024-07-01 15:00:00+03"),
    (NEW_YORK, "'2024-07-01 02:00:00+00'::timestamptz::date", "2024-06-30"),
    (NEW_YORK, "'2024-07-01 02:00:00+00'::timestamptz::timestamp", "2024-06-30 22:00:00"),
    (NEW_YORK, "'2024-07-01 02:00:00+00'::timestamptz::time", "22:00:00"),
    (NEW_YORK, "'2024-07-01 02:00:00+00'::timestamptz::varchar", "2024-06-30 22:00:00-04"),
    (NEW_YORK, "'2024-07-01 12:00:00'::timestamp::timestamptz", "2024-07-01 12:00:00-04"),
    (NEW_YORK, "'2024-07-01'::date::timestamptz", "2024-07-01 00:00:00-04"),
    (NEW_YORK, "'2024-07-01 12:00:00'::timestamp = '2024-07-01 16:00:00+00'::timestamptz", "t"),
    (NEW_YORK, "'2024-07-01 12:00:00-07'::timestamp", "2024-07-01 12:00:00"),
    (NEW_YORK, "date_trunc('day', '2024-07-01 02:00:00+00'::timestamptz)", "2024-06-30 00:00:00-04"),
    (NEW_YORK, "dateadd(day, 1, '2024-03-09 12:00:00'::timestamptz)", "2024-03-10 12:00:00-04"),
    (NEW_YORK, "dateadd(hour, 24, '2024-03-09 12:00:00'::timestamptz)", "2024-03-10 13:00:00-04"),
    (NEW_YORK, "extract(hour from '2024-07-01 02:00:00+00'::timestamptz)", "22"),
    (NEW_YORK, "to_char('2024-07-01 02:00:00+00'::timestamptz, 'YYYY-MM-DD HH24:MI')", "2024-06-30 22:00"),
    (NEW_YORK, "to_timestamp('2024-07-01 12:00:00', 'YYYY-MM-DD HH24:MI:SS')", "2024-07-01 12:00:00-04"),
    # An explicit zone counts, whatever the session's is.
    (NEW_YORK, "'2024-07-01 12:00:00'::timestamp AT TIME ZONE 'Asia/Kolkata'", "2024-07-01 02:30:00-04"),
    (NEW_YORK, "'2024-07-01 12:00:00+00'::timestamptz AT TIME ZONE 'Asia/Kolkata'", "2024-07-01 17:30:00"),
    (NEW_YORK, "convert_timezone('Asia/Kolkata', '2024-07-01 12:00:00'::timestamp)", "2024-07-01 17:30:00"),
    (NEW_YORK, "convert_timezone('America/New_York', 'Asia/Kolkata', '2024-07-01 12:00:00'::timestamp)", "2024-07-01 21:30:00"),
    (NEW_YORK, "convert_timezone('Asia/Kolkata', '2024-07-01 12:00:00+00'::timestamptz)", "2024-07-01 17:30:00"),
]


@pytest.mark.parametrize("zone, expression, printed", CASES, ids=[f"{zone} {expression}" for zone, expression, _ in CASES])
def test_values(db, zone, expression, printed):
    assert texts(db, f"SELECT {expression}", zone) == [printed]


def test_rows_of_a_table(db, unique):
    db.execute(f"CREATE TABLE {unique} (i int, at timestamptz)")
    db.execute(f"INSERT INTO {unique} VALUES (1, '2024-07-01 12:00:00'), (2, NULL)")
    db.execute(f"SET timezone TO '{NEW_YORK}'")
    db.execute(f"INSERT INTO {unique} VALUES (3, '2024-07-01 12:00:00')")
    with psycopg.RawCursor(db) as cursor:
        cursor.execute(f"INSERT INTO {unique} VALUES (4, $1)", ["2024-07-01 12:00:00"])
    rows = [texts(db, f"SELECT at FROM {unique} WHERE i = {i}")[0] for i in range(1, 5)]
    assert rows == ["2024-07-01 08:00:00-04", None, "2024-07-01 12:00:00-04", "2024-07-01 12:00:00-04"]
    assert texts(db, f"SELECT count(*) FROM {unique} WHERE at = '2024-07-01 12:00:00'") == ["2"]
    db.execute("RESET timezone")
    assert texts(db, f"SELECT at FROM {unique} WHERE i = 3") == ["2024-07-01 16:00:00+00"]


@pytest.mark.parametrize("binary", [False, True])
def test_both_formats_give_the_instant(db, binary):
    db.execute(f"SET timezone = '{NEW_YORK}'")
    with db.cursor(binary=binary) as cursor:
        [[value]] = cursor.execute("SELECT '2024-07-01 12:00:00'::timestamptz").fetchall()
    assert value == datetime.datetime(2024, 7, 1, 16, tzinfo=datetime.timezone.utc)
    assert value.utcoffset() == datetime.timedelta(hours=-4)  # psycopg shows it in the zone that the server reports


@pytest.mark.parametrize("binary", [False, True])
def test_a_parameter_carries_its_own_zone(db, binary):
    db.execute(f"SET timezone = '{NEW_YORK}'")
    value = datetime.datetime(2024, 7, 1, 12, tzinfo=datetime.timezone.utc)
    placeholder = "%b" if binary else "%t"
    assert db.execute(f"SELECT {placeholder}::timestamptz", [value]).fetchone()[0] == value


def test_the_clock(db):
    [utc] = texts(db, "SELECT sysdate")
    for expression in ("sysdate", "getdate()", "current_timestamp::timestamp", "localtimestamp"):
        [here] = texts(db, f"SELECT {expression}", INDIA)
        ahead = datetime.datetime.fromisoformat(here) - datetime.datetime.fromisoformat(utc)
        assert abs(ahead - datetime.timedelta(hours=5, minutes=30)) < datetime.timedelta(minutes=1), expression
    assert texts(db, "SELECT current_date = sysdate::date, current_timestamp::date = current_date") == ["t", "t"]


def test_the_clock_of_a_prepared_statement_goes_on(db):
    first, second = (db.execute("SELECT sysdate, pg_sleep_free FROM (SELECT 1 AS pg_sleep_free)", prepare=True).fetchone()[0] for _ in range(2))
    db.execute("SELECT count(*) FROM pg_class a, pg_class b").fetchone()
    third = db.execute("SELECT sysdate, pg_sleep_free FROM (SELECT 1 AS pg_sleep_free)", prepare=True).fetchone()[0]
    assert first <= second < third


def test_a_default_of_the_time(db, unique):
    db.execute(f"CREATE TABLE {unique} (i int, at timestamp DEFAULT sysdate)")
    for i in range(2):
        db.execute(f"INSERT INTO {unique} (i) VALUES (%s)", [i], prepare=True)
        db.execute("SELECT count(*) FROM pg_class a, pg_class b").fetchone()
    [[different]] = db.execute(f"SELECT count(DISTINCT at) FROM {unique}").fetchall()
    assert different == 2


SPELLINGS = [
    ("SET TIME ZONE 'america/new_york'", "America/New_York"),
    ("SET TIME ZONE America_is_no_zone", None),
    ("SET timezone TO 'US/Pacific'", "US/Pacific"),
    ("SET timezone = 'EST5EDT'", "EST5EDT"),
    ("SET SESSION timezone TO 'UTC'", "UTC"),
    ("SET TIME ZONE -8", "-08:00:00"),
    ("SET TIME ZONE INTERVAL '+02:00' HOUR TO MINUTE", "02:00:00"),
    ("SET TIME ZONE DEFAULT", "UTC"),
    ("SET TIME ZONE LOCAL", "UTC"),
    ("SET timezone TO 'nowhere/at_all'", None),
    ("SET TIME ZONE -13", None),
]


@pytest.mark.parametrize("statement, shown", SPELLINGS)
def test_spellings(db, statement, shown):
    db.execute(f"SET TIME ZONE '{INDIA}'")
    if shown is None:
        with pytest.raises(psycopg.errors.InvalidParameterValue, match="unrecognized time zone name"):
            db.execute(statement)
        shown = INDIA
    else:
        db.execute(statement)
    assert db.execute("SHOW timezone").fetchone()[0] == shown
    assert db.execute("SELECT current_setting('timezone')").fetchone()[0] == shown
    assert db.pgconn.parameter_status(b"TimeZone").decode() == shown


def test_a_session_begins_where_the_client_asks(warehouse):
    with warehouse.connect(options=f"-c timezone={INDIA}") as db:
        assert texts(db, "SELECT '2024-07-01 12:00:00+00'::timestamptz") == ["2024-07-01 17:30:00+05:30"]
    with warehouse.connect(options="-c timezone=Middle/Earth") as db:
        assert texts(db, "SELECT '2024-07-01 12:00:00+00'::timestamptz") == ["2024-07-01 12:00:00+00"]


def test_a_session_is_not_heard_by_others(warehouse, db):
    with warehouse.connect() as other:
        other.execute(f"SET TIME ZONE '{INDIA}'")
        assert texts(db, "SELECT '2024-07-01 12:00:00+00'::timestamptz") == ["2024-07-01 12:00:00+00"]


def test_copied_texts(db, s3, role, bucket, unique):
    s3.put_object(Bucket=bucket, Key="t.csv", Body=b"1,2024-07-01 12:00:00\n2,2024-07-01 12:00:00+00\n")
    db.execute(f"SET TIME ZONE '{NEW_YORK}'")
    db.execute(f"CREATE TABLE {unique} (i int, at timestamptz)")
    db.execute(f"COPY {unique} FROM 's3://{bucket}/t.csv' IAM_ROLE '{role}' CSV TIMEFORMAT 'auto'")
    assert [texts(db, f"SELECT at FROM {unique} WHERE i = {i}")[0] for i in (1, 2)] == ["2024-07-01 12:00:00-04", "2024-07-01 08:00:00-04"]


def test_the_data_api_keeps_it_in_a_session(server):
    client = server.client("redshift-data")

    def run(sql, **where):
        started = client.execute_statement(Sql=sql, WaitTimeSeconds=30, **where)
        assert client.describe_statement(Id=started["Id"])["Status"] == "FINISHED", client.describe_statement(Id=started["Id"])
        return started

    target = {"ClusterIdentifier": "tarn", "Database": "dev", "DbUser": "admin"}
    session = run(f"SET TIME ZONE '{NEW_YORK}'", SessionKeepAliveSeconds=60, **target)["SessionId"]
    select = run("SELECT '2024-07-01 12:00:00'::timestamptz, '2024-07-01 02:00:00+00'::timestamptz::date", SessionId=session)
    [row] = client.get_statement_result(Id=select["Id"])["Records"]
    assert [field["stringValue"] for field in row] == ["2024-07-01 12:00:00-04", "2024-06-30"]
