"""The description of the API: the operations of the plan, each with all its answers, and no other."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import AsyncClient

from backend.main import create_app
from tests.conftest import SETTINGS

Described = dict[tuple[str, str], dict[str, Any]]
OPERATIONS = {
    ("GET", "/api/v1/teams"): ["200", "401", "403", "422", "429"],
    ("POST", "/api/v1/teams"): ["201", "401", "403", "409", "422", "429"],
    ("GET", "/api/v1/teams/{}"): ["200", "401", "403", "404", "422", "429"],
    ("PATCH", "/api/v1/teams/{}"): ["200", "401", "403", "404", "409", "422", "429"],
    ("DELETE", "/api/v1/teams/{}"): ["204", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/users"): ["200", "401", "403", "422", "429"],
    ("POST", "/api/v1/users"): ["201", "401", "403", "409", "422", "429"],
    ("GET", "/api/v1/users/{}"): ["200", "401", "403", "404", "422", "429"],
    ("PATCH", "/api/v1/users/{}"): ["200", "401", "403", "404", "409", "422", "429"],
    ("DELETE", "/api/v1/users/{}"): ["204", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/projects"): ["200", "401", "403", "422", "429"],
    ("POST", "/api/v1/projects"): ["201", "401", "403", "409", "422", "429"],
    ("GET", "/api/v1/projects/{}"): ["200", "401", "403", "404", "422", "429"],
    ("PATCH", "/api/v1/projects/{}"): [
        "200",
        "401",
        "403",
        "404",
        "409",
        "412",
        "422",
        "428",
        "429",
    ],
    ("GET", "/api/v1/tasks"): ["200", "401", "403", "422", "429"],
    ("POST", "/api/v1/tasks"): ["201", "401", "403", "409", "422", "429"],
    ("GET", "/api/v1/tasks/export"): ["200", "401", "403", "422", "429"],
    ("GET", "/api/v1/tasks/{}"): ["200", "401", "403", "404", "422", "429"],
    ("PATCH", "/api/v1/tasks/{}"): ["200", "401", "403", "404", "409", "412", "422", "428", "429"],
    ("DELETE", "/api/v1/tasks/{}"): ["204", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/projects/{}/export"): ["200", "401", "403", "404", "422", "429"],
    ("POST", "/api/v1/tasks/{}/accept"): ["200", "401", "403", "404", "409", "422", "429"],
    ("POST", "/api/v1/tasks/{}/archive"): ["200", "401", "403", "404", "409", "422", "429"],
    ("POST", "/api/v1/tasks/{}/return"): ["200", "401", "403", "404", "409", "422", "429"],
    ("POST", "/api/v1/tasks/{}/start"): ["200", "401", "403", "404", "409", "422", "429"],
    ("POST", "/api/v1/tasks/{}/submit"): ["200", "401", "403", "404", "409", "422", "429"],
    ("PUT", "/api/v1/tasks/{}/labels/{}"): ["204", "401", "403", "404", "409", "422", "429"],
    ("DELETE", "/api/v1/tasks/{}/labels/{}"): ["204", "401", "403", "404", "422", "429"],
    ("GET", "/api/v1/labels"): ["200", "401", "403", "422", "429"],
    ("POST", "/api/v1/labels"): ["201", "401", "403", "409", "422", "429"],
    ("GET", "/api/v1/labels/{}"): ["200", "401", "403", "404", "422", "429"],
    ("PATCH", "/api/v1/labels/{}"): ["200", "401", "403", "404", "409", "422", "429"],
    ("DELETE", "/api/v1/labels/{}"): ["204", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/tasks/{}/labels"): ["200", "401", "403", "404", "422", "429"],
    ("GET", "/api/v1/tasks/{}/comments"): ["200", "401", "403", "404", "422", "429"],
    ("POST", "/api/v1/tasks/{}/comments"): ["201", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/attachments/{}"): ["200", "401", "403", "404", "422", "429"],
    ("GET", "/api/v1/attachments/{}/file"): ["200", "401", "403", "404", "422", "429"],
    ("GET", "/api/v1/tasks/{}/attachments"): ["200", "401", "403", "404", "422", "429"],
    ("POST", "/api/v1/tasks/{}/attachments"): [
        "201",
        "401",
        "403",
        "404",
        "409",
        "413",
        "415",
        "422",
        "429",
    ],
    ("POST", "/api/v1/auth/change-password"): [],
    ("POST", "/api/v1/auth/login"): [],
    ("POST", "/api/v1/auth/logout"): [],
    ("GET", "/api/v1/auth/me"): [],
    ("PATCH", "/api/v1/auth/me"): [],
    ("POST", "/api/v1/auth/refresh"): [],
}
"""The answers of each operation of the plan; `{}` stands for a parameter of the path."""
PLATFORM = ["/health/live", "/health/ready"]
"""What the platform asks, beside the plan."""


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_app(SETTINGS).openapi()


@pytest.fixture(scope="module")
def described(document: dict[str, Any]) -> Described:
    return {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path)): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


@pytest.fixture(scope="module")
def taken(document: dict[str, Any], described: Described) -> dict[str, Any]:
    """Return the schemas of all bodies that are JSON."""
    contents = [one["requestBody"]["content"] for one in described.values() if "requestBody" in one]
    schemas = [
        content["application/json"]["schema"]
        for content in contents
        if len(content) == 1 and "application/json" in content
    ]
    names = {schema["$ref"].rpartition("/")[2] for schema in schemas}
    return {name: document["components"]["schemas"][name] for name in names}


def _kinds(member: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schemas that a value of a member may have."""
    yield member
    for one in (*member.get("anyOf", ()), *([member["items"]] if "items" in member else [])):
        yield from _kinds(one)


def test_there_are_the_operations_of_the_plan_and_no_other(described: Described) -> None:
    assert {one for one in described if one[1] not in PLATFORM} == OPERATIONS.keys()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_declared(described: Described, method: str, path: str) -> None:
    declared = described[method, path]["responses"]
    assert declared.keys() >= set(OPERATIONS[method, path])


def test_every_body_is_closed(taken: dict[str, Any]) -> None:
    assert [name for name, one in taken.items() if one["additionalProperties"] is not False] == []


def test_every_text_of_a_body_has_an_end(taken: dict[str, Any]) -> None:
    """By its length, its pattern or its kind."""
    bounds = {"maxLength", "format", "enum", "const", "contentEncoding"}
    endless = [
        f"{name}.{member}"
        for name, schema in taken.items()
        for member, said in schema["properties"].items()
        for kind in _kinds(said)
        if kind.get("type") == "string" and not bounds & kind.keys()
        if kind.get("pattern", "*$").endswith("*$")
    ]
    assert endless == []


async def test_another_method_is_told_those_that_there_are(anonymous: AsyncClient) -> None:
    """Of its path alone: what is called like a key of a row is no row."""
    for path in {path for _, path in OPERATIONS}:
        methods = sorted(method for method, same in OPERATIONS if same == path)
        answer = await anonymous.request("TRACE", path.replace("{}", "0" * 32))
        assert answer.status_code == 405
        assert answer.headers["Allow"] == ", ".join(methods), path


def test_every_failure_is_a_problem(described: Described) -> None:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operation in described.values():
        for status, answer in operation["responses"].items():
            assert status < "400" or answer["content"] == problem


def test_every_operation_has_a_name_of_its_own(described: Described) -> None:
    names = [operation["operationId"] for operation in described.values()]
    assert len(names) == len(set(names))
