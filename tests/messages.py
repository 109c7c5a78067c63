"""The Messages API as values: what a request is made of, how it is counted, how an answer is streamed."""

import json
from collections.abc import Iterator
from typing import Any


def tokens(text: str) -> int:
    """Return what a text counts as."""
    return -(-len(text.encode()) // 4)


def last_said(body: dict[str, Any]) -> str:
    """Return the text of the last block of the last message."""
    return said_in(body["messages"][-1])


def said_in(message: dict[str, Any]) -> str:
    """Return the text of the last block of a message."""
    content = message["content"]
    if isinstance(content, str):
        return content
    block = content[-1]
    return str(block.get("text", block.get("content", "")))


def cached_prefix(body: dict[str, Any]) -> str:
    """Return what stands up to the last block that is marked, as it was sent; "" if none is."""
    blocks = blocks_of(body)
    marked = [
        at
        for at, (*_, one) in enumerate(blocks)
        if isinstance(one, dict) and "cache_control" in one
    ]
    return "".join(map(as_sent, blocks[: marked[-1] + 1])) if marked else ""


def blocks_of(body: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the parts of a request in the order in which they are cached."""
    blocks: list[tuple[Any, ...]] = [("model", body["model"])]
    blocks += [("tools", tool) for tool in body.get("tools", [])]
    system = body.get("system", [])
    blocks += [("system", one) for one in ([system] if isinstance(system, str) else system)]
    for message in body["messages"]:
        content = message["content"]
        blocks += [
            (message["role"], one)
            for one in ([{"text": content}] if isinstance(content, str) else content)
        ]
    return blocks


def events_of(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a message as it is streamed."""
    usage = message["usage"]
    begun = {**message, "content": [], "stop_reason": None, "usage": {**usage, "output_tokens": 1}}
    yield {"type": "message_start", "message": begun}
    for index, block in enumerate(message["content"]):
        is_text = block["type"] == "text"
        empty = {**block, "text": ""} if is_text else {**block, "input": {}}
        whole = block["text"] if is_text else written(block["input"])
        half = len(whole) // 2
        yield {"type": "content_block_start", "index": index, "content_block": empty}
        for part in (whole[:half], whole[half:]):
            delta = (
                {"type": "text_delta", "text": part}
                if is_text
                else {"type": "input_json_delta", "partial_json": part}
            )
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    delta = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield {
        "type": "message_delta",
        "delta": delta,
        "usage": {"output_tokens": usage["output_tokens"]},
    }
    yield {"type": "message_stop"}


def as_sent(value: Any) -> str:
    """Return a value as it was sent: the order of its members is kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def written(given: Any) -> str:
    """Return the input of a tool as JSON; a text is sent as it is, which may be no JSON."""
    return given if isinstance(given, str) else json.dumps(given)
