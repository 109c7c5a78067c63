"""Classes of TypeScript whose decorators check fields that are defined elsewhere (class-validator).

export class CreateDogDto {
  @IsString() @MaxLength(60) name: string;
  @IsOptional() @IsInt() @Min(0) @Max(30) age?: number;
  @IsEnum(DogSize) size: DogSize;
}
class UpdateDogDto extends PartialType(CreateDogDto) { ... }      // says nothing of what is required
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.checked_names import checked, code_fences
from luke_cli.notations.code_blocks import matched
from luke_cli.notations.code_lists import Named, named_in
from luke_cli.notations.rule_words import Rule
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import TypeName

_LANGUAGES: Final = frozenset("typescript ts javascript js".split()) | {""}
_LOOKS_LIKE: Final = re.compile(
    r"@(?:Is[A-Z]\w+|(?:Max|Min)Length|Length|Max|Min|Matches|ValidateNested)\("
)
_MAPPED: Final = re.compile(r"@(?:Entity|Column|PrimaryGeneratedColumn|Prop|Schema|Table)\b")
_CLASS: Final = re.compile(r"\bclass\s+(?P<name>\w+)\s*(?P<base>(?:extends|implements)\b[^{}]*)?\{")
_INSIDE: Final = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_MEMBER: Final = re.compile(
    rf"(?P<marks>(?:@\w+(?:{_INSIDE})?\s*){{1,20}})(?:(?:public|private|protected|readonly|declare)\s+)*"
    r"(?P<name>[A-Za-z_]\w*)\s*(?P<mark>[?!]?)\s*(?::\s*(?P<type>[^;=\n}]+)(?P<preset>=)?|=)"
)
_MARK: Final = re.compile(rf"@(\w+)({_INSIDE})?")
_NOTE: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_KINDS: Final = {
    "IsInt": TypeName.INTEGER,
    "IsNumber": TypeName.FLOAT,
    "IsBoolean": TypeName.BOOLEAN,
    "IsUUID": TypeName.UUID,
    "IsString": TypeName.STRING,
}
_PAIR: Final = 2


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what the decorators of classes say of fields."""
    fences = [*code_fences(document, _LANGUAGES, _LOOKS_LIKE)]
    named = named_in(fences)
    for fence in fences:
        text = _NOTE.sub(lambda note: re.sub(r"[^\n]", " ", note.group()), fence.text)
        ends, behind = matched(text), 0
        for head in _CLASS.finditer(text):
            end = ends.get(head.end() - 1, len(text))
            if head.start() < behind:
                continue
            body, behind = text[head.end() : end], end
            of = checked(fence, head["name"])
            if of is None or _MAPPED.search(body) or _MAPPED.search(text[: head.start()][-200:]):
                continue
            is_partial = "PartialType" in (head["base"] or "")
            of = replace(of, is_change=of.is_change or is_partial)
            yield from of.facts(fence, _members(fence, text, head.end(), body, named))


def _members(
    fence: Fence, text: str, start: int, body: str, named: Named
) -> Iterator[tuple[str, Rule, int]]:
    for match in _MEMBER.finditer(body):
        marks = {mark[1]: (mark[2] or "()")[1:-1] for mark in _MARK.finditer(match["marks"])}
        is_list = (match["type"] or "").strip().endswith("[]") or "IsArray" in marks
        if not any(map(_LOOKS_LIKE.match, (f"@{name}(" for name in marks))) or is_list:
            continue
        line = fence.line + text.count("\n", 0, start + match.start("name"))
        yield match["name"], _rule(match, marks, named), line


def _rule(match: re.Match[str], marks: dict[str, str], named: Named) -> Rule:
    is_open = (
        match["mark"] == "?" or "IsOptional" in marks or re.search(r"\bnull\b", match["type"] or "")
    )
    is_told = match["type"] and not match["preset"] and "ValidateIf" not in marks
    sizes = [named.number_in(part) for part in marks.get("Length", "").split(",")][:_PAIR]
    low = named.number_in(marks.get("MinLength", "")) or sizes[0]
    high = named.number_in(marks.get("MaxLength", "")) or (sizes[1] if len(sizes) == _PAIR else "")
    listed = marks.get("IsEnum") or marks.get("IsIn") or ""
    values = named.values_in(listed.partition("message")[0]) if listed else ()
    kind = next((_KINDS[name] for name in marks if name in _KINDS), None)
    minimum = named.number_in(marks.get("Min", ""))
    if not minimum and "IsPositive" in marks and kind is TypeName.INTEGER:
        minimum = "1"
    return Rule(
        required=(not is_open) if is_told else None,
        min_length=(int(low) if low.isdecimal() else 0)
        or ("IsNotEmpty" in marks and bool(high) and 1)
        or None,
        max_length=(int(high) if high.isdecimal() else 0) or None,
        minimum=minimum,
        maximum=named.number_in(marks.get("Max", "")),
        values=values if len(values) > 1 else (),
        kind=None if values or "Matches" in marks else kind,
    )
