"""Cells of a table of rights: ✓, no, `own`, CRUD, `R/W`, read-only."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_YES: Final = re.compile(
    r"(?:✓|✔️?|✅|☑️?|🟢|●|⬤|⚫|◉|■|★|👍|\[x\]|yes|y|true|allow(?:ed)?|full(?: access)?|all|"
    r"granted?|always|si|sí|ja|oui|sim|ya|да|是|有|可|はい|○|◯|예|가능)",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"(?:✗|✘|❌|✖️?|✕|×|⛔|🚫|🔴|—|–|-|--|−|‒|―|·|∙|⋅|\.|\[ \]|no|n|false|none|deny|denied|never|n/?a|nein|"
    r"non|não|tidak|нет|否|无|無|不可|いいえ|아니오|불가)",
    re.IGNORECASE,
)
_EX: Final = re.compile(r"x", re.IGNORECASE)
_SCOPES: Final = (
    (
        "own",
        re.compile(
            r"\b(?:own|self|mine|their own|owner|assigned|personal|only own|eigene[nmrs]?|propi[oa]s?|"
            r"próprios?|próprias?|propres?|propri[oae]?|les\s+sie(?:ns|nnes)|suy[oa]s|sendiri|self only|сво[ийяе]|своих|"
            r"собственн\w+)\b|\b(?:that|which|(?:in|for|of|at|on|to|with)\s+(?:which|whom))\s+"
            r"(?:he|she|they|i)\b|\bby\s+(?:him|them|me|her)(?:self|selves)?\b"
            r"|\b(?:they|he|she)\s+(?:(?:have|has|had|themselves|himself|herself)\s+)*(?:own|made|wrote|gave|[a-z]+ed)\b"
            r"|\bof\s+(?:theirs|hers|mine)\b|本人|自己|自分|본인|자신",
            re.IGNORECASE,
        ),
    ),
    (
        "team",
        re.compile(
            r"\b(?:team|department|dept|direct reports?|group|branch|abteilung|equipo|équipe|"
            r"tim)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "tenant",
        re.compile(
            r"\b(?:tenant|organi[sz]ation|org|company|workspace|account|firma|empresa)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "all",
        re.compile(
            r"\b(?:all|any|global|everything|alle[nr]?|tod[oa]s?|tous|toutes?|tutt[ie]|semua|все)\b",
            re.IGNORECASE,
        ),
    ),
)
_OWN_GROUP: Final = re.compile(
    r"(?:\b(?:of|in|at|for|from|within|on|by|belonging\s+to)\s+(?:only\s+)?(?:their|his|her|its|my|our|the(?:ir)?\s+same|the|his/her)"
    r"(?:\s+(?:own|same|respective|assigned|home))?|^\W*(?:only\s+)?(?:(?:their|his|her)\s+)?(?:own|same|home))\s+"
    r"(?:team|department|dept|group|branch|site|location|store|shop|unit|division|region|district"
    r"|depot|yard|station|school|campus|warehouse|plant|squad|crew|office|ward|clinic|workshop)\b",
    re.IGNORECASE,
)
"""Words that reach to what a group has, though they say `own`."""
_FOOTNOTE: Final = re.compile(r"(?:[¹²³⁰⁴-⁹†‡]|\[\^?\w+\]|\^\d|(?<=\w)\*)+$")
_LETTERS: Final = {
    "c": "create",
    "r": "read",
    "u": "update",
    "d": "delete",
    "l": "list",
    "a": "approve",
    "e": "export",
    "x": "execute",
}
_VERBS: Final = {
    verb: actions
    for actions, verbs in (
        (
            ("read",),
            """
            read view see lesen ansehen anzeigen sehen einsehen leer ver consultar lire voir
            consulter ler visualizar leggere vedere consultare visualizzare lezen bekijken baca lihat читать чтение просмотр
            读 读取 查看 浏览 閲覧 参照 조회 읽기 보기
        """,
        ),
        (("list",), "list auflisten listar lister elencare"),
        (
            ("create",),
            """
            create add new anlegen erstellen erfassen hinzufügen crear agregar añadir créer ajouter
            criar adicionar cadastrar creare aggiungere aanmaken toevoegen buat tambah создавать
            создание добавлять добавление 创建 新增 新建 添加 作成 登録 追加 생성 등록 추가 작성
        """,
        ),
        (
            ("update",),
            """
            update edit modify change bearbeiten ändern aktualisieren editar actualizar modificar
            modifier éditer atualizar alterar modificare bewerken wijzigen ubah изменять изменение
            редактировать редактирование 修改 编辑 更新 編集 変更 수정 편집 변경
        """,
        ),
        (
            ("delete",),
            """
            delete remove löschen entfernen eliminar borrar supprimer excluir apagar remover deletar
            eliminare verwijderen hapus удалять удаление 删除 削除 삭제
        """,
        ),
        (
            ("manage",),
            """
            manage verwalten gestionar administrar gérer gerenciar gerir gestire beheren kelola
            управлять управление 管理 관리
        """,
        ),
        (("create", "update"), "write schreiben escribir écrire escrever scrivere запись 写 写入"),
        (
            ("approve",),
            """
            approve genehmigen freigeben aprobar approuver aprovar approvare goedkeuren setujui
            утверждать утверждение согласование 审批 批准 承認 승인
        """,
        ),
        (
            ("reject",),
            "reject ablehnen rechazar rejeter rejeitar отклонять 拒绝 驳回 却下 반려 거절",
        ),
        (("cancel",), "cancel stornieren cancelar annuler отменять отмена 取消 キャンセル 취소"),
        (("assign",), "assign zuweisen asignar assigner attribuer atribuir назначать 分配 배정"),
        (("submit",), "submit einreichen soumettre submeter 提交 提出 제출"),
        (("comment",), "comment kommentieren comentar commenter 评论 コメント 댓글"),
        (("export",), "export exportieren exportar exporter экспорт 导出 내보내기"),
    )
    for verb in verbs.split()
}
"""What a word in a cell allows, in the languages that teams write in."""
_UNSURE: Final = re.compile(r"[↺△▲◐~*]+|partial|limited|conditional", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell grants."""

    allowed: bool
    scope: str = ""
    actions: tuple[str, ...] = ()
    """Of cells that say which; empty if the row says it."""
    certain: bool = True
    """The cell is a mark; False for an `x`, which is yes or no by its neighbours."""
    blank: bool = False
    """The cell is empty: it says neither yes nor no."""


