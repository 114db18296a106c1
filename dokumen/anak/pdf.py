"""PDF: whole, readable, of bearable size, and what in it would act by itself."""

import re
import zlib

import pikepdf
import pypdfium2

from dokumen.anak.penolakan import Tolak
from dokumen.anak.sidik import TANDA_PHP, TANDA_RANGKAP, berekor_zip, memuat

MAKS_OBJEK = 300_000
MAKS_ALIRAN = 64 * 1024 * 1024
"""Bytes one stream that is not an image may unfold to. A page description of 1 MiB is already rare."""
MAKS_SEMUA_ALIRAN = 256 * 1024 * 1024
NISBAH_DEFLATE = 1032  # the most one byte of deflate can unfold to
PEMAMPAT = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}

AKTIF = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR|Movie|Sound|Rendition)\b"
)


def nilai(jalur, awal, *, maks_halaman, maks_piksel):
    periksa_bungkus(jalur, awal)
    try:
        with pikepdf.open(jalur) as pdf:
            halaman = len(pdf.pages)
            if halaman == 0:
                raise Tolak("rusak")
            if halaman > maks_halaman:
                raise Tolak("terlalu_banyak_halaman", halaman=halaman, maks=maks_halaman)
            aktif = periksa_objek(pdf, maks_piksel)
    except pikepdf.PasswordError:
        raise Tolak("terkunci") from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise Tolak("rusak") from None
    coba_gambar(jalur)
    return {"jenis": "application/pdf", "halaman": halaman, "aktif": sorted(aktif)}


def periksa_bungkus(jalur, awal):
    """Nothing before the header, nothing after the end mark, no markup at the front: one file, one nature."""
    if awal[: awal.index(b"%PDF-")].strip(b"\xef\xbb\xbf\x00 \t\r\n") or TANDA_RANGKAP.search(
        awal, awal.index(b"%PDF-") + 8
    ):
        raise Tolak("campuran")
    with open(jalur, "rb") as berkas:
        panjang = berkas.seek(0, 2)
        berkas.seek(max(0, panjang - 65_536))
        ekor = berkas.read()
    di = ekor.rfind(b"%%EOF")
    if di < 0:
        raise Tolak("terpotong")
    sisa = ekor[di + 5 :].strip(b"\x00\x1a \t\r\n")
    if TANDA_RANGKAP.search(sisa) or len(sisa) > 1024 or berekor_zip(jalur) or memuat(jalur, TANDA_PHP):
        raise Tolak("terpotong" if re.search(rb"\d obj\b|endstream", sisa) else "campuran")


def periksa_objek(pdf, maks_piksel):
    """Look at every object once; returns the kinds of active content found, lower case."""
    if len(pdf.objects) > MAKS_OBJEK:
        raise Tolak("terlalu_rumit")
    aktif, jumlah = set(), 0
    for objek in pdf.objects:
        if isinstance(objek, pikepdf.Stream):
            kamus = objek.stream_dict
            if kamus.get("/Subtype") == "/Image":
                periksa_gambar(kamus, maks_piksel)
            else:
                jumlah += ukuran_terurai(objek)
                if jumlah > MAKS_SEMUA_ALIRAN:
                    raise Tolak("bom")
        elif not isinstance(objek, (pikepdf.Dictionary, pikepdf.Array)):
            continue
        isi = objek.stream_dict if isinstance(objek, pikepdf.Stream) else objek
        aktif.update(nama.decode().lower() for nama in AKTIF.findall(isi.unparse(resolved=True)))
    return aktif


def periksa_gambar(kamus, maks_piksel):
    lebar, tinggi = int(kamus.get("/Width", 0)), int(kamus.get("/Height", 0))
    if lebar < 0 or tinggi < 0 or lebar * tinggi > maks_piksel:
        raise Tolak("terlalu_banyak_piksel", piksel=lebar * tinggi, maks=maks_piksel)


def ukuran_terurai(aliran):
    """Bytes a stream unfolds to, counted without keeping them; refuses a bomb."""
    saring = aliran.stream_dict.get("/Filter")
    nama = (
        [str(s) for s in saring] if isinstance(saring, pikepdf.Array) else [str(saring)] if saring is not None else []
    )
    padat = [n for n in nama if n in PEMAMPAT]
    if not padat:
        return 0
    if len(padat) > 1:
        raise Tolak("bom")
    mentah = aliran.read_raw_bytes()
    if len(mentah) * NISBAH_DEFLATE < 1024 * 1024:
        return len(mentah) * NISBAH_DEFLATE // 64
    if nama[0] not in {"/FlateDecode", "/Fl"}:
        return len(mentah) * 8  # text-coded or LZW: bounded when it is drawn, in the same kind of child
    urai, hasil = zlib.decompressobj(), 0
    while mentah and not urai.eof:
        try:
            potong = len(urai.decompress(mentah, 1024 * 1024))
        except zlib.error:
            break
        mentah = urai.unconsumed_tail
        hasil += potong
        if hasil > MAKS_ALIRAN:
            raise Tolak("bom")
        if not potong:
            break
    return hasil


def coba_gambar(jalur):
    """Draw the first page small: proof that a page can be shown at all, under the limits of this process."""
    try:
        dokumen = pypdfium2.PdfDocument(jalur)
        halaman = dokumen[0]
        lebar, tinggi = halaman.get_size()
        if not (1 <= lebar <= 20_000 and 1 <= tinggi <= 20_000) or max(lebar, tinggi) > 20 * min(lebar, tinggi):
            raise Tolak("ukuran_halaman")
        halaman.render(scale=200 / max(lebar, tinggi))
        dokumen.close()
    except pypdfium2.PdfiumError:
        raise Tolak("rusak") from None
