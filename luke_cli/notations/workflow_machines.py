"""Workflows that JSON, YAML or an object literal writes down: XState, Symfony, lists of transitions.

states:                                 transitions:
  draft:                                  - name: submit
    on:                                     from: [draft, returned]
      SUBMIT: sent                          to: sent
      DROP: { target: dropped }             roles: [author]
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.states import (
    FLOW,
    STATE_NAME,
    STATUS,
    Where,
    coded_role,
    context_of,
    entity_of,
    folded,
    is_state,
    role_said,
    transition_fact,
)
from luke_cli.notations.trees import Leaf, Tree, items_of, pairs_of, read_yaml, text_of
from luke_cli.notations.trees import Mapping as Object
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, WorkflowFact

_LANGUAGES: Final = frozenset(
    "yaml yml json json5 jsonc js javascript ts typescript jsx tsx text python py".split()
)
_YAML: Final = frozenset(("yaml", "yml", ""))
_HAS: Final = re.compile(
    r"(?:\b|_)(?:states|transitions|events|moves|steps)\b[\"']?\s*(?::[^=\n]{0,80}=|[:=])",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"(?:(?P<name>\w+?)(?:State)?(?:Machine|Workflow|Flow|Config|Definition)?\s*(?::\s*[\w<>., ]{1,60})?=\s*)?"
    r"(?:\b\w{0,20}\.?\b(?:createMachine|Machine|setup)\s*\(\s*|(?<==)\s{0,3}|\A\s*)(?=[{\[])"
)
_CALL: Final = re.compile(r"\([^()]*\)")
_BODY: Final = re.compile(r"=>\s*\{[^{}]*\}")
_MAX: Final = 20_000
_MOST: Final = 12
_NAMES: Final = ("entity", "model", "resource", "aggregate", "id", "workflow", "machine", "name")
_FROM: Final = ("from", "source", "sources", "src", "froms", "when", "current", "from_state")
_TO: Final = ("to", "target", "dest", "destination", "dst", "next", "state", "to_state")
_ACT: Final = ("trigger", "event", "action", "name", "verb", "command", "on", "via", "id", "label")
_WHO: Final = (
    *("roles", "role", "by", "actors", "actor", "who", "allowed", "allowed_roles", "allowedroles"),
    *("performed_by", "permitted", "users", "only"),
)
_NEEDS: Final = ("requires", "required", "needs", "require", "fields")
_GUARDS: Final = ("guard", "guards", "cond", "condition", "conditions", "if")
_MORE: Final = ("meta", "metadata")
_LEAVING: Final = ("on", "transitions", "events", "next", "to", "always", "after", "ondone")
_UNNAMED: Final = re.compile(r"next|to|always|after|ondone", re.IGNORECASE)
_ENTITY_END: Final = re.compile(
    r"[_\s-]*(?:state[_\s-]?machine|machine|work[_\s-]?flow|flow|life[_\s-]?cycle|status|states?|"
    r"publishing|process)$",
    re.IGNORECASE,
)
_NO_ENTITY: Final = frozenset(("", "root", "app", "main", "default", "my", "the", "fsm"))
_ARROW: Final = re.compile(r"^([\w -]{2,40}?)\s*(?:->|→|=>|-->)\s*([\w -]{2,40}?)$")
_ANY: Final = frozenset(("*", "any", "all"))
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class _Step:
    """A step as written; a state may be a frame of others."""

    source: str
    target: str
    line: int
    action: str = ""
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(slots=True)
class _Machine:
    """One workflow while it is read."""

    entity: str
    steps: list[_Step] = field(default_factory=list)
    inside: dict[str, list[str]] = field(default_factory=dict)
    """The states in a state, the one that it begins with first."""


def machine_steps(fence: Fence) -> Iterator[WorkflowFact]:
    """Yield the steps of the state machines in a fence."""
    if len(fence.text) > _MAX or not _HAS.search(fence.text):
        return
    if fence.language and fence.language not in _LANGUAGES:
        return
    for name, tree in _trees(fence):
        for machine in _machines(tree, name, 0):
            steps = [*_flat(machine)]
            if _are_steps(fence, steps):
                yield from (_fact(fence, machine, step) for step in dict.fromkeys(steps))


def _fact(fence: Fence, machine: _Machine, step: _Step) -> WorkflowFact:
    where = Where(
        Span(fence.span.file, step.line), fence.section, machine.entity or entity_of(fence)
    )
    return replace(
        transition_fact(where, step.source, step.target, ""),
        authority=Authority.LIST,
        action=step.action,
        roles=step.roles,
        needs=step.needs,
    )


def _trees(fence: Fence) -> Iterator[tuple[str, Tree]]:
    if fence.language in _YAML:
        yield from (("", tree) for tree in read_yaml(fence.text, fence.line)[0])
        return
    end, name = 0, ""
    for match in [*_OPENS.finditer(fence.text)][:_MOST]:
        if match.end() < end:
            continue
        name = match["name"] or name
        line = fence.line + fence.text.count("\n", 0, match.end())
        tree = read_json(_without_code(fence.text[match.end() :]), line)
        if tree is not None:
            yield name, tree
            end = match.end() + 1


def _without_code(text: str) -> str:
    """Leave out calls and functions: they are no data, and their brackets mislead."""
    for pattern in (_CALL, _CALL, _CALL, _BODY, _BODY):
        text = pattern.sub(lambda found: " " + "\n" * found[0].count("\n"), text)
    return text


def _machines(tree: Tree, name: str, depth: int) -> Iterator[_Machine]:
    """Find the machines in a tree, the outermost of each."""
    if depth > _DEEPEST:
        return
    keys = {pair.key.lower() for pair in pairs_of(tree)}
    if keys & {"states", "transitions", "events"}:
        machine = _Machine(_entity(tree, name))
        for pair in pairs_of(tree):
            key = pair.key.lower()
            if key == "states":
                _read_states(machine, pair.value, text_of(_get(tree, ("initial",))), "", 0)
            elif key in ("transitions", "events", "moves", "steps"):
                machine.steps += _listed(pair.value)
        if machine.steps:
            yield machine
            return
    elif re.search(r"transitions$", name, re.IGNORECASE) and not depth:
        # A plain map from state to states is read where code is: its names have a class before.
        named = [pair for pair in pairs_of(tree) if isinstance(pair.value, Object)]
        machine = _Machine(
            _ENTITY_END.sub("", re.sub(r"_?transitions$", "", name, flags=re.IGNORECASE))
        )
        machine.steps += (step for p in named for step in _named(p.key, p.value, p.line))
        yield from (machine,) if machine.steps else ()
        return
    for pair in pairs_of(tree):
        yield from _machines(pair.value, pair.key, depth + 1)
    for item in items_of(tree):
        yield from _machines(item, name, depth + 1)


def _entity(tree: Tree, name: str) -> str:
    supports = _get(tree, ("supports",))
    shown = [text_of(one) for one in (supports, *items_of(supports)) if text_of(one)]
    names = [re.split(r"[\\.]", one)[-1] for one in shown]
    names += [text_of(_get(tree, (key,))) for key in _NAMES] + [name]
    for one in names:
        bare = _ENTITY_END.sub("", _ENTITY_END.sub("", one.strip("() ")))
        if re.fullmatch(r"[A-Za-z][\w -]{1,40}", bare) and bare.lower() not in _NO_ENTITY:
            return bare
    return ""


def _get(tree: Tree | None, names: Iterable[str]) -> Tree | None:
    by_key = {pair.key.lower(): pair.value for pair in reversed(pairs_of(tree))}
    return next((by_key[name] for name in names if name in by_key), None)


def _read_states(machine: _Machine, tree: Tree, initial: str, frame: str, depth: int) -> None:
    named = [(pair.key, pair.value) for pair in pairs_of(tree)]
    named += [
        (text_of(_get(item, ("name", "id", "state", "key"))), item) for item in items_of(tree)
    ]
    inside = [name for name, _ in named if name]
    if frame and inside:
        machine.inside[frame] = sorted(inside, key=lambda name: name != initial)
    for name, body in named if depth <= _DEEPEST else ():
        for pair in pairs_of(body):
            key = pair.key.lower()
            if key in _LEAVING:
                steps = _leaving(name, pair.value, key)
                machine.steps += (replace(step, line=step.line or pair.line) for step in steps)
            elif key == "states":
                first = text_of(_get(body, ("initial",)))
                _read_states(machine, pair.value, first, name, depth + 1)
            elif key != "initial" and text_of(pair.value) in inside:
                machine.steps.append(_Step(name, text_of(pair.value), pair.line, _act(pair.key)))


def _leaving(source: str, tree: Tree, key: str) -> Iterator[_Step]:
    """Read what leads out of a state: `SUBMIT: sent`, `[{event: SUBMIT, target: sent}]`, `[sent]`."""
    for pair in pairs_of(tree):
        many = items_of(pair.value) or (pair.value,)
        act = "" if _UNNAMED.fullmatch(key) else pair.key
        is_step = pair.key.lower() in (*_TO, *_ACT, *_GUARDS)
        for one in () if is_step else many:
            yield from _to(source, one, act, pair.line)
    if _get(tree, _TO) is not None:
        yield from _to(source, tree, "", tree.line)
    for item in (*items_of(tree), *((tree,) if isinstance(tree, Leaf) else ())):
        yield from _to(source, item, "", item.line)


def _to(source: str, tree: Tree, act: str, line: int) -> Iterator[_Step]:
    target = tree if isinstance(tree, Leaf) else _get(tree, _TO)
    for text in _texts(target):
        step = _completed(_Step(source, text, line), tree)
        yield replace(step, action=_act(act) or step.action)


def _listed(tree: Tree) -> Iterator[_Step]:
    """Read a list of steps, or steps by their names."""
    for item in items_of(tree):
        parts = items_of(item)
        if len(parts) >= 3:
            act = _act(text_of(parts[0]))
            for source in _texts(parts[1]):
                yield _Step(source, text_of(parts[2]), item.line, act)
        elif arrow := _ARROW.match(text_of(item)):
            yield _Step(arrow[1], arrow[2], item.line)
        else:
            yield from _step(item, "", item.line)
    for pair in pairs_of(tree):
        yield from _named(pair.key, pair.value, pair.line)


def _named(key: str, tree: Tree, line: int) -> Iterator[_Step]:
    """Read `submit: {from: draft, to: sent}`, `draft: {submit: sent}` and `draft: [sent]`."""
    if arrow := _ARROW.match(key):
        roles = tuple(role for text in _texts(tree) if (role := role_said(text)))
        yield _completed(_Step(arrow[1], arrow[2], line, roles=roles), tree)
        return
    nested = _get(tree, ("transitions",))
    yield from _step(tree, key, line)
    for item in (*items_of(tree), *items_of(nested), *((nested,) if nested else ())):
        if isinstance(item, Object):
            yield from _step(item, key, item.line)
        elif isinstance(item, Leaf):
            yield _Step(key, item.text, item.line)
    if _get(tree, (*_FROM, *_TO)) is None and not nested:
        for pair in pairs_of(tree):
            yield from _to(key, pair.value, pair.key, pair.line)


def _step(tree: Tree, act: str, line: int) -> Iterator[_Step]:
    sources, targets = _get(tree, _FROM), _get(tree, _TO)
    for source in _texts(sources):
        for target in _texts(targets):
            step = _completed(_Step(source, target, line), tree)
            yield replace(step, action=_act(act) or step.action)


def _completed(step: _Step, tree: Tree) -> _Step:
    """Add who takes a step, what is done and what it needs."""
    more = [tree, *(one for key in _MORE if (one := _get(tree, (key,))) is not None)]
    roles = [role_said(text) for one in more for text in _texts(_get(one, _WHO))]
    roles += [coded_role(text) for one in more for text in _texts(_get(one, _GUARDS))]
    needs = [text for one in more for text in _texts(_get(one, _NEEDS))]
    return replace(
        step,
        action=_act(text_of(_get(tree, _ACT))),
        roles=tuple(dict.fromkeys((*step.roles, *filter(None, roles)))),
        needs=tuple(need for need in needs if re.fullmatch(r"[a-z]+(?:_[a-z]+)*", need)),
    )


def _texts(tree: Tree | None) -> list[str]:
    """Return the words of a leaf or of a list, `draft, sent` as two."""
    leaves = [one for one in (tree, *items_of(tree)) if isinstance(one, Leaf)]
    return [part.strip() for leaf in leaves for part in re.split(r"[,|]", leaf.text)]


def _act(text: str) -> str:
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[.:]", text)[-1])
    return re.sub(r"[\s_-]+", " ", bare).strip().lower() if len(bare) <= 40 else ""


def _flat(machine: _Machine) -> Iterator[_Step]:
    """Yield steps from state to state: a frame begins with its first state, and is left from each."""
    leaving = list(dict.fromkeys(step.source for step in machine.steps if step.source not in _ANY))
    for step in machine.steps:
        target = _begun(machine.inside, re.split(r"[.#]", step.target)[-1])
        sources = leaving if step.source in _ANY else [step.source]
        for source in (one for name in sources for one in _inner(machine.inside, name, 0)):
            if all(map(STATE_NAME.fullmatch, (source, target))) and source != target:
                yield replace(step, source=source, target=target)


def _begun(inside: Mapping[str, Sequence[str]], name: str) -> str:
    for _ in range(_DEEPEST):
        name = inside[name][0] if name in inside else name
    return name


def _inner(inside: Mapping[str, Sequence[str]], name: str, depth: int) -> Iterator[str]:
    if name not in inside or depth > _DEEPEST:
        yield name
        return
    for one in inside[name]:
        yield from _inner(inside, one, depth + 1)


def _are_steps(fence: Fence, steps: Sequence[_Step]) -> bool:
    """Tell whether words that look like steps lead from one state to another."""
    states = {folded(name) for step in steps for name in (step.source, step.target)}
    leads_on = {folded(one.source) for one in steps} & {folded(one.target) for one in steps}
    is_said = any(STATUS.search(text) or FLOW.search(text) for text in context_of(fence))
    usual = sum(map(is_state, states)) * 3 >= len(states)
    return len(steps) > 1 and bool(leads_on or usual) and (is_said or usual or len(leads_on) > 1)
