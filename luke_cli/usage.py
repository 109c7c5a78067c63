"""What a run has asked of a language model, and what that costs."""

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Requests, tokens and dollars; nothing of it for what needs no model."""

    model: str = ""
    requests: int = 0
    """Answered by the provider in this run."""
    repeated: int = 0
    """Answered by the journal or a record: not paid again."""
    input_tokens: int = 0
    """Neither written to the cache nor read from it."""
    cache_write_tokens: int = 0
    cache_read_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0

    @property
    def tokens(self) -> int:
        """All tokens, cached or not, in or out."""
        taken = self.input_tokens + self.cache_write_tokens + self.cache_read_tokens
        return taken + self.output_tokens

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together, with the model of the later."""
        counted = (one.name for one in fields(self) if one.name != "model")
        sums = {name: getattr(self, name) + getattr(other, name) for name in counted}
        return Usage(model=other.model or self.model, **sums)


NOTHING: Final = Usage()
"""What a run uses that asks no model."""
