"""What each page is for and what to press, by the name of its address. A test asks every page for its entry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bantuan:
    """`guna`: one sentence; `langkah`: what to press; `panduan`: the stem of the guide that tells more."""

    judul: str
    guna: str
    langkah: tuple[str, ...] = ()
    panduan: str = ""


def _b(judul, guna, *langkah, panduan=""):
    return Bantuan(judul, guna, langkah, panduan)


HALAMAN = {
    # Everybody
    "tugas_saya": _b(
        "Tugas saya",
        "Semua surat yang menunggu Anda, yang paling mendesak di atas.",
        "Baca sisa waktunya: hijau aman, kuning hampir habis, merah lewat.",
        "Tekan tombol di kanan baris untuk mengerjakannya.",
        "Tekan angka di atas untuk melihat yang lewat batas atau selesai hari ini.",
    ),
    "surat_daftar": _b(
        "Surat masuk",
        "Semua surat yang boleh Anda ketahui, yang terbaru di atas.",
        "Tekan Saring untuk memilih tahap, pemegang, atau jenis.",
        "Tekan judul surat untuk membukanya.",
    ),
    "cari": _b(
        "Cari surat",
        "Mencari menurut nomor, pengirim, hal, atau isi. Salah ketik dimaafkan.",
        "Ketik dua atau tiga kata yang Anda ingat, lalu tekan Enter.",
        "Terlalu banyak hasil? Tambah kata, atau pilih saringan.",
    ),
    "kabar": _b(
        "Kabar",
        "Pemberitahuan untuk Anda. Kabar yang tugasnya sudah dikerjakan tidak dihitung lagi.",
        "Tekan satu kabar untuk langsung ke suratnya.",
    ),
    "surat_rinci": _b(
        "Halaman surat",
        "Di tangan siapa surat ini, sejak kapan, dan sampai kapan seharusnya.",
        "Yang dapat Anda kerjakan ada pada tombol biru.",
        "Buka Perjalanan untuk hitungan waktu tiap tahap.",
        "Buka Jejak untuk semua tindakan, lengkap dengan nama dan jamnya.",
    ),
    "surat_jejak": _b(
        "Jejak surat",
        "Semua tindakan atas surat ini. Jejak hanya bertambah, tidak dapat diubah.",
        "Kode di ujung baris sama dengan kode pada tanda terima.",
    ),
    "terlambat": _b(
        "Terlambat",
        "Siapa terlambat, pada tahap apa, dan berapa lama, menurut jam kerja.",
        "Pilih periode di atas.",
        "Tekan angkanya untuk melihat surat-suratnya.",
        panduan="kabag",
    ),
    "terlambat_daftar": _b(
        "Surat di balik angka",
        "Surat yang membentuk satu angka pada laporan terlambat.",
        "Tekan surat untuk melihat hitungannya.",
        panduan="kabag",
    ),
    "pekerjaan_daftar": _b(
        "Pekerjaan",
        "Cetakan dan pekerjaan panjang yang Anda minta. Halaman boleh ditutup.",
        "Tekan satu pekerjaan untuk melihat kemajuan atau hasilnya.",
    ),
    "pekerjaan_rinci": _b(
        "Satu pekerjaan",
        "Kemajuan dan hasil satu pekerjaan panjang.",
        "Selesai? Tekan Unduh. Gagal? Tekan Ulangi.",
    ),
    "akun": _b(
        "Akun saya",
        "Jabatan Anda hari ini, cara masuk, dan perangkat yang sedang masuk.",
        "Ada perangkat yang bukan milik Anda? Tekan Keluarkan, lalu ganti kata sandi.",
    ),
    "sandi_ganti": _b(
        "Ganti kata sandi",
        "Kata sandi baru paling sedikit 10 huruf. Kalimat pendek lebih mudah diingat.",
        "Ketik yang lama, lalu yang baru dua kali, lalu Simpan.",
    ),
    "kode_pasang": _b(
        "Kode dari HP",
        "Langkah kedua saat masuk, supaya kata sandi yang bocor saja tidak cukup.",
        "Pasang aplikasi kode di HP, pindai gambar QR, ketik enam angkanya.",
        "Simpan kode cadangan di tempat aman.",
    ),
    "kode_cadangan": _b("Kode cadangan", "Dipakai bila HP hilang. Tiap kode hanya sekali."),
    "kode_lepas": _b("Berhenti memakai kode", "Kata sandi ditanya sekali lagi supaya pasti ini Anda."),
    "draf_tertahan": _b(
        "Isian yang diselamatkan",
        "Yang Anda ketik saat waktu masuk habis masih tersimpan di sini.",
        "Salin isinya ke formulir yang baru.",
    ),
    "bantuan": _b("Bantuan", "Penjelasan tiap halaman, tombol papan ketik, dan panduan."),
    "hari_pertama": _b(
        "Hari pertama",
        "Beberapa langkah untuk mengenal e-Surat. Surat latihan tidak masuk agenda.",
        "Kerjakan dari atas. Yang sudah selesai tercentang sendiri.",
    ),
    "latihan_catat": _b(
        "Latihan mencatat",
        "Menyalin surat latihan ke formulir. Tidak ada yang masuk agenda.",
        "Baca suratnya, isi formulir, tekan Periksa.",
        panduan="petugas",
    ),
    "latihan_terima": _b(
        "Latihan menerima",
        "Mencoba tombol Terima pada surat latihan.",
        "Baca suratnya, lalu tekan Terima surat ini.",
        panduan="dinas",
    ),
    "panduan": _b("Panduan", "Panduan menurut pekerjaan Anda, dengan gambar."),
    "alur_siapa_boleh_apa": _b(
        "Siapa boleh apa", "Semua tindakan dan siapa yang boleh melakukannya, langsung dari aturannya."
    ),
    # Without a login
    "masuk": _b(
        "Masuk",
        "Masuk dengan NIP atau nama pengguna.",
        "Lupa kata sandi? Tekan Minta kata sandi baru.",
    ),
    "masuk_kode": _b(
        "Kode dari HP",
        "Langkah kedua: enam angka dari aplikasi kode.",
        "HP tidak ada? Pakai satu kode cadangan.",
    ),
    "sandi_lupa": _b("Lupa kata sandi", "Tautan untuk kata sandi baru dikirim ke e-mail Anda."),
    "sandi_lupa_terkirim": _b("Permintaan diterima", "Bila akunnya ada, tautannya datang dalam beberapa menit."),
    "sandi_atur": _b("Kata sandi baru", "Tautan ini berlaku satu jam dan hanya sekali."),
    "cek": _b(
        "Cek surat saya",
        "Melihat sampai di mana surat Anda, dengan kode pada tanda terima.",
        "Ketik sepuluh huruf kodenya, lalu tekan Cek.",
    ),
    "verifikasi": _b(
        "Periksa tanda terima",
        "Memastikan tanda terima benar dikeluarkan e-Surat.",
        "Ketik kodenya, lalu cocokkan nomor, tanggal, dan jam dengan kertasnya.",
    ),
    # The counter
    "surat_catat": _b(
        "Catat surat masuk",
        "Mendaftarkan surat yang baru datang dan memberinya nomor agenda.",
        "Ketik pengirim; pilih dari saran dengan panah dan Enter.",
        "Tekan Enter sekali lagi untuk memakai jenis dan kode surat terakhirnya.",
        "Isi nomor, tanggal, dan hal seperti tertulis pada surat.",
        "Taruh pindaian di kotaknya. Belum sempat? Simpan dulu, pindai nanti.",
        "Tekan Simpan dan teruskan, atau Ctrl+Enter.",
        panduan="petugas",
    ),
    "surat_arahkan": _b(
        "Arahkan surat",
        "Memilih jalan surat naik ke pimpinan.",
        "Rute surat terakhir pengirim itu ada paling atas. Pilih rutenya, lalu tekan Teruskan.",
        panduan="petugas",
    ),
    "surat_koreksi": _b(
        "Koreksi data",
        "Memperbaiki data yang salah ketik. Nilai lama tetap terbaca.",
        "Ubah isiannya, tulis alasannya, lalu Simpan koreksi.",
        panduan="petugas",
    ),
    "surat_tanpa_disposisi": _b(
        "Tidak perlu disposisi",
        "Menutup surat yang tidak perlu dilihat pimpinan, misalnya tagihan atau brosur.",
        "Tulis alasannya. Kepala bagian membacanya di register.",
        panduan="petugas",
    ),
    "surat_minta_batal": _b(
        "Minta pembatalan",
        "Meminta pencatatan surat dibatalkan. Nomornya tidak dipakai lagi.",
        "Tulis alasannya. Kepala bagian menyetujui atau menolak.",
        panduan="petugas",
    ),
    "surat_setujui_batal": _b(
        "Setujui pembatalan",
        "Memutus permintaan pembatalan dari petugas agenda.",
        "Baca alasannya, lalu tekan Setujui pembatalan atau Tolak pembatalan.",
        panduan="kabag",
    ),
    "surat_tolak_batal": _b(
        "Tolak pembatalan",
        "Surat tetap berjalan seperti semula.",
        "Tulis alasannya, lalu tekan Tolak pembatalan.",
        panduan="kabag",
    ),
    "surat_buka_kembali": _b(
        "Buka kembali",
        "Surat yang ditutup tanpa disposisi kembali menunggu diarahkan.",
        "Tulis alasannya, lalu tekan Buka kembali.",
        panduan="kabag",
    ),
    "surat_pindai": _b(
        "Tambah pindaian",
        "Mengunggah pindaian surat yang dicatat lebih dulu.",
        "Pilih PDF atau foto, atau tekan Pindai pakai HP.",
        "Tunggu sampai tertulis Aman di server, lalu tekan Simpan.",
        panduan="petugas",
    ),
    "pengirim_daftar": _b(
        "Pengirim",
        "Nama yang pernah diketik, dan nama yang mungkin satu pengirim.",
        "Tekan Gabungkan bila keduanya satu pengirim. Surat lama tidak berubah.",
        "Tekan Bukan yang sama bila berbeda. Keduanya tidak diusulkan lagi.",
        panduan="petugas",
    ),
    "pengirim_rinci": _b(
        "Satu pengirim",
        "Semua nama seorang pengirim dan berapa suratnya.",
        "Ketik nama pengirim lain, lalu tekan Gabungkan.",
        "Keliru digabung? Tekan Pisahkan lagi.",
        panduan="petugas",
    ),
    "surat_belum_dipindai": _b(
        "Belum dipindai",
        "Surat yang sudah bernomor agenda dan menunggu pindaiannya.",
        "Tekan Pindai pada surat yang kertasnya ada di meja Anda.",
        panduan="petugas",
    ),
    "hp": _b(
        "Foto surat dengan HP",
        "Mengirim foto halaman surat ke komputer petugas, tanpa masuk.",
        "Cocokkan dulu kodenya dengan kode di layar komputer.",
        "Foto halaman satu per satu; tiap foto langsung terkirim.",
        "Kode habis sesudah sepuluh menit? Petugas membuka kode baru.",
    ),
    "impor_daftar": _b(
        "Impor agenda lama",
        "Surat dari buku agenda sebelum e-Surat masuk sebagai riwayat selesai, dengan nomor dan waktu aslinya.",
        "Pilih berkas CSV atau XLSX, lalu tekan Unggah dan periksa.",
        "Belum ada yang ditulis sampai Anda menekan Impor.",
        panduan="petugas",
    ),
    "impor_rinci": _b(
        "Satu berkas agenda lama",
        "Apa yang akan masuk, apa yang sudah ada, dan baris mana yang salah.",
        "Kolom belum cocok? Buka Kolom berkas, pilih, lalu periksa lagi.",
        "Perbaiki baris yang salah di berkasnya, atau impor yang benar saja.",
        panduan="petugas",
    ),
    "buku_agenda": _b(
        "Buku agenda",
        "Mencetak buku agenda menurut tanggal.",
        "Pilih dari dan sampai tanggal, lalu tekan Cetak.",
        panduan="petugas",
    ),
    "darurat_daftar": _b(
        "Buku darurat",
        "Nomor agenda yang dicetak lebih dulu untuk saat listrik atau jaringan putus.",
        "Isi jumlah dan alasannya, lalu tekan Siapkan dan cetak formulirnya.",
        "Buka satu buku untuk mengetik surat yang tertulis di sana.",
        panduan="petugas",
    ),
    "darurat_rinci": _b(
        "Satu buku darurat",
        "Apa yang terjadi dengan tiap nomornya.",
        "Tekan Catat pada nomor yang terpakai, lalu salin isinya dari formulir.",
        "Nomor yang tidak terpakai: centang, tulis sebabnya, lalu minta ditutup.",
        panduan="petugas",
    ),
    "darurat_catat": _b(
        "Catat dari buku darurat",
        "Mengetik surat yang ditulis tangan di buku darurat, dengan nomornya.",
        "Salin tanggal dan jam terima dari formulir, lalu isi seperti biasa.",
        panduan="petugas",
    ),
    "ekspedisi_buku": _b(
        "Buku ekspedisi",
        "Surat yang menunggu dikirim, sedang di jalan, dan sudah diterima.",
        "Centang surat untuk satu tujuan, lalu tekan Kirim yang dicentang.",
        panduan="petugas",
    ),
    # Those who dispose
    "disposisi_beri": _b(
        "Disposisi",
        "Meneruskan surat dengan petunjuk.",
        "Sentuh penerimanya, sentuh isi disposisi, lalu Kirim disposisi.",
        "Tidak perlu diteruskan? Tekan Cukup arsip.",
        panduan="pimpinan",
    ),
    "disposisi_arsip": _b(
        "Cukup arsip", "Surat tidak diteruskan kepada siapa pun. Ditanya sekali sebelum disimpan.", panduan="pimpinan"
    ),
    "disposisi_sendiri": _b(
        "Tindak lanjuti sendiri", "Anda sendiri yang mengerjakan, lalu melaporkan selesai.", panduan="pimpinan"
    ),
    "disposisi_kembalikan": _b(
        "Kembalikan",
        "Surat yang bukan untuk Anda kembali dengan alasannya.",
        "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki.",
        panduan="pimpinan",
    ),
    "disposisi_benarkan": _b(
        "Benarkan yang didiktekan",
        "Yang dimasukkan ajudan untuk Anda, untuk dibenarkan atau dikoreksi.",
        "Baca isinya, lalu tekan Benarkan.",
        "Ada yang keliru? Tekan Koreksi dan tulis yang benar.",
        panduan="pimpinan",
    ),
    "kehadiran": _b(
        "Jawab undangan",
        "Satu tekanan menjawab undangan, dan acaranya masuk agenda dan kalender.",
        "Lihat dulu apakah acaranya bentrok dengan acara lain.",
        "Tekan Hadir, Wakilkan kepada, atau Tidak hadir.",
        "Berubah rencana? Buka halaman ini lagi; jawaban dapat diubah sampai acara mulai.",
        panduan="pimpinan",
    ),
    "agenda_pimpinan": _b(
        "Agenda pimpinan",
        "Acara para pejabat menurut hari atau minggu; yang berbarengan ditandai bentrok.",
        "Tekan Mundur atau Maju untuk pindah hari atau minggu.",
        "Tekan Cetak F4 atau Cetak A4 untuk kertasnya.",
        panduan="pimpinan",
    ),
    "kalender_saya": _b(
        "Kalender saya",
        "Alamat pribadi supaya acara dinas Anda tampil di kalender HP.",
        "Buat alamat, lalu salin ke aplikasi kalender.",
        "Alamat bocor? Tekan Ganti alamat atau Cabut alamat.",
    ),
    "disposisi_terkirim": _b(
        "Disposisi terkirim", "Kepada siapa surat ini pergi, dan surat berikut yang menunggu.", panduan="pimpinan"
    ),
    # The receiving unit
    "ekspedisi_terima": _b(
        "Terima surat",
        "Menyatakan surat sudah sampai. Menerima belum berarti selesai.",
        "Baca ringkasannya, lalu tekan Terima surat ini.",
        "Bukan untuk unit Anda? Tekan Bukan untuk kami.",
        panduan="dinas",
    ),
    "ekspedisi_kembalikan": _b(
        "Bukan untuk kami",
        "Surat kembali kepada pemberi disposisi, dengan alasan Anda.",
        "Tulis alasannya, lalu tekan Kembalikan.",
        panduan="dinas",
    ),
    # The admin
    "standar": _b(
        "Standar pelayanan",
        "Batas waktu tiap tahap. Norma baru berlaku mulai tanggalnya; yang lama tidak berubah.",
        panduan="admin",
    ),
    "kalender": _b(
        "Kalender kerja",
        "Hari libur dan jam kerja yang dipakai menghitung batas waktu.",
        "Periksa cuti bersama tiap awal tahun.",
        panduan="admin",
    ),
    "orang_daftar": _b("Orang", "Semua akun dan jabatannya.", "Tekan nama untuk mengubahnya.", panduan="admin"),
    "orang_tambah": _b("Tambah orang", "Akun baru dengan kata sandi sementara.", panduan="admin"),
    "orang_ubah": _b("Satu orang", "Data, jabatan, dan akun satu orang.", panduan="admin"),
    "orang_sandi": _b("Kata sandi sementara", "Berlaku sekali, lalu orangnya membuat yang baru.", panduan="admin"),
    "orang_sandi_tampil": _b("Kata sandi sementara", "Hanya tampil sekali. Sampaikan langsung.", panduan="admin"),
    "orang_sesi_akhiri": _b("Keluarkan perangkat", "Orang itu harus masuk lagi.", panduan="admin"),
    "orang_nonaktif": _b("Tutup akun", "Akunnya tidak dapat masuk. Jejaknya tetap.", panduan="admin"),
    "orang_aktifkan": _b("Buka akun lagi", "Akunnya dapat masuk kembali.", panduan="admin"),
    "orang_kode_lepas": _b("Lepas kode dari HP", "Untuk orang yang HP-nya hilang.", panduan="admin"),
    "penugasan_tambah": _b(
        "Beri jabatan", "Siapa memegang jabatan, sejak dan sampai kapan, menurut keputusan apa.", panduan="admin"
    ),
    "penugasan_ubah": _b("Ubah penugasan", "Membetulkan tanggal atau nomor keputusan.", panduan="admin"),
    "penugasan_akhiri": _b("Akhiri penugasan", "Haknya berakhir; riwayatnya tetap.", panduan="admin"),
    "jabatan_daftar": _b("Jabatan", "Semua jabatan dan peran yang melekat padanya.", panduan="admin"),
    "jabatan_tambah": _b("Tambah jabatan", "Jabatan baru, unitnya, atasannya, dan perannya.", panduan="admin"),
    "jabatan_ubah": _b("Satu jabatan", "Nama, atasan, dan peran satu jabatan.", panduan="admin"),
    "unit_daftar": _b("Unit kerja", "Bagian, dinas, badan, dan kecamatan.", panduan="admin"),
    "unit_tambah": _b("Tambah unit", "Unit baru, di dalam atau di luar Setda.", panduan="admin"),
    "unit_ubah": _b("Satu unit", "Nama dan pengganti satu unit.", panduan="admin"),
    "libur_ubah": _b("Hari libur", "Nama, jenis, dan dasar satu hari libur.", panduan="admin"),
    "libur_hapus": _b("Hapus hari libur", "Hari itu kembali menjadi hari kerja.", panduan="admin"),
    "libur_muat": _b("Muat hari libur", "Mengisi hari libur nasional dan cuti bersama satu tahun.", panduan="admin"),
    "jam_daftar": _b("Jam kerja", "Jam buka, istirahat, dan tutup tiap hari.", panduan="admin"),
    "jam_tambah": _b("Tambah jam kerja", "Jam kerja baru, misalnya selama Ramadan.", panduan="admin"),
    "jam_hapus": _b("Hapus jam kerja", "Jam kerja ini tidak dipakai lagi.", panduan="admin"),
    "rute_daftar": _b("Rute naik", "Jalan surat dari Bagian Umum ke pimpinan.", panduan="admin"),
    "rute_tambah": _b("Tambah rute", "Urutan pejabat yang menelaah, memaraf, dan mendisposisi.", panduan="admin"),
    "rute_ubah": _b("Satu rute", "Langkah satu rute. Surat yang sudah naik tidak berubah.", panduan="admin"),
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
