"""The pages after a disposition: watched, given back, arbitrated, reported with files; the admin's list of phrases."""

import pytest
import time_machine

from disposisi.models import Disposisi, Instruksi
from disposisi.transitions import KEMBALIKAN_DISPOSISI
from tests.peramban.bantu import UKURAN, periksa
from tests.perjalanan import Perjalanan, jabatan, wita

HUKUM, DINKES = "Kepala Bagian Hukum", "Dinas Kesehatan"


@pytest.mark.parametrize("hp", UKURAN)
def test_halaman_sesudah_disposisi(peramban, masuk, kantor, hp):
    jalan = Perjalanan(kantor).sampai_sekda()
    with time_machine.travel(wita(9, 9, 30), tick=True) as jam:
        jalan.disposisi(
            kantor.sekda,
            wita(9, 9),
            kepada=["Asisten Pemerintahan dan Kesejahteraan Rakyat", HUKUM],
            ke_unit=[DINKES, "Dinas Pendidikan"],
            diketahui=[jabatan(HUKUM)],
            isi=["Tindak lanjuti", "Koordinasikan"],
        )
        pertama = Disposisi.objects.get()
        jalan.kirim(DINKES, pada=wita(9, 9, 10)).buka(kantor.dinkes, DINKES, wita(9, 9, 20))
        jalan.terima(kantor.dinkes, DINKES, wita(9, 9, 25))
        halaman = masuk(peramban(hp=hp), "kabag.hukum")
        halaman.goto(f"/surat/{jalan.surat.kode}/disposisi/kembalikan/")
        periksa(halaman, "bukan_urusan_kami", hp)
        for menit in (40, 50):
            jam.move_to(wita(9, 9, menit))
            KEMBALIKAN_DISPOSISI.run(jalan.segar(), oleh=kantor.kabag_hukum, catatan="Ini urusan Bagian Organisasi.")
            if menit == 40:
                jalan.disposisi(kantor.sekda, wita(9, 9, 45), kepada=[HUKUM])
        jam.move_to(wita(9, 10))
        halaman = masuk(peramban(hp=hp), "kabag.umum")
        halaman.goto(f"/surat/{jalan.surat.kode}/disposisi/tengahi/")
        periksa(halaman, "tengahi", hp)

        halaman = masuk(peramban(hp=hp), "sekda")
        halaman.goto(f"/surat/{jalan.surat.kode}/")
        periksa(halaman, "surat_pohon", hp)
        halaman.goto(f"/surat/{jalan.surat.kode}/disposisi/{pertama.pk}/")
        periksa(halaman, "pantau", hp)
        halaman.get_by_role("button", name="Ingatkan Kepala Dinas Kesehatan").click()
        halaman.get_by_text("Pengingat terkirim.").wait_for()
        halaman.get_by_label("Kepala Dinas Pendidikan").check()
        halaman.get_by_role("button", name="Tarik yang dicentang").click()
        halaman.get_by_text("Disposisi ditarik kembali.").wait_for()
        periksa(halaman, "pantau_ditarik", hp)

        halaman = masuk(peramban(hp=hp), "dinas.kesehatan")
        halaman.goto(f"/surat/{jalan.surat.kode}/laporkan/")
        periksa(halaman, "laporkan", hp)

        halaman = masuk(peramban(hp=hp), "admin")
        halaman.goto("/pengaturan/instruksi/")
        periksa(halaman, "instruksi", hp)
        halaman.goto(f"/pengaturan/instruksi/{Instruksi.objects.get(nama='Monitor').pk}/")
        periksa(halaman, "instruksi_form", hp)
