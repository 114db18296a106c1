from django.apps import AppConfig


class DisposisiConfig(AppConfig):
    name = "disposisi"
    verbose_name = "Disposisi"

    def ready(self):
        from alur.registry import daftarkan  # noqa: PLC0415 - models are ready only now
        from disposisi import transitions as t  # noqa: PLC0415
        from persuratan.models import SuratMasuk  # noqa: PLC0415

        daftarkan(SuratMasuk, t.DISPOSISI, halaman="disposisi_beri")
        daftarkan(SuratMasuk, t.ARSIPKAN, halaman="disposisi_arsip")
        daftarkan(SuratMasuk, t.TERIMA)
        daftarkan(SuratMasuk, t.TINDAK_LANJUTI, halaman="disposisi_sendiri")
        daftarkan(SuratMasuk, t.KEMBALIKAN_DISPOSISI, halaman="disposisi_kembalikan")
        daftarkan(SuratMasuk, t.TARIK, t.INGATKAN, tampil=False)  # on the giver's own page
        daftarkan(SuratMasuk, t.TETAPKAN_PENERIMA, halaman="disposisi_tengahi")
