"""Facts as one line of text each: what the fixtures beside this file are written in.

The form is described in `test_fixtures.py`.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    Authority,
    BodyFact,
    ComparisonFact,
    EndpointFact,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    FigureFact,
    HeaderFact,
    IndexFact,
    LimitFact,
    MentionFact,
    NotificationFact,
    ParameterFact,
    PermissionFact,
    ProjectFact,
    RelationFact,
    RequirementFact,
    RoleFact,
    RuleFact,
    ScreenFact,
    SeriesFact,
    SettingFact,
    WorkflowFact,
)
from luke_cli.spec.model import Type, TypeName


def compact(found: Fact | Diagnostic, authority: Authority) -> str:
    """Say a fact (or a diagnostic) in one line; an authority other than the given one is named."""
    if isinstance(found, Diagnostic):
        line = found.place.line if found.place else 0
        return f"{found.severity} {found.code} {found.message} @{line}"
    end = found.place.end_line
    place = f"@{found.place.line}" + (f"-{end}" if end > found.place.line else "")
    other = "" if found.authority == authority else f" ({found.authority.name.lower()})"
    return " ".join([*FORMS[type(found)](found), place + other])


def type_text(of: Type | None) -> str:
    """Say a type as the plan does: `decimal(12,2)`, `enum Status`, `ref User`."""
    if of is None:
        return "?"
    if of.name is TypeName.ENUM:
        return f"enum({', '.join(of.values)})" if of.values else f"enum {of.enum}".rstrip()
    if of.name is TypeName.REF:
        return f"ref {of.target}"
    numbers = [str(n) for n in (of.length, of.precision, of.scale) if n is not None]
    return of.name + (f"({','.join(numbers)})" if numbers else "")


def _words(**values: Any) -> list[str]:
    """Name each value that says something, in order; a true one is its name alone."""
    said = []
    for name, value in values.items():
        word = name.strip("_").replace("_", " ")
        if value is True:
            said.append(word)
        elif isinstance(value, tuple) and value:
            said.append(f"{word} [{', '.join(map(str, value))}]")
        elif value not in (None, "", False, ()):
            said.append(f"{word} {value}")
    return said


def _quoted(text: str) -> list[str]:
    return [json.dumps(text, ensure_ascii=False)] if text else []


_UNIQUE = {True: ["unique"], False: ["not unique"], None: []}


def _entity(fact: EntityFact) -> list[str]:
    words = _words(table=fact.table, partial=fact.partial, append_only=fact.append_only)
    return ["entity", fact.name, *words, *_quoted(fact.comment)]


def _field(fact: FieldFact) -> list[str]:
    unknown = fact.type_text if fact.type is None else ""
    required = {True: ["required"], False: ["optional"], None: []}[fact.required]
    words = _words(
        key=fact.key,
        generated=fact.generated,
        as_=fact.expression,
        default=fact.default,
        values=fact.values,
        to=fact.target,
        on_delete=fact.on_delete,
        min=fact.minimum,
        max=fact.maximum,
        over=fact.over,
        under=fact.under,
        min_length=fact.min_length,
        max_length=fact.max_length,
        pattern=fact.pattern,
        read_only=fact.read_only,
        write_only=fact.write_only,
        many=fact.many,
        inferred=fact.inferred,
    )
    name = f"{fact.entity}.{fact.name}"
    return [
        name,
        type_text(fact.type) + unknown,
        *required,
        *_UNIQUE[fact.unique],
        *([f"unique per {fact.unique_per}"] if fact.unique_per else []),
        *words,
        *_quoted(fact.comment),
    ]


def _rule(fact: RuleFact) -> list[str]:
    needed = {True: ["required"], False: ["optional"], None: []}[fact.required]
    return [
        "rule",
        f"{fact.entity}.{fact.field}" if fact.entity else fact.field,
        *needed,
        *([type_text(fact.type)] if fact.type else []),
        *_UNIQUE[fact.unique],
        *([f"unique per {fact.unique_per}"] if fact.unique_per else []),
        *_words(
            min_length=fact.min_length, max_length=fact.max_length,
            min=fact.minimum, max=fact.maximum, over=fact.over, under=fact.under,
            default=fact.default, values=fact.values,
        ),
    ]  # fmt: skip


def _comparison(fact: ComparisonFact) -> list[str]:
    return ["compared", f"{fact.entity}.{fact.field}", fact.sign, fact.other]


def _enum(fact: EnumFact) -> list[str]:
    return ["enum", fact.name, f"[{', '.join(fact.values)}]"]


def _index(fact: IndexFact) -> list[str]:
    columns = ", ".join(name + (" desc" if desc else "") for name, desc in fact.columns)
    where = ["where", fact.where if fact.conditions else f"? {fact.where}"] if fact.where else []
    return ["index", *filter(None, [fact.name]), f"{fact.entity}({columns})", fact.kind, *where]


def _relation(fact: RelationFact) -> list[str]:
    required = {True: ["required"], False: ["optional"], None: []}[fact.required]
    return [fact.entity, fact.kind, fact.target, *_words(by=fact.field), *required]


def _endpoint(fact: EndpointFact) -> list[str]:
    words = _words(
        id=fact.operation_id,
        entity=fact.entity,
        roles=fact.roles,
        scopes=tuple(f"{role} {scope}" for role, scope in fact.scopes),
        permission=fact.permission,
        public=fact.public,
        private=fact.public is False,
        status=fact.status,
        fails=fact.failures,
        upload=fact.upload,
        tested_only=fact.tested_only,
    )
    return [fact.method, fact.path, *words, *_quoted(fact.summary)]


def _parameter(fact: ParameterFact) -> list[str]:
    words = _words(
        values=fact.values,
        required=fact.required,
        default=fact.default,
        min=fact.minimum,
        max=fact.maximum,
    )
    return [
        f"{fact.method} {fact.path} ?{fact.name}",
        type_text(fact.type),
        *words,
        *_quoted(fact.comment),
    ]


def _body(fact: BodyFact) -> list[str]:
    required = {True: ["required"], False: ["optional"], None: []}[fact.required]
    head = f"{fact.method} {fact.path} {fact.direction} {fact.name}"
    return [head, type_text(fact.type), *required, *_words(inferred=fact.inferred)]


def _role(fact: RoleFact) -> list[str]:
    return ["role", fact.name, *_words(inherits=fact.inherits), *_quoted(fact.comment)]


def _permission(fact: PermissionFact) -> list[str]:
    verb = "may" if fact.allowed else "may not"
    told = [fact.role, verb, f"{fact.resource}:{fact.action}", *_words(scope=fact.scope)]
    return [*told, "blank"] if fact.blank else told


def _workflow(fact: WorkflowFact) -> list[str]:
    arrow = f"{fact.source or '*'} -> {fact.target}" if fact.target else f"state {fact.source}"
    words = _words(on=fact.action, by=fact.roles, needs=fact.needs)
    words += [f'only-if "{one}"' for one in fact.conditions]
    words += [f'sets "{one}"' for one in fact.effects]
    return ["workflow", *filter(None, [fact.entity]), arrow, *words]


def _setting(fact: SettingFact) -> list[str]:
    return [f"#{fact.key}", fact.value]


def _limit(fact: LimitFact) -> list[str]:
    words = _words(of=fact.subject, verb=fact.verb, what=fact.what, per=fact.per)
    return ["limit", fact.measure, *filter(None, [fact.bound]), fact.value, *words]


def _figure(fact: FigureFact) -> list[str]:
    told = [fact.value, *filter(None, [fact.counted, fact.when])]
    return ["figure", *told, f"[{', '.join(fact.words)}]"]


def _requirement(fact: RequirementFact) -> list[str]:
    words = _words(id=fact.id, role=fact.role, goal=fact.goal, reason=fact.reason)
    return [fact.kind, *_quoted(fact.text), *words]


def _mention(fact: MentionFact) -> list[str]:
    said = _words(has=fact.fields, within=fact.within, scope=fact.scope, weak=fact.weak)
    said += ["defined"] if fact.defined else []
    lists = [f"{name} in [{', '.join(values)}]" for name, values in fact.values]
    return [f'"{fact.name}"', fact.action or "-", *said, *lists]


def _notification(fact: NotificationFact) -> list[str]:
    event, told = (json.dumps(one, ensure_ascii=False) for one in (fact.event, fact.told))
    return ["tells", told, "of", event, *_words(by=fact.channel)]


def _screen(fact: ScreenFact) -> list[str]:
    return [
        "screen",
        json.dumps(fact.screen, ensure_ascii=False),
        fact.kind,
        f"[{', '.join(fact.words)}]",
    ]


def _project(fact: ProjectFact) -> list[str]:
    return ["project", fact.name]


FORMS: dict[type, Callable[[Any], Iterable[str]]] = {
    EntityFact: _entity,
    FieldFact: _field,
    RuleFact: _rule,
    ComparisonFact: _comparison,
    EnumFact: _enum,
    IndexFact: _index,
    RelationFact: _relation,
    EndpointFact: _endpoint,
    ParameterFact: _parameter,
    HeaderFact: lambda fact: ["header", fact.name],
    BodyFact: _body,
    RoleFact: _role,
    PermissionFact: _permission,
    WorkflowFact: _workflow,
    SettingFact: _setting,
    LimitFact: _limit,
    FigureFact: _figure,
    SeriesFact: lambda fact: ["series", f"[{', '.join(fact.items)}]"],
    RequirementFact: _requirement,
    NotificationFact: _notification,
    ScreenFact: _screen,
    MentionFact: _mention,
    ProjectFact: _project,
}
