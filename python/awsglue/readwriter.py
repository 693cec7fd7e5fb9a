"""glueContext.create_dynamic_frame, .create_data_frame and .write_dynamic_frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame

if TYPE_CHECKING:
    from awsglue.context import GlueContext
    from awsglue.dynamicframe import DynamicFrame


class DynamicFrameReader:
    def __init__(self, glue_context: GlueContext) -> None:
        self._glue_context = glue_context

    def from_rdd(self, data: Any, name: str, schema: Any = None, sampleRatio: float | None = None) -> DynamicFrame:
        return self._glue_context.create_dynamic_frame_from_rdd(data, name, schema, sampleRatio)

    def from_options(self, connection_type: str, connection_options: Any = None, format: str | None = None, format_options: Any = None,
                     transformation_ctx: str = "", push_down_predicate: str = "", **kwargs: Any) -> DynamicFrame:
        return self._glue_context.create_dynamic_frame_from_options(
            connection_type, connection_options, format, format_options, transformation_ctx, push_down_predicate, **kwargs)

    def from_catalog(self, database: str | None = None, table_name: str | None = None, redshift_tmp_dir: str = "", transformation_ctx: str = "",
                     push_down_predicate: str = "", additional_options: Any = None, catalog_id: str | None = None, **kwargs: Any) -> DynamicFrame:
        return self._glue_context.create_dynamic_frame_from_catalog(
            database, table_name, redshift_tmp_dir, transformation_ctx, push_down_predicate, additional_options, catalog_id, **kwargs)


class DataFrameReader:
    def __init__(self, glue_context: GlueContext) -> None:
        self._glue_context = glue_context

    def from_catalog(self, database: str, table_name: str, transformation_ctx: str = "", additional_options: Any = None, **kwargs: Any) -> DataFrame:
        return self._glue_context.create_data_frame_from_catalog(database, table_name, transformation_ctx, additional_options, **kwargs)


class DynamicFrameWriter:
    def __init__(self, glue_context: GlueContext) -> None:
        self._glue_context = glue_context

    def from_options(self, frame: Any, connection_type: str, connection_options: Any = None, format: str | None = None, format_options: Any = None,
                     transformation_ctx: str = "") -> Any:
        return self._glue_context.write_dynamic_frame_from_options(
            frame, connection_type, connection_options, format, format_options, transformation_ctx)

    def from_jdbc_conf(self, frame: DynamicFrame, catalog_connection: str, connection_options: Any = None, redshift_tmp_dir: str = "",
                       transformation_ctx: str = "") -> None:
        self._glue_context.write_dynamic_frame_from_jdbc_conf(frame, catalog_connection, connection_options, redshift_tmp_dir, transformation_ctx)
