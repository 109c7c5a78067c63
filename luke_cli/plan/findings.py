"""What is wrong with a plan, each with its code and its place."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from luke_cli.source import Diagnostic, Severity, Span
