"""When a refresh starts by the clock."""

import dagster as dg

from dagster_project.orchestration import state
from dagster_project.orchestration.housekeeping import HOUSEKEEPING_JOB
from dagster_project.settings import Settings

# Before the working day in Europe, after the evening in America.
REFRESH_TIME = "0 5 * * *"
HOUSEKEEPING_TIME = "30 4 * * *"
TIME_ZONE = "UTC"
RUNNING = dg.DefaultScheduleStatus.RUNNING


def schedules(settings: Settings, job_name: str) -> list[dg.ScheduleDefinition]:
    """The daily refresh, and before it the daily housekeeping."""

    @dg.schedule(
        name="daily_refresh",
        cron_schedule=REFRESH_TIME,
        execution_timezone=TIME_ZONE,
        job_name=job_name,
        default_status=RUNNING,
        description="Refresh once a day, if anything has changed since the last refresh or it failed.",
    )
    def daily_refresh() -> dg.RunRequest | dg.SkipReason:
        reasons = state.news(settings, state.observe(settings))
        if not reasons:
            return dg.SkipReason(state.NOTHING_NEW)
        return dg.RunRequest(tags={"dateline/reason": "; ".join(reasons)})

    housekeeping = dg.ScheduleDefinition(
        name="daily_housekeeping",
        cron_schedule=HOUSEKEEPING_TIME,
        execution_timezone=TIME_ZONE,
        job_name=HOUSEKEEPING_JOB,
        default_status=RUNNING,
        description="Delete old runs and their logs.",
    )
    return [daily_refresh, housekeeping]
