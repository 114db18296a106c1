"""The sentence for every refusal of a file. The child program only names the reason; words are chosen here."""

from dokumen.galat import BerkasDitolak

AMAN = "Berkas ini tidak disimpan; isian lain tetap aman."

ALASAN = {
    "kosong": "Berkas ini kosong (0 bita). {aman} Pilih berkas lain atau pindai ulang.",
    "terlalu_besar": "Berkas ini lebih besar dari {maks} MB. {aman} Pindai ulang dengan 200 dpi, lalu unggah lagi.",
    "jenis_lain": "Berkas ini {apa}, bukan jenis yang diterima. {aman} Unggah PDF, JPG, PNG, TIFF, HEIC, DOCX, ODT.",
    "terkunci": "Berkas ini dikunci kata sandi. {aman} Minta pengirim membuka kuncinya, atau cetak lalu pindai.",
    "terpotong": "Berkas ini terpotong: bagian akhirnya tidak ada. {aman} Salin atau pindai ulang, lalu unggah lagi.",
    "rusak": "Isi berkas ini rusak dan tidak terbaca. {aman} Simpan ulang di komputer Anda, lalu unggah lagi.",
    "campuran": "Berkas ini menyembunyikan isi jenis lain. {aman} Pindai ulang suratnya, atau cetak menjadi PDF baru.",
    "bom": "Isi berkas ini mengembang jauh melebihi ukurannya. {aman} Pindai ulang, atau cetak menjadi PDF baru.",
    "terlalu_banyak_halaman": (
        "Berkas ini {halaman} halaman, sedangkan batasnya {maks} halaman. {aman} "
        "Bagi menjadi beberapa berkas, lalu unggah lagi."
    ),
    "terlalu_banyak_piksel": (
        "Gambar di berkas ini {piksel} megapiksel, sedangkan batasnya {maks}. {aman} "
        "Pindai ulang dengan 300 dpi, lalu unggah lagi."
    ),
    "ukuran_halaman": "Ukuran halaman berkas ini tidak wajar. {aman} Cetak menjadi PDF A4 atau F4, lalu unggah lagi.",
    "terlalu_rumit": "Susunan berkas ini terlalu rumit. {aman} Cetak menjadi PDF baru, lalu unggah lagi.",
    "terlalu_berat": "Berkas ini terlalu berat untuk diperiksa. {aman} Cetak menjadi PDF baru atau pindai ulang.",
    "makro": "Dokumen ini berisi makro, yaitu program kecil. {aman} Simpan sebagai PDF, lalu unggah lagi.",
    "berisi_jebakan": "Dokumen ini mengambil isi dari luar saat dibuka. {aman} Simpan sebagai PDF, lalu unggah lagi.",
    "penuh": "Ruang simpan server penuh. {aman} Beri tahu admin, lalu unggah lagi.",
    "gangguan": "Penyimpanan server sedang terganggu. {aman} Coba lagi sebentar; bila tetap begini, beri tahu admin.",
    "putus": "Unggahan berhenti di tengah jalan. {aman} Periksa koneksi, lalu unggah lagi.",
    "kedaluwarsa": "Unggahan ini sudah lebih dari sehari. {aman} Pilih berkasnya sekali lagi.",
    "terlalu_banyak_unggahan": (
        "Terlalu banyak berkas yang belum dipakai. {aman} Simpan atau lepas dulu yang sudah diunggah, lalu coba lagi."
    ),
    "bukan_gambar": "Hanya foto atau hasil pindai yang dapat digabung. {aman} Unggah PDF sebagai berkas sendiri.",
}

APA = {
    "program": "sebuah program",
    "gambar_lain": "gambar jenis lain",
    "arsip": "arsip (ZIP, RAR, atau sejenisnya)",
    "suara_video": "rekaman suara atau video",
    "rtf": "dokumen RTF",
    "postscript": "berkas PostScript",
    "office_lama": "dokumen Office lama (DOC atau XLS)",
    "office_terkunci": "dokumen Office yang dikunci kata sandi",
    "office_lain": "dokumen Office jenis lain, misalnya lembar hitung",
    "web": "halaman web",
    "svg": "gambar SVG",
    "xml": "berkas XML",
    "teks": "berkas teks",
    "tak_dikenal": "tidak dikenali",
}


def tolak(alasan, **rincian):
    """The exception to raise: `raise tolak("terlalu_besar", maks=25)`. Figures are pixels, pages or MB."""
    isi = {"aman": AMAN} | rincian
    if "apa" in isi:
        isi["apa"] = APA[isi["apa"]]
    if "piksel" in isi:
        isi |= {"piksel": ribuan(isi["piksel"] // 1_000_000), "maks": ribuan(isi["maks"] // 1_000_000)}
    if "halaman" in isi:
        isi["halaman"] = ribuan(isi["halaman"])
    return BerkasDitolak(alasan, ALASAN[alasan].format(**isi))


def ribuan(angka):
    return f"{angka:,}".replace(",", ".")
