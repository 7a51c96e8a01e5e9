"""Fetching feeds as a job of Dagster, and what is said of it."""

from collections.abc import Sequence

import dagster as dg
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dagster_project.feeds.collecting import FeedReport

FETCH_JOB = "fetch_feeds"


def fetch_job() -> dg.JobDefinition:
    """The job that fetches the feeds that are due."""

    @dg.op(
        description="Read the feeds that are due and give their new pages to the archive.",
        required_resource_keys={"refresh"},
    )
    def fetch_due_feeds(context: dg.OpExecutionContext) -> None:
        for report in context.resources.refresh.fetch():
            context.log.info(str(report))

    @dg.job(
        name=FETCH_JOB,
        description="Fetch the feeds that are due; a refresh follows when they bring something new.",
        executor_def=dg.in_process_executor,
    )
    def fetch_feeds_job() -> None:
        fetch_due_feeds()

    return fetch_feeds_job


def print_reports(reports: Sequence[FeedReport]) -> None:
    """Say what each feed brought."""
    table = Table(box=None, pad_edge=False)
    for name in ("feed", "listed", "fetched", "refused", "waiting", "problem"):
        table.add_column(name, justify="left" if name in ("feed", "problem") else "right")
    for report in reports:
        counts = (report.listed, report.fetched, report.refused, report.waiting)
        table.add_row(report.name, *map(str, counts), Text(report.problem))
    Console(highlight=False, soft_wrap=True).print(table)
