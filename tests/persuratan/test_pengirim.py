"""Two names of one sender: merged, parted, proposed. Nothing of the letters moves."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from alur.kewenangan import TransitionDenied
from alur.models import Jejak
from persuratan.models import Pengirim, SuratMasuk, UsulGabung
from persuratan.models.pengirim import PengirimQuerySet, kunci_pengirim
from persuratan.pengirim import gabungkan, pisahkan
from persuratan.pengirim_mirip import bandingkan_pengirim, calon, singkatan
from persuratan.saran import saran_pengirim
from persuratan.services import koreksi_surat
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import CATAT, ketikan, kirim, kunci, teks

DAFTAR, PERIKSA = "/pengirim/", "/surat/catat/periksa/"
PANJANG, PENDEK, LAIN = "Dinas Kesehatan Provinsi Contoh Raya", "Dinkes Prov. Contoh Raya", "Kantor Kementerian Agama"


@pytest.fixture
def nama(kantor, meja):
    """{name: its row} after three letters: two of the long name, one of the short one."""
    for nomor, satu in enumerate((PANJANG, PANJANG, PENDEK), start=1):
        Perjalanan(kantor).catat(wita(9, 8), nama_pengirim=satu, nomor_surat=f"{nomor}/2026")
    buat(LAIN)
    return {p.nama: p for p in Pengirim.objects.all()}


def buat(*nama):
    """Names as if typed once; the last of them."""
    for satu in nama:
        pengirim, _ = Pengirim.objects.get_or_create(nama_normal=kunci_pengirim(satu), defaults={"nama": satu})
    return pengirim


def keadaan():
    """{name: (merged into, known today as)} of all that are merged."""
    digabung = Pengirim.objects.filter(penerus__isnull=False)
    return {n: (ke, kini) for n, ke, kini in digabung.values_list("nama", "gabung_ke__nama", "penerus__nama")}


pytestmark = pytest.mark.tertanam


def test_after_a_merge_every_name_is_the_one_of_today_and_no_letter_moved(meja, kantor, nama):
    gabungkan(nama[PENDEK], nama[PANJANG], oleh=kantor.petugas)

    assert keadaan() == {PENDEK: (PANJANG, PANJANG)}
    assert sorted(SuratMasuk.objects.values_list("nama_pengirim", "pengirim__nama")) == [
        *[(PANJANG, PANJANG)] * 2,
        (PENDEK, PENDEK),
    ]
    assert [(s.nama, s.tahun_ini, s.lama) for s in saran_pengirim("dinkes prov", kantor.petugas)] == [(PANJANG, 3, "")]
    assert [(s.nama, s.lama) for s in saran_pengirim("dinkes prov.", kantor.petugas)] == [(PANJANG, "")]
    periksa = meja.post(
        "/surat/catat/periksa/", ketikan(nama_pengirim="dinkes prov contoh raya", nomor_surat="1/2026")
    )
    assert f"Nama lain dari {PANJANG} . 3 surat tahun ini." in teks(periksa)
    assert "Nomor dan pengirim ini sama dengan Agenda 1/2026" in teks(periksa)
    daftar = teks(meja.get("/surat/?pengirim=dinkes"))
    assert (daftar.count(PANJANG), daftar.count(PENDEK)) == (2, 1)


def test_a_name_is_found_by_what_only_the_other_name_has(meja, kantor):
    gabungkan(buat("RSUD Melati"), buat("Rumah Sakit Umum Daerah"), oleh=kantor.petugas)

    saran = saran_pengirim("melati", kantor.petugas)
    assert [(s.nama, s.lama) for s in saran] == [("Rumah Sakit Umum Daerah", "RSUD Melati")]
    halaman = meja.get("/surat/saran-pengirim/?q=melati")
    assert "juga ditulis “RSUD Melati”" in teks(halaman)
    assert 'data-nilai="Rumah Sakit Umum Daerah"' in halaman.content.decode()


def test_a_letter_under_the_old_name_keeps_it_and_parting_takes_it_along(meja, kantor, nama):
    gabungkan(nama[PENDEK], nama[PANJANG], oleh=kantor.petugas)
    kirim(meja, ketikan(nama_pengirim=PENDEK, nomor_surat="9/2026"))

    surat = SuratMasuk.objects.latest("pk")
    assert (surat.nama_pengirim, surat.pengirim) == (PENDEK, nama[PENDEK])
    assert "4 surat dengan 2 nama." in teks(meja.get(f"/pengirim/{nama[PANJANG].pk}/"))
    pisahkan(nama[PENDEK], oleh=kantor.petugas)
    assert keadaan() == {}
    assert sorted(Pengirim.objects.values_list("nama", "jumlah_surat")) == [(PANJANG, 2), (PENDEK, 2), (LAIN, 0)]


def test_the_last_letter_of_any_name_is_the_proposal(meja, kantor, nama):
    gabungkan(nama[PENDEK], nama[PANJANG], oleh=kantor.petugas)
    for satu in (PANJANG, PENDEK):
        jawaban = meja.post(PERIKSA, ketikan(nama_pengirim=satu, jenis=""))
        assert "Pakai isian terakhir: Permohonan" in teks(jawaban)


def test_a_corrected_sender_takes_its_letter_out_of_the_other_count(meja, kantor, nama):
    surat = SuratMasuk.objects.get(nama_pengirim=PENDEK)
    koreksi_surat(surat, {"nama_pengirim": LAIN}, oleh=kantor.petugas, catatan="Salah pengirim.")
    assert sorted(Pengirim.objects.values_list("nama", "jumlah_surat")) == [(PANJANG, 2), (PENDEK, 0), (LAIN, 1)]

    surat.refresh_from_db()
    koreksi_surat(surat, {"nama_pengirim": LAIN.upper()}, oleh=kantor.petugas, catatan="Ejaan.")
    assert sorted(Pengirim.objects.values_list("nama", "jumlah_surat")) == [(PANJANG, 2), (PENDEK, 0), (LAIN, 1)]


def test_each_merge_and_parting_is_in_the_ledger_by_keys_alone(kantor, nama):
    gabungkan(nama[PENDEK], nama[PANJANG], oleh=kantor.petugas)
    gabungkan(nama[PANJANG], nama[LAIN], oleh=kantor.kasubbag)
    pisahkan(nama[PANJANG], oleh=kantor.kabag_umum)

    pendek, panjang, lain = (nama[n].pk for n in (PENDEK, PANJANG, LAIN))
    entri = Jejak.objects.filter(rantai="sistem", transisi__startswith="pengirim_").order_by("urut")
    assert [(e.transisi, e.objek, e.oleh, e.data) for e in entri] == [
        ("pengirim_digabung", f"persuratan.pengirim:{pendek}", kantor.petugas, {"ke": panjang, "ikut": []}),
        ("pengirim_digabung", f"persuratan.pengirim:{panjang}", kantor.kasubbag, {"ke": lain, "ikut": [pendek]}),
        ("pengirim_dipisah", f"persuratan.pengirim:{panjang}", kantor.kabag_umum, {"dari": lain, "ikut": [pendek]}),
    ]
    assert [e.sebagai.pegawai for e in entri] == [kantor.petugas, kantor.kasubbag, kantor.kabag_umum]


def test_who_was_merged_before_comes_along_and_leaves_along(kantor):
    a, b, c, d = (buat(n) for n in ("A", "B", "C", "D"))
    gabungkan(a, b, oleh=kantor.petugas)
    gabungkan(b, c, oleh=kantor.petugas)
    gabungkan(d, c, oleh=kantor.petugas)
    assert keadaan() == {"A": ("B", "C"), "B": ("C", "C"), "D": ("C", "C")}

    pisahkan(b, oleh=kantor.petugas)
    assert keadaan() == {"A": ("B", "B"), "D": ("C", "C")}


def test_what_cannot_be_merged_is_refused_in_a_sentence(kantor):
    a, b, c = (buat(n) for n in ("A", "B", "C"))
    gabungkan(a, b, oleh=kantor.petugas)

    def tolak(verba, *isi, oleh=kantor.petugas):
        with pytest.raises(TransitionDenied) as ditolak:
            verba(*isi, oleh=oleh)
        return ditolak.value.pesan

    assert tolak(gabungkan, b, b) == "Kedua nama ini sudah satu pengirim."
    assert tolak(gabungkan, a, c) == "“A” sudah digabung ke “B”. Pakai nama itu."
    assert tolak(gabungkan, b, a) == "“A” sudah digabung ke “B”. Pakai nama itu."
    assert tolak(pisahkan, b) == "“B” tidak sedang digabung. Mungkin rekan Anda sudah memisahkannya."
    bukan = "Hanya petugas agenda atau pengawas agenda yang dapat melakukannya."
    for orang in (kantor.sekda, kantor.caraka, kantor.auditor, kantor.admin):
        assert tolak(gabungkan, b, c, oleh=orang) == bukan
    assert keadaan() == {"A": ("B", "B")}


@pytest.mark.parametrize(
    "isi",
    [
        {"gabung_ke": F("id"), "penerus": F("id"), "digabung_pada": wita(9, 8)},
        {"digabung_pada": wita(9, 8)},
    ],
)
def test_the_database_refuses_what_is_no_merge(kantor, isi):
    pengirim = buat("A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pengirim.objects.filter(pk=pengirim.pk).update(**isi)


def test_the_database_refuses_a_proposal_of_one_with_itself_and_half_a_refusal(kantor):
    a, b = buat("A"), buat("B")
    for isi in (
        {"pengirim": a, "dengan": a},
        {"pengirim": b, "dengan": a},
        {"pengirim": a, "dengan": b, "ditolak_oleh": kantor.petugas},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            UsulGabung.objects.create(nilai=90, **isi)


# Finding doubles ------------------------------------------------------------------------------------


def usul():
    return sorted(UsulGabung.objects.values_list("pengirim__nama", "dengan__nama"))


def test_doubles_are_found_in_the_background_a_few_names_a_run(kantor):
    salah = "Dinas Kesehtan Provinsi Contoh Raya"
    buat(PANJANG, PENDEK, salah, "SMP Negeri 1 Contoh", "SMP Negeri 2 Contoh", "Badan Pusat Statistik", "BPS")

    assert [bandingkan_pengirim(n) for n in (3, 3, 25, 25)] == [3, 3, 1, 0]
    assert usul() == [
        ("Badan Pusat Statistik", "BPS"),
        (PANJANG, salah),
        (PANJANG, PENDEK),
        (PENDEK, salah),
    ]
    buat("Badan Pusat Statistk")
    assert (bandingkan_pengirim(), len(usul())) == (1, 6)


@pytest.mark.parametrize(
    ("pendek", "panjang", "jawaban"),
    [
        ("dinkes prov contoh", "dinas kesehatan provinsi contoh", "penuh"),
        ("dinas pupr", "dinas pekerjaan umum dan penataan ruang", "penuh"),
        ("dinkes", "dinas kesehatan provinsi", "awal"),
        ("dinas sosial", "dinas pendidikan", ""),
        ("kesehatan", "dinas kesehatan", ""),
        ("a", "aceh barat", ""),
    ],
)
def test_a_short_form_is_made_of_beginnings_in_a_row(pendek, panjang, jawaban):
    assert singkatan(pendek, panjang) == jawaban


def test_a_short_form_of_many_is_none_of_them():
    semua = {1: "dinas kesehatan provinsi a", 2: "dinas kesehatan kabupaten b", 3: "badan narkotika nasional"}
    assert calon(9, "dinkes", semua) == {}
    assert calon(9, "dinkes prov", semua) == {1: 90}
    assert calon(9, "bnn", semua) == {3: 95}


# The pages ------------------------------------------------------------------------------------------


def tekan(client, alamat, dari=CATAT, **isi):
    return client.post(alamat, isi | {"kunci": kunci(client.get(dari))})


def test_a_proposal_is_taken_or_turned_down_and_comes_back_no_more(meja, kantor, nama):
    bandingkan_pengirim()
    halaman = teks(meja.get(DAFTAR))
    assert f"Mungkin satu pengirim 1 {PENDEK} 1 surat sama dengan {PANJANG} 2 surat" in halaman

    tekan(meja, f"/pengirim/usul/{UsulGabung.objects.get().pk}/tolak/")
    assert "Kedua nama tetap terpisah, dan tidak diusulkan lagi." in teks(meja.get(DAFTAR))
    bandingkan_pengirim()
    assert "Mungkin satu pengirim" not in teks(meja.get(DAFTAR))
    UsulGabung.objects.update(ditolak_pada=None, ditolak_oleh=None)
    jawaban = tekan(meja, f"/pengirim/{nama[PENDEK].pk}/", ke=PANJANG, daftar="1")
    assert (jawaban.url, keadaan()) == ("/pengirim/", {PENDEK: (PANJANG, PANJANG)})
    sesudah = teks(meja.get(DAFTAR))
    assert f"“{PENDEK}” kini satu dengan “{PANJANG}”." in sesudah
    assert f"{PENDEK} digabung ke {PANJANG} 1" in sesudah
    assert "Mungkin satu pengirim" not in sesudah


def test_a_merge_by_name_and_its_undoing_on_the_page_of_the_sender(meja, kantor, nama):
    rinci = f"/pengirim/{nama[PENDEK].pk}/"
    assert "Yang mirip: " + PANJANG in teks(meja.get(rinci))

    jawaban = tekan(meja, rinci, rinci, ke="dinas kesehatan  PROVINSI contoh raya")
    assert jawaban.url == f"/pengirim/{nama[PANJANG].pk}/"
    assert f"Kini dikenal sebagai {PANJANG} , 3 surat." in teks(meja.get(rinci))
    pisah = f"/pengirim/{nama[PENDEK].pk}/pisah/"
    isi = {"kunci": kunci(meja.get(jawaban.url))}
    assert [meja.post(pisah, isi).url for _ in range(2)] == [rinci] * 2
    assert keadaan() == {}
    assert tekan(meja, pisah).url == rinci
    assert "tidak sedang digabung." in teks(meja.get(rinci))


@pytest.mark.parametrize(
    ("ke", "kalimat"),
    [
        ("", "Gabungkan ke belum diisi."),
        ("Entah siapa", "Belum ada pengirim dengan nama ini. Pilih dari daftar, atau periksa ejaannya."),
        (PENDEK, "Kedua nama ini sudah satu pengirim."),
        ("x" * 201, "Gabungkan ke terlalu panjang: 201 huruf, paling banyak 200. Singkat isinya."),
        ("a\x00b", "Gabungkan ke"),
    ],
)
def test_a_wrong_name_is_told_and_nothing_happens(meja, nama, ke, kalimat):
    rinci = f"/pengirim/{nama[PENDEK].pk}/"
    jawaban = tekan(meja, rinci, rinci, ke=ke)

    assert (jawaban.status_code, kalimat in teks(jawaban), keadaan()) == (422, True, {})


def test_the_list_goes_on_in_the_order_of_names_and_is_searched(meja, kantor):
    buat(*(f"Pengirim {n:03}" for n in range(60)))
    satu = meja.get(DAFTAR).content.decode()
    dua = meja.get("/pengirim/" + satu.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0])

    assert ("Pengirim 024" in satu, "Pengirim 025" in satu) == (True, False)
    html = dua.content.decode()
    assert ("Pengirim 025" in html, "Pengirim 049" in html, "Pengirim 050" in html) == (True, True, False)
    kembali = meja.get("/pengirim/" + html.partition('rel="prev"')[0].rpartition('href="')[2].partition('"')[0])
    assert "Pengirim 000" in teks(kembali)
    assert "Pengirim 037" in teks(meja.get("/pengirim/?q=pengirim+037"))
    assert "Tidak ada pengirim dengan nama itu." in teks(meja.get("/pengirim/?q=zzz"))


@pytest.mark.parametrize(
    "kueri", ["q=" + "x" * 5000, "sesudah=²", "sebelum=" + "9" * 20, "sesudah=987654", "q=%F0%9F%92%A9"]
)
def test_odd_addresses_get_a_page(meja, nama, kueri):
    assert meja.get(f"/pengirim/?{kueri}").status_code == 200


def test_jumlah_kueri_tetap(meja, kantor, nama):
    def hitung(alamat):
        with CaptureQueriesContext(connection) as q:
            assert meja.get(alamat).status_code == 200
        return len(q)

    def semua():
        return [
            hitung(a) for a in ("/pengirim/", f"/pengirim/{nama[PANJANG].pk}/", CATAT, "/surat/saran-pengirim/?q=d")
        ]

    gabungkan(nama[PENDEK], nama[PANJANG], oleh=kantor.petugas)
    UsulGabung.objects.create(pengirim=nama[PANJANG], dengan=buat("Z1"), nilai=91)
    satu = semua()
    for n in range(2, 4):
        gabungkan(buat(f"Dinkes {n}"), nama[PANJANG], oleh=kantor.petugas)
        UsulGabung.objects.create(pengirim=nama[PANJANG], dengan=buat(f"Z{n}"), nilai=91)
    assert semua() == satu


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dijaga", [True, False])
def test_a_into_b_and_b_into_a_at_once_make_no_ring(kantor, monkeypatch, dijaga):
    """Without the lock both see two free names, and neither would have a name of today."""
    a, b = buat("A"), buat("B")
    pembatas, hasil = threading.Barrier(2), []
    if not dijaga:
        asli = PengirimQuerySet.in_bulk

        def baca_dulu(self, *isi, **lain):
            baris = asli(self, *isi, **lain)
            pembatas.wait(5)
            return baris

        monkeypatch.setattr("persuratan.pengirim.jejak.kunci_kepala", lambda rantai: None)
        monkeypatch.setattr(PengirimQuerySet, "in_bulk", baca_dulu)
        monkeypatch.setattr("persuratan.pengirim._catat", lambda *isi: None)

    def jalan(satu, ke):
        try:
            if dijaga:
                pembatas.wait(5)
            gabungkan(satu, ke, oleh=kantor.petugas)
            hasil.append("ya")
        except TransitionDenied:
            hasil.append("ditolak")
        except IntegrityError:
            hasil.append("cincin")
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=isi) for isi in ((a, b), (b, a))]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()

    # Unguarded, the ring is either made or, when one commits before the other writes, stopped by the constraint.
    assert sorted(hasil) in ([["ditolak", "ya"]] if dijaga else [["ya", "ya"], ["cincin", "ya"]])
    assert len(keadaan()) == (2 if hasil == ["ya", "ya"] else 1)
