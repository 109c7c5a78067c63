"""Any text through the whole pipeline: a documented exit code, and a backend that compiles."""

import ast
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.backend.generate import generate
from luke_cli.docs import markdown
from luke_cli.engines.template.design import design
from luke_cli.errors import LukeError
from luke_cli.plan import parse, render
from luke_cli.project import Found
from luke_cli.spec.model import Spec
from tests.documents import DESIGN, PRD, SECURITY
from tests.hostile.cases import CASES
from tests.strategies import segments

_TEXTS = [
    *(part for text in (DESIGN, PRD, SECURITY) for part in text.split("\n\n")),
    *(
        text
        for case in CASES.values()
        for text in case.files.values()
        if isinstance(text, str) and len(text) < 5000
    ),
]
_JUNK = st.sampled_from(
    [
        "|",
        "```",
        "~~~",
        "\n",
        "\\",
        "'",
        '"""',
        "{{",
        "%}",
        "\u202e",
        "\u200b",
        ";",
        "::",
        "--",
        "\t",
    ]
)
parts = st.one_of(st.sampled_from(_TEXTS), _JUNK, st.text(max_size=40))


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Return a text with some of its lines dropped, doubled, cut or joined with something else."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        match draw(st.sampled_from(("drop", "double", "cut", "join", "swap"))):
            case "drop":
                del lines[at : at + 1]
            case "double":
                lines.insert(at, lines[at] if lines else "")
            case "cut" if lines:
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "join" if lines:
                lines[at] += draw(parts)
            case _ if lines:
                lines[at], lines[-1] = lines[-1], lines[at]
    return "\n".join(lines)


slowly = settings(max_examples=40)


def parsed(text: str) -> tuple[Spec | None, LukeError | None]:
    try:
        return parse(text), None
    except LukeError as error:
        return None, error


def built(text: str, name: str = "DESIGN.md") -> None:
    """Design and develop in memory; every file of Python compiles."""
    designed = design([Found(name, "", text.encode("utf-8", "surrogatepass"))])
    plan = render(designed.spec)
    spec = parse(plan)
    assert spec == designed.spec
    for path, source in generate(spec).items():
        if path.endswith(".py"):
            ast.parse(source, path)


@slowly
@given(st.lists(parts, max_size=12).map("\n\n".join))
def test_any_document_becomes_a_plan_and_a_backend(text: str) -> None:
    built(text)


@slowly
@given(mutated(DESIGN))
def test_a_broken_document_becomes_a_plan_and_a_backend(text: str) -> None:
    built(text)


@slowly
@given(st.lists(st.lists(st.one_of(segments, segments.map(quote)), min_size=1), min_size=1))
def test_endpoints_of_any_words_become_a_plan_and_a_backend(paths: list[list[str]]) -> None:
    rows = "".join(f"| GET | /{'/'.join(path)} | admin |\n" for path in paths)
    built(f"## Endpoints\n\n| Method | Path | Who |\n|---|---|---|\n{rows}")


_PLAN = render(
    design(
        [
            Found("DESIGN.md", "architect", DESIGN.encode()),
            Found("PRD.md", "product owner", PRD.encode()),
        ]
    ).spec
)


@slowly
@given(mutated(_PLAN))
def test_a_broken_plan_is_refused_or_built(text: str) -> None:
    spec, refused = parsed(text)
    if refused is not None:
        assert refused.diagnostics or refused.hint
        assert all(found.place is not None for found in refused.diagnostics)
    for path, source in generate(spec).items() if spec else ():
        if path.endswith(".py"):
            ast.parse(source, path)


@slowly
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded(data: bytes) -> None:
    text, _ = markdown.decode(data, "PRD.md")
    markdown.read(text, name="PRD.md", owner="")
