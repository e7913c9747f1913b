"""What is measured, against whom, with one command: `python -m benchmarks`.

generate → documents with a known truth; run → every measurement in its own process; table → docs/benchmarks.md
"""
