import csv
import io


def test_pages(sql):
    query_id = sql.wait(sql.start("SELECT x FROM UNNEST(sequence(1, 5)) AS t (x) ORDER BY x"))["QueryExecutionId"]
    first = sql.athena.get_query_results(QueryExecutionId=query_id, MaxResults=3)
    assert [r["Data"][0]["VarCharValue"] for r in first["ResultSet"]["Rows"]] == ["x", "1", "2"]
    second = sql.athena.get_query_results(QueryExecutionId=query_id, MaxResults=3, NextToken=first["NextToken"])
    assert [r["Data"][0]["VarCharValue"] for r in second["ResultSet"]["Rows"]] == ["3", "4", "5"]
    third = sql.athena.get_query_results(QueryExecutionId=query_id, MaxResults=3, NextToken=second["NextToken"])
    assert third["ResultSet"]["Rows"] == [] and "NextToken" not in third


def test_text_survives_the_result_file(sql, s3, bucket):
    awkward = 'say "hi", twice\nand a line'
    answer = sql.ok("SELECT '" + awkward + "' AS t, '' AS empty, CAST(NULL AS varchar) AS nothing")
    assert answer.rows == [[awkward, "", None]]
    key = answer.execution["ResultConfiguration"]["OutputLocation"].split("/", 3)[3]
    body = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    assert body == '"t","empty","nothing"\n"say ""hi"", twice\nand a line","",\n'
    assert s3.get_object(Bucket=bucket, Key=key + ".metadata")["Body"].read()[:1] == b"\x0a"


def test_values_of_every_type(sql):
    cases = {
        "true": "true",
        "CAST(1 AS tinyint)": "1",
        "CAST(0.5 AS real)": "0.5",
        "1e10": "1.0E10",
        "DECIMAL '0.10'": "0.10",
        "DATE '2017-01-02'": "2017-01-02",
        "TIMESTAMP '2017-01-01 00:00:00.123'": "2017-01-01 00:00:00.123",
        "X'313233'": "31 32 33",
        "ARRAY[1, 2, NULL]": "[1, 2, null]",
        "MAP(ARRAY['b','a'], ARRAY[2, 1])": "{a=1, b=2}",
        "CAST(ROW('x', 1) AS row(name varchar, age integer))": "{name=x, age=1}",
        "ROW(1, 'x')": "{1, x}",
    }
    answer = sql.ok("SELECT " + ", ".join(cases))
    assert answer.rows == [list(cases.values())]
    header = next(csv.reader(io.StringIO(",".join(answer.all_rows[0]))))
    assert header == [f"_col{n}" for n in range(len(cases))]
