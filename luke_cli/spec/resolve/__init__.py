"""From claims to a spec: named passes, each from a spec to a fuller one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luke_cli.docs.document import Document
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact, ProjectFact
from luke_cli.spec.model import Spec
from luke_cli.spec.normal import normal
from luke_cli.spec.resolve.api_keys import with_keys_apart
from luke_cli.spec.resolve.behaviour import resolve_behaviour
from luke_cli.spec.resolve.data import resolve_data
from luke_cli.spec.resolve.limits import within_limits
from luke_cli.spec.resolve.mentioned import with_mentions
from luke_cli.spec.resolve.ownership import tenant_of
from luke_cli.spec.resolve.said import Said, gather
from luke_cli.spec.resolve.tenant_rights import with_rights_of_tenant


@dataclass(frozen=True, slots=True)
class Resolved:
    """A spec in its normal form, and what was found on the way."""

    spec: Spec
    diagnostics: tuple[Diagnostic, ...]


def resolve(facts: Iterable[Fact], documents: Sequence[Document]) -> Resolved:
    """Link, type and complete what the documents say."""
    said = with_keys_apart(with_mentions(gather(facts, documents)))
    data, found = resolve_data(said)
    tenant = tenant_of(data)
    said = with_rights_of_tenant(said, tenant.name if tenant else "")
    spec, more = resolve_behaviour(said, data)
    named = replace(spec, project=_project(said), documents=tuple(d.name for d in documents))
    return Resolved(normal(within_limits(named)), (*found, *more))


def _project(said: Said) -> str:
    """Return the name that most documents give the project, the earlier ones first."""
    names = Counter(fact.name for fact in said.of(ProjectFact))
    return max(names, key=lambda name: names[name]) if names else "Backend"
