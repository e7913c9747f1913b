"""The only place that finds ontology/, shapes/, queries/ and data/: in a checkout or in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds ontology/, shapes/, queries/ and data/."""
    for candidate in (_PACKAGE / "_files", _PACKAGE.parent):
        if (candidate / "ontology").is_dir():
            return candidate
    raise DataError(
        "the files of inspection-kg are missing",
        where=str(_PACKAGE),
        expected="ontology/, shapes/, queries/ and data/ beside the package",
        mend="install the package again",
    )


def ontology_files() -> list[Path]:
    return sorted((root() / "ontology").glob("*.ttl"))


def extract_files() -> list[Path]:
    """What the ontology takes from other vocabularies: ontology/imports/NAME is in NAME.ttl."""
    return sorted((root() / "ontology" / "imports").glob("*.ttl"))


def reference_files() -> list[Path]:
    return sorted((root() / "data" / "reference").glob("*.ttl"))


def shape_files() -> list[Path]:
    return sorted((root() / "shapes").glob("*.ttl"))


def queries(kind: str) -> list[Path]:
    """Query files of one kind: "questions", "checks", "views", "verdicts" or "marks"."""
    return sorted((root() / "queries" / kind).glob("*.rq"))


def vocabulary_users() -> list[Path]:
    """Every file that uses the terms of the ontology: the ontology itself, the reference data, shapes and queries."""
    return [*ontology_files(), *reference_files(), *shape_files(), *sorted((root() / "queries").glob("*/*.rq"))]


def responses() -> Path:
    """The folder of the five source documents with their sources.csv."""
    return root() / "data" / "responses"


def gold() -> Path:
    return root() / "data" / "gold"


def recurrence_weights() -> Path:
    """The folder of the learnt weights by which issues are found and recommendations are linked."""
    return root() / "data" / "recurrence"


def extraction_weights() -> Path:
    """The file of the learnt weights by which a sentence is read that no rule reads."""
    return root() / "data" / "extraction" / "sentences.json"


def web() -> Path | None:
    """The folder of the built explorer: of the wheel, or of a checkout in which it was built; None where it was not."""
    for candidate in (_PACKAGE / "_files" / "web", _PACKAGE.parent / "web" / "dist"):
        if (candidate / "index.html").is_file():
            return candidate
    return None
