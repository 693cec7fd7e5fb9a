"""Job: marks the beginning and the end of a run."""

from typing import Any

from pyspark.sql import SparkSession

from awsglue.context import GlueContext


class Job:
    def __init__(self, glue_context: Any) -> None:
        if not isinstance(glue_context, (GlueContext, SparkSession)):
            raise Exception("cannot init Job instance given input parameter type: " + str(type(glue_context)))
        self.glue_ctx = glue_context
        self._name: str | None = None

    @classmethod
    def job_bookmark_options(cls) -> list[str]:
        return ["job-bookmark-option", "job-bookmark-enable", "job-bookmark-pause", "job-bookmark-disable"]

    @classmethod
    def job_bookmark_range_options(cls) -> list[str]:
        return ["job-bookmark-from", "job-bookmark-to"]

    @classmethod
    def continuation_options(cls) -> list[str]:
        return ["continuation-option", "continuation-enabled", "continuation-readonly", "continuation-ignore"]

    @classmethod
    def id_params(cls) -> list[str]:
        return ["JOB_NAME", "JOB_ID", "JOB_RUN_ID", "SECURITY_CONFIGURATION"]

    def init(self, job_name: str, args: dict[str, Any] | None = None) -> None:
        """Raises NotImplementedError when the run asks for bookmarks: reading everything again in silence would load data twice."""
        option = (args or {}).get("job_bookmark_option") or "job-bookmark-disable"
        if option != "job-bookmark-disable":
            raise NotImplementedError(f"job bookmarks ({option}) are not implemented: run with --job-bookmark-option job-bookmark-disable")
        self._name = job_name

    def isInitialized(self) -> bool:
        return self._name is not None

    def commit(self) -> None:
        """Nothing is pending without bookmarks: every write was complete when its call returned."""
