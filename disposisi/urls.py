from django.urls import path

from disposisi.views import agenda, beri, kalender, kehadiran, lembar, pantau, pembenaran, penengah, ujung

urlpatterns = [
    path("surat/<str:kode>/disposisi/", beri.beri, name="disposisi_beri"),
    path("surat/<str:kode>/disposisi/<int:pk>/terkirim/", beri.terkirim, name="disposisi_terkirim"),
    path("surat/<str:kode>/disposisi/<int:pk>/", pantau.pantau, name="disposisi_pantau"),
    path("surat/<str:kode>/disposisi/<int:pk>/tarik/", pantau.tarik, name="disposisi_tarik"),
    path("surat/<str:kode>/disposisi/<int:pk>/ingatkan/", pantau.ingatkan, name="disposisi_ingatkan"),
    path("surat/<str:kode>/disposisi/arsip/", ujung.arsip, name="disposisi_arsip"),
    path("surat/<str:kode>/disposisi/sendiri/", ujung.sendiri, name="disposisi_sendiri"),
    path("surat/<str:kode>/disposisi/kembalikan/", ujung.kembalikan, name="disposisi_kembalikan"),
    path("surat/<str:kode>/disposisi/tengahi/", penengah.tengahi, name="disposisi_tengahi"),
    path("surat/<str:kode>/disposisi/benarkan/", pembenaran.benarkan, name="disposisi_benarkan"),
    path("surat/<str:kode>/kehadiran/", kehadiran.kehadiran, name="kehadiran"),
    path("surat/<str:kode>/acara.ics", kalender.acara_surat, name="kehadiran_ics"),
    path("kalender/<str:kode>.ics", kalender.langganan, name="kalender_langganan"),
    path("agenda-pimpinan/", agenda.agenda_pimpinan, name="agenda_pimpinan"),
    path("agenda-pimpinan/cetak.pdf", agenda.agenda_pimpinan_cetak, name="agenda_pimpinan_cetak"),
    path("surat/<str:kode>/lembar-disposisi.pdf", lembar.lembar, name="disposisi_lembar"),
]
