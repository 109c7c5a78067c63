"""Markdown tables of endpoints, whatever their headers are called.

| Method | Path         | Auth           | Body                  | Notes       |
| ------ | ------------ | -------------- | --------------------- | ----------- |
| POST   | `/loans`     | MEMBER, ADMIN  | `book_id, due_date?`  | Borrow one  |

| Endpoint            | Admin | Member |
| ------------------- | ----- | ------ |
| `DELETE /books/:id` | ✓     | ✗      |

Below a heading about rights any column of marks is a role; a legend tells what marks mean (🔸 own records only).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_sentences import is_about_rights
from luke_cli.notations.context import is_client_side
from luke_cli.notations.endpoint_lines import calls
from luke_cli.notations.endpoint_notes import Notes, read_access_cell, read_notes
from luke_cli.notations.endpoint_parameters import Named, listed
from luke_cli.notations.foreign import is_below_others, is_ours
from luke_cli.notations.marks import mark_of
from luke_cli.notations.paths import folded_path, is_own_host, is_path, query_names, split_host
from luke_cli.notations.permission_legends import Legends
from luke_cli.notations.role_lists import ROLES_SECTION
from luke_cli.notations.role_words import is_role_word, role_name
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, BodyFact, EndpointFact, Fact, ParameterFact

_METHOD: Final = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE)", re.IGNORECASE)
_METHODS: Final = re.compile(
    rf"\W*{_METHOD.pattern}(?:\s*[/,|&+]\s*{_METHOD.pattern})*\W*", re.IGNORECASE
)
_PATH: Final = re.compile(r"[`*_\s]*((?:https?://|\{\{|/)[^\s`|]*)[`*_\s]*(.*)", re.DOTALL)
_ACCESS: Final = re.compile(
    r"auth|access|role|permission|who\b|^for\b|for whom|caller|actor|used by|called by|security|scope|allowed|protect|zugriff|rolle|recht|\brights?\b|privilege|derechos?\b|droits?\b|diritt[oi]\b|direitos?\b|"
    r"acceso|rol\b|roles|permis|accès|acesso|rôles?|pap[eé](?:l|is)\b|perfil|ruol[oi]|quién|qui\b|quem|chi\b|доступ|роль|hak akses|peran|"
    r"权限|角色|鉴权|認証|権限|권한|인증",
    re.IGNORECASE,
)
_SENT: Final = re.compile(r"\b(?:calls?|sends?|via)\s+`((?:GET|POST|PUT|PATCH|DELETE) /[^\s`]+)`")
_CALLS: Final = re.compile(
    r"(?:api )?calls?|api|endpoints?|(?:http |api )?requests?|backend(?: call)?|routes?",
    re.IGNORECASE,
)
_BODY: Final = re.compile(
    r"body|request|payload|param|input|query|filter|anfrage|petici|requ[eê]te|requisi|"
    r"запрос|请求|参数|リクエスト|요청",
    re.IGNORECASE,
)
_QUERY: Final = re.compile(r"query|filter", re.IGNORECASE)
_ANSWER: Final = re.compile(
    r"respon|return|output|result|status|code|antwort|respuesta|réponse|resposta|ответ|响应|レスポンス|응답",
    re.IGNORECASE,
)
_SUMMARY: Final = re.compile(
    r"desc|purpose|summary|note|function|action|what|usage|detail|beschreib|zweck|descri|"
    r"fun[cç]|описание|назначение|keterangan|deskripsi|fungsi|说明|描述|功能|説明|概要|설명|operation|"
    r"name",
    re.IGNORECASE,
)
_LONGEST_ROLE: Final = 3
"""Words of the name of a role."""
_ID: Final = re.compile(r"operation ?id|handler|controller", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand in a table of endpoints."""

    method: int | None
    path: int
    access: tuple[int, ...] = ()
    bodies: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    summary: int | None = None
    roles: tuple[int, ...] = ()
    """Columns that are roles, with marks in their cells."""


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the tables in which most rows hold a method and a path."""
    legends = Legends(document)
    for block in document.blocks:
        if isinstance(block, Table) and is_endpoint_table(block):
            table = _explained(block, legends)
            columns = _columns(table)
            if columns is None:
                continue
            foreign = is_below_others(block.section)
            for row in table.rows:
                for one in (columns, *_more_calls(table, columns)):
                    if not foreign or is_ours(_call(row, one)[1]):
                        yield from _row(document, table, row, one)
        elif isinstance(block, Table) and is_client_side(document.owner):
            yield from _sent(document, block)


def _sent(document: Document, table: Table) -> Iterator[Fact]:
    """Yield what the cells of a screen say that it sends: ``Save | sends `PUT /bills/{id}` ``."""
    for row, i in ((one, i) for one in table.rows for i in range(len(one.cells))):
        for match in _SENT.finditer(row.cells[i]):
            alone = replace(row, cells=(*row.cells[:i], match[1], *row.cells[i + 1 :]))
            for fact in _row(document, table, alone, _Columns(None, i)):
                yield replace(fact, authority=Authority.PROSE)


def _more_calls(table: Table, columns: _Columns) -> Iterator[_Columns]:
    """Yield what else a screen calls: `Upon loading | Upon saving`."""
    if columns.method is None:
        for i in range(columns.path + 1, len(table.header)):
            if _share(table, i, _is_call):
                yield _Columns(None, i, summary=0)


def _explained(table: Table, legends: Legends) -> Table:
    """Return a table in which the marks of roles stand as what a legend says they mean."""
    told = legends.explained(table)
    columns = _columns(told)
    if told is table or columns is None:
        return table
    rows = tuple(
        replace(
            row,
            cells=tuple(
                new if i in columns.roles else old
                for i, (old, new) in enumerate(zip(row.cells, said.cells, strict=True))
            ),
        )
        for row, said in zip(table.rows, told.rows, strict=True)
    )
    return replace(table, rows=rows)


def is_endpoint_table(table: Table) -> bool:
    """Tell whether the rows of a table are endpoints."""
    return _columns(table) is not None


def _columns(table: Table) -> _Columns | None:
    if not table.rows:
        return None
    width = range(len(table.header))
    whole = next((i for i in width if _share(table, i, _is_call)), None)
    if whole is None:
        # A button without a call of its own does not hide those of the others.
        headed = (i for i in width if _CALLS.fullmatch(plain(table.header[i]).strip()))
        whole = next((i for i in headed if any(_is_call(r.cells[i]) for r in table.rows)), None)
    method = next((i for i in width if _share(table, i, _is_method)), None)
    path = next((i for i in width if _share(table, i, _is_path_cell)), None)
    if whole is not None:
        method, path = None, whole
    if path is None or (method is None and whole is None):
        return None
    rest = [i for i in width if i not in (method, path)]
    roles = _roles(table, rest)
    return _named(table, method, path, [i for i in rest if i not in roles], roles)


def _roles(table: Table, rest: list[int]) -> tuple[int, ...]:
    """Return the columns that are roles; beside one, where rights are told, all of marks are."""
    heads = {i: plain(table.header[i]).strip() for i in rest}
    marked = [i for i in rest if heads[i] and _share(table, i, _is_mark)]
    named = [i for i in marked if is_role_word(heads[i])]
    about = table.section[-2:]
    if named and (is_about_rights(about) or any(map(ROLES_SECTION.search, about))):
        return tuple(i for i in marked if i in named or _is_like_a_role(heads[i]))
    return tuple(named)


def _is_like_a_role(head: str) -> bool:
    return len(head.split()) <= _LONGEST_ROLE and not _ACCESS.search(head)


def _named(
    table: Table, method: int | None, path: int, rest: list[int], roles: tuple[int, ...]
) -> _Columns:
    heads = {i: plain(table.header[i]) for i in rest}
    access = tuple(i for i in rest if _ACCESS.search(heads[i]))
    answers = tuple(i for i in rest if i not in access and _ANSWER.search(heads[i]))
    bodies = tuple(i for i in rest if i not in (*access, *answers) and _BODY.search(heads[i]))
    others = [i for i in rest if i not in (*access, *answers, *bodies) and not _ID.search(heads[i])]
    summary = next((i for i in others if _SUMMARY.search(heads[i])), next(iter(others), None))
    return _Columns(method, path, access, bodies, answers, summary, roles)


def _share(table: Table, column: int, test: Callable[[str], bool]) -> bool:
    cells = [row.cells[column] for row in table.rows if row.cells[column].strip()]
    fitting = sum(1 for cell in cells if test(cell))
    return bool(cells) and fitting * 2 > len(cells)


def _is_method(cell: str) -> bool:
    return bool(_METHODS.fullmatch(cell))


def _is_call(cell: str) -> bool:
    return any(call.opens for call in calls(cell))


def _is_path_cell(cell: str) -> bool:
    return bool(_PATH.fullmatch(cell))


def _is_mark(cell: str) -> bool:
    return mark_of(plain(cell)) is not None


def _row(document: Document, table: Table, row: Row, columns: _Columns) -> Iterator[Fact]:
    methods, path, query = _call(row, columns)
    if not path:
        return
    notes = _notes(table, row, columns)
    summary = (
        plain(row.cells[columns.summary]).replace("\n", " ")[:200]
        if columns.summary is not None
        else ""
    )
    for method in methods:
        yield EndpointFact(
            place=Span(table.span.file, row.line),
            authority=Authority.LIST,
            section=table.section,
            method=method,
            path=path,
            summary="" if summary in ("-", "–", "—") else summary,
            roles=notes.roles,
            scopes=notes.scopes,
            access=notes.access,
            permission=notes.permission,
            public=notes.public,
            status=notes.status,
            failures=notes.failures,
            upload=method != "GET"
            and (notes.upload or read_notes(summary).upload or path.endswith("/upload")),
            tested_only=document.owner == "qa-tester",
        )
        for name, _ in query:
            yield _parameter(table, row, method, path, Named(name))
        for column in columns.bodies:
            yield from _members(table, row, method, path, column)


def _call(row: Row, columns: _Columns) -> tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]:
    if columns.method is None:
        found = next((call for call in calls(row.cells[columns.path]) if call.opens), None)
        return (found.methods, found.path, found.query) if found else ((), "", ())
    match = _PATH.match(row.cells[columns.path])
    methods = tuple(m.upper() for m in _METHOD.findall(row.cells[columns.method]))
    if match is None or not methods:
        return (), "", ()
    host, rest = split_host(match[1].rstrip("*_.,;"))
    path = folded_path(rest)
    is_ours = is_own_host(host) and is_path(path) and not rest.endswith("/*")
    return methods, path if is_ours else "", query_names(match[1])


def _notes(table: Table, row: Row, columns: _Columns) -> Notes:
    said = [read_access_cell(row.cells[i]) for i in columns.access]
    told = columns.answers if columns.summary is None else (*columns.answers, columns.summary)
    words = " ".join(plain(row.cells[i]) for i in told)
    beside = read_notes(words)
    public = next((n.public for n in said if n.public is not None), None)
    roles, scopes = next(((n.roles, n.scopes) for n in said if n.roles), ((), ()))
    if columns.roles:
        marks = {
            role_name(plain(table.header[i])): mark
            for i in columns.roles
            if (mark := mark_of(plain(row.cells[i]))) and mark.allowed
        }
        roles = tuple(marks)
        scopes = tuple((role, mark.scope) for role, mark in marks.items() if mark.scope)
        public = False
    elif not roles and public is None:
        roles, scopes = beside.roles, beside.scopes
    return Notes(
        public=public if public is not None else beside.public,
        roles=roles,
        scopes=scopes,
        access="" if roles else next((n.access for n in said if n.access), ""),
        permission=next((n.permission for n in said if n.permission), ""),
        status=beside.status,
        failures=beside.failures,
        upload=beside.upload or any(read_notes(plain(row.cells[i])).upload for i in columns.bodies),
    )


def _members(table: Table, row: Row, method: str, path: str, column: int) -> Iterator[Fact]:
    cell = row.cells[column]
    head = plain(table.header[column])
    for is_query, text in _pieces(cell, head, method):
        for named in listed(text):
            if "{" + named.name + "}" in path:
                continue
            if is_query:
                yield _parameter(table, row, method, path, named)
            else:
                yield BodyFact(
                    place=Span(table.span.file, row.line),
                    authority=Authority.LIST,
                    section=table.section,
                    method=method,
                    path=path,
                    direction="request",
                    name=named.name,
                    type=named.type,
                    required=named.required if "?" in cell or "optional" in cell.lower() else None,
                )


def _pieces(cell: str, head: str, method: str) -> Iterator[tuple[bool, str]]:
    """Yield the lists of names of a cell; those in code spans, and a bare cell that is a list."""
    is_query = method in ("GET", "DELETE") or (
        bool(_QUERY.search(head)) and not re.search(r"body", head, re.IGNORECASE)
    )
    spans = list(re.finditer(r"`([^`]+)`", cell))
    for span in spans:
        before = cell[: span.start()].rpartition("`")[2]
        if not span[1].startswith((":", "/", "?")) and not re.search(
            r"(?:returns?|→|e\.?g\.?)\s*$", before
        ):
            yield is_query or bool(_QUERY.search(before)), span[1]
    if (
        not spans
        and re.fullmatch(r"\s*[A-Za-z_]\w*\??(?:\s*,\s*[A-Za-z_]\w*\??)*\s*", cell)
        and ("," in cell or "_" in cell)
    ):
        yield is_query, cell


def _parameter(table: Table, row: Row, method: str, path: str, named: Named) -> ParameterFact:
    name, type_, note = named.name, named.type, named.note
    return ParameterFact(
        place=Span(table.span.file, row.line),
        authority=Authority.LIST,
        section=table.section,
        method=method,
        path=path,
        name=name,
        type=type_,
        values=note.values,
        default=note.default,
        minimum=note.minimum,
        maximum=note.maximum,
    )
