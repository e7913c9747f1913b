"""Word lists of the genre: how recommendations begin, and what the names of answering bodies are made of."""

from __future__ import annotations

import re

_VERBS = """
Accelerate Act Adapt Add Address Adopt Agree Align Allocate Allow Amend Analyse Appoint Apply Appraise Arrange
Articulate Assess Assign Assure Audit Base Begin Bring Build Capture Carry Cease Centralise Change Check Clarify
Clear Close Collaborate Collate Collect Commission Commit Communicate Compile Complete Conduct Confirm Consider
Consult Contact Continue Convene Coordinate Co-ordinate Correct Create Deal Decide Define Deliver Demonstrate
Deploy Describe Design Determine Develop Devise Disseminate Document Draft Draw Embed Enable Encourage End Enforce
Engage Enhance Ensure Establish Evaluate Evidence Examine Expand Expedite Explain Explore Extend Finalise Fix Focus
Formalise Give Identify Implement Improve Include Incorporate Increase Indicate Inform Initiate Integrate Introduce
Invest Investigate Issue Keep Lead Learn Liaise Limit Look Maintain Make Manage Mandate Map Maximise Measure
Minimise Monitor Move Negotiate Obtain Offer Organise Overhaul Plan Prepare Prevent Prioritise Proactively Procure
Produce Progress Promote Provide Publish Put Quantify Raise Re-assess Re-establish Re-examine Re-introduce Reassess
Recognise Reconsider Record Recruit Rectify Reduce Re-evaluate Refine Refresh Regularly Reinforce Reintroduce
Reiterate Remind Remove Replace Report Require Resolve Resource Respond Re-state Restore Retain Revise Review
Revisit Roll Scope Seek Set Share Simplify Specify Standardise Start Stop Streamline Strengthen Support Tackle Take
Target Test Tighten Track Train Transform Trial Undertake Update Upgrade Urgently Use Utilise Validate Verify
Withdraw Work Write Develops Introduces Produces Ensures Reviews Provides Establishes Improves Implements Takes
Puts Sets Makes Considers Calibrate Catalogue Clean Count Cover Dedicate Disclose Equip Escalate Feed Find Grant
Hire Hold Install Label Log Meet Mend Mitigate Name Notify Open Operate Oversee Paint Pay Pilot Post Process
Protect Pursue Rationalise Reach Realise Reform Register Relocate Repair Request Retire Roll-out Run Safeguard Scan
Secure Send Serve Staff State Answer Ask Fit Rotate Translate Store Tell Treat Upskill Weigh
Abandon Abolish Acquire Attach Bolster Cancel Combine Compare Compensate Compel Deepen Delegate Devote Discontinue
Dispense Divide Entrust Equalise Inspect Instruct Invite Legislate Lengthen Merge Prosecute Recover Redesign Redraft
Refer Reinstate Relax Reopen Reorganise Rethink Rewrite Shorten Suspend Terminate Transfer Warn Waive Widen
Allot Apologise Approve Authorise Avoid Broaden Concentrate Confine Convert Curtail Digitise Diversify Eliminate Empower
Enlarge Enlist Exclude Facilitate Gather Guarantee Harmonise Impose Instigate Justify Listen Locate Modernise Modify
Nominate Persuade Preserve Prohibit Propose Quality-assure Reallocate Rebalance Rebuild Redirect Reimburse Remedy
Renegotiate Renew Rescind Restrict Revive Risk-assess Satisfy Supervise Supply Teach Unify Vary Visit
"""
_IMPERATIVES = _VERBS.split()
_COMMANDS = frozenset(verb.lower() for verb in _IMPERATIVES)
_ADVERBS = (
    r"(?:As a (?:matter|priority)[^,]{0,40},|By [^,]{3,40},|Within [^,]{3,40},|Pending [^,]{3,120},|"
    r"In (?:relation|order|respect|consultation|collaboration|conjunction|partnership|line) [^,]{3,160},|"
    r"With (?:respect|regard|reference) [^,]{3,160},|Using [^,]{3,80},|"
    r"Where [^,]{3,40},|Immediately,?|Regularly,?|Further,?|Urgently,?)\s+"
)
# "Work with survivors can be hard", "Contact by telephone is free": a noun and its verb, with no clause between.
_BETWEEN = (
    r"(?: (?!(?:to|that|which|who|whose|whom|where|when|while|if|how|why|what|whether|and|so|as|until)\b)[\w'-]+)"
)
_SUBJECT = (
    r"(?:Contact|Staff|Work|Support|Progress|Process|Post|Focus|Release|Trial|Pilot)"
    rf"{_BETWEEN}{{0,8}} (?:is|are|was|were|has|have|had|can|could|will|would|may|might|does|remains?|continues?)\b"
)
IMPERATIVE = re.compile(
    rf"[\"'(\[.\s]*(?:{_ADVERBS}){{0,2}}(?!{_SUBJECT})(?:{'|'.join(_IMPERATIVES)}|Risk assess|Quality assure)\b"
    r"(?!\s*(?:-|'s\b)| of\b)",
    re.IGNORECASE,
)
"""Matches the beginning of a sentence that asks for something ("Review the process …")."""

