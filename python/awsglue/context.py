"""GlueContext: where a script gets its frames from and where it writes them to."""

from __future__ import annotations

import json
from typing import Any

from pyspark import SparkContext
from pyspark.sql import DataFrame, SparkSession, SQLContext

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.readwriter import DataFrameReader, DynamicFrameReader, DynamicFrameWriter


class GlueContext(SQLContext):
    Spark_SQL_Formats = {"parquet", "orc"}

    def __init__(self, sparkContext: Any = None, **options: Any) -> None:
        if isinstance(sparkContext, SparkSession):
            session = sparkContext
        else:
            session = SparkSession(sparkContext) if isinstance(sparkContext, SparkContext) else SparkSession.builder.getOrCreate()
        super().__init__(session.sparkContext, session)
        self.spark_session = session
        self._glue = session._jvm.com.amazonaws.services.glue.GlueContext(session._jsparkSession)
        self.create_dynamic_frame = DynamicFrameReader(self)
        self.create_data_frame = DataFrameReader(self)
        self.write_dynamic_frame = DynamicFrameWriter(self)

    # ---- reading

    def create_dynamic_frame_from_catalog(self, database: str | None = None, table_name: str | None = None, redshift_tmp_dir: str = "",
                                          transformation_ctx: str = "", push_down_predicate: str = "", additional_options: Any = None,
                                          catalog_id: str | None = None, **kwargs: Any) -> DynamicFrame:
        name_space = kwargs.get("name_space")
        if database is not None and name_space is not None:
            raise Exception("Parameter name_space and database are both specified, choose one.")
        if database is None and name_space is None:
            raise Exception("Parameter name_space or database is missing.")
        if table_name is None:
            raise Exception("Parameter table_name is missing.")
        jdf = self._glue.fromCatalogJava(database or name_space, table_name, push_down_predicate, self._jmap(additional_options or {}))
        return DynamicFrame(jdf, self, table_name)

    def create_dynamic_frame_from_options(self, connection_type: str, connection_options: Any = None, format: str | None = None,
                                          format_options: Any = None, transformation_ctx: str = "", push_down_predicate: str = "",
                                          **kwargs: Any) -> DynamicFrame:
        options = dict(connection_options or {})
        paths = options.pop("paths", [])
        paths = [paths] if isinstance(paths, str) else list(paths)
        jdf = self._glue.fromOptionsJava(connection_type, self._jmap(options), self._jlist(paths), format or "", self._jmap(format_options or {}))
        return DynamicFrame(jdf, self)

    def create_dynamic_frame_from_rdd(self, data: Any, name: str, schema: Any = None, sample_ratio: float | None = None,
                                      transformation_ctx: str = "") -> DynamicFrame:
        return DynamicFrame.fromDF(self.spark_session.createDataFrame(data, schema, sample_ratio), self, name)

    def create_data_frame_from_catalog(self, database: str, table_name: str, transformation_ctx: str = "", additional_options: Any = None,
                                       **kwargs: Any) -> DataFrame:
        return self.create_dynamic_frame_from_catalog(database, table_name, additional_options=additional_options).toDF()

    # ---- writing

    def write_dynamic_frame_from_options(self, frame: Any, connection_type: str, connection_options: Any = None, format: str | None = None,
                                         format_options: Any = None, transformation_ctx: str = "") -> Any:
        if isinstance(frame, DynamicFrameCollection):
            for one in frame.values():
                self.write_dynamic_frame_from_options(one, connection_type, connection_options, format, format_options)
            return frame
        if not isinstance(frame, DynamicFrame):
            raise TypeError("frame_or_dfc must be DynamicFrame or DynamicFrameCollection. Got " + str(type(frame)))
        options = dict(connection_options or {})
        keys = list(options.pop("partitionKeys", []))
        self._glue.writeFrameJava(frame._jdf, connection_type, self._jmap(options), self._jlist(keys), format or "", self._jmap(format_options or {}))
        return frame

    write_from_options = write_dynamic_frame_from_options

    def write_dynamic_frame_from_jdbc_conf(self, frame: DynamicFrame, catalog_connection: str, connection_options: Any = None,
                                           redshift_tmp_dir: str = "", transformation_ctx: str = "", catalog_id: str | None = None) -> None:
        self._glue.writeFrameToConnectionJava(frame._jdf, catalog_connection, self._jmap(connection_options or {}), redshift_tmp_dir)

    def extract_jdbc_conf(self, connection_name: str, catalog_id: str | None = None) -> dict[str, str]:
        return dict(self._glue.jdbcConfJava(connection_name))

    # ---- small things

    def get_logger(self) -> Any:
        return self.spark_session._jvm.org.slf4j.LoggerFactory.getLogger("GlueLogger")

    def currentTimeMillis(self) -> int:
        return self.spark_session._jvm.System.currentTimeMillis()

    def convert_resolve_option(self, path: str, action: str, target: Any) -> str:
        if action == "KeepAsStruct":
            return "make_struct"
        if action == "Project":
            if target is None:
                raise Exception(f"Missing target type for resolve action {action}.")
            return "project:" + (target if isinstance(target, str) else target.typeName())
        raise ValueError(f"Invalid resolve action {action}.")

    def _jlist(self, items: list[Any]) -> Any:
        converted = self.spark_session._jvm.java.util.ArrayList()
        for item in items:
            converted.add(self._jlist(item) if isinstance(item, list) else item)
        return converted

    def _jmap(self, options: dict[str, Any]) -> Any:
        """Options are texts on the other side; lists and dicts travel as JSON."""
        converted = self.spark_session._jvm.java.util.HashMap()
        for key, value in options.items():
            if isinstance(value, bool):
                value = str(value).lower()
            elif isinstance(value, (list, dict)):
                value = json.dumps(value)
            if value is not None:
                converted.put(key, str(value))
        return converted
