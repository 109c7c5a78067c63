"""A model at work on one task: it calls tools until its work is proved, or until it gets nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from luke_cli import templating
from luke_cli.engines.anthropic.exchange import Reply, Request, digest
from luke_cli.engines.anthropic.hands.tools import Hands
from luke_cli.engines.anthropic.session import Session
from luke_cli.engines.anthropic.shown import mark_of

TURNS: Final = 60
"""Answers that one task may take."""
IDLE: Final = 8
"""Answers in a row that change no file."""

CALLS: Final = 64
"""Tools that one answer may call: each of them may take minutes."""
_CUT_OFF: Final = "the answer was cut off before its end: change less at once"


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a task."""

    texts: Mapping[str, str]
    """The files of the task that are proved; none if it is not done."""
    why: str = ""
    """Why it is not done."""
    turns: int = 0


def work(
    session: Session,
    request: Request,
    hands: Hands,
    prove: Callable[[Mapping[str, str]], str],
) -> Worked:
    """Let a model work until `prove` finds nothing wrong with its files.

    `prove` says what does not hold, "" if everything does. Raises: what a session raises.
    """
    failed: set[str] = set()
    idle = 0
    for turn in range(1, TURNS + 1):
        reply = session.exchange(request)
        stopped = _stopped(reply)
        if stopped:
            return Worked({}, stopped, turn)
        before = hands.staging.written()
        results = [_result(hands, call, reply.stop) for call in reply.calls]
        texts = hands.staging.written()
        words = ""
        if not results and reply.stop != "pause_turn":
            problem = _problem(reply, texts, prove)
            if not problem:
                return Worked(texts, turns=turn)
            seen = digest(repr((sorted(texts.items()), problem)))
            if seen in failed:
                return Worked({}, f"the same failure came back: {_first(problem)}", turn)
            failed.add(seen)
            words = templating.prompt("unproved.md.j2", problem=problem, mark=mark_of(problem))
        idle = 0 if texts != before else idle + 1
        if idle >= IDLE:
            return Worked({}, f"{IDLE} answers in a row changed no file", turn)
        request = request.followed_by(reply, words, results)
    return Worked({}, f"it is not done after {TURNS} answers", TURNS)


def _stopped(reply: Reply) -> str:
    """Return why nothing that an answer calls is done, "" if it is."""
    if reply.stop == "refusal":
        return "the model refuses to go on"
    if reply.stop == "model_context_window_exceeded":
        return (
            "its work does not fit into the context of the model: take a --model with a larger one"
        )
    if len(reply.calls) > CALLS:
        return f"it calls {len(reply.calls):,} tools at once"
    return ""


def _problem(
    reply: Reply, texts: Mapping[str, str], prove: Callable[[Mapping[str, str]], str]
) -> str:
    """Return what is wrong with an answer that calls no tool: it says that the work is done."""
    if reply.stop == "max_tokens":
        return _CUT_OFF
    return prove(texts) if texts else "no file of the task is changed yet"


def _result(hands: Hands, call: Mapping[str, Any], stop: str) -> Mapping[str, Any]:
    given = call["input"] if isinstance(call["input"], dict) else {}
    # What is cut off may be half of what was meant: nobody can tell.
    cut = stop == "max_tokens"
    said, is_error = (_CUT_OFF, True) if cut else hands.use(str(call["name"]), given)
    content = {"type": "tool_result", "tool_use_id": call["id"], "content": said or "(nothing)"}
    return {**content, "is_error": True} if is_error else content


def _first(text: str) -> str:
    return text.strip().split("\n", 1)[0][:200]
