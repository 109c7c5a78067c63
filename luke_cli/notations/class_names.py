"""Which classes, interfaces and object types stand for stored things, by their names.

`Expense` does; `ExpenseCreate`, `ExpenseResponse`, `ExpenseService`, `ExpenseListProps` do not.
"""

import re
from typing import Final

SENT: Final = "Request|Response|Create|Update|Patch|Payload|Params?|Props|Args|Input|Output|Dto|DTO"
"""Ends of the names of what is only sent."""
_NEVER: Final = re.compile(
    rf"""(?<=[a-z0-9])(?:{SENT}|Upsert|In|Out|Read|Base|Parameters
    |State|Query|Filters?|Results?|Outcome|Form|Config|Configuration|Error
    |Exception|Service|Repository|Repo
    |Manager|Handler|Controller|Client|Factory|Provider|Adapter|Processor|Strategy|Context|Options
    |Credentials|Stats|Statistics|Mixin|Enum|Tests?|Store|Reducer|Hook|ViewModel|ViewSet
    |Serializer
    |Admin|Bloc|Cubit|Widget|Screen|Middleware|Engine|Gateway|Builder|Validator|Helper|Utils?
    |Port|UseCase
    |Interactor|Worker|Decorator|Interface|Claims|Pagination|Meta|Envelope|Edge|Connection|PageInfo
    |Analytics|Breakdown|Metrics|Data|Info|Detail|Details|Type|Mutation|Subscription|Resolver
    |Publisher|Listener|Subscriber|Consumer|Producer|Command|Exceptions|Errors|Model(?:Admin|Form)
    |Public|Private|Partial|Schema|Snapshot|Trait|Protocol|Delegate|Presenter|Module|Application
    |App|Filter
    |Security|Encoder|Guard|Interceptor|Pipe|Facade|Proxy|Wrapper|Iterator|Loader|Parser
    |Formatter|Converter
    |Scheduler|Queue|Cache|Pool|Session(?:Maker|Local)|Registry|Router|Route|Server|Daemon|Bus
    |Dispatcher)$
    """,
    re.VERBOSE,
)
_BEFORE: Final = re.compile(
    r"(?:Create|Update|Patch|Delete|New|Edit|Add|Login|Register|Signup|SignUp|Paginated|Base|"
    r"Abstract|I(?=[A-Z][a-z])|Mock|Test|Use|Get|List|Partial|Http|Api|API)(?=[A-Z])"
)
_ALONE: Final = frozenset(
    """
    Query Mutation Subscription PageInfo Config Settings Error Exception Response Request Payload
    Props State Store Action Pagination Meta Envelope Node Edge Connection Base Model Entity Enum
    Status BaseModel BaseEntity TimestampMixin Context Token TokenPayload TokenPair Tokens
    Credentials Filters Result Params Options Schema Upload JSON DateTime App Application Main
    Client Server User_ Timestamps
    """.split()
)


_THINGS: Final = re.compile(
    r"(?:^|[a-z0-9])(?:Application|Subscription|Subscriber|Publisher|Producer|Provider|Client|"
    r"Module|Type|Details?|Requests?|Routes?|Worker|Bus|Server|Screen|Engine|Manager)$"
)
"""Words of programs that are things as well."""


def is_stored_name(name: str, *, keyed: bool = False) -> bool:
    """Tell whether a class of this name can stand for a stored thing; `keyed`: it has an `id`.

    A `LoanApplication`, a `LeaveRequest`, an `OrderDetail` or a `Subscription` with a key is one.
    """
    before = _BEFORE.match(name)
    plain = before is None or before[0] == "I"
    if keyed and plain and _THINGS.search(name) and not name.startswith("_"):
        return True
    if name in _ALONE or name.startswith("_"):
        return False
    if _NEVER.search(name) or re.search(r"(?:Mixin|Interface|Abstract)", name):
        return False
    return plain


def bare_name(name: str, bases: str = "") -> str:
    """Return `User` for `UserEntity`, `UserModel` and `IUser`, and for a `UserDocument(Document)`.

    An `InsuranceDocument` of no such base is a document.
    """
    shorter = re.sub(r"(?<=[a-z0-9])(?:Entity|Model|ORM|Orm|DB|Db|Table)$", "", name)
    if re.search(r"\bDocument\b", bases):
        shorter = re.sub(r"(?<=[a-z0-9])(?:Document|Doc)$", "", shorter)
    return re.sub(r"^I(?=[A-Z][a-z])", "", shorter)
