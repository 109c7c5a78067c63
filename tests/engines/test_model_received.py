"""A provider that sends what is no answer: none of it reaches the tools, the journal or the budget."""

import json

import pytest

from luke_cli.engines.anthropic.client import Client
from luke_cli.engines.anthropic.failures import BusyError
from tests.engines.test_model_session import REQUEST
from tests.messages_server import serving

USED = {"input_tokens": 5, "output_tokens": 1}
STOP = {"type": "message_stop"}


def started(**given):
    message = {"id": "m", "type": "message", "role": "assistant", "model": "x", "content": []}
    ends = {"stop_reason": None, "stop_sequence": None, "usage": USED}
    return {"type": "message_start", "message": {**message, **ends, **given}}


def block(content, index=0):
    return {"type": "content_block_start", "index": index, "content_block": content}


def piece(delta, index=0):
    return {"type": "content_block_delta", "index": index, "delta": delta}


def ended(stop="end_turn", usage=USED):
    delta = {"stop_reason": stop, "stop_sequence": None}
    return {"type": "message_delta", "delta": delta, "usage": usage}


def calling(text="{}", **given):
    """Return the events of an answer that calls a tool."""
    tool = {"type": "tool_use", "id": "toolu_1", "name": "Read", "input": {}, **given}
    plain = {name: value for name, value in tool.items() if value is not None}
    told = piece({"type": "input_json_delta", "partial_json": text})
    return [started(), block(plain), told, ended("tool_use"), STOP]


def saying(text):
    told = piece({"type": "text_delta", "text": text})
    return [started(), block({"type": "text", "text": ""}), told, ended(), STOP]


STRANGE = {
    "nothing": [],
    "an end without a beginning": [STOP],
    "a piece before the message": [piece({"type": "text_delta", "text": "x"})],
    "a piece of no block": [started(), piece({"type": "text_delta", "text": "x"}, 3), STOP],
    "a block of another kind of number": [started(), piece({"type": "text_delta"}, "a"), STOP],
    "no JSON": ["event: message_start\ndata: {nope\n\n"],
    "a list": ["event: message_start\ndata: [1, 2]\n\n"],
    "no message": [{"type": "message_start", "message": None}],
    "counts that are texts": [started(usage={"input_tokens": "9", "output_tokens": 1})],
    "counts below zero": [started(usage={**USED, "input_tokens": -(10**9)})],
    "a count beyond all others": [started(usage={**USED, "input_tokens": 10**18})],
    "content that is a text": [started(content="abc"), ended(), STOP],
    "a text that is none": [started(), block({"type": "text", "text": 5}), ended(), STOP],
    "a block that is none": [started(), block(None), ended(), STOP],
    "an end that is a list": [started(), ended(["x"]), STOP],
    "half of a character": saying("a\ud800b"),
    "a call without an id": calling(id=None),
    "a call with an id that is a path": calling(id="../../x"),
    "a call without a name": calling(name=None),
    "a call of a list": calling(name=["Read"]),
    "a call that never ends": calling("[" * 50_000),
    "a number of a million digits": calling(f'{{"first": {"9" * 1_000_000}}}'),
    "two calls with one id": [
        *calling()[:2],
        block(calling()[1]["content_block"], 1),
        ended(),
        STOP,
    ],
    "words without end": saying("x" * 1_000_001),
}


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
@pytest.mark.parametrize("events", STRANGE.values(), ids=STRANGE)
def test_what_is_no_answer_is_asked_for_again(events):
    """It is the provider that is wrong, not luke: the exit code says so."""
    with serving(json.dumps([{"events": events}])) as server, pytest.raises(BusyError):
        Client(server.url).send(REQUEST, max_tokens=100, left_s=20)


@pytest.mark.parametrize(
    ("events", "content"),
    [
        (saying("hello"), [{"type": "text", "text": "hello"}]),
        (
            calling('{"path": [[["deep"]]]}'),
            [
                {
                    "type": "tool_use",
                    "id": "toolu_1",
                    "name": "Read",
                    "input": {"path": [[["deep"]]]},
                }
            ],
        ),
        ([started(), block({"type": "new", "x": 1}), ended(), STOP], [{"type": "new", "x": 1}]),
    ],
)
def test_what_is_an_answer_is_taken_as_it_is(events, content):
    """Kinds of content that are not known yet, and what a tool is called with, may be anything."""
    with serving(json.dumps([{"events": events}])) as server:
        assert Client(server.url).send(REQUEST, max_tokens=100, left_s=20).content == content
