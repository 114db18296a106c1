"""The screen of the old agenda: nothing is written before every finding has been shown."""

import io
import zipfile

import pytest
from django.urls import reverse

from alur.models import Jejak, Notifikasi
from dokumen.models import Pekerjaan
from dokumen.pekerjaan import batalkan, kerjakan
from persuratan.impor import layanan
from persuratan.models import AgendaLama, ImporAgenda, PemetaanKolom, SuratMasuk
from tests.persuratan.agenda_karangan import csv_karangan
from tests.persuratan.meja import kunci, masuk, teks
from tests.persuratan.test_impor_agenda import CONTOH, SURAT

pytestmark = pytest.mark.django_db
DAFTAR = "/impor/"


@pytest.fixture
def petugas(kantor, client):
    return masuk(client, kantor.petugas)


def unggah(client, isi, nama="agenda 2021.csv"):
    """Upload, and let the worker do what was asked: the page of the import."""
    berkas = io.BytesIO(isi)
    berkas.name = nama
    jawaban = client.post(DAFTAR, {"berkas": berkas, "kunci": kunci(client.get(DAFTAR))})
    if jawaban.status_code == 302:
        bekerja()
    return jawaban


def bekerja():
    for pk in Pekerjaan.objects.filter(status="MENUNGGU").values_list("pk", flat=True):
        kerjakan(pk)


def tekan(client, impor, **isi):
    """Press Impor; what the page says then."""
    halaman = client.get(reverse("impor_rinci", args=[impor.kode]))
    jawaban = client.post(reverse("impor_jalankan", args=[impor.kode]), isi | {"kunci": kunci(halaman)})
    assert jawaban.status_code == 302
    bekerja()
    return teks(client.get(jawaban.url))


def test_the_way_from_the_file_to_the_letters(petugas, kantor):
    jawaban = unggah(petugas, CONTOH.read_bytes())
    impor = ImporAgenda.objects.get()
    assert jawaban.url == reverse("impor_rinci", args=[impor.kode])
    halaman = teks(petugas.get(jawaban.url))
    assert "CSV, pemisah koma, UTF-8." in halaman
    assert "42 dapat diimpor 0 sudah ada 0 baris salah" in halaman
    assert "2 surat punya waktu tanpa jam" in halaman
    assert (SuratMasuk.objects.count(), Jejak.objects.filter(transisi="impor").count()) == (0, 0)

    assert "42 surat masuk ke agenda lama" in tekan(petugas, impor)
    assert (SuratMasuk.objects.count(), AgendaLama.objects.filter(impor=impor).count()) == (42, 42)
    entri = Jejak.objects.filter(transisi="impor").first()
    assert (entri.oleh, entri.tempat, entri.sebagai.jabatan.nama) == (
        *(kantor.petugas, "web", "Petugas Agenda Bagian Umum"),
    )
    kabar = Notifikasi.objects.order_by("-pk").first()
    assert (kabar.judul, kabar.isi) == ("Selesai: Impor agenda lama", "42 surat masuk ke agenda lama.")

    unggah(petugas, CONTOH.read_bytes())
    lagi = ImporAgenda.objects.order_by("-pk").first()
    assert "0 dapat diimpor 42 sudah ada 0 baris salah" in teks(petugas.get(reverse("impor_rinci", args=[lagi.kode])))


def test_bad_rows_forbid_the_rest_unless_told_otherwise_and_go_back_as_a_file(petugas):
    unggah(petugas, csv_karangan([SURAT, SURAT | {"nomor_agenda": "8", "hal": "", "pengirim": "x,＝1+1"}]))
    impor = ImporAgenda.objects.get()
    halaman = petugas.get(reverse("impor_rinci", args=[impor.kode]))
    assert "3 Hal belum diisi. Hanya surat rahasia yang boleh tanpa hal." in teks(halaman)
    unduhan = petugas.get(reverse("pekerjaan_hasil", args=[impor.pekerjaan.kode]))
    isi = b"".join(unduhan.streaming_content).decode("utf-8-sig")
    assert "x,'＝1+1" in isi.splitlines()[1]
    assert "1 dapat diimpor" in teks(halaman)

    assert "1 baris belum benar, jadi belum ada yang diimpor." in tekan(petugas, impor)
    assert SuratMasuk.objects.count() == 0
    hasil = tekan(petugas, impor, sebagian="1")
    assert "1 surat masuk ke agenda lama" in hasil
    assert "1 baris salah ditinggalkan" in hasil
    assert SuratMasuk.objects.get().nomor_agenda == 7


