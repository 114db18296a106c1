"""The form of a disposition: what it offers, what it sends, and what it never does."""

import re

import pytest

from alur.models import Jejak
from disposisi.models import Disposisi, Instruksi, PenerimaDisposisi
from dokumen.models import HalamanGambar
from organisasi.models import Penugasan, UnitKerja
from persuratan.models import JenisNaskah, SuratMasuk, Tugas
from tests.halaman import isi, keping, kunci, teks, tercentang
from tests.perjalanan import Perjalanan, jabatan, unit, wita

pytestmark = pytest.mark.tertanam

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"


@pytest.fixture
def surat(jalan):
    return jalan.sampai_sekda().surat


def alamat(surat):
    return f"/surat/{surat.kode}/disposisi/"


def isian(halaman, *, kepada=(), isi=(), **lain):
    """A POST as the browser would send it, chosen by the words on the chips."""
    menurut_kata = {kata: nilai for nama in ("kepada", "isi") for nilai, kata in keping(halaman, nama)}
    return {
        "kunci": kunci(halaman),
        "kepada": [menurut_kata[k] for k in kepada],
        "isi": [menurut_kata[i] for i in isi],
        "catatan": "",
        "batas": "",
    } | lain


def keadaan():
    """What a disposition leaves behind."""
    return Disposisi.objects.count(), Jejak.objects.filter(transisi="disposisi").count(), Tugas.objects.count()


def test_tidak_ada_yang_sudah_dicentang(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    assert (halaman.status_code, tercentang(halaman)) == (200, [])
    kata = [k for _, k in keping(halaman, "kepada")]
    assert kata[:4] == ["Asisten I", "Asisten II", "Asisten III", "Kabag Pemerintahan"]
    assert "Kepala Dinkes" in kata  # a unit outside Setda is named by the title of its head
    assert not {"Bupati", "Ajudan Sekretaris Daerah", "Sekretaris Daerah"} & set(kata)
    assert len(kata) == len(set(kata)) == 30


def test_pilihan_yang_sering_naik_ke_depan(client, kantor, surat, senin):
    for _ in range(2):
        lain = Perjalanan(kantor).sampai_sekda()
        lain.disposisi(kantor.sekda, wita(9, 9), ke_unit=["Dinas Sosial"])
    Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(9, 9), kepada=["Kepala Bagian Hukum"])
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    kata = [k for _, k in keping(halaman, "kepada")]
    assert (kata[:4], tercentang(halaman)) == (["Kepala Dinsos", "Kabag Hukum", "Asisten I", "Asisten II"], [])
    assert "sering Anda pilih" in teks(halaman)


def test_isi_undangan_didahulukan(client, kantor, jalan, surat, senin):
    client.force_login(kantor.sekda)
    biasa = [k for _, k in keping(client.get(alamat(surat)), "isi")]
    undangan = JenisNaskah.objects.get(kode="undangan")
    acara = Perjalanan(kantor).catat(jenis=undangan, acara_mulai=wita(17, 10), acara_tempat="Gedung DPRD")
    halaman = client.get(alamat(acara.arahkan().telaah().surat))
    utama = [k for _, k in keping(halaman, "isi")]
    assert biasa[:4] == ["Tindak lanjuti", "Untuk diketahui", "Koordinasikan", "Tanggapan dan saran"]
    assert utama[:4] == ["Hadiri/Wakili", "Saya hadir", "Laporkan hasilnya", "Siapkan bahan/sambutan"]
    assert sorted(biasa) == sorted(utama) == sorted(Instruksi.objects.values_list("nama", flat=True))
    assert "Sekda hadir Sel 17 Nov 10.00? Gedung DPRD" in teks(halaman)
    assert "15 pilihan lain" in teks(halaman)


