"""Crawlers that run by themselves, against a clock of schedules that the test moves (serve --schedule-clock)."""

import datetime
import time

import pytest
from botocore.exceptions import ClientError

from .conftest import make_role, wait_until_ready

HOURLY = "cron(0 * * * ? *)"


def code(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]["Code"]


class Moved:
    """A server whose schedules run ahead by what the file says."""

    def __init__(self, start_server, folder):
        self.file = folder / "ahead"
        self.server = start_server("--schedule-clock", self.file)
        self.glue = self.server.client("glue")
        make_role(self.server.client("iam"), "role")
        self.server.client("s3").create_bucket(Bucket="scheduled")
        self.server.client("s3").put_object(Bucket="scheduled", Key="t/a.json", Body='{"a":1}')

    def ahead(self, **by) -> None:
        self.file.write_text(str(int(datetime.timedelta(**by).total_seconds())))

    def crawler(self, name, schedule=HOURLY):
        self.glue.create_crawler(Name=name, Role="role", DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://scheduled/t/"}]}, Schedule=schedule)

    def crawls(self, name):
        return len(self.glue.list_crawls(CrawlerName=name)["Crawls"])

    def wait_for_crawls(self, name, wanted):
        deadline = time.monotonic() + 30
        while self.crawls(name) < wanted and time.monotonic() < deadline:
            time.sleep(0.1)
        wait_until_ready(self.glue, name)
        assert self.crawls(name) == wanted


@pytest.fixture(scope="module")
def moved(start_server, tmp_path_factory):
    return Moved(start_server, tmp_path_factory.mktemp("clock"))


def test_a_schedule_runs_when_its_time_comes(moved, unique):
    moved.ahead(hours=0)
    moved.crawler(unique)
    assert moved.glue.get_crawler(Name=unique)["Crawler"]["Schedule"] == {"ScheduleExpression": HOURLY, "State": "SCHEDULED"}
    time.sleep(1.5)
    assert moved.crawls(unique) == 0
    moved.ahead(hours=1)
    moved.wait_for_crawls(unique, 1)
    moved.ahead(hours=26)  # however many times have gone by, it is one run
    moved.wait_for_crawls(unique, 2)
    time.sleep(1.5)
    assert moved.crawls(unique) == 2
    moved.glue.delete_crawler(Name=unique)


def test_a_schedule_pauses_and_goes_on(moved, unique):
    moved.ahead(hours=30)
    moved.crawler(unique)
    moved.glue.stop_crawler_schedule(CrawlerName=unique)
    assert moved.glue.get_crawler(Name=unique)["Crawler"]["Schedule"]["State"] == "NOT_SCHEDULED"
    assert code(moved.glue.stop_crawler_schedule, CrawlerName=unique) == "SchedulerNotRunningException"
    moved.ahead(hours=32)
    time.sleep(2.5)
    assert moved.crawls(unique) == 0
    moved.glue.start_crawler_schedule(CrawlerName=unique)
    assert code(moved.glue.start_crawler_schedule, CrawlerName=unique) == "SchedulerRunningException"
    time.sleep(1.5)
    assert moved.crawls(unique) == 0  # what went by in the pause does not count
    moved.ahead(hours=33)
    moved.wait_for_crawls(unique, 1)
    moved.glue.delete_crawler(Name=unique)


def test_a_schedule_is_changed_and_taken_away(moved, unique):
    moved.ahead(hours=40)
    moved.crawler(unique)
    moved.glue.update_crawler_schedule(CrawlerName=unique, Schedule="cron(0 0 1 1 ? 2199)")
    assert moved.glue.get_crawler(Name=unique)["Crawler"]["Schedule"]["ScheduleExpression"] == "cron(0 0 1 1 ? 2199)"
    moved.ahead(hours=42)
    time.sleep(2.5)
    assert moved.crawls(unique) == 0
    moved.glue.update_crawler(Name=unique, Schedule=HOURLY)
    moved.ahead(hours=43)
    moved.wait_for_crawls(unique, 1)
    moved.glue.update_crawler(Name=unique, Schedule="")
    assert "Schedule" not in moved.glue.get_crawler(Name=unique)["Crawler"]
    assert code(moved.glue.start_crawler_schedule, CrawlerName=unique) == "NoScheduleException"
    moved.glue.delete_crawler(Name=unique)


def test_a_time_that_went_by_without_a_server_is_made_up_for(moved, unique):
    moved.ahead(hours=50)
    moved.crawler(unique)
    moved.server.stop()
    moved.ahead(hours=53)
    moved.server.start()
    moved.glue = moved.server.client("glue")
    moved.wait_for_crawls(unique, 1)
    time.sleep(1.5)
    assert moved.crawls(unique) == 1
    moved.glue.delete_crawler(Name=unique)


@pytest.mark.parametrize("wrong", ["every day", "cron(0 * * * * *)", "cron(* * * * ? *)", "cron(0/4 * * * ? *)", "cron(0 25 * * ? *)", "rate(1 hour)"])
def test_schedules_that_are_none(glue, crawler_role, unique, wrong):
    call = dict(Name=unique, Role=crawler_role, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/p/"}]})
    assert code(glue.create_crawler, **call, Schedule=wrong) == "InvalidInputException"
    glue.create_crawler(**call)
    assert code(glue.update_crawler, Name=unique, Schedule=wrong) == "InvalidInputException"
    assert code(glue.update_crawler_schedule, CrawlerName=unique, Schedule=wrong) == "InvalidInputException"
    assert "Schedule" not in glue.get_crawler(Name=unique)["Crawler"]


def test_unknown_crawlers(glue, unique):
    assert code(glue.update_crawler_schedule, CrawlerName=unique, Schedule=HOURLY) == "EntityNotFoundException"
    assert code(glue.start_crawler_schedule, CrawlerName=unique) == "EntityNotFoundException"
    assert code(glue.stop_crawler_schedule, CrawlerName=unique) == "EntityNotFoundException"