def test_other_headings_are_matched_once_and_remembered(petugas, kantor):
    isi = "Nomor;Tgl masuk;Asal;Uraian surat\n7;6-1-2021;Universitas Contoh;Permohonan\n".encode("cp1252")
    jawaban = unggah(petugas, isi)
    halaman = petugas.get(jawaban.url)
    assert "Cocokkan kolomnya" in teks(halaman)
    kosong = petugas.post(jawaban.url, {"nomor_agenda": "0", "kunci": kunci(halaman)})
    assert kosong.status_code == 422
    assert "Pilih dahulu kolom Diterima, Pengirim, Hal, Tahun agenda" in teks(kosong)
    kolom = {"nomor_agenda": "0", "diterima_pada": "1", "pengirim": "2", "hal": "3", "tahun_semua": "2021"}
    petugas.post(jawaban.url, kolom | {"kunci": kunci(halaman)})
    bekerja()
    assert "1 dapat diimpor" in teks(petugas.get(jawaban.url))
    assert PemetaanKolom.objects.get().kolom == {"nomor_agenda": 0, "diterima_pada": 1, "pengirim": 2, "hal": 3}

    lain = unggah(masuk(petugas, kantor.kasubbag), isi.replace(b"7;", b"8;"), "lagi.csv")
    assert "1 dapat diimpor" in teks(petugas.get(lain.url))


def test_the_same_column_cannot_mean_two_things(petugas):
    jawaban = unggah(petugas, b"A;B;C;D\n1;2;3;4\n")
    salah = petugas.post(
        jawaban.url,
        {
            "nomor_agenda": "0",
            "diterima_pada": "0",
            "pengirim": "2",
            "hal": "99",
            "kunci": kunci(petugas.get(jawaban.url)),
        },
    )
    assert "Kolom “A” sudah dipakai untuk nomor agenda. Pilih kolom lain." in teks(salah)
    assert "Pilihan hal itu tidak ada. Pilih dari daftar." in teks(salah)


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"", "Berkas ini kosong"),
        (b"%PDF-1.7\n\0\0", "bukan tabel. Belum ada yang diimpor."),
        (b'a;b\n"x' + b"y" * 30_000, "Tanda kutip di sekitar baris 2 tidak ditutup."),
        (b";".join([b"x"] * 300) + b"\n", "Baris 1 lebih dari 200 kolom."),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(petugas, isi, kalimat):
    jawaban = unggah(petugas, isi)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert ImporAgenda.objects.count() == 0


def test_without_a_file_nothing_happens(petugas):
    jawaban = petugas.post(DAFTAR, {"kunci": kunci(petugas.get(DAFTAR))})
    assert "Berkas belum dipilih. Pilih berkas CSV atau XLSX." in teks(jawaban)


def test_a_job_that_is_cancelled_while_it_writes_leaves_nothing(petugas, monkeypatch):
    unggah(petugas, CONTOH.read_bytes())
    impor = ImporAgenda.objects.get()
    asli = layanan.tulis

    def dibatalkan_di_tengah(*args, **kwargs):
        asli(*args, **kwargs)
        batalkan(Pekerjaan.objects.latest("pk"))

    monkeypatch.setattr(layanan, "tulis", dibatalkan_di_tengah)
    tekan(petugas, impor)
    impor.refresh_from_db()
    assert (SuratMasuk.objects.count(), impor.selesai_pada) == (0, None)


