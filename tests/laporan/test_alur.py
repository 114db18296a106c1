"""docs/alur.md says what the engine does."""

import pytest
from django.core.management import CommandError, call_command

from alur import registry
from alur.models import Jejak
from laporan import alur
from laporan.management.commands import gambar_alur
from persuratan.models import SuratMasuk
from persuratan.transitions import KEMBALIKAN
from tests.perjalanan import Perjalanan, wita

DINKES = "Dinas Kesehatan"


def test_diagram_mutakhir():
    call_command("gambar_alur", periksa=True)


def test_diagram_usang_ditolak_dengan_bedanya(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(gambar_alur, "BERKAS", tmp_path / "alur.md")
    with pytest.raises(CommandError, match="stale"):
        call_command("gambar_alur", periksa=True)
    assert "+stateDiagram-v2" in capsys.readouterr().out
    call_command("gambar_alur")
    call_command("gambar_alur", periksa=True)
    assert (tmp_path / "alur.md").read_text() == alur.susun()


def test_readme_usang_ditolak(tmp_path, monkeypatch, capsys):
    readme = tmp_path / "README.md"
    readme.write_text(f"# Awal\n\n{alur.MULAI}\nlama\n{alur.SELESAI}\n\nAkhir\n")
    monkeypatch.setattr(gambar_alur, "README", readme)
    with pytest.raises(CommandError, match=r"README\.md is stale"):
        call_command("gambar_alur", periksa=True)
    assert "-lama" in capsys.readouterr().out
    monkeypatch.setattr(gambar_alur, "BERKAS", tmp_path / "alur.md")
    call_command("gambar_alur")
    assert readme.read_text() == f"# Awal\n\n{alur.MULAI}\n{alur.susun_ringkas()}{alur.SELESAI}\n\nAkhir\n"
    assert "| Arahkan | pemegang tugas arahkan |" in readme.read_text()


def test_readme_tanpa_tempatnya_ditolak():
    with pytest.raises(ValueError, match="needs the marks"):
        alur.sisipkan("# Tanpa tanda", "isi")


def test_tiap_langkah_terdaftar_ada_di_diagram():
    isi = alur.susun()
    for langkah in registry.semua():
        assert f"({langkah.transition.name!r}".replace("'", "`") in isi


@pytest.mark.django_db
def test_tugas_yang_dibuka_dan_ditutup_sesuai_yang_disebut(kantor):
    """The ledger of whole journeys is held against what each transition says of itself."""
    p = Perjalanan(kantor).catat().arahkan()
    KEMBALIKAN.run(p.surat, oleh=kantor.kabag_umum, catatan="Salah rute")
    p.segar()
    p.arahkan(wita(9, 8, 40)).telaah().disposisi(
        kantor.sekda,
        kepada=["Kepala Bagian Hukum", "Staf Ahli Bupati Bidang Ekonomi dan Keuangan"],
        ke_unit=[DINKES, "Dinas Pendidikan"],
    )
    p.kirim(DINKES, "Dinas Pendidikan").buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    p.tindak_lanjuti(kantor.kabag_hukum).selesaikan(kantor.dinkes)
    p.disposisi(kantor.kabag_hukum, wita(13, 11), kepada=["Analis Hukum Bagian Hukum"])
    sebutan = {(lk.model._meta.label_lower, lk.transition.name): lk.transition for lk in registry.semua()}
    dijalani = set()
    for entri in Jejak.objects.filter(rantai=p.surat.rantai):
        label = entri.objek.partition(":")[0].replace("persuratan.surat", "persuratan.suratmasuk")
        transisi = sebutan[label, entri.transisi]
        dijalani.add(transisi.name)
        assert {t["jenis"] for t in entri.data["ditutup"]} <= set(transisi.menutup)
        assert {t["jenis"] for t in entri.data["dibuka"]} <= set(transisi.membuka)
        if transisi.membuka and transisi.name not in {"terima"}:
            assert entri.data["dibuka"]
    assert {"catat", "arahkan", "kembalikan", "telaah", "disposisi", "kirim", "terima", "selesaikan"} <= dijalani
    assert SuratMasuk.objects.get(pk=p.surat.pk).status == SuratMasuk.Status.TERDISPOSISI


def test_jejak_menyebut_tiap_tindakan_sebagai_sudah_terjadi():
    langkah = [(satu.model.__name__, satu.transition) for satu in registry.semua()]
    assert {(model, t.name): t.kata_jejak for model, t in langkah} == {
        ("SuratMasuk", "buka_whatsapp"): "WhatsApp dibuka",
        ("SuratMasuk", "catat"): "Dicatat",
        ("SuratMasuk", "impor"): "Dicatat dari agenda lama",
        ("SuratMasuk", "tuntas"): "Tuntas",
        ("SuratMasuk", "hitung_ulang_tenggat"): "Tenggat dihitung ulang",
        ("SuratMasuk", "pindai"): "Dipindai",
        ("SuratMasuk", "telaah"): "Ditelaah dan diteruskan",
        ("SuratMasuk", "paraf"): "Diparaf dan diteruskan",
        ("SuratMasuk", "arahkan"): "Diarahkan",
        ("SuratMasuk", "tanpa_disposisi"): "Ditetapkan tidak perlu disposisi",
        ("SuratMasuk", "buka_kembali"): "Dibuka kembali untuk diarahkan",
        ("SuratMasuk", "selesaikan"): "Dilaporkan selesai",
        ("SuratMasuk", "kembalikan"): "Dikembalikan ke Bagian Umum",
        ("SuratMasuk", "koreksi"): "Data dikoreksi",
        ("SuratMasuk", "setujui_batal"): "Dibatalkan",
        ("SuratMasuk", "tolak_batal"): "Pembatalan ditolak",
        ("SuratMasuk", "minta_batal"): "Diminta dibatalkan",
        ("SuratMasuk", "disposisi"): "Didisposisi",
        ("SuratMasuk", "arsipkan"): "Diarsipkan, tidak diteruskan",
        ("SuratMasuk", "hadir"): "Undangan dijawab: hadir",
        ("SuratMasuk", "tidak_hadir"): "Undangan dijawab: tidak hadir",
        ("SuratMasuk", "wakilkan"): "Undangan diwakilkan",
        ("SuratMasuk", "ubah_jawaban"): "Jawaban undangan diubah",
        ("SuratMasuk", "benarkan"): "Dikte dibenarkan",
        ("SuratMasuk", "koreksi_dikte"): "Dikte dikoreksi",
        ("SuratMasuk", "terima"): "Diterima",
        ("SuratMasuk", "tindak_lanjuti"): "Diterima, ditindaklanjuti sendiri",
        ("Pengiriman", "kirim"): "Dikirim",
        ("Pengiriman", "buka"): "Dibuka",
        ("Pengiriman", "terima"): "Diterima",
        ("SuratMasuk", "kembalikan_disposisi"): "Dikembalikan: bukan urusannya",
        ("SuratMasuk", "tarik"): "Disposisi ditarik kembali",
        ("SuratMasuk", "ingatkan"): "Diingatkan",
        ("SuratMasuk", "tetapkan_penerima"): "Penerima ditetapkan penengah",
        ("Pengiriman", "tarik"): "Ditarik kembali sebelum dibuka",
        ("Pengiriman", "kembalikan"): "Dikembalikan: bukan untuk unit ini",
    }
