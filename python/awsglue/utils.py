"""Arguments of a job, as scripts read them: getResolvedOptions(sys.argv, ["JOB_NAME", ...])."""

import argparse
from typing import Any, NoReturn

_global_args: dict[str, Any] = {}

_BOOKMARK_CHOICES = ["job-bookmark-enable", "job-bookmark-pause", "job-bookmark-disable"]
_CONTINUATION_CHOICES = ["continuation-enabled", "continuation-readonly", "continuation-ignore"]
_RESERVED = ["continuation-option", "job-bookmark-option", "job-bookmark-from", "job-bookmark-to"]
_IDS = ["JOB_ID", "JOB_RUN_ID", "SECURITY_CONFIGURATION", "encryption-type", "enable-data-lineage"]
_TEMP_DIRS = ["TempDir", "RedshiftTempDir"]


class GlueArgumentError(Exception):
    """An argument that the script asked for is missing or malformed."""


class GlueArgumentParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise GlueArgumentError(message)


def getResolvedOptions(args: list[str], options: list[str], allow_abbrev: bool = True) -> dict[str, Any]:
    """The values of `options` in `args` (sys.argv), with what Glue itself passes. Unknown arguments are ignored.

    Raises GlueArgumentError for a missing or malformed argument, RuntimeError for a reserved name or a broken bookmark range.
    Abbreviations are accepted as in Glue up to 5.1.
    """
    for name in options:
        if name in _RESERVED or name in {"--" + i for i in _IDS} or (name in _IDS and "-" in name):
            raise RuntimeError("Using reserved arguments " + name)
    parser = GlueArgumentParser(allow_abbrev=allow_abbrev, add_help=False)
    parser.add_argument("--job-bookmark-option", choices=_BOOKMARK_CHOICES)
    parser.add_argument("--continuation-option", choices=_CONTINUATION_CHOICES)
    for name in ["job-bookmark-from", "job-bookmark-to", *_IDS]:
        parser.add_argument("--" + name, choices=["sse-s3"] if name == "encryption-type" else None)
    for name in _TEMP_DIRS:
        parser.add_argument("--" + name)
    for name in options:
        if name not in _TEMP_DIRS:
            parser.add_argument("--" + name, required=True)
    parsed, _ = parser.parse_known_args(args[1:])
    values = vars(parsed)

    if values["TempDir"] is not None:
        values["RedshiftTempDir"] = values["TempDir"]
    elif values["RedshiftTempDir"] is not None:
        values["TempDir"] = values["RedshiftTempDir"]
    _resolve_bookmark(values)
    _global_args.update(values)
    return values


def _resolve_bookmark(values: dict[str, Any]) -> None:
    continuation = values.pop("continuation_option")
    if values["job_bookmark_option"] is None:
        values["job_bookmark_option"] = (
            _BOOKMARK_CHOICES[_CONTINUATION_CHOICES.index(continuation)] if continuation else "job-bookmark-disable"
        )
    names = ["job-bookmark-from", "job-bookmark-to"]
    given = [name for name in names if values[name.replace("-", "_")] is not None]
    if values["job_bookmark_option"] == "job-bookmark-pause":
        if len(given) == 1:
            missing = names[1 - names.index(given[0])]
            raise RuntimeError("Missing option or value for --" + missing)
    elif len(given) == 2:
        raise RuntimeError("Invalid option(s)" + " ".join("--" + name for name in names))
