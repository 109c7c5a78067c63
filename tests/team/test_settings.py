"""A hook in somebody's settings: what stands there stays, byte by byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luke_cli.team.settings import EMPTY, with_hooks

GROUP = {"hooks": [{"type": "command", "command": "luke check"}]}
HOOKS = {"Stop": [GROUP]}

KEPT = """\
{
    "env": {"A": "ä", "B":"\\u00e4"},
    "permissions": { "allow": ["Bash(git:*)",
                               "Read"] },
    "hooks": {
        "Stop": [
            {"hooks": [{"type": "command", "command": "./notify"}]}
        ]
    },
    "model": "opus"
}
"""

ADDED = """\
            {"hooks": [{"type": "command", "command": "./notify"}]},
            {
                "hooks": [
                    {
                        "type": "command",
                        "command": "luke check"
                    }
                ]
            }
"""


def test_a_list_of_hooks_gets_one_more():
    """The text around it is the same: its order, its indent, its lists on one line."""
    expected = KEPT.replace(
        '            {"hooks": [{"type": "command", "command": "./notify"}]}\n', ADDED
    )
    assert with_hooks(KEPT, HOOKS) == expected


FROM_NOTHING = """\
{
  "hooks": {
    "Stop": [
      {
        "hooks": [
          {
            "type": "command",
            "command": "luke check"
          }
        ]
      }
    ]
  }
}
"""


def test_what_is_missing_is_made():
    assert with_hooks(EMPTY, HOOKS) == FROM_NOTHING


def test_the_indent_is_that_of_the_file():
    after = with_hooks('{\n\t"model": "opus"\n}', HOOKS)
    member = FROM_NOTHING.replace("  ", "\t").removeprefix("{\n").rstrip("\n")
    assert after == f'{{\n\t"model": "opus",\n{member}'


@pytest.mark.parametrize(
    "command",
    [
        "luke check",
        "cd services/billing && luke --root . check --strict",
        "/opt/bin/luke check; true",
    ],
)
def test_a_hook_that_runs_luke_check_is_enough(command):
    """However a person has changed it."""
    text = json.dumps({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": command}]}]}})
    assert with_hooks(text, HOOKS) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{,}",
        "[]",
        "3",
        '{"model": "opus"} // mine',
        '{"hooks": null}',
        '{"hooks": {"Stop": null}}',
        '{"hooks": {"Stop": {}}}',
        '{"hooks": {"Stop": [1]}}',
    ],
)
def test_what_are_no_settings_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        with_hooks(text, HOOKS)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
STOPS = st.just({}) | st.just({"Stop": []}) | st.just({"Stop": [{"hooks": []}], "Other": []})


@given(
    settings=st.dictionaries(st.text().filter(lambda key: key != "hooks"), VALUES, max_size=4),
    hooks=STOPS,
    first=st.booleans(),
    indent=st.sampled_from([None, 0, 2, 4, "\t"]),
)
def test_any_settings(settings, hooks, first, indent):
    """The hook is the last of its list, all else is equal and in its order, and no byte is lost."""
    whole = {"hooks": hooks} | settings if first else settings | {"hooks": hooks}
    before = json.dumps(whole, indent=indent, ensure_ascii=False)
    after = with_hooks(before, HOOKS)
    read = json.loads(after)
    assert list(read) == list(whole)
    assert read == whole | {"hooks": hooks | {"Stop": [*hooks.get("Stop", []), GROUP]}}
    left = iter(after)
    assert all(one in left for one in before)
    assert with_hooks(after, HOOKS) == after
