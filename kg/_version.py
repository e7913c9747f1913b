"""The version of inspection-kg."""

__version__ = "0.1.0"
