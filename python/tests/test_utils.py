"""getResolvedOptions (glue-jobs.md 1.6)."""

import pytest
from awsglue.utils import GlueArgumentError, getResolvedOptions

ARGV = ["script.py", "--JOB_NAME", "j", "--database", "d", "--job-bookmark-option", "job-bookmark-disable", "--extra", "x"]


def test_requested_values_and_defaults():
    values = getResolvedOptions(ARGV, ["JOB_NAME", "database"])
    assert values["JOB_NAME"] == "j" and values["database"] == "d"
    assert values["job_bookmark_option"] == "job-bookmark-disable"
    assert values["TempDir"] is None and "extra" not in values and "continuation_option" not in values


def test_dashes_become_underscores():
    assert getResolvedOptions(["s", "--my-arg", "1"], ["my-arg"])["my_arg"] == "1"


def test_temp_dir_is_mirrored():
    values = getResolvedOptions(["s", "--TempDir", "s3://t/"], ["TempDir"])
    assert values["RedshiftTempDir"] == "s3://t/"


def test_a_missing_argument_is_named():
    with pytest.raises(GlueArgumentError, match="--nowhere"):
        getResolvedOptions(ARGV, ["nowhere"])


def test_values_that_look_like_options_fail():
    with pytest.raises(GlueArgumentError, match="expected one argument"):
        getResolvedOptions(["s", "--database", "--x"], ["database"])


@pytest.mark.parametrize("name", ["job-bookmark-option", "continuation-option", "job-bookmark-from"])
def test_reserved_names(name):
    with pytest.raises(RuntimeError, match="Using reserved arguments " + name):
        getResolvedOptions(ARGV, [name])


def test_bookmark_ranges():
    pause = ["s", "--job-bookmark-option", "job-bookmark-pause", "--job-bookmark-from", "a"]
    with pytest.raises(RuntimeError, match="Missing option or value for --job-bookmark-to"):
        getResolvedOptions(pause, [])
    with pytest.raises(RuntimeError, match="Invalid option"):
        getResolvedOptions(["s", "--job-bookmark-from", "a", "--job-bookmark-to", "b"], [])
