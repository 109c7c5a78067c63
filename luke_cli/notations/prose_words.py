"""The closed word lists by which sentences about things to be kept are told from others."""

import re
from typing import Final

DETERMINERS: Final = frozenset(
    "a an the my our your their his her its all each every any some one own existing several "
    "multiple many these those this that new another both more his/her no".split()
)
NUMERALS: Final = frozenset(
    "two three four five six seven eight nine ten eleven twelve few fewer most less enough".split()
)
ADVERBS: Final = frozenset(
    "never always often only not usually already still just even ever sometimes once now".split()
)
"""Words that make a phrase no name: `child never`."""
BEFORE_NOUNS: Final = DETERMINERS | frozenset(
    "of for with without in on at by per from into under over about which open last first second "
    "third next previous".split()
)
"""`the order`, `of order`: behind one of these a verb is a noun."""
MINE: Final = frozenset("my own our their his her".split())
STOPS: Final = frozenset(
    "in on at with for of to from by as so that when if and or where which who whose after before "
    "without into onto via per within between during until using through about under over against "
    "like than because while then but also not only is are was were be been has have had can could "
    "must may might should shall will would do does did it they them i we you he she there here "
    "whether what why how becomes become gets get goes turns appears appear stands shows online offline again directly quickly easily later together back out up down off".split()
)
ADJECTIVES: Final = frozenset(
    "pending upcoming past current available open closed active inactive similar different "
    "specific detailed full daily weekly monthly yearly simple personal recent favourite favorite "
    "public private next last first second other such overdue completed finished free missing late "
    "expired unpaid paid unread possible relevant important certain own whole single shared "
    "scheduled planned cancelled archived nearby individual ordinary usual normal regular empty "
    "correct wrong good bad plain".split()
)
CONTAINERS: Final = frozenset(
    "list lists set history details detail overview copy number amount kind type kinds types "
    "collection summary calendar table group page status state view total rest piece pieces item items unit units".split()
)
VALUES: Final = frozenset(
    "remark remarks reason reasons explanation signature discount rating caption".split()
)
"""What somebody gives is a value of something else."""
TRAILING_STATES: Final = ADJECTIVES | frozenset("absent inactive next there twice".split())
"""What a noun is behind it: `mark a child absent`."""
STATES_ALONE: Final = ADJECTIVES | frozenset("lost found broken stolen saved".split())
"""What is no name without the noun behind it: `lost items`."""
SIZES: Final = frozenset("short long brief small big quick clear optional".split())
"""What a field is like says nothing of its name; `full name` is one."""
COMPOUNDS: Final = frozenset(
    "waiting list, price list, shopping list, packing list, check list, guest list, wish list, "
    "reading list, watch list, mailing list, order item, line item, log entry, journal entry, "
    "medical record, health record, work history, contact details".split(", ")
)
"""Nouns of which the last word is no mere way of showing them."""
HEADINGS: Final = frozenset(
    "rules stories features goals users roles requirements screens colours colors buttons ideas "
    "notes details criteria questions steps filters actions numbers settings limits basics needs "
    "people metrics kpis principles values benefits risks assumptions".split()
)
"""Headings in the plural that are about no rows."""
TRAILING: Final = frozenset(
    "list details detail form page screen overview view information info data history entry "
    "entries card dialog tab panel section record records item items management editor wizard "
    "dashboard table calendar".split()
)
ACTIONS: Final = (
    (
        "manage",
        (
            "manag(?:e|es|ing)|maintain(?:s|ing)?|administer(?:s|ing)?|"
            "(?:keep|have|need|want)(?:s|ing)? (?:an?|the|an up-to-date) (?:list|record|log|register|file|history) of|look(?:s|ing)? after|organi[sz](?:e|es|ing)"
        ),
    ),
    (
        "upload",
        "upload(?:s|ing)?|attach(?:es|ing)?|take(?:s)?(?=\\s+(?:an?\\s+|some\\s+)?(?:photos?|pictures?)\\b)",
    ),
    (
        "create",
        (
            "register(?:s|ing)?|record(?:s|ing)?|log(?:s|ging)?(?! ?(?:in|out|on)\\b)|creat(?:e|es|ing)|"
            "add(?:s|ing)?|book(?:s|ing)?|schedul(?:e|es|ing)|plan(?:s|ning)?|writ(?:e|es|ing)|"
            "post(?:s|ing)?|submit(?:s|ting)?|request(?:s|ing)?|order(?:s|ing)?|reserv(?:e|es|ing)|"
            "invit(?:e|es|ing)|defin(?:e|es|ing)|publish(?:es|ing)?|plac(?:e|es|ing)|rais(?:e|es|ing)|"
            "fil(?:e|es|ing)(?=\\s+an?\\b)|hand(?:s|ing)? in(?=\\s+an?\\b)|draft(?:s|ing)?|report(?:s|ing)?|propos(?:e|es|ing)|offer(?:s|ing)?|issu(?:e|es|ing)|"
            "set(?:s|ting)? up|fill(?:s|ing)? (?:in|out)(?=\\s+(?:an?|the)\\b)|appl(?:y|ies|ying) for|"
            "(?:creation|registration|recording|entry|booking|submission) of|lead(?:s)? to|result(?:s)? in|bring(?:s)?(?=\\s+an?\\b)|mak(?:e|es|ing) out(?=\\s+an?\\b)|get(?:s)?(?=\\s+an?\\b)|enter(?:s|ing)?|not(?:e|es) down|start(?:s|ing)?|leav(?:e|es|ing)"
            "(?=\\s+an?\\b)|mak(?:e|es|ing)(?=\\s+an?\\b)"
        ),
    ),
    (
        "update",
        (
            "edit(?:s|ing)?|updat(?:e|es|ing)|chang(?:e|es|ing)|modif(?:y|ies|ying)|renam(?:e|es|ing)|"
            "adjust(?:s|ing)?|correct(?:s|ing)?|reschedul(?:e|es|ing)|extend(?:s|ing)?"
        ),
    ),
    ("delete", "delet(?:e|es|ing)|remov(?:e|es|ing)|discard(?:s|ing)?"),
    (
        "read",
        (
            "see(?:s|ing)?|view(?:s|ing)?|brows(?:e|es|ing)|track(?:s|ing)?|search(?:es|ing)?(?: for)?|"
            "find(?:s|ing)?|filter(?:s|ing)?|review(?:s|ing)?|compar(?:e|es|ing)|open(?:s|ing)?(?= the\\b)|"
            "download(?:s|ing)?|check(?:s|ing)?|monitor(?:s|ing)?|look(?:s|ing)? up|read(?:s|ing)?|"
            "show(?:s|ing)?|display(?:s|ing)?|inspect(?:s|ing)?|list(?:s|ing)?"
        ),
    ),
    (
        "",
        (
            "cancel(?:s|ling|ing)?|approv(?:e|es|ing)|reject(?:s|ing)?|assign(?:s|ing)?|mark(?:s|ing)?|"
            "complet(?:e|es|ing)|clos(?:e|es|ing)|archiv(?:e|es|ing)|rat(?:e|es|ing)|lik(?:e|es|ing)|"
            "follow(?:s|ing)?|shar(?:e|es|ing)|accept(?:s|ing)?|declin(?:e|es|ing)|confirm(?:s|ing)?|"
            "return(?:s|ing)?|borrow(?:s|ing)?|lend(?:s|ing)?|renew(?:s|ing)?|pay(?:s|ing)?(?: for)?|"
            "rent(?:s|ing)?|mov(?:e|es|ing)|label(?:s|ling)?|tag(?:s|ging)?|repair(?:s|ing)?|"
            "sell(?:s|ing)?|buy(?:s|ing)?|receiv(?:e|es|ing)|join(?:s|ing)?|attend(?:s|ing)?"
        ),
    ),
)
"""What is done to rows, and the verbs that say so; a word belongs to the first that has it."""
MAKING: Final = re.compile(
    r"^\W*(?:register|record|log|create|add|book|schedule|plan|write|post|submit|request|order|"
    r"reserve|invite|define|publish|raise|draft|report|propose|offer|issue|enter|edit|update|change|"
    r"new|search|sort|filter|drag|tap|click|press|show|export|import|print|delete|manage|save|open)\s+",
    re.IGNORECASE,
)
"""The verb of a heading or a list that says what is done."""
ENTERED: Final = re.compile(
    r"\b(?:enters?|types?(?: in)?|fills? in(?!\s+(?:the|an?)\s[\w -]{2,30}?(?:\swith\b|:))|chooses?|selects?|picks?|gives|states)\s+(?=(?:an?|the|its|"
    r"their)\b|[a-z]+(?: [a-z]+)?,|[a-z]+ and [a-z]+,)|"
    r"\b(?:adds?|attach(?:es)?|leaves?|writes?)\s+(?=(?:an?|the|its|one)\s+(?:optional\s+|short\s+)?(?:photo|picture|image|description|comment|note|"
    r"remark|reason|title|explanation|caption)\b)",
    re.IGNORECASE,
)
SHOWN: Final = re.compile(
    r"^\W*(?:(?:it |the (?:page|screen|list|table|form|card|head|header|top|panel|dialog|window) )?(?:shows?|displays?|lists?|contains?|says|"
    r"with)|(?:an?\s+|the\s+)?(?:[a-z]+\s+)?(?:table|form|list|grid|card|tile)s?(?=\s*:)|fields?|columns?|inputs?|attributes?|properties|information|data|form fields?|"
    r"card shows|each row shows|each card shows)\s*(?:the following)?\s*:?\s+(?=\w)",
    re.IGNORECASE,
)
HAVING: Final = (
    r"(?:has|have|includes?|contains?|consists? of|stores?|is described by|comes with|carries|"
    r"carry|knows|needs|is made (?:up )?of|records|remembers|belongs to)"
)
