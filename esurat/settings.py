"""One settings file for every mode; everything is read from the environment or `.env`, and a bad value fails loudly.

The environment wins over `.env`. The variables are documented in `.env.example`.
"""

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from esurat import catatan

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ESURAT_ENV", str(BASE_DIR / ".env")), overwrite=False)

MODE = env.str("ESURAT_MODE", "contoh")
if MODE not in {"contoh", "produksi"}:
    raise ImproperlyConfigured(f"ESURAT_MODE={MODE!r}: tulis 'contoh' atau 'produksi'.")
PRODUKSI = MODE == "produksi"

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY belum diisi. Jalankan script/setup, atau isi di .env.")
if PRODUKSI and (len(SECRET_KEY) < 50 or "ganti" in SECRET_KEY):
    raise ImproperlyConfigured("SECRET_KEY masih contoh atau terlalu pendek: buat 50 huruf acak atau lebih.")
SECRET_KEY_FALLBACKS = env.list("ESURAT_KUNCI_LAMA", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# State lives in the database and in ESURAT_VAR alone, so that web and worker processes can be many.
VAR = Path(env.str("ESURAT_VAR", str(BASE_DIR / "var"))).resolve()
BERKAS_DIR = Path(env.str("ESURAT_BERKAS", str(VAR / "berkas"))).resolve()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_htmx",
    "template_partials",
    "csp",
    "organisasi",
    "alur",
    "dokumen",
    "persuratan",
    "disposisi",
    "ekspedisi",
    "laporan",
    "pengaturan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "pengaturan.middleware.TandaNolMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pengaturan.middleware.SesiMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pengaturan.middleware.MasukWajibMiddleware",
    "pengaturan.middleware.SyaratAkunMiddleware",
    "pengaturan.middleware.BatasPublikMiddleware",
    "pengaturan.middleware.HanyaKirimMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

if not env.bool("ESURAT_DI_BELAKANG_PROXY", False):
    MIDDLEWARE.insert(2, "pengaturan.middleware.PadatkanMiddleware")

ROOT_URLCONF = "esurat.urls"
FORM_RENDERER = "organisasi.isian.Perender"
WSGI_APPLICATION = "esurat.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pengaturan.konteks.rangka",
            ],
            "builtins": ["organisasi.templatetags.tanda", "pengaturan.templatetags.rangka"],
        },
    },
]

