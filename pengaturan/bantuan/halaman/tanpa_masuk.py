"""Pages that open without a login."""

from pengaturan.bantuan.halaman.bentuk import bantuan

HALAMAN = {
    "masuk": bantuan(
        "Masuk",
        "Masuk dengan NIP atau nama pengguna.",
        "Lupa kata sandi? Tekan Minta kata sandi baru.",
    ),
    "masuk_kode": bantuan(
        "Kode dari HP",
        "Langkah kedua: enam angka dari aplikasi kode.",
        "HP tidak ada? Pakai satu kode cadangan.",
    ),
    "sandi_lupa": bantuan("Lupa kata sandi", "Tautan untuk kata sandi baru dikirim ke e-mail Anda."),
    "sandi_lupa_terkirim": bantuan("Permintaan diterima", "Bila akunnya ada, tautannya datang dalam beberapa menit."),
    "sandi_atur": bantuan("Kata sandi baru", "Tautan ini berlaku satu jam dan hanya sekali."),
    "cek": bantuan(
        "Cek surat saya",
        "Melihat sampai di mana surat Anda, dengan kode pada tanda terima.",
        "Ketik sepuluh huruf kodenya, lalu tekan Cek.",
    ),
    "verifikasi": bantuan(
        "Periksa tanda terima",
        "Memastikan tanda terima benar dikeluarkan e-Surat.",
        "Ketik kodenya, lalu cocokkan nomor, tanggal, dan jam dengan kertasnya.",
    ),
}
