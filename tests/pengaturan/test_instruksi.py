"""The admin's list of phrases: added, renamed, ordered, closed; old papers keep the words they were given with."""

from alur.models import Jejak
from disposisi.models import Disposisi, Instruksi
from tests.halaman import keping, kunci, teks
from tests.perjalanan import Perjalanan, wita

DAFTAR = "/pengaturan/instruksi/"


def isian(halaman, **ganti):
    return {"kunci": kunci(halaman), "nama": "", "urutan": "1", "aktif": "on"} | ganti


def ubah(client, semula, **ganti):
    alamat = f"{DAFTAR}{Instruksi.objects.get(nama=semula).pk}/"
    return client.post(alamat, isian(client.get(alamat), **{"nama": semula} | ganti))


def test_isi_baru_ditawarkan_menurut_urutannya(client, kantor):
    client.force_login(kantor.admin)
    assert len(Instruksi.objects.filter(aktif=True)) == 19
    halaman = client.get(f"{DAFTAR}baru/")
    assert client.post(f"{DAFTAR}baru/", isian(halaman, nama="Buatkan surat tugas", urutan="0"))["Location"] == DAFTAR
    baru = Instruksi.objects.get(nama="Buatkan surat tugas")
    assert (baru.urutan, baru.aktif, baru.untuk_diketahui) == (0, True, False)
    entri = Jejak.objects.get(transisi="instruksi_ditambah")
    assert (entri.oleh, entri.data["isi"]["nama"]) == (kantor.admin, "Buatkan surat tugas")
    kata = teks(client.get(DAFTAR))
    assert kata.index("Buatkan surat tugas") < kata.index("Koordinasikan")


def test_ganti_nama_tidak_mengubah_lembar_lama(client, kantor):
    jalan = Perjalanan(kantor).sampai_sekda()
    jalan.disposisi(kantor.sekda, wita(9, 9), ke_unit=["Dinas Sosial"], isi=["Monitor"])
    client.force_login(kantor.admin)
    ubah(client, "Monitor", nama="Pantau dan laporkan", urutan="14")
    ubah(client, "Edarkan", nama="Edarkan ke staf", urutan="15")  # never given: renamed in place

    assert [str(i) for i in Disposisi.objects.get().instruksi.all()] == ["Monitor"]
    aktif = Instruksi.objects.filter(aktif=True).values_list("nama", flat=True)
    assert {"Pantau dan laporkan", "Edarkan ke staf"} <= set(aktif)
    assert {"Monitor", "Edarkan"} & set(aktif) == set()
    assert not Instruksi.objects.filter(nama="Edarkan").exists()
    # The old words come back as they were.
    ubah(client, "Pantau dan laporkan", nama="Monitor", urutan="14")
    assert Instruksi.objects.filter(nama="Monitor").values_list("aktif", flat=True)[0] is True
    assert Instruksi.objects.filter(aktif=True).count() == 19


def test_yang_ditutup_tidak_ditawarkan_lagi(client, kantor):
    client.force_login(kantor.admin)
    ubah(client, "Pedomani", urutan="9", aktif="")
    assert "Isi disposisi Pedomani tersimpan. Lembar lama tidak berubah." in teks(client.get(DAFTAR))
    assert "Pedomani" not in teks(client.get(DAFTAR))
    assert "Pedomani ditutup" in teks(client.get(f"{DAFTAR}?keadaan=semua"))
    surat = Perjalanan(kantor).sampai_sekda().surat
    client.force_login(kantor.sekda)
    assert "Pedomani" not in [k for _, k in keping(client.get(f"/surat/{surat.kode}/disposisi/"), "isi")]


def test_isian_salah_disebut_dan_tidak_hilang(client, kantor):
    client.force_login(kantor.admin)
    for nama, urutan, kalimat in (
        ("", "1", "Isi disposisi belum diisi."),
        ("Monitor", "1", "Isi disposisi ini sudah ada dalam daftar."),
        ("x" * 81, "1", "terlalu panjang"),
        ("Baru", "seribu", "harus berupa angka"),
        ("Baru", "9" * 30, ""),
    ):
        halaman = client.post(f"{DAFTAR}baru/", isian(client.get(f"{DAFTAR}baru/"), nama=nama, urutan=urutan))
        assert (halaman.status_code, kalimat in teks(halaman)) == (200, True)
    Instruksi.objects.exclude(nama="Monitor").update(aktif=False)
    assert "Daftar tidak boleh kosong. Tambahkan isi lain dulu." in teks(ubah(client, "Monitor", aktif=""))