def test_a_worker_that_died_after_the_commit_writes_nothing_twice(petugas):
    unggah(petugas, CONTOH.read_bytes())
    impor = ImporAgenda.objects.get()
    tekan(petugas, impor)
    pekerjaan = Pekerjaan.objects.latest("pk")
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status="MENUNGGU", selesai_pada=None)
    assert kerjakan(pekerjaan.pk) == "SELESAI"
    assert (SuratMasuk.objects.count(), Jejak.objects.filter(transisi="impor").count()) == (42, 42)


def test_a_post_that_was_left_takes_the_right_to_import_along(petugas, kantor):
    unggah(petugas, CONTOH.read_bytes())
    impor = ImporAgenda.objects.get()
    pekerjaan = layanan.minta(layanan.IMPOR, impor, kantor.petugas)
    impor.sebagai.dicabut_pada = impor.dibuat_pada
    impor.sebagai.save()
    assert kerjakan(pekerjaan.pk) == "GAGAL"
    assert SuratMasuk.objects.count() == 0


RUANG = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HUBUNG = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAKET = "http://schemas.openxmlformats.org/package/2006"


def hubungan(jenis, tujuan):
    return f'<Relationship Id="{jenis}" Type="{HUBUNG}/{jenis}" Target="{tujuan}"/>'


def xlsx(lembar, jenis="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"):
    """A spreadsheet as small as they come; `lembar`: the XML of its sheet's rows."""
    hubung = f'xmlns="{PAKET}/relationships"'
    isi = {
        "[Content_Types].xml": f'<Types xmlns="{PAKET}/content-types"><Override PartName="/xl/workbook.xml"'
        f' ContentType="{jenis}"/></Types>',
        "_rels/.rels": f"<Relationships {hubung}>{hubungan('officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'<workbook {RUANG} xmlns:r="{HUBUNG}"><sheets><sheet name="Agenda" sheetId="1"'
        ' r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {hubung}>{hubungan('worksheet', 'worksheets/sheet1.xml')}"
        f"{hubungan('styles', 'styles.xml')}</Relationships>",
        "xl/styles.xml": f'<styleSheet {RUANG}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet {RUANG}><sheetData>{lembar}</sheetData></worksheet>",
    }
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nama, teks_ in isi.items():
            zip_.writestr(nama, teks_)
    return keluar.getvalue()


def sel(alamat, nilai, gaya=None):
    if gaya is not None:
        return f'<c r="{alamat}" s="{gaya}"><v>{nilai}</v></c>'
    return f'<c r="{alamat}" t="inlineStr"><is><t>{nilai}</t></is></c>'


KEPALA = "".join(
    sel(f"{h}1", n) for h, n in zip("ABCDE", ("Hal", "Nomor agenda", "Tahun", "Pengirim", "Diterima"), strict=True)
)


