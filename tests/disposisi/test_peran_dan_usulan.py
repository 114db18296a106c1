"""Who is to carry it out and who is only to know; and what a post always does, in one tap."""

import re

import pytest

from disposisi.cetak import isi_lembar
from disposisi.kebiasaan import Kebiasaan, Usulan
from disposisi.models import Disposisi
from organisasi.models import UnitKerja
from persuratan.models import JenisNaskah, SuratMasuk, Tugas
from tests.disposisi.test_beri import AS1, alamat, isian
from tests.halaman import isi, keping, teks, tercentang
from tests.perjalanan import Perjalanan, instruksi, jabatan, unit, wita

pytestmark = pytest.mark.tertanam


@pytest.fixture
def surat(jalan):
    return jalan.sampai_sekda().surat


def usulan(*pelaksana, tahu=(), isi=("Tindak lanjuti",)):
    return str(Usulan(tuple(sorted(pelaksana)), tuple(sorted(tahu)), tuple(sorted(i.pk for i in instruksi(*isi)))))


def kunci_unit(nama):
    return f"u{unit(nama).pk}"


def terkirim():
    disposisi = Disposisi.objects.latest("pk")
    return (
        [(str(p), p.untuk_diketahui) for p in disposisi.penerima.order_by("urutan")],
        [str(i) for i in disposisi.instruksi.order_by("urutan")],
    )


