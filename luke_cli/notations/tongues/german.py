"""German: what is said of fields, rights and states, and the heads of tables."""

from typing import Final

from luke_cli.notations.tongues.tongue import Grammar

_WORDS: Final = {
    "common": (
        "der die das den dem des ein eine einen einer und oder ist sind nicht kann können darf muss mit von zu zum zur für "
        "auf im wird werden bei als bis nur sich auch kein keine dass wenn ohne ich möchte nach"
    ),
    "articles": (
        "der die das den dem ein eine einen einem einer jede jeder jedes ihr ihre sein seine alle pro ihren seinen kein keine"
    ),
    "genitive": "der des eines einer jeder jedes ihrer seiner",
    "of": "der des eines einer von vom für am zum zur",
    "endings": "-e -en -n -er -s -es -ern",
    "participles": "+e/er/es/en/em",
}
_SHAPES: Final = r"""
\b(can|may|must) (?:again )?(?:back )?(?:in|to) (`\w+`) (?:change|return|go)\b => \1 change to \2
\b(cannot|can|may|must not|may not) without ([^.;,()\n]{1,40}?) be (\w+) => \1 be \3 without \2
\bwithout ([^.;,()\n]{1,40}?) (?:can|may) no ([^.;,()\n]{1,30}?) be (\w+) => no \2 can be \3 without \1
\bwithout ([^.;,()\n]{1,40}?) (?:can|may) ([^.;,()\n]{1,30}?) not be (\w+) => no \2 can be \3 without \1
\b(\d[\d.,]*) until (\d) => \1 to \2
\bmust ((?:always |also |each )*)(given|filled in|chosen|set|entered|recorded) be\b => must \1be \2
\b(can|may|must|becomes) (it|they) => \2 \1
\b(changes|goes|returns|turns) (?:it|they) (of|from|back|to|in) => it \1 \2
\b(?:becomes|turns|it becomes) (?:aus|from) (`?\w+`?) (?:the )?(?:status )?(`\w+`) => from \1 to \2
\bAus (`\w+`) => From \1
\baus (`\w+`) => from \1
\bof (`\w+`) (?:to|in) (`\w+`)(?: (?:uber|über)\b)? => from \1 to \2
\b(can|may|must) ([^.;,()\n]{1,40}?) not (?:again )?(`\w+`) be\b => \1 not be \3 \2
\b(can|may|must|cannot|may not|must not) ([^.;,()\n]{1,40}?) (`\w+`) be\b => \1 be \3 \2
\b(can|may|must|cannot|may not|must not) (`\w+`) be\b => \1 be \2
\b(while|if|once|when|before|after|that) (it|they|the \w+|an? \w+) ((?:still |already )?)(?:in the (?:status|state) )?(`\w+`(?: (?:or|and) `\w+`)*) (is|are|was|becomes) => \1 \2 \5 \3\4
\b(must|may|can|cannot|must not|may not) ([^.;,()\n]{1,40}?) (share|have|contain|exceed)(?=[.,;)\n]|$) => \1 \3 \2
\b(must|may|can|cannot|may not) (an?|the|its|each|all) (\w+) ([a-z_]+)(?=[.,;:)\n]|$) => \1 \4 \2 \3
"""
_PHRASES: Final = """
der = the; die = the; das = the; den = the; dem = the; des = the; ein(e|en|em|er|es|) = a
jede(r|s|n|m|) = each; alle(n|r|) = all; ihr(e|en|em|er|) = its; sein(e|en|em|er|es) = its
dies(e|er|es|en|em) = this; von = of; vom = of the; im = in the; in = in; mit = with
ohne = without; für = for; und = and; sowie = and; oder = or; nicht = not
kein(e|en|em|er|) = no; ja = yes; nein = no; nur = only; immer = always; stets = always
nie = never; niemals = never; auch = also; aber = but; wenn = if; falls = if; sobald = once
solange = while; bevor = before; nachdem = after; außer = except; ist = is; sind = are
sein = be; bleibt = is; bleiben = stay; wird = becomes; werden = be; geht in = changes to
er = it; sie = it; es = it; neue(r|n|s|m|) = new; noch = still; bereits = already; andernfalls = otherwise; ansonsten = otherwise
beginnt als = starts as; beginnt im status = starts as; startet als = starts as; wurde = was; wurden = were; worden ist = was
geht = goes; kehrt = returns; zurück = back; automatisch = automatically; anschließend = then; danach = then; schließlich = finally
wechselt zu = changes to; wechselt nach = changes to; wechselt in = changes to
wechselt von = changes from; zurück zu = back to
zurück nach = back to; nach = to; zu = to; wechselt = changes; wechseln = change; gehen = go; zurückkehren = return; übergehen = change; wieder = again; hat = has; haben = have
darf = may; dürfen = may; kann = can; können = can; muss = must; müssen = must; soll = must
sollen = must; darf nicht = may not; dürfen nicht = may not; kann nicht = cannot
können nicht = cannot; muss nicht = need not; müssen nicht = need not; ist nicht = is not
sind nicht = are not; ist pflicht = is mandatory; sind pflicht = are mandatory
ist ein pflichtfeld = is mandatory; sind pflichtfelder = are mandatory
ist kein pflichtfeld = is not mandatory; sind keine pflichtfelder = are not mandatory
ist keine pflicht = is not mandatory; pflicht = mandatory; pflichtfeld = mandatory
pflichtfelder = mandatory fields; pflichtangabe = mandatory; pflichtangaben = mandatory fields
erforderlich = required; verpflichtend = mandatory; zwingend = mandatory
zwingend erforderlich = mandatory; notwendig = necessary; optional = optional
freiwillig = optional; optionale felder = optional fields; freiwillige angaben = optional fields
leer = empty; leer sein = be empty; leer bleiben = be left empty
leer gelassen werden = be left empty; nicht leer sein = not be empty
nicht leer bleiben = not be left empty; nicht fehlen = not be missing; fehlen = be missing
frei bleiben = be left blank; offen bleiben = be left open; weglassen = omit
weggelassen werden = be omitted; entfallen = be omitted; angegeben werden = be given
angegeben sein = be given; ausgefüllt werden = be filled in; ausgefüllt sein = be filled in
gesetzt sein = be set; eingegeben werden = be entered; erfasst werden = be recorded
gewählt werden = be chosen; ausgewählt werden = be selected
nicht angegeben werden = not be given; später angegeben werden = be given later
später nachgetragen werden = be added later; gespeichert werden = be saved
angelegt werden = be created; erstellt werden = be created; gespeichert = saved
angelegt = created; falls bekannt = if known; wenn bekannt = if known; falls vorhanden = if any
wird gespeichert = is stored; eindeutig = unique; einmalig = unique; eindeutig sein = be unique
nicht eindeutig = not unique; mehrfach vorkommen = occur several times
doppelt vorkommen = occur twice; denselben = the same; dieselbe = the same; dasselbe = the same
gleiche(n|) = same; den gleichen = the same; die gleiche = the same; teilen = share
sich teilen = share; zwei = two; drei = three; vier = four; fünf = five; mehrere = several
bis zu = up to; bis = until; höchstens = at most; maximal = at most; max. = max.
nicht mehr als = no more than; höchstwert = maximum; maximum = maximum
nicht überschreiten = not exceed; überschreiten = exceed; begrenzt auf = limited to
mindestens = at least; minimal = at least; nicht weniger als = not less than
mehr als = more than; weniger als = less than; größer als = greater than
kleiner als = less than; genau = exactly; zwischen = between; umfasst = has; fasst = has
enthält = contains; enthalten = contain; erlaubt = allows; dauert = lasts; dauern = last
zeichen = characters; zeichen lang = characters long; zeichen lang sein = characters long
zeichen haben = characters; zeichen enthalten = characters; zeichen umfassen = characters
buchstaben = letters; ziffern = digits; stellen = digits; nachkommastellen = decimals
ohne nachkommastellen = without decimals; mit zwei nachkommastellen = with two decimals
mit einer nachkommastelle = with one decimal; auf eine nachkommastelle = to one decimal
plätze(n|) = places; standardmäßig = by default; voreingestellt = by default; standard = default
anfangs = initially; angehakt = checked; angekreuzt = checked; aktiviert = enabled
deaktiviert = disabled; wahr = true; falsch = false; entweder = either; eine(r|s|) von = one of
ganzzahl = integer; ganzzahlen = integers; ganze zahl = integer; ganze zahlen = integers
ganzzahlig = integer; in ganzen cent = in whole cents; in cent = in whole cents
dezimalzahl = decimal number; kommazahl = decimal number; datum und uhrzeit = date and time
zeitpunkt = date and time; datum mit uhrzeit = date and time
datum ohne uhrzeit = date without time; nur datum = date only; nur das datum = date only
ohne uhrzeit = without time; freitext = free text; tage(n|) = days; minuten = minutes
stunden = hours; sekunden = seconds; wochen = weeks; monate(n|) = months; jahre(n|) = years
feld = field; felder = fields; prüfung = validation; prüfungen = validations
validierung = validation; regeln = rules; werte = values; wert = value
maximale länge = max length; status = status; zustand = state; zustände = states
aktueller zustand = current state; aktueller status = current state
ausgangszustand = source state; zielzustand = target state; folgezustand = next state
folgestatus = next state; nächster zustand = next state; nächster status = next state
neuer status = new state; neuer zustand = new state; übergang = transition
übergänge = transitions; lebenszyklus = lifecycle; formular = form; formulare = forms
maske = form; bildschirm = screen; suche = search; filter = filter; registrierung = sign-up
endgültig = final; endzustände = final states; fehlversuche(n|) = failed attempts
fehlgeschlagene(n|) anmeldeversuche(n|) = failed login attempts
fehlgeschlagene(n|) versuche(n|) = failed attempts; sperre = lockout
sperrdauer = lockout duration; dauer der sperre = lockout duration; gesperrt = locked
anfragen = requests; pro minute = per minute; je minute = per minute; pro stunde = per hour
nutzer = user; konto = account; anmeldung = login; passwort = password; seitengröße = page size
pro seite = per page; angenommen = given; gegeben sei = given; gegeben = given; dann = then
"""
_CELLS: Final = """
zahl = number; datum = date; uhrzeit = time; text = text; langer text = multi-line text
mehrzeiliger text = multi-line text; kontrollkästchen = checkbox; auswahl = select
auswahlliste = select; spalte = column; bezeichnung = label; beschriftung = label; typ = type
regel = rule; eingabe = input; eingabeelement = control; steuerelement = control; element = element; parameter = parameter; einstellung = setting; aktion = action; ereignis = event
auslöser = trigger; wer = who; bedingung = condition
"""
GERMAN: Final = Grammar("German", _WORDS, _SHAPES, _PHRASES, _CELLS)
