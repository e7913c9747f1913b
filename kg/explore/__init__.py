"""What the explorer shows, as plain functions: a store in, what `json.dumps` takes out, or a file to hand out.

Each function is a page or list below /api; `get` and `post` find it by its address. The shapes of all answers are in
`shapes`. Errors are those of `kg.errors`: NotFoundError where nothing has the name, UsageError for a wrong call.
"""

from __future__ import annotations

from kg.explore.asked import question, question_file, questions
from kg.explore.chain import issue, issues
from kg.explore.door import get, post
from kg.explore.downloads import commitments_file, network_file
from kg.explore.drafts import amend, draft
from kg.explore.entity import system, team
from kg.explore.fields import form
from kg.explore.find import search
from kg.explore.front import about, overview
from kg.explore.handed import submit, validate
from kg.explore.lists import entities
from kg.explore.page import report
from kg.explore.pair import link
from kg.explore.promised import commitments
from kg.explore.shelf import reports
from kg.explore.things import thing
from kg.explore.web import network

__all__ = [
    "about",
    "amend",
    "commitments",
    "commitments_file",
    "draft",
    "entities",
    "form",
    "get",
    "issue",
    "issues",
    "link",
    "network",
    "network_file",
    "overview",
    "post",
    "question",
    "question_file",
    "questions",
    "report",
    "reports",
    "search",
    "submit",
    "system",
    "team",
    "thing",
    "validate",
]
