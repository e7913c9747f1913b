"""Recurrence: which issues a recommendation raises, with the words that make it so, and which came back.

wording (patterns) and words → model (issues of a text) → assign (tags in the graph) → index → link (candidates and
scores) → write (triples) → stage (a whole store, or what one response changes). decisions are what people say of it;
measure compares with gold; teach makes the model of sentences, learn finds the weights.
"""

from __future__ import annotations

from kg.recurrence.assign import assign, entry
from kg.recurrence.decisions import Decision, Decisions
from kg.recurrence.index import Entry, Index
from kg.recurrence.keep import index_of, save
from kg.recurrence.known import Known, known
from kg.recurrence.model import Model, model
from kg.recurrence.similar import Resemblance, similar
from kg.recurrence.stage import Change, change, frame, linked, links_from
from kg.recurrence.texts import Text, units

__all__ = [
    "Change",
    "Decision",
    "Decisions",
    "Entry",
    "Index",
    "Known",
    "Model",
    "Resemblance",
    "Text",
    "assign",
    "change",
    "entry",
    "frame",
    "index_of",
    "known",
    "linked",
    "links_from",
    "model",
    "save",
    "similar",
    "units",
]
