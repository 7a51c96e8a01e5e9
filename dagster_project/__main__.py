"""The command line behind the Makefile.

Worker processes import this module again, so everything heavy is imported inside the functions.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project import __version__

if TYPE_CHECKING:
    import dagster as dg

    from dagster_project.settings import Settings

logger = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the process's exit status."""
    parser = argparse.ArgumentParser(prog="dateline", description="Raw texts of news pages in, a warehouse out.")
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("refresh", help="run the job `refresh` once and say what it did")
    commands.add_parser("retry", help="the same, and try failed documents again")
    commands.add_parser("feeds", help="fetch all feeds of feeds.yaml now; a refresh makes rows of what they bring")
    commands.add_parser("docs", help="write a static page of all models and columns")
    commands.add_parser("preview", help="say which mentions the changed gazetteer would add and take away")
    commands.add_parser("search", help="list the articles that hold some words").add_argument("query")
    commands.add_parser("explain", help="write a page that explains an article").add_argument("article")
    commands.add_parser("disk", help="say what takes room")
    forget = commands.add_parser("forget", help="remove a text for good")
    forget.add_argument("--location", default="", help="all that ever stood at this path or address")
    forget.add_argument("--document", default="", help="a document_id")
    forget.add_argument("--reason", default="", help="what the tombstone says")
    commands.add_parser("rollback", help="let readers see an older release").add_argument("--to", required=True)
    diff = commands.add_parser("diff", help="say which counts differ between two releases, and why")
    diff.add_argument("before")
    diff.add_argument("after")
    rebuild = commands.add_parser("rebuild", help="make the warehouse again from the archive alone, and compare")
    rebuild.add_argument("--release", default="", help="a kept release, in place of the newest rows")
    for name, port, told in (("ui", 3000, "with the runs of `refresh`"), ("service", 3001, "with a home of its own")):
        server = commands.add_parser(name, help=f"run Dagster's web server and daemon, {told}")
        server.add_argument("--port", type=int, default=port)
        server.add_argument("--without-daemon", action="store_true", help="no schedules, sensors and queue")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stderr)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_is_news)
        handler.addFilter(_disarm)
    return run(options)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of the log is for the user: the project's own, and errors of libraries."""
    return record.name.partition(".")[0] in ("dagster_project", "__main__") or record.levelno >= logging.ERROR


def _disarm(record: logging.LogRecord) -> bool:
    """Spell out what would act on the terminal: names and texts of strangers stand in messages."""
    from dagster_project.text.visible import visible  # noqa: PLC0415

    record.msg, record.args = visible(record.getMessage(), keep="\n\t"), None
    return True


def run(options: argparse.Namespace) -> int:
    """Run a command with the settings of the environment; what a person can mend is said in one line."""
    from dagster_project.feeds.config import FeedsFileError  # noqa: PLC0415
    from dagster_project.settings import SettingError, Settings  # noqa: PLC0415
    from dagster_project.warehouse.connections import BuildFileBusy  # noqa: PLC0415
    from dagster_project.warehouse.lock import WarehouseBusy  # noqa: PLC0415
    from dagster_project.warehouse.releases import ReleaseError  # noqa: PLC0415

    try:
        settings = Settings.from_env()
        settings.check_folders()
        return COMMANDS[options.command](settings, options)
    except (SettingError, FeedsFileError, WarehouseBusy, BuildFileBusy, ReleaseError) as error:
        logger.error("%s", error)  # noqa: TRY400 (the message says it all; a traceback would hide it)
        return 2
    except OSError as error:
        from dagster_project.orchestration.summary import explain  # noqa: PLC0415

        if (told := explain(str(error))) is None:
            raise
        logger.error("%s", told)  # noqa: TRY400 (as above)
        return 1


