"""BACKEND-DEV.md: written and read through the same tables; `parse(render(spec)) == spec`."""

from luke_cli.plan.parse import parse
from luke_cli.plan.render import render

__all__ = ["parse", "render"]
