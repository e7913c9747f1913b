"""OWL 2 RL reasoning in the store: the closure, its upkeep, its contradictions and its explanations."""

from kg.reason.closure import begin, closure, complete, finished, follow, program_of
from kg.reason.compile import compile_rules
from kg.reason.explain import Explanation, explain, render
from kg.reason.rules import Program, Rule
from kg.reason.update import Change, update

__all__ = [
    "Change",
    "Explanation",
    "Program",
    "Rule",
    "begin",
    "closure",
    "compile_rules",
    "complete",
    "explain",
    "finished",
    "follow",
    "program_of",
    "render",
    "update",
]
