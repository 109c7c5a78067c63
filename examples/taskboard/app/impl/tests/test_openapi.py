"""The description of the API: the operations of the plan, each with all its answers, and no other."""

import re
from typing import Any

import pytest

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
    ("DELETE", "/api/v1/projects/{}"): ["204", "401", "403", "404", "409", "422", "429"],
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
    ("GET", "/api/v1/comments/{}"): ["200", "401", "403", "404", "422", "429"],
    ("PATCH", "/api/v1/comments/{}"): ["200", "401", "403", "404", "409", "422", "429"],
    ("DELETE", "/api/v1/comments/{}"): ["204", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/tasks/{}/comments"): ["200", "401", "403", "404", "422", "429"],
    ("POST", "/api/v1/tasks/{}/comments"): ["201", "401", "403", "404", "409", "422", "429"],
    ("GET", "/api/v1/attachments/{}"): ["200", "401", "403", "404", "422", "429"],
    ("DELETE", "/api/v1/attachments/{}"): ["204", "401", "403", "404", "409", "422", "429"],
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
def described() -> Described:
    return {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path)): operation
        for path, methods in create_app(SETTINGS).openapi()["paths"].items()
        for method, operation in methods.items()
    }


def test_there_are_the_operations_of_the_plan_and_no_other(described: Described) -> None:
    assert {one for one in described if one[1] not in PLATFORM} == OPERATIONS.keys()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_declared(described: Described, method: str, path: str) -> None:
    declared = described[method, path]["responses"]
    assert declared.keys() >= set(OPERATIONS[method, path])


def test_every_failure_is_a_problem(described: Described) -> None:
    for operation in described.values():
        for status, answer in operation["responses"].items():
            assert status < "400" or list(answer["content"]) == ["application/problem+json"]


def test_every_operation_has_a_name_of_its_own(described: Described) -> None:
    names = [operation["operationId"] for operation in described.values()]
    assert len(names) == len(set(names))
