"""Every address. A committee's pages stand under its code: /<committee>/…"""

from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from camket import views

# The administration has no door of its own: it would know nothing of one-time codes.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("tai-khoan/", include("camket.account_urls")),
    path("quan-tri/", admin.site.urls),
]

for app in ("units", "commitments", "reports"):
    if find_spec(f"{app}.urls"):
        urlpatterns.append(path("", include(f"{app}.urls")))
