"""What a provider sends, as an answer: whatever is none of the Messages API is refused as a whole.

A gateway, or whoever stands between, may send anything: blocks without a name, numbers that are texts,
halves of characters. None of that reaches the tools, the journal or the budget.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from luke_cli.engines.anthropic.exchange import Reply
from luke_cli.engines.anthropic.failures import BusyError
from luke_cli.usage import Usage

_ID: Final = re.compile(r"[\w-]{1,128}", re.ASCII)
_MOST: Final = 1_000_000
"""Characters of an answer: several times what the longest one that is asked for may have."""
_TOKENS: Final = 1_000_000_000
_TAKEN_FOR_GRANTED: Final = (
    *(AssertionError, AttributeError, LookupError, RuntimeError, TypeError),
    *(json.JSONDecodeError, UnicodeError),
)
"""What the library raises over events out of order, without a member, or of another type."""
_PARTS: Final = ("text", "partial_json", "thinking")
_MEMBERS: Final[dict[str, tuple[str, ...]]] = {"text": ("text",), "tool_use": ("id", "name")}
"""By the type of a block, what is a text in it."""


def reply_of(message: Any) -> Reply:
    """Return a message of the library as an answer; raises BusyError where it is none."""
    usage = usage_of(message.model, message.usage)
    try:
        blocks = [_plain(block) for block in message.content]
        return Reply(content_of(blocks, message.stop_reason), message.stop_reason, usage)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _strange(usage) from None


def content_of(blocks: Any, stop: Any) -> list[dict[str, Any]]:
    """Return the blocks of an answer; raises ValueError, LookupError or TypeError where they are none."""
    # What cannot be kept in a journal, or sent back, is nothing to begin with.
    json.dumps([blocks, stop], ensure_ascii=False, allow_nan=False).encode()
    members = [(block, ("type", *_MEMBERS.get(block["type"], ()))) for block in blocks]
    texts = [stop, *(block[name] for block, names in members for name in names)]
    calls = [block["id"] for block in blocks if block["type"] == "tool_use"]
    if not all(isinstance(text, str) for text in texts) or len(set(calls)) < len(calls):
        raise TypeError("a text")
    if not all(map(_ID.fullmatch, calls)):
        raise ValueError("an id")
    return [
        block | {"input": block.get("input", {})} if "id" in block else block for block in blocks
    ]


def usage_of(model: Any, usage: Any) -> Usage:
    """Return what an answer has used; raises BusyError where that is no count."""
    names = ("input", "cache_creation_input", "cache_read_input", "output")
    counts = [getattr(usage, f"{name}_tokens", None) or 0 for name in names]
    if not isinstance(model, str) or not all(map(_is_count, counts)):
        raise _strange()
    taken, written, read, given = counts
    return Usage(
        model=model,
        requests=1,
        input_tokens=taken,
        cache_write_tokens=written,
        cache_read_tokens=read,
        output_tokens=given,
    )


def events_of(stream: Any) -> Iterator[Any]:
    """Yield what comes in a stream; raises BusyError where the library cannot make sense of it."""
    size = 0
    for event in _each(stream):
        delta = getattr(event, "delta", None)
        size += sum(len(getattr(delta, part, None) or "") for part in _PARTS)
        if size > _MOST:
            raise BusyError(f"the answer has more than {_MOST:,} characters")
        yield event


def message_of(stream: Any) -> Any:
    """Return what a stream has come to; raises BusyError where that is nothing."""
    try:
        return stream.current_message_snapshot
    except AssertionError:
        raise _strange() from None


def _each(stream: Iterable[Any]) -> Iterator[Any]:
    waiting = iter(stream)
    while True:
        try:
            event = next(waiting)
        except StopIteration:
            return
        except _TAKEN_FOR_GRANTED:
            raise _strange() from None
        yield event


def _plain(block: Any) -> dict[str, Any]:
    # What a model calls a tool with may be anything; the tools say what is wrong with it.
    plain: dict[str, Any] = block.model_dump(mode="json", exclude_none=True, warnings=False)
    return plain


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _TOKENS


def _strange(usage: Usage | None = None) -> BusyError:
    strange = BusyError("what came is no answer of the Messages API")
    if usage is not None:
        strange.usage = usage
    return strange
