import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esurat.settings")
application = get_wsgi_application()

from pengaturan.pemanasan import panaskan  # noqa: E402  models exist only after the line above
from pengaturan.penjaga import tolak_akun_contoh  # noqa: E402

tolak_akun_contoh()
panaskan()
