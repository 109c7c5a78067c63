"""Leads say what is true of the plan and of the backend, and nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import luke_cli.backend
from luke_cli.plan import render
from luke_cli.plan.kept import BUILT, FOLLOWED
from luke_cli.spec.model import Field, Kind, Setting, Spec, State, Type, TypeName
from tests.plan.plans import PLAN, SPEC

BY_OPERATIONS = {"registration", "update_method"}
"""Resolve has made operations of them; the backend follows those."""


ROWS = """\
| *Decide* | *Taken meanwhile* | *Touches* |
|---|---|---|
| [Rights](#5-authorization-model) | luke's proposal for rights that no document states | tag:write |
| [Entities](#assumptions) | luke's proposal for what is referred to and defined nowhere | Tag |
| [Operations](#operations) | contract only, answers 501 | report.burndown |
| [Traceability](#13-traceability) | nothing is generated | R-offline |"""


def section(plan: str, title: str) -> list[str]:
    """Return the lines below a heading of level 2."""
    lines = plan.split("\n")
    start = next(number for number, line in enumerate(lines) if line.endswith(title))
    below = lines[start + 1 :]
    end = next((number for number, line in enumerate(below) if line.startswith("## ")), None)
    return below[:end]


def test_the_backend_acts_on_what_leads_say():
    """A setting counts as followed only if the code of the backend looks at it."""
    folder = Path(luke_cli.backend.__file__).parent
    pages = [*folder.rglob("*.py"), folder.parent / "spec/cached.py"]
    sources = [path.read_text(encoding="utf-8") for path in pages]
    read = {name for text in sources for name in re.findall(r'setting\(\s*"([a-z_]+)"', text)}
    stems = {
        name for text in sources for name in re.findall(r'"(rate_limit[a-z_]*|cache_ttl)"', text)
    }
    assert (read | stems) - BUILT.keys() == FOLLOWED - BY_OPERATIONS


def test_an_empty_project_is_told_what_is_missing():
    """With nothing to go on, the plan says so first and claims nothing."""
    lead = section(render(Spec("Nothing", ("PRD.md",))), "Read first")[0]
    assert lead == (
        "**Too little to build from:** no document says what is stored, so what follows is sign-in and"
        " nothing else. A page of plain sentences is enough: what is kept, what each has (`A boat has a"
        " name, a length and an owner`), who works with it, and what each of them wants to do. "
        "**Not there:** DESIGN.md, SECURITY.md, WEB-UI.md and MOBILE-UI.md. **Not described:** what"
        " is stored; any endpoint; who the users are; who may do what; what users want (no story, no"
        " criterion). Nothing needs a person."
    )


def test_what_needs_a_person_stands_first():
    """The rows name what is open, and what is built on it meanwhile."""
    lines = section(PLAN, "Read first")
    assert "\n".join(lines[2:8]) == ROWS


def test_a_blocking_decision_stands_above_all():
    """What stops the next phase is the first row."""
    (decision,) = SPEC.decisions
    blocked = replace(SPEC, decisions=(replace(decision, state=State.BLOCKING),))
    lines = section(render(blocked), "Read first")
    assert "`luke --develop` waits until nothing in section 14 is `blocking`." in lines[0]
    assert lines[4] == (
        "| [D-task-state](#decisions) | open, in_review, done | Task.state, TaskState |"
    )


def test_only_what_is_there_is_spoken_of():
    """No tenant, no upload, no rate, no transition: no sentence about them."""
    entities = tuple(replace(entity, traits=()) for entity in SPEC.entities)
    plain = replace(
        SPEC,
        entities=tuple(replace(e, fields=e.fields[:1]) for e in entities),
        operations=tuple(o for o in SPEC.operations if o.kind is Kind.LIST),
        transitions=(),
        indexes=(),
        settings=(),
        permissions=(),
        contracts=(),
        questions=(),
        roles=(),
    )
    plan = render(plain)
    for word in ("tenant` belongs", "Upload", "429", "workflow", "501", "If-Match", "crud"):
        assert word not in plan, word


def test_settings_that_nothing_follows_are_named():
    """A number that the backend ignores is not passed off as kept."""
    settings = (Setting("cache_ttl.stall", "5 min"), Setting("lockout_attempts", "5"))
    plan = render(replace(SPEC, settings=settings))
    lead = section(plan, "8. Caching Strategy")[0]
    assert "The settings below are recorded; the generated backend does not act on them." in lead
    assert "recorded" not in section(plan, "4. Authentication System")[0].lower()


def test_what_is_kept_is_named():
    """The operations that a cache answers; a time of something that none reads is recorded only."""
    settings = (Setting("cache_ttl.task", "5 min"), Setting("cache_ttl.stall", "1 min"))
    lead = section(render(replace(SPEC, settings=settings)), "8. Caching Strategy")[0]
    assert "answers to `task.list`" in lead
    assert "does not act on it: `cache_ttl.stall`." in lead


def test_the_plan_has_no_counts_and_no_trailing_blanks():
    """A count is a conflict that nobody meant; lines of documents are the only numbers of lines."""
    leads = [line for line in PLAN.split("\n") if line and line[0] not in "|>#` "]
    assert [
        line for line in leads if re.search(r"\b[0-9]+ (?:entit|operation|field|role)", line)
    ] == []
    assert PLAN.endswith("|\n")
    assert not [line for line in PLAN.split("\n") if line != line.rstrip()]


def test_keys_are_spoken_of_where_something_takes_one():
    """A time alone is recorded; what takes no key for its secret is named."""
    keyed = replace(SPEC, settings=(*SPEC.settings, Setting("idempotency_ttl", "24 h")))
    lead = section(render(keyed), "1. API Architecture")[0]
    assert "A POST that changes something may carry an `Idempotency-Key`" in lead
    assert "Recorded only" not in lead
    assert "No key is taken" not in lead
    tags = tuple(
        replace(e, fields=(*e.fields, Field("token", Type(TypeName.STRING))))
        if e.name == "Tag"
        else e
        for e in SPEC.entities
    )
    lead = section(render(replace(keyed, entities=tags)), "1. API Architecture")[0]
    assert "where the answer holds a secret: `tag.create`." in lead
    assert "Recorded only" not in lead
    nothing = replace(keyed, operations=tuple(o for o in SPEC.operations if o.method == "GET"))
    told = section(render(nothing), "1. API Architecture")[0]
    assert "Idempotency-Key" not in told
    assert "does not act on it: `idempotency_ttl`" in told
