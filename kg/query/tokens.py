"""The tokens of a SPARQL query, with their places (SPARQL 1.1 Query, section 19.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
          | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<blank>_:[\w.-]*\w)
      | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:%-](?:[\w:%.-]*[\w:%-])?)?)
      | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
      | (?P<number>\d*\.?\d+(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\^\^|&&|\|\||!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
CLOSING = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is iri, string, variable, blank, name (prefixed), language, number, word or sign."""

    kind: str
    text: str
    start: int
    end: int

    def word(self, *words: str) -> bool:
        """Whether this is one of the keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokenise(text: str) -> list[Token]:
    """The tokens of the text, without white space and comments."""
    return [
        Token(found.lastgroup, found[0], found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if found.lastgroup and found.lastgroup != "space"
    ]


def closing(tokens: Sequence[Token], opening: int) -> int | None:
    """The index of the bracket that closes the one at the index `opening`, None where none does."""
    depth, bracket = 0, tokens[opening].text
    for index in range(opening, len(tokens)):
        if tokens[index].kind == "sign":
            depth += (tokens[index].text == bracket) - (tokens[index].text == CLOSING[bracket])
        if depth == 0:
            return index
    return None


def unclosed(tokens: Sequence[Token]) -> tuple[Token | None, Token | None]:
    """The last bracket that is opened and not closed, and the first that closes nothing."""
    stack: list[Token] = []
    for token in tokens:
        if token.kind == "sign" and token.text in CLOSING:
            stack.append(token)
        elif token.kind == "sign" and token.text in CLOSING.values():
            if not stack or CLOSING[stack[-1].text] != token.text:
                return (stack[-1] if stack else None), token
            stack.pop()
    return (stack[-1] if stack else None), None


def place(text: str, offset: int) -> str:
    """Where the offset is, for a reader: "line 2, column 7" (both from 1)."""
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"
