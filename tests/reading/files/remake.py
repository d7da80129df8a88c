"""Makes the files of this folder anew with real programs: `python -m tests.reading.files.remake` from the root.

Needs LibreOffice (`apt-get install libreoffice-writer-nogui`) and Chromium. The texts are our own, and invented.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

HERE = Path(__file__).parent
WRITER = HERE / "report.fodt"
PAGE = HERE / "page.html"
ENCRYPTED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
)


def main() -> None:
    """Make every file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(WRITER, folder)
        for target, form in (
            ("report.pdf", "pdf"),
            ("report.docx", "docx:MS Word 2007 XML"),
            ("encrypted.pdf", ENCRYPTED),
        ):
            convert(folder, form)
            shutil.move(folder / f"report.{target.rpartition('.')[2]}", HERE / target)
        print_page(folder, PAGE, HERE / "page.pdf")
        picture = folder / "scan.html"
        picture.write_text(
            f'<body><img style="width:15cm" src="data:image/png;base64,{png()}"><body>', encoding="utf-8"
        )
        print_page(folder, picture, HERE / "scan.pdf")
    (HERE / "mail.eml").write_bytes(mail())


def convert(folder: Path, form: str) -> None:
    """Let LibreOffice write the report in another form."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(folder / WRITER.name),
    ]
    subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL)


def print_page(folder: Path, page: Path, target: Path) -> None:
    """Let Chromium print a page, without the header and footer in which it says where the page was."""
    command = [
        "chromium",
        "--headless",
        "--disable-gpu",
        f"--user-data-dir={folder}/chromium",
        f"--print-to-pdf={target}",
    ]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    subprocess.run(
        [*command, *sandbox, page.as_uri()],
        check=True,
        timeout=120,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def png() -> str:
    """Return a picture of grey stripes: what a scanner makes of a page, as far as a reader of text is concerned."""
    rows = b"".join(b"\x00" + bytes([200 if row // 8 % 2 else 90]) * 120 for row in range(160))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (120).to_bytes(4, "big") + (160).to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    image = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(image).decode()


def mail() -> bytes:
    """Return a mail of three forms of saying it: plain, HTML with a table, and the report attached."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Weekly note on removals – week 15 (Übersicht)"
    message["From"] = "Desk <desk@example.org>"
    message["To"] = "Analysts <analysts@example.org>"
    message["Date"] = format_datetime(datetime(2025, 4, 14, 7, 30, tzinfo=UTC))
    message["Message-ID"] = "<week15@example.org>"
    message.set_content("The note is in the HTML part of this mail.\n")
    message.add_alternative(
        "<html><body><p>Dear all,</p><p>On 11 April 2025, Chile refused a deportation flight from the United States "
        "with 64 people on board.</p><table border=1><tr><th>Country</th><th>Position</th></tr><tr><td>Chile</td>"
        "<td>Opposes military flights</td></tr><tr><td>Panama</td><td>Supports the transit agreement</td></tr></table>"
        "<p>The report is attached.</p></body></html>",
        subtype="html",
    )
    docx = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    data = (HERE / "report.docx").read_bytes()
    message.add_attachment(data, maintype="application", subtype=docx, filename="Bericht März.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    data = message.as_bytes()
    boundaries = dict.fromkeys(part.get_boundary() for part in message.walk() if part.get_boundary())
    for number, boundary in enumerate(boundaries):  # they are made by chance: fixed, so that a remake changes nothing
        data = data.replace(str(boundary).encode(), f"=====part-{number}=====".encode())
    return data


if __name__ == "__main__":
    main()
