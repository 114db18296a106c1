"""One act on many letters: what is shown is what happens, letter by letter, whatever changed in between."""

import random
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
import time_machine
from django.db import connection, transaction

from alur.models import Jejak
from dokumen.models import Pekerjaan
from dokumen.pekerjaan import kerjakan
from ekspedisi.models import Pengiriman
from organisasi.models import Penugasan
from persuratan.contoh import buat_rute
from persuratan.massal import hitung, lanjutkan, mulai, siapkan
from persuratan.models import ButirMassal, Massal, RuteNaik, SuratMasuk, TandaSurat
from tests.factories import PenugasanFactory
from tests.halaman import baca_pdf
from tests.perjalanan import Perjalanan, jabatan, wita
from tests.persuratan.meja import kunci, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
DINKES, DISDIK = "Dinas Kesehatan", "Dinas Pendidikan"
KINI = wita(9, 12)


@pytest.fixture(autouse=True)
def satu_per_satu(settings):
    """Each letter in a transaction of its own is the point here: queries in a loop are meant."""
    settings.ZEAL_NPLUSONE_THRESHOLD = 1000


@pytest.fixture
def loket(kantor, client):
    """The clerk's browser at noon, with the routes of the office."""
    buat_rute()
    with time_machine.travel(KINI, tick=False):
        yield masuk(client, kantor.petugas)


def rute():
    return RuteNaik.objects.get(baku=True)


def pilih(client, nama, *surat, alamat="/surat/pilih/", **lain):
    """Tick these letters and press the button `nama`; the response."""
    isi = {"kunci": kunci(client.get(alamat)), "surat": [s.pk for s in surat], "tindakan": nama}
    return client.post(alamat, isi | lain, follow=True)


def tekan(client, pratinjau, **isian):
    """Press the button of the preview; the page of what became of it."""
    return client.post(pratinjau.request["PATH_INFO"], isian | {"kunci": kunci(pratinjau)}, follow=True)


def butir(massal):
    """{agenda number: (outcome, sentence)}."""
    nomor = dict(SuratMasuk.objects.values_list("pk", "nomor_agenda"))
    return {nomor[b.surat_id]: (b.hasil, b.kalimat) for b in massal.butir.all()}


def test_arahkan_beberapa_surat_dan_yang_berubah_di_tengah_ditolak_dengan_alasannya(kantor, loket):
    p = [Perjalanan(kantor).catat() for _ in range(4)]
    pratinjau = pilih(loket, "arahkan", *(x.surat for x in p[:3]))
    massal = Massal.objects.get()
    assert "Arahkan ke pimpinan: 3 surat" in teks(pratinjau)
    assert set(butir(massal).values()) == {("MENUNGGU", "")}
    p[1].arahkan(KINI)  # another clerk was faster

    hasil = teks(tekan(loket, pratinjau, rute=rute().pk))

    diteruskan = ("BERHASIL", "Diteruskan kepada Kepala Bagian Umum untuk ditelaah.")
    ditolak = ("DITOLAK", "“Arahkan” tidak berlaku lagi: status sudah Naik ke pimpinan.")
    assert butir(massal) == {1: diteruskan, 2: ditolak, 3: diteruskan}
    assert list(SuratMasuk.objects.order_by("pk").values_list("status", flat=True)) == ["NAIK"] * 3 + ["TERCATAT"]
    assert "Arahkan ke pimpinan: 2 dari 3 surat" in hasil
    assert ditolak[1] in hasil


def test_pratinjau_mengatakan_yang_sekarang_pun_tidak_dapat(kantor, loket):
    surat = [Perjalanan(kantor).catat().surat, Perjalanan(kantor).sampai_sekda().surat]
    isi = teks(pilih(loket, "arahkan", *surat))
    assert "1 surat saat ini belum dapat diarahkan. Surat itu akan dilewati dengan alasannya; 1 lainnya" in isi
    assert "“Arahkan” tidak berlaku lagi: status sudah Naik ke pimpinan." in isi


def test_pejabat_yang_tidak_di_tempat_disebut_dengan_penggantinya(kantor, loket, django_assert_num_queries):
    """At the preview, before the button; and in the sentence about each letter afterwards."""
    PenugasanFactory(
        pegawai=kantor.asisten3,
        jabatan=jabatan("Kepala Bagian Umum"),
        jenis="PLH",
        mulai=wita(9, 0).date(),
        sampai=wita(13, 0).date(),
    )
    umum = "Kabag Umum tidak di tempat, suratnya diterima Plh. Wira Cemara."
    for banyak in (1, 3):
        surat = [Perjalanan(kantor).catat().surat for _ in range(banyak)]
        pratinjau = pilih(loket, "arahkan", *surat)
        assert [(r.nama, k) for r, k in pratinjau.context["form"].tidak_di_tempat] == [
            (r.nama, [umum])
            for r in RuteNaik.objects.filter(langkah__jabatan__singkatan="Kabag Umum").order_by("urutan")
        ]
        assert f"{rute().nama} : {umum}" in teks(pratinjau)
        with django_assert_num_queries(11):
            loket.get(pratinjau.request["PATH_INFO"])
    tekan(loket, pratinjau, rute=rute().pk)
    kalimat = f"Diteruskan kepada Kepala Bagian Umum untuk ditelaah. {umum}"
    assert {b.kalimat for b in Massal.objects.latest("pk").butir.all()} == {kalimat}


