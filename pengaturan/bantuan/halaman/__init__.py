"""What each page is for and what to press, by the name of its address. A test asks every page for its entry."""

from pengaturan.bantuan.halaman import admin, loket, pimpinan, semua, tanpa_masuk, unit

HALAMAN = {
    nama: satu
    for bagian in (semua, tanpa_masuk, loket, pimpinan, unit, admin)
    for nama, satu in bagian.HALAMAN.items()
}
TANPA_HALAMAN = {
    "sehat",
    "keluar",
    "keluar_semua",
    "sesi_akhiri",
    "panduan_saya",
    "beranda",
    "pengaturan",
    "pekerjaan_hasil",
    "pekerjaan_batalkan",
    "pekerjaan_ulangi",
    "impor_jalankan",
    "surat_periksa",
    "surat_unduh_berkas",
    "surat_whatsapp_buka",
    "surat_laporan",
    "saluran_ulang",
    "saluran_lepas",
    "disposisi_tarik",
    "disposisi_ingatkan",
    "surat_saran_pengirim",
    "surat_saran_klasifikasi",
    "pengirim_pisah",
    "usul_tolak",
    "surat_unggahan",
    "surat_unggahan_lepas",
    "surat_unggahan_selesai",
    "surat_potongan",
    "surat_hp",
    "surat_hp_halaman",
    "hp_unggahan",
    "hp_potongan",
    "hp_selesai",
    "surat_tanda_terima",
    "darurat_formulir",
    "surat_laku",
    "surat_berkas",
    "surat_halaman",
    "riwayat_perjalanan",
    "disposisi_lembar",
    "kehadiran_ics",
    "agenda_pimpinan_cetak",
    "kalender_langganan",
    "ekspedisi_kirim",
    "ekspedisi_tanda_terima",
    "langkah_tandai",
}
"""Addresses that show no page of their own: files, parts of a page, buttons."""
