"""From Sekda's phone to the receipt at the Dinas, in Chromium: two sizes, with and without scripts."""

import gzip

import pytest
import time_machine

from alur.models import Notifikasi
from disposisi.models import Disposisi
from ekspedisi.models import Pengiriman
from organisasi.models import Penugasan
from persuratan.models import JenisNaskah
from tests.peramban.bantu import RUPA, SKRIP, UKURAN, periksa_aksesibilitas, periksa_lebar, potret
from tests.perjalanan import Perjalanan, jabatan, wita

DINKES = "Dinas Kesehatan"
KIB = 1024


@pytest.fixture
def senin():
    """Monday 9 November 2026 from 09.30 on, for the server as well; the clock runs."""
    with time_machine.travel(wita(9, 9, 30), tick=True) as jam:
        yield jam


@pytest.fixture
def jalan(kantor):
    return Perjalanan(kantor)


@pytest.fixture
def undangan(jalan):
    naskah = JenisNaskah.objects.get(kode="undangan")
    return jalan.catat(
        hal="Undangan Rapat Koordinasi Percepatan Penurunan Stunting Semester II Tahun 2026",
        jenis=naskah,
        acara_mulai=wita(17, 10),
        acara_tempat="Gedung DPRD",
        kecepatan="SEGERA",
    )


def periksa(halaman, nama, hp, *, skrip=True):
    potret(halaman, f"{nama}-{'hp' if hp else 'layar'}")
    if skrip:
        periksa_lebar(halaman)
        periksa_aksesibilitas(halaman)


def terlihat_utuh(lokator):
    """Whether the element lies within the screen as it is, without scrolling, and no sticky bar covers any of it."""
    return lokator.evaluate("""butir => {
        const keping = butir.labels?.[0] || butir;
        const { top, bottom, left, width } = keping.getBoundingClientRect();
        const tampak = y => keping.contains(document.elementFromPoint(left + width * 0.7, y));
        return top >= 0 && bottom <= innerHeight && tampak(top + 2) && tampak(bottom - 2);
    }""")


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_disposisi_sampai_tanda_terima(peramban, masuk, kantor, jalan, undangan, senin, hp, skrip):
    jalan.arahkan().telaah()
    for _ in range(3):  # what Sekda chose before comes first
        Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(9, 9), ke_unit=[DINKES])
    sekda = masuk(peramban(hp=hp, javascript=skrip), "sekda")
    sekda.goto(f"/surat/{jalan.surat.kode}/disposisi/")
    periksa(sekda, "disposisi", hp, skrip=skrip)
    penerima, isi = sekda.get_by_label("Kepala Dinkes"), sekda.get_by_label("Hadiri/Wakili")
    kirim = sekda.get_by_role("button", name="Kirim disposisi")
    assert (sekda.locator("input:checked").count(), penerima.is_visible()) == (0, True)
    if hp:
        hadir = sekda.get_by_role("button", name="Hadir", exact=True)  # the usual answer to an invitation: one tap
        assert [terlihat_utuh(x) for x in (hadir, penerima, isi, kirim)] == [True] * 4
    # Three taps.
    penerima.check()
    isi.check()
    if skrip:
        assert (
            sekda.locator("[data-ringkas]").inner_text()
            == "Kepala Dinkes: Hadiri/Wakili. Batas sebelum acara, paling lama 48 jam."
        )
    kirim.click()
    sekda.get_by_role("heading", name="Disposisi terkirim").wait_for()
    periksa(sekda, "disposisi_terkirim", hp, skrip=skrip)
    assert [str(p) for p in Disposisi.objects.get(surat=jalan.surat.pk).penerima.all()] == [DINKES]

    caraka = masuk(peramban(hp=hp, javascript=skrip), "caraka")
    caraka.goto("/ekspedisi/?kelompok=surat")
    periksa(caraka, "buku_ekspedisi", hp, skrip=skrip)
    grup = caraka.locator("section", has=caraka.get_by_role("heading", name="Undangan Rapat Koordinasi"))
    grup.get_by_role("button", name="Kirim ke unit yang dicentang").click()
    caraka.get_by_text("Agenda 1/2026 dikirim ke Dinas Kesehatan. Waktunya sudah dicatat server.").wait_for()
    caraka.goto("/ekspedisi/?tampil=dikirim")
    periksa(caraka, "buku_ekspedisi_dikirim", hp, skrip=skrip)

    kiriman = Pengiriman.objects.get(surat=jalan.surat.pk)
    assert kiriman.status == "DIKIRIM"
    dinkes = masuk(peramban(hp=hp, javascript=skrip), "dinas.kesehatan")
    dinkes.goto(kiriman.get_absolute_url())
    periksa(dinkes, "terima", hp, skrip=skrip)
    terima = dinkes.get_by_role("button", name="Terima surat ini")
    if hp:
        assert terlihat_utuh(terima)
    terima.click()
    dinkes.get_by_role("heading", name="Sudah diterima server").wait_for()
    periksa(dinkes, "terima_diterima", hp, skrip=skrip)
    kiriman.refresh_from_db()
    assert (kiriman.status, kiriman.diterima_oleh) == ("DITERIMA", kantor.dinkes)

    umum = peramban(hp=hp, javascript=skrip)
    umum.goto(f"/periksa/{kiriman.kode_terima}/")
    periksa(umum, "verifikasi", hp, skrip=skrip)
    umum.goto("/periksa/TT-2222-2222/")
    periksa(umum, "verifikasi_tidak_ada", hp, skrip=skrip)
    umum.get_by_label("Ketik ulang kode pada tanda terima").fill(kiriman.kode_terima.lower().replace("-", " "))
    umum.get_by_role("button", name="Periksa").click()
    umum.get_by_role("heading", name="Tanda terima ini tercatat").wait_for()


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_kesalahan_dan_penerima_lain(peramban, masuk, kantor, jalan, senin, hp, skrip):
    jalan.sampai_sekda()
    halaman = masuk(peramban(hp=hp, javascript=skrip), "sekda")
    halaman.goto(f"/surat/{jalan.surat.kode}/disposisi/")
    halaman.get_by_text("Lainnya (").click()
    if skrip:
        halaman.get_by_label("Cari penerima").fill("longsor")
        assert halaman.locator("[data-kelompok]:visible").count() == 0
        halaman.get_by_label("Cari penerima").fill("bencana")
    else:
        halaman.get_by_text("Badan dan Inspektorat").click()
    periksa(halaman, "disposisi_lainnya", hp, skrip=skrip)
    halaman.get_by_label("Kepala BPBD", exact=True).check()
    halaman.get_by_text("Tambah catatan atau ubah batas waktu").click()
    halaman.get_by_label("Batas waktu").fill("8-11-2026")
    halaman.get_by_role("button", name="Kirim disposisi").click()
    halaman.get_by_role("heading", name="Disposisi belum dikirim: ada 2 isian yang perlu diperbaiki").wait_for()
    periksa(halaman, "disposisi_galat", hp, skrip=skrip)
    assert halaman.get_by_label("Kepala BPBD", exact=True).is_checked()
    assert halaman.get_by_label("Kepala BPBD", exact=True).is_visible()
    halaman.get_by_label("Batas waktu").fill("13-11-2026")
    halaman.get_by_label("Catatan", exact=True).fill("Lapor Jumat.")
    halaman.get_by_role("button", name="Kirim disposisi").click()
    halaman.get_by_role("heading", name="Disposisi terkirim").wait_for()
    assert Disposisi.objects.get().batas_pada == wita(13, 16, 30)


