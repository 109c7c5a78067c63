"""Every `tests/notations/<notation>.md` says what its notation reads, one case below the other.

`<notation>.<subject>.md` holds further cases of the same notation.

A case is a heading of level 2, a fence of four backticks with the input (its info string is
`markdown`, or the language of a whole file such as `sql` or `prisma`), and a fence `facts` with all
facts in order, one a line. Behind `facts` stands the authority that all facts have unless a line
says otherwise in brackets.

    ## A case

    ````markdown
    ### Orders
    - total: decimal(12,2), required
    ````

    ```facts list
    entity Orders @1
    Orders.total decimal(12,2) required @2
    ```

The compact form of a fact (`@4` is the line in the input; what a fact leaves open is not written;
section and column are not shown):

    entity Expense table expenses partial append only "comment" @4-9
    Expense.amount decimal(12,2) required unique key generated as EXPR default 0 values [a, b]
        to users on delete cascade min 1 max 9 over 0 under 10 min length 2 max length 9 pattern ^x$
        read only write only many "comment" @5          (all on one line; type `?user_role` is an
        unknown
        one as written, `enum Status`, `ref User`; `optional` and `not unique` are denials)
    enum Status [draft, sent] @3
    index idx_name Expense(user_id, created_at desc) unique @7
    users one-to-many clinics by owner_id required @8
    POST /loans/{id} id createLoan entity Loan roles [admin] scopes [admin all] permission loan:create
        public (private)
        status 201 fails [400, 404] upload tested only "summary" @2
    GET /loans ?status string values [a, b] required default "a" min 1 max 9 "comment" @3
    POST /loans request items[].id uuid required inferred @4
    role Manager inherits [Employee] "comment" @5
    Manager may expense:approve scope team @6           (or `may not`; `blank`: its cell is empty)
    workflow Expense draft -> sent on submit by [Owner] needs [comment] @7
    workflow Expense state paid @8                      (`* -> draft` is the initial state)
    #access_token_ttl 15 min @9
    limit count max 5 of member verb borrow what books per d @9
    figure 48 h after [dispute, button] @9      (a number has the things that it counts)
    story "As an employee, I want ..." id US-1 role employee goal ... reason ... @10
    tells "the owner" of "a trip is approved" by mail @10
    screen "Expense list" filter [Date range, Amount] @11
    "planting" create has [plant, date] within bed scope own @2      (`-` is none of the actions)
    project ExpenseFlow @1
    warning LK-N101 message @12                         (a diagnostic)
"""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from compact import compact

from luke_cli.docs.document import Fence, Heading
from luke_cli.docs.markdown import LANGUAGES, read
from luke_cli.notations.set_aside import in_force
from luke_cli.spec.facts import Authority

HERE = Path(__file__).parent


class Case(NamedTuple):
    """One example of a fixture file."""

    notation: str
    title: str
    language: str
    text: str
    authority: str
    expected: str


def cases(path: Path) -> list[Case]:
    """Read the cases of a fixture file."""
    document, _ = read(path.read_text(encoding="utf-8"), name=path.name, owner="")
    found, title, given = [], "", None
    for block in document.blocks:
        if isinstance(block, Heading):
            title, given = block.text, None
        elif isinstance(block, Fence) and block.language == "facts":
            assert given is not None, f"{path.name}:{block.line}: facts without an input"
            first_line = path.read_text(encoding="utf-8").split("\n")[block.line - 2]
            authority = first_line.removeprefix("```facts").strip() or "prose"
            notation = path.name.partition(".")[0]
            found.append(Case(notation, title, given.language, given.text, authority, block.text))
        elif isinstance(block, Fence) and given is None:
            given = block
    return found


ALL = [case for path in sorted(HERE.glob("*.md")) for case in cases(path)]


def said(case: Case) -> str:
    """Return what the notation of a case finds, in the compact form."""
    suffixes = {language: suffix for suffix, language in reversed(LANGUAGES.items())}
    name = "input" + suffixes.get(case.language, ".md")
    document, _ = read(case.text, name=name, owner="")
    notation = import_module(f"luke_cli.notations.{case.notation}")
    authority = Authority[case.authority.upper()]
    return "".join(compact(f, authority) + "\n" for f in notation.recognise(in_force(document)))


@pytest.mark.parametrize("case", ALL, ids=[f"{case.notation}: {case.title}" for case in ALL])
def test_notation(case: Case) -> None:
    """A notation says exactly what its fixture file lists."""
    assert said(case).splitlines() == case.expected.splitlines()
