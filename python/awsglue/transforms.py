"""The transforms as classes: ApplyMapping.apply(frame=..., mappings=...)."""

from __future__ import annotations

from typing import Any, Callable

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection


class GlueTransform:
    """Base of all: `Cls.apply(*args, **kwargs)` runs the transform."""

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        return cls()(*args, **kwargs)

    @classmethod
    def name(cls) -> str:
        return cls.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(type(self).__name__)


class ApplyMapping(GlueTransform):
    def __call__(self, frame: DynamicFrame, mappings: Any, case_sensitive: bool = False, transformation_ctx: str = "", info: str = "",
                 stageThreshold: int = 0, totalThreshold: int = 0) -> DynamicFrame:
        return frame.apply_mapping(mappings, case_sensitive, transformation_ctx, info, stageThreshold, totalThreshold)


class Coalesce(GlueTransform):
    def __call__(self, frame: DynamicFrame, num_partitions: int, shuffle: bool = False, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.coalesce(num_partitions, shuffle, transformation_ctx)


class DropFields(GlueTransform):
    def __call__(self, frame: DynamicFrame, paths: Any, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.drop_fields(paths, transformation_ctx)


class DropNullFields(GlueTransform):
    def __call__(self, frame: DynamicFrame, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.drop_null_fields()


class Filter(GlueTransform):
    def __call__(self, frame: DynamicFrame, f: Callable[[Any], Any], transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.filter(f, transformation_ctx)


class Join(GlueTransform):
    def __call__(self, frame1: DynamicFrame, frame2: DynamicFrame, keys1: Any, keys2: Any, transformation_ctx: str = "") -> DynamicFrame:
        return frame1.join(keys1, keys2, frame2, transformation_ctx)


class Map(GlueTransform):
    def __call__(self, frame: DynamicFrame, f: Callable[[Any], Any], preservesPartitioning: bool = False, transformation_ctx: str = "",
                 **kwargs: Any) -> DynamicFrame:
        return frame.map(f, preservesPartitioning, transformation_ctx)


class RenameField(GlueTransform):
    def __call__(self, frame: DynamicFrame, old_name: str, new_name: str, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.rename_field(old_name, new_name, transformation_ctx)


class Repartition(GlueTransform):
    def __call__(self, frame: DynamicFrame, num_partitions: int, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.repartition(num_partitions, transformation_ctx)


class ResolveChoice(GlueTransform):
    def __call__(self, frame: DynamicFrame, specs: Any = None, choice: str = "", database: str | None = None, table_name: str | None = None,
                 transformation_ctx: str = "", info: str = "", stageThreshold: int = 0, totalThreshold: int = 0,
                 catalog_id: str | None = None) -> DynamicFrame:
        return frame.resolveChoice(specs, choice, database, table_name, transformation_ctx, info, stageThreshold, totalThreshold, catalog_id)


class SelectFields(GlueTransform):
    def __call__(self, frame: DynamicFrame, paths: Any, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame.select_fields(paths, transformation_ctx)


class SelectFromCollection(GlueTransform):
    def __call__(self, dfc: DynamicFrameCollection, key: str, transformation_ctx: str = "") -> DynamicFrame:
        return dfc.select(key, transformation_ctx)


class Union(GlueTransform):
    def __call__(self, frame1: DynamicFrame, frame2: DynamicFrame, transformation_ctx: str = "", **kwargs: Any) -> DynamicFrame:
        return frame1.union(frame2, transformation_ctx)


def get_transforms() -> list[type[GlueTransform]]:
    return GlueTransform.__subclasses__()
