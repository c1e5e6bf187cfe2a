"""The command line: `helpdesk run`, `demo`, `check`, `export`, `backup`, `restore`, `parked`.

Exit status: 0 all is well, 1 something failed, 2 a setting or an argument is wrong.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings

EPILOG = """\
Nothing to hand yet? `helpdesk demo` needs no token and no settings.
Settings come from the environment or from a file .env here; .env.example describes each.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 2
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="helpdesk",
        description="A helpdesk that lives in Telegram: customers write to a bot, "
        "agents answer from one group.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"helpdesk {_version()}")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    run = commands.add_parser(
        "run", help="run the desk with your bot", description="Run the desk until Ctrl+C."
    )
    # A playground that is gone must not leave its bot behind.
    run.add_argument("--until-stdin-ends", action="store_true", help=argparse.SUPPRESS)
    run.set_defaults(command=_run)

    demo = commands.add_parser(
        "demo",
        help="try everything in your browser, without a token",
        description="Open the playground: the real desk against a small Telegram on this machine.",
    )
    demo.add_argument(
        "--port", type=_port, default=8787, help="port of the page (8787, or the next free one)"
    )
    demo.add_argument("--no-browser", action="store_true", help="do not open the browser")
    demo.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="leave the demo's database in this folder, to look at it afterwards",
    )
    demo.set_defaults(command=_demo)

    check = commands.add_parser(
        "check",
        help="look whether everything is set up, and how to mend what is not",
        description="Check token, staff group, rights, database and settings.",
    )
    check.set_defaults(command=_check)
    _add_export(commands)
    _add_backup(commands)
    _add_parked(commands)
    return parser


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = commands.add_parser(
        "export",
        help="write all tickets into a file, for other programs or a spreadsheet",
        description="Write tickets with their messages, files and ratings as JSON Lines or CSV, "
        "while the desk is running or not. Internal notes only with --with-notes.",
    )
    export.add_argument(
        "--format",
        choices=("jsonl", "csv"),
        default="jsonl",
        help="jsonl: a line for each ticket, everything in it (the default); "
        "csv: a folder with a table each for tickets, messages, attachments",
    )
    export.add_argument(
        "--output",
        metavar="PLACE",
        help="a file (jsonl) or a folder (csv) that does not exist yet, or - for standard output; "
        "without it, helpdesk-<today> in this folder",
    )
    export.add_argument(
        "--since", type=_day, metavar="DAY", help="only tickets opened since, like 2026-03-29"
    )
    export.add_argument(
        "--until", type=_day, metavar="DAY", help="only tickets opened until, that day included"
    )
    export.add_argument("--with-notes", action="store_true", help="internal notes, too")
    export.add_argument(
        "--with-log",
        action="store_true",
        help="the audit, too: who did what, before and after",
    )
    export.add_argument(
        "--without-files",
        action="store_true",
        help="no copies of files, which go into a folder `files` beside where KEEP_FILES is set",
    )
    export.add_argument("--force", action="store_true", help="replace what is there already")
    export.set_defaults(command=_export)


def _add_backup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser(
        "backup",
        help="copy the whole database into one checked file, while the desk is running or not",
        description="Copy the database into one file, check that all of it is there, and say what "
        "is in it. On PostgreSQL: the exact line of pg_dump to use.",
    )
    backup.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="a file that does not exist yet, or a folder; without it, helpdesk-<now>.db here",
    )
    backup.set_defaults(command=_backup)
    restore = commands.add_parser(
        "restore",
        help="put a backup where DATABASE_URL names an empty place",
        description="Check a backup and put it where DATABASE_URL says; never over a database "
        "that is there. On PostgreSQL: the exact line of pg_restore to use.",
    )
    restore.add_argument("path", metavar="PATH", help="the file that helpdesk backup made")
    restore.set_defaults(command=_restore)


def _add_parked(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parked = commands.add_parser(
        "parked",
        help="what could not be handled: list it, look at it, have it tried again",
        description="An update that fails five times is parked: kept whole, out of the way of "
        "the others. Without more words this lists what is parked.",
    )
    parked.set_defaults(command=_parked, act="list")
    acts = parked.add_subparsers(title="what to do", metavar="ACT")
    show = acts.add_parser("show", help="show one whole: why it failed, and what Telegram sent")
    show.add_argument("reference", metavar="REFERENCE", help="the code that people were told")
    show.set_defaults(act="show")
    retry = acts.add_parser("retry", help="have it handled once more, by the desk that runs")
    which = retry.add_mutually_exclusive_group(required=True)
    which.add_argument("reference", nargs="?", metavar="REFERENCE")
    which.add_argument("--all", action="store_true", help="all that is parked")
    retry.set_defaults(act="retry")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


_day.__name__ = "day"


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError
    return port


_port.__name__ = "port"  # argparse says "invalid port value"


def _version() -> str:
    try:
        return version("telegram-helpdesk")
    except PackageNotFoundError:
        return "(not installed)"


def _run(options: argparse.Namespace) -> int:
    from bot import logs
    from bot.config import typos

    def run(settings: "Settings") -> int:
        settings.token()
        logs.set_up(settings.log_level, settings.log_format, settings.secrets())
        from bot import app

        return app.run(settings, warnings=typos(), until_stdin_ends=options.until_stdin_ends)

    return _with_settings(run)


def _demo(options: argparse.Namespace) -> int:
    from bot import demo

    return demo.run(options.port, browser=not options.no_browser, keep=options.keep)


def _check(_options: argparse.Namespace) -> int:
    from bot import check
    from bot.config import typos

    return _with_settings(lambda settings: check.run(settings, warnings=typos()))


def _export(options: argparse.Namespace) -> int:
    from bot import export

    order = export.Order(
        format=options.format,
        output=options.output,
        since=options.since,
        until=options.until,
        notes=options.with_notes,
        log=options.with_log,
        force=options.force,
        files=not options.without_files,
    )
    return _with_settings(lambda settings: export.run(settings, order))


def _backup(options: argparse.Namespace) -> int:
    from bot import backup

    return _with_settings(lambda settings: backup.run_backup(settings, options.path))


def _restore(options: argparse.Namespace) -> int:
    from bot import backup

    return _with_settings(lambda settings: backup.run_restore(settings, options.path))


def _parked(options: argparse.Namespace) -> int:
    from bot import parked

    reference = getattr(options, "reference", None)
    return _with_settings(lambda settings: parked.run(settings, options.act, reference))


def _with_settings(work: "Callable[[Settings], int]") -> int:
    """Go on with the settings, or say what is wrong with them."""
    from bot.config import SettingsError, load

    try:
        return work(load())
    except SettingsError as error:
        return _complain(error)


def _complain(error: Exception) -> int:
    print(error, file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
