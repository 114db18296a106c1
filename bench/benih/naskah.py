"""Made-up letters: senders, subjects, numbers. Words repeat as they do in an office: few often, many seldom."""

AWAL_DESA = [
    "Suka",
    "Karang",
    "Tanjung",
    "Muara",
    "Bukit",
    "Lubuk",
    "Padang",
    "Sungai",
    "Batu",
    "Tebing",
    "Pulau",
    "Teluk",
    "Ujung",
    "Rawa",
    "Kampung",
    "Air",
    "Simpang",
    "Pasir",
    "Gunung",
    "Kuala",
    "Parit",
    "Talang",
    "Sumber",
    "Panca",
    "Mekar",
    "Wono",
    "Sido",
    "Marga",
    "Tirta",
    "Bangun",
]
AKHIR_DESA = [
    "Maju",
    "Jaya",
    "Makmur",
    "Sari",
    "Indah",
    "Raya",
    "Baru",
    "Mulya",
    "Asri",
    "Rejo",
    "Agung",
    "Harapan",
    "Damai",
    "Sejahtera",
    "Lestari",
    "Permai",
    "Subur",
    "Abadi",
    "Bakti",
    "Setia",
    "Rukun",
    "Mandiri",
    "Timur",
    "Barat",
    "Selatan",
    "Utara",
    "Tengah",
    "Hilir",
    "Hulu",
    "Bersatu",
]
DESA = [f"{a} {b}" for a in AWAL_DESA for b in AKHIR_DESA]

LEMBAGA = (
    "Pemerintah Desa {desa}",
    "Puskesmas {desa}",
    "Sekolah Dasar Negeri {desa}",
    "Kelompok Tani {desa}",
    "Karang Taruna {desa}",
    "Yayasan {desa}",
    "Koperasi {desa}",
    "CV {desa}",
)
INDUK = (
    "Kementerian Dalam Negeri",
    "Kementerian Keuangan",
    "Kementerian Kesehatan",
    "Pemerintah Provinsi Contoh Raya",
    "Dinas Kesehatan Provinsi Contoh Raya",
    "Badan Pemeriksa Keuangan Perwakilan Contoh Raya",
    "Badan Pusat Statistik Kabupaten Contoh",
    "Sekretariat DPRD Kabupaten Contoh",
    "Kepolisian Resor Contoh",
    "Kejaksaan Negeri Contoh",
    "Kantor Pertanahan Kabupaten Contoh",
    "Universitas Contoh",
    "Bank Pembangunan Contoh",
    "Rumah Sakit Umum Daerah Contoh",
    "Palang Merah Indonesia Cabang Contoh",
    "Kamar Dagang dan Industri Contoh",
)

POKOK = (
    # (jenis, subject, kode klasifikasi)
    ("permohonan", "Permohonan Bantuan Perbaikan Jalan", "600.1"),
    ("permohonan", "Permohonan Izin Penelitian", "400.14"),
    ("permohonan", "Permohonan Data Sektoral", "500.14"),
    ("permohonan", "Permohonan Bantuan Bibit dan Pupuk", "500.6"),
    ("permohonan", "Permohonan Audiensi", "400.14"),
    ("permohonan", "Permohonan Narasumber Pelatihan", "800.2"),
    ("pemberitahuan", "Pemberitahuan Pemadaman Listrik", "500.10"),
    ("pemberitahuan", "Pemberitahuan Jadwal Pemeriksaan Interim", "700.1"),
    ("pemberitahuan", "Penyampaian Jadwal Evaluasi Rancangan Peraturan Daerah", "100.3"),
    ("laporan", "Laporan Realisasi Anggaran", "900.1"),
    ("laporan", "Laporan Kejadian Banjir", "300.2"),
    ("laporan", "Laporan Kejadian Tanah Longsor", "300.2"),
    ("laporan", "Laporan Capaian Imunisasi Dasar Lengkap", "400.7"),
    ("laporan", "Laporan Hasil Pengawasan Dana Desa", "700.1"),
    ("surat-dinas", "Penyelesaian Sertipikat Tanah Aset Daerah", "500.17"),
    ("surat-dinas", "Permintaan Pendampingan Hukum", "100.3"),
    ("surat-dinas", "Usulan Kenaikan Pangkat", "800.1"),
    ("surat-edaran", "Edaran Jam Kerja Bulan Ramadan", "800.1"),
    ("surat-edaran", "Edaran Penghematan Energi dan Air", "000.1"),
    ("nota-dinas", "Usulan Pengadaan Kendaraan Operasional", "000.3"),
)
ACARA = (
    ("Undangan Rapat Koordinasi Percepatan Penurunan Stunting", "400.7"),
    ("Undangan Rapat Paripurna", "100.3"),
    ("Undangan Musyawarah Perencanaan Pembangunan", "000.7"),
    ("Undangan Peresmian Gedung Serbaguna", "000.1"),
    ("Undangan Gladi Kesiapsiagaan Bencana", "300.2"),
    ("Undangan Sosialisasi Pencegahan Korupsi", "700.1"),
    ("Undangan Bimbingan Teknis Pengelolaan Arsip", "000.5"),
)
KETERANGAN = (
    "", "", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV", "Semester I", "Semester II",
    "Tahap I", "Tahap II", "Tingkat Kabupaten",
)  # fmt: skip
TEMPAT = ("Aula Kantor Bupati", "Gedung DPRD Kabupaten Contoh", "Balai Desa", "Lapangan Merdeka", "Ruang Rapat Setda")
HASIL = (
    "Sudah ditindaklanjuti; laporan disampaikan kepada Sekretaris Daerah.",
    "Kegiatan telah dihadiri dan hasilnya dilaporkan.",
    "Data sudah dikirim kepada pemohon.",
)
CATATAN = ("", "", "Koordinasikan dengan unit terkait.", "Laporkan hasilnya kepada saya.", "Siapkan bahannya.")


def pilih_condong(acak, daftar):
    """An element, the first ones far more often than the last: as senders and villages come in a real agenda."""
    return daftar[int(len(daftar) * acak.random() ** 3)]


def karang(acak, nomor, tahun, undangan):
    """One letter: {"nama_pengirim", "jenis", "hal", "klasifikasi", "nomor_surat", "acara_tempat"}."""
    desa = pilih_condong(acak, DESA)
    pengirim = acak.choice(INDUK) if acak.random() < 0.5 else acak.choice(LEMBAGA).format(desa=desa)
    if undangan:
        (pokok, kode), jenis = acak.choice(ACARA), "undangan"
    else:
        jenis, pokok, kode = acak.choice(POKOK)
    hal = f"{pokok} {acak.choice(KETERANGAN)} {pilih_condong(acak, DESA)} Tahun {tahun}"
    return {
        "nama_pengirim": pengirim,
        "jenis": jenis,
        "klasifikasi": kode,
        "hal": " ".join(hal.split()),
        "nomor_surat": f"{kode}/{1 + nomor * 7 % 4999}/{desa.split()[0].upper()}/{tahun}",
        "acara_tempat": f"{acak.choice(TEMPAT)} {desa}" if undangan else "",
    }
