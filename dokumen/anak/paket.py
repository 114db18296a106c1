"""DOCX and ODT: kept as attachments, never drawn. Taken apart only to see that they are what they seem."""

import re
import stat
import zipfile

from dokumen.anak.penolakan import Tolak
from dokumen.anak.sidik import berekor_zip

MAKS_ISI, MAKS_TERURAI, MAKS_XML = 2_000, 200 * 1024 * 1024, 32 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

RUJUKAN = re.compile(rb"<Relationship\b[^>]*>")
# A template, frame or object fetched from outside runs somebody else's code on opening; a mere hyperlink does not.
JENIS_BERBAHAYA = re.compile(
    rb"/(attachedTemplate|oleObject|frame|subDocument|aFChunk|externalLink)[\"']", re.IGNORECASE
)


def nilai(jalur):
    if not berekor_zip(jalur):
        raise Tolak("terpotong")
    try:
        with zipfile.ZipFile(jalur) as paket:
            isi = periksa_daftar(paket)
            if "[Content_Types].xml" in isi:
                return nilai_docx(paket, isi)
            if "mimetype" in isi:
                return nilai_odt(paket, isi)
            raise Tolak("jenis_lain", apa="arsip")
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, NotImplementedError):
        raise Tolak("rusak") from None


def periksa_daftar(paket):
    """The list of contents, {name: entry}, with sane names and a bearable total."""
    daftar = paket.infolist()
    if len(daftar) > MAKS_ISI or sum(i.file_size for i in daftar) > MAKS_TERURAI:
        raise Tolak("bom")
    isi = {i.filename: i for i in daftar}
    if len(isi) != len(daftar):
        raise Tolak("campuran")
    for nama, entri in isi.items():
        if entri.flag_bits & 1:
            raise Tolak("terkunci")
        if nama.startswith("/") or "\\" in nama or ".." in nama.split("/") or stat.S_ISLNK(entri.external_attr >> 16):
            raise Tolak("campuran")
        if entri.file_size > 1024 * 1024 and entri.file_size > 400 * max(1, entri.compress_size):
            raise Tolak("bom")
    return isi


def baca_xml(paket, entri):
    """One XML part. A document type declaration is the door to entity tricks, and Office never writes one."""
    with paket.open(entri) as aliran:
        isi = aliran.read(MAKS_XML + 1)
    if len(isi) > MAKS_XML:
        raise Tolak("bom")
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", isi, re.IGNORECASE):
        raise Tolak("berisi_jebakan")
    return isi


def nilai_docx(paket, isi):
    jenis = baca_xml(paket, isi["[Content_Types].xml"])
    if "word/document.xml" not in isi:
        raise Tolak("jenis_lain", apa="office_lain")
    if b"macroEnabled" in jenis or any(n.lower().endswith("vbaproject.bin") or "/activex/" in n.lower() for n in isi):
        raise Tolak("makro")
    for nama, entri in isi.items():
        if nama.endswith(".rels"):
            for rujukan in RUJUKAN.findall(baca_xml(paket, entri)):
                if b"External" in rujukan and JENIS_BERBAHAYA.search(rujukan):
                    raise Tolak("berisi_jebakan")
        elif nama.endswith(".xml"):
            baca_xml(paket, entri)
    return {"jenis": DOCX, "halaman": 0, "aktif": ["embeddedfile"] if any("/embeddings/" in n for n in isi) else []}


def nilai_odt(paket, isi):
    with paket.open("mimetype") as aliran:
        jenis = aliran.read(100).decode("ascii", "replace").strip()
    if jenis != ODT:
        raise Tolak("jenis_lain", apa="office_lain" if "opendocument" in jenis else "arsip")
    if any(n.startswith(("Basic/", "Scripts/")) for n in isi):
        raise Tolak("makro")
    if b"encryption-data" in baca_manifes(paket, isi["META-INF/manifest.xml"]):
        raise Tolak("terkunci")
    for nama in ("content.xml", "styles.xml"):
        if nama in isi:
            baca_xml(paket, isi[nama])
    if "content.xml" not in isi:
        raise Tolak("rusak")
    return {"jenis": ODT, "halaman": 0}


def baca_manifes(paket, entri):
    """The manifest of old writers carries the standard DOCTYPE; it is only searched, never parsed."""
    with paket.open(entri) as aliran:
        return aliran.read(MAKS_XML)
