"""Portuguese: what is said of fields, rights and states, and the heads of tables."""

from typing import Final

from luke_cli.notations.tongues.tongue import Grammar

_WORDS: Final = {
    "common": (
        "o a os as um uma do da dos das de e ou que não é são pode podem deve com para por em no na nos nas ao até sem sua seu "
        "seus suas se mais cada quero como está"
    ),
    "articles": "o a os as um uma seu sua seus suas cada este esta todo todos toda todas",
    "of": "de do da dos das para em no na ao",
    "endings": "-s -es ão-ões ão-ães m-ns l-is",
    "participles": "o/a/os/as +s/es",
}
_SHAPES: Final = r"""
\b(has|have|is) (\w+) (becomes|changes|returns) => \1 \2, it \3
\b(otherwise,?|then) (becomes|changes|returns) => \1 it \2
(\d) (?:a|the) (\d) => \1 to \2
((?:^|[,;:.]|\b(?:and|or|also|changes)) )(?:of|from) (`?[a-z]\w{2,}`?) for (`?[a-z]\w{2,}`?)(?!\w) => \1from \2 to \3
"""
_PHRASES: Final = """
o = the; a = the; os = the; as = the; um(a|) = a; seu(s|) = its; sua(s|) = its; est(e|a) = this
cada = each; tod(o|a|os|as) = all; tod(os|as) (os|as) = all; de = of; do = of the; da = of the
dos = of the; das = of the; em = in; no = in the; na = in the; com = with; sem = without
para = for; por = by; e = and; ou = or; que = that; não = not; sim = yes; só = only
apenas = only; somente = only; sempre = always; nunca = never; também = also; mas = but; se = if
quando = when; enquanto = while; antes de = before; depois de = after; após = after
exceto = except; a menos que = unless; até que = until; é = is; são = are; está = is
estão = are; ser = be; estar = be; fica(m|) = is; passa(m|) a = changes to
passa(m|) de = changes from; passa(m|) para = changes to; volta(m|) a = returns to
volta(m|) para = returns to; pode(m|) voltar a = can return to
pode(m|) voltar para = can return to; pode(m|) passar para = can change to
pode(m|) passar a = can change to; muda(m|) para = changes to; el(e|a) = it; assim que = once; uma vez = once; depois = then; finalmente = finally; caso contrário = otherwise; senão = otherwise
ainda = still; já = already; automaticamente = automatically; começa como = starts as; começa em = starts as
nasce como = starts as; torna-se = becomes; tem = has
têm = have; ter = have; contém = contains; conter = contain; dura(m|) = lasts; pode(m|) = may
não pode(m|) = cannot; deve(m|) = must; não deve(m|) = must not; precisa(m|) = must
tem que = must; não precisa(m|) = need not; não é = is not; não são = are not; não tem = has no
é obrigatóri(o|a) = is mandatory; são obrigatóri(os|as) = are mandatory
obrigatóri(o|a|os|as) = mandatory; requerid(o|a|os|as) = required
necessári(o|a|os|as) = necessary; opciona(l|is) = optional; facultativ(o|a|os|as) = optional
campo(s|) obrigatório(s|) = mandatory fields; campo(s|) opciona(l|is) = optional fields
vazi(o|a|os|as) = empty; em branco = blank; nul(o|a|os|as) = null
estar vazi(o|a|os|as) = be empty; ser vazi(o|a|os|as) = be empty
ficar vazi(o|a|os|as) = be left empty; ficar em branco = be left blank; deixar em branco = leave
deixar vazi(o|a|os|as) = leave; ser omitid(o|a|os|as) = be omitted; faltar = be missing
omitir = omit; ser preenchid(o|a|os|as) = be filled in; ser informad(o|a|os|as) = be given
ser indicad(o|a|os|as) = be given; ser salv(o|a|os|as) = be saved
ser guardad(o|a|os|as) = be saved; ser criad(o|a|os|as) = be created; informar = give
indicar = give; preencher = fill in; salv(o|a|os|as) = saved; criad(o|a|os|as) = created
se conhecid(o|a|os|as) = if known; se houver = if any; é armazenad(o|a) = is stored
é guardad(o|a) = is stored; únic(o|a|os|as) = unique; ser únic(o|a|os|as) = be unique
não se repete(m|) = is unique; pode(m|) repetir-se = may repeat
pode(m|) se repetir = may repeat; compartilhar = share; partilhar = share; o mesmo = the same
a mesma = the same; mesm(o|a) = same; dois = two; duas = two; três = three; quatro = four
cinco = five; vári(os|as) = several; até = up to; no máximo = at most; máximo = maximum
máximo de = maximum of; máx. = max.; um máximo de = at most; não mais de = no more than
não mais que = no more than; exceder = exceed; ultrapassar = exceed; limitad(o|a) a = limited to
no mínimo = at least; mínimo = minimum; mínimo de = minimum of; mín. = min.
pelo menos = at least; ao menos = at least; mais de = more than; menos de = less than
maior que = greater than; menor que = less than; maior ou igual a = at least
exatamente = exactly; entre = between; desde = from; aceita(m|) = accepts; admite(m|) = accepts
permite(m|) = allows; caractere(s|) = characters; caracter(es|) = characters; letras = letters
dígitos = digits; decimais = decimals; casas decimais = decimals
sem casas decimais = without decimals; com duas casas decimais = with two decimals
lugares = places; vagas = places; por padrão = by default; por omissão = by default
padrão = default; inicialmente = initially; marcad(o|a) = checked; desmarcad(o|a) = unchecked
ativad(o|a) = enabled; desativad(o|a) = disabled; verdadeiro = true; falso = false
ou então = either; um de = one of; uma de = one of; inteir(o|a) = integer; inteiros = integers
número inteiro = integer; números inteiros = integers; em centavos = in whole cents
em cêntimos = in whole cents; decimal = decimal number; número decimal = decimal number
data e hora = date and time; data e a hora = date and time; só a data = date only
apenas a data = date only; sem hora = without time; texto livre = free text; dias = days
minutos = minutes; horas = hours; segundos = seconds; semanas = weeks; meses = months
anos = years; campo = field; campos = fields; validação = validation; validações = validations
regras = rules; valores = values; valor = value; comprimento máximo = max length
tamanho máximo = max length; estado = state; estados = states; situação = state
estado atual = current state; status atual = current state; próximo estado = next state
próximo status = next state; estado seguinte = next state; estado inicial = current state
estado de origem = source state; estado de destino = target state; novo estado = new state
transição = transition; transições = transitions; ciclo de vida = lifecycle; formulário = form
formulários = forms; tela = screen; telas = screens; ecrã = screen; busca = search
pesquisa = search; filtro = filter; filtros = filters; cadastro = sign-up; fina(l|is) = final
definitiv(o|a|os|as) = final; tentativas falhas = failed attempts
tentativas falhadas = failed attempts; tentativas de login falhas = failed login attempts
tentativas sem sucesso = failed attempts; bloqueio = lockout
duração do bloqueio = lockout duration; é bloquead(o|a) = is locked; duração = duration
requisições = requests; pedidos = requests; por minuto = per minute; por hora = per hour
usuário = user; utilizador = user; conta = account; senha = password
tamanho da página = page size; por página = per page; dad(o|a|os|as) = given; então = then
"""
_CELLS: Final = """
número = number; data = date; hora = time; texto = text; texto longo = multi-line text
caixa de seleção = checkbox; lista = select; lista suspensa = select; coluna = column
rótulo = label; etiqueta = label; tipo = type; regra = rule; parâmetro = parameter
configuração = setting; entrada = input; controle = control; controlo = control; ação = action; evento = event; quem = who; condição = condition
não = no
"""
PORTUGUESE: Final = Grammar("Portuguese", _WORDS, _SHAPES, _PHRASES, _CELLS)
