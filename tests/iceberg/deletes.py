"""Commits delete files, which PyIceberg reads but does not write: what Flink and Spark leave in tables."""

import random
import time
import uuid

import pyarrow as pa
import pyarrow.parquet as pq
from pyiceberg.manifest import DataFile, DataFileContent, FileFormat, ManifestContent, ManifestEntry, ManifestEntryStatus, ManifestWriterV2, write_manifest_list
from pyiceberg.table.snapshots import Operation, Snapshot, Summary
from pyiceberg.table.update import AddSnapshotUpdate, AssertRefSnapshotId, SetSnapshotRefUpdate
from pyiceberg.typedef import Record

POSITION_SCHEMA = pa.schema([pa.field("file_path", pa.string(), False, {"PARQUET:field_id": "2147483546"}),
                             pa.field("pos", pa.int64(), False, {"PARQUET:field_id": "2147483545"})])


class DeleteManifestWriter(ManifestWriterV2):
    def content(self):
        return ManifestContent.DELETES

    @property
    def _meta(self):
        return {**super()._meta, "content": "deletes"}


def commit_deletes(table, content, data: pa.Table, partition=Record(), equality_ids=None, spec_id=None):
    """One delete file with those rows, as a new snapshot of the table."""
    table.refresh()
    spec = table.specs()[table.spec().spec_id if spec_id is None else spec_id]
    parent, snapshot_id = table.current_snapshot(), random.getrandbits(62)
    path = f"{table.location()}/data/{uuid.uuid4()}-deletes.parquet"
    with table.io.new_output(path).create(overwrite=True) as out:
        pq.write_table(data, out)
    file = DataFile.from_args(content=content, file_path=path, file_format=FileFormat.PARQUET, partition=partition, record_count=data.num_rows,
                              file_size_in_bytes=len(table.io.new_input(path)), column_sizes={}, value_counts={}, null_value_counts={}, nan_value_counts={},
                              lower_bounds={}, upper_bounds={}, key_metadata=None, split_offsets=None, equality_ids=equality_ids, sort_order_id=None)
    sequence = table.metadata.last_sequence_number + 1
    manifest_list = f"{table.location()}/metadata/snap-{snapshot_id}.avro"
    with write_manifest_list(2, table.io.new_output(manifest_list), snapshot_id, parent.snapshot_id, sequence, "deflate") as writer:
        writer.add_manifests([*parent.manifests(table.io), delete_manifest(table, snapshot_id, spec, file)])
    commit(table, parent, snapshot_id, sequence, manifest_list)


def delete_manifest(table, snapshot_id, spec, file):
    path = f"{table.location()}/metadata/{uuid.uuid4()}-m0.avro"
    writer = DeleteManifestWriter(spec, table.schema(), table.io.new_output(path), snapshot_id, "deflate")
    with writer:
        writer.add_entry(ManifestEntry.from_args(status=ManifestEntryStatus.ADDED, snapshot_id=snapshot_id, sequence_number=None, file_sequence_number=None, data_file=file))
    return writer.to_manifest_file()


def commit(table, parent, snapshot_id, sequence, manifest_list):
    snapshot = Snapshot(snapshot_id=snapshot_id, parent_snapshot_id=parent.snapshot_id, sequence_number=sequence, timestamp_ms=int(time.time() * 1000),
                        manifest_list=manifest_list, summary=Summary(Operation.DELETE), schema_id=table.schema().schema_id)
    with table.transaction() as change:
        change._apply((AddSnapshotUpdate(snapshot=snapshot), SetSnapshotRefUpdate(snapshot_id=snapshot_id, ref_name="main", type="branch")),
                      (AssertRefSnapshotId(ref="main", snapshot_id=parent.snapshot_id),))
    table.refresh()


def delete_positions(table, positions: dict[str, list[int]], partition=Record()):
    pairs = sorted((path, position) for path, many in positions.items() for position in many)
    data = pa.table([pa.array([p for p, _ in pairs]), pa.array([n for _, n in pairs], pa.int64())], schema=POSITION_SCHEMA)
    commit_deletes(table, DataFileContent.POSITION_DELETES, data, partition)


def delete_equal(table, data: pa.Table, ids: list[int], partition=Record(), spec_id=None):
    fields = [pa.field(field.name, field.type, True, {"PARQUET:field_id": str(number)}) for field, number in zip(data.schema, ids)]
    commit_deletes(table, DataFileContent.EQUALITY_DELETES, data.cast(pa.schema(fields)), partition, ids, spec_id)
