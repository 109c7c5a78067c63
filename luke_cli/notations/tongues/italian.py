"""Italian: what is said of fields, rights and states, and the heads of tables."""

from typing import Final

from luke_cli.notations.tongues.tongue import Grammar

_WORDS: Final = {
    "common": (
        "il lo la i gli le un una del della dei delle di e o che non è sono può possono deve con per da in nel nella al alla fino "
        "senza suo sua si più ogni voglio come dal ed"
    ),
    "articles": "il lo la i gli le l' un uno una suo sua suoi sue ogni questo questa tutti tutte tutto tutta",
    "of": "di del della dello dell' dei degli delle per in da al alla",
    "endings": "o-i a-e e-i o-hi a-he",
    "participles": "o/a/i/e",
}
_SHAPES: Final = r"""
\b(has|have|is) (\w+) (becomes|changes|returns) => \1 \2, it \3
\b(otherwise,?|then) (becomes|changes|returns) => \1 it \2
"""
_PHRASES: Final = """
il = the; lo = the; la = the; i = the; gli = the; le = the; l' = the; un(a|o|) = a
su(o|a|oi|e) = its; quest(o|a) = this; ogni = each; tutt(i|e|o|a) = all; tutti (i|gli) = all
tutte le = all; di = of; del = of the; dello = of the; della = of the; dell' = of the
all' = to the; nell' = in the; un' = a; dei = of the; degli = of the; delle = of the; in = in
a = to; ad = to; oppure = or; nel = in the; nella = in the; con = with; senza = without; per = for; da = from; e = and
ed = and; o = or; che = that; non = not; sì = yes; solo = only; soltanto = only; sempre = always
mai = never; anche = also; ma = but; se = if; quando = when; mentre = while; prima di = before
dopo = after; tranne = except; salvo = except; a meno che = unless; finché = until; è = is
sono = are; essere = be; resta(no|) = is; rimane = is; passa(no|) a(d|) = changes to
passa(no|) da = changes from; diventa(no|) = becomes; torna(no|) a(d|) = returns to
torna(no|) in = returns to; può tornare a(d|) = can return to; può tornare in = can return to
ess(o|a) = it; una volta = once; appena = once; non appena = once; poi = then; infine = finally; altrimenti = otherwise
ancora = still; già = already; automaticamente = automatically; inizia come = starts as; nasce come = starts as
diventano = becomes; può passare a(d|) = can change to; può diventare = can become; ha = has; hanno = have; avere = have
contiene = contains; contenere = contain; dura(no|) = lasts; può = may; possono = may
non può = cannot; non possono = cannot; deve = must; devono = must; non deve = must not
non devono = must not; non occorre = no need to; non è = is not; non sono = are not
non ha = has no; è obbligatori(o|a) = is mandatory; sono obbligatori(e|) = are mandatory
obbligatori(o|a|e|) = mandatory; richiest(o|a|i|e) = required; necessari(o|a|e|) = necessary
opzional(e|i) = optional; facoltativ(o|a|i|e) = optional
camp(o|i) obbligatori(o|) = mandatory fields; camp(o|i) facoltativ(o|i) = optional fields
camp(o|i) opzional(e|i) = optional fields; vuot(o|a|i|e) = empty; null(o|a|i|e) = null
essere vuot(o|a|i|e) = be empty; restare vuot(o|a|i|e) = be left empty
rimanere vuot(o|a|i|e) = be left empty; essere lasciat(o|a|i|e) vuot(o|a|i|e) = be left empty
essere omess(o|a|i|e) = be omitted; mancare = be missing; omettere = omit
lasciare vuot(o|a|i|e) = leave; essere indicat(o|a|i|e) = be given
essere compilat(o|a|i|e) = be filled in; essere inserit(o|a|i|e) = be entered
essere salvat(o|a|i|e) = be saved; essere creat(o|a|i|e) = be created
essere registrat(o|a|i|e) = be registered; indicare = give; inserire = enter
compilare = fill in; salvat(o|a|i|e) = saved; creat(o|a|i|e) = created
se not(o|a|i|e) = if known; se presente = if any; è salvat(o|a) = is stored
è memorizzat(o|a) = is stored; univoc(o|a|i|he) = unique; unic(o|a|i|he) = unique
essere univoc(o|a) = be unique; essere unic(o|a) = be unique; condividere = share
lo stesso = the same; la stessa = the same; stess(o|a) = same; due = two; tre = three
quattro = four; cinque = five; più = several; divers(i|e) = several; fino a = up to
al massimo = at most; massimo = maximum; massimo di = maximum of; max. = max.
un massimo di = at most; non più di = no more than; superare = exceed
non supera = must not exceed; limitat(o|a) a = limited to; almeno = at least
al minimo = at least; minimo = minimum; un minimo di = at least; non meno di = not less than
più di = more than; meno di = less than; maggiore di = greater than; minore di = less than
esattamente = exactly; tra = between; fra = between; accetta(no|) = accepts; ammette = accepts
consente = allows; caratter(e|i) = characters; lettere = letters; cifre = digits
decimali = decimals; senza decimali = without decimals; con due decimali = with two decimals
posti = places; per impostazione predefinita = by default; predefinit(o|a) = default
inizialmente = initially; selezionat(o|a) = checked; deselezionat(o|a) = unchecked
attivat(o|a) = enabled; disattivat(o|a) = disabled; vero = true; falso = false; oppure = or
uno di = one of; una di = one of; uno tra = one of; inter(o|a) = integer; interi = integers
numero intero = integer; numeri interi = integers; in centesimi = in whole cents
decimale = decimal number; numero decimale = decimal number; data e ora = date and time
data e l' ora = date and time; solo data = date only; solo la data = date only
senza ora = without time; testo libero = free text; giorni = days; minuti = minutes; ore = hours
secondi = seconds; settimane = weeks; mesi = months; anni = years; campo = field; campi = fields
validazione = validation; controllo = validation; controlli = validations; regole = rules
valori = values; valore = value; lunghezza massima = max length; stato = state; stati = states
stato attuale = current state; stato successivo = next state; prossimo stato = next state
stato iniziale = current state; stato di partenza = source state; stato di arrivo = target state
nuovo stato = new state; transizione = transition; transizioni = transitions
ciclo di vita = lifecycle; modulo = form; moduli = forms; schermata = screen
schermate = screens; ricerca = search; filtro = filter; filtri = filters
registrazione = sign-up; final(e|i) = final; definitiv(o|a|i|e) = final
tentativi falliti = failed attempts; tentativi di accesso falliti = failed login attempts
blocco = lockout; durata del blocco = lockout duration; viene bloccat(o|a) = is locked
è bloccat(o|a) = is locked; durata = duration; richieste = requests; al minuto = per minute
per minuto = per minute; all' ora = per hour; utente = user; accesso = login
dimensione della pagina = page size; per pagina = per page; dat(o|a|i|e) = given
dato che = given that; allora = then
"""
_CELLS: Final = """
numero = number; data = date; ora = time; testo = text; testo lungo = multi-line text
casella = checkbox; elenco = select; lista = select; menu a tendina = select; colonna = column
etichetta = label; tipo = type; regola = rule; parametro = parameter; impostazione = setting
immissione = input; controllo = control; azione = action; evento = event; chi = who; condizione = condition; no = no
"""
ITALIAN: Final = Grammar("Italian", _WORDS, _SHAPES, _PHRASES, _CELLS)
