"""``config show``: the effective settings."""

from __future__ import annotations

import json

import typer

from filings.cli.options import HomeOption, settings_for


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The effective settings: shipped defaults, your files, the environment.")
    group.command("show")(show)
    group.callback()(_group)
    app.add_typer(group, name="config")


def _group() -> None:
    """The effective settings: shipped defaults, your files, the environment."""


def show(home: HomeOption = None) -> int:
    """Every setting as it is in force, secrets masked."""
    settings = settings_for(home)
    typer.echo(json.dumps(settings.model_dump(mode="json"), ensure_ascii=False, indent=2))
    return 0
