"""A request and its answer, as values: what is asked, what came back, and the name of the pair."""

import hashlib
import json
from collections.abc import Mapping, Sequence
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
    schema: Json | None = None
    """What the answer has to be; None leaves it free."""
    tools: tuple[Json, ...] = ()
    """What the model may call."""
    own: str = ""
    """What the answer depends on; the question may show more than that."""
    later: tuple[Json, ...] = ()
    """Messages behind the question."""
    max_tokens: int = 16_000

    @property
    def key(self) -> str:
        """The name of the exchange: the same as long as what it depends on is."""
        asked = (self.model, self.effort, self.system, self.schema, self.tools)
        parts = (*asked, self.task, self.own, self.later)
        return digest(json.dumps(parts, sort_keys=True, ensure_ascii=False))

    @property
    def size_bytes(self) -> int:
        """Everything that is sent, about."""
        later = json.dumps(self.later, ensure_ascii=False)
        schema = json.dumps((self.schema, self.tools))
        parts = (self.system, self.prefix, self.question, later, schema)
        return sum(len(part.encode()) for part in parts)

    def body(self) -> dict[str, Any]:
        """Return the body that the Messages API takes."""
        config: dict[str, Any] = {"effort": self.effort} if self.effort else {}
        if self.schema is not None:
            config["format"] = {"type": "json_schema", "schema": dict(self.schema)}
        documents = {"type": "text", "text": self.prefix, "cache_control": {"type": "ephemeral"}}
        first = {"role": "user", "content": [documents, {"type": "text", "text": self.question}]}
        body: dict[str, Any] = {
            "model": self.model,
            "system": [{"type": "text", "text": self.system}],
            "messages": [first, *self.later],
        }
        if config:
            body["output_config"] = config
        if self.tools:
            # The conversation grows: what was said before is read from the cache, too.
            body |= {"tools": list(self.tools), "cache_control": {"type": "ephemeral"}}
        return body

    def followed_by(
        self, reply: "Reply", words: str = "", results: Sequence[Json] = ()
    ) -> "Request":
        """Return the request that goes on behind an answer.

        `results` are those of the tools that it called; without them and without words the model
        just goes on. An answer without content is left out: the API takes none back.
        """
        said: list[Json] = []
        if reply.content:
            said.append({"role": "assistant", "content": reply.content})
        content = [*results, *([{"type": "text", "text": words}] if words else [])]
        if content:
            said.append({"role": "user", "content": content})
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

    @property
    def calls(self) -> tuple[Json, ...]:
        """The tools that it calls."""
        return tuple(block for block in self.content if block["type"] == "tool_use")


def digest(text: str) -> str:
    """Return a short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[: 2 * _KEY]
