"""A question that is put until its answer can be read, or until it is clear that none will be."""

from collections.abc import Callable
from typing import Final, TypeVar

from luke_cli import templating
from luke_cli.engines.anthropic.exchange import Reply, Request
from luke_cli.engines.anthropic.session import Session
from luke_cli.errors import ProviderError

T = TypeVar("T")

AGAIN: Final = 2
"""Times that an answer which cannot be read is asked for again."""


class UnreadableError(Exception):
    """An answer is not what was asked for; the text tells the model what to mend."""


class NoAnswerError(Exception):
    """A question has no answer that can be used; the text says why."""


def ask(session: Session, request: Request, read: Callable[[str], T]) -> T:
    """Return what `read` makes of the answer.

    Raises: NoAnswerError for a refusal and after two more unreadable answers; what a session raises.
    """
    problem = ""
    for _ in range(AGAIN + 1):
        request, reply = _whole(session, request)
        if reply.stop == "refusal":
            raise NoAnswerError("the model refuses to answer")
        try:
            return _read(reply, read)
        except UnreadableError as error:
            problem = str(error)
        if not reply.content:
            break
        words = templating.prompt("again.md.j2", problem=problem)
        request = request.followed_by(reply, words)
    raise NoAnswerError(f"its answers cannot be read: {problem}")


def _whole(session: Session, request: Request) -> tuple[Request, Reply]:
    """Return an answer to its end: a model that pauses goes on."""
    reply = session.exchange(request)
    while reply.stop == "pause_turn" and reply.content:
        request = request.followed_by(reply)
        reply = session.exchange(request)
    if reply.stop == "model_context_window_exceeded":
        raise ProviderError(
            "the documents and the answer do not fit into the context of the model",
            hint="take a --model with a larger one, or leave data out of app/design",
        )
    return request, reply


def _read(reply: Reply, read: Callable[[str], T]) -> T:
    if reply.stop == "max_tokens":
        raise UnreadableError("the answer was cut off before its end: make it shorter")
    return read(reply.text)
