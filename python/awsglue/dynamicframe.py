"""DynamicFrame and DynamicFrameCollection. The frame itself lives in the JVM; functions written in Python run on its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator

from pyspark.sql import DataFrame

from awsglue.gluetypes import DynamicRecord, RecordType, record_of, row_of

if TYPE_CHECKING:
    from awsglue.context import GlueContext


def _listed(paths: str | Iterable[str]) -> list[str]:
    return [paths] if isinstance(paths, str) else list(paths)


class DynamicFrame:
    """Self-describing records: a field may differ in type from record to record (a choice). Immutable; transforms give new frames."""

    def __init__(self, jdf: Any, glue_ctx: GlueContext, name: str = "") -> None:
        self._jdf = jdf
        self.glue_ctx = glue_ctx
        self.name = name
        self._failed = 0

    @classmethod
    def fromDF(cls, dataframe: DataFrame, glue_ctx: GlueContext, name: str = "") -> DynamicFrame:
        return cls(glue_ctx._glue.frameOf(dataframe._jdf, name), glue_ctx, name)

    def toDF(self, options: Any = None) -> DataFrame:
        """Remaining choices become structs with one member for each type. `options` (ResolveOption list) resolves some first."""
        frame = self
        if options:
            frame = self.resolveChoice(specs=[(o.path, self.glue_ctx.convert_resolve_option(o.path, o.action, o.target)) for o in options])
        return DataFrame(frame._jdf.toDF(), self.glue_ctx.spark_session)

    # ---- looking

    def count(self) -> int:
        return self._jdf.count()

    def schema(self) -> Any:
        return self.toDF().schema

    def printSchema(self) -> None:
        print(self._jdf.schemaText())

    def show(self, num_rows: int = 20) -> None:
        for line in self.toDF().toJSON().take(num_rows):
            print(line)

    def getNumPartitions(self) -> int:
        return self.toDF().rdd.getNumPartitions()

    def errorsCount(self) -> int:
        """Records that failed in Python functions on the way to this frame."""
        return self._failed

    def stageErrorsCount(self) -> int:
        return self._failed

    # ---- transforms that run in the JVM

    def apply_mapping(self, mappings: Any, case_sensitive: bool = False, transformation_ctx: str = "", info: str = "",
                      stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        lines = [_mapping(m) for m in ([mappings] if isinstance(mappings, tuple) else mappings)]
        return self._next(self._jdf.applyMappingJava(self._jlist(lines), case_sensitive))

    applyMapping = apply_mapping

    def select_fields(self, paths: Any, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        return self._next(self._jdf.selectFieldsJava(self._jlist(_listed(paths))))

    def drop_fields(self, paths: Any, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        return self._next(self._jdf.dropFieldsJava(self._jlist(_listed(paths))))

    def rename_field(self, oldName: str, newName: str, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0,
                     totalThreshold: int = 0) -> DynamicFrame:
        return self._next(self._jdf.renameField(oldName, newName))

    def join(self, paths1: Any, paths2: Any, frame2: DynamicFrame, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0,
             totalThreshold: int = 0) -> DynamicFrame:
        joined = self._jdf.joinJava(self._jlist(_listed(paths1)), self._jlist(_listed(paths2)), frame2._jdf)
        return DynamicFrame(joined, self.glue_ctx, self.name + frame2.name)

    def resolveChoice(self, specs: Any = None, choice: str = "", database: str | None = None, table_name: str | None = None,
                      transformation_ctx: str = "", info: str = "", stageThreshold: int = 0, totalThreshold: int = 0,
                      catalog_id: str | None = None) -> DynamicFrame:
        if not specs and not choice:
            raise Exception("Parameter specs and option are both missing, add one.")
        if specs and choice:
            raise Exception("Parameter specs and option are both specified, choose one.")
        pairs = [list(spec) for spec in (specs or [])]
        return self._next(self._jdf.resolveChoiceJava(self._jlist(pairs), choice, database or "", table_name or ""))

    def union(self, other_frame: DynamicFrame, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        return self._next(self._jdf.union(other_frame._jdf))

    def repartition(self, num_partitions: int, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        return self._next(self._jdf.repartition(num_partitions))

    def coalesce(self, num_partitions: int, shuffle: bool = False, transformation_ctx: str = "", info: str = "", stageThreshold: int = 0,
                 totalThreshold: int = 0) -> DynamicFrame:
        return self.repartition(num_partitions) if shuffle else self._next(self._jdf.coalesce(num_partitions))

    def drop_null_fields(self) -> DynamicFrame:
        paths = list(self._jdf.nullPathsJava())
        print("null_fields", paths)
        return self._next(self._jdf.dropNulls()) if paths else self

    # ---- functions of the script, on records

    def filter(self, f: Callable[[DynamicRecord], Any], transformation_ctx: str = "", info: str = "", stageThreshold: int = 0,
               totalThreshold: int = 0) -> DynamicFrame:
        """Keeps the records for which f is true; KeyError, ValueError and TypeError in f drop the record."""
        df = self.toDF()
        schema = df.schema

        def keep(row: Any) -> bool:
            try:
                return bool(f(record_of(row, schema)))
            except (KeyError, ValueError, TypeError):
                return False

        kept = self.glue_ctx.spark_session.createDataFrame(df.rdd.filter(keep), schema, verifySchema=False)
        return DynamicFrame.fromDF(kept, self.glue_ctx, self.name)

    def map(self, f: Callable[[DynamicRecord], Any], preservesPartitioning: bool = False, transformation_ctx: str = "", info: str = "",
            stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        """f of each record. Records for which f raises or returns nothing leave the frame and are counted as errors."""
        df = self.toDF()
        schema = df.schema

        def attempt(row: Any) -> tuple[bool, Any]:
            try:
                result = f(record_of(row, schema))
            except Exception as error:  # the record fails, not the job
                return False, str(error)
            return (True, dict(result)) if result else (False, "User-specified function returned None instead of DynamicRecord")

        results = df.rdd.map(attempt, preservesPartitioning).cache()

        def type_of_part(part: Iterator[tuple[bool, Any]]) -> Iterator[RecordType]:
            merged = RecordType()
            for succeeded, record in part:
                if succeeded:
                    merged.add(record)
            yield merged

        structure = results.mapPartitions(type_of_part).treeReduce(lambda a, b: a.merge(b)).structure()
        rows = results.filter(lambda result: result[0]).map(lambda result: row_of(result[1], structure))
        mapped = DynamicFrame.fromDF(self.glue_ctx.spark_session.createDataFrame(rows, structure, verifySchema=False), self.glue_ctx, self.name)
        mapped._failed = self._failed + results.filter(lambda result: not result[0]).count()
        return mapped

    # ---- writing

    def write(self, connection_type: str, connection_options: dict[str, Any] | None = None, format: str | None = None,
              format_options: dict[str, Any] | None = None, accumulator_size: int = 0) -> DynamicFrame:
        return self.glue_ctx.write_dynamic_frame_from_options(self, connection_type, connection_options or {}, format, format_options or {})

    def _next(self, jdf: Any) -> DynamicFrame:
        frame = DynamicFrame(jdf, self.glue_ctx, self.name)
        frame._failed = self._failed
        return frame

    def _jlist(self, items: list[Any]) -> Any:
        return self.glue_ctx._jlist(items)


def _mapping(mapping: Any) -> list[str]:
    """(source, source type, target, target type); 2: (source, target); 3: (source, target, target type)."""
    if not isinstance(mapping, tuple):
        raise TypeError(f"a mapping must be a tuple, not {type(mapping).__name__}")
    if len(mapping) == 4:
        return [str(part) for part in mapping]
    if len(mapping) == 3:
        return [mapping[0], "", mapping[1], mapping[2]]
    if len(mapping) == 2:
        return [mapping[0], "", mapping[1], ""]
    raise ValueError("a mapping has 2, 3 or 4 parts")


class DynamicFrameCollection:
    """Frames by name."""

    def __init__(self, dynamic_frames: Any, glue_ctx: GlueContext) -> None:
        if isinstance(dynamic_frames, dict):
            self._frames = dict(dynamic_frames)
        elif isinstance(dynamic_frames, list):
            self._frames = {frame.name: frame for frame in dynamic_frames}
        else:
            raise TypeError("dynamic_frames must be a dict or a list")
        self._glue_ctx = glue_ctx

    def __getitem__(self, key: str) -> DynamicFrame:
        return self._frames[key]

    def __len__(self) -> int:
        return len(self._frames)

    def keys(self) -> Any:
        return self._frames.keys()

    def values(self) -> Any:
        return self._frames.values()

    def select(self, key: str, transformation_ctx: str = "") -> DynamicFrame:
        if key in self._frames:
            return self._frames[key]
        empty = self._glue_ctx.spark_session.createDataFrame([], "struct<>")
        return DynamicFrame.fromDF(empty, self._glue_ctx, key)

    def map(self, callable: Callable[..., DynamicFrame], transformation_ctx: str = "") -> DynamicFrameCollection:
        return DynamicFrameCollection({key: callable(frame, transformation_ctx + ":" + key) for key, frame in self._frames.items()}, self._glue_ctx)
