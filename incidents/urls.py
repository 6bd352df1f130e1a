"""Addresses of the figures."""

from django.urls import path

from incidents.views import contradictions, deliveries, desk, file_format

urlpatterns = [
    path("cijfers/", deliveries.release_list, name="releases"),
    path("cijfers/balie/", desk.desk_list, name="desk"),
    path("cijfers/balie/aanbieden/", desk.upload_new, name="upload_new"),
    path("cijfers/balie/<int:pk>/", desk.upload_detail, name="upload"),
    path("cijfers/balie/<int:pk>/uitleg/", desk.upload_explain, name="upload_explain"),
    path("cijfers/balie/<int:pk>/terugnemen/", desk.upload_take_back, name="upload_take_back"),
    path("cijfers/balie/<int:pk>/opnieuw/", desk.upload_again, name="upload_again"),
    path("cijfers/balie/<int:pk>/vrijgeven/", desk.upload_release, name="upload_release"),
    path("cijfers/balie/<int:pk>/fouten.csv", desk.upload_faults, name="upload_faults"),
    path("cijfers/tegenstrijdigheden/", contradictions.contradiction_list, name="discrepancies"),
    path(
        "cijfers/tegenstrijdigheden/<int:pk>/",
        contradictions.contradiction_detail,
        name="discrepancy",
    ),
    path(
        "cijfers/tegenstrijdigheden/<int:pk>/uitleg/",
        contradictions.contradiction_explain,
        name="discrepancy_explain",
    ),
    path("cijfers/bestandsformaat/", file_format.file_format, name="file_format"),
    path(
        "cijfers/bestandsformaat/<slug:name>.<slug:kind>",
        file_format.example_file,
        name="example_file",
    ),
    path("cijfers/<slug:code>/", deliveries.release_detail, name="release"),
    path("cijfers/<slug:code>/intrekken/", desk.release_withdraw, name="release_withdraw"),
]
