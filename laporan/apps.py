from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    verbose_name = "Laporan"

    def ready(self):
        from dokumen.pekerjaan import daftarkan_pekerjaan  # noqa: PLC0415 - models are ready only now
        from laporan.cetak import JENIS_AGENDA, kerjakan_buku_agenda, pemegang_buku  # noqa: PLC0415

        daftarkan_pekerjaan(JENIS_AGENDA, kerjakan_buku_agenda, judul="Buku agenda surat masuk", boleh=pemegang_buku)
