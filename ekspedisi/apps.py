from django.apps import AppConfig


class EkspedisiConfig(AppConfig):
    name = "ekspedisi"
    verbose_name = "Ekspedisi"

    def ready(self):
        from alur.registry import daftarkan  # noqa: PLC0415 - models are ready only now
        from ekspedisi import transitions as t  # noqa: PLC0415
        from ekspedisi.massal import daftarkan_semua  # noqa: PLC0415
        from ekspedisi.models import Pengiriman  # noqa: PLC0415

        daftarkan(Pengiriman, t.KIRIM, t.BUKA, t.TARIK, tampil=False)
        daftarkan(Pengiriman, t.TERIMA, halaman="ekspedisi_terima")
        daftarkan(Pengiriman, t.KEMBALIKAN, halaman="ekspedisi_kembalikan")
        daftarkan_semua()
