"""DynamicFrames on local files: inference, choices, transforms (glue-jobs.md 4)."""

import json

import pytest
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms import (
    ApplyMapping, DropFields, DropNullFields, Filter, Join, Map, RenameField, ResolveChoice, SelectFields, SelectFromCollection, Union,
)


@pytest.fixture
def frame_of(glue_context, tmp_path):
    def make(*records):
        path = tmp_path / "records.json"
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        return glue_context.create_dynamic_frame.from_options("s3", {"paths": [str(path)]}, format="json")

    return make


def rows(frame):
    return [row.asDict(recursive=True) for row in frame.toDF().collect()]


def test_a_field_that_is_int_and_string_keeps_both(frame_of, capsys):
    frame = frame_of({"id": 1, "v": 5}, {"id": 2, "v": "five"}, {"id": 3})
    assert rows(frame) == [
        {"id": 1, "v": {"int": 5, "string": None}},
        {"id": 2, "v": {"int": None, "string": "five"}},
        {"id": 3, "v": None},
    ]
    frame.printSchema()
    assert capsys.readouterr().out == "root\n|-- id: int\n|-- v: choice\n|    |-- int\n|    |-- string\n\n"


def test_int_and_long_do_not_widen_silently(frame_of):
    frame = frame_of({"n": 1}, {"n": 2**40})
    assert frame.toDF().schema.simpleString() == "struct<n:struct<int:int,long:bigint>>"


def test_nested_records_and_arrays_are_inferred(frame_of):
    frame = frame_of({"a": {"b": 1.5, "c": [1, 2]}, "t": True}, {"a": {"d": "x"}, "n": None})
    assert frame.toDF().schema.simpleString() == "struct<a:struct<b:double,c:array<int>,d:string>,t:boolean,n:void>"


@pytest.mark.parametrize(
    "choice, expected",
    [
        ("cast:long", [{"v": 5}, {"v": None}]),
        ("cast:string", [{"v": "5"}, {"v": "five"}]),
        ("make_cols", [{"v_int": 5, "v_string": None}, {"v_int": None, "v_string": "five"}]),
        ("make_struct", [{"v": {"int": 5, "string": None}}, {"v": {"int": None, "string": "five"}}]),
        ("project:string", [{"v": None}, {"v": "five"}]),
    ],
)
def test_resolve_choice(frame_of, choice, expected):
    frame = frame_of({"v": 5}, {"v": "five"})
    assert rows(ResolveChoice.apply(frame, choice=choice)) == expected
    assert rows(frame.resolveChoice(specs=[("v", choice)])) == expected


def test_resolve_choice_needs_one_of_specs_and_choice(frame_of):
    with pytest.raises(Exception, match="both missing"):
        frame_of({"v": 1}).resolveChoice()
    with pytest.raises(Exception, match="both specified"):
        frame_of({"v": 1}).resolveChoice(specs=[("v", "cast:int")], choice="cast:int")


def test_apply_mapping_renames_casts_nests_and_drops(frame_of):
    frame = frame_of({"id": "7", "name": {"first": "Ada"}, "bad": "x", "left": 1})
    mapped = ApplyMapping.apply(
        frame=frame,
        mappings=[("id", "string", "user.id", "int"), ("name.first", "string", "user.name", "string"), ("bad", "string", "n", "int"),
                  ("nowhere", "string", "gone", "string")],
    )
    assert rows(mapped) == [{"user": {"id": 7, "name": "Ada"}, "n": None}]


def test_mappings_must_be_tuples(frame_of):
    with pytest.raises(TypeError):
        frame_of({"a": 1}).apply_mapping([["a", "int", "b", "int"]])
    with pytest.raises(ValueError):
        frame_of({"a": 1}).apply_mapping([("a",)])


def test_fields_are_selected_dropped_and_renamed(frame_of):
    frame = frame_of({"a": 1, "b": {"c": 2, "d": 3}, "e": 4})
    assert rows(SelectFields.apply(frame, paths=["a", "nowhere"])) == [{"a": 1}]
    assert rows(DropFields.apply(frame, paths=["a", "b.c", "nowhere"])) == [{"b": {"d": 3}, "e": 4}]
    assert rows(RenameField.apply(frame, "e", "f")) == [{"a": 1, "b": {"c": 2, "d": 3}, "f": 4}]
    assert rows(RenameField.apply(frame, "b.c", "b.x")) == [{"a": 1, "b": {"d": 3, "x": 2}, "e": 4}]


