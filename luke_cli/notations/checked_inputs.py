"""Inputs of HTML, Vue and JSX that check what people write into fields that are defined elsewhere.

<form id="dog-form">
  <input name="name" minlength="2" maxlength="60" required>
  <input name="age" type="number" min={0} max={30} />
  <select name="size" required><option value="small">Small</option><option value="large">Large</option></select>
</form>

A form that searches is left out.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.checked_names import Checked, checked, code_fences
from luke_cli.notations.rule_words import Rule
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import TypeName

_LANGUAGES: Final = frozenset(
    "html htm xhtml vue svelte jsx tsx javascript js typescript ts erb ejs blade hbs handlebars jinja jinja2 twig astro".split()
) | {""}
_LOOKS_LIKE: Final = re.compile(r"<(?:input|select|textarea)\b", re.IGNORECASE)
_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<tag>form|input|select|textarea|option)\b(?P<said>(?:\"[^\"]*\"|'[^']*'|"
    r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|=>|[^<>\"'{}])*)>",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"(?P<name>[@:\[(.*#]*[A-Za-z][\w.:\])-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|"
    r"\{(?P<code>(?:[^{}]|\{[^{}]*\})*)\}|(?P<bare>[^\s\"'>{}]+)))?"
)
_TEMPLATED: Final = re.compile(r"\{[{%].*?[%}]\}|<%.*?%>", re.DOTALL)
_COMPONENT: Final = re.compile(
    r"\b(?:function|const)\s+(?P<name>(?:\w+(?:Form|Dialog|Modal|Editor|Wizard|Sheet)|(?:New|Create|Add|Edit|Register)[A-Z]\w*))\b"
)
_SEARCH: Final = re.compile(r"search|filter|query|log-?in|sign-?in", re.IGNORECASE)
_TEXTS: Final = frozenset(("", "text", "email", "tel", "url", "textarea"))
_LEFT_OUT: Final = frozenset(
    "hidden submit button reset image file search password radio range color".split()
)
_KINDS: Final = {
    "number": TypeName.FLOAT,
    "date": TypeName.DATE,
    "datetime-local": TypeName.DATETIME,
    "checkbox": TypeName.BOOLEAN,
}
_MOST: Final = 80
"""Characters of an option."""
_MODEL: Final = ("v-model", "[(ngmodel)]", "v-model.trim", "v-model.number", "bind:value")


@dataclass(slots=True)
class _Form:
    """What is open while the tags are read."""

    of: Checked | None
    rules: list[tuple[str, Rule, int, bool]] = field(default_factory=list)
    """Name, what is said, line, and whether it could be marked as required."""


@dataclass(slots=True)
class _Select:
    name: str
    line: int
    required: bool
    values: list[str] = field(default_factory=list)
    is_open: bool = False
    """One of its options is empty, or is known only to the program."""
    has_empty: bool = False


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what the inputs of forms say of fields."""
    for fence in code_fences(document, _LANGUAGES, _LOOKS_LIKE):
        for form in _forms(fence):
            if form.of is None:
                continue
            says_required = any(rule.required for _, rule, _, _ in form.rules)
            rules = (
                (
                    name,
                    rule._replace(required=False)
                    if is_free and says_required and rule.required is None
                    else rule,
                    line,
                )
                for name, rule, line, is_free in form.rules
            )
            yield from form.of.facts(fence, rules)


