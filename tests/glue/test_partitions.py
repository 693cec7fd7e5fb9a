import pytest

from .catalog_requests import DESCRIPTOR, error_of


def partition(year, city, **more):
    return {"Values": [str(year), city], "StorageDescriptor": {**DESCRIPTOR, "Location": f"s3://lake/orders/year={year}/city={city}/"}, **more}


@pytest.fixture
def filled(glue, table):
    database, name = table
    inputs = [partition(year, city) for year in (9, 2023, 2024) for city in ("Bern", "Ulm", "O'Hara")]
    assert glue.batch_create_partition(DatabaseName=database, TableName=name, PartitionInputList=inputs)["Errors"] == []
    return database, name


def values_of(glue, table, **arguments):
    pages = glue.get_paginator("get_partitions").paginate(DatabaseName=table[0], TableName=table[1], **arguments)
    return [found["Values"] for page in pages for found in page["Partitions"]]


def test_create_and_get(glue, table):
    database, name = table
    glue.create_partition(DatabaseName=database, TableName=name, PartitionInput=partition(2024, "Ulm", Parameters={"numRows": "3"}))
    found = glue.get_partition(DatabaseName=database, TableName=name, PartitionValues=["2024", "Ulm"])["Partition"]
    assert found["Values"] == ["2024", "Ulm"]
    assert found["StorageDescriptor"]["Location"] == "s3://lake/orders/year=2024/city=Ulm/"
    assert found["StorageDescriptor"]["Columns"] == DESCRIPTOR["Columns"]
    assert found["Parameters"] == {"numRows": "3"}
    assert found["DatabaseName"] == database
    assert "CreationTime" in found


def test_errors(glue, filled):
    where = {"DatabaseName": filled[0], "TableName": filled[1]}
    assert error_of(glue.create_partition, **where, PartitionInput=partition(2024, "Ulm")) == ("AlreadyExistsException", "Partition already exists.")
    mismatch = ("InvalidInputException", "The number of partition keys do not match the number of partition values")
    assert error_of(glue.create_partition, **where, PartitionInput={"Values": ["1"]}) == mismatch
    assert error_of(glue.get_partition, **where, PartitionValues=["1"]) == mismatch
    assert error_of(glue.get_partition, **where, PartitionValues=["1", "x"]) == ("EntityNotFoundException", "Cannot find partition.")
    assert error_of(glue.delete_partition, **where, PartitionValues=["1", "x"]) == ("EntityNotFoundException", "Cannot find partition.")
    assert error_of(glue.get_partitions, DatabaseName=filled[0], TableName="nothing") == ("EntityNotFoundException", "Entity Not Found")


def test_batch_create_keeps_what_it_can(glue, filled):
    errors = glue.batch_create_partition(DatabaseName=filled[0], TableName=filled[1], PartitionInputList=[partition(1, "new"), partition(9, "Ulm")])["Errors"]
    assert errors == [{"PartitionValues": ["9", "Ulm"], "ErrorDetail": {"ErrorCode": "AlreadyExistsException", "ErrorMessage": "Partition already exists."}}]
    assert ["1", "new"] in values_of(glue, filled)


@pytest.mark.parametrize("expression, count", [
    ("", 9),
    ("year = 2024", 3),
    ("year > 100", 6),
    ("YEAR = '2024' and city = 'Ulm'", 1),
    ("year = 2024 and city = 'O''Hara'", 1),
    ("year in (9, 2024) and city like 'U%'", 2),
    ("(year = 2023) or (year = 2024 and city <> 'Ulm')", 5),
    ("not (year between 2000 and 2030)", 3),
    ("city is not null", 9),
])
def test_expressions(glue, filled, expression, count):
    assert len(values_of(glue, filled, Expression=expression)) == count


@pytest.mark.parametrize("expression, message", [
    ("nope = 1", "Invalid partition expression!"),
    ("year = ", "Unsupported expression 'year = '"),
    ("year = 'x'", '"x" is not an integer.'),
    ("year like '2%'", "Integral data type doesn't support operation 'LIKE'"),
])
def test_bad_expressions(glue, filled, expression, message):
    assert error_of(glue.get_partitions, DatabaseName=filled[0], TableName=filled[1], Expression=expression) == ("InvalidInputException", message)


def test_pages_and_segments(glue, filled):
    everything = values_of(glue, filled)
    assert len(everything) == 9
    assert values_of(glue, filled, PaginationConfig={"PageSize": 2}) == everything
    parts = [values_of(glue, filled, Segment={"SegmentNumber": n, "TotalSegments": 3}, PaginationConfig={"PageSize": 2}) for n in range(3)]
    assert sorted(values for part in parts for values in part) == sorted(everything)
    token = glue.get_partitions(DatabaseName=filled[0], TableName=filled[1], MaxResults=2)["NextToken"]
    assert error_of(glue.get_partitions, DatabaseName=filled[0], TableName=filled[1], Expression="year = 9", NextToken=token)[0] == "InvalidInputException"
    assert error_of(glue.get_partitions, DatabaseName=filled[0], TableName=filled[1], Segment={"SegmentNumber": 3, "TotalSegments": 3})[0] == "InvalidInputException"


def test_without_columns(glue, filled):
    for found in glue.get_partitions(DatabaseName=filled[0], TableName=filled[1], ExcludeColumnSchema=True)["Partitions"]:
        assert "Columns" not in found["StorageDescriptor"]


