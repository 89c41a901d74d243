"""The command line: one module per command, found by its file name.

A module `qm/commands/metrics.py` holds a click command called `metrics`. Commands are loaded
only when asked for, so that `--help` and small commands start quickly. Errors for the
reader go to standard error as one sentence with exit code 1; wrong usage exits 2.
"""

import importlib
import pkgutil
import sys

import click

from qm.errors import QMError

PACKAGE = __name__


class Commands(click.Group):
    """The commands are the modules of this package; those that start with _ are shared parts."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name.removesuffix("_") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module in (cmd_name, f"{cmd_name}_"):  # import_.py: `import` is a word of Python's own
            if module in {m.name for m in pkgutil.iter_modules(__path__)} and not module.startswith("_"):
                return importlib.import_module(f"{PACKAGE}.{module}").command
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """qm: how quality, service level and repeat contacts hang together."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit: 0 done, 1 a sentence on standard error, 2 wrong usage."""
    try:
        cli.main(args=arguments, prog_name="qm", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit("Stopped; nothing was changed.")
    except QMError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
