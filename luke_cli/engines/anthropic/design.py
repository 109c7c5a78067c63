"""Documents to a spec with a model: what luke reads by itself first, then what it has missed.

    read, resolve -> ask about each document -> judge -> resolve again -> mark

The model adds facts and nothing else. Where none is accepted the spec is that of the template engine.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli import templating
from luke_cli.engines.anthropic.ask import NoAnswerError, ask
from luke_cli.engines.anthropic.batch import PostponedError
from luke_cli.engines.anthropic.estimate import estimated
from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.forms import SCHEMA, Proposal, read
from luke_cli.engines.anthropic.judge import Accepted, Judged, judge
from luke_cli.engines.anthropic.marks import marked
from luke_cli.engines.anthropic.outline import Section, outline
from luke_cli.engines.anthropic.pages import Page, by_name, pages_of, prefix_of
from luke_cli.engines.anthropic.prose import Prose, prose
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.engines.anthropic.session import Session, UnaskedError, session_of
from luke_cli.engines.anthropic.settings import Settings, settings_of
from luke_cli.engines.anthropic.shown import mark_of
from luke_cli.engines.anthropic.told import spent
from luke_cli.engines.template.design import Reading, reading_of
from luke_cli.engines.values import Designed, Run
from luke_cli.errors import LukeError
from luke_cli.project import Found
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec

_MAX_TOKENS: Final = 32_000


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the model has said about all documents."""

    proposals: tuple[Proposal, ...]
    unanswered: tuple[Diagnostic, ...]
    unasked: tuple[Request, ...]


def design(files: Iterable[Found], run: Run) -> Designed:
    """Read what the documents say, ask a model for what is missing, and return what they mean.

    Raises: BudgetError; ProviderError; UsageError; each with what was used so far.
    """
    given = tuple(files)
    settings = settings_of(run.options.model, os.environ)
    session = session_of(settings, run.root, sends=run.options.writes)
    reading = reading_of(given)
    pages = pages_of(given)
    before = reading.meaning()
    try:
        heard = _heard(session, _requests(settings, pages, before.spec), pages)
        judged = judge(heard.proposals, by_name(pages), before.spec)
        after, telling = _meant(reading, before, judged.accepted)
        said = prose(session, settings, pages, after.spec) if run.options.prose else Prose()
    except LukeError as error:
        error.usage = session.usage
        raise
    found = (*after.diagnostics, *map(_secret, filter(_has_secret, pages)))
    unanswered = (*heard.unanswered, *said.unanswered)
    unasked = (*heard.unasked, *said.unasked)
    return replace(
        after,
        diagnostics=(*found, *judged.refused, *said.refused, *unanswered),
        told=_told(session, (_counted(heard, judged, telling), said.told), unasked),
        prose=said.paragraphs,
        usage=session.usage,
        unanswered=bool(unanswered),
        unasked=bool(unasked),
    )


def _requests(settings: Settings, pages: Sequence[Page], spec: Spec) -> list[Request]:
    system, prefix = templating.prompt("design.md.j2"), prefix_of(pages)
    sections = outline(spec)
    mark = mark_of(repr(sections))
    return [
        Request(
            task=f"design {page.name}",
            model=settings.model,
            effort=settings.effort,
            system=system,
            prefix=prefix,
            question=redacted(_question(page, sections, mark)),
            schema=SCHEMA,
            own=_question(page, (), "") + page.text,
            max_tokens=_MAX_TOKENS,
        )
        for page in pages
        if page.is_prose
    ]


def _question(page: Page, sections: Sequence[Section], mark: str) -> str:
    return templating.prompt("question.md.j2", page=page, sections=sections, mark=mark)


def _heard(session: Session, requests: Sequence[Request], pages: Sequence[Page]) -> _Heard:
    """Ask about one document after the other: the first answer makes the others cheap."""
    proposals: list[Proposal] = []
    unanswered: list[Diagnostic] = []
    unasked: list[Request] = []
    prose = (page for page in pages if page.is_prose)
    for page, request in zip(prose, requests, strict=True):
        try:
            proposals += ask(session, request, read)
        except NoAnswerError as error:
            session.forget(request.task)
            unanswered.append(_unanswered(page, str(error)))
        except UnaskedError:
            unasked.append(request)
        except PostponedError:
            continue
    session.settle()
    return _Heard(tuple(proposals), tuple(unanswered), tuple(unasked))


def _meant(
    reading: Reading, before: Designed, accepted: Sequence[Accepted]
) -> tuple[Designed, Sequence[Accepted]]:
    """Return what the documents mean with the proposals that change something one can point at."""
    if not accepted:
        return before, ()
    telling = accepted
    while telling:
        after = reading.meaning(one.fact for one in telling)
        seen = marked(before.spec, after.spec, telling)
        if len(seen.telling) == len(telling):
            return replace(after, spec=seen.spec), telling
        telling = seen.telling
    return before, ()


def _told(session: Session, counted: Sequence[str], unasked: Sequence[Request]) -> str:
    """Say what was asked, what came of it and what it costs, in a line each."""
    estimate = [estimated(session, unasked)] if unasked else []
    if not session.usage.requests and not session.repeated:
        return "\n".join(estimate)
    return "\n".join((*filter(None, counted), spent(session), *estimate))


def _counted(heard: _Heard, judged: Judged, telling: Sequence[Accepted]) -> str:
    assumed = sum(one.is_assumed for one in telling)
    absent = sum(one.code == "LK-M101" for one in judged.refused)
    refused = len(judged.refused)
    parts = (
        f"{len(heard.proposals)} proposals",
        f"{len(telling) - assumed} quoted and taken",
        f"{assumed} assumed",
        f"{len(judged.accepted) - len(telling)} change nothing",
        f"{refused} refused" + (f" ({absent} quote what is not there)" if absent else ""),
    )
    return " · ".join(parts)


def _has_secret(page: Page) -> bool:
    return page.has_secret


def _secret(page: Page) -> Diagnostic:
    return Diagnostic(
        "LK-M202",
        Severity.WARNING,
        "something here looks like a key or a password; the model does not see it",
        Span(page.name, 1),
        "take it out of the document, and make it void",
    )


def _unanswered(page: Page, why: str) -> Diagnostic:
    return Diagnostic(
        "LK-M201",
        Severity.WARNING,
        f"the model was asked about this document in vain: {redacted(why)[:200]}",
        Span(page.name, 1),
        "the plan has what luke reads by itself; the next run asks again",
    )
