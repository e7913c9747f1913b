"""Who inspected: the office that the beginning of a response names."""

from __future__ import annotations

import re

from kg.extract.actors.bodies import body
from kg.extract.actors.mentions import Gazetteer
from kg.model import Document, Entity

_HEAD = 4000  # characters in which a response says whom it answers
_KNOWN = re.compile(r"\b(?:Inspect(?:or|orate)|Ombudsman|Auditor|Committee)\b")
_NAMES = r"[A-Z][\w’'-]{1,30}(?:(?:\s(?:and|of|for|the|in))*\s[A-Z][\w’'&-]{1,30}){0,8}"
# Offices that the reference data need not know: told by their names, never by "the inspector" or "the committee" alone.
_OFFICE = re.compile(
    rf"(?:\b(?:HM|H[ie][sr]\sMajesty[’']s)\s(?:Chief\s)?Inspector(?:ate)?\sof\s{_NAMES}"
    rf"|\b(?:Independent\s)?(?:Chief\s)?Inspector(?:ate)?\s(?:of|for)\s(?:the\s)?{_NAMES}"
    rf"|\b(?:[A-Z][\w’'-]{{1,30}}\s){{1,4}}(?:Inspectorate|Ombudsman)(?:\sfor\s(?:the\s)?{_NAMES})?"
    r"|\b(?:Comptroller\sand\s)?Auditor\sGeneral(?:\sfor\s(?:Scotland|Wales|Northern\sIreland))?"
    r"|\bNational\sAudit\sOffice\b|\bCare\sQuality\sCommission\b|\bAudit\s(?:Wales|Scotland)\b|\bOfsted\b"
    r"|\b(?:Committee\sof\sPublic\sAccounts|Public\sAccounts\sCommittee)\b"
    r"|\bHMI(?:P|C|CFRS|PS)\b|\bHMICS\b|\bICIBI\b|\bNAO\b|\bCQC\b)"
)
_FULL = {  # acronyms that responses use without saying what they stand for
    "HMIP": "HM Inspectorate of Prisons",
    "HMIC": "HM Inspectorate of Constabulary",
    "HMICFRS": "HM Inspectorate of Constabulary and Fire & Rescue Services",
    "HMICS": "HM Inspectorate of Constabulary in Scotland",
    "HMIPS": "HM Inspectorate of Prisons for Scotland",
    "NAO": "National Audit Office",
    "CQC": "Care Quality Commission",
}


def inspector(document: Document, gazetteer: Gazetteer) -> tuple[str, list[Entity]]:
    """The IRI of the office whose report is answered, "" where none is named, and the office itself where the reference
    data do not know it."""
    end = min(len(document.text), _HEAD)
    for named in gazetteer.find(document.text, 0, end):
        if _KNOWN.search(named.entity.label):
            return named.entity.iri, []
    found = _OFFICE.search(f"{document.title}\n{document.text[:end]}")
    if not found:
        return "", []
    name = " ".join(found[0].split())
    return body(document, _FULL.get(name, name), "organisation", gazetteer)
