from django.apps import AppConfig


class DisposisiConfig(AppConfig):
    name = "disposisi"
    verbose_name = "Disposisi"

    def ready(self):
        from alur.registry import daftarkan  # noqa: PLC0415 - models are ready only now
        from disposisi import transitions as t  # noqa: PLC0415
        from disposisi.cetak import render_lembar_disposisi  # noqa: PLC0415
        from disposisi.transitions.kehadiran import kata_jawab  # noqa: PLC0415
        from persuratan.massal import TindakanMassal, daftarkan_massal  # noqa: PLC0415
        from persuratan.models import SuratMasuk  # noqa: PLC0415

        daftarkan(SuratMasuk, t.DISPOSISI, halaman="disposisi_beri")
        daftarkan(SuratMasuk, t.ARSIPKAN, halaman="disposisi_arsip")
        daftarkan(SuratMasuk, t.TERIMA)
        daftarkan(SuratMasuk, t.TINDAK_LANJUTI, halaman="disposisi_sendiri")
        daftarkan(SuratMasuk, t.KEMBALIKAN_DISPOSISI, halaman="disposisi_kembalikan")
        daftarkan(SuratMasuk, t.TARIK, t.INGATKAN, tampil=False)  # on the giver's own page
        daftarkan(SuratMasuk, t.TETAPKAN_PENERIMA, halaman="disposisi_tengahi")
        daftarkan_massal(
            "lembar_disposisi",
            TindakanMassal(
                label="Cetak lembar disposisi",
                sudah="dicetak lembar disposisinya",
                ikon="cetak",
                cetak=lambda surat, pegawai: render_lembar_disposisi(surat, untuk=pegawai, dicetak_oleh=pegawai.nama),
                paling_banyak=300,
            ),
        )
        daftarkan(SuratMasuk, t.HADIR, halaman="kehadiran", kata=kata_jawab)
        daftarkan(SuratMasuk, t.BENARKAN, halaman="disposisi_benarkan", kata="Benarkan yang didiktekan")
        daftarkan(SuratMasuk, t.KOREKSI_DIKTE, tampil=False)
        daftarkan(SuratMasuk, t.WAKILKAN, t.TIDAK_HADIR, t.UBAH_JAWABAN, tampil=False)
