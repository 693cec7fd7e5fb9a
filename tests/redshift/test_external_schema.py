import io

import pyarrow as pa
import pyarrow.parquet as pq

PARQUET = "org.apache.hadoop.hive.ql.io.parquet."


def test_spectrum_reads_only_the_asked_partition(db, s3, glue, bucket, role, unique):
    glue.create_database(DatabaseInput={"Name": unique})
    storage = {
        "Columns": [{"Name": "id", "Type": "int"}, {"Name": "amount", "Type": "double"}], "Location": f"s3://{bucket}/sales/",
        "InputFormat": PARQUET + "MapredParquetInputFormat", "OutputFormat": PARQUET + "MapredParquetOutputFormat",
        "SerdeInfo": {"SerializationLibrary": PARQUET + "serde.ParquetHiveSerDe"},
    }
    glue.create_table(DatabaseName=unique, TableInput={
        "Name": "sales_data", "TableType": "EXTERNAL_TABLE", "PartitionKeys": [{"Name": "year", "Type": "int"}], "StorageDescriptor": storage})
    for year in (2023, 2024):
        data = io.BytesIO()
        pq.write_table(pa.table({"id": pa.array([year], pa.int32()), "amount": [year / 10]}), data)
        s3.put_object(Bucket=bucket, Key=f"sales/year={year}/a.parquet", Body=data.getvalue())
        where = {**storage, "Location": f"s3://{bucket}/sales/year={year}/"}
        glue.create_partition(DatabaseName=unique, TableName="sales_data", PartitionInput={"Values": [str(year)], "StorageDescriptor": where})
    db.execute(f"CREATE EXTERNAL SCHEMA s_{unique} FROM DATA CATALOG DATABASE '{unique}' IAM_ROLE '{role}'")
    assert db.execute(f"SELECT * FROM s_{unique}.sales_data WHERE year = 2024").fetchall() == [(2024, 202.4, 2024)]
    listed = db.execute(f"SELECT columnname, external_type, part_key FROM svv_external_columns WHERE schemaname = 's_{unique}' ORDER BY columnnum").fetchall()
    assert listed == [("id", "int", 0), ("amount", "double", 0), ("year", "int", 1)]
    db.execute(f"CREATE TABLE copy_{unique} AS SELECT id FROM s_{unique}.sales_data")
    assert db.execute(f"SELECT count(*) FROM copy_{unique}").fetchone() == (2,)
