"""Stories and criteria in fences: Gherkin features, YAML test plans, plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.story_forms import CRITERIA, STORY_HINT, one_line, requirement, story_in
from luke_cli.notations.trees import Items, Leaf, read_yaml, walk
from luke_cli.source import Span
from luke_cli.spec.facts import RequirementFact

_STEP: Final = re.compile(r"^\W*(?:Given|When|Then|And|But)\b", re.IGNORECASE)
_SCENARIO: Final = re.compile(
    r"^[ \t]*(?:Scenario(?: Outline)?|Example)[ \t]*:[ \t]*(.*)$", re.MULTILINE
)
_GHERKIN: Final = ("gherkin", "feature", "cucumber")


def read_fence(fence: Fence) -> Iterator[RequirementFact]:
    """Yield the requirements of a fence."""
    is_plain = fence.language in ("", "text")
    if fence.language in _GHERKIN or (is_plain and _SCENARIO.search(fence.text)):
        yield from _spread_story(fence)
        yield from _scenarios(fence)
    elif fence.language in ("yaml", "yml"):
        yield from _yaml(fence)
    elif is_plain and STORY_HINT.search(fence.text):
        for index, line in enumerate(fence.text.split("\n")):
            yield from _story(fence, line.strip(" -*"), Span(fence.span.file, fence.line + index))


def _story(fence: Fence, text: str, place: Span) -> Iterator[RequirementFact]:
    story = story_in(text)
    if story is not None:
        fact = requirement("story", text[story.start : story.end], place, fence.section)
        role, goal, reason = (
            one_line(part).rstrip(" .,;") for part in (story.role, story.goal, story.reason)
        )
        yield replace(fact, role=role, goal=goal, reason=reason)


def _spread_story(fence: Fence) -> Iterator[RequirementFact]:
    """Read the story above the scenarios, one clause a line."""
    above = _SCENARIO.split(fence.text)[0]
    match = re.search(r"^[ \t]*(?=As an?\b)", above, re.MULTILINE | re.IGNORECASE)
    if match is not None:
        first = fence.line + above.count("\n", 0, match.end())
        last = first + above[match.end() :].rstrip().count("\n")
        place = Span(fence.span.file, first, last if last > first else 0)
        yield from _story(fence, " ".join(above[match.end() :].split()), place)


def _scenarios(fence: Fence) -> Iterator[RequirementFact]:
    """Yield each scenario as one criterion, from its name to its last step."""
    name, first, last, steps = "", 0, 0, list[str]()
    for index, line in enumerate([*fence.text.split("\n"), "Scenario:"]):
        scenario = _SCENARIO.match(line)
        if scenario is not None:
            if steps:
                text = f"{name}: {' '.join(steps)}" if name else " ".join(steps)
                place = Span(fence.span.file, fence.line + first, fence.line + last)
                yield requirement("criterion", text, place, fence.section)
            name, first, steps = scenario[1].strip(), index, []
        elif _STEP.match(line):
            first, last = (first if steps or name else index), index
            steps.append(line.strip(" -*"))


def _yaml(fence: Fence) -> Iterator[RequirementFact]:
    has_story = bool(STORY_HINT.search(fence.text))
    if not has_story and not CRITERIA.search(fence.text):
        return
    for tree in read_yaml(fence.text, fence.line)[0]:
        for keys, value in walk(tree):
            if isinstance(value, Leaf) and has_story:
                yield from _story(fence, value.text, Span(fence.span.file, value.line))
            elif isinstance(value, Items) and keys and CRITERIA.search(keys[-1]):
                for item in value.items:
                    if isinstance(item, Leaf) and len(item.text.split()) > 1:
                        place = Span(fence.span.file, item.line)
                        yield requirement("criterion", item.text, place, fence.section)