def test_a_spreadsheet_says_the_same_in_any_order_of_columns(petugas):
    # 44202 is 6 January 2021 in a spreadsheet; 44202.425 that day at 10.12. The formula is not worked out.
    baris = "".join(
        (
            sel("A2", "Permohonan"),
            sel("B2", 7, 0),
            sel("C2", 2021, 0),
            sel("D2", "Universitas Contoh"),
            sel("E2", 44202, 1),
        )
    )
    lain = '<c r="A3" t="str"><f>WEBSERVICE("http://contoh")</f><v>Hasil rumus</v></c>' + "".join(
        (sel("B3", 8, 0), sel("C3", 2021, 0), sel("D3", "Universitas Contoh"), sel("E3", 44202.425, 2))
    )
    jawaban = unggah(
        petugas, xlsx(f'<row r="1">{KEPALA}</row><row r="2">{baris}</row><row r="3">{lain}</row>'), "a.xlsx"
    )
    assert "XLSX, lembar Agenda." in teks(petugas.get(jawaban.url))
    tekan(petugas, ImporAgenda.objects.get())
    assert [
        (a.kolom["hal"], a.kolom["nomor_agenda"], a.kolom["diterima_pada"], a.tanpa_jam)
        for a in AgendaLama.objects.order_by("baris")
    ] == [
        ("Permohonan", "7", "2021-01-06", ["diterima_pada"]),
        ("Hasil rumus", "8", "2021-01-06 10:12", []),
    ]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (xlsx(f'<row r="1">{KEPALA}</row>' + "<!--" + " " * 60_000_000 + "-->"), "rusak dan tidak terbaca"),
        (xlsx(f'<row r="1">{KEPALA}</row><row r="1048576">{sel("XFD1048576", "x")}</row>'), "terlalu berat"),
        (xlsx("", jenis="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "berisi makro"),
        (xlsx(""), "Tabel ini kosong."),
        (xlsx(f'<row r="1">{KEPALA}</row>')[:-30], "terpotong"),
    ],
    ids=["bom", "sudut", "makro", "kosong", "terpotong"],
)
def test_a_hostile_spreadsheet_ends_the_child_only(petugas, isi, kalimat):
    jawaban = unggah(petugas, isi, "a.xlsx")
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)


def test_the_page_of_a_letter_says_whose_times_they_are_and_what_is_not_recorded(petugas, kantor):
    unggah(petugas, CONTOH.read_bytes())
    tekan(petugas, ImporAgenda.objects.get())
    banjir = SuratMasuk.objects.get(nomor_agenda=2)
    halaman = teks(petugas.get(banjir.get_absolute_url()))
    for kalimat in (
        "Agenda lama 2/2021",
        "Senin, 18 Januari 2021, jam tidak tercatat",
        "Waktu menurut agenda lama, bukan jam server",
        "Disposisi · Sekretaris Daerah Tidak tercatat",
        "Distribusi ke Badan Penanggulangan Bencana Daerah · Bagian Umum Tidak tercatat",
        "Dikirim 20-1-2021",
        "Baris 3 dari agenda 2021.csv",
        "hanya tanggal yang diketahui",
        "Surat ini selesai.",
    ):
        assert kalimat in halaman
    jejak = teks(petugas.get(reverse("surat_jejak", args=[banjir.kode])))
    assert "Dicatat dari agenda lama" in jejak
    assert "(dari agenda lama)" in jejak
    assert "Hanya tanggalnya yang tercatat: diterima, dikirim pada" in jejak


def test_a_receiving_unit_sees_its_own_way_and_not_its_neighbours(petugas, kantor):
    tujuan = {"diteruskan_kepada": "Dinas Kesehatan | Dinas Pendidikan | Forum Warga", "dikirim_pada": "2021-01-08"}
    unggah(petugas, csv_karangan([SURAT | tujuan | {"disposisi_pada": "2021-01-07"}]))
    tekan(petugas, ImporAgenda.objects.get())
    surat = SuratMasuk.objects.get()
    halaman = teks(masuk(petugas, kantor.dinkes).get(surat.get_absolute_url()))
    assert "Penerimaan · Dinas Kesehatan" in halaman
    assert ("Dinas Pendidikan" in halaman, "Forum Warga" in halaman) == (False, False)
    semua = teks(masuk(petugas, kantor.kasubbag).get(surat.get_absolute_url()))
    assert ("Dinas Pendidikan" in semua, "Forum Warga" in semua) == (True, True)


def test_old_letters_stand_behind_todays_in_the_register_and_can_be_paged(petugas, kantor):
    unggah(petugas, CONTOH.read_bytes())
    tekan(petugas, ImporAgenda.objects.get())
    pertama = petugas.get("/surat/")
    assert "Agenda lama" in teks(pertama)
    lanjut = petugas.get(f"/surat/?sebelum={SuratMasuk.objects.order_by('-pk')[19].pk}")
    assert lanjut.context["baris"][0]["nomor_agenda"] == SuratMasuk.objects.order_by("-pk")[20].nomor_lengkap
