"""The help of a command: arguments named as the options are, words and names kept whole."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand

_IN_RANGE = re.compile(r"\bx(?=[<>]=)|(?<=<=)x\b")  # the x of [0<=x<=65535]
_HYPHEN = "\u2011"  # at which no line is broken


class Helped(TyperCommand):
    """A command whose help reads alike under every typer: IN..., no {IN}... and no <list[str]>."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Name the arguments as their metavars do."""
        arguments = [one for one in self.get_params(ctx) if one.param_type_name == "argument"]
        return [str(self.options_metavar), *(_argument(one) for one in arguments)]

    def get_help(self, ctx: Any) -> str:
        """Write the help with plain hyphens, once its lines are broken."""
        return super().get_help(ctx).replace(_HYPHEN, "-")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the arguments, then the options."""
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            name, words = record
            if parameter.metavar:
                words = _IN_RANGE.sub(parameter.metavar, words)
            words = words.replace("-", _HYPHEN)
            if parameter.param_type_name == "argument":
                arguments.append((_argument(parameter), words))
            else:
                options.append((name, words))
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def _argument(parameter: Any) -> str:
    return f"{parameter.metavar}{'...' if parameter.nargs != 1 else ''}"
