"""French: what is said of fields, rights and states, and the heads of tables."""

from typing import Final

from luke_cli.notations.tongues.tongue import Grammar

_WORDS: Final = {
    "common": (
        "le la les un une des du de et ou est sont ne pas peut peuvent doit avec pour par dans sur que qui au aux ce cette "
        "sans plus son sa ses il elle je veux être tout chaque en"
    ),
    "articles": "le la les l' un une des son sa ses leur leurs ce cette chaque tout tous toute toutes",
    "of": "de du des d' au aux pour en",
    "endings": "-s -x -es al-aux",
    "participles": "e/ee/es/ees i/ie/is/ies u/ue/us/ues +e/s/es",
}
_SHAPES: Final = r"""
\beither ([^,.;]{1,30}?),? either => either \1 or
"""
_PHRASES: Final = """
le = the; la = the; les = the; l' = the; un(e|) = a; son = its; sa = its; ses = its; ce = this
cette = this; chaque = each; tou(s|te|tes|t) = all; tou(s|tes) les = all; de = of
de la = of the; de l' = of the; du = of the; des = of the; d' = of; n' = not; qu' = that
s' = if; jusqu' = until; dans = in; à = to; en = in; avec = with; sans = without; pour = for
par = by; et = and; ou = or; qui = that; que = that; pas = not; non = no; oui = yes
seulement = only; uniquement = only; toujours = always; jamais = never; aussi = also; mais = but
si = if; lorsque = when; quand = when; avant = before; après = after; sauf = except
sauf si = unless; est = is; sont = are; être = be; reste(nt|) = is; rester = be left
passe(nt|) à = changes to; passe(nt|) de = changes from; passe en = changes to
il = it; elle = it; ils = they; elles = they; celui-ci = it; celle-ci = it; tant que = while; tant qu' = while
une fois = once; dès que = once; encore = still; ensuite = then; puis = then; enfin = finally; sinon = otherwise
commence à l' état = starts as; commence au statut = starts as; commence comme = starts as; d' abord = first
automatiquement = automatically; peu(t|vent) être = may be; nouve(au|lle|aux|lles) = new; déjà = already
passe(nt|) = changes; bascule(nt|) = changes; retourne(nt|) à = returns to; redevien(t|nent) = becomes
devien(t|nent) = becomes; revient à = returns to; peut revenir à = can return to
peut redevenir = can become; peut passer à = can change to; a = has; ont = have; avoir = have
comporte(nt|) = has; contient = contains; contenir = contain; dure(nt|) = lasts
peu(t|vent) = may; ne peu(t|vent) pas = cannot; ne peu(t|vent) = cannot
ne doi(t|vent) pas = must not; doi(t|vent) = must; il faut = must; n' est pas = is not
ne sont pas = are not; n' est = is not; n' a pas = has no; n' est jamais = is never
est obligatoire = is mandatory; sont obligatoires = are mandatory; obligatoire(s|) = mandatory
requis(e|es|) = required; nécessaire(s|) = necessary; indispensable(s|) = mandatory
facultati(f|fs|ve|ves) = optional; optionnel(s|le|les|) = optional
champ(s|) obligatoire(s|) = mandatory fields; champ(s|) facultatif(s|) = optional fields
champ(s|) optionnel(s|) = optional fields; vide(s|) = empty; être vide(s|) = be empty
rester vide(s|) = be left empty; être laissé(e|s|es|) vide(s|) = be left empty
être nul(le|) = be null; être omis(e|es|) = be omitted; manquer = be missing; omettre = omit
laisser vide = leave; être renseigné(e|s|es|) = be given; être rempli(e|s|es|) = be filled in
être indiqué(e|s|es|) = be given; être saisi(e|s|es|) = be entered
être fourni(e|s|es|) = be provided; être enregistré(e|s|es|) = be saved
être créé(e|s|es|) = be created; indiquer = give; saisir = enter; renseigner = give
enregistré(e|s|es|) = saved; créé(e|s|es|) = created; si connu(e|s|es|) = if known
s' il existe = if any; est stocké(e|) = is stored; sont stocké(s|es) = are stored
unique(s|) = unique; être unique(s|) = be unique; n' est pas unique = is not unique
partager = share; peuvent partager = may share; le même = the same; la même = the same
même = same; deux = two; trois = three; quatre = four; cinq = five; plusieurs = several
jusqu' à = up to; au plus = at most; au maximum = at most; maximum = maximum
maximum de = maximum of; max. = max.; pas plus de = no more than; dépasser = exceed
ne dépasse pas = must not exceed; limité(e|) à = limited to; au moins = at least
au minimum = at least; minimum = minimum; pas moins de = not less than; plus de = more than
moins de = less than; supérieur(e|) à = greater than; inférieur(e|) à = less than
exactement = exactly; entre = between; accepte(nt|) = accepts; permet = allows
autorise = allows; caractère = character; caractères = characters; lettres = letters
chiffres = digits; décimales = decimals; sans décimale(s|) = without decimals
avec une décimale = with one decimal; avec deux décimales = with two decimals; places = places; par défaut = by default
initialement = initially; coché(e|) = checked; décoché(e|) = unchecked; activé(e|) = enabled
désactivé(e|) = disabled; vrai = true; faux = false; soit = either; l' un de = one of
l' une de = one of; entier = integer; entiers = integers; nombre entier = integer
nombres entiers = integers; en centimes = in whole cents; nombre décimal = decimal number
décimal = decimal number; date et heure = date and time; la date et l' heure = date and time
date seule = date only; sans heure = without time; texte libre = free text; jours = days
minutes = minutes; heures = hours; secondes = seconds; semaines = weeks; mois = months
ans = years; champ = field; champs = fields; validation = validation; contrôle = validation
contrôles = validations; règles = rules; valeurs = values; valeur = value
longueur maximale = max length; état = state; états = states; statut = status
statuts = statuses; état actuel = current state; statut actuel = current state
état suivant = next state; statut suivant = next state; état initial = current state
état de départ = source state; état d' arrivée = target state; prochain état = next state
nouvel état = new state; nouveau statut = new state; transition = transition
transitions = transitions; cycle de vie = lifecycle; formulaire = form; formulaires = forms
écran = screen; écrans = screens; recherche = search; filtre = filter; filtres = filters
inscription = sign-up; final(e|es|s|) = final; définitif(s|) = final
tentatives échouées = failed attempts; échecs de connexion = failed login attempts
tentatives de connexion échouées = failed login attempts; échecs = failed attempts
verrouillage = lockout; blocage = lockout; durée du blocage = lockout duration
durée du verrouillage = lockout duration; est bloqué = is locked; est verrouillé = is locked
durée = duration; requêtes = requests; par minute = per minute; par heure = per hour
utilisateur = user; compte = account; connexion = login; mot de passe = password
taille de page = page size; par page = per page; étant donné = given
étant donné que = given that; alors = then
"""
_CELLS: Final = """
nombre = number; date = date; heure = time; texte = text; texte long = multi-line text
case à cocher = checkbox; liste déroulante = select; liste = select; colonne = column
libellé = label; étiquette = label; type = type; règle = rule; paramètre = parameter
réglage = setting; saisie = input; zone = field; zone de saisie = field; règles = rules; action = action; événement = event; qui = who; condition = condition
non = no
"""
FRENCH: Final = Grammar("French", _WORDS, _SHAPES, _PHRASES, _CELLS)
