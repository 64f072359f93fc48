from pathlib import Path

import pytest
from formats import HEADLINE, PARAGRAPHS, page, paragraphs

from kg.errors import InputError
from kg.read import read_document

TEXT = "\n".join([HEADLINE, *PARAGRAPHS])
ARTICLE = f"<h1>{HEADLINE}</h1>{paragraphs(*PARAGRAPHS)}"


def read(folder: Path, data: bytes | str, name: str = "a.html") -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path).text


@pytest.mark.parametrize("suffix", ["html", "htm", "HTML"])
def test_main_text_a_paragraph_a_line(tmp_path: Path, suffix: str) -> None:
    assert read(tmp_path, page(ARTICLE), f"a.{suffix}") == TEXT


@pytest.mark.parametrize(
    ("declared", "stored", "codec"),
    [
        ("<meta charset='gb2312'>", "gbk", "gb18030"),
        ('<META http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030", "gb18030"),
        ("<meta charset='big5'>", "big5", "cp950"),
        ("", "gbk", "gb18030"),
        ("<meta charset='utf-8'>", "gbk", "gb18030"),
        ("<meta charset='gb2312'>", "utf-8", "utf_8"),
        ("<meta charset='iso-8859-1'>", "gbk", "gb18030"),
        ("<meta charset='no such'>", "gbk", "gb18030"),
        ("<meta charset='gbk'>", "utf-8-sig", "utf_8_sig"),
        ("<meta charset='gbk'>", "utf-16", "utf_16"),
    ],
)
def test_encoding(tmp_path: Path, declared: str, stored: str, codec: str) -> None:
    # 镕 is in GBK, but not in GB 2312; Big5 has neither it nor the simplified characters.
    said = "審議《停車場條例》，聽取專項工作報告。" if stored == "big5" else "审议《停车场条例》，镕。"
    path = tmp_path / "a.html"
    path.write_bytes(
        page(f"<p>{said}</p>" * 3, declared).replace("栏目", "").replace("版权所有 备案号", "").encode(stored)
    )
    document = read_document(path)
    assert document.encoding == codec
    assert said in document.text.split("\n")


@pytest.mark.parametrize(
    ("declared", "stored", "said"),
    [
        # Without the declaration GB18030 is likelier.
        ("big5", "big5", "監督"),
        # Characters of Hong Kong, which only this table has.
        ("big5-hkscs", "big5hkscs", "嘅咗啲"),
        # What UTF-8 allows is UTF-8: these bytes would be GB18030 too.
        ("gb2312", "utf-8", "人大"),
    ],
)
def test_a_declaration_decides_between_encodings(tmp_path: Path, declared: str, stored: str, said: str) -> None:
    assert read(tmp_path, f"<meta charset={declared}><p>{said}</p>".encode(stored)) == said


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<meta name='ArticleTitle' content='{HEADLINE}'>", f"<div>{HEADLINE}</div>"),
        (f"<meta name='ArticleTitle' content='{HEADLINE}'>", ""),
        (f"<meta property='og:title' content='{HEADLINE}_大同人大网'>", ""),
        (f"<title>{HEADLINE} - 大同人大网</title>", ""),
        (f"<title>{HEADLINE}|工作动态</title>", ""),
    ],
)
def test_headline_comes_first_and_once(tmp_path: Path, head: str, body: str) -> None:
    text = read(tmp_path, page(body + paragraphs(*PARAGRAPHS), head))
    assert text.split("\n")[0] == HEADLINE
    assert text.count(HEADLINE) == 1
    assert all(paragraph in text.split("\n") for paragraph in PARAGRAPHS)


def test_headline_of_two_lines_is_not_repeated(tmp_path: Path) -> None:
    text = read(tmp_path, page(f"<h1>{HEADLINE[:9]}<br>\n{HEADLINE[9:]}</h1>" + paragraphs(*PARAGRAPHS)))
    assert "".join(text.split()).count(HEADLINE) == 1


def test_menus_before_the_headline_go_and_statements_stay(tmp_path: Path) -> None:
    short = "<h1>公告</h1><p>市人大常委会制定《停车场条例》。</p>"
    assert read(tmp_path, page(short)).startswith("公告\n市人大常委会制定《停车场条例》。")
    kept = read(tmp_path, page(f"<p>市人大常委会公布。</p>{short}"))
    assert kept.index("市人大常委会公布。") < kept.index("公告")


def test_tables_are_readable(tmp_path: Path) -> None:
    table = "<table><tr><th>项目</th><th>数量</th></tr><tr><td>听取专项工作报告</td><td>16项</td></tr></table>"
    lines = read(tmp_path, page(ARTICLE + table)).split("\n")
    assert lines[-3:] == ["| 项目 | 数量 |", "|---|---|", "| 听取专项工作报告 | 16项 |"]


def test_a_table_that_only_frames_the_text_is_none(tmp_path: Path) -> None:
    assert (
        read(tmp_path, page(f"<h1>{HEADLINE}</h1><table><tr><td>{paragraphs(*PARAGRAPHS)}</td></tr></table>")) == TEXT
    )


def test_line_breaks_comments_and_scripts(tmp_path: Path) -> None:
    broken = (
        f"<h1>{HEADLINE}</h1><div><p>{'<br/>'.join(PARAGRAPHS)}<!-- 批注 --><script>var 立法 = 1</script></p></div>"
    )
    assert read(tmp_path, page(broken)) == TEXT


def test_same_page_same_text(tmp_path: Path) -> None:
    twice = page(ARTICLE + paragraphs(*PARAGRAPHS))
    assert len({read(tmp_path, twice) for _ in range(5)}) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is a page without text"),
        (b"<html><body></body></html>", "is a page without text"),
        (
            "<title>工作综述</title><body><script>var 人 = 1</script><img src='a.jpg'>".encode(),
            "is a page without text",
        ),
        ("<!-- 人大 -->".encode(), "is a page without text"),
        (b"%PDF-1.7\n", r"is a binary file \(PDF\)"),
        (b"\x89PNG\r\n\x1a\n\x00", r"is a binary file \(PNG\)"),
        (b"<p>a\0\xff</p>", "is a binary file or a damaged UTF-16 text"),
        ("<p>Привет, мир</p>".encode("cp1251"), "is in none of UTF-8, UTF-16, GB18030 and Big5"),
    ],
)
def test_pages_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"{tmp_path / 'a.html'}: {reason}"):
        read(tmp_path, data)
