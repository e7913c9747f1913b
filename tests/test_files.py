"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.files import readable, whole, write_text


def test_a_text_file_is_written_in_utf_8_as_others_may_read_it(tmp_path: Path) -> None:
    write_text("naïve – “quoted”\n", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == "naïve – “quoted”\n".encode()
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644


def test_an_error_midway_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text("old", target)

    def write_half() -> None:
        with whole(target) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_takes_its_name_only_when_complete(tmp_path: Path) -> None:
    with whole(tmp_path / "a.txt") as file:
        file.write(b"half")
        assert not (tmp_path / "a.txt").exists()
    assert (tmp_path / "a.txt").read_bytes() == b"half"


@pytest.mark.parametrize("name", ["nowhere/a.txt", "folder"])
def test_a_file_that_cannot_be_written_is_a_mistake_in_the_call(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"cannot be written \((No such file|Is a directory)"):
        write_text("words", tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_file_that_cannot_be_read_is_a_mistake_in_the_call(tmp_path: Path) -> None:
    (tmp_path / "bytes.rq").write_bytes(b"\xff\xfe\x00")
    write_text("ASK {}", tmp_path / "good.rq")
    assert readable(tmp_path / "good.rq") == tmp_path / "good.rq"
    for name, told in {"none.rq": "No such file", "": "Is a directory", "bytes.rq": "the file is no text"}.items():
        with pytest.raises(UsageError, match=told):
            readable(tmp_path / name)
