"""Recurrence: which issues a recommendation raises, with the words that make it so, measured against gold.

wording (patterns) → tag (issues of a text) → resemble (how alike two recommendations are) → measure (gold, baselines)
"""
