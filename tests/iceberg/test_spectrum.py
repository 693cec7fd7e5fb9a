"""Iceberg tables behind an external schema of the warehouse, read with the rights of its role."""

import pyarrow as pa
from pyiceberg.schema import Schema
from pyiceberg.types import LongType, NestedField, StringType, TimestampType

from tests.redshift.conftest import db, role, warehouse  # noqa: F401


def test_spectrum_reads_an_iceberg_table(rest_catalog, namespace, db, role, unique):  # noqa: F811
    table = rest_catalog.create_table((namespace, "sales"), Schema(NestedField(1, "id", LongType()), NestedField(2, "city", StringType()), NestedField(3, "at", TimestampType())))
    at = pa.array([0, 1, 2], pa.timestamp("us"))
    table.append(pa.table({"id": pa.array([1, 2, 3], pa.int64()), "city": ["a", "b", None], "at": at}))
    table.delete("id = 2")
    with table.update_schema() as update:
        update.rename_column("city", "town")
    db.execute(f"CREATE EXTERNAL SCHEMA s_{unique} FROM DATA CATALOG DATABASE '{namespace}' IAM_ROLE '{role}'")
    assert db.execute(f"SELECT id, town FROM s_{unique}.sales ORDER BY id").fetchall() == [(1, "a"), (3, None)]
    assert db.execute(f"SELECT count(*) FROM s_{unique}.sales WHERE id > 2").fetchone() == (1,)