@pytest.mark.parametrize("hp", UKURAN)
def test_halaman_lain(peramban, masuk, kantor, jalan, senin, hp):
    """The rarer pages: two posts, the three other ends, the wrong addressee, an empty book."""
    Penugasan.objects.create(
        pegawai=kantor.asisten1,
        jabatan=jabatan("Sekretaris Daerah"),
        jenis=Penugasan.Jenis.PLH,
        mulai=wita(9, 0).date(),
        sampai=wita(10, 0).date(),
    )
    jalan.catat().arahkan(langkah=[("Bupati", "DISPOSISI")])
    jalan.disposisi(
        kantor.bupati, wita(9, 9), kepada=["Sekretaris Daerah", kantor.asisten1.penugasan_berlaku[-1].jabatan.nama]
    )
    halaman = masuk(peramban(hp=hp), "asisten1")
    for nama, ujung in (("pilih_jabatan", ""), ("tegaskan_sendiri", "sendiri/")):
        halaman.goto(f"/surat/{jalan.surat.kode}/disposisi/{ujung}")
        periksa(halaman, nama, hp)
    lain = Perjalanan(kantor).sampai_sekda()
    halaman = masuk(peramban(hp=hp), "sekda")
    for nama in ("arsip", "kembalikan"):
        halaman.goto(f"/surat/{lain.surat.kode}/disposisi/{nama}/")
        periksa(halaman, f"tegaskan_{nama}", hp)
    halaman.get_by_role("button", name="Kembalikan").click()
    periksa(halaman, "tegaskan_galat", hp)
    halaman = masuk(peramban(hp=hp), "petugas")
    halaman.goto("/ekspedisi/")
    periksa(halaman, "buku_ekspedisi_kosong", hp)
    lain.disposisi(kantor.sekda, wita(9, 9, 10), ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 20))
    halaman.goto(lain.kiriman(DINKES).get_absolute_url())
    periksa(halaman, "terima_petugas", hp)
    halaman = masuk(peramban(hp=hp), "dinas.kesehatan")
    halaman.goto(lain.kiriman(DINKES).get_absolute_url())
    halaman.get_by_role("link", name="Bukan untuk kami").click()
    periksa(halaman, "bukan_untuk_kami", hp)
    halaman.get_by_label("Alasan").fill("Urusan sekolah.")
    halaman.get_by_role("button", name="Kembalikan surat ini").click()
    halaman.get_by_role("heading", name="Dikembalikan").wait_for()
    periksa(halaman, "terima_dikembalikan", hp)


