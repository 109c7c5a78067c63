"""Keys of the API in place of a token: whether a plan has them, and what they are called there."""

from typing import Final

from luke_cli.spec.model import Kind, Spec

MODE: Final = "api_keys"
HEADER: Final = "api_key_header"
LIFETIME: Final = "api_key_ttl"
RATE: Final = "rate_limit_key"
USUAL_HEADER: Final = "X-API-Key"
CREATE: Final = "create_api_key"
LIST: Final = "list_api_keys"
REVOKE: Final = "revoke_api_key"
ACTIONS: Final = {CREATE: "create", LIST: "read", REVOKE: "revoke"}
"""What the right to each operation allows."""
RESOURCE: Final = "api_key"


def has_keys(spec: Spec) -> bool:
    """Tell whether keys of the API are built."""
    made = (spec.operation(f"auth.{verb}") for verb in ACTIONS)
    return all(one is not None and one.kind is Kind.AUTH for one in made)