def test_semua_di_tempat_tanpa_peringatan(kantor, loket):
    pratinjau = pilih(loket, "arahkan", Perjalanan(kantor).catat().surat)
    assert (pratinjau.context["form"].tidak_di_tempat, "tidak di tempat" in teks(pratinjau)) == ([], False)


def test_rute_wajib_dipilih_dan_isian_salah_tidak_mengerjakan_apa_pun(kantor, loket):
    pratinjau = pilih(loket, "arahkan", Perjalanan(kantor).catat().surat)
    for salah in ({}, {"rute": ""}, {"rute": "99999"}, {"rute": "9" * 30}, {"rute": "\x00"}):
        assert tekan(loket, pratinjau, **salah).status_code == 422
    assert (Massal.objects.get().dimulai_pada, SuratMasuk.objects.get().status) == (None, "TERCATAT")


def test_surat_dari_agenda_lama_dapat_dicentang_dan_dibalik_halamannya(kantor, loket):
    """Their keys are negative."""
    Perjalanan(kantor).catat(pindai=False)
    lama = SuratMasuk.objects.get()
    lama.id = lama.surat_ptr_id = -7
    lama.kode, lama.kode_lacak, lama.nomor_agenda = "lama7", "LAMA7-LAMA7", 77
    lama.save_base(force_insert=True)

    jawaban = pilih(loket, "tandai", lama)
    assert "Belum ada surat yang dicentang" not in teks(jawaban)
    assert [b.surat_id for b in Massal.objects.get().butir.all()] == [-7]
    assert teks(loket.get("/surat/pilih/?sebelum=-7")) != teks(loket.get("/surat/pilih/"))


def test_semua_hasil_adalah_hasil_saringan_saat_ditekan(kantor, loket):
    for kecepatan in ("BIASA", "SEGERA", "SEGERA"):
        Perjalanan(kantor).catat(kecepatan=kecepatan)
    alamat = "/surat/pilih/?kecepatan=SEGERA"
    assert "Semua hasil, 2 surat" in teks(loket.get(alamat))
    pratinjau = pilih(loket, "arahkan", alamat=alamat, semua="on")
    Perjalanan(kantor).catat(kecepatan="SEGERA")  # came after the preview: not among those shown
    tekan(loket, pratinjau, rute=rute().pk)
    assert list(SuratMasuk.objects.order_by("pk").values_list("status", flat=True)) == [
        "TERCATAT", "NAIK", "NAIK", "TERCATAT",
    ]  # fmt: skip


def test_hasil_cari_juga_dapat_dipilih(kantor, loket):
    Perjalanan(kantor).catat(hal="Laporan banjir")
    Perjalanan(kantor).catat()
    isi = loket.get("/cari/?q=banjr").content.decode()
    alamat = unescape(re.search(r'href="(/surat/pilih/[^"]*)"', isi)[1])
    assert alamat == "/surat/pilih/?q=banjir"
    pilih(loket, "tandai", alamat=alamat, semua="on")
    assert list(butir(Massal.objects.get())) == [1]


def test_kirim_yang_menunggu(kantor, loket):
    def disposisi(*unit):
        return Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=unit)

    a, b, c = disposisi(DINKES, DISDIK), disposisi(DINKES), disposisi(DISDIK)
    pratinjau = pilih(loket, "kirim", a.surat, b.surat, c.surat)
    c.kirim(DISDIK, pada=KINI)
    tekan(loket, pratinjau)
    assert butir(Massal.objects.get()) == {
        1: ("BERHASIL", "Dikirim ke Dinas Kesehatan, Dinas Pendidikan."),
        2: ("BERHASIL", "Dikirim ke Dinas Kesehatan."),
        3: ("DITOLAK", "Tidak ada pengiriman yang menunggu pada surat ini."),
    }
    assert Pengiriman.objects.filter(status="DIKIRIM").count() == 4


