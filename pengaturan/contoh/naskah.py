"""The letters of the demo office, as data: synthetic senders and subjects, and the journeys they take.

A journey is a list of steps `(act, worked minutes since the step before, *particulars)`; `DIAM` minutes then pass
until now. Late ones simply take longer than the norm.
"""

HAL = (
    # pengirim, jenis, hal, kode klasifikasi
    (
        "Kementerian Dalam Negeri",
        "surat-edaran",
        "Percepatan Penyusunan Laporan Penyelenggaraan Pemerintahan Daerah",
        "100.1",
    ),
    (
        "Pemerintah Provinsi Contoh Raya",
        "pemberitahuan",
        "Penyampaian Jadwal Evaluasi Rancangan Peraturan Daerah",
        "100.3",
    ),
    ("Pemerintah Desa Contoh Jaya", "permohonan", "Permohonan Perbaikan Jalan Poros Desa Contoh Jaya", "600.1"),
    ("Universitas Contoh", "permohonan", "Permohonan Izin Penelitian Mahasiswa Program Magister", "400.14"),
    (
        "PT PLN (Persero) ULP Contoh",
        "pemberitahuan",
        "Pemadaman Listrik Terjadwal untuk Pemeliharaan Jaringan",
        "500.10",
    ),
    ("Forum Anak Kabupaten Contoh", "permohonan", "Permohonan Audiensi dan Penyampaian Suara Anak", "400.2"),
    (
        "Dinas Kesehatan Provinsi Contoh Raya",
        "laporan",
        "Laporan Capaian Imunisasi Dasar Lengkap Triwulan III",
        "400.7",
    ),
    (
        "Badan Pusat Statistik Kabupaten Contoh",
        "permohonan",
        "Permohonan Data Sektoral untuk Daerah Dalam Angka",
        "500.14",
    ),
    ("Kecamatan Contoh Utara", "laporan", "Laporan Kejadian Tanah Longsor di Desa Bukit Contoh", "300.2"),
    (
        "Kantor Pertanahan Kabupaten Contoh",
        "surat-dinas",
        "Penyelesaian Sertipikat Tanah Aset Pemerintah Daerah",
        "500.17",
    ),
    (
        "Palang Merah Indonesia Cabang Contoh",
        "permohonan",
        "Permohonan Dukungan Kegiatan Donor Darah Bersama",
        "400.9",
    ),
    ("Kejaksaan Negeri Contoh", "surat-dinas", "Permintaan Pendampingan Hukum Perkara Perdata", "100.3"),
    (
        "Dewan Perwakilan Rakyat Daerah Kabupaten Contoh",
        "surat-dinas",
        "Penyampaian Pokok-Pokok Pikiran Anggota DPRD",
        "400.14",
    ),
    (
        "Badan Kepegawaian Negara Kantor Regional",
        "surat-edaran",
        "Batas Waktu Usul Kenaikan Pangkat Periode April",
        "800.1",
    ),
    ("Perhimpunan Petani Contoh", "permohonan", "Permohonan Bantuan Benih Padi dan Pupuk", "500.6"),
    ("Rumah Sakit Umum Daerah Contoh", "laporan", "Laporan Ketersediaan Obat dan Tempat Tidur", "400.7"),
    (
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "laporan",
        "Hasil Monitoring Jaringan Irigasi Daerah Contoh Hilir",
        "600.1",
    ),
    ("Sekolah Menengah Atas Negeri 1 Contoh", "permohonan", "Permohonan Narasumber Pembinaan Karakter Siswa", "400.3"),
    ("Kepolisian Resor Contoh", "surat-dinas", "Koordinasi Pengamanan Perayaan Hari Besar Keagamaan", "300.1"),
    ("Kamar Dagang dan Industri Contoh", "pemberitahuan", "Pelaksanaan Pameran Produk Unggulan Daerah", "500.2"),
)
UNDANGAN = (
    (
        "Dinas Kesehatan Provinsi Contoh Raya",
        "Undangan Rapat Koordinasi Percepatan Penurunan Stunting",
        "Aula Dinas Kesehatan Provinsi",
        "400.7",
    ),
    (
        "Sekretariat DPRD Kabupaten Contoh",
        "Undangan Rapat Paripurna Penyampaian Rancangan Perda APBD",
        "Gedung DPRD Kabupaten Contoh",
        "100.3",
    ),
    (
        "Badan Pengelola Bencana Provinsi Contoh Raya",
        "Undangan Gladi Kesiapsiagaan Menghadapi Musim Hujan",
        "Lapangan Merdeka",
        "300.2",
    ),
    ("Bank Pembangunan Contoh", "Undangan Peresmian Kantor Cabang Pembantu", "Jalan Merdeka 10", "500.2"),
)

KES, PDK, BPBD = "Dinas Kesehatan", "Dinas Pendidikan", "Badan Penanggulangan Bencana Daerah"
PUPR, SOS, KOMINFO = "Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Sosial", "Dinas Komunikasi dan Informatika"
AS1, AS2, AS3 = (
    "Asisten Pemerintahan dan Kesejahteraan Rakyat",
    "Asisten Perekonomian dan Pembangunan",
    "Asisten Administrasi Umum",
)
SEKDA, HUKUM = "Sekretaris Daerah", "Kepala Bagian Hukum"

