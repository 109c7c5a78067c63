"""A request and its answer, as values: what is asked, what came back, and the name of the pair."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from luke_cli.usage import Usage

Json = Mapping[str, Any]

_KEY: Final = 16
"""Bytes of a digest: far more than a project has exchanges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a model is asked: words that stay the same, the documents, and then the question."""

    task: str
    """What it is for: `design PRD.md`."""
    model: str
    effort: str
    system: str
    prefix: str
    """The documents: the same bytes in every request of a run, so that they are paid for once."""
    question: str
    schema: Json
    own: str
    """What the answer depends on; the question may show more than that."""
    later: tuple[Json, ...] = ()
    """Messages behind the question."""
    max_tokens: int = 16_000

    @property
    def key(self) -> str:
        """The name of the exchange: the same as long as what it depends on is."""
        parts = (self.model, self.effort, self.system, self.schema, self.task, self.own, self.later)
        return digest(json.dumps(parts, sort_keys=True, ensure_ascii=False))

    @property
    def size_bytes(self) -> int:
        """Everything that is sent, about."""
        later = json.dumps(self.later, ensure_ascii=False)
        schema = json.dumps(self.schema)
        parts = (self.system, self.prefix, self.question, later, schema)
        return sum(len(part.encode()) for part in parts)

    def body(self) -> dict[str, Any]:
        """Return the body that the Messages API takes."""
        config: dict[str, Any] = {"format": {"type": "json_schema", "schema": dict(self.schema)}}
        if self.effort:
            config["effort"] = self.effort
        documents = {"type": "text", "text": self.prefix, "cache_control": {"type": "ephemeral"}}
        first = {"role": "user", "content": [documents, {"type": "text", "text": self.question}]}
        return {
            "model": self.model,
            "system": [{"type": "text", "text": self.system}],
            "messages": [first, *self.later],
            "output_config": config,
        }

    def followed_by(self, reply: "Reply", words: str = "") -> "Request":
        """Return the request that goes on behind an answer; without words the model just goes on."""
        said: list[Json] = [{"role": "assistant", "content": reply.content}]
        if words:
            said.append({"role": "user", "content": [{"type": "text", "text": words}]})
        return replace(self, later=(*self.later, *said))


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    content: list[dict[str, Any]]
    """Blocks, as the API gave them."""
    stop: str
    """Why it ends: `end_turn`, `max_tokens`, `refusal`, `pause_turn`, ..."""
    usage: Usage

    @property
    def text(self) -> str:
        """The words of it."""
        return "".join(block["text"] for block in self.content if block["type"] == "text")


def digest(text: str) -> str:
    """Return a short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[: 2 * _KEY]
