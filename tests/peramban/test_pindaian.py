"""Scans in Chromium: on a bad line, after a reload, dragged, pasted, photographed, and from a phone by its QR."""

import io
import random
import re
from base64 import b64encode

import pytest
from PIL import Image

from dokumen.models import Potongan, Unggahan
from dokumen.rak import rak
from persuratan.models import LampiranSurat, TautanPindai
from tests.dokumen.korpus import exif_gps, pdf
from tests.peramban.bantu import periksa_aksesibilitas, periksa_lebar, potret
from tests.perjalanan import Perjalanan

BAIK = "Aman di server"


@pytest.fixture
def surat(kantor):
    return Perjalanan(kantor).catat(pindai=False).surat


@pytest.fixture
def besar(tmp_path):
    """A PDF of four pieces."""
    isi, di = pdf(2), pdf(2).index(b"\n") + 1
    isi = isi[:di] + b"%" + random.Random(2).randbytes(900_000).hex().encode() + b"\n" + isi[di:]
    (tmp_path / "besar.pdf").write_bytes(isi)
    return tmp_path / "besar.pdf"


def foto_besar(tmp_path, nama="IMG_1.jpg"):
    """A coloured photograph of four megapixels, on its side, with a place, above the limit of a page."""
    citra = Image.effect_noise((2400, 1800), 60).convert("RGB")
    citra.paste((200, 30, 30), (0, 0, 300, 1800))
    (tmp_path / nama).write_bytes(simpan_jpeg(citra))
    return tmp_path / nama


def simpan_jpeg(citra):
    wadah = io.BytesIO()
    citra.save(wadah, "JPEG", quality=92, exif=exif_gps())
    return wadah.getvalue()


def polos(masuk, peramban):
    """A page that nobody watches: the browser itself reports the broken requests these tests ask for."""
    return masuk(peramban(), "petugas").context.new_page()


def test_a_file_survives_cuts_and_a_reload_without_sending_a_piece_twice(peramban, masuk, surat, besar):
    halaman, potongan = polos(masuk, peramban), re.compile(r"/surat/unggahan/[\w-]{20,}/$")
    halaman.goto(f"/surat/{surat.kode}/pindaian/")
    terkirim = []

    def jalur(rute):
        terkirim.append(rute.request.headers["upload-offset"])
        rute.abort() if len(terkirim) in {2, 4} else rute.continue_()

    halaman.route(potongan, jalur)
    halaman.set_input_files("#id_berkas", besar)
    for _ in range(200):
        if len(terkirim) >= 4:
            break
        halaman.wait_for_timeout(50)
    halaman.reload()

    halaman.locator(".lembar", has_text=BAIK).wait_for()

    assert halaman.locator("#cacah-halaman").inner_text() == "2 halaman"
    assert [int(o) // 524288 for o in terkirim] == [0, 1, 1, 2, 2, 3]  # each cut cost one piece
    assert halaman.locator(".lembar-jalan").count() == 0
    halaman.get_by_role("button", name="Simpan pindaian").last.click()
    halaman.get_by_text("tersimpan, 2 halaman.").wait_for()
    with rak().buka(LampiranSurat.objects.get().berkas.sha256) as isi:
        assert isi.read() == besar.read_bytes()
    assert (Unggahan.objects.count(), Potongan.objects.count()) == (0, 0)


def test_saving_waits_for_what_is_on_its_way(peramban, masuk, surat, besar):
    halaman = polos(masuk, peramban)
    halaman.goto(f"/surat/{surat.kode}/pindaian/")
    halaman.set_input_files("#id_berkas", besar)
    halaman.get_by_role("button", name="Simpan pindaian").last.click()

    halaman.get_by_text("tersimpan, 2 halaman.").wait_for()


JATUHKAN = """([letak, isi, nama]) => {
  const data = new DataTransfer(), b = Uint8Array.from(atob(isi), c => c.charCodeAt(0));
  data.items.add(new File([b], nama, {type: "image/jpeg"}));
  const [di, peristiwa] = letak === "drop"
    ? [document.getElementById("jatuhkan"), new DragEvent("drop", {dataTransfer: data, cancelable: true})]
    : [document, new ClipboardEvent("paste", {clipboardData: data, cancelable: true})];
  di.dispatchEvent(peristiwa);
}"""


def test_files_are_dragged_pasted_and_photographed(peramban, masuk, surat, tmp_path):
    halaman = masuk(peramban(), "petugas")
    halaman.goto(f"/surat/{surat.kode}/pindaian/")
    for nomor, letak in enumerate(("drop", "paste"), 1):
        kecil = Image.new("RGB", (120 + nomor, 160), "white")
        halaman.evaluate(JATUHKAN, [letak, b64encode(simpan_jpeg(kecil)).decode(), f"{letak}.jpg"])
        halaman.locator(".lembar").nth(nomor - 1).wait_for()
    halaman.set_input_files("#id_kamera", foto_besar(tmp_path))
    halaman.locator(".lembar").nth(2).wait_for()
    periksa_aksesibilitas(halaman)
    potret(halaman, "pindai_tiga_berkas")

    kamera = Unggahan.objects.latest("pk")
    with rak().buka(kamera.sha256_hasil) as isi, Image.open(isi) as foto:
        warna = foto.convert("RGB").getpixel((foto.width // 2, 5))
        assert (max(warna) - min(warna) < 6, len(foto.getexif())) == (True, 0)
        assert round(foto.height / foto.width, 2) == 1.33
    assert kamera.ukuran <= 400 * 1024
    halaman.get_by_role("button", name="Simpan pindaian").last.click()
    halaman.get_by_text("tersimpan, 3 halaman.").wait_for()
    assert LampiranSurat.objects.get().berkas.jumlah_halaman == 3


def test_the_phone_sends_pages_that_appear_on_the_pc(peramban, masuk, surat, tmp_path):
    pc = masuk(peramban(), "petugas")
    pc.goto(f"/surat/{surat.kode}/pindaian/")
    pc.get_by_role("button", name="Pindai pakai HP").click()
    pc.get_by_text("Menunggu halaman dari HP.").wait_for()
    periksa_aksesibilitas(pc)
    potret(pc, "pindai_hp_pc")
    rahasia = pc.locator("[name=kunci_hp]").get_attribute("value")

    hp = peramban(hp=True)
    hp.goto(f"/hp/{rahasia}/")
    assert hp.get_by_text(TautanPindai.objects.get().cocok).is_visible()
    hp.set_input_files("[name=kamera]", foto_besar(tmp_path))
    hp.get_by_text("Sudah di komputer").wait_for()
    periksa_aksesibilitas(hp)
    periksa_lebar(hp)
    potret(hp, "pindai_hp")

    pc.locator(".lembar", has_text=BAIK).wait_for()
    pc.get_by_text("1 berkas sudah masuk.").wait_for()
    pc.get_by_role("button", name="Simpan pindaian").last.click()
    pc.get_by_text("tersimpan, 1 halaman.").wait_for()
    hp.reload()
    assert hp.get_by_text("Kode ini sudah berakhir").is_visible()