def test_tandai_lalu_saring_lalu_lepas(kantor, loket):
    a, b = Perjalanan(kantor).catat().surat, Perjalanan(kantor).catat().surat
    tekan(loket, pilih(loket, "tandai", b))
    nomor = re.findall(r"<b>(\d)/2026</b>", loket.get("/surat/?ditandai=on").content.decode())
    assert nomor == ["2"]
    tekan(loket, pilih(loket, "lepas_tanda", a, b))
    assert butir(Massal.objects.latest("pk")) == {
        1: ("DITOLAK", "Surat ini tidak bertanda."),
        2: ("BERHASIL", "Tandanya dilepas."),
    }
    TandaSurat.objects.create(pegawai=kantor.kabag_umum, surat_id=a.pk, pada=KINI)
    assert re.findall(r"<b>(\d)/2026</b>", loket.get("/surat/?ditandai=on").content.decode()) == []


def test_banyak_surat_dikerjakan_di_latar_dan_cetaknya_satu_berkas(kantor, loket, settings, tmp_path):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    surat = [Perjalanan(kantor).catat(hal=f"Hal nomor {n}").surat for n in range(1, 22)]
    jawaban = tekan(loket, pilih(loket, "tandai", *surat))
    pekerjaan = Pekerjaan.objects.get()
    assert jawaban.request["PATH_INFO"] == f"/pekerjaan/{pekerjaan.kode}/"
    assert TandaSurat.objects.count() == 0
    assert (kerjakan(pekerjaan.pk), TandaSurat.objects.count()) == ("SELESAI", 21)
    assert "Lihat hasil tiap surat" in teks(loket.get(jawaban.request["PATH_INFO"]))

    tekan(loket, pilih(loket, "lembar_disposisi", *surat[:2]))
    cetak = Pekerjaan.objects.latest("pk")
    assert kerjakan(cetak.pk) == "SELESAI"
    pdf = b"".join(loket.get(f"/pekerjaan/{cetak.kode}/hasil/").streaming_content)
    halaman = baca_pdf(pdf)[1]
    assert [re.search(r"Hal nomor \d+", h)[0] for h in halaman] == ["Hal nomor 2", "Hal nomor 1"]
    kantor.petugas.penugasan.update(sampai=KINI.date().replace(day=1))
    assert loket.get(f"/pekerjaan/{cetak.kode}/hasil/").status_code == 404


def test_hak_yang_dicabut_sesudah_pratinjau_berlaku(kantor, loket):
    massal = siapkan(kantor.petugas, "arahkan", [Perjalanan(kantor).catat().surat.pk])
    mulai(massal, {"rute": rute().pk})
    Penugasan.objects.filter(pegawai=kantor.petugas).update(sampai=KINI.date().replace(day=1))
    lanjutkan(massal)
    assert butir(massal) == {1: ("DITOLAK", "Surat ini tidak lagi dapat Anda lihat.")}


def test_yang_terhenti_di_tengah_dilanjutkan(kantor, loket):
    surat = [Perjalanan(kantor).catat().surat for _ in range(2)]
    massal = siapkan(kantor.petugas, "tandai", [s.pk for s in surat])
    mulai(massal, {})  # and the process died
    isi = loket.get(f"/massal/{massal.kode}/")
    assert "Tandai untuk saya: 0 dari 2 surat 2 surat belum dikerjakan." in teks(isi)
    assert "Tandai untuk saya: 2 dari 2 surat" in teks(tekan(loket, isi))


def test_dua_kali_tekan_satu_kali_kerja(kantor, loket):
    pratinjau = pilih(loket, "arahkan", Perjalanan(kantor).catat().surat)
    isi = {"rute": rute().pk, "kunci": kunci(pratinjau)}
    jawaban = [loket.post(pratinjau.request["PATH_INFO"], isi)["Location"] for _ in range(2)]
    assert jawaban == [pratinjau.request["PATH_INFO"]] * 2
    assert Jejak.objects.filter(transisi="arahkan").count() == 1


def test_yang_aneh_ditolak_sopan(kantor, loket, client):
    milik_orang = Perjalanan(kantor).catat().surat
    assert "Belum ada surat yang dicentang." in teks(pilih(loket, "tandai"))
    kosong = loket.get("/surat/pilih/?tahun=1999")
    assert "Tidak ada surat yang cocok." in teks(kosong)
    aneh = {"kunci": kunci(loket.get("/surat/pilih/")), "tindakan": "tandai", "surat": ["x", "-1", "9" * 30, "0"]}
    assert "Belum ada surat yang dicentang." in teks(loket.post("/surat/pilih/", aneh, follow=True))
    assert pilih(loket, "hancurkan", milik_orang).status_code == 404
    massal = siapkan(kantor.petugas, "tandai", [milik_orang.pk])
    masuk(client, kantor.disdik)
    assert client.get(f"/massal/{massal.kode}/").status_code == 404
    # A letter of others is simply not among those chosen; an act for clerks alone is not offered.
    asing = {"kunci": kunci(client.get("/saringan/simpan/")), "surat": [milik_orang.pk]}
    assert client.post("/surat/pilih/", asing | {"tindakan": "arahkan"}).status_code == 404
    asing["kunci"] = kunci(client.get("/saringan/simpan/"))
    assert "Belum ada surat" in teks(client.post("/surat/pilih/", asing | {"tindakan": "tandai"}, follow=True))
    assert Massal.objects.filter(pemilik=kantor.disdik).count() == 0