def scope_in(text: str) -> str:
    """Return `own`, `team`, `tenant` or `all` if the words say how far a right reaches."""
    if _OWN_GROUP.search(text):
        return "team"
    return next((name for name, pattern in _SCOPES if pattern.search(text)), "")


def scope_named(text: str) -> str:
    """Return the scope that a word alone stands for: a `branch` is a team, as `own branch` is."""
    alone = re.fullmatch(r"\w+", text.strip()) is not None
    return scope_in(text) or ("team" if alone and scope_in(f"own {text.strip()}") == "team" else "")


@lru_cache(maxsize=4096)
def mark_of(cell: str) -> Mark | None:
    """Read a cell; None if it is no mark."""
    text = _FOOTNOTE.sub("", cell.strip(" \t*`_")).strip()
    if not text or len(text) > 60:
        return None if text else Mark(allowed=False, blank=not cell.strip())
    if _EX.fullmatch(text):
        return Mark(allowed=True, certain=False)
    letters = _letters(re.sub(r"\([^()]*\)", "", text), text)
    return letters or _yes_or_no(text) or _scoped(text) or _worded(text)


def _yes_or_no(text: str) -> Mark | None:
    head, inside = _split(text)
    if _NO.fullmatch(head):
        return Mark(allowed=False)
    if _YES.fullmatch(head):
        return Mark(allowed=True, scope="all" if head.lower() == "all" else scope_named(inside))
    return _letters(head, inside)


def _split(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"([^\s(]+(?: access)?)\s*[(\s/:-]\s*(.*?)\)?", text)
    return (match[1], match[2]) if match else (text, "")


def _letters(head: str, inside: str) -> Mark | None:
    bare = re.sub(r"[\s,/+&-]", "", head)
    if not re.fullmatch(r"[CRUDLAEXW]{1,7}|[crudlw]{2,6}|[rwx-]{2,3}", bare) or len(
        set(bare)
    ) != len(bare):
        return None
    actions: list[str] = []
    for letter in bare.lower():
        actions += ["create", "update"] if letter == "w" else [_LETTERS[letter]]
    return Mark(allowed=True, scope=scope_named(inside), actions=tuple(dict.fromkeys(actions)))


def _scoped(text: str) -> Mark | None:
    words = text.lower().split()
    parts = re.split(r"\s*[,;/]\s*", re.sub(r"\([^()]*\)", "", text))
    if len(words) > 4 or any(_actions(word) for word in words):
        return None
    if len(parts) > 1 and not all(map(scope_named, parts)):
        # `borrow, return (own)` is a list of verbs, and not everything.
        return None
    scope = scope_named(re.sub(r"\(([^()]*)\)", "", text)) or scope_named(text)
    return Mark(allowed=True, scope=scope, actions=_inside(text)) if scope else None


def _inside(text: str) -> tuple[str, ...]:
    """Return what brackets say that a scope is for: `own team (read)`; () if they say something else."""
    inside = re.search(r"\(([^()]*)\)\s*$", text)
    words = re.split(r"[\s,/+&]+", inside[1].strip().lower()) if inside else []
    found = [_actions(word) for word in words]
    return tuple(dict.fromkeys(one for some in found for one in some)) if all(found) else ()


def by_case(cell: str) -> tuple[Mark, ...]:
    """Return what `CRud` grants: capitals all rows, small letters one's own; () if it has no such mixture."""
    letters = cell.strip(" *`")
    if not re.fullmatch(r"(?=.*[A-Z])(?=.*[a-z])[CRUD]*[crud]+[CRUDcrud]*", letters):
        return ()
    if len({*letters.lower()}) < len(letters):
        return ()
    return tuple(
        Mark(allowed=True, scope=scope, actions=tuple(_LETTERS[one.lower()] for one in some))
        for scope, some in (
            ("all", [one for one in letters if one.isupper()]),
            ("own", [one for one in letters if one.islower()]),
        )
    )


def _worded(text: str) -> Mark | None:
    bare = re.sub(r"[(（][^()（）]*[)）]|[- ]only\b", "", text)
    parts = [
        part for part in re.split(r"\s*[,/+&、，;]\s*|\s+(?:and|und|y|et|e|и)\s+", bare) if part
    ]
    found = [_actions(part.split()[0].lower()) for part in parts if part.split()]
    if not found or not all(found) or any(len(part.split()) > 3 for part in parts):
        return Mark(allowed=True, certain=False) if _UNSURE.fullmatch(text) else None
    actions = (action for some in found for action in some)
    return Mark(allowed=True, scope=scope_in(text), actions=tuple(dict.fromkeys(actions)))


def actions_named(word: str) -> tuple[str, ...]:
    """Return what a verb of any language allows; () if it is none that is known."""
    return _actions(word.lower())


def _actions(word: str) -> tuple[str, ...]:
    return _VERBS.get(word, _VERBS.get(word.removesuffix("s"), ()))