def test_tiap_penerima_pelaksana_atau_untuk_diketahui(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    data = isian(halaman, kepada=["Asisten I", "Kabag Hukum", "Kepala Dinkes"], isi=["Tindak lanjuti"])
    tahu = [f"j{jabatan('Kepala Bagian Hukum').pk}", kunci_unit("Dinas Kesehatan"), kunci_unit("Dinas Sosial"), "x"]
    jawaban = client.post(alamat(surat), data | {"diketahui": tahu})

    assert terkirim() == (
        [(AS1, False), ("Kepala Bagian Hukum", True), ("Dinas Kesehatan", True)],
        ["Tindak lanjuti"],
    )
    tugas = Tugas.objects.terbuka().order_by("pk").values_list("jenis", "untuk_diketahui")
    assert [*tugas] == [("DISPOSISI", False), ("DISPOSISI", True), ("DISTRIBUSI", True)]
    kata = re.sub(r" ([,:.])", r"\1", teks(client.get(jawaban["Location"])))
    assert "Kabag Hukum" not in kata
    assert f"{AS1}, Kepala Bagian Hukum (untuk diketahui), Kepala Dinas Kesehatan (untuk diketahui): Tindak" in kata
    lembar = isi_lembar(SuratMasuk.objects.visible_to(kantor.sekda).get(pk=surat.pk))["lembar"][0]
    assert [kata for kata, ya in lembar.kepada if ya] == [
        AS1,
        "Kepala Bagian Hukum (untuk diketahui)",
        "Kepala Dinas Kesehatan (untuk diketahui)",
    ]


def test_untuk_diketahui_selesai_begitu_diterima_dan_tidak_menutup_pelaksana(kantor, jalan, surat):
    dinkes, dinsos = unit("Dinas Kesehatan"), unit("Dinas Sosial")
    jalan.disposisi(kantor.sekda, ke_unit=[dinkes.nama, dinsos.nama], diketahui=[dinkes])
    jalan.kirim(dinkes.nama, dinsos.nama).buka(kantor.dinkes, dinkes.nama).terima(kantor.dinkes, dinkes.nama)

    tersisa = [(t.jenis, t.unit) for t in jalan.surat.tugas_terbuka]
    assert (jalan.surat.status, tersisa) == ("TERDISPOSISI", [("TERIMA", dinsos)])


def test_kertas_tidak_mengulang_frasa_yang_sudah_menyebutnya(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, kepada=[AS1], isi=["Untuk diketahui"])
    lembar = isi_lembar(SuratMasuk.objects.visible_to(kantor.sekda).get(pk=surat.pk))["lembar"][0]
    assert [kata for kata, ya in lembar.kepada if ya] == [AS1]
    assert Disposisi.objects.get().penerima.get().untuk_diketahui is True


def test_yang_dicentang_untuk_diketahui_tetap_setelah_galat(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    data = isian(client.get(alamat(surat)), kepada=["Asisten I"])
    halaman = client.post(alamat(surat), data | {"diketahui": data["kepada"]})
    assert halaman.status_code == 422
    assert tercentang(halaman) == ["Asisten I", "untuk diketahui"]


# One tap ---------------------------------------------------------------------------------------------


def berulang(kantor, kali=2, **lain):
    for _ in range(kali):
        Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(9, 9), **lain)


def test_yang_biasa_cukup_satu_sentuhan(client, kantor, jalan, surat, senin):
    berulang(kantor, ke_unit=["Dinas Sosial", "Dinas Kesehatan"], diketahui=[unit("Dinas Sosial")])
    berulang(kantor, 1, ke_unit=["Inspektorat"])  # once is no custom
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    biasa = usulan(kunci_unit("Dinas Kesehatan"), tahu=[kunci_unit("Dinas Sosial")])
    assert keping(halaman, "usulan") == [(biasa, "Kepala Dinkes, Kepala Dinsos (diketahui): Tindak lanjuti")]
    assert tercentang(halaman) == []

    assert client.post(alamat(surat), isian(halaman, usulan=[biasa])).status_code == 302
    assert terkirim() == ([("Dinas Kesehatan", False), ("Dinas Sosial", True)], ["Tindak lanjuti"])


def test_usulan_digabung_dengan_yang_disentuh_sendiri(client, kantor, jalan, surat, senin):
    berulang(kantor, ke_unit=["Dinas Sosial", "Dinas Kesehatan"], diketahui=[unit("Dinas Sosial")])
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    data = isian(halaman, kepada=["Asisten I", "Kepala Dinsos"], isi=["Monitor"], catatan="Segera.")
    client.post(alamat(surat), data | {"usulan": [keping(halaman, "usulan")[0][0]]})
    # Touched as one who acts, the agency acts.
    assert terkirim() == (
        [(AS1, False), ("Dinas Kesehatan", False), ("Dinas Sosial", False)],
        ["Tindak lanjuti", "Monitor"],
    )


def test_kebiasaan_pada_undangan_lain_dari_surat_biasa(client, kantor, surat, senin):
    rapat = {"jenis": JenisNaskah.objects.get(kode="undangan"), "acara_mulai": wita(17, 10)}
    for _ in "12":
        jalan = Perjalanan(kantor).catat(**rapat).arahkan().telaah()
        jalan.disposisi(kantor.sekda, wita(9, 9), ke_unit=["Dinas Sosial"], isi=["Hadiri/Wakili"])
    undangan = Perjalanan(kantor).catat(**rapat).arahkan().telaah().surat
    client.force_login(kantor.sekda)
    assert [len(keping(client.get(alamat(s)), "usulan")) for s in (surat, undangan)] == [0, 1]


def test_surat_yang_tidak_terbuka_tidak_mengajarkan_kebiasaan(kantor, senin):
    for keamanan, nama in (("T", "Dinas Sosial"), ("R", "Dinas Kesehatan"), ("SR", "Inspektorat"), ("B", "Kecamatan")):
        tujuan = UnitKerja.objects.filter(nama__startswith=nama, dalam_setda=False).first().nama
        for _ in "12":
            jalan = Perjalanan(kantor).catat(keamanan=keamanan, pindai=keamanan == "B").arahkan().telaah()
            jalan.disposisi(kantor.sekda, wita(9, 9), ke_unit=[tujuan])
    kebiasaan = Kebiasaan.dari(jabatan("Sekretaris Daerah"), undangan=False)
    terbuka = kunci_unit(tujuan)
    assert (kebiasaan.pihak, [u.pihak for u in kebiasaan.gabungan]) == ([terbuka], [{terbuka}])


def test_usulan_milik_jabatan_bukan_orang(client, kantor, jalan, surat, senin):
    berulang(kantor, ke_unit=["Dinas Sosial"])
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1])
    client.force_login(kantor.ajudan)
    lain = Perjalanan(kantor).sampai_sekda().surat
    assert len(keping(client.get(alamat(lain)), "usulan")) == 1
    client.force_login(kantor.asisten1)
    assert keping(client.get(alamat(surat)), "usulan") == []


def test_usulan_yang_tidak_berlaku_lagi_tidak_ditawarkan_dan_ditolak(client, kantor, jalan, surat, senin):
    berulang(kantor, ke_unit=["Dinas Sosial"])
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    lama = keping(halaman, "usulan")[0][0]
    type(unit("Dinas Sosial")).objects.filter(nama="Dinas Sosial").update(aktif=False)
    assert keping(client.get(alamat(surat)), "usulan") == []
    jumlah = Disposisi.objects.count()
    for nilai in (lama, "x;y;z", ";;", "j1", "u999999999999999999999;;1", "\0;;\0", ";;" * 5000):
        ditolak = client.post(alamat(surat), isian(halaman, catatan="Tetap ada.", usulan=[nilai]))
        assert (ditolak.status_code, "Tetap ada." in teks(ditolak)) == (422, True)
    assert "tidak dapat dipakai lagi. Pilih penerima dan isinya di bawah." in isi(ditolak)
    assert Disposisi.objects.count() == jumlah
