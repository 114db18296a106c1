"""File names as people see them. On disk a file is its hash; the name is only a label, and may lie."""

import re
import unicodedata

JENIS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/tiff": ("tif", "tiff"),
    "image/webp": ("webp",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "text/csv": ("csv",),
    "application/zip": ("zip",),
}
PANJANG = 120
CADANGAN_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def nama_rapi(nama, jenis):
    """A name safe to show, to send in a header and to save on Windows; its ending tells the true kind.

    Folders, control and invisible characters, reversed writing and reserved names go; at most 120 letters, 200 bytes.
    """
    nama = unicodedata.normalize("NFC", str(nama or ""))
    nama = re.split(r"[/\\]", nama)[-1]
    # Cc control, Cf invisible and direction marks, Cs half pairs, Co private, Zl/Zp line ends
    nama = "".join(h for h in nama if unicodedata.category(h) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    nama = re.sub(r'[<>:"|?*]', "_", nama)
    nama = re.sub(r"\s+", " ", nama).strip(" .")
    batang, titik, akhiran = nama.rpartition(".")
    akhiran_sah = JENIS.get(jenis, ("bin",))
    if not titik or akhiran.lower() not in akhiran_sah:
        batang, akhiran = nama, akhiran_sah[0]
    batang = batang.strip(" .") or "berkas"
    if CADANGAN_WINDOWS.match(batang):
        batang = f"_{batang}"
    batang = batang[: PANJANG - len(akhiran) - 1]
    while len(batang.encode()) > 200 - len(akhiran) - 1:
        batang = batang[:-1]
    return f"{batang.rstrip(' .')}.{akhiran.lower()}"