DEONTIC = re.compile(r"[^.]{0,240}\b(?:should|must|recommends?|ought to|need to)\b", re.IGNORECASE)
"""Matches a first sentence that tells somebody what to do."""

# The verb of a sentence that says how things are, though a clause of it says what must be: "Counts are slow, since …".
_SAYS = re.compile(
    r"(?!(?:Where|When|If|Once|As|While|Given|Before|After|Until|Unless)\b)"
    r"(?:(?!\b(?:who|which|that|whose|whom|where|whether)\b)[^.,;:]){0,120}?\b(?:is|are|was|were|has|have|had)\b"
    r"[^.]{0,200}?\b(?:since|because)\b",
    re.IGNORECASE,
)

LEAD = re.compile(
    r"(?:(?:That\s+)?(?:The|We recommend that the)\s+)?[A-Z][\w&' -]{1,80}\s+should\b[\w ,]{0,30}:?\s*\Z"
    r"|(?:We|I|The (?:ICIBI|Chief Inspector|Inspector)) recommends? that\b[\w ,&']{0,60}:?\s*\Z"
)
"""Matches a whole paragraph that only leads in: "The Home Office should:"."""

ANSWERING = re.compile(
    r"(?:The|Our|This|These|It|We|His|Her|As|In|Since|Work|Further|Following|However|Although|While|Whilst|I|Officials)\b"
)
"""Matches how prose of an answer usually starts."""

BODY_WORDS = re.compile(
    r"\b(?:Agenc(?:y|ies)|Association|Authority|Board|Border|Boards|Capability|College|Command|Commission|Commissioner|"
    r"Committee|Constabulary|Council|Department|Directorate|Division|Enforcement|Force|Government|Group|"
    r"HM\w{1,5}|Inspectorate|Intelligence|Ministry|NHS|NPCC|NCA|CPS|IECA|UKVI|UKBA|HMRC|APCC|IOPC|DHSC|MoJ|Office|"
    r"Ombudsman|Police|Policing|Prisons?|Secretary|Service|Services|Team|Unit|Visas|forces?|constables)\b"
)
"""Matches a word that names of bodies are made of."""


def squeezed(text: str) -> str:
    """The letters and digits of a text, by which it is known again."""
    return "".join(c for c in text.lower() if c.isalnum())


def answers(text: str) -> bool:
    """Whether a paragraph begins as the prose of an answer does."""
    return bool(ANSWERING.match(text)) and not IMPERATIVE.match(text)


def asks(text: str) -> bool:
    """Whether a paragraph reads as a recommendation rather than as an answer to one."""
    if IMPERATIVE.match(text) or LEAD.match(text):
        return True
    told = DEONTIC.match(text)
    return told is not None and not _SAYS.match(text, 0, told.end())


def asks_in_third_person(text: str) -> bool:
    """Whether a paragraph goes on from "recommends that the Agency:" with the verb of a request ("Collects …")."""
    word = text.split(" ", 1)[0].lower()
    stems = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return word.endswith("s") and any(stem != word and stem in _COMMANDS for stem in stems)


_UNFINISHED = re.compile(
    r"(?::|,|\b(?:by|including|that|to|and|with|which|of|are|is|the|an?|for|its|their))\Z", re.IGNORECASE
)


def unfinished(text: str) -> bool:
    """Whether words go on below, in a list ("The council should mend its lamps, by", "(a) …") or on the next line."""
    return _UNFINISHED.search(text, max(0, len(text) - 12)) is not None


_FINITE = re.compile(r"\b(?:we|our|it|they|will|has|have|had|is|are|was|were|been|do|does)\b", re.IGNORECASE)


def leads_in(text: str) -> bool:
    """Whether words that end with a colon can lead in the parts of a recommendation ("In relation to keys:")."""
    return text.endswith(":") and (asks(text) or not _FINITE.search(text))
