import io

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture
def table(db, unique):
    db.execute(f"CREATE TABLE {unique} (id int, name varchar(10), amount decimal(8,2), d date)")
    return unique


def test_csv(db, table, s3, bucket, role):
    s3.put_object(Bucket=bucket, Key="data/a.csv", Body=b'id,name,amount,d\n1,"x, y",1.50,2020-01-01\n2,"q""q",,\n')
    db.execute(f"COPY {table} FROM 's3://{bucket}/data/' IAM_ROLE '{role}' CSV IGNOREHEADER 1")
    assert db.notices == [f"Load into table '{table}' completed, 2 record(s) loaded successfully."]
    assert [str(r) for r in db.execute(f"SELECT id, name, amount FROM {table} ORDER BY id").fetchall()] == ["(1, 'x, y', Decimal('1.50'))", "(2, 'q\"q', None)"]


def test_json(db, table, s3, bucket, role):
    s3.put_object(Bucket=bucket, Key="data/a.json", Body=b'{"id":1,"name":"a\\nb","amount":1.5}\n{"id":2,"name":null,"d":"2021-01-01"}\n')
    db.execute(f"COPY {table} FROM 's3://{bucket}/data/' IAM_ROLE '{role}' JSON 'auto'")
    rows = db.execute(f"SELECT id, name, amount::varchar, d::varchar FROM {table} ORDER BY id").fetchall()
    assert rows == [(1, "a\nb", "1.50", None), (2, None, None, "2021-01-01")]


def test_parquet(db, table, s3, bucket, role):
    data = io.BytesIO()
    pq.write_table(pa.table({"a": pa.array([1], pa.int32()), "b": ["x"], "c": [2.5], "d": pa.array([None], pa.date32())}), data)
    s3.put_object(Bucket=bucket, Key="data/a.parquet", Body=data.getvalue())
    db.execute(f"COPY {table} FROM 's3://{bucket}/data/' IAM_ROLE '{role}' FORMAT AS PARQUET")
    assert db.execute(f"SELECT id, name, amount::varchar FROM {table}").fetchall() == [(1, "x", "2.50")]


def test_temporary_keys_of_the_caller(db, table, s3, server, bucket):
    s3.put_object(Bucket=bucket, Key="data/a", Body=b"1|x|1|2020-01-01\n")
    key = f"ACCESS_KEY_ID '{server.env['AWS_ACCESS_KEY_ID']}' SECRET_ACCESS_KEY "
    db.execute(f"COPY {table} FROM 's3://{bucket}/data/' {key} '{server.env['AWS_SECRET_ACCESS_KEY']}'")
    assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    with pytest.raises(psycopg.Error, match="SignatureDoesNotMatch"):
        db.execute(f"COPY {table} FROM 's3://{bucket}/data/' {key} 'wrong'")


def test_bad_rows_fail_the_whole_load_and_are_logged(db, table, s3, bucket, role):
    s3.put_object(Bucket=bucket, Key="bad/a.csv", Body=b"1,a,1,2020-01-01\nxx,b,2,2020-01-01\n3,c,3,2020-13-01\n")
    with pytest.raises(psycopg.Error, match="Check 'stl_load_errors' system table for details"):
        db.execute(f"COPY {table} FROM 's3://{bucket}/bad/' IAM_ROLE '{role}' CSV")
    assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    where = f"WHERE trim(filename) = 's3://{bucket}/bad/a.csv'"
    rows = db.execute(f"SELECT line_number, trim(colname), err_code, trim(err_reason), trim(raw_field_value) FROM stl_load_errors {where}").fetchall()
    assert rows == [(2, "id", 1207, "Invalid digit, Value 'x', Pos 0, Type: Integer", "xx")]
    db.execute(f"COPY {table} FROM 's3://{bucket}/bad/' IAM_ROLE '{role}' CSV MAXERROR 5")
    assert db.execute(f"SELECT id FROM {table}").fetchall() == [(1,)]


def test_what_cannot_be_read_says_why(db, table, bucket, role):
    with pytest.raises(psycopg.Error, match="The specified S3 prefix 'none/' does not exist"):
        db.execute(f"COPY {table} FROM 's3://{bucket}/none/' IAM_ROLE '{role}' CSV")
    with pytest.raises(psycopg.Error, match="Not authorized to get credentials of role"):
        db.execute(f"COPY {table} FROM 's3://{bucket}/none/' IAM_ROLE 'arn:aws:iam::000000000000:role/absent' CSV")
