"""What the templates may see of searches by words."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.schema import words


@dataclass(frozen=True, slots=True)
class WordsView:
    """What a word is; all but the numbers is Python."""

    marks: str = f'r"{words.MARKS}"'
    between: str = f'r"{words.BETWEEN}"'
    alike: tuple[tuple[str, str], ...] = tuple(
        (literal(letter), literal(to)) for letter, to in words.ALIKE.items()
    )
    cases: int = words.CASES
    longest_text: int = words.LONGEST_TEXT
    longest_word: int = words.LONGEST_WORD
