from django.apps import AppConfig


class PersuratanConfig(AppConfig):
    name = "persuratan"
    verbose_name = "Persuratan"

    def ready(self):
        from alur.registry import daftarkan  # noqa: PLC0415 - models are ready only now
        from alur.relai import daftarkan_penutup  # noqa: PLC0415
        from dokumen.pekerjaan import daftarkan_pekerjaan  # noqa: PLC0415
        from dokumen.teks import daftarkan_pendengar  # noqa: PLC0415
        from persuratan import ekspor  # noqa: PLC0415
        from persuratan import transitions as t  # noqa: PLC0415
        from persuratan.forms import AlasanForm, HasilForm  # noqa: PLC0415
        from persuratan.impor import layanan as impor  # noqa: PLC0415
        from persuratan.kabar import tutup_tanpa_hak  # noqa: PLC0415
        from persuratan.massal import JENIS_PEKERJAAN  # noqa: PLC0415
        from persuratan.massal.jalan import kerjakan_massal, masih_berjabatan  # noqa: PLC0415
        from persuratan.massal.tindakan import daftarkan_semua  # noqa: PLC0415
        from persuratan.models import SuratMasuk  # noqa: PLC0415
        from persuratan.pencarian.indeks import susun_pindaian  # noqa: PLC0415

        daftarkan(SuratMasuk, t.CATAT, t.IMPOR, t.TUNTAS, t.HITUNG_ULANG, t.BUKA_WHATSAPP, tampil=False)
        daftarkan(SuratMasuk, t.PINDAI, t.TELAAH, t.PARAF)
        daftarkan(SuratMasuk, t.ARAHKAN, halaman="surat_arahkan")
        daftarkan(SuratMasuk, t.TANPA_DISPOSISI, halaman="surat_tanpa_disposisi")
        daftarkan(SuratMasuk, t.BUKA_KEMBALI, halaman="surat_buka_kembali")
        daftarkan(SuratMasuk, t.SELESAIKAN, formulir=HasilForm, lengkap="surat_laporkan")
        daftarkan(SuratMasuk, t.KEMBALIKAN, formulir=AlasanForm)
        daftarkan(SuratMasuk, t.KOREKSI, halaman="surat_koreksi")
        daftarkan(SuratMasuk, t.SETUJUI_BATAL, halaman="surat_setujui_batal")
        daftarkan(SuratMasuk, t.TOLAK_BATAL, halaman="surat_tolak_batal")
        daftarkan(SuratMasuk, t.MINTA_BATAL, halaman="surat_minta_batal")
        daftarkan_penutup(tutup_tanpa_hak)
        daftarkan_pendengar(susun_pindaian)
        daftarkan_semua()
        daftarkan_pekerjaan(
            JENIS_PEKERJAAN, kerjakan_massal, judul="Tindakan massal", satuan="surat", boleh_hasil=masih_berjabatan
        )
        daftarkan_pekerjaan(
            ekspor.JENIS_PEKERJAAN,
            ekspor.kerjakan_ekspor,
            judul="Daftar surat",
            satuan="surat",
            boleh_hasil=masih_berjabatan,
        )
        pengimpor = {"boleh": impor.boleh_impor}
        daftarkan_pekerjaan(impor.PERIKSA, impor.kerjakan_periksa, judul="Pemeriksaan agenda lama", **pengimpor)
        daftarkan_pekerjaan(impor.IMPOR, impor.kerjakan_impor, judul="Impor agenda lama", **pengimpor)
