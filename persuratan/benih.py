"""Seeds of reference data: kinds of letters, classification codes, service norms. Seeds never overwrite."""

import datetime

KLASIFIKASI = (
    ("000", "Umum"),
    ("000.1", "Ketatausahaan dan Kerumahtanggaan"),
    ("000.2", "Perlengkapan"),
    ("000.3", "Pengadaan"),
    ("000.4", "Perpustakaan"),
    ("000.5", "Kearsipan"),
    ("000.6", "Persandian"),
    ("000.7", "Perencanaan Pembangunan"),
    ("000.8", "Organisasi dan Tata Laksana"),
    ("000.9", "Penelitian, Pengkajian, dan Pengembangan"),
    ("100", "Pemerintahan"),
    ("100.1", "Otonomi Daerah"),
    ("100.2", "Pemerintahan Umum"),
    ("100.3", "Hukum"),
    ("200", "Politik"),
    ("200.1", "Kesatuan Bangsa dan Politik"),
    ("200.2", "Pemilu"),
    ("300", "Keamanan dan Ketertiban"),
    ("300.1", "Satuan Polisi Pamong Praja"),
    ("300.2", "Penanggulangan Bencana, Pencarian, dan Pertolongan"),
    ("400", "Kesejahteraan Rakyat"),
    ("400.1", "Pembangunan Daerah Tertinggal"),
    ("400.2", "Pemberdayaan Perempuan dan Perlindungan Anak"),
    ("400.3", "Pendidikan"),
    ("400.4", "Keolahragaan"),
    ("400.5", "Kepemudaan"),
    ("400.6", "Kebudayaan"),
    ("400.7", "Kesehatan"),
    ("400.8", "Agama dan Kepercayaan"),
    ("400.9", "Sosial"),
    ("400.10", "Pemberdayaan Masyarakat Desa"),
    ("400.11", "Pertamanan dan Pemakaman"),
    ("400.12", "Kependudukan dan Catatan Sipil"),
    ("400.13", "Keluarga Berencana"),
    ("400.14", "Hubungan Masyarakat"),
    ("500", "Perekonomian"),
    ("500.1", "Ketahanan Pangan"),
    ("500.2", "Perdagangan"),
    ("500.3", "Koperasi dan Usaha Kecil Menengah"),
    ("500.4", "Kehutanan"),
    ("500.5", "Kelautan dan Perikanan"),
    ("500.6", "Pertanian"),
    ("500.7", "Peternakan"),
    ("500.8", "Perkebunan"),
    ("500.9", "Perindustrian"),
    ("500.10", "Energi dan Sumber Daya Mineral"),
    ("500.11", "Perhubungan"),
    ("500.12", "Komunikasi dan Informatika"),
    ("500.13", "Pariwisata dan Ekonomi Kreatif"),
    ("500.14", "Statistik"),
    ("500.15", "Ketenagakerjaan"),
    ("500.16", "Penanaman Modal"),
    ("500.17", "Pertanahan"),
    ("500.18", "Transmigrasi"),
    ("600", "Pekerjaan Umum dan Ketenagaan"),
    ("600.1", "Pekerjaan Umum"),
    ("600.2", "Perumahan Rakyat dan Kawasan Pemukiman"),
    ("600.3", "Tata Ruang (Tata Kota)"),
    ("600.4", "Lingkungan Hidup"),
    ("700", "Pengawasan"),
    ("700.1", "Pengawasan Internal"),
    ("800", "Kepegawaian"),
    ("800.1", "Sumber Daya Manusia"),
    ("800.2", "Pendidikan dan Pelatihan"),
    ("900", "Keuangan"),
    ("900.1", "Keuangan Daerah"),
)
"""First and second level of Permendagri 83/2022, typed from the rules the office was given."""

JENIS_NASKAH = (
    # kode, nama, kelompok, undangan
    ("undangan", "Undangan", "Korespondensi", True),
    ("permohonan", "Permohonan", "Korespondensi", False),
    ("pemberitahuan", "Pemberitahuan", "Korespondensi", False),
    ("laporan", "Laporan", "Lainnya", False),
    ("surat-dinas", "Surat dinas", "Korespondensi", False),
    ("surat-edaran", "Surat edaran", "Arahan", False),
    ("nota-dinas", "Nota dinas", "Korespondensi", False),
    ("keputusan", "Keputusan", "Arahan", False),
    ("surat-tugas", "Surat tugas", "Arahan", False),
    ("lain", "Lainnya", "Lainnya", False),
)

M, J, H, B = "MENIT_KERJA", "JAM_KERJA", "HARI_KERJA", "JAM_BERJALAN"

STANDAR = {
    # jenis: (biasa, segera, amat segera)
    "CATAT": ((1, J), (25, M), (15, M)),
    "ARAHKAN": ((1, J), (25, M), (15, M)),
    "TELAAH": ((1, J), (45, M), (15, M)),
    "PARAF": ((1, H), (4, J), (1, J)),
    "DISPOSISI": ((1, H), (4, J), (1, J)),
    "DISTRIBUSI": ((2, J), (1, J), (30, M)),
    "TERIMA": ((1, H), (4, J), (1, J)),
    "TINDAK_LANJUT": ((5, H), (48, B), (24, B)),
    "PERSETUJUAN_BATAL": ((1, H), (4, J), (1, J)),
    "TENGAHI": ((1, H), (4, J), (1, J)),
    "BENARKAN": ((3, H), (2, H), (1, H)),
    "KESELURUHAN": ((2, H), (1, H), (4, J)),
    "KESELURUHAN_PANJANG": ((4, H), (2, H), (8, J)),
}
"""Default norms; "arahkan" has none of its own in the rules and takes that of registering."""

KECEPATAN = ("BIASA", "SEGERA", "AMAT_SEGERA")
BERLAKU_MULAI = datetime.date(2021, 1, 1)


def benih_acuan(jenis_naskah, klasifikasi):
    for urutan, (kode, nama, kelompok, undangan) in enumerate(JENIS_NASKAH):
        jenis_naskah.objects.get_or_create(
            kode=kode, defaults={"nama": nama, "kelompok": kelompok, "undangan": undangan, "urutan": urutan}
        )
    for kode, nama in KLASIFIKASI:
        klasifikasi.objects.get_or_create(kode=kode, defaults={"nama": nama})


def benih_standar(standar):
    for jenis, norma in STANDAR.items():
        for kecepatan, (jumlah, satuan) in zip(KECEPATAN, norma, strict=True):
            standar.objects.get_or_create(
                jenis=jenis,
                kecepatan=kecepatan,
                berlaku_mulai=BERLAKU_MULAI,
                defaults={"jumlah": jumlah, "satuan": satuan, "dasar": "Standar awal, dapat diubah"},
            )
