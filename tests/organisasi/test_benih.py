import datetime as dt
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from organisasi import benih
from organisasi.models import HariLibur, JamKerja

pytestmark = pytest.mark.usefixtures("kalender_awal")


def test_jumlah_hari_libur_menurut_skb():
    jumlah = Counter((h.tanggal.year, h.jenis) for h in HariLibur.objects.all())

    assert {tahun: (jumlah[tahun, "NASIONAL"], jumlah[tahun, "CUTI_BERSAMA"]) for tahun in range(2021, 2029)} == {
        2021: (15, 1),
        2022: (16, 4),
        2023: (16, 11),
        2024: (19, 10),
        2025: (17, 11),
        2026: (17, 8),
        2027: (18, 8),
        2028: (17, 0),
    }


def test_setiap_hari_libur_menyebut_sumber():
    sumber = {h.tanggal.isoformat(): (h.nama, h.sumber) for h in HariLibur.objects.all()}

    assert sumber["2026-12-24"] == (
        "Cuti Bersama Hari Raya Natal",
        "SKB 3 Menteri, Hari Libur Nasional dan Cuti Bersama 2026",
    )
    assert sumber["2027-03-10"] == (
        "Hari Raya Idul Fitri",
        "SKB 3 Menteri, Hari Libur Nasional dan Cuti Bersama 2027; tanggal masih perkiraan",
    )
    assert sumber["2028-02-27"] == (
        "Hari Raya Idul Fitri",
        "Perkiraan; SKB 3 Menteri 2028 belum ada",
    )
    assert sumber["2024-02-14"] == (
        "Hari Pemilihan Umum",
        "Keputusan Presiden tentang hari libur pemungutan suara",
    )
    assert [t for t, (_, s) in sumber.items() if not s] == []


def test_rentang_ramadan():
    jumat = JamKerja.objects.filter(hari=4).exclude(khusus="").order_by("berlaku_mulai")

    assert [(j.khusus, str(j.berlaku_mulai), str(j.berlaku_sampai), j.dasar.split(";")[0]) for j in jumat] == [
        ("Ramadan 1442 H", "2021-04-13", "2021-05-12", "SE MenPANRB 9 Tahun 2021"),
        ("Ramadan 1443 H", "2022-04-03", "2022-05-01", "SE MenPANRB 11 Tahun 2022"),
        ("Ramadan 1444 H", "2023-03-23", "2023-04-21", "SE MenPANRB 6 Tahun 2023"),
        ("Ramadan 1445 H", "2024-03-12", "2024-04-09", "Perpres 21 Tahun 2023"),
        ("Ramadan 1446 H", "2025-03-01", "2025-03-30", "Perpres 21 Tahun 2023"),
        ("Ramadan 1447 H", "2026-02-19", "2026-03-20", "Perpres 21 Tahun 2023"),
        ("Ramadan 1448 H", "2027-02-08", "2027-03-09", "Perkiraan: 30 hari sebelum Idulfitri"),
        ("Ramadan 1449 H", "2028-01-28", "2028-02-26", "Perkiraan: 30 hari sebelum Idulfitri"),
    ]


def test_dua_ramadan_dalam_satu_tahun():
    """Idulfitri falls on 2 January and on 23 December 2033 (estimates)."""
    nama = {(j["khusus"], j["berlaku_mulai"].year) for j in benih.daftar_jam_ramadan(2033)}

    assert nama == {("Ramadan 1454 H", 2032), ("Ramadan 1455 H", 2033)}


def test_baris_awal_punya_versi_pertama():
    versi = HariLibur.history.all()

    assert versi.count() == HariLibur.objects.count()
    assert {(v.history_type, v.history_change_reason) for v in versi} == {("+", "Data awal")}


def test_muat_lagi_tidak_menggandakan_apa_pun():
    ada = HariLibur.objects.count(), JamKerja.objects.count()

    laporan = benih.muat_tahun(2026)
    benih.muat_awal()

    assert laporan == (benih.Laporan([], [], [], []), benih.Laporan([], [], [], []))
    assert (HariLibur.objects.count(), JamKerja.objects.count()) == ada


def test_baris_yang_diubah_dipindah_atau_dihapus_orang_dibiarkan():
    diubah = HariLibur.objects.get(tanggal="2027-03-11")
    diubah.nama = "Idulfitri hari kedua"
    diubah.save()
    dipindah = HariLibur.objects.get(tanggal="2027-05-17")
    dipindah.tanggal = dt.date(2027, 5, 16)
    dipindah.save()
    HariLibur.objects.get(tanggal="2027-12-24").delete()
    for jam in JamKerja.objects.filter(khusus="Ramadan 1448 H"):
        jam.berlaku_mulai = dt.date(2027, 2, 9)
        jam.save()
    sebelum = list(HariLibur.objects.values()), list(JamKerja.objects.values())

    libur, jam = benih.muat_tahun(2027)

    assert (list(HariLibur.objects.values()), list(JamKerja.objects.values())) == sebelum
    assert libur == benih.Laporan(
        [],
        [],
        [],
        [
            "11-03-2027 Idulfitri hari kedua",
            "17-05-2027 Hari Raya Idul Adha",
            "24-12-2027 Cuti Bersama Hari Raya Natal",
        ],
    )
    assert (jam.ditambah, jam.diperbarui, jam.dihapus, len(jam.dibiarkan)) == ([], [], [], 5)


