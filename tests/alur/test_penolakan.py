"""What the engine refuses, in which sentence; which acts it offers to whom; and six hands at one letter."""

import threading

import pytest
import time_machine

from alur.kewenangan import TransitionDenied
from alur.models import Jejak
from alur.registry import acts_for
from disposisi.models import Disposisi
from disposisi.transitions import DISPOSISI, TERIMA
from ekspedisi import services as ekspedisi
from ekspedisi.models import Pengiriman
from persuratan.transitions import ARAHKAN, SELESAIKAN, TELAAH
from tests.alur.cerita import AS1, tolak, w
from tests.perjalanan import instruksi, jabatan, unit, wita

pytestmark = pytest.mark.tertanam


def test_penolakan_adalah_kalimat(jalan, kantor):
    surat = jalan.catat().surat
    dinkes = unit("Dinas Kesehatan")
    with time_machine.travel(wita(9, 8, 15), tick=False):
        assert tolak(ARAHKAN.run, surat, oleh=kantor.kabag_hukum, langkah=[]) == (
            "Tahap arahkan surat ini dikerjakan oleh Bagian Umum."
        )
        assert tolak(ARAHKAN.run, surat, oleh=kantor.petugas, langkah=[]) == (
            "Rute kosong. Pilih paling sedikit satu pejabat yang memberi disposisi."
        )
        assert tolak(TELAAH.run, surat, oleh=kantor.kabag_umum) == (
            "“Selesai telaah, teruskan” tidak berlaku lagi: status sudah Tercatat."
        )
    jalan.arahkan().telaah()
    perintah = {"kepada": [jabatan("Kepala Bagian Hukum")], "instruksi": instruksi("Monitor")}
    with time_machine.travel(wita(9, 9), tick=False):
        assert tolak(DISPOSISI.run, surat, oleh=kantor.kabag_umum, **perintah) == (
            "Tahap disposisi surat ini dikerjakan oleh Sekretaris Daerah."
        )
        assert tolak(DISPOSISI.run, surat, oleh=kantor.sekda, instruksi=perintah["instruksi"]) == (
            "Pilih paling sedikit satu penerima disposisi."
        )
        assert tolak(DISPOSISI.run, surat, oleh=kantor.sekda, kepada=perintah["kepada"]) == (
            "Pilih isi disposisi, atau tulis catatannya."
        )
        assert tolak(DISPOSISI.run, surat, oleh=kantor.sekda, **perintah | {"kepada": [jabatan("Bupati")]}) == (
            "Sekda tidak mendisposisi langsung kepada Bupati. Pilih penerima lain."
        )
        assert tolak(ekspedisi.kirim, surat, [dinkes.pk], oleh=kantor.caraka) == (
            "Sebagian surat ini sudah dikirim petugas lain. Periksa lagi daftar tujuannya."
        )
    jalan.disposisi(kantor.sekda, ke_unit=["Dinas Kesehatan"])
    with time_machine.travel(wita(9, 10), tick=False):
        assert tolak(ekspedisi.kirim, surat, [], oleh=kantor.caraka) == "Pilih paling sedikit satu unit tujuan."
        assert tolak(ekspedisi.kirim, surat, [dinkes.pk], oleh=kantor.kabag_hukum) == (
            "Hanya petugas agenda atau caraka yang dapat mengirim surat ini."
        )
        assert Pengiriman.objects.count() == 0
    jalan.kirim("Dinas Kesehatan")
    kiriman = jalan.kiriman("Dinas Kesehatan")
    with time_machine.travel(wita(9, 11), tick=False):
        assert tolak(ekspedisi.terima, kiriman, oleh=kantor.dinkes) == (
            "Surat ini belum dibuka. Buka suratnya lebih dulu, lalu tekan Terima."
        )
        assert ekspedisi.buka(kiriman, oleh=kantor.disdik).status == "DIKIRIM"
        assert ekspedisi.buka(kiriman, oleh=kantor.petugas).status == "DIKIRIM"
        assert ekspedisi.buka(kiriman, oleh=kantor.dinkes).status == "DIBUKA"
        assert tolak(ekspedisi.terima, kiriman, oleh=kantor.disdik) == (
            "Hanya penerima surat Dinas Kesehatan yang dapat melakukannya."
        )
        assert tolak(TERIMA.run, surat, oleh=kantor.dinkes) == "Surat ini diterima melalui buku ekspedisi."
        assert tolak(SELESAIKAN.run, surat, oleh=kantor.dinkes, catatan="Sudah.") == (
            "Tidak ada tindak lanjut yang menunggu pada surat ini."
        )
    jalan.terima(kantor.dinkes, "Dinas Kesehatan")
    with time_machine.travel(wita(9, 12), tick=False):
        assert tolak(SELESAIKAN.run, surat, oleh=kantor.dinkes, catatan=" ") == (
            "Tulis apa yang sudah dikerjakan, walau singkat."
        )
    # A second tap is harmless: the same receipt, nothing more in the ledger.
    sebelum = Jejak.objects.count()
    with time_machine.travel(wita(9, 13), tick=False):
        ulang = ekspedisi.terima(kiriman, oleh=kantor.dinkes)
    assert (ulang.kode_terima, w(ulang.diterima_pada), Jejak.objects.count()) == (
        kiriman.kode_terima,
        "9 11.05",
        sebelum,
    )


