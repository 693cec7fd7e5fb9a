"""CreatePartitionIndex, GetPartitionIndexes, DeletePartitionIndex: other orders of the same partitions, which change no answer."""

import time

from .catalog_requests import DESCRIPTOR, error_of


def fill(glue, database, name="orders"):
    entries = [{"Values": [str(year), city], "StorageDescriptor": DESCRIPTOR} for year in range(1998, 2008) for city in "abc"]
    assert not glue.batch_create_partition(DatabaseName=database, TableName=name, PartitionInputList=entries)["Errors"]


def index_of(glue, database, name="orders"):
    return glue.get_partition_indexes(DatabaseName=database, TableName=name)["PartitionIndexDescriptorList"]


def wait(glue, database, done):
    deadline = time.monotonic() + 20
    while not done(index_of(glue, database)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def found(glue, database, expression, **more):
    pages = glue.get_paginator("get_partitions").paginate(DatabaseName=database, TableName="orders", Expression=expression, **more)
    return sorted(tuple(partition["Values"]) for page in pages for partition in page["Partitions"])


def test_an_index_is_filled_used_and_removed(glue, table):
    database, _ = table
    fill(glue, database)
    before = found(glue, database, "city = 'b'")
    assert len(before) == 10
    glue.create_partition_index(DatabaseName=database, TableName="orders", PartitionIndex={"IndexName": "by-city", "Keys": ["City"]})
    wait(glue, database, lambda indexes: indexes[0]["IndexStatus"] == "ACTIVE")
    assert index_of(glue, database)[0]["Keys"] == [{"Name": "city", "Type": "string"}]
    assert found(glue, database, "city = 'b'") == before
    assert found(glue, database, "city = 'b' and year > 2005", PaginationConfig={"PageSize": 1}) == [("2006", "b"), ("2007", "b")]
    assert sum((found(glue, database, "city = 'b'", Segment={"SegmentNumber": n, "TotalSegments": 3}) for n in range(3)), []).__len__() == 10
    assert error_of(glue.create_partition, DatabaseName=database, TableName="orders", PartitionInput={"Values": ["1", "\x01"]})[0] == "InvalidInputException"
    glue.delete_partition_index(DatabaseName=database, TableName="orders", IndexName="by-city")
    wait(glue, database, lambda indexes: not indexes)
    assert found(glue, database, "city = 'b'") == before


def test_an_index_at_creation_is_active(glue, database):
    keys = [{"Name": "year", "Type": "int"}, {"Name": "city", "Type": "string"}]
    glue.create_table(DatabaseName=database, TableInput={"Name": "orders", "PartitionKeys": keys}, PartitionIndexes=[{"IndexName": "i", "Keys": ["city", "year"]}])
    assert [(i["IndexName"], i["IndexStatus"]) for i in index_of(glue, database)] == [("i", "ACTIVE")]


def test_what_is_refused(glue, table):
    database, _ = table
    create = lambda name, keys: glue.create_partition_index(DatabaseName=database, TableName="orders", PartitionIndex={"IndexName": name, "Keys": keys})  # noqa: E731
    assert error_of(create, "x", ["nothing"])[0] == "InvalidInputException"
    for name, keys in (("a", ["year"]), ("b", ["city"]), ("c", ["city", "year"])):
        create(name, keys)
    assert error_of(create, "a", ["year", "city"])[0] == "AlreadyExistsException"
    assert error_of(create, "d", ["year", "city"])[0] == "ResourceNumberLimitExceededException"
    assert error_of(glue.delete_partition_index, DatabaseName=database, TableName="orders", IndexName="z")[0] == "EntityNotFoundException"


def test_numbers_and_ranges_are_typed(glue, table):
    database, _ = table
    fill(glue, database)
    glue.create_partition(DatabaseName=database, TableName="orders", PartitionInput={"Values": ["0999", "a"]})
    assert found(glue, database, "year < 1998") == [("0999", "a")]
    assert len(found(glue, database, "year between 1999 and 2001")) == 9
    assert len(found(glue, database, "not (year < 2007)")) == 3
