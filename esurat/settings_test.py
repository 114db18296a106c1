"""The same settings for tests: a fast hasher, private state, nothing sent out."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "kunci-uji-" + "x" * 60)
os.environ.setdefault("ESURAT_VAR", tempfile.mkdtemp(prefix="esurat-uji-"))
if pekerja := os.environ.get("PYTEST_XDIST_WORKER"):  # parallel tests share no store
    os.environ["ESURAT_VAR"] = os.path.join(os.environ["ESURAT_VAR"], pekerja)
os.makedirs(os.environ["ESURAT_VAR"], exist_ok=True)
os.environ["ESURAT_ENV"] = os.devnull  # the admin's .env never steers a test
os.environ["ESURAT_MODE"] = "contoh"

from esurat.settings import *  # noqa: E402, F403
from esurat.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]  # a query in a loop fails its test by name
ZEAL_NPLUSONE_THRESHOLD = 3  # one look before the lock and one under it are no loop

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "uji.sqlite3")}
elif acuan := os.environ.get("ESURAT_ACUAN_PG"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": acuan}
WHITENOISE_AUTOREFRESH = True