def test_baris_program_mengikuti_daftar_baru(monkeypatch):
    """A newer list moves an estimated day and names the decree: rows nobody touched follow it, and keep versions."""
    daftar = benih.daftar_hari_libur(2028)
    idulfitri = next(h for h in daftar if h["nama"] == "Hari Raya Idul Fitri")
    natal = next(h for h in daftar if h["nama"] == "Hari Raya Natal")
    idulfitri["tanggal"], natal["sumber"] = dt.date(2028, 2, 26), "SKB 3 Menteri 2028"
    monkeypatch.setattr(benih, "daftar_hari_libur", lambda tahun: daftar)

    libur, _ = benih.muat_tahun(2028)

    assert libur == benih.Laporan(
        ["26-02-2028 Hari Raya Idul Fitri"], ["25-12-2028 Hari Raya Natal"], ["27-02-2028 Hari Raya Idul Fitri"], []
    )
    assert [v.sumber for v in HariLibur.history.filter(tanggal="2028-12-25").order_by("history_id")] == [
        "Perkiraan; SKB 3 Menteri 2028 belum ada",
        "SKB 3 Menteri 2028",
    ]
    assert benih.muat_tahun(2028)[0] == benih.Laporan([], [], [], [])


def test_libur_daerah_tidak_disentuh():
    HariLibur.objects.create(tanggal="2026-12-09", nama="Pemungutan suara desa", jenis=HariLibur.Jenis.DAERAH)

    benih.muat_tahun(2026)

    assert HariLibur.objects.filter(tanggal="2026-12-09").exists()


def test_perintah_memuat_tahun_baru():
    keluaran = StringIO()

    call_command("muat_hari_libur", "2029", stdout=keluaran)

    baris = keluaran.getvalue().splitlines()
    assert baris[:2] == [
        "Hari libur 2029: 17 ditambah, 0 diperbarui, 0 dihapus, 0 dibiarkan.",
        "  ditambah: 01-01-2029 Tahun Baru Masehi",
    ]
    assert baris[-1] == "  ditambah: Jumat 08.00–15.30 (Ramadan 1450 H)"


def test_perintah_menolak_tahun_mustahil():
    with pytest.raises(CommandError, match=r"^Tahun 26 tidak tersedia\. Tulis antara 1990 dan 2070\.$"):
        call_command("muat_hari_libur", "26")


@pytest.mark.tertanam
def test_migrasi_benih_bisa_dibalik_dan_membiarkan_ubahan():
    HariLibur.objects.create(tanggal="2026-12-09", nama="Pemungutan suara desa", jenis=HariLibur.Jenis.DAERAH)
    ubahan = HariLibur.objects.get(tanggal="2026-12-24")
    ubahan.nama = "Cuti bersama Natal"
    ubahan.save()
    jumlah = HariLibur.objects.count(), JamKerja.objects.count()
    pemuat = MigrationExecutor(connection).loader
    saat_itu = pemuat.project_state(("organisasi", "0002_riwayat_orang_jabatan_dan_waktu")).apps
    jam, libur = (
        pemuat.get_migration("organisasi", nama).operations[0]
        for nama in ("0003_jam_kerja_awal", "0004_hari_libur_awal")
    )

    libur.reverse_code(saat_itu, None)
    jam.reverse_code(saat_itu, None)
    tersisa = list(HariLibur.objects.order_by("tanggal").values_list("nama", flat=True)), JamKerja.objects.count()
    HariLibur.objects.get(tanggal="2026-12-24").delete()
    jam.code(saat_itu, None)
    libur.code(saat_itu, None)

    assert tersisa == (["Pemungutan suara desa", "Cuti bersama Natal"], 0)
    assert (HariLibur.objects.count(), JamKerja.objects.count()) == jumlah


@pytest.mark.tertanam
def test_sumber_libur_tidak_menyebut_paket_pemrogram():
    """As an older version wrote it: the words go from the row and from its first version, a person's own stay."""
    ekor = " (daftar paket holidays)"
    for model in (HariLibur.objects, HariLibur.history):
        model.filter(tanggal="2026-12-24").update(sumber=f"SKB 3 Menteri{ekor}")
        model.filter(tanggal="2026-12-25").update(sumber="Surat edaran Bupati")
    pemuat = MigrationExecutor(connection).loader
    bersihkan = pemuat.get_migration("organisasi", "0010_sumber_libur_tanpa_nama_paket").operations[0]

    bersihkan.code(pemuat.project_state(("organisasi", "0009_pemicu_cap_nama_lama")).apps, None)

    for model in (HariLibur.objects, HariLibur.history):
        sumber = dict(model.filter(tanggal__gte="2026-12-24", tanggal__lt="2027-01-01").values_list("nama", "sumber"))
        assert sumber == {"Cuti Bersama Hari Raya Natal": "SKB 3 Menteri", "Hari Raya Natal": "Surat edaran Bupati"}