def test_hal_surat_rahasia_tidak_tampil_pada_pratinjau_dan_hasil(kantor, loket):
    surat = Perjalanan(kantor).catat(keamanan="R", hal="GRATIFIKASI").surat
    pratinjau = pilih(loket, "arahkan", surat)
    hasil = tekan(loket, pratinjau, rute=rute().pk)
    assert ["GRATIFIKASI" in h.content.decode() for h in (pratinjau, hasil)] == [False, False]
    assert hitung(Massal.objects.get()) == {"BERHASIL": 1, "DITOLAK": 0, "MENUNGGU": 0, "jumlah": 1}


def _keadaan():
    """{letter: what the ledger and the marks say of it}."""
    jejak = {s.pk: Jejak.objects.filter(rantai=s.rantai).count() for s in SuratMasuk.objects.all()}
    tanda = set(TandaSurat.objects.values_list("surat_id", flat=True))
    return {pk: (n, pk in tanda) for pk, n in jejak.items()}


def _ganggu(acak, kantor, perjalanan):
    """Somebody else acts between preview and act; whatever is no longer possible is left."""
    p = acak.choice(perjalanan)
    langkah = {"TERCATAT": lambda: p.arahkan(KINI), "NAIK": lambda: p.arsipkan(kantor.sekda, KINI)}
    with transaction.atomic():
        try:
            langkah.get(p.segar().status, lambda: None)()
        except Exception:  # not with Sekda yet
            transaction.set_rollback(True)


def _kasus_acak(kantor, kali):
    """Random letters × act × what others do in between: shown = changed + refused, and the refused are untouched."""
    acak = random.Random(2026)
    buat_rute()
    perjalanan = [Perjalanan(kantor).catat() for _ in range(3)]
    perjalanan += [Perjalanan(kantor).catat(keamanan="R", pindai=False), Perjalanan(kantor).catat(pindai=False)]
    perjalanan += [Perjalanan(kantor).catat().arahkan(), *(Perjalanan(kantor).sampai_sekda() for _ in range(2))]
    perjalanan.append(Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, DISDIK]))
    with time_machine.travel(KINI, tick=False):
        for _ in range(kali):
            nama = acak.choice(["arahkan", "kirim", "tandai", "lepas_tanda", "pindai"])
            dipilih = acak.sample(perjalanan, acak.randint(1, len(perjalanan)))
            with transaction.atomic():
                massal = siapkan(kantor.petugas, nama, [p.surat.pk for p in dipilih])
                for _ in range(acak.randint(0, 2)):
                    _ganggu(acak, kantor, perjalanan)
                sebelum = _keadaan()
                mulai(massal, {"rute": rute().pk})
                lanjutkan(massal)
                berubah = {pk for pk, k in _keadaan().items() if k != sebelum[pk]}
                berhasil = {b.surat_id for b in massal.butir.all() if b.hasil == "BERHASIL"}
                ditolak = {b.surat_id: b.kalimat for b in massal.butir.all() if b.hasil == "DITOLAK"}
                assert len(berhasil) + len(ditolak) == len(dipilih)
                if nama == "tandai":  # marking twice changes nothing and is no error
                    assert berubah <= berhasil
                else:
                    assert berubah == berhasil
                assert all(ditolak.values())
                transaction.set_rollback(acak.random() < 0.8)


def test_yang_ditunjukkan_sama_dengan_yang_terjadi_pada_kasus_acak(kantor):
    _kasus_acak(kantor, 25)


@pytest.mark.panjang
def test_yang_ditunjukkan_sama_dengan_yang_terjadi_pada_ribuan_kasus_acak(kantor):
    _kasus_acak(kantor, 2000)


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_dua_pekerja_sekaligus_mengerjakan_tiap_surat_sekali(kantor):
    buat_rute()
    surat = [Perjalanan(kantor).catat().surat for _ in range(4)]
    massal = siapkan(kantor.petugas, "arahkan", [s.pk for s in surat])
    mulai(massal, {"rute": rute().pk})

    def jalankan(_):
        try:
            lanjutkan(Massal.objects.get(pk=massal.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as kolam:
        list(kolam.map(jalankan, range(3)))
    assert list(ButirMassal.objects.values_list("hasil", flat=True)) == ["BERHASIL"] * 4
    assert Jejak.objects.filter(transisi="arahkan").count() == 4