# SQLite needs WAL *and* IMMEDIATE: WAL alone loses half of concurrent writes. FULL: "Tersimpan" survives a power cut.
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{VAR / 'esurat.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Kept open: with its last connection the WAL goes, and on a full disk nobody could open another, not even to read.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("ESURAT_UMUR_SAMBUNGAN", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
MIGRASI_URL = env.str("MIGRASI_URL", "")
"""Owner of the tables on PostgreSQL, for `manage.py siapkan` alone; DATABASE_URL is a lesser role then."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisasi.Pegawai"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True  # a typed reason may be longer than 100 letters
AUTHENTICATION_BACKENDS = ["pengaturan.backend.SandiBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "pengaturan.sandi.Panjang", "OPTIONS": {"min_length": 10}},
    {"NAME": "pengaturan.sandi.Mirip"},
    {"NAME": "pengaturan.sandi.Umum"},
    {"NAME": "pengaturan.sandi.Mudah"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"
OTP_TOTP_ISSUER = "e-Surat"

JUMLAH_PROXY = env.int("ESURAT_JUMLAH_PROXY", 0)
"""How many of our own proxies stand in front: so many entries of X-Forwarded-For are believed, from the right."""
BATAS_PUBLIK = {
    "verifikasi": (120, timedelta(hours=1)),
    "cek": (120, timedelta(hours=1)),
    "kalender_langganan": (1200, timedelta(hours=1)),  # a whole office behind one address, several times an hour
    "hp": (300, timedelta(hours=1)),
    "hp_unggahan": (600, timedelta(hours=1)),
    "hp_selesai": (600, timedelta(hours=1)),
    "hp_potongan": (6000, timedelta(hours=1)),
}
"""Pages without login: how often one network may open them, by url name."""

LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("ESURAT_ZONA_WAKTU", "Asia/Makassar")

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("ESURAT_STATIC", str(VAR / "static"))).resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": BERKAS_DIR}},
    "staticfiles": {"BACKEND": "pengaturan.statis.GudangStatis"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# dokumen: uploads stop at the limit while they come in; a reserve of the disk is kept for the database.
FILE_UPLOAD_HANDLERS = ["dokumen.unggah.PenerimaUnggahan"]
BERKAS_MAKS = env.int("ESURAT_BERKAS_MAKS", 25_000_000)
BERKAS_CADANGAN = env.int("ESURAT_BERKAS_CADANGAN", 64 * 1024 * 1024)
BAHASA_PINDAIAN = env.str("ESURAT_BAHASA_PINDAIAN", "ind")
"""Language data with which Tesseract reads scans, such as "ind" or "ind+eng"; missing on the machine is no error."""
ESURAT_ACCEL = env.str("ESURAT_ACCEL", "")
"""Internal address under which nginx serves BERKAS_DIR (X-Accel-Redirect), such as "/_berkas"; empty: served by us."""

EMAIL_URL = env.str("EMAIL_URL", "consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = env.int("ESURAT_EMAIL_TUNGGU", 20)
SAKSI = env.list("ESURAT_SAKSI", default=[])
"""E-mail addresses that get each daily seal of the ledger; not all administered by the same person."""
DEFAULT_FROM_EMAIL = env.str("ESURAT_EMAIL_DARI", "e-Surat <esurat@localhost>")

# Other ways to tell people; a kind that is not set up here is not offered (docs/pemasangan.md).
TELEGRAM_BOT = env.str("ESURAT_TELEGRAM_BOT", "")
TELEGRAM_NAMA = env.str("ESURAT_TELEGRAM_NAMA", "")
WHATSAPP_TOKEN = env.str("ESURAT_WHATSAPP_TOKEN", "")
WHATSAPP_NOMOR = env.str("ESURAT_WHATSAPP_NOMOR", "")
WHATSAPP_TEMPLAT = env.str("ESURAT_WHATSAPP_TEMPLAT", "")
WHATSAPP_BAHASA = env.str("ESURAT_WHATSAPP_BAHASA", "id")
WEBHOOK = env.bool("ESURAT_WEBHOOK", False)
WEBHOOK_JARINGAN = env.list("ESURAT_WEBHOOK_JARINGAN", default=[])
"""Networks of our own that a webhook may lead to, such as 10.20.0.0/24; without them only public addresses."""
for _jaringan in WEBHOOK_JARINGAN:
    try:
        ip_network(_jaringan)
    except ValueError:
        raise ImproperlyConfigured(f"ESURAT_WEBHOOK_JARINGAN: {_jaringan!r}. Tulis seperti 10.20.0.0/24.") from None

# TLS: on behind a proxy in produksi; the demo office runs on http://127.0.0.1.
TLS = env.bool("ESURAT_TLS", PRODUKSI)
SESSION_ENGINE = "pengaturan.sesi"
SESSION_COOKIE_NAME = "__Host-sesi" if TLS else "sesi"
PERAMBAN_COOKIE_NAME = "__Host-peramban" if TLS else "peramban"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = False  # the proxy redirects; health checks come in plain from inside
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # asks for the redirect above
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
if env.bool("ESURAT_DI_BELAKANG_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = {
    nama: []
    for nama in (
        "accelerometer",
        "autoplay",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
}
CSRF_FAILURE_VIEW = "pengaturan.views.galat.csrf_gagal"

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # the row in the database is the truth; a dead broker must not hold a request
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "antrean"),
        "data_folder_out": str(VAR / "antrean"),
        "processed_folder": str(VAR / "antrean-selesai"),
        "control_folder": str(VAR / "antrean-kendali"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "socket_timeout": 1,
        "socket_connect_timeout": 0.8,
        "max_retries": 0,  # without it a request waits 6 s for a dead Redis; the worker reconnects by its own rule
    }

KANTOR = env.str("ESURAT_KANTOR", "Kabupaten Contoh")
"""Name of the kabupaten, printed in every head."""
BANTUAN = env.str("ESURAT_BANTUAN", "Admin e-Surat, Bagian Umum · WA 0800-0000-1200")
KOP_ALAMAT = env.str("ESURAT_KOP_ALAMAT", "Jalan Pahlawan Nomor 1, Kota Contoh 90001").split("|")
"""Lines of the address in the head of every print; "|" between lines in the environment."""
SINGKATAN_ZONA = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
ZONA = SINGKATAN_ZONA.get(TIME_ZONE, TIME_ZONE)
ALAMAT = env.str("ESURAT_ALAMAT", "http://127.0.0.1:8000")
"""Public address of the office, printed in QR codes and notices."""

LOGGING = catatan.susun(PRODUKSI, env.str("ESURAT_LOG", "INFO"))

# Beat only rings the bell; each task finds its work in the database, so two beats do no harm.
CELERY_BEAT_SCHEDULE = {
    "sapu-terlambat": {"task": "persuratan.sapu_terlambat", "schedule": 60.0},
    "sapu-notifikasi": {"task": "alur.sapu_notifikasi", "schedule": 60.0},
    "bersihkan-tautan": {"task": "persuratan.bersihkan_tautan", "schedule": crontab(hour=1, minute=45)},
    "denyut": {"task": "alur.denyut", "schedule": 60.0},
    "tautan-sandi": {"task": "pengaturan.kirim_tautan_sandi", "schedule": 60.0},
    "bersihkan-masuk": {"task": "pengaturan.bersihkan", "schedule": crontab(hour=1, minute=30)},
    "segel": {"task": "alur.segel", "schedule": 600.0},
    "bandingkan-pengirim": {"task": "persuratan.bandingkan_pengirim", "schedule": 60.0},
    "sapu-dokumen": {"task": "dokumen.sapu", "schedule": 60.0},
    "bersihkan-yatim": {"task": "dokumen.bersihkan_yatim", "schedule": crontab(hour=2, minute=10)},
    "periksa-berkas": {"task": "dokumen.periksa_berkas", "schedule": crontab(hour=2, minute=40)},
    "bersihkan-kunci": {"task": "alur.bersihkan_kunci", "schedule": crontab(hour=1, minute=15)},
}
