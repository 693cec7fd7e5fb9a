"""Records and their types as Python code of a job sees them: what Filter and Map hand to functions, and how results are typed."""

import datetime
import decimal
from typing import Any

from pyspark.sql import Row
from pyspark.sql import types as spark_types

_CHOICE = "glue.choice"


class DynamicRecord(dict):
    """A record: a dict whose members are attributes too. Nested structs are wrapped one level deep."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        return DynamicRecord(value) if isinstance(value, dict) and not isinstance(value, DynamicRecord) else value


def is_choice(field: spark_types.StructField) -> bool:
    return bool(field.metadata and field.metadata.get(_CHOICE))


def record_of(row: Any, schema: spark_types.StructType) -> DynamicRecord:
    """A row as a record: a choice is the value that the record holds, structs are dicts."""
    return DynamicRecord({field.name: _to_python(row[i], field) for i, field in enumerate(schema.fields)})


def _to_python(value: Any, field: spark_types.StructField) -> Any:
    if value is not None and is_choice(field):
        held = [(member, value[i]) for i, member in enumerate(field.dataType.fields) if value[i] is not None]
        return _plain(held[0][1], held[0][0].dataType) if held else None
    return _plain(value, field.dataType)


def _plain(value: Any, data_type: spark_types.DataType) -> Any:
    if value is None:
        return None
    if isinstance(data_type, spark_types.StructType):
        return dict(record_of(value, data_type))
    if isinstance(data_type, spark_types.ArrayType):
        return [_plain(item, data_type.elementType) for item in value]
    if isinstance(data_type, spark_types.MapType):
        return {key: _plain(item, data_type.valueType) for key, item in value.items()}
    return value


# ---- types of what a function returned, merged over all records


class RecordType:
    """Every type that one place was seen with, by its Glue name, in order of appearance; structs by field, arrays by element."""

    def __init__(self) -> None:
        self.scalars: dict[str, spark_types.DataType] = {}
        self.fields: dict[str, "RecordType"] | None = None
        self.element: "RecordType | None" = None

    def add(self, value: Any) -> "RecordType":
        if value is None:
            return self
        if isinstance(value, dict):
            self.fields = {} if self.fields is None else self.fields
            for name, item in value.items():
                self.fields.setdefault(str(name), RecordType()).add(item)
        elif isinstance(value, (list, tuple)) and not isinstance(value, Row):
            self.element = self.element or RecordType()
            for item in value:
                self.element.add(item)
        elif isinstance(value, Row):
            self.add(value.asDict())
        else:
            name, data_type = scalar_type(value)
            self.scalars[name] = _wider(self.scalars.get(name, data_type), data_type)
        return self

    def merge(self, other: "RecordType") -> "RecordType":
        for name, data_type in other.scalars.items():
            self.scalars[name] = _wider(self.scalars.get(name, data_type), data_type)
        if other.fields is not None:
            self.fields = {} if self.fields is None else self.fields
            for name, item in other.fields.items():
                self.fields.setdefault(name, RecordType()).merge(item)
        if other.element is not None:
            self.element = (self.element or RecordType()).merge(other.element)
        return self

    def members(self) -> list[tuple[str, spark_types.DataType]]:
        found = list(self.scalars.items())
        if self.fields is not None:
            found.append(("struct", self.structure()))
        if self.element is not None:
            inner = self.element.members()
            found.append(("array", spark_types.ArrayType(inner[0][1] if len(inner) == 1 else spark_types.StringType())))
        return found

    def structure(self) -> spark_types.StructType:
        return spark_types.StructType([item.field(name) for name, item in (self.fields or {}).items()])

    def field(self, name: str) -> spark_types.StructField:
        found = self.members()
        if not found:
            return spark_types.StructField(name, spark_types.NullType())
        if len(found) == 1:
            return spark_types.StructField(name, found[0][1])
        choice = spark_types.StructType([spark_types.StructField(n, t) for n, t in found])
        return spark_types.StructField(name, choice, metadata={_CHOICE: True})


def scalar_type(value: Any) -> tuple[str, spark_types.DataType]:
    if isinstance(value, bool):
        return "boolean", spark_types.BooleanType()
    if isinstance(value, int):
        return ("int", spark_types.IntegerType()) if -(2**31) <= value < 2**31 else ("long", spark_types.LongType())
    if isinstance(value, float):
        return "double", spark_types.DoubleType()
    if isinstance(value, decimal.Decimal):
        scale = max(0, -int(value.as_tuple().exponent))
        return "decimal", spark_types.DecimalType(38, min(scale, 38))
    if isinstance(value, datetime.datetime):
        return "timestamp", spark_types.TimestampType()
    if isinstance(value, datetime.date):
        return "date", spark_types.DateType()
    if isinstance(value, (bytes, bytearray)):
        return "binary", spark_types.BinaryType()
    return "string", spark_types.StringType()


def _wider(a: spark_types.DataType, b: spark_types.DataType) -> spark_types.DataType:
    if isinstance(a, spark_types.DecimalType) and isinstance(b, spark_types.DecimalType):
        return a if a.scale >= b.scale else b
    return a


def row_of(record: dict, schema: spark_types.StructType) -> tuple:
    """A record as a row of the merged schema."""
    return tuple(_from_python(record.get(field.name), field) for field in schema.fields)


def _from_python(value: Any, field: spark_types.StructField) -> Any:
    if value is None:
        return None
    if is_choice(field):
        name = "struct" if isinstance(value, dict) else "array" if isinstance(value, (list, tuple)) else scalar_type(value)[0]
        return tuple(_typed(value, member.dataType) if member.name == name else None for member in field.dataType.fields)
    return _typed(value, field.dataType)


def _typed(value: Any, data_type: spark_types.DataType) -> Any:
    if value is None:
        return None
    if isinstance(data_type, spark_types.StructType):
        return row_of(value.asDict() if isinstance(value, Row) else value, data_type)
    if isinstance(data_type, spark_types.ArrayType):
        return [_typed(item, data_type.elementType) for item in value]
    if isinstance(data_type, spark_types.StringType):
        return value if isinstance(value, str) else str(value)
    return value
