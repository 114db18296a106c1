"""Good and bad files, all made here at test time: no third party's sample lies in the repository.

Every maker returns bytes; which of them an upload may meet, and what is to come of it, stands in `kasus`.
"""

import io
import random
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def foto(lebar=600, tinggi=800, warna="white"):
    citra = Image.new("RGB", (lebar, tinggi), warna)
    gambar = ImageDraw.Draw(citra)
    for y in range(20, tinggi - 20, 24):
        gambar.line((40, y, lebar - 40, y), fill="black", width=3)
    return citra


def simpan(citra, format, **pilihan):
    wadah = io.BytesIO()
    citra.save(wadah, format, **pilihan)
    return wadah.getvalue()


def exif_gps():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825).update({1: "S", 2: (8.0, 30.0, 12.0), 3: "E", 4: (118.0, 40.0, 55.0)})
    return exif


def jpeg(**pilihan):
    return simpan(foto(), "JPEG", quality=80, **pilihan)


def jpeg_gps():
    return jpeg(exif=exif_gps(), comment=b"diambil di rumah")


def jpeg_gerak():
    """What telephones write: a film after the picture."""
    return jpeg() + b"\x00\x00\x00\x18ftypmp42" + random.Random(1).randbytes(40_000)


def png(**pilihan):
    return simpan(foto(), "PNG", **pilihan)


def png_bercatatan():
    info = png()
    teks = b"Location\x008.5 S 118.6 E"
    potong = struct.pack(">I", len(teks)) + b"tEXt" + teks + struct.pack(">I", zlib.crc32(b"tEXt" + teks))
    return info[:33] + potong + info[33:]


def tiff(halaman=3):
    lain = [foto(warna="white") for _ in range(halaman - 1)]
    return simpan(foto().convert("1"), "TIFF", save_all=True, append_images=lain, compression="tiff_lzw")


def tiff_gps():
    """One small page with the maker's name and a directory of place, as a camera would write it."""
    tanda = [(256, 4, 1, 64), (257, 4, 1, 64), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (271, 2, 15, 300),
             (273, 4, 1, 400), (277, 3, 1, 1), (278, 4, 1, 64), (279, 4, 1, 4096), (34853, 4, 1, 330)]  # fmt: skip
    isi = struct.pack("<2sHIH", b"II", 42, 8, len(tanda)) + b"".join(struct.pack("<HHII", *t) for t in tanda)
    isi = (isi + b"\x00" * 4).ljust(300, b"\x00") + b"Kamera Rahasia\x00"
    isi = isi.ljust(330, b"\x00") + struct.pack("<HHHI4sI", 1, 1, 2, 2, b"S\x00\x00\x00", 0)
    return isi.ljust(400, b"\x00") + bytes(range(256)) * 16


def heic():
    return simpan(foto(), "HEIF", quality=70, exif=exif_gps())


def pdf(halaman=2, ukuran=(595, 842), isi=b"BT /F1 24 Tf 72 720 Td (Surat uji) Tj ET", atur=None, **simpanan):
    dokumen = pikepdf.new()
    huruf = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(halaman):
        dokumen.add_blank_page(page_size=ukuran)
        lembar = dokumen.pages[-1]
        lembar.Resources = Dictionary(Font=Dictionary(F1=huruf))
        lembar.Contents = dokumen.make_stream(isi)
    if atur:
        atur(dokumen)
    wadah = io.BytesIO()
    if "encryption" not in simpanan:
        simpanan["deterministic_id"] = True
    dokumen.save(wadah, **simpanan)
    return wadah.getvalue()


def pdf_pindaian(lebar=1240, tinggi=1754, halaman=1):
    lain = [foto(lebar, tinggi) for _ in range(halaman - 1)]
    return simpan(foto(lebar, tinggi), "PDF", save_all=True, append_images=lain, resolution=150)


def pdf_dibatasi():
    """Printing forbidden by its maker, readable by everybody: usual for official papers."""
    return pdf(encryption=pikepdf.Encryption(owner="pemilik", user=""))


def pdf_naskah(dokumen):
    dokumen.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('x')"))


def pdf_jalankan(dokumen):
    dokumen.Root.OpenAction = Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))


def pdf_lampiran(dokumen):
    dokumen.attachments["kejutan.exe"] = b"MZ" + b"\x00" * 200


def pdf_kirim(dokumen):
    aksi = Dictionary(S=Name.SubmitForm, F=pikepdf.String("http://127.0.0.1:9/"))
    dokumen.pages[0].Annots = pikepdf.Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 600, 900], A=aksi)]
    )


def pdf_raksasa(dokumen):
    dokumen.pages[0].MediaBox = pikepdf.Array([0, 0, 1_000_000, 1_000_000])


def pdf_terpotong(sisa=0.6):
    isi = pdf_pindaian()
    return isi[: int(len(isi) * sisa)]


