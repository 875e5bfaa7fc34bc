"""The entry: all commands, and the one place that turns errors into exit codes."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from typing import NoReturn

import typer

from filings.cli import (
    alerts,
    brief,
    calendar,
    config,
    db,
    demo,
    detect,
    evidence,
    explain,
    failures,
    issuers,
    lists,
    lookups,
    read,
    redetect,
    status,
    triage,
    verify,
    watch,
)
from filings.cli.options import GIVEN, Given, HomeOption, QuietOption, VerboseOption, VersionOption
from filings.errors import FilingsError

app = typer.Typer(
    name="filings",
    help="Watch stock exchange announcements; flag project terminations and asset disposals with page and quote.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _module in (
    *(demo, watch, lookups, brief, evidence, explain, read, detect, triage),
    *(failures, verify, status, alerts, calendar, redetect, db, config, lists, issuers),
):
    _module.register(app)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    home: HomeOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    version: VersionOption = False,
) -> None:
    """Watch stock exchange announcements; flag project terminations and asset disposals with page and quote."""
    del version
    GIVEN.set(Given(home, quiet, verbose))
    if context.invoked_subcommand is None:
        lookups.today(home)


def run() -> NoReturn:
    """Run the command line and exit; see interface.md for the codes."""
    sys.exit(exit_code_of(sys.argv[1:]))


def exit_code_of(arguments: list[str]) -> int:  # noqa: PLR0911 - one return per kind of ending
    """Run one command and return its exit code; messages for people go to stderr."""
    try:
        result = app(args=arguments, prog_name="filings", standalone_mode=False)
    except FilingsError as error:
        _say(f"error: {error.message}", error.hint)
        return error.exit_code
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        _say(f"error: {error.format_message()}", f"{_command_of(error)} --help shows what can be typed")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _say("interrupted: everything finished so far is kept; the same command goes on from there", None)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the outer rim
        _report_bug(error, arguments)
        return 70
    return result if isinstance(result, int) else 0


def _command_of(error: typer.TyperException) -> str:
    """The command that was typed, as far as it was understood."""
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "filings"


def _say(message: str, hint: str | None) -> None:
    print(message, file=sys.stderr)  # noqa: T201 - this is the command line
    if hint:
        print(f"  → {hint}", file=sys.stderr)  # noqa: T201 - the same


def _report_bug(error: Exception, arguments: list[str]) -> None:
    from filings.cli.options import version_text  # noqa: PLC0415 - only for a bug

    _say("this is a bug in filings; nothing half-written was kept. Please paste what follows into an issue:", None)
    _say(f"\n{version_text()} · Python {platform.python_version()} · {platform.platform()}", None)
    _say(f"filings {' '.join(arguments)}\n", None)
    _say("".join(traceback.format_exception(error)), None)
