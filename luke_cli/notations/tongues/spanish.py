"""Spanish: what is said of fields, rights and states, and the heads of tables."""

from typing import Final

from luke_cli.notations.tongues.tongue import Grammar

_WORDS: Final = {
    "common": (
        "el la los las una del que por para con se es son no puede pueden hasta como cuando sin su sus y lo al más "
        "cada esta este solo quiero entre está están debe tiene de en y o a ni"
    ),
    "articles": "el la los las un una unos unas su sus este esta cada lo al todo todos",
    "of": "de del al para en",
    "endings": "-s -es z-ces",
    "participles": "o/a/os/as +s/es",
}
_SHAPES: Final = r"""
\b(has|have|is) (\w+) (becomes|changes|returns) => \1 \2, it \3
\b(otherwise,?|then) (becomes|changes|returns) => \1 it \2
\bto the (\w{2,}[aei]r)\b => upon \1
"""
_PHRASES: Final = """
el = the; la = the; los = the; las = the; un(a|) = a; su(s|) = its; est(e|a) = this; cada = each
tod(o|a|os|as) = all; tod(os|as) l(os|as) = all; de = of; del = of the; de l(a|os|as) = of the
al = to the; en = in; a = to; con = with; sin = without; para = for; por = by; y = and; e = and
o = or; u = or; que = that; no = not; sí = yes; s(ó|o)lo = only; solamente = only
únicamente = only; siempre = always; nunca = never; también = also; ni = nor; pero = but
si = if; cuando = when; mientras = while; antes de = before; después de = after; tras = after
excepto = except; salvo = except; hasta que = until; salvo que = unless; a menos que = unless
es = is; son = are; está(n|) = is; ser = be; estar = be; queda(n|) = is; se queda(n|) = is
pasa(n|) a = changes to; pasa(n|) de = changes from; cambia(n|) = changes; pasan a ser = becomes
pasa a ser = becomes; pasa a estar = becomes; pasa de nuevo a = returns to
vuelve(n|) a = returns to; volver a = return to; puede(n|) volver a = can return to
puede(n|) pasar a = can change to; puede(n|) pasar de = can change from
cambia(n|) a = changes to; ést(e|a) = it; él = it; ella = it; un(o|a) ya = one; una vez = once; en cuanto = once; tan pronto como = once
luego = then; después = then; finalmente = finally; de lo contrario = otherwise; en caso contrario = otherwise; si no = otherwise
aún = still; todavía = still; ya = already; automáticamente = automatically; empieza(n|) como = starts as
empieza(n|) en estado = starts as; nace(n|) como = starts as; comienza(n|) como = starts as; uno = one
se convierte(n|) en = becomes; tiene(n|) = has; tener = have
contener = contain; contiene = contains; lleva(n|) = has; ocupa(n|) = has; mide(n|) = has
dura(n|) = lasts; puede(n|) = may; podrá(n|) = may; no puede(n|) = cannot; no podrá(n|) = cannot
debe(n|) = must; deberá(n|) = must; no debe(n|) = must not; tiene(n|) que = must; hay que = must
ha(n|) de = must; puede(n|) ser = may be; debe(n|) ser = must be; puede(n|) tener = may have
debe(n|) tener = must have; no es = is not; no son = are not; no está(n|) = is not
no tiene(n|) = has no; es obligatori(o|a) = is mandatory; son obligatori(os|as) = are mandatory
obligatori(o|a|os|as) = mandatory; obligatoriamente = mandatory; imprescindible(s|) = mandatory
requerid(o|a|os|as) = required; necesari(o|a|os|as) = necessary; opcional(es|) = optional
optativ(o|a|os|as) = optional; de forma opcional = optionally; opcionalmente = optionally
campo(s|) obligatorio(s|) = mandatory fields; dato(s|) obligatorio(s|) = mandatory fields
campo(s|) opcional(es|) = optional fields; dato(s|) opcional(es|) = optional fields
obligatori(o|a|os|as)? = required; vací(o|a|os|as) = empty; en blanco = blank
nul(o|a|os|as) = null; estar vací(o|a|os|as) = be empty; quedar vací(o|a|os|as) = be left empty
quedarse vací(o|a|os|as) = be left empty; quedar en blanco = be left blank
quedarse en blanco = be left blank; dejar vací(o|a|os|as) = leave; dejar en blanco = leave
dejarse vací(o|a|os|as) = be left empty; dejarse en blanco = be left blank
ir vací(o|a|os|as) = be empty; faltar = be missing; omitir = omit; omitirse = be omitted
se puede dejar vací(o|a) = may be left empty; se puede(n|) dejar en blanco = may be left blank
se puede(n|) omitir = may be omitted; se puede(n|) repetir = may repeat
puede(n|) repetirse = may repeat; puede(n|) compartir = may share; no hace falta = need not
no hace falta indicar = no need to give; no es necesario indicar = no need to give
si se conoce(n|) = if known; si l(o|a|os|as) hay = if any; indicar = give; rellenar = fill in
introducir = enter; escribir = enter; informar = give; rellenarse = be filled in
indicarse = be given; informarse = be given; ser rellenad(o|a) = be filled in
estar rellen(o|a|os|as) = be filled in; guardar = be saved; guardarse = be saved
crear = be created; crearse = be created; registrar = be registered; registrarse = be registered
dar de alta = be created; darse de alta = be created; se puede(n|) = may be
no se puede(n|) = cannot be; se guarda(n|) = is stored; se almacena(n|) = is stored
guardad(o|a|os|as) = stored; únic(o|a|os|as) = unique; distint(o|a|os|as) = unique
no repetid(o|a|os|as) = unique; no se repite(n|) = is unique
no puede(n|) repetirse = must be unique; no se puede(n|) repetir = must be unique
no puede haber dos = must not share; el mismo = the same; la misma = the same; mism(o|a) = same
dos = two; tres = three; cuatro = four; cinco = five; varios = several; varias = several
hasta = up to; como máximo = at most; como mucho = at most; a lo sumo = at most
no más de = no more than; máximo = maximum; máximo de = maximum of; máx. = max.; máx = max
un máximo de = at most; no superar = not exceed; no exceder = not exceed; superar = exceed
exceder = exceed; exceder de = exceed; limitad(o|a) a = limited to; mínimo = minimum
mínimo de = minimum of; mín. = min.; un mínimo de = at least; como mínimo = at least
al menos = at least; por lo menos = at least; no menos de = not less than; más de = more than
menos de = less than; mayor que = greater than; menor que = less than
mayor o igual que = at least; menor o igual que = at most; exactamente = exactly
entre = between; desde = from; admite(n|) = accepts; acepta(n|) = accepts; permite(n|) = allows
caben = fits; cabe = fits; carácter = character; caracteres = characters
caracteres de largo = characters long; caracteres de longitud = characters long
letras = letters; dígitos = digits; cifras = digits; decimales = decimals
con decimales = with decimals; sin decimales = without decimals
con un decimal = with one decimal; con dos decimales = with two decimals; plazas = places; por defecto = by default
de forma predeterminada = by default; predeterminad(o|a) = default; inicialmente = initially
marcad(o|a) = checked; desmarcad(o|a) = unchecked; activad(o|a) = enabled
desactivad(o|a) = disabled; verdadero = true; falso = false; o bien = either; uno de = one of
una de = one of; entero = integer; entera = integer; enteros = integers; número entero = integer
números enteros = integers; decimal = decimal number; número decimal = decimal number
fecha y hora = date and time; solo fecha = date only; sólo fecha = date only
sin hora = without time; texto libre = free text; en céntimos = in whole cents; días = days
minutos = minutes; horas = hours; segundos = seconds; semanas = weeks; meses = months
años = years; campo = field; campos = fields; validación = validation
validaciones = validations; reglas = rules; valores = values; valor = value
longitud máxima = max length; estado = state; estados = states; estado actual = current state
registro de acceso(s|) = audit log; registro de auditoría = audit log; auditoría = audit log
se conserva(n|) = is kept for; se conservará(n|) = is kept for; se conserva(n|) durante = is kept for
se guarda(n|) durante = is kept for; (fichero|archivo) es demasiado grande = file is too large
(fichero|archivo)s demasiado grandes = files that are too large
estado siguiente = next state; estado inicial = current state; estado final = final state
estado de origen = source state; estado de destino = target state; siguiente estado = next state
nuevo estado = new state; próximo estado = next state; transiciones = transitions
transición = transition; ciclo de vida = lifecycle; ciclos de vida = lifecycles
formulario = form; formularios = forms; pantalla = screen; pantallas = screens
búsqueda = search; buscar = search; filtro = filter; filtros = filters; registro = sign-up
final(es|) = final; de ell(os|as) no se sale = nothing leaves them
intentos fallidos = failed attempts; bloqueo = lockout; se bloquea = is locked
duración del bloqueo = lockout duration; duración = duration; límite de peticiones = rate limit
peticiones = requests; por minuto = per minute; por hora = per hour
por minuto y usuario = per minute per user; usuario = user; cuenta = account
inicio de sesión = login; contraseña = password; tamaño de página = page size
por página = per page; permitid(o|a) = allowed; reservad(o|a) a = reserved for
aprobar = approve; rechazar = reject; dad(o|a|os|as) = given; entonces = then
"""
_CELLS: Final = """
número = number; fecha = date; hora = time; texto = text; texto largo = multi-line text
casilla = checkbox; desplegable = select; lista = select; lista desplegable = select
columna = column; etiqueta = label; tipo = type; parámetro = parameter; ajuste = setting
entrada = input; control = control; reglas = rules; acción = action; evento = event; quién = who; condición = condition; no = no
"""
SPANISH: Final = Grammar("Spanish", _WORDS, _SHAPES, _PHRASES, _CELLS)