def test_tombol_yang_tampak_hanya_milik_pemegang(jalan, kantor):
    surat = jalan.sampai_sekda().surat

    def tombol(orang):
        surat.__dict__.pop("tugas_terbuka", None)
        return [langkah.transition.name for langkah, _ in acts_for(jalan.segar(), orang)]

    assert tombol(kantor.sekda) == ["kembalikan", "disposisi", "arsipkan", "tindak_lanjuti"]
    assert tombol(kantor.ajudan) == ["disposisi", "arsipkan"]
    assert tombol(kantor.petugas) == ["koreksi", "minta_batal"]
    assert tombol(kantor.asisten1) == []
    jalan.disposisi(kantor.sekda, kepada=["Staf Ahli Bupati Bidang Ekonomi dan Keuangan"])
    assert (tombol(kantor.sekda), tombol(kantor.staf_ahli2)) == ([], ["terima", "kembalikan_disposisi"])


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("terkunci", [True, False], ids=["dengan-kunci", "tanpa-kunci"])
def test_enam_klik_bersamaan(jalan, kantor, serentak, terkunci, monkeypatch):
    """Six hands, one disposition: one accepted, five refused in a sentence, one entry. Without the lock it breaks."""
    surat = jalan.sampai_sekda().surat
    perintah = {"kepada": [jabatan(AS1)], "instruksi": instruksi("Tindak lanjuti")}
    if not terkunci:
        # The negative control: the same code without the letter's lock, all six at that point together.
        sampai, palang = threading.local(), threading.Barrier(6)

        def tanpa_kunci(self, **kwargs):
            if not getattr(sampai, "sudah", False):
                sampai.sudah = True
                palang.wait()
            return self

        monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", tanpa_kunci)

    def klik(n):
        return DISPOSISI.run(surat, oleh=type(kantor.sekda).objects.get(pk=kantor.sekda.pk), **perintah).status

    with time_machine.travel(wita(9, 10), tick=False):
        hasil = serentak(6, klik)
    diterima = [h for h in hasil if h == "TERDISPOSISI"]
    ditolak = [str(h) for h in hasil if isinstance(h, TransitionDenied)]
    entri = Jejak.objects.filter(rantai=surat.rantai, transisi="disposisi").count()
    satu_diterima = (len(diterima), ditolak, entri, Disposisi.objects.count()) == (
        1,
        [f"Tahap disposisi surat ini dikerjakan oleh {AS1}."] * 5,
        1,
        1,
    )
    assert satu_diterima == terkunci, hasil
