"""Pages that everybody has."""

from pengaturan.bantuan.halaman.bentuk import bantuan

HALAMAN = {
    "tugas_saya": bantuan(
        "Tugas saya",
        "Semua surat yang menunggu Anda, yang paling mendesak di atas.",
        "Baca sisa waktunya: hijau aman, kuning hampir habis, merah lewat.",
        "Tekan tombol di kanan baris untuk mengerjakannya.",
        "Tekan angka di atas untuk melihat yang lewat batas atau selesai hari ini.",
    ),
    "surat_daftar": bantuan(
        "Surat masuk",
        "Semua surat yang boleh Anda ketahui, yang terbaru di atas.",
        "Tekan Saring untuk memilih tahap, pemegang, atau jenis.",
        "Tekan judul surat untuk membukanya.",
    ),
    "cari": bantuan(
        "Cari surat",
        "Mencari menurut nomor, pengirim, hal, atau isi. Salah ketik dimaafkan.",
        "Ketik dua atau tiga kata yang Anda ingat, lalu tekan Enter.",
        "Terlalu banyak hasil? Tambah kata, atau pilih saringan.",
    ),
    "kabar": bantuan(
        "Kabar",
        "Pemberitahuan untuk Anda. Kabar yang tugasnya sudah dikerjakan tidak dihitung lagi.",
        "Tekan satu kabar untuk langsung ke suratnya.",
    ),
    "surat_rinci": bantuan(
        "Halaman surat",
        "Di tangan siapa surat ini, sejak kapan, dan sampai kapan seharusnya.",
        "Yang dapat Anda kerjakan ada pada tombol biru.",
        "Buka Perjalanan untuk hitungan waktu tiap tahap.",
        "Buka Jejak untuk semua tindakan, lengkap dengan nama dan jamnya.",
    ),
    "surat_jejak": bantuan(
        "Jejak surat",
        "Semua tindakan atas surat ini. Jejak hanya bertambah, tidak dapat diubah.",
        "Kode di ujung baris sama dengan kode pada tanda terima.",
    ),
    "terlambat": bantuan(
        "Terlambat",
        "Siapa terlambat, pada tahap apa, dan berapa lama, menurut jam kerja.",
        "Pilih periode di atas.",
        "Tekan angkanya untuk melihat surat-suratnya.",
        panduan="kabag",
    ),
    "terlambat_daftar": bantuan(
        "Surat di balik angka",
        "Surat yang membentuk satu angka pada laporan terlambat.",
        "Tekan surat untuk melihat hitungannya.",
        panduan="kabag",
    ),
    "pekerjaan_daftar": bantuan(
        "Pekerjaan",
        "Cetakan dan pekerjaan panjang yang Anda minta. Halaman boleh ditutup.",
        "Tekan satu pekerjaan untuk melihat kemajuan atau hasilnya.",
    ),
    "pekerjaan_rinci": bantuan(
        "Satu pekerjaan",
        "Kemajuan dan hasil satu pekerjaan panjang.",
        "Selesai? Tekan Unduh. Gagal? Tekan Ulangi.",
    ),
    "akun": bantuan(
        "Akun saya",
        "Jabatan Anda hari ini, cara masuk, dan perangkat yang sedang masuk.",
        "Ada perangkat yang bukan milik Anda? Tekan Keluarkan, lalu ganti kata sandi.",
    ),
    "sandi_ganti": bantuan(
        "Ganti kata sandi",
        "Kata sandi baru paling sedikit 10 huruf. Kalimat pendek lebih mudah diingat.",
        "Ketik yang lama, lalu yang baru dua kali, lalu Simpan.",
    ),
    "kode_pasang": bantuan(
        "Kode dari HP",
        "Langkah kedua saat masuk, supaya kata sandi yang bocor saja tidak cukup.",
        "Pasang aplikasi kode di HP, pindai gambar QR, ketik enam angkanya.",
        "Simpan kode cadangan di tempat aman.",
    ),
    "kode_cadangan": bantuan("Kode cadangan", "Dipakai bila HP hilang. Tiap kode hanya sekali."),
    "kode_lepas": bantuan("Berhenti memakai kode", "Kata sandi ditanya sekali lagi supaya pasti ini Anda."),
    "draf_tertahan": bantuan(
        "Isian yang diselamatkan",
        "Yang Anda ketik saat waktu masuk habis masih tersimpan di sini.",
        "Salin isinya ke formulir yang baru.",
    ),
    "bantuan": bantuan("Bantuan", "Penjelasan tiap halaman, tombol papan ketik, dan panduan."),
    "hari_pertama": bantuan(
        "Hari pertama",
        "Beberapa langkah untuk mengenal e-Surat. Surat latihan tidak masuk agenda.",
        "Kerjakan dari atas. Yang sudah selesai tercentang sendiri.",
    ),
    "latihan_catat": bantuan(
        "Latihan mencatat",
        "Menyalin surat latihan ke formulir. Tidak ada yang masuk agenda.",
        "Baca suratnya, isi formulir, tekan Periksa.",
        panduan="petugas",
    ),
    "latihan_terima": bantuan(
        "Latihan menerima",
        "Mencoba tombol Terima pada surat latihan.",
        "Baca suratnya, lalu tekan Terima surat ini.",
        panduan="dinas",
    ),
    "panduan": bantuan("Panduan", "Panduan menurut pekerjaan Anda, dengan gambar."),
    "alur_siapa_boleh_apa": bantuan(
        "Siapa boleh apa", "Semua tindakan dan siapa yang boleh melakukannya, langsung dari aturannya."
    ),
    "surat_saring": bantuan(
        "Saring",
        "Mempersempit daftar menurut tahun, unit, pemegang, tahap, keamanan, atau jenis.",
        "Pilih satu atau beberapa, lalu tekan Saring.",
        "Sering dipakai? Simpan saringannya.",
    ),
    "saringan_daftar": bantuan(
        "Saringan tersimpan",
        "Saringan yang Anda beri nama. Tautannya boleh dibagikan; orang lain hanya melihat surat miliknya.",
        "Tekan namanya untuk memakainya.",
    ),
    "saringan_simpan": bantuan("Simpan saringan", "Beri nama yang mudah diingat, lalu tekan Simpan."),
    "saringan_ubah": bantuan("Ganti nama saringan", "Ketik nama barunya, lalu tekan Simpan."),
    "saringan_hapus": bantuan("Hapus saringan", "Hanya saringannya yang hilang. Surat tidak berubah."),
    "surat_unduh": bantuan(
        "Unduh hasil",
        "Membawa seluruh hasil sebagai CSV atau XLSX. Hal surat rahasia tetap tertutup.",
        "Pilih bentuknya. Hasil yang panjang disiapkan di belakang layar.",
    ),
    "surat_pilih": bantuan(
        "Kerjakan banyak surat",
        "Satu tindakan untuk surat-surat yang dipilih. Tiap surat diperiksa lagi satu per satu.",
        "Baca jumlahnya dulu, lalu tekan tombolnya.",
        "Yang ditolak disebut satu per satu dengan sebabnya.",
    ),
    "massal_rinci": bantuan(
        "Hasil tindakan banyak surat",
        "Surat mana yang sudah, dan mana yang ditolak beserta sebabnya.",
        "Halaman boleh ditutup; pekerjaannya tetap berjalan.",
    ),
    "kabar_saya": bantuan(
        "Kabar untuk saya",
        "Lewat apa Anda diberi tahu, kapan, dan jam berapa tidak diganggu.",
        "Pilih seketika, ringkasan, atau tidak untuk tiap jenis, lalu Simpan.",
        "Yang mendesak selalu seketika.",
    ),
    "saluran_kabar": bantuan(
        "Pasang saluran kabar",
        "Menambah Telegram, WhatsApp, atau webhook. Kata sandi ditanya supaya pasti ini Anda.",
        "Isi alamatnya, lalu ketik kode enam angka yang datang di sana.",
    ),
    "surat_laporkan": bantuan(
        "Laporkan selesai",
        "Menutup tindak lanjut Anda dengan hasilnya. Berkas boleh dilampirkan.",
        "Tulis hasilnya, pilih berkas bila ada, lalu tekan Laporkan selesai.",
        panduan="dinas",
    ),
}