def _refresh(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration.dbt_process import get_ready  # noqa: PLC0415 (only a refresh runs dbt)

    get_ready(settings)  # while Dagster is imported
    from dagster_project.orchestration.refresh import Refresh  # noqa: PLC0415
    from dagster_project.orchestration.summary import print_summary  # noqa: PLC0415

    with Refresh(settings).as_writer("make refresh") as work:
        first_delivery = work.last_delivery()
        if options.command == "retry":
            logger.info("%d failed documents will be tried again", work.retry())
    if not _run_job(settings):
        return 1
    print_summary(settings, first_delivery)
    return 0


def _run_job_unseen(settings: Settings) -> bool:
    """The same, without a trace in the memory of runs."""
    import dagster as dg  # noqa: PLC0415

    return _run_job(settings, dg.DagsterInstance.ephemeral())


def _run_job(settings: Settings, memory: dg.DagsterInstance | None = None) -> bool:
    """Run the job `refresh` in this process; a failure is said."""
    from dagster_project.definitions import build_definitions  # noqa: PLC0415
    from dagster_project.orchestration.housekeeping import end_dead_runs  # noqa: PLC0415
    from dagster_project.orchestration.summary import failure_reason  # noqa: PLC0415

    definitions = build_definitions(settings)
    job = definitions.resolve_job_def("refresh")
    quiet = {"loggers": {"console": {"config": {"log_level": "ERROR"}}}}
    dbt_log = settings.data_folder / "refresh.log"
    with memory or _instance() as instance, dbt_log.open("w", encoding="utf-8") as log, contextlib.redirect_stdout(log):
        end_dead_runs(instance)
        result = job.execute_in_process(instance=instance, run_config=quiet, raise_on_error=False)
    if not result.success:
        logger.error("The refresh failed; readers keep the release before (run %s).", result.run_id)
        logger.error("%s", failure_reason(result))
    return bool(result.success)


def _forget(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration import removal  # noqa: PLC0415
    from dagster_project.orchestration.refresh import Refresh  # noqa: PLC0415
    from dagster_project.settings import SettingError  # noqa: PLC0415

    if bool(options.location) == bool(options.document):
        raise SettingError("say what to forget: LOCATION=... or DOCUMENT=..., and why: REASON=...")
    with Refresh(settings).as_writer("make forget") as work:
        removed = removal.forget(
            work, location=options.location, document=options.document, reason=options.reason or "no reason given"
        )
    sys.stdout.write("".join(f"{line}\n" for line in removed.lines()))
    if not _run_job(settings):
        logger.error("The releases still hold the text: run make forget again once a refresh succeeds.")
        return 1
    with Refresh(settings).as_writer("make forget") as work:
        sys.stdout.write(f"removed   {removal.finish(work)} older releases, which held it\n")
    return 0


def _fetch_feeds(settings: Settings, _: argparse.Namespace) -> int:
    from dagster_project.orchestration.fetching import print_reports  # noqa: PLC0415
    from dagster_project.orchestration.refresh import Refresh  # noqa: PLC0415

    with Refresh(settings).as_writer("make feeds") as work:
        print_reports(work.fetch(only_due=False))
    return 0


def _roll_back(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration.explaining import write_report  # noqa: PLC0415
    from dagster_project.orchestration.refresh import Refresh  # noqa: PLC0415
    from dagster_project.warehouse.rollback import LATEST, roll_back  # noqa: PLC0415

    with Refresh(settings).as_writer("make rollback") as work:
        release = roll_back(settings.releases_folder, settings.warehouse_file, options.to)
        write_report(settings)
        work.export()
    held = "" if options.to == LATEST else f", until make rollback TO={LATEST}"
    sys.stdout.write(f"New readers see release {release.version} of {release.released_at}{held}\n")
    return 0


def _diff(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration.differences import print_differences  # noqa: PLC0415

    print_differences(settings, options.before, options.after)
    return 0


def _rebuild(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration import rebuild  # noqa: PLC0415

    if options.release:
        differing = rebuild.rebuild_release(settings, options.release, _run_job_unseen)
    else:
        differing = rebuild.rebuild_all(settings, _run_job)
    if differing is None:
        return 1
    what = f"Release {options.release} rebuilt" if options.release else "Rebuilt"
    sys.stdout.write(f"{what} from the archive; tables that differ: {', '.join(differing) or 'none'}\n")
    return 1 if differing else 0


def _write_docs(settings: Settings, _: argparse.Namespace) -> int:
    from dagster_project.orchestration.dbt import write_docs  # noqa: PLC0415

    sys.stdout.write(f"{write_docs(settings)}\n")
    return 0


def _preview(settings: Settings, _: argparse.Namespace) -> int:
    # Imported late, as in all commands: none waits for what only another needs.
    from dagster_project.orchestration.preview import preview, print_preview  # noqa: PLC0415
    from dagster_project.orchestration.refresh import Refresh  # noqa: PLC0415
    from dagster_project.settings import SettingError  # noqa: PLC0415

    if not settings.build_file.exists():
        raise SettingError(f"there is no {settings.build_file} yet: run make refresh first")
    with Refresh(settings).as_writer("make preview") as work:
        print_preview(preview(work))
    return 0


def _search(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration.searching import print_hits  # noqa: PLC0415

    print_hits(settings, options.query)
    return 0


def _explain(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration.explaining import write_explained  # noqa: PLC0415

    sys.stdout.write(f"{write_explained(settings, options.article)}\n")
    return 0


def _show_disk(settings: Settings, _: argparse.Namespace) -> int:
    from dagster_project.orchestration.housekeeping import disk_usage  # noqa: PLC0415

    for name, size in disk_usage(settings).items():
        sys.stdout.write(f"{size / 1e6:>10.1f} MB  {name}\n")
    return 0


def _serve(settings: Settings, options: argparse.Namespace) -> int:
    from dagster_project.orchestration.service import prepare_home, serve  # noqa: PLC0415

    home = settings.data_folder / "dagster_home" if options.command == "service" else _home()
    with_daemon = not options.without_daemon
    os.environ.update(settings.as_variables())
    os.environ["DAGSTER_HOME"] = str(prepare_home(home, queued=with_daemon))
    return serve(options.port, with_daemon=with_daemon)


def _home() -> Path:
    """Where runs are remembered: DAGSTER_HOME, else a folder in the project."""
    from dagster_project.settings import PROJECT_ROOT  # noqa: PLC0415

    return Path(os.environ.get("DAGSTER_HOME") or PROJECT_ROOT / ".dagster")


@contextlib.contextmanager
def _instance() -> Iterator[dg.DagsterInstance]:
    """The instance whose runs the UI shows."""
    import dagster as dg  # noqa: PLC0415

    from dagster_project.orchestration.service import is_prepared, prepare_home  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        home, is_theirs = _home(), "DAGSTER_HOME" in os.environ  # who names a home may have a dagster.yaml of his own
        ready = (home / "dagster.yaml").exists() if is_theirs else is_prepared(home)
        os.environ["DAGSTER_HOME"] = str(home if ready else prepare_home(home))
        with dg.DagsterInstance.get() as instance:
            yield instance


COMMANDS: dict[str, Callable[[Settings, argparse.Namespace], int]] = {
    "refresh": _refresh,
    "retry": _refresh,
    "feeds": _fetch_feeds,
    "docs": _write_docs,
    "preview": _preview,
    "search": _search,
    "explain": _explain,
    "disk": _show_disk,
    "forget": _forget,
    "rollback": _roll_back,
    "diff": _diff,
    "rebuild": _rebuild,
    "ui": _serve,
    "service": _serve,
}

if __name__ == "__main__":
    sys.exit(main())
