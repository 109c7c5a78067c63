"""What an engine hands back."""

from dataclasses import dataclass

from luke_cli.source import Diagnostic
from luke_cli.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Designed:
    """The spec that documents mean, and what is wrong with them."""

    spec: Spec
    diagnostics: tuple[Diagnostic, ...]