def test_kirim_sekali_walau_ditekan_dua_kali(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    data = isian(halaman, kepada=["Asisten I", "Kepala Dinkes"], isi=["Tindak lanjuti"], batas="13-11-2026")
    jawaban = [client.post(alamat(surat), data), client.post(alamat(surat), data)]
    disposisi = Disposisi.objects.get()
    tujuan = f"{alamat(surat)}{disposisi.pk}/terkirim/"
    assert [(j.status_code, j["Location"]) for j in jawaban] == [(302, tujuan)] * 2
    assert (disposisi.dari.sebutan, disposisi.oleh, disposisi.didiktekan) == ("Sekda", kantor.sekda, False)
    assert disposisi.batas_pada == wita(13, 16, 30)  # a day ends with its working hours; Friday at 16.30
    assert [str(p) for p in disposisi.penerima.order_by("urutan")] == [AS1, "Dinas Kesehatan"]
    assert [p.tugas.jenis for p in disposisi.penerima.order_by("urutan")] == ["DISPOSISI", "DISTRIBUSI"]
    terkirim = teks(client.get(tujuan))
    assert f"Disposisi terkirim Agenda 1/2026 kepada {AS1} , Kepala Dinas Kesehatan : Tindak lanjuti." in terkirim
    assert "Dicatat server 09.30 WITA . Batas Jumat, 13 November 2026." in terkirim
    assert "Tidak ada lagi surat yang menunggu disposisi." in terkirim


def test_kesalahan_tidak_menghapus_yang_diketik(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    awal = keadaan()
    data = isian(client.get(alamat(surat)), isi=["Pedomani"], catatan="Jangan <hilang> & tetap", batas="8-11-2026")
    halaman = client.post(alamat(surat), data)
    kata = teks(halaman)
    assert halaman.status_code == 422
    assert "Disposisi belum dikirim: ada 2 isian yang perlu diperbaiki" in kata
    assert kata.count("Penerima belum dipilih. Sentuh paling sedikit satu.") == 2
    assert kata.count("Minggu, 8 November 2026 sudah lewat. Tulis hari ini atau sesudahnya.") == 2
    assert "Jangan <hilang> & tetap" in kata
    assert tercentang(halaman) == ["Pedomani"]
    assert keadaan() == awal
    # The same page, put right, goes through with the same key.
    perbaikan = data | {"kepada": isian(halaman, kepada=["Asisten I"])["kepada"], "batas": ""}
    assert client.post(alamat(surat), perbaikan).status_code == 302
    assert Disposisi.objects.get().catatan == "Jangan <hilang> & tetap"


def test_harus_ada_isi_atau_catatan(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    data = isian(client.get(alamat(surat)), kepada=["Asisten I"], catatan="  ")
    halaman = client.post(alamat(surat), data)
    assert "Isi disposisi belum dipilih. Sentuh satu pilihan, atau tulis catatan." in teks(halaman)
    assert tercentang(halaman) == ["Asisten I"]
    assert client.post(alamat(surat), data | {"catatan": "Bicarakan."}).status_code == 302


@pytest.mark.parametrize(
    ("pukul", "batas", "hasil"),
    [
        (wita(9, 9), "9-11-2026", wita(9, 16)),
        (wita(9, 17), "9-11-2026", "Jam kerja hari ini sudah selesai. Tulis hari kerja berikutnya."),
        (wita(9, 9), "14-11-2026", wita(16, 16)),  # a Saturday counts until the Monday after
        (wita(9, 9), "rabu depan", "Batas waktu “rabu depan” tidak terbaca."),
    ],
)
def test_batas_waktu(client, kantor, surat, senin, pukul, batas, hasil):
    senin.move_to(pukul)
    client.force_login(kantor.sekda)
    data = isian(client.get(alamat(surat)), kepada=["Asisten I"], isi=["Monitor"], batas=batas)
    halaman = client.post(alamat(surat), data)
    if isinstance(hasil, str):
        assert hasil in teks(halaman)
        assert not Disposisi.objects.exists()
    else:
        assert Disposisi.objects.get().batas_pada == hasil


def test_penerima_di_luar_jalurnya_ditolak(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    data = isian(halaman, isi=["Monitor"]) | {"kepada": [f"j{jabatan('Bupati').pk}"]}
    assert "Salah satu penerima tidak dapat dipilih lagi." in teks(client.post(alamat(surat), data))
    assert not Disposisi.objects.exists()


def test_ajudan_mencatat_dikte(client, kantor, surat, senin):
    client.force_login(kantor.ajudan)
    halaman = client.get(alamat(surat))
    assert "Anda mencatat yang didiktekan Sekretaris Daerah . Nama Anda ikut tercatat." in teks(halaman)
    assert "Tindak lanjuti sendiri" not in teks(halaman)
    jawaban = client.post(alamat(surat), isian(halaman, kepada=["Asisten I"], isi=["Monitor"]))
    disposisi = Disposisi.objects.get()
    assert (disposisi.oleh, disposisi.didiktekan, disposisi.dari.sebutan) == (kantor.ajudan, True, "Sekda")
    assert "Didiktekan oleh Sekretaris Daerah , dicatat Galih Angsana." in teks(client.get(jawaban["Location"]))
    # The page of what was sent is its sender's own.
    client.force_login(kantor.sekda)
    assert client.get(jawaban["Location"]).status_code == 404


def test_dua_jabatan_ditanya_dulu(client, kantor, jalan, senin):
    plh = Penugasan.objects.create(
        pegawai=kantor.asisten1,
        jabatan=jabatan("Sekretaris Daerah"),
        jenis=Penugasan.Jenis.PLH,
        mulai=wita(9, 0).date(),
        sampai=wita(10, 0).date(),
    )
    surat = jalan.catat().arahkan(langkah=[("Bupati", "DISPOSISI")]).surat
    jalan.disposisi(kantor.bupati, wita(9, 9), kepada=["Sekretaris Daerah", AS1])
    client.force_login(kantor.asisten1)
    tanya = teks(client.get(alamat(surat)))
    assert "Bertindak sebagai" in tanya
    assert "Plh. Sekretaris Daerah" in tanya
    halaman = client.get(f"{alamat(surat)}?sebagai={plh.pk}")
    assert "Bertindak sebagai Plh. Sekretaris Daerah ." in teks(halaman)
    assert (
        client.post(
            alamat(surat), isian(halaman, kepada=["Kabag Pemerintahan"], isi=["Monitor"], sebagai=plh.pk)
        ).status_code
        == 302
    )
    assert (Disposisi.objects.latest("pk").sebagai, Disposisi.objects.latest("pk").didiktekan) == (plh, False)


def test_asisten_membaca_disposisi_di_atasnya(client, kantor, jalan, senin):
    jalan.sampai_sekda().disposisi(
        kantor.sekda, wita(9, 9), kepada=[AS1], isi=["Koordinasikan"], catatan="Bersama BPBD.", batas_pada=wita(12, 16)
    )
    client.force_login(kantor.asisten1)
    kata = teks(client.get(alamat(jalan.surat)))
    assert "Sekretaris Daerah : Koordinasikan “Bersama BPBD.” Batas Kamis, 12 November 2026" in kata
    assert "Kembalikan ke Bagian Umum" not in kata


def test_orang_lain(client, kantor, surat, senin):
    data = {"kunci": "x", "kepada": "j1"}
    for orang in (kantor.dinkes, kantor.kabag_hukum, kantor.admin):
        client.force_login(orang)
        assert (client.get(alamat(surat)).status_code, client.post(alamat(surat), data).status_code) == (404, 404)
    client.force_login(kantor.petugas)  # knows the letter, does not dispose of it
    jawaban = client.get(alamat(surat))
    assert (jawaban.status_code, jawaban["Location"]) == (302, f"/surat/{surat.kode}/")
    assert not Disposisi.objects.exists()


def test_didahului_ajudan(client, kantor, jalan, surat, senin):
    """Sekda's page is open while the adjutant sends: nothing is sent twice, and nothing typed is lost."""
    client.force_login(kantor.sekda)
    data = isian(client.get(alamat(surat)), kepada=["Asisten I"], isi=["Monitor"], catatan="Segera lapor.")
    jalan.disposisi(kantor.ajudan, wita(9, 9, 29), kepada=[AS1])
    halaman = client.post(alamat(surat), data)
    assert halaman.status_code == 422
    assert f"Tahap disposisi surat ini dikerjakan oleh {AS1}." in teks(halaman)
    assert "Segera lapor." in teks(halaman)
    assert Disposisi.objects.count() == 1


def test_rahasia_tidak_terbaca_ajudan(client, kantor, senin):
    isi = {"hal": "Mutasi pejabat bulan depan", "acara_mulai": wita(12, 9), "acara_tempat": "Ruang Anggrek"}
    satu, surat = (Perjalanan(kantor).catat(keamanan="R", pindai=False, **isi).arahkan().telaah().surat for _ in "12")
    rahasia = ("Mutasi pejabat", "12 Nov", "Ruang Anggrek", "sebelum acara")
    client.force_login(kantor.sekda)
    assert [k in teks(client.get(alamat(surat))) for k in rahasia] == [True] * 4
    client.force_login(kantor.ajudan)
    halaman = client.get(alamat(surat))
    assert halaman.status_code == 200
    assert [k in teks(halaman) for k in rahasia] == [False] * 4
    terkirim = client.post(alamat(satu), isian(halaman, kepada=["Asisten I"], isi=["Tindak lanjuti"]), follow=True)
    assert ("Berikutnya" in teks(terkirim), *(k in teks(terkirim) for k in rahasia)) == (True, *[False] * 4)
    assert "Surat rahasia, hal tidak ditampilkan" in teks(halaman)


def gambar_halaman(surat):
    """The image of page one of the scan, as the store would have drawn it."""
    berkas = surat.lampiran.get().berkas
    HalamanGambar.objects.create(berkas=berkas, nomor=1, sha256="a" * 64, ukuran=70_000, lebar=1000, tinggi=1535)
    return f"/surat/{surat.kode}/berkas/{berkas.kode}/1/"


def test_gambar_pindaian(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    assert "<img" not in isi(client.get(alamat(surat)))
    url = gambar_halaman(surat)
    assert isi(client.get(alamat(surat))).count(f'src="{url}"') == 2  # small on a phone, large on a screen


def test_gambar_surat_rahasia_hanya_bagi_yang_berhak(client, kantor, senin):
    jalan = Perjalanan(kantor).catat(keamanan="R", hal="Mutasi pejabat bulan depan").arahkan().telaah()
    url = gambar_halaman(jalan.surat)
    client.force_login(kantor.sekda)
    assert url in isi(client.get(alamat(jalan.surat)))
    client.force_login(kantor.ajudan)
    assert url not in isi(client.get(alamat(jalan.surat)))


def test_jumlah_kueri_tetap(client, kantor, surat, senin, django_assert_num_queries):
    client.force_login(kantor.sekda)
    client.get(alamat(surat))
    for tambahan in (0, 2):
        for _ in range(tambahan):
            Perjalanan(kantor).sampai_sekda()
        with django_assert_num_queries(12):
            halaman = client.get(alamat(surat))
    assert "surat 1 dari 3" in teks(halaman)


def test_kueri_halaman_terkirim_tetap(client, kantor, jalan, surat, senin, django_assert_num_queries):
    jalan.disposisi(kantor.sekda, wita(9, 9, 29), kepada=[AS1])
    client.force_login(kantor.sekda)
    tujuan = f"{alamat(surat)}{Disposisi.objects.get().pk}/terkirim/"
    client.get(tujuan)
    for tambahan in (1, 2):
        for _ in range(tambahan):
            Perjalanan(kantor).sampai_sekda()
        with django_assert_num_queries(10):
            halaman = client.get(tujuan)
    assert halaman.content.decode().count('class="daftar-judul"') == 3


# The other ends -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("laku", "status", "transisi", "pesan"),
    [
        ("arsip", "SELESAI", ["arsipkan", "tuntas"], "Agenda 1/2026 diarsipkan, tidak diteruskan."),
        ("sendiri", "TERDISPOSISI", ["tindak_lanjuti"], "Agenda 1/2026 sekarang tugas Anda untuk ditindaklanjuti."),
        ("kembalikan", "TERCATAT", ["kembalikan"], "Agenda 1/2026 dikembalikan ke Bagian Umum."),
    ],
)
def test_ujung_lain(client, kantor, surat, senin, laku, status, transisi, pesan):
    client.force_login(kantor.sekda)
    jalur = f"{alamat(surat)}{laku}/"
    halaman = client.get(jalur)
    assert SuratMasuk.objects.get(pk=surat.pk).status == "NAIK"  # asking changes nothing
    data = {"kunci": kunci(halaman), "catatan": "Lampirannya kurang."}
    jawaban = [client.post(jalur, data), client.post(jalur, data)]
    assert [(j.status_code, j["Location"]) for j in jawaban] == [(302, "/")] * 2
    assert SuratMasuk.objects.get(pk=surat.pk).status == status
    entri = Jejak.objects.filter(rantai=surat.rantai, urut__gt=4).order_by("urut").values_list("transisi", flat=True)
    assert list(entri) == transisi
    assert pesan in teks(client.get("/"))


def test_kembalikan_perlu_alasan(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    jalur = f"{alamat(surat)}kembalikan/"
    halaman = client.post(jalur, {"kunci": kunci(client.get(jalur)), "catatan": " "})
    assert halaman.status_code == 422
    # One field: the heading counts nothing, and there is no other field to comfort with.
    ringkas = re.search(r'id="ringkas".*?</div></div>', isi(halaman), re.DOTALL)[0]
    kata = re.findall(r"<(?:h2|p|a href=[^>]*)>([^<]+)<", ringkas)
    assert kata == ["Belum dilakukan.", "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki."]
    assert SuratMasuk.objects.get(pk=surat.pk).status == "NAIK"


def test_ujung_lain_bukan_untuk_orang_lain(client, kantor, surat, senin):
    for laku in ("arsip", "sendiri", "kembalikan"):
        client.force_login(kantor.dinkes)
        assert client.get(f"{alamat(surat)}{laku}/").status_code == 404
        client.force_login(kantor.petugas)
        assert client.get(f"{alamat(surat)}{laku}/")["Location"] == f"/surat/{surat.kode}/"


def test_satu_nama_bagi_satu_pejabat(client, kantor, surat, senin):
    """What was chosen often and what stands among the others are called the same, whoever looks for either name."""
    client.force_login(kantor.sekda)
    nama = dict(keping(client.get(alamat(surat)), "kepada"))
    for _ in range(4):
        Perjalanan(kantor).sampai_sekda().disposisi(
            kantor.sekda, wita(9, 9), ke_unit=["Dinas Sosial", "Dinas Kesehatan", "Inspektorat", "Dinas Perhubungan"]
        )
    halaman = client.get(alamat(surat))
    assert dict(keping(halaman, "kepada")) == nama
    lengkap = dict(re.findall(r'name="kepada" value="([^"]+)" data-kata="([^"]+)"', isi(halaman)))
    assert [(nama[n], kata) for n, kata in lengkap.items() if kata == AS1] == [("Asisten I", AS1)]


@pytest.mark.parametrize(
    ("isi_disposisi", "lain", "batas"),
    [
        (["Tindak lanjuti"], {}, "Batas tindak lanjut 5 hari kerja sejak diterima."),
        (["Untuk diketahui"], {}, ""),
        (["Untuk diketahui"], {"catatan": "Kabari saya."}, "Batas tindak lanjut 5 hari kerja sejak diterima."),
        (["Tindak lanjuti"], {"batas": "13-11-2026"}, "Batas Jumat, 13 November 2026."),
    ],
)
def test_batas_disebut_sesudah_dikirim(client, kantor, surat, senin, isi_disposisi, lain, batas):
    client.force_login(kantor.sekda)
    data = isian(client.get(alamat(surat)), kepada=["Asisten I"], isi=isi_disposisi, **lain)
    halaman = teks(client.get(client.post(alamat(surat), data)["Location"]))
    assert re.search(r"Dicatat server 09.30 WITA \.(.*?) Buka surat", halaman)[1].strip() == batas


def test_unit_tanpa_kepala_disebut_namanya(client, kantor, surat, senin):
    unit("Dinas Sosial").jabatan.filter(kepala_unit=True).update(aktif=False)
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    assert [k for _, k in keping(halaman, "kepada") if "Dinsos" in k] == ["Dinsos"]
    client.post(alamat(surat), isian(halaman, kepada=["Dinsos"], isi=["Monitor"]))
    penerima = PenerimaDisposisi.objects.bersebutan().get()
    assert (penerima.unit, penerima.sebutan) == (UnitKerja.objects.get(nama="Dinas Sosial"), "Dinas Sosial")


def test_hanya_untuk_diketahui(client, kantor, jalan, senin):
    jalan.sampai_sekda().disposisi(kantor.sekda, wita(9, 9), kepada=["Kepala Bagian Hukum"], isi=["Untuk diketahui"])
    client.force_login(kantor.kabag_hukum)
    assert "Cukup diketahui" in teks(client.get(alamat(jalan.surat)))
    jalur = f"{alamat(jalan.surat)}sendiri/"
    halaman = client.get(jalur)
    assert "Anda tercatat sudah mengetahuinya, tanpa tindak lanjut." in teks(halaman)
    client.post(jalur, {"kunci": kunci(halaman)})
    assert jalan.segar().status == "SELESAI"
