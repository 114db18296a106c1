"""All addresses of the office. Each room brings its own; nothing is mounted twice.

Every view asks for a login unless it is marked `login_not_required` (pengaturan.middleware).
"""

from django.urls import include, path

from pengaturan.views import akun
from pengaturan.views.sehat import sehat

handler400 = "pengaturan.views.galat.permintaan_buruk"
handler403 = handler404 = "pengaturan.views.galat.tidak_ada"
handler500 = "pengaturan.views.galat.server"

urlpatterns = [
    path("sehat/", sehat, name="sehat"),
    path("", include("disposisi.urls")),
    path("", include("ekspedisi.urls")),
    path("", include("persuratan.urls")),
    path("", include("pengaturan.urls")),
    path("", include("laporan.urls")),
    path("", include("dokumen.urls")),
    path("", akun.beranda, name="beranda"),
]
