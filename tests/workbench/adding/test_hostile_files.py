"""Files that are broken, or made to break something: one clear line, in moments, and no catalogue is left."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import SourceError
from assistant.settings import Settings
from assistant.workbench.adding import AddReport, add_file
from assistant.workbench.cbs.yaml_files import read

TABLE = "jaar;wijk;aantal\n2023;Noord;5\n2023;Zuid;7\n2024;Noord;6\n2024;Zuid;8\n"
SHEET = "xl/worksheets/sheet1.xml"
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{(f"&a{n - 1};" if n else "&a;") * 10}">' for n in range(10))
    + f']>{OPEN}<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    f'{OPEN}<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
)
FAR = f'{OPEN}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'


def workbook(part: str | None = None, content: str | bytes = b"") -> bytes:
    """Return a small workbook in which one part is another."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["jaar", "aantal"], [2023, 1], [2024, 2]):
        book.active.append(row)
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, content if entry.filename == part else source.read(entry.filename))
    return made.getvalue()


def liar() -> bytes:
    """Return a workbook of 30 MB of blanks that says of itself that it unpacks to a thousand bytes."""
    blanks = b"<worksheet>" + b" " * 30_000_000
    return workbook(SHEET, blanks).replace(len(blanks).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "UTF-16 without a mark": (".csv", lambda: TABLE.encode("utf-16-le"), "no text file"),
    "a zero byte far down": (".csv", lambda: b"a;b\n" + b"1;2\n" * 60_000 + b"3;\0\n", "no text file"),
    "no encoding": (".csv", lambda: TABLE.encode() + b"2025;\x81\x8d;4\n", "no encoding"),
    "a quote opened at the end": (".csv", lambda: f'{TABLE}2025;"Noord;5\n'.encode(), "line 6"),
    "a quote opened above much": (".csv", lambda: f'{TABLE}2025;"Noord;5\n{TABLE * 20}'.encode(), "line 6"),
    "a value of a megabyte": (".csv", lambda: b"a;b\n" + b"x" * 1_000_000 + b";2\n", "line 2"),
    "5,000 columns": (".xlsx", lambda: workbook(SHEET, wide()), "5000 columns"),
    "entities that explode": (".xlsx", lambda: workbook(SHEET, LAUGHS), "cannot be read"),
    "an entity from elsewhere": (".xlsx", lambda: workbook(SHEET, OUTSIDE), "cannot be read|no table"),
    "a zip bomb": (".xlsx", lambda: workbook(SHEET, b"<a>" + b"0" * 400_000_000), "unpacks to 400 MB"),
    "a zip bomb that lies": (".xlsx", liar, "cannot be read"),
    "a cell at the far end": (".xlsx", lambda: workbook(SHEET, FAR), "16384 columns"),
    "a workbook cut in half": (".xlsx", lambda: workbook()[:2000], "no .xlsx workbook"),
    "a part that is no XML": (".xlsx", lambda: workbook("xl/workbook.xml", "<a"), "cannot be read"),
    "a part that is gone": (".xlsx", lambda: workbook("[Content_Types].xml", "<Types/>"), "cannot be read"),
    "an old or locked workbook": (
        ".xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
        "with a password",
    ),
    "no Parquet": (".parquet", lambda: b"PAR1" + b"\0" * 100 + b"PAR1", "no readable Parquet"),
}


def wide() -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>k{number}</t></is></c>' for number in range(5000))
    return f"{OPEN}<row>{cells}</row><row>{cells}</row></sheetData></worksheet>"


def add(path: Path, target: Path) -> AddReport:
    return add_file(path, target, Settings(catalog=target), language="en")


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_or_hostile_file_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    suffix, content, said = BROKEN[case]
    (tmp_path / f"file{suffix}").write_bytes(content())
    with pytest.raises(SourceError, match=said) as raised:
        add(tmp_path / f"file{suffix}", tmp_path / "catalog")
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "catalog").exists()


def test_a_file_of_ten_gigabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(10 * 2**30)
    with pytest.raises(SourceError, match="10737 MB"):
        add(tmp_path / "large.csv", tmp_path / "catalog")


def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe.csv", "device.csv", "folder.csv"):
        with pytest.raises(SourceError, match="is no file"):
            add(tmp_path / name, tmp_path / "catalog")


def data(tmp_path: Path, content: bytes) -> tuple[list[str], AddReport]:
    (tmp_path / "file.csv").write_bytes(content)
    report = add(tmp_path / "file.csv", tmp_path / "catalog")
    return (tmp_path / "catalog/data/file.csv").read_text("utf-8").splitlines(), report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_encoding_with_a_mark_gives_the_same_table(tmp_path: Path, encoding: str) -> None:
    lines, _ = data(tmp_path, TABLE.replace("Zuid", "Zuïd").encode(encoding))
    assert lines[:3] == ["jaar,wijk,aantal", "2023,Noord,5", "2023,Zuïd,7"]


def test_a_file_put_together_from_two_encodings_is_read_line_by_line_and_that_is_said(tmp_path: Path) -> None:
    lines, report = data(tmp_path, TABLE.encode() + "2025;Café;3\n".encode() + "2025;Zuïd;4\n".encode("cp1252"))
    assert lines[-2:] == ["2025,Café,3", "2025,Zuïd,4"]
    assert any("two encodings" in line for line in report.assumed)


def test_headers_that_differ_only_in_case_or_blanks_stay_apart(tmp_path: Path) -> None:
    lines, _ = data(tmp_path, b"Jaar;jaar;JAAR ;aantal\n2023;1;2;5\n2024;4;5;6\n")
    names = lines[0].split(",")
    assert len(set(names)) == 4


@pytest.mark.parametrize("value", ["9" * 19, "9" * 400, "1e999", "-1E400"])
def test_what_no_figure_can_be_is_a_code(tmp_path: Path, value: str) -> None:
    data(tmp_path, f"jaar;nummer;aantal\n2023;{value};1\n2024;1;2\n".encode())
    fields = {one["name"]: one for one in read(tmp_path / "catalog/datasets/file.yaml")["fields"]}
    assert fields["nummer"].get("datatype", "String") == "String"
    assert fields["nummer"]["role"] != "measure"
