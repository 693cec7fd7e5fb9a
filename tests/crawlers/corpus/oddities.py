"""Small made files, each odd in one way."""

import bz2
import gzip
import io
import json
import struct
import zipfile

import pyarrow
import pyarrow.orc
import pyarrow.parquet

from . import Case

PEOPLE = b"id,name,price\n1,ann,2.5\n2,bob,3\n"
PEOPLE_COLUMNS = {"id": "bigint", "name": "string", "price": "double"}

LOG = b'127.0.0.1 - ann [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326 "http://x/" "curl"\n'
LOG_COLUMNS = "clientip ident auth timestamp verb request httpversion rawrequest response bytes referrer agent".split()


def arrow(write) -> bytes:
    table = pyarrow.table(
        {
            "Id": pyarrow.array([1, None], pyarrow.int64()),
            "price": pyarrow.array([1.5, 2.5], pyarrow.float32()),
            "day": pyarrow.array([1, 2], pyarrow.date32()),
            "at": pyarrow.array([1, 2], pyarrow.timestamp("us")),
            "amount": pyarrow.array([None, None], pyarrow.decimal128(10, 2)),
            "tags": pyarrow.array([["a"], None], pyarrow.list_(pyarrow.string())),
            "place": pyarrow.array([{"x": 1, "y": True}, None], pyarrow.struct([("x", pyarrow.int32()), ("y", pyarrow.bool_())])),
            "raw": pyarrow.array([b"a", None], pyarrow.binary()),
        }
    )
    out = io.BytesIO()
    write(table, out)
    return out.getvalue()


ARROW_COLUMNS = {"id": "bigint", "price": "float", "day": "date", "at": "timestamp", "amount": "decimal(10,2)", "tags": "array<string>", "place": "struct<x:int,y:boolean>", "raw": "binary"}
ORC = {codec: arrow(lambda table, out, codec=codec: pyarrow.orc.write_table(table, out, compression=codec)) for codec in ("uncompressed", "zlib", "snappy", "lz4", "zstd")}
PARQUET = arrow(pyarrow.parquet.write_table)


def avro(schema: dict) -> bytes:
    """An object container file without rows."""

    def long(n):
        n, out = n << 1, b""
        while n > 127:
            out, n = out + bytes([n & 127 | 128]), n >> 7
        return out + bytes([n])

    def text(value):
        return long(len(value)) + value

    header = long(2) + text(b"avro.schema") + text(json.dumps(schema).encode()) + text(b"avro.codec") + text(b"null") + long(0)
    return b"Obj\x01" + header + b"0123456789abcdef"


AVRO_SCHEMA = {
    "type": "record",
    "name": "row",
    "fields": [
        {"name": "Id", "type": "long"},
        {"name": "name", "type": ["null", "string"]},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "kind", "type": {"type": "enum", "name": "kinds", "symbols": ["A"]}},
        {"name": "inner", "type": {"type": "record", "name": "point", "fields": [{"name": "x", "type": "double"}]}},
        {"name": "more", "type": {"type": "map", "values": "point"}},
        {"name": "list", "type": {"type": "array", "items": "int"}},
    ],
}
AVRO_COLUMNS = {"id": "bigint", "name": "string", "day": "date", "at": "timestamp", "price": "decimal(9,2)", "kind": "string", "inner": "struct<x:double>", "more": "map<string,struct<x:double>>", "list": "array<int>"}

# $ion_symbol_table::{symbols:["id","name"]} {id:1,name:"ann"}
ION = b"\xe0\x01\x00\xea" + b"\xee\x8e\x81\x83\xde\x8a\x87\xb8\x82id\x84name" + b"\xd8\x8a\x21\x01\x8b\x83ann"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def framed_snappy(body: bytes) -> bytes:
    block = pyarrow.Codec("snappy").compress(body, asbytes=True)
    return b"\xff\x06\x00\x00sNaPpY" + b"\x00" + struct.pack("<I", len(block) + 4)[:3] + b"\0\0\0\0" + block


def hadoop_blocks(body: bytes, codec: str) -> bytes:
    block = pyarrow.Codec(codec).compress(body, asbytes=True)
    return struct.pack(">II", len(body), len(block)) + block


def compressed(name: str, body: bytes, suffix: str, columns=PEOPLE_COLUMNS) -> Case:
    return Case("gz_" + name, {"a.csv" + suffix: body}, columns, parameters={"compressionType": name.split("_")[0]})


