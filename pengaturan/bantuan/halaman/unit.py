"""Pages of the receiving unit."""

from pengaturan.bantuan.halaman.bentuk import bantuan

HALAMAN = {
    "ekspedisi_terima": bantuan(
        "Terima surat",
        "Menyatakan surat sudah sampai. Menerima belum berarti selesai.",
        "Baca ringkasannya, lalu tekan Terima surat ini.",
        "Bukan untuk unit Anda? Tekan Bukan untuk kami.",
        panduan="dinas",
    ),
    "ekspedisi_kembalikan": bantuan(
        "Bukan untuk kami",
        "Surat kembali kepada pemberi disposisi, dengan alasan Anda.",
        "Tulis alasannya, lalu tekan Kembalikan.",
        panduan="dinas",
    ),
}