def pdf_bom():
    """A third of a megabyte of the tightest deflate: 300 MiB of page description."""
    urai = zlib.compressobj(6)
    padat = b"".join(urai.compress(b" " * 1024 * 1024) for _ in range(300)) + urai.flush()

    def atur(dokumen):
        dokumen.pages[0].Contents = pikepdf.Stream(dokumen, padat, Filter=Name.FlateDecode)

    return pdf(1, atur=atur, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def pdf_bom_berlapis():
    padat = zlib.compress(zlib.compress(b"\x00" * 50_000_000, 9), 9)

    def atur(dokumen):
        saring = pikepdf.Array([Name.FlateDecode, Name.FlateDecode])
        dokumen.pages[0].Contents = pikepdf.Stream(dokumen, padat, Filter=saring)

    return pdf(1, atur=atur, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def pdf_banjir_piksel():
    def atur(dokumen):
        gambar = dokumen.make_stream(
            zlib.compress(b"\x00" * 1000),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=60_000,
            Height=60_000,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            Filter=Name.FlateDecode,
        )
        dokumen.pages[0].Resources.XObject = Dictionary(G=gambar)
        dokumen.pages[0].Contents = dokumen.make_stream(b"q 500 0 0 500 0 0 cm /G Do Q")

    return pdf(1, atur=atur, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def pdf_lingkaran():
    """A page tree that contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n"
    )


def pdf_garis_besar_melingkar():
    def atur(dokumen):
        butir = dokumen.make_indirect(Dictionary(Title=pikepdf.String("a")))
        butir.Next = butir
        butir.First = butir
        dokumen.Root.Outlines = dokumen.make_indirect(Dictionary(Type=Name.Outlines, First=butir, Last=butir))

    return pdf(1, atur=atur)


def banjir_png(lebar=65_000, tinggi=65_000):
    def potong(jenis, isi):
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 1, 0, 0, 0, 0)
    baris = zlib.compress(b"\x00" * 5_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", baris) + potong(b"IEND", b"")


def banjir_jpeg():
    isi = bytearray(jpeg())
    di = isi.index(b"\xff\xc0")
    isi[di + 5 : di + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(isi)


def banjir_tiff():
    isi = struct.pack("<2sHI", b"II", 42, 8)
    tanda = [(256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
             (273, 4, 1, 200), (277, 3, 1, 1), (278, 4, 1, 60_000), (279, 4, 1, 100)]  # fmt: skip
    isi += struct.pack("<H", len(tanda)) + b"".join(struct.pack("<HHII", *t) for t in tanda) + b"\x00" * 4
    return isi.ljust(400, b"\x00")


def tiff_melingkar():
    """A directory that points to itself: endless pages."""
    isi = struct.pack("<2sHI", b"II", 42, 8)
    tanda = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200),
             (277, 3, 1, 1), (278, 4, 1, 8), (279, 4, 1, 64)]  # fmt: skip
    isi += struct.pack("<H", len(tanda)) + b"".join(struct.pack("<HHII", *t) for t in tanda) + struct.pack("<I", 8)
    return isi.ljust(400, b"\x00")


def paket(isi, *, pertama=()):
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as berkas:
        for nama, teks in (*pertama, *isi.items()):
            berkas.writestr(nama, teks, zipfile.ZIP_STORED if nama == "mimetype" else zipfile.ZIP_DEFLATED)
    return wadah.getvalue()


JENIS_ISI = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)


def docx(jenis=JENIS_ISI, **lain):
    isi = {"[Content_Types].xml": jenis, "word/document.xml": "<w:document><w:body/></w:document>"}
    return paket(isi | {n.replace("__", "/"): t for n, t in lain.items()})


def docx_isi(tambahan, jenis=JENIS_ISI):
    isi = {"[Content_Types].xml": jenis, "word/document.xml": "<w:document><w:body/></w:document>"}
    return paket(isi | tambahan)


def odt(tambahan=None, jenis=ODT, manifes="<manifest:manifest/>"):
    isi = {"content.xml": "<office:document-content/>", "META-INF/manifest.xml": manifes}
    return paket(isi | (tambahan or {}), pertama=[("mimetype", jenis)])


def docx_terkunci_zip():
    isi = bytearray(docx())
    for tanda, geser in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        di = isi.find(tanda)
        while di >= 0:
            isi[di + geser] |= 1
            di = isi.find(tanda, di + 4)
    return bytes(isi)


def docx_bom():
    return docx_isi({"word/media/a.bmp": b"\x00" * 60_000_000})


def docx_tautan_lambang():
    wadah = io.BytesIO(docx())
    with zipfile.ZipFile(wadah, "a") as berkas:
        entri = zipfile.ZipInfo("word/tautan")
        entri.external_attr = 0o120777 << 16
        berkas.writestr(entri, "/etc/passwd")
    return wadah.getvalue()


def rels(jenis, tujuan="http://127.0.0.1:9/a.dotm"):
    return {
        "word/_rels/settings.xml.rels": "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/"
        f"officeDocument/2006/relationships/{jenis}' Target='{tujuan}' TargetMode='External'/></Relationships>"
    }
