"""Pages of those who dispose."""

from pengaturan.bantuan.halaman.bentuk import bantuan

HALAMAN = {
    "disposisi_beri": bantuan(
        "Disposisi",
        "Meneruskan surat dengan petunjuk.",
        "Sentuh penerimanya, sentuh isi disposisi, lalu Kirim disposisi.",
        "Tidak perlu diteruskan? Tekan Cukup arsip.",
        "Sudah Anda terima? Tindak lanjutnya tetap dapat didisposisikan kepada bawahan Anda.",
        panduan="pimpinan",
    ),
    "disposisi_arsip": bantuan(
        "Cukup arsip", "Surat tidak diteruskan kepada siapa pun. Ditanya sekali sebelum disimpan.", panduan="pimpinan"
    ),
    "disposisi_sendiri": bantuan(
        "Tindak lanjuti sendiri", "Anda sendiri yang mengerjakan, lalu melaporkan selesai.", panduan="pimpinan"
    ),
    "disposisi_kembalikan": bantuan(
        "Kembalikan",
        "Surat yang bukan untuk Anda kembali dengan alasannya.",
        "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki.",
        panduan="pimpinan",
    ),
    "disposisi_benarkan": bantuan(
        "Benarkan yang didiktekan",
        "Yang dimasukkan ajudan untuk Anda, untuk dibenarkan atau dikoreksi.",
        "Baca isinya, lalu tekan Benarkan.",
        "Ada yang keliru? Tekan Koreksi dan tulis yang benar.",
        panduan="pimpinan",
    ),
    "kehadiran": bantuan(
        "Jawab undangan",
        "Satu tekanan menjawab undangan, dan acaranya masuk agenda dan kalender.",
        "Lihat dulu apakah acaranya bentrok dengan acara lain.",
        "Tekan Hadir, Wakilkan kepada, atau Tidak hadir.",
        "Berubah rencana? Buka halaman ini lagi; jawaban dapat diubah sampai acara mulai.",
        panduan="pimpinan",
    ),
    "agenda_pimpinan": bantuan(
        "Agenda pimpinan",
        "Acara para pejabat menurut hari atau minggu; yang berbarengan ditandai bentrok.",
        "Tekan Mundur atau Maju untuk pindah hari atau minggu.",
        "Tekan Cetak F4 atau Cetak A4 untuk kertasnya.",
        panduan="pimpinan",
    ),
    "kalender_saya": bantuan(
        "Kalender saya",
        "Alamat pribadi supaya acara dinas Anda tampil di kalender HP.",
        "Tulis kata sandi Anda dan buat alamatnya, lalu salin ke aplikasi kalender.",
        "Alamat bocor? Tekan Ganti alamat atau Cabut alamat.",
    ),
    "disposisi_terkirim": bantuan(
        "Disposisi terkirim", "Kepada siapa surat ini pergi, dan surat berikut yang menunggu.", panduan="pimpinan"
    ),
    "disposisi_pantau": bantuan(
        "Pantau disposisi",
        "Sampai di mana tiap penerima: dikirim, dibaca, diterima, diteruskan, atau selesai.",
        "Tekan Ingatkan bagi yang belum bergerak, sekali sehari.",
        "Tekan Tarik kembali selama penerima belum membacanya.",
        panduan="pimpinan",
    ),
    "disposisi_tengahi": bantuan(
        "Tetapkan penerima",
        "Surat ini dua kali ditolak. Keputusan Anda mengikat dan tidak dapat ditolak lagi.",
        "Baca kedua alasannya, pilih penerimanya, lalu tekan Tetapkan penerima.",
        panduan="kabag",
    ),
}
