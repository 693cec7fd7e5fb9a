"""The TPC-H tables: Parquet files by tpchgen-cli, declared in Tarn's catalog and as views of a plain DuckDB."""

import os
import pathlib
import subprocess
import sys

import duckdb
import pyarrow
import pyarrow.parquet

BUCKET = "tpch"
INPUT_FORMAT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
OUTPUT_FORMAT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"


def generate(folder: pathlib.Path, scale: float) -> dict[str, pathlib.Path]:
    """The file of each table."""
    generator = pathlib.Path(sys.executable).parent / "tpchgen-cli"
    subprocess.run([generator, "parquet", "-s", str(scale), "--output-dir", folder], check=True, stdout=subprocess.DEVNULL)
    return {path.stem: path for path in sorted(folder.glob("*.parquet"))}


def glue_type(kind: pyarrow.DataType) -> str:
    if pyarrow.types.is_decimal(kind):
        return f"decimal({kind.precision},{kind.scale})"
    return {"int64": "bigint", "int32": "int", "date32[day]": "date"}.get(str(kind), "string")


def declare(server, files: dict[str, pathlib.Path]) -> None:
    s3, glue = server.client("s3"), server.client("glue")
    for bucket in (BUCKET, "results"):
        s3.create_bucket(Bucket=bucket)
    glue.create_database(DatabaseInput={"Name": BUCKET})
    for table, path in files.items():
        s3.upload_file(str(path), BUCKET, f"{table}/{path.name}")
        storage = {
            "Columns": [{"Name": field.name, "Type": glue_type(field.type)} for field in pyarrow.parquet.read_schema(path)],
            "Location": f"s3://{BUCKET}/{table}/",
            "InputFormat": INPUT_FORMAT,
            "OutputFormat": OUTPUT_FORMAT,
            "SerdeInfo": {"SerializationLibrary": SERDE},
        }
        glue.create_table(DatabaseName=BUCKET, TableInput={"Name": table, "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage})


def open_duckdb(files: dict[str, pathlib.Path]) -> duckdb.DuckDBPyConnection:
    """With one thread a core, as the server's engine has it."""
    connection = duckdb.connect(config={"threads": os.cpu_count()})
    for table, path in files.items():
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{path}')")
    return connection
