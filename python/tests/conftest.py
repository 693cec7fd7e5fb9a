"""One local Spark session for all tests of the Python package; no server."""

import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="session")
def glue_context():
    from awsglue.context import GlueContext
    from pyspark.sql import SparkSession

    jars = [str(ROOT / "build/spark/tarn-spark.jar"), str(ROOT / ".spark-jars/*")]
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.extraClassPath", ":".join(jars))
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield GlueContext(session.sparkContext)
    session.stop()