def test_berat_pertama_kali(peramban, masuk, kantor, jalan, undangan, senin):
    """What a phone loads on its first visit, gzipped: receipt and check ≤ 15 KiB, disposition ≤ 45 KiB."""
    jalan.arahkan().telaah().disposisi(kantor.sekda, wita(9, 9), ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 10))
    jalan.buka(kantor.dinkes, DINKES, wita(9, 9, 15))
    lain = Perjalanan(kantor).sampai_sekda()

    def timbang(akun, alamat):
        halaman = peramban(hp=True)
        if akun:
            masuk(halaman, akun)
        # A fresh page of the same session with an empty cache: every byte counts.
        sesi = halaman.context.new_cdp_session(halaman)
        sesi.send("Network.setCacheDisabled", {"cacheDisabled": True})
        diminta = set()
        halaman.on("request", lambda permintaan: diminta.add(permintaan.url.partition("#")[0]))
        halaman.goto(alamat, wait_until="networkidle")
        isi = [halaman.context.request.get(url).body() for url in sorted(diminta) if not url.startswith("data:")]
        return sum(len(gzip.compress(bita, 9)) for bita in isi)

    kiriman = jalan.kiriman(DINKES)
    berat = {
        "terima": timbang("dinas.kesehatan", kiriman.get_absolute_url()),
        "disposisi": timbang("sekda", f"/surat/{lain.surat.kode}/disposisi/"),
        "buku": timbang("caraka", "/ekspedisi/"),
    }
    jalan.terima(kantor.dinkes, DINKES, wita(9, 9, 20))
    berat |= {
        "diterima": timbang("dinas.kesehatan", kiriman.get_absolute_url()),
        "periksa": timbang("", f"/periksa/{kiriman.kode_terima}/"),
    }
    batas = {"terima": 15, "diterima": 15, "periksa": 15, "disposisi": 45, "buku": 45}
    lewat = {nama: f"{b / KIB:.1f} KiB" for nama, b in berat.items() if b > batas[nama] * KIB}
    assert lewat == {}, berat


@pytest.mark.parametrize("skrip", SKRIP)
def test_dari_kabar_sampai_selesai_sesedikit_mungkin_sentuhan(peramban, kantor, jalan, undangan, senin, skrip):
    """From the link in the notice, logged out: after the login Sekda taps three times, the Dinas once."""

    def dari_kabar(orang):
        halaman = peramban(hp=True, javascript=skrip)
        halaman.goto(Notifikasi.objects.filter(penerima=orang).latest("pk").tautan)
        halaman.get_by_label("NIP atau nama pengguna").fill(orang.username)
        halaman.get_by_label("Kata sandi", exact=True).fill(kantor.sandi)
        halaman.get_by_role("button", name="Masuk", exact=True).click()
        return halaman

    undangan.arahkan().telaah()
    halaman = dari_kabar(kantor.sekda)
    for sentuhan in (
        halaman.get_by_text("Asisten I", exact=True),
        halaman.get_by_text("Hadiri/Wakili", exact=True),
        halaman.get_by_role("button", name="Kirim disposisi"),
    ):
        sentuhan.tap()
    halaman.get_by_role("heading", name="Disposisi terkirim").wait_for()

    jalan.segar()
    jalan.disposisi(kantor.asisten1, wita(9, 10), ke_unit=[DINKES]).kirim(DINKES)
    senin.move_to(wita(9, 11))
    halaman = dari_kabar(kantor.dinkes)
    halaman.get_by_role("button", name="Terima surat ini").tap()
    halaman.get_by_role("heading", name="Sudah diterima server").wait_for()
