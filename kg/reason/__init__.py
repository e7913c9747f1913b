"""OWL 2 RL reasoning in the store: the closure, its upkeep, its contradictions and its explanations."""

from kg.reason.closure import closure, finished, program_of
from kg.reason.compile import compile_rules
from kg.reason.explain import Explanation, explain, render
from kg.reason.rules import Program, Rule
from kg.reason.update import Change, update

__all__ = [
    "Change",
    "Explanation",
    "Program",
    "Rule",
    "closure",
    "compile_rules",
    "explain",
    "finished",
    "program_of",
    "render",
    "update",
]
