"""When a refresh or a release starts because something has happened."""

import dagster as dg

from dagster_project.feeds.collecting import due_feeds
from dagster_project.feeds.config import read_feeds
from dagster_project.orchestration import state
from dagster_project.orchestration.fetching import FETCH_JOB
from dagster_project.orchestration.housekeeping import end_dead_runs, ended_lately, has_died, is_going_on
from dagster_project.settings import Settings

LOOKS_A_FEED_LOOK = 3  # feeds are due hours apart: looks at the landing folder for one at the feeds
RUNNING = dg.DefaultSensorStatus.RUNNING


def sensors(settings: Settings, job_name: str) -> list[dg.SensorDefinition]:
    """The look at the landing folder, and the one that lets the release follow its marts."""

    @dg.sensor(
        name="landing_folder",
        job_name=job_name,
        minimum_interval_seconds=settings.look_seconds,
        default_status=RUNNING,
        description="Refresh when a file of the landing folder, reference data, a model or the code has changed.",
    )
    def landing_folder(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        end_dead_runs(context.instance)
        if is_going_on(context.instance, FETCH_JOB):
            return dg.SkipReason("feeds are being fetched: what they bring is refreshed when they are done")
        return look(context, settings, job_name)

    @dg.sensor(
        name="feeds_due",
        job_name=FETCH_JOB,
        minimum_interval_seconds=LOOKS_A_FEED_LOOK * settings.look_seconds,
        default_status=RUNNING,
        description="Fetch the feeds of feeds.yaml whose time has come.",
    )
    def feeds_due(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        return look_at_feeds(context, settings)

    release_follows = dg.AutomationConditionSensorDefinition(
        "release_follows",
        target=dg.AssetSelection.assets(["main", "release_info"], ["main", "report"]),
        minimum_interval_seconds=30,
        default_status=RUNNING,
        description="Release when a mart was materialized by hand.",
    )
    return [landing_folder, feeds_due, release_follows]


def look_at_feeds(context: dg.SensorEvaluationContext, settings: Settings) -> dg.RunRequest | dg.SkipReason:
    """A run when a feed is due and none is going on. A mistake in feeds.yaml fails the tick and says where it is."""
    feeds = read_feeds(settings.feeds_file).feeds
    if not feeds:
        return dg.SkipReason(f"no feeds are named: {settings.feeds_file} does not exist or is empty")
    if is_going_on(context.instance, FETCH_JOB):
        return dg.SkipReason("feeds are being fetched")
    due = due_feeds(feeds, settings.feeds_folder, settings.now())
    if not due:
        return dg.SkipReason(f"none of {len(feeds)} feeds is due")
    # Feeds that are due one after the other would keep the landing folder from ever having its turn.
    if ended_lately(context.instance, FETCH_JOB, LOOKS_A_FEED_LOOK * settings.look_seconds):
        return dg.SkipReason("feeds have just been fetched: a refresh of what they brought comes first")
    return dg.RunRequest(tags={"dateline/reason": f"{len(due)} of {len(feeds)} feeds are due"})


def look(context: dg.SensorEvaluationContext, settings: Settings, job_name: str) -> dg.RunRequest | dg.SkipReason:
    """A run when there is news, once for each state of affairs: what failed is not tried again by itself all day.

    A run that was killed has not failed: the next one takes up its work.
    """
    if not settings.landing_url and not settings.landing_folder.is_dir():
        return dg.SkipReason(f"the landing folder {settings.landing_folder} does not exist")
    observed = state.observe(settings)
    reasons = state.news(settings, observed)
    if not reasons:
        return dg.SkipReason(state.NOTHING_NEW)
    digest = "-".join(observed.values())
    if context.cursor == digest and not has_died(context.instance, job_name):
        return dg.SkipReason(
            f"a refresh was already started because {reasons[0]}; if it failed, the daily one tries again"
        )
    context.update_cursor(digest)
    return dg.RunRequest(tags={"dateline/reason": "; ".join(reasons)})