def _forms(fence: Fence) -> Iterator[_Form]:
    outside = checked(fence, "")
    component = _COMPONENT.search(fence.text)
    if component is not None:
        outside = outside.called(component["name"]) if outside else None
    form, select = _Form(outside), None
    for match in _TAG.finditer(fence.text):
        tag, line = match["tag"].lower(), fence.line + fence.text.count("\n", 0, match.start())
        said = _attributes(match["said"])
        if tag == "form":
            yield form
            form = _Form(outside if match["end"] else _called(outside, said))
        elif tag == "select":
            if select is not None:
                _close(form, select)
            is_read = not match["end"] and "multiple" not in said and _name(said)
            select = _Select(_name(said), line, "required" in said) if is_read else None
        elif tag == "option" and select is not None and not match["end"]:
            _option(select, said, fence.text[match.end() : match.end() + _MOST])
        elif tag in ("input", "textarea") and not match["end"]:
            _input(
                form, "textarea" if tag == "textarea" else said.get("type", "").lower(), said, line
            )
    if select is not None:
        _close(form, select)
    yield form


def _attributes(text: str) -> dict[str, str]:
    found = {}
    for match in _SAID.finditer(_TEMPLATED.sub("…", text)):
        value = next(
            (match[g] for g in ("double", "single", "code", "bare") if match[g] is not None), ""
        )
        if match["code"] == "false" or (
            match["code"] and match["name"] == "required" and match["code"] != "true"
        ):
            continue
        found[match["name"].lower()] = html.unescape(value.strip("`'\" "))
    return found


def _called(outside: Checked | None, said: dict[str, str]) -> Checked | None:
    """Return what a form checks, by its name, its id or where it sends."""
    if outside is None or said.get("method", "").lower() in ("get", "dialog"):
        return None
    target = next(
        (
            part
            for part in said.get("action", "").split("/")
            if re.fullmatch(r"[a-z-]{3,}", part) and part != "api"
        ),
        "",
    )
    for name in (target, said.get("name", ""), said.get("id", "")):
        if _SEARCH.search(name):
            return None
        found = outside.called(name) if name else outside
        if found is None:
            return None
        outside = found
    return outside


def _name(said: dict[str, str]) -> str:
    """Return the field of an input: its name, what it is bound to, or its id."""
    bound = next((said[key].rpartition(".")[2] for key in _MODEL if key in said), "")
    # `dog-name` is the name of a dog.
    identified = said.get("id", "").replace("-", " ")
    name = said.get("name") or said.get("formcontrolname") or bound or identified
    name = re.sub(r"^\w+\[(\w+)\]$", r"\1", name)
    return name if re.fullmatch(r"[A-Za-z][\w -]*", name) else ""


def _input(form: _Form, kind: str, said: dict[str, str], line: int) -> None:
    name = _name(said)
    if not name or kind in _LEFT_OUT or (kind == "checkbox" and "value" in said):
        return
    is_text = kind in _TEXTS
    rule = Rule(
        required=True if "required" in said and kind != "checkbox" else None,
        min_length=_count(said.get("minlength", "")) if is_text else None,
        max_length=_count(said.get("maxlength", "")) if is_text else None,
        minimum=_number(said.get("min", "")) if kind == "number" else "",
        maximum=_number(said.get("max", "")) if kind == "number" else "",
        kind=_KINDS.get(kind),
    )
    is_fixed = {"disabled", "readonly", ":required", "value"} & said.keys()
    form.rules.append((name, rule, line, not is_fixed and kind != "checkbox"))


def _option(select: _Select, said: dict[str, str], behind: str) -> None:
    text = re.split(r"<", behind, maxsplit=1)[0].strip()
    value = said.get("value", text)
    if not value or "disabled" in said:
        select.has_empty = True
    elif re.fullmatch(r"[A-Za-z][\w -]*", value):
        select.values.append(value)
    else:
        select.is_open = True


def _close(form: _Form, select: _Select) -> None:
    values = () if select.is_open else tuple(dict.fromkeys(select.values))
    rule = Rule(
        required=True if select.required else None, values=values if len(values) > 1 else ()
    )
    form.rules.append((select.name, rule, select.line, select.has_empty))


def _count(text: str) -> int | None:
    return int(text) or None if re.fullmatch(r"\d{1,6}", text) else None


def _number(text: str) -> str:
    return text if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,6})?", text) else ""
