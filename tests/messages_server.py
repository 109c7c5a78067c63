"""A Messages API on the loopback: it says what a script says, and keeps what it was sent.

A script is YAML, a list of turns. A request takes the first turn left whose `when` stands in what
was said last, and whose `about` in what was said first; without one it is answered by 400, and the
test that wrote the script sees why:

    - when: PRD.md            # optional
      json: {proposals: []}   # structured output; or `say: words`
    - tools: [{name: Read, input: {path: a.py}}]
    - stop: refusal           # max_tokens, pause_turn, model_context_window_exceeded, ...
    - status: 429             # an error: 429, 529, 500, 400, ... with `error`, `message`, `code`
      retry_after_ms: 10
    - error: overloaded_error # in mid-stream
      after: 2                # events
    - cut: 2                  # the connection, after so many events
    - hang_s: 5               # nothing comes for so long
    - pings_s: 5              # nothing but signs of life
    - events: [{type: ping}]  # exactly these; a text is sent as it is
    - batch: expired          # canceled, errored (with `error`): what a question of a batch comes to

Tokens are counted as a quarter of the bytes. What stands up to a mark of `cache_control` is the
cached prefix: written once, read from then on. A mark of the whole request caches the conversation
as it grows; a server that is `steady` refuses a run that marks another prefix than before.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import yaml

from tests.messages import (
    as_sent,
    blocks_of,
    cached_prefix,
    events_of,
    last_said,
    said_in,
    tokens,
)

ERRORS: Final = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}


@dataclass(eq=False)
class Messages:
    """What a server is to say, and what it has heard."""

    turns: list[dict[str, Any]]
    url: str = ""
    counts: bool = True
    """A gateway may know nothing but messages."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of `/v1/messages`, in the order in which they came."""
    paths: list[str] = field(default_factory=list)
    """Everything that was asked for."""
    keys: list[str] = field(default_factory=list)
    """What each request was signed with."""
    cached: list[str] = field(default_factory=list)
    """The cached prefixes, each once: one entry, as long as the prefix is the same to the byte."""
    steady: bool = False
    """A run may have one cached prefix, and no other."""
    grown: list[str] = field(default_factory=list)
    """Whole conversations that are cached."""
    slow: int = 0
    """How often a batch is still in progress when it is asked for."""
    batches: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """The questions of each batch, by its name; the newest one is the last."""
    lost: int = 0
    """How often the answer to a batch that is put never comes: the connection breaks off."""
    answers: int | None = None
    """So many answers are still to come; whatever is asked then is worked on, and nobody hears of it."""
    silent: int = 0
    """How many answers never came."""
    answered: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    used: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    """The first line of what each request is about, and its tokens."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def turn(self, body: dict[str, Any]) -> dict[str, Any]:
        """Take the turn that answers a request."""
        said, asked = last_said(body), said_in(body["messages"][0])
        with self.lock:
            for number, turn in enumerate(self.turns):
                if turn.get("when", "") in said and turn.get("about", "") in asked:
                    return self.turns.pop(number)
        return {"status": 400, "message": f"the script has no turn for: {said[-200:]}"}

    def usage(self, body: dict[str, Any], output: int) -> dict[str, int]:
        """Count a request, and note its cached prefix."""
        prefix, whole = cached_prefix(body), "".join(map(as_sent, blocks_of(body)))
        total = tokens(as_sent([body.get("system", ""), body["messages"], body.get("tools", [])]))
        marked = whole if "cache_control" in body else prefix
        with self.lock:
            known = [one for one in (*self.cached, *self.grown) if marked.startswith(one)]
            if prefix and prefix not in self.cached:
                self.cached.append(prefix)
            if "cache_control" in body:
                self.grown.append(whole)
        share = min(tokens(marked), total)
        read = min(max(map(tokens, known), default=0), share)
        counted = {
            "input_tokens": total - share,
            "cache_creation_input_tokens": share - read,
            "cache_read_input_tokens": read,
            "output_tokens": output,
        }
        self.used.append((said_in(body["messages"][0]).strip().partition("\n")[0], counted))
        return counted

    def results(self, name: str) -> Iterator[dict[str, Any]]:
        """Answer the questions of a batch, the last one first: their order is none."""
        for asked in reversed(self.batches[name]):
            turn = self.turn(asked["params"])
            kind = turn.get("batch", "errored" if "status" in turn else "succeeded")
            result: dict[str, Any] = {"type": kind}
            if kind == "succeeded":
                result["message"] = _message(self, asked["params"], turn)
            if kind == "errored":
                error = turn.get("error", ERRORS.get(turn.get("status", 500), "api_error"))
                told = {"type": error, "message": turn.get("message", "as the script says")}
                result["error"] = {"type": "error", "error": told}
            yield {"custom_id": asked["custom_id"], "result": result}

    def is_foreign(self, body: dict[str, Any]) -> bool:
        """Tell whether a request has another cached prefix than those before it."""
        return self.steady and bool(self.cached) and cached_prefix(body) not in self.cached


@contextmanager
def serving(script: str, **given: Any) -> Iterator[Messages]:
    """Run a server while the block runs; `script` is YAML."""
    messages = Messages(yaml.safe_load(script) or [], **given)
    server = _Server(("127.0.0.1", 0), _Answer)
    server.messages = messages
    messages.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield messages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    messages: Messages


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
        """Say nothing."""

    def do_GET(self) -> None:
        """Tell of a batch, or what came of its questions."""
        self._note()
        name = self.path.partition("?")[0].removeprefix("/v1/messages/batches").split("/")[1:2]
        self._batch_of(name[0]) if name else self._list()

    def _list(self) -> None:
        """Tell of all batches, on one page."""
        messages = self.server.messages
        shown = [self._batch(one, is_ended=messages.slow <= 0) for one in messages.batches]
        ends = {"first_id": None, "last_id": None, "has_more": False}
        self._json(200, {"data": shown[::-1], **ends})

    def _batch_of(self, name: str) -> None:
        messages = self.server.messages
        if name not in messages.batches:
            self._fail({"status": 404})
        elif self.path.partition("?")[0].endswith("/results"):
            if name not in messages.answered:
                messages.answered[name] = list(messages.results(name))
            lines = [json.dumps(one) for one in messages.answered[name]]
            self._send("\n".join(lines).encode(), "application/x-jsonl")
        else:
            messages.slow -= 1
            self._json(200, self._batch(name, is_ended=messages.slow < 0))

    def _batch(self, name: str, *, is_ended: bool) -> dict[str, Any]:
        moment = "2026-11-02T12:00:00Z"
        kinds = ("processing", "succeeded", "errored", "canceled", "expired")
        counts = dict.fromkeys(kinds, 0)
        counts["succeeded" if is_ended else "processing"] = len(self.server.messages.batches[name])
        url = f"{self.server.messages.url}/v1/messages/batches/{name}/results"
        return {
            "id": name,
            "type": "message_batch",
            "processing_status": "ended" if is_ended else "in_progress",
            "request_counts": counts,
            "created_at": moment,
            "expires_at": moment,
            "results_url": url if is_ended else None,
        }

    def do_POST(self) -> None:
        """Answer for messages, batches and counts."""
        self._note()
        messages = self.server.messages
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path.partition("?")[0].endswith("/batches"):
            name = f"msgbatch_{len(messages.batches) + 1}"
            messages.batches[name] = body["requests"]
            messages.requests += [one["params"] for one in body["requests"]]
            self._put(name)
            return
        if not self.path.partition("?")[0].endswith("/count_tokens"):
            self._message(body)
        elif not self.server.messages.counts:
            self._fail({"status": 404})
        else:
            self._json(200, {"input_tokens": sum(Messages([]).usage(body, 0).values())})

    def _put(self, name: str) -> None:
        messages = self.server.messages
        if messages.lost > 0:
            messages.lost -= 1
            self.close_connection = True
            return
        self._json(200, self._batch(name, is_ended=False))

    def _note(self) -> None:
        messages = self.server.messages
        signed = self.headers.get("authorization", self.headers.get("x-api-key", ""))
        messages.paths.append(self.path.partition("?")[0])
        messages.keys.append(signed.removeprefix("Bearer "))

    def _message(self, body: dict[str, Any]) -> None:
        messages = self.server.messages
        messages.requests.append(body)
        if messages.is_foreign(body):
            self._fail({"status": 400, "message": "the cached prefix is not that of the run"})
            return
        turn = messages.turn(body)
        time.sleep(turn.get("hang_s", 0))
        if "status" in turn:
            self._fail(turn)
            return
        message = _message(messages, body, turn)
        if not body.get("stream"):
            self._json(200, message)
            return
        with suppress(BrokenPipeError, ConnectionResetError):
            self._stream(turn.get("events", list(events_of(message))), turn)

    def _stream(self, events: list[dict[str, Any]], turn: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        ends_s = time.monotonic() + turn.get("pings_s", 0)
        while time.monotonic() < ends_s:
            self._chunk('event: ping\ndata: {"type": "ping"}\n\n')
            time.sleep(0.05)
        if "error" in turn:
            events = events[: turn.get("after", 1)]
            events.append({"type": "error", "error": {"type": turn["error"], "message": "broken"}})
        for event in events[: turn.get("cut", len(events))]:
            self._chunk(event if isinstance(event, str) else _said(event))
        if "cut" in turn:
            self.close_connection = True
            return
        self._chunk("")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _fail(self, turn: dict[str, Any]) -> None:
        status, message = turn["status"], turn.get("message", "as the script says")
        error = {"type": turn.get("error", ERRORS.get(status, "api_error")), "message": message}
        if "code" in turn:
            error["details"] = {"error_code": turn["code"]}
        headers = {}
        if "retry_after_ms" in turn:
            headers["retry-after-ms"] = str(turn["retry_after_ms"])
        if "retry_after" in turn:
            headers["retry-after"] = str(turn["retry_after"])
        self._json(status, {"type": "error", "error": error}, headers)

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._send(json.dumps(body).encode(), "application/json", status, headers)

    def _send(
        self, data: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        messages = self.server.messages
        if messages.answers == 0:
            messages.silent += 1
            time.sleep(600)
        if messages.answers:
            messages.answers -= 1
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(data)


def _said(event: dict[str, Any]) -> str:
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"


def _message(messages: Messages, body: dict[str, Any], turn: dict[str, Any]) -> dict[str, Any]:
    said = json.dumps(turn["json"]) if "json" in turn else turn.get("say", "")
    content: list[dict[str, Any]] = [{"type": "text", "text": said}] if said else []
    content += [
        {"type": "tool_use", "id": f"toolu_{number}", "name": tool["name"], "input": tool["input"]}
        for number, tool in enumerate(turn.get("tools", []))
    ]
    output = turn.get("output", tokens(as_sent(content)))
    return {
        "id": f"msg_{len(messages.requests)}",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": content,
        "stop_reason": turn.get("stop", "tool_use" if turn.get("tools") else "end_turn"),
        "stop_sequence": None,
        "usage": messages.usage(body, output),
    }
