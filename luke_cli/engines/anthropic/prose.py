"""An overview of a plan in words of a model: one question, and only sentences that keep to the plan."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from luke_cli import templating
from luke_cli.docs.orders import orders
from luke_cli.engines.anthropic.ask import NoAnswerError, UnreadableError, ask
from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.outline import outline
from luke_cli.engines.anthropic.pages import Page, prefix_of
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.engines.anthropic.session import Session, UnaskedError
from luke_cli.engines.anthropic.settings import Settings
from luke_cli.engines.anthropic.shown import mark_of
from luke_cli.plan.prose import Known, Paragraphs, known_of, unknown
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.model import Spec

_PARTS: Final = ("overview", "rationale")
_TEXTS: Final = {"type": "array", "items": {"type": "string"}}
_SCHEMA: Final = {
    "type": "object",
    "properties": dict.fromkeys(_PARTS, _TEXTS),
    "required": list(_PARTS),
    "additionalProperties": False,
}
_MAX_TOKENS: Final = 4_000


@dataclass(frozen=True, slots=True)
class Prose:
    """What a model says of a plan."""

    paragraphs: Paragraphs | None = None
    """None where it has not answered: what it said before stays, as far as it holds."""
    refused: tuple[Diagnostic, ...] = ()
    unanswered: tuple[Diagnostic, ...] = ()
    unasked: tuple[Request, ...] = ()

    @property
    def told(self) -> str:
        """What came of the question, "" if none was put."""
        if self.paragraphs is None:
            return ""
        taken = sum(map(len, self.paragraphs))
        return f"{taken} sentences of overview taken · {len(self.refused)} refused"


def prose(session: Session, settings: Settings, pages: Sequence[Page], spec: Spec) -> Prose:
    """Ask for an overview of a plan, and return the sentences that keep to it.

    Raises: BudgetError; ProviderError; UsageError.
    """
    request = _request(settings, pages, spec)
    try:
        said = ask(session, request, _read)
    except NoAnswerError as error:
        session.forget(request.task)
        return Prose(unanswered=(_unanswered(str(error)),))
    except UnaskedError:
        return Prose(unasked=(request,))
    known = known_of(spec, [page.text for page in pages])
    reasons = [[(one, _unknown(one, known)) for one in sentences] for sentences in said]
    return Prose(
        [[one for one, reason in sentences if not reason] for sentences in reasons],
        tuple(_refused(one, why) for sentences in reasons for one, why in sentences if why),
    )


def _unknown(sentence: str, known: Known) -> str:
    """Return why a sentence is refused; whoever reads a plan may be a model, which nothing may order."""
    return "orders to a model" if any(orders(sentence, "")) else unknown(sentence, known)


def _request(settings: Settings, pages: Sequence[Page], spec: Spec) -> Request:
    sections = outline(spec)
    mark = mark_of(repr(sections))
    question = redacted(templating.prompt("overview.md.j2", sections=sections, mark=mark))
    return Request(
        task="prose",
        model=settings.model,
        effort=settings.effort,
        # The words that stand before the documents in the other questions: they are paid for once.
        system=templating.prompt("design.md.j2"),
        prefix=prefix_of(pages),
        question=question,
        schema=_SCHEMA,
        own=question + "".join(page.text for page in pages),
        max_tokens=_MAX_TOKENS,
    )


def _read(text: str) -> Paragraphs:
    """Return the sentences of an answer; raises UnreadableError."""
    try:
        answer: Any = json.loads(text)
        said = [answer[part] for part in _PARTS]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise UnreadableError(f"it is no JSON with the lists {' and '.join(_PARTS)}") from None
    if not all(
        isinstance(part, list) and all(isinstance(one, str) for one in part) for part in said
    ):
        raise UnreadableError("a list of sentences has something else in it")
    return [[" ".join(one.split()) for one in part] for part in said]


def _refused(sentence: str, what: str) -> Diagnostic:
    message = f"a model speaks of {what[:60]} in the overview, of which the plan does not"
    return Diagnostic("LK-M105", Severity.NOTE, message, None, f"its sentence: {sentence[:80]}")


def _unanswered(why: str) -> Diagnostic:
    message = f"the model was asked for an overview in vain: {redacted(why)[:200]}"
    return Diagnostic("LK-M203", Severity.WARNING, message, None, "the next run asks again")
