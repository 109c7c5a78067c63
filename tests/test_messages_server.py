"""The Messages API of the tests, as the real library sees it."""

import anthropic
import pytest

from tests.messages_server import serving

KEY = "sk-ant-not-a-key"
ASKED = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "hello"}],
}
LONG = {
    **ASKED,
    "messages": [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "x" * 400, "cache_control": {"type": "ephemeral"}},
                {"type": "text", "text": "question"},
            ],
        }
    ],
}


def client(server, retries=0):
    return anthropic.Anthropic(api_key=KEY, base_url=server.url, max_retries=retries)


def streamed(server, asked=ASKED, retries=0):
    with client(server, retries).messages.stream(**asked) as stream:
        return stream.get_final_message()


def test_words_and_tools():
    """A turn says words, calls tools, and tells why it stopped."""
    script = """
    - say: good morning
    - tools: [{name: Read, input: {path: a.py}}]
    - stop: refusal
    """
    with serving(script) as server:
        first, second, third = (streamed(server) for _ in range(3))
    assert (first.content[0].text, first.stop_reason) == ("good morning", "end_turn")
    assert (second.content[0].name, second.content[0].input) == ("Read", {"path": "a.py"})
    assert second.stop_reason == "tool_use"
    assert (third.content, third.stop_reason) == ([], "refusal")
    assert server.keys == [KEY] * 3


def test_the_cached_prefix_is_counted_once_and_read_from_then_on():
    """A prefix is the same as long as every byte of it is."""
    with serving("[{say: a}, {say: b}, {say: c}]") as server:
        first, second = streamed(server, LONG).usage, streamed(server, LONG).usage
        assert first.cache_creation_input_tokens == second.cache_read_input_tokens > 100
        assert first.cache_read_input_tokens == second.cache_creation_input_tokens == 0
        assert len(server.cached) == 1
        streamed(server, {**LONG, "model": "claude-opus-5-5"})
        assert len(server.cached) == 2


def test_what_is_busy_is_asked_again():
    """429, 529 and 500 with `retry-after-ms` are retried by the library itself."""
    script = """
    - {status: 429, retry_after_ms: 1}
    - {status: 529, retry_after_ms: 1}
    - {status: 500, retry_after_ms: 1}
    - say: at last
    """
    with serving(script) as server:
        assert streamed(server, retries=3).content[0].text == "at last"
    assert len(server.requests) == 4


def test_a_stream_breaks():
    """An error event and a cut connection end a stream in the middle."""
    with serving("[{say: half, error: overloaded_error}, {say: half, cut: 2}]") as server:
        with pytest.raises(anthropic.APIStatusError) as told:
            streamed(server)
        assert (told.value.status_code, told.value.type) == (200, "overloaded_error")
        with pytest.raises(Exception, match=r"peer closed|incomplete|closed"):
            streamed(server)


def test_counts():
    """Tokens are counted before a message is sent, by the same measure."""
    with serving("[{say: one}]") as server:
        asked = {name: LONG[name] for name in ("model", "messages")}
        counted = client(server).messages.count_tokens(**asked).input_tokens
        used = streamed(server, LONG).usage
    assert counted == used.input_tokens + used.cache_creation_input_tokens > 100


def test_what_no_turn_answers_is_told():
    """A request that the script does not expect fails with what was asked."""
    with (
        serving("[{when: elephants, say: yes}]") as server,
        pytest.raises(anthropic.BadRequestError, match="no turn for: hello"),
    ):
        streamed(server)
