"""Which rows a scope opens: one predicate an entity, part of every statement about it.

The parameters `_caller` come from `Access.bind`.
"""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from backend.attachments.model import Attachment
from backend.comments.model import Comment
from backend.policies import Scope
from backend.projects.model import Project
from backend.tasks.model import Task
from backend.users.model import User


def within(
    scope: Scope,
    *,
    owner: InstrumentedAttribute[Any] | None = None,
) -> ColumnElement[bool]:
    """Return the predicate of the rows that a scope opens.

    Without an owner a scope narrower than all opens none of the rows.
    """
    caller = bindparam("_caller", type_=User.id.type)
    match scope:
        case Scope.ALL:
            return true()
        case Scope.TEAM if owner is not None:
            me, mate = aliased(User), aliased(User)
            team = select(mate.id).join(me, me.team_id == mate.team_id).where(me.id == caller)
            return or_(owner == caller, owner.in_(team))
        case Scope.OWN if owner is not None:
            return owner == caller
        case _:
            return false()


def team_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which team rows a scope opens."""
    return within(scope)


def user_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which user rows a scope opens."""
    return within(scope, owner=User.id)


def project_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which project rows a scope opens."""
    return within(scope, owner=Project.owner_id)


def task_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which task rows a scope opens."""
    return within(scope, owner=Task.owner_id)


def label_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which label rows a scope opens."""
    return within(scope)


def comment_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which comment rows a scope opens."""
    return within(scope, owner=Comment.author_id)


def attachment_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which attachment rows a scope opens."""
    parents = select(Task.id).where(task_rows(scope))
    return Attachment.task_id.in_(parents)
