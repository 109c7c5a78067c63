"""Invitations: whether a plan has them, and what their operations are called."""

from typing import Final

from luke_cli.spec.model import Kind, Spec

INVITE: Final = "invite"
ACCEPT: Final = "accept_invitation"
VERBS: Final = (INVITE, ACCEPT)
LIFETIME: Final = "invite_token_ttl"


def invites(spec: Spec) -> bool:
    """Tell whether accounts are made by invitation: somebody asks, and the guest says yes."""
    built = (spec.operation(f"auth.{verb}") for verb in VERBS)
    return all(one is not None and one.kind is Kind.AUTH for one in built)
