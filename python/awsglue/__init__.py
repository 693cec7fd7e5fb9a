"""Glue's Python library on Tarn's Spark library: GlueContext, DynamicFrame, transforms, Job, getResolvedOptions."""

from awsglue.dynamicframe import DynamicFrame

__all__ = ["DynamicFrame"]
