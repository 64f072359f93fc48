import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from formats import HEADLINE, PARAGRAPHS, saved, word

from kg.errors import InputError
from kg.read import files, read_data, read_document

TEXT = "\n".join([HEADLINE, *PARAGRAPHS])


def read(folder: Path, data: bytes, most: int = files.MAX_BYTES) -> str:
    path = folder / "a.docx"
    path.write_bytes(data)
    return read_document(path, most).text


def test_paragraphs_without_header_and_footer(tmp_path: Path) -> None:
    assert read(tmp_path, word(HEADLINE, *PARAGRAPHS)) == TEXT


def test_tables_stand_where_they_are_and_merged_cells_come_once(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("前")
    table = document.add_table(3, 3)
    for row, cells in enumerate(["项目 数量 备注", "立法 4件 -", "监督 16项 -"]):
        for column, text in enumerate(cells.split()):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).add_paragraph("含修改")
    inner = table.cell(2, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    document.add_paragraph("后")
    assert read(tmp_path, saved(document)) == "前\n项目 数量\t备注\n立法\t4件 含修改\t-\n监督\t16项\t- 甲\t乙\n后"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p>{run('制定')}<w:ins w:id='1' w:author='a'>{run('条例')}</w:ins></w:p>", "制定条例"),
        (f"<w:p><w:del w:id='1'><w:r><w:tab/><w:delText>废</w:delText></w:r></w:del>{run('修订')}</w:p>", "修订"),
        (f"<w:p><w:moveFrom w:id='1'>{run('移')}</w:moveFrom>{run('留')}</w:p>", "留"),
        ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>", "一\t二\n三"),
        (f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标')}</w:smartTag></w:p>", "链接标"),
        (f"<w:sdt><w:sdtContent><w:p>{run('控件')}</w:p></w:sdtContent></w:sdt>", "控件"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('页')}</w:p>", "页"),
        (
            f"<w:p>{run('外')}<w:r><w:pict><w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent></w:pict></w:r></w:p>",
            "外\n框",
        ),
    ],
)
def test_what_word_prints_is_text(tmp_path: Path, xml: str, text: str) -> None:
    assert read(tmp_path, word("首", body=[xml])) == f"首\n{text}"


def test_a_text_box_comes_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    copies = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent {space}>{copies}</mc:AlternateContent>"
    assert read(tmp_path, word("首", body=[f"<w:p>{run('外')}<w:r>{both}</w:r></w:p>"])) == "首\n外\n框"


def test_text_larger_than_a_file_may_be(tmp_path: Path) -> None:
    data = word("大" * 300_000)
    with pytest.raises(InputError, match="holds more text than 0 MiB"):
        read(tmp_path, data, 899_999)
    assert len(read(tmp_path, data, 900_000)) == 300_000


def test_a_deleted_row_is_no_text(tmp_path: Path) -> None:
    rows = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p>{run('删')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:p>{run('留')}</w:p></w:tc></w:tr>"
    assert read(tmp_path, word("首", body=[f"<w:tbl>{rows}{kept}</w:tbl>"])) == "首\n留"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no Word file or a damaged one"),
        (b"a", "is no Word file or a damaged one"),
        (b"PK\x03\x04rest", "is no Word file or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is encrypted or in the old Word format"),
        (word(), "is empty"),
        (word(" ", "\t"), "is empty"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"{tmp_path / 'a.docx'}: {reason}"):
        read(tmp_path, data)


def zipped(**members: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_another_zip(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no Word file"):
        read(tmp_path, zipped(text="人大".encode()))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(**{f"word/{i}.xml": b"\0" * files.MAX_BYTES for i in range(3)})
    assert len(bomb) < files.MAX_BYTES // 100
    with pytest.raises(InputError, match="unpacks to more than 128 MiB"):
        read(tmp_path, bomb)


def test_limit_of_what_is_unpacked(tmp_path: Path) -> None:
    data = word(HEADLINE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        whole = sum(member.file_size for member in archive.infolist())
    path = tmp_path / "a.docx"
    with pytest.raises(InputError, match="unpacks to more"):
        read_data(path, data, whole // 2 - 1)
    assert read_data(path, data, whole // 2 + 1).text == HEADLINE


def test_a_file_with_entities_is_refused(tmp_path: Path) -> None:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(word("首"))) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "word/document.xml":
                head, _, rest = data.partition(b"?>")
                data = (
                    head
                    + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
                    + rest.replace("首".encode(), "首&e;".encode())
                )
            new.writestr(member, data)
    with pytest.raises(InputError, match="declares entities of XML, as no Word file does"):
        read(tmp_path, file.getvalue())
