"""Help inside: each page explains itself, the first day is a list, the practice letter leaves no trace."""

import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from alur.models import Jejak, Nomor
from pengaturan.bantuan.halaman import HALAMAN, TANPA_HALAMAN
from pengaturan.bantuan.latihan import surat_latihan
from pengaturan.bantuan.panduan import FOLDER, PANDUAN, tampil
from pengaturan.models import LangkahHariPertama
from persuratan.models import JenisNaskah, SuratMasuk
from tests.akses.jalur import semua_jalur
from tests.perjalanan import Perjalanan, wita

pytestmark = pytest.mark.django_db
TEMPLAT = Path(settings.BASE_DIR) / "templates"


def isi(jawaban):
    return jawaban.content.decode()


def teks(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Each page ----------------------------------------------------------------------------------------------


def test_setiap_halaman_punya_penjelasan():
    ada = {nama for nama, _ in semua_jalur()}

    assert (sorted(ada - set(HALAMAN) - TANPA_HALAMAN), sorted((set(HALAMAN) | TANPA_HALAMAN) - ada)) == ([], [])


def test_panduan_yang_disebut_halaman_ada():
    assert {b.panduan for b in HALAMAN.values()} - {""} <= set(PANDUAN)


@pytest.mark.parametrize(
    ("alamat", "nama"), [("/", "tugas_saya"), ("/surat/catat/", "surat_catat"), ("/terlambat/", "terlambat")]
)
def test_tanda_tanya_membawa_nama_halaman(kantor, sebagai, alamat, nama):
    halaman = isi(sebagai(kantor.petugas).get(alamat))

    assert re.findall(r'href="(/bantuan/\?halaman=[a-z_]+)"', halaman) == [f"/bantuan/?halaman={nama}"]


def test_halaman_tanpa_masuk_juga_punya_bantuan(client, kantor):
    cek = isi(client.get("/cek/"))
    bantuan = client.get("/bantuan/?halaman=cek")

    assert re.findall(r'href="(/bantuan/[^"]*)"', cek) == ["/bantuan/?halaman=cek"]
    assert (bantuan.status_code, HALAMAN["cek"].guna in isi(bantuan), "/bantuan/panduan/" in isi(bantuan)) == (
        200,
        True,
        False,
    )


def test_bantuan_menyebut_guna_langkah_dan_siapa_yang_dihubungi(kantor, sebagai):
    klien = sebagai(kantor.petugas)
    utuh, potong = (teks(isi(klien.get(f"/bantuan/?halaman=surat_catat{p}"))) for p in ("", "&potong=1"))
    satu = HALAMAN["surat_catat"]

    assert [kata for kata in (satu.judul, satu.guna, *satu.langkah, settings.BANTUAN) if kata not in potong] == []
    assert (potong in utuh, "Menu utama" in potong) == (True, False)


@pytest.mark.parametrize("nama", ["", "tidak-ada", "<script>", "x" * 5000, "%00"])
def test_nama_halaman_sembarang_memberi_bantuan_umum(kantor, sebagai, nama):
    jawaban = sebagai(kantor.petugas).get("/bantuan/", {"halaman": nama})

    assert (jawaban.status_code, "bt-ini" in isi(jawaban), "<script>" in isi(jawaban)) == (200, False, False)


def test_keadaan_kosong_selalu_menyebut_langkah_berikut():
    pola = re.compile(r'\{% include "komponen/kosong\.html"([^%]*)%\}')
    bisu = [
        f"{berkas.relative_to(TEMPLAT)}: {arg.strip()}"
        for berkas in sorted(TEMPLAT.rglob("*.html"))
        for arg in pola.findall(berkas.read_text(encoding="utf-8"))
        if "ket=" not in arg and "url=" not in arg
    ]

    assert bisu == []


# The first day ------------------------------------------------------------------------------------------


def langkah(klien):
    """[(words, done)] as the page shows them."""
    daftar = isi(klien.get("/bantuan/hari-pertama/")).split('<ol class="kartu tengah langkah">')[1].split("</ol>")[0]
    return [
        (re.search(r"<b>(?:<a[^>]*>)?([^<]+)", butir)[1], 'class="usai"' in butir)
        for butir in re.findall(r"<li.*?</li>", daftar, re.S)
    ]


def test_langkah_menurut_jabatan_dan_yang_terbukti_tercentang_sendiri(kantor, sebagai):
    baru = langkah(sebagai(kantor.petugas))
    Perjalanan(kantor).catat()

    assert baru == [
        ("Lihat Akun saya", False),
        ("Baca panduan Anda", False),
        ("Catat surat latihan", False),
        ("Cari satu surat", False),
        ("Catat surat pertama", False),
    ]
    assert [kata for kata, usai in langkah(sebagai(kantor.petugas)) if usai] == ["Catat surat pertama"]
    assert [kata for kata, _ in langkah(sebagai(kantor.dinkes))] == [
        "Lihat Akun saya",
        "Baca panduan Anda",
        "Terima surat latihan",
        "Cari satu surat",
        "Terima surat pertama",
    ]


@pytest.mark.parametrize(
    ("nama", "status", "tercatat"),
    [("akun", 302, 1), ("surat_pertama", 404, 0), ("kalender", 404, 0), ("aneh", 404, 0)],
)
def test_hanya_langkah_sendiri_yang_dapat_ditandai(kantor, sebagai, nama, status, tercatat):
    klien = sebagai(kantor.petugas)
    jawaban = [klien.post(f"/bantuan/hari-pertama/{nama}/").status_code for _ in range(2)]

    assert (jawaban, LangkahHariPertama.objects.count()) == ([status] * 2, tercatat)


def test_beranda_menunjukkan_jalan_tujuh_hari(kantor, sebagai):
    klien, ada = sebagai(kantor.petugas), []
    for hari in (0, 6, 8):
        kantor.petugas.date_joined = wita(12, 8)
        kantor.petugas.save(update_fields=["date_joined"])
        with time_machine.travel(wita(12 + hari, 9), tick=False):
            klien.force_login(kantor.petugas, backend="pengaturan.backend.SandiBackend")
            ada.append("/bantuan/hari-pertama/" in isi(klien.get("/")))

    assert ada == [True, True, False]


# The practice letter ------------------------------------------------------------------------------------


def salinan(**lain):
    surat = surat_latihan()
    return {
        "nama_pengirim": surat.pengirim.lower(),
        "nomor_surat": surat.nomor.replace("/", " / "),
        "tanggal_surat": f"{surat.tanggal:%d/%m/%Y}",
        "hal": f"{surat.hal}.",
        "jenis": JenisNaskah.objects.filter(undangan=True).first().pk,
        "acara_tanggal": f"{surat.acara_tanggal:%d-%m-%Y}",
        "acara_jam": "9.00",
        "acara_tempat": surat.tempat,
    } | lain


def isi_register():
    return SuratMasuk.objects.count(), Nomor.objects.count(), Jejak.objects.count()


def test_salinan_yang_benar_menyelesaikan_langkah_dan_tidak_masuk_register(kantor, sebagai):
    klien = sebagai(kantor.petugas)
    sebelum = isi_register()
    jawaban = klien.post("/bantuan/latihan/catat/", salinan())

    assert (jawaban.status_code, jawaban["Location"], isi_register()) == (302, "/bantuan/hari-pertama/", sebelum)
    assert dict(langkah(klien))["Catat surat latihan"] is True


def test_yang_berbeda_disebut_isian_demi_isian(kantor, sebagai):
    biasa = JenisNaskah.objects.filter(undangan=False).first().pk
    jawaban = sebagai(kantor.petugas).post(
        "/bantuan/latihan/catat/", salinan(nomor_surat="400.3/271", hal="Undangan", jenis=biasa)
    )
    galat = jawaban.context["form"].errors
    surat = surat_latihan()

    assert (jawaban.status_code, {k: list(v) for k, v in galat.items()}) == (
        422,
        {
            "nomor_surat": [f"Pada surat tertulis “{surat.nomor}”."],
            "hal": [f"Pada surat tertulis “{surat.hal}”."],
            "jenis": ["Surat ini undangan. Pilih jenis yang mempunyai acara."],
        },
    )
    assert LangkahHariPertama.objects.count() == 0


def test_latihan_menerima_hanya_bagi_penerima(kantor, sebagai):
    sebelum = isi_register()
    jawaban = {
        nama: sebagai(getattr(kantor, nama)).post("/bantuan/latihan/terima/").status_code
        for nama in ("petugas", "dinkes")
    }

    assert (jawaban, isi_register()) == ({"petugas": 404, "dinkes": 302}, sebelum)
    assert list(LangkahHariPertama.objects.values_list("pegawai__username", "langkah")) == [
        (kantor.dinkes.username, "latihan_terima")
    ]


# The guides ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", PANDUAN)
def test_panduan_tampil_dengan_gambarnya(kantor, sebagai, nama):
    html = isi(sebagai(kantor.petugas).get(f"/bantuan/panduan/{nama}/"))
    gambar = re.findall(
        r"!\[([^\]]+)\]\(\.\./\.\./static/panduan/([a-z_]+\.png)\)", (FOLDER / f"{nama}.md").read_text()
    )

    assert (gambar != [], [g for _, g in gambar if not (settings.BASE_DIR / "static/panduan" / g).is_file()]) == (
        True,
        [],
    )
    assert [alt for alt, _ in gambar if f'alt="{alt}"' not in html] == []


def test_panduan_sendiri_lebih_dulu(kantor, sebagai):
    tujuan = {
        n: sebagai(getattr(kantor, n)).get("/bantuan/panduan/")["Location"] for n in ("petugas", "sekda", "dinkes")
    }

    assert tujuan == {
        "petugas": "/bantuan/panduan/petugas/",
        "sekda": "/bantuan/panduan/pimpinan/",
        "dinkes": "/bantuan/panduan/dinas/",
    }


def test_panduan_tidak_menjalankan_html_mentah():
    assert [n for n in PANDUAN if "<script" in tampil(n) or "&lt;" in tampil(n)] == []
