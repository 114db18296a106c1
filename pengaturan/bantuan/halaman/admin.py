"""The admin's pages."""

from pengaturan.bantuan.halaman.bentuk import bantuan

HALAMAN = {
    "standar": bantuan(
        "Standar pelayanan",
        "Batas waktu tiap tahap. Norma baru berlaku mulai tanggalnya; yang lama tidak berubah.",
        panduan="admin",
    ),
    "kalender": bantuan(
        "Kalender kerja",
        "Hari libur dan jam kerja yang dipakai menghitung batas waktu.",
        "Periksa cuti bersama tiap awal tahun.",
        panduan="admin",
    ),
    "orang_daftar": bantuan("Orang", "Semua akun dan jabatannya.", "Tekan nama untuk mengubahnya.", panduan="admin"),
    "orang_tambah": bantuan("Tambah orang", "Akun baru dengan kata sandi sementara.", panduan="admin"),
    "orang_ubah": bantuan("Satu orang", "Data, jabatan, dan akun satu orang.", panduan="admin"),
    "orang_sandi": bantuan("Kata sandi sementara", "Sekali pakai; orangnya lalu membuat yang baru.", panduan="admin"),
    "orang_sandi_tampil": bantuan("Kata sandi sementara", "Hanya tampil sekali. Sampaikan langsung.", panduan="admin"),
    "orang_sesi_akhiri": bantuan("Keluarkan perangkat", "Orang itu harus masuk lagi.", panduan="admin"),
    "orang_nonaktif": bantuan("Tutup akun", "Akunnya tidak dapat masuk. Jejaknya tetap.", panduan="admin"),
    "orang_aktifkan": bantuan("Buka akun lagi", "Akunnya dapat masuk kembali.", panduan="admin"),
    "orang_kode_lepas": bantuan("Lepas kode dari HP", "Untuk orang yang HP-nya hilang.", panduan="admin"),
    "penugasan_tambah": bantuan(
        "Beri jabatan", "Siapa memegang jabatan, sejak dan sampai kapan, menurut keputusan apa.", panduan="admin"
    ),
    "penugasan_ubah": bantuan("Ubah penugasan", "Membetulkan tanggal atau nomor keputusan.", panduan="admin"),
    "penugasan_akhiri": bantuan("Akhiri penugasan", "Haknya berakhir; riwayatnya tetap.", panduan="admin"),
    "jabatan_daftar": bantuan("Jabatan", "Semua jabatan dan peran yang melekat padanya.", panduan="admin"),
    "jabatan_tambah": bantuan("Tambah jabatan", "Jabatan baru, unitnya, atasannya, dan perannya.", panduan="admin"),
    "jabatan_ubah": bantuan("Satu jabatan", "Nama, atasan, dan peran satu jabatan.", panduan="admin"),
    "unit_daftar": bantuan("Unit kerja", "Bagian, dinas, badan, dan kecamatan.", panduan="admin"),
    "unit_tambah": bantuan("Tambah unit", "Unit baru, di dalam atau di luar Setda.", panduan="admin"),
    "unit_ubah": bantuan("Satu unit", "Nama dan pengganti satu unit.", panduan="admin"),
    "libur_ubah": bantuan("Hari libur", "Nama, jenis, dan dasar satu hari libur.", panduan="admin"),
    "libur_hapus": bantuan("Hapus hari libur", "Hari itu kembali menjadi hari kerja.", panduan="admin"),
    "libur_muat": bantuan("Muat hari libur", "Hari libur nasional dan cuti bersama satu tahun.", panduan="admin"),
    "jam_daftar": bantuan("Jam kerja", "Jam buka, istirahat, dan tutup tiap hari.", panduan="admin"),
    "jam_tambah": bantuan("Tambah jam kerja", "Jam kerja baru, misalnya selama Ramadan.", panduan="admin"),
    "jam_hapus": bantuan("Hapus jam kerja", "Jam kerja ini tidak dipakai lagi.", panduan="admin"),
    "rute_daftar": bantuan("Rute naik", "Jalan surat dari Bagian Umum ke pimpinan.", panduan="admin"),
    "rute_tambah": bantuan("Tambah rute", "Urutan pejabat yang menelaah, memaraf, dan mendisposisi.", panduan="admin"),
    "rute_ubah": bantuan("Satu rute", "Langkah satu rute. Surat yang sudah naik tidak berubah.", panduan="admin"),
    "kabar_kantor": bantuan(
        "Saluran kabar kantor",
        "Saluran mana yang sudah disiapkan. Rahasianya diatur di mesin, tidak tampil di sini.",
        panduan="admin",
    ),
    "instruksi_daftar": bantuan(
        "Isi disposisi", "Kalimat baku pada lembar disposisi, menurut urutannya.", panduan="admin"
    ),
    "instruksi_tambah": bantuan("Tambah isi disposisi", "Kalimat baru untuk semua pejabat.", panduan="admin"),
    "instruksi_ubah": bantuan("Ubah isi disposisi", "Lembar lama tetap memakai kalimat lamanya.", panduan="admin"),
}
