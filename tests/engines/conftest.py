"""What the environment of a run with a model is: a key that nobody has, and nothing of who tests."""

import os
import sys

import pytest

KEY = "sk-ant-api03-0123456789abcdef0123"


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in [one for one in os.environ if one.startswith(("ANTHROPIC_", "LUKE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("LUKE_PYTHON", sys.executable)
    monkeypatch.setenv("NO_PROXY", "*")