def test_null_fields_are_dropped(frame_of):
    assert rows(DropNullFields.apply(frame_of({"a": 1, "n": None, "s": {"m": None, "k": 1}}))) == [{"a": 1, "s": {"k": 1}}]


def test_join_dots_the_other_frames_names(glue_context, frame_of):
    left = DynamicFrame.fromDF(glue_context.spark_session.createDataFrame([(1, "a"), (2, "b")], "id int, v string"), glue_context, "left")
    right = DynamicFrame.fromDF(glue_context.spark_session.createDataFrame([(1, "x"), (None, "y")], "id int, w string"), glue_context, "right")
    joined = Join.apply(left, right, "id", "id")
    assert rows(joined) == [{"id": 1, "v": "a", ".id": 1, "w": "x"}]
    assert rows(joined.drop_fields(["`.id`"])) == [{"id": 1, "v": "a", "w": "x"}]


def test_filter_sees_records_and_drops_those_that_fail(frame_of):
    frame = frame_of({"id": 1, "v": 5}, {"id": 2, "v": "five"}, {"id": 3, "v": 6})
    assert rows(SelectFields.apply(Filter.apply(frame, f=lambda r: r["v"] > 5), paths=["id"])) == [{"id": 3}]
    assert rows(SelectFields.apply(Filter.apply(frame, f=lambda r: r.id < 3), paths=["id"])) == [{"id": 1}, {"id": 2}]


def test_map_types_what_the_function_returns(frame_of):
    def change(record):
        if record["id"] == 3:
            raise ValueError("no three")
        record["v"] = record["id"] if record["id"] == 1 else "text"
        record["nested"] = {"twice": record["id"] * 2}
        return record

    mapped = Map.apply(frame_of({"id": 1}, {"id": 2}, {"id": 3}), f=change)
    assert rows(mapped) == [
        {"id": 1, "v": {"int": 1, "string": None}, "nested": {"twice": 2}},
        {"id": 2, "v": {"int": None, "string": "text"}, "nested": {"twice": 4}},
    ]
    assert mapped.errorsCount() == 1


def test_union_and_collections(glue_context, frame_of):
    frame = frame_of({"a": 1})
    other = DynamicFrame.fromDF(glue_context.spark_session.createDataFrame([(2, "x")], "a int, b string"), glue_context, "other")
    assert rows(Union.apply(frame, other)) == [{"a": 1, "b": None}, {"a": 2, "b": "x"}]
    collection = DynamicFrameCollection({"one": frame, "two": other}, glue_context)
    assert rows(SelectFromCollection.apply(collection, "two")) == [{"a": 2, "b": "x"}]
    assert collection.select("none").count() == 0


def test_csv_by_options_is_text(glue_context, tmp_path):
    (tmp_path / "a.csv").write_text('id,name\n1,"Ada, L"\n')
    read = glue_context.create_dynamic_frame.from_options
    with_header = read("s3", {"paths": [str(tmp_path)]}, format="csv", format_options={"withHeader": True})
    assert rows(with_header) == [{"id": "1", "name": "Ada, L"}]
    assert rows(read("s3", {"paths": [str(tmp_path)]}, format="csv")) == [{"col0": "id", "col1": "name"}, {"col0": "1", "col1": "Ada, L"}]


@pytest.mark.parametrize("format", ["csv", "json", "parquet"])
def test_writing_partitions_and_reading_back(glue_context, tmp_path, format):
    session = glue_context.spark_session
    frame = DynamicFrame.fromDF(session.createDataFrame([(1, "a"), (2, "b"), (3, None)], "id int, k string"), glue_context, "f")
    glue_context.write_dynamic_frame.from_options(
        frame=frame, connection_type="s3", connection_options={"path": str(tmp_path / "out"), "partitionKeys": ["k"]}, format=format)
    assert sorted(p.name for p in (tmp_path / "out").iterdir() if p.is_dir()) == ["k=__HIVE_DEFAULT_PARTITION__", "k=a", "k=b"]
    back = getattr(session.read.option("header", "true"), format)(str(tmp_path / "out"))
    assert sorted((int(row.id), row.k) for row in back.where("k is not null").collect()) == [(1, "a"), (2, "b")]


def test_bookmarks_are_refused_not_ignored(glue_context):
    from awsglue.job import Job

    job = Job(glue_context)
    job.init("j", {"job_bookmark_option": "job-bookmark-disable"})
    job.commit()
    with pytest.raises(NotImplementedError, match="bookmarks"):
        job.init("j", {"job_bookmark_option": "job-bookmark-enable"})
