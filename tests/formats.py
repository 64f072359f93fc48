"""Files of other formats, made as their own programs make them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HEADLINE = "大同市人大常委会2023年工作综述"
PARAGRAPHS = (
    "2023年，市人大常委会制定《大同市停车场条例》，修订《大同市养犬管理条例》，全年审议地方性法规4件。",
    "常委会听取审议专项工作报告16项，开展执法检查5次，组织代表视察3次，作出决议决定12项，任免国家机关工作人员45人次。",
)


def page(body: str, head: str = "") -> str:
    """An HTML page of a congress's site."""
    menu = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(12))
    footer = f"<div class='footer'><p>版权所有 备案号12345</p><ul>{menu}</ul></div>"
    top = f"<!DOCTYPE html><html><head>{head}</head><body><div class='top'><ul>{menu}</ul></div>"
    return f"{top}<div class='main'>{body}</div>{footer}</body></html>"


def paragraphs(*texts: str) -> str:
    """Paragraphs in HTML."""
    return "".join(f"<p>　　{text}</p>" for text in texts)


def word(*texts: str, body: Sequence[str] = ()) -> bytes:
    """A Word file of these paragraphs; ``body`` is WordprocessingML that follows them."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    for text in texts:
        document.add_paragraph(text)
    for xml in body:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
        )
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a Word document."""
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def pdf(*pages: str, password: str | None = None) -> bytes:
    """A PDF of these pages, line by line."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = BytesIO()
    encrypt = StandardEncryption(password, strength=128) if password is not None else None
    canvas = Canvas(file, encrypt=encrypt, invariant=1)
    for lines in pages:
        text = canvas.beginText(40, 800)
        text.setFont("STSong-Light", 9)
        for line in lines.split("\n"):
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