NAIK = (("arahkan", 12), ("telaah", 30))
NAIK_LAMBAT = (("arahkan", 140), ("telaah", 200))
KE_SEKDA = (*NAIK, ("disposisi", 120, SEKDA, (AS1,), ("Tindak lanjuti",), "Koordinasikan dengan unit terkait."))


def ke_dinas(*unit, instruksi=("Tindak lanjuti",), naik=NAIK, menit=150, catatan=""):
    return (*naik, ("disposisi", menit, SEKDA, unit, instruksi, catatan))


PERJALANAN = (
    # (nama keadaan, langkah, menit kerja sejak langkah terakhir, jumlah surat, pilihan)
    ("belum dipindai", (), 20, 2, {"pindai": False}),
    ("belum dipindai, lewat", (), 150, 1, {"pindai": False}),
    ("menunggu diarahkan", (), 25, 3, {}),
    ("menunggu telaah", (("arahkan", 15),), 20, 3, {}),
    ("menunggu telaah, lewat", (("arahkan", 15),), 300, 1, {}),
    ("menunggu paraf Asisten", (("arahkan", 10, "paraf"), ("telaah", 30)), 60, 2, {"kecepatan": "SEGERA"}),
    ("menunggu disposisi", NAIK, 90, 5, {}),
    ("menunggu disposisi, segera", NAIK, 100, 2, {"kecepatan": "SEGERA"}),
    ("menunggu disposisi, lewat", NAIK, 1100, 2, {}),
    ("di Asisten", KE_SEKDA, 60, 3, {}),
    ("di Asisten, lewat", KE_SEKDA, 1300, 1, {}),
    (
        "diteruskan Asisten ke Bagian",
        (*KE_SEKDA, ("disposisi", 100, AS1, (HUKUM,), ("Pelajari/telaah",), "")),
        200,
        1,
        {},
    ),
    ("menunggu dikirim", ke_dinas(KES, PDK), 30, 3, {}),
    ("menunggu dikirim, lewat", ke_dinas(BPBD), 260, 1, {}),
    ("dikirim, belum dibuka", (*ke_dinas(KES), ("kirim", 40)), 120, 3, {}),
    ("dikirim, belum dibuka, lewat", (*ke_dinas(PDK, KES), ("kirim", 40)), 1200, 2, {}),
    ("dibuka, belum diterima", (*ke_dinas(BPBD), ("kirim", 40), ("buka", 60, BPBD)), 90, 1, {}),
    ("ditindaklanjuti", (*ke_dinas(PUPR), ("kirim", 30), ("buka", 50, PUPR), ("terima", 5, PUPR)), 400, 4, {}),
    (
        "ditindaklanjuti dua Dinas, satu belum menerima",
        (*ke_dinas(KES, SOS), ("kirim", 30), ("buka", 50, KES), ("terima", 5, KES)),
        300,
        2,
        {},
    ),
    ("tindak lanjut lewat", (*ke_dinas(PDK), ("kirim", 30), ("buka", 50, PDK), ("terima", 5, PDK)), 3300, 1, {}),
    (
        "selesai",
        (*ke_dinas(KOMINFO), ("kirim", 40), ("buka", 60, KOMINFO), ("terima", 5, KOMINFO), ("selesai", 900, KOMINFO)),
        500,
        8,
        {},
    ),
    (
        "selesai, terlambat di jalan",
        (
            *ke_dinas(BPBD, naik=NAIK_LAMBAT, menit=700),
            ("kirim", 300),
            ("buka", 500, BPBD),
            ("terima", 20, BPBD),
            ("selesai", 600, BPBD),
        ),
        400,
        3,
        {},
    ),
    (
        "untuk diketahui saja",
        (*ke_dinas(SOS, instruksi=("Untuk diketahui",)), ("kirim", 40), ("buka", 30, SOS), ("terima", 2, SOS)),
        300,
        2,
        {},
    ),
    ("cukup arsip", (*NAIK, ("arsip", 60, SEKDA)), 600, 2, {}),
    (
        "dikembalikan: bukan untuk kami",
        (*ke_dinas(KES), ("kirim", 40), ("buka", 60, KES), ("kembali", 10, KES)),
        60,
        1,
        {},
    ),
    ("rahasia, menunggu disposisi", NAIK, 45, 1, {"keamanan": "R"}),
    ("terbatas, menunggu disposisi", NAIK, 30, 1, {"keamanan": "T"}),
    ("undangan besok", (*ke_dinas(KES, instruksi=("Hadiri/Wakili",)), ("kirim", 20)), 45, 1, {"acara": "besok"}),
    ("undangan pekan depan", NAIK, 30, 2, {"acara": "pekan depan"}),
    ("undangan, diterima setelah acara", (("arahkan", 10),), 15, 1, {"acara": "lewat"}),
)