def test_batch_get_leaves_unknown_ones_out(glue, filled):
    found = glue.batch_get_partition(DatabaseName=filled[0], TableName=filled[1], PartitionsToGet=[{"Values": ["9", "Ulm"]}, {"Values": ["0", "x"]}])
    assert [item["Values"] for item in found["Partitions"]] == [["9", "Ulm"]]
    assert found["UnprocessedKeys"] == []


def test_update_moves(glue, filled):
    where = {"DatabaseName": filled[0], "TableName": filled[1]}
    glue.update_partition(**where, PartitionValueList=["9", "Ulm"], PartitionInput=partition(10, "Ulm"))
    assert ["10", "Ulm"] in values_of(glue, filled) and ["9", "Ulm"] not in values_of(glue, filled)
    assert error_of(glue.update_partition, **where, PartitionValueList=["10", "Ulm"], PartitionInput=partition(9, "Bern"))[0] == "AlreadyExistsException"
    errors = glue.batch_update_partition(**where, Entries=[
        {"PartitionValueList": ["9", "Bern"], "PartitionInput": partition(9, "Bern", Parameters={"a": "b"})},
        {"PartitionValueList": ["0", "x"], "PartitionInput": partition(0, "x")}])["Errors"]
    assert [error["PartitionValueList"] for error in errors] == [["0", "x"]]
    assert glue.get_partition(**where, PartitionValues=["9", "Bern"])["Partition"]["Parameters"] == {"a": "b"}


def test_batch_delete(glue, filled):
    errors = glue.batch_delete_partition(DatabaseName=filled[0], TableName=filled[1], PartitionsToDelete=[{"Values": ["9", "Ulm"]}, {"Values": ["0", "x"]}])["Errors"]
    assert [error["PartitionValues"] for error in errors] == [["0", "x"]]
    assert len(values_of(glue, filled)) == 8


def test_a_page_shows_partitions_as_get_partition_does(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1]}
    plain, full = {"Values": ["1", "x"]}, partition(2, 'a "b"\\\tü', Parameters={"k\t": "v", "a": ""}, LastAccessTime=1700000000, LastAnalyzedTime=1700000001)
    full["StorageDescriptor"] |= {"Parameters": {"n": "1"}, "SortColumns": [{"Column": "id", "SortOrder": 1}], "SkewedInfo": {"SkewedColumnNames": ["id"]}}
    elsewhere = {"Values": ["3", "x"], "StorageDescriptor": {"Location": "s3://other/é\x7f/"}}
    assert glue.batch_create_partition(**where, PartitionInputList=[plain, full, elsewhere])["Errors"] == []
    page = glue.get_partitions(**where)["Partitions"]
    assert page == [glue.get_partition(**where, PartitionValues=one["Values"])["Partition"] for one in (plain, full, elsewhere)]
    assert [one["StorageDescriptor"].pop("Columns") for one in page[1:]] == [DESCRIPTOR["Columns"], []]
    assert glue.get_partitions(**where, ExcludeColumnSchema=True)["Partitions"] == page


def test_a_large_page_ends_early(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1]}
    for begin in range(0, 30, 10):
        inputs = [partition(year, "x", Parameters={"text": "é" * 150_000}) for year in range(begin, begin + 10)]
        assert glue.batch_create_partition(**where, PartitionInputList=inputs)["Errors"] == []
    first = glue.get_partitions(**where)
    assert 1 < len(first["Partitions"]) < 30 and "NextToken" in first
    assert values_of(glue, table) == [[str(year), "x"] for year in range(30)]


def test_a_batch_of_like_and_unlike_descriptors(glue, table):
    where = {"DatabaseName": table[0], "TableName": table[1]}
    inputs = [partition(1, "a", Parameters={"x": "1", "y": "2"}), partition(1, "b", Parameters={"y": "3", "x": "4"}), partition(1, "c", Parameters={"x": "5"}), partition(1, "d"),
              partition(1, "e", LastAccessTime=1700000000), {"Values": ["1", "f"]}, {"Values": ["1", "g"]}, partition(1, "h"), partition(1, "i"), partition(1, "j")]
    inputs[8]["StorageDescriptor"]["Columns"] = [{"Name": "other", "Type": "int"}]
    inputs[9]["StorageDescriptor"]["Parameters"] = {"n": "1"}
    del inputs[3]["StorageDescriptor"]["Location"]
    assert glue.batch_create_partition(**where, PartitionInputList=inputs)["Errors"] == []
    one_by_one = []
    for given in inputs:
        glue.delete_partition(**where, PartitionValues=given["Values"])
        glue.create_partition(**where, PartitionInput=given)
        one_by_one.append(glue.get_partition(**where, PartitionValues=given["Values"])["Partition"])
    glue.batch_delete_partition(**where, PartitionsToDelete=[{"Values": given["Values"]} for given in inputs])
    assert glue.batch_create_partition(**where, PartitionInputList=inputs)["Errors"] == []
    batch = glue.get_partitions(**where)["Partitions"]
    for found in (*batch, *one_by_one):
        found.pop("CreationTime")
    assert batch == one_by_one
    assert [found.get("Parameters") for found in batch[:4]] == [{"x": "1", "y": "2"}, {"x": "4", "y": "3"}, {"x": "5"}, None]