WIDE = ",".join(f"c{i}" for i in range(300)).encode() + b"\n" + b"\n".join(b",".join(str(i + row).encode() for i in range(300)) for row in range(20)) + b"\n"

CASES = [
    # delimited text
    Case("quoted_newlines", {"a.csv": b'id,text\n1,"two\nlines, and a comma"\n2,"a ""quote"""\n'}, {"id": "bigint", "text": "string"}, parameters={"areColumnsQuoted": "true"}),
    Case("byte_order_mark", {"a.csv": b"\xef\xbb\xbf" + PEOPLE}, PEOPLE_COLUMNS),
    Case("utf16_little", {"a.csv": b"\xff\xfe" + PEOPLE.decode().encode("utf-16-le")}, PEOPLE_COLUMNS, serde={"field.delim": ",", "serialization.encoding": "UTF-16LE"}),
    Case("utf16_big", {"a.csv": b"\xfe\xff" + PEOPLE.decode().encode("utf-16-be")}, PEOPLE_COLUMNS, serde={"field.delim": ",", "serialization.encoding": "UTF-16BE"}),
    Case("ragged", {"a.csv": b"id,name,price\n1,ann,2.5\n2,bob\n3,cid,4.5\n4,dan,1,extra\n5,eve,2\n6,fay,1\n7,gus,1\n"}, PEOPLE_COLUMNS),
    Case("mixed_types", {"a.csv": b"n,m,d,t\n1,1,2024-01-01,x\n2.5,x,2024-01-01 10:00:00,true\n"}, {"n": "double", "m": "string", "d": "timestamp", "t": "string"}),
    Case("windows_lines", {"a.csv": PEOPLE.replace(b"\n", b"\r\n")}, PEOPLE_COLUMNS),
    Case("old_mac_lines", {"a.csv": PEOPLE.replace(b"\n", b"\r")}, PEOPLE_COLUMNS),
    Case("header_only", {"a.csv": b"id,name,price\n"}, None),
    Case("header_beside_rows", {"a.csv": b"k,v\nx,1\n", "b.csv": b"k,v\ny,2\n"}, {"k": "string", "v": "bigint"}, parameters={"skip.header.line.count": "1", "objectCount": "2"}),
    Case("all_text", {"a.csv": b"a,b\nx,y\n"}, {"col0": "string", "col1": "string"}),
    Case("comments", {"a.csv": b"# made by hand\n# twice\n" + PEOPLE}, PEOPLE_COLUMNS, parameters={"commentCharacter": "#", "skip.header.line.count": "3"}),
    Case("tabs", {"a.tsv": PEOPLE.replace(b",", b"\t")}, PEOPLE_COLUMNS, serde={"field.delim": "\t"}),
    Case("pipes", {"a.txt": PEOPLE.replace(b",", b"|")}, PEOPLE_COLUMNS, serde={"field.delim": "|"}),
    Case("semicolons", {"a.txt": PEOPLE.replace(b",", b";")}, PEOPLE_COLUMNS, serde={"field.delim": ";"}),
    Case("control_a", {"a.txt": PEOPLE.replace(b",", b"\x01")}, PEOPLE_COLUMNS, serde={"field.delim": "\x01"}),
    Case("wide", {"a.csv": WIDE}, {f"c{i}": "bigint" for i in range(300)}),
    Case("twice_the_same_name", {"a.csv": b"id,Id,x\n1,2,3\n4,5,6\n"}, {"id": "bigint", "col1": "bigint", "x": "bigint"}),
    Case("clash_csv", {f"x={v}/a.csv": b"id,x\n1,2\n3,4\n" for v in "ab"}, {"id": "bigint", "x_0": "bigint"}, keys=["x"]),
    # JSON
    Case("json_unions", {"a.json": b'{"a": null, "b": {"c": [1, null, 2.5]}, "d": 1}\n{"a": {"x": 1}, "b": null, "d": "one"}\n{"a": {"y": "z"}, "e": []}\n'},
         {"a": "struct<x:int,y:string>", "b": "struct<c:array<double>>", "d": "string", "e": "array<string>"}, "json"),
    Case("json_pretty", {"a.json": b'{\n  "id": 1,\n  "Name": "x"\n}\n{\n  "id": 5000000000\n}\n'}, {"id": "bigint", "name": "string"}, "json", serde={"paths": "Name,id"}),
    Case("json_array", {"a.json": b'[{"a": 1}, {"a": 2}]'}, {"array": "array<struct<a:int>>"}, "json"),
    Case("json_truncated", {"a.json": b'{"a": 1}\n{"a": 2}\n{"a": 3, "b": "unfin'}, {"a": "int"}, "json"),
    Case("clash_json", {f"a={v}/1.json": b'{"a": 1, "b": 2}\n' for v in "xy"}, {"a_0": "int", "b": "int"}, "json", keys=["a"], serde={"mapping.a_0": "a", "paths": "a,b"}),
    # with a schema of their own
    Case("parquet_plain", {"a.parquet": PARQUET}, ARROW_COLUMNS, "parquet"),
    Case("parquet_misnamed", {"a.csv": PARQUET}, ARROW_COLUMNS, "parquet"),
    Case("parquet_truncated", {"a.parquet": PARQUET[:-30], "b.parquet": PARQUET}, ARROW_COLUMNS, "parquet", parameters={"objectCount": "1"}),
    Case("clash_parquet", {f"price={v}/a.parquet": PARQUET for v in "12"}, {k: v for k, v in ARROW_COLUMNS.items() if k != "price"}, "parquet", keys=["price"]),
    *[Case("orc_" + codec, {"a.orc": body}, ARROW_COLUMNS, "orc") for codec, body in ORC.items()],
    Case("orc_corrupt", {"a.orc": ORC["zlib"][:-5] + b"xxxxx", "b.orc": ORC["zlib"]}, ARROW_COLUMNS, "orc", parameters={"objectCount": "1"}),
    Case("avro", {"a.avro": avro(AVRO_SCHEMA)}, AVRO_COLUMNS, "avro"),
    Case("avro_corrupt", {"a.avro": avro(AVRO_SCHEMA)[:40]}, None),
    Case("ion_binary", {"a.ion": ION}, {"id": "int", "name": "string"}, "ion"),
    Case("ion_text", {"a.ion": b"$ion_1_0 {id: 1, name: 'ann', price: 2.50, at: 2024-01-01T10:00:00Z, tags: [a, b], e: 1e0}\n{id: 5000000000}\n"},
         {"id": "bigint", "name": "string", "price": "decimal(38,2)", "at": "timestamp", "tags": "array<string>", "e": "double"}, "ion"),
    Case("xml", {"a.xml": b'<?xml version="1.0"?><people><person id="1"><name>ann</name><age>30</age><tag>a</tag><tag>b</tag></person><person id="2"><name lang="en">bob</name></person></people>'},
         {"_id": "bigint", "name": "string", "age": "bigint", "tag": "array<string>"}, "xml", parameters={"rowTag": "person"}),
    # logs
    Case("weblog", {"access.log": LOG * 3}, {name: "string" for name in LOG_COLUMNS}, "combined_apache"),
    # compression
    compressed("gzip", gzip.compress(PEOPLE), ".gz"),
    compressed("gzip_members", gzip.compress(PEOPLE[:20]) + gzip.compress(PEOPLE[20:]), ".gz"),
    compressed("gzip_misnamed", gzip.compress(PEOPLE), ""),
    compressed("bzip2", bz2.compress(PEOPLE), ".bz2"),
    compressed("zip", zipped(a=PEOPLE), ".zip"),
    compressed("zip_of_two", zipped(a=PEOPLE, b=PEOPLE), ".zip", None),
    compressed("lz4", pyarrow.Codec("lz4").compress(PEOPLE, asbytes=True), ".lz4"),
    compressed("zstd", pyarrow.Codec("zstd").compress(PEOPLE, asbytes=True), ".zst"),
    compressed("snappy_framed", framed_snappy(PEOPLE), ".sz"),
    compressed("snappy_hadoop", hadoop_blocks(PEOPLE, "snappy"), ".snappy"),
    compressed("lz4_hadoop", hadoop_blocks(PEOPLE, "lz4_raw"), ".lz4"),
    compressed("gzip_truncated", gzip.compress(PEOPLE)[:-12], ".gz", None),
    compressed("gzip_corrupt", gzip.compress(PEOPLE)[:15] + b"\0\0\0\0" + gzip.compress(PEOPLE)[19:], ".gz", None),
    # nothing to be known
    Case("empty", {"a.csv": b""}, None),
    Case("noise", {"a.bin": bytes(range(256)) * 8}, None),
    Case("prose", {"a.txt": b"It was a dark night.\nRain fell, and fell, and\nnobody came.\n"}, None),
]
