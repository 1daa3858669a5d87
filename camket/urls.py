"""Every address. A committee's pages stand under its code: /<committee>/…"""

from allauth.account import views as account_views
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from camket import views
from units.views.entrance import unless_founded

# The administration has no door of its own: it would know nothing of one-time codes.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Of other packages' rows – addresses, codes, sessions, locks, groups – none is written or removed
# here: it would leave no record.
for model in list(admin.site._registry):
    if model._meta.app_label not in ("units", "commitments", "reports"):
        admin.site.unregister(model)

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    # The same address and name as in account_urls: here it knows of the first run.
    path("tai-khoan/dang-nhap/", unless_founded(account_views.login), name="account_login"),
    path("tai-khoan/", include("camket.account_urls")),
    path("quan-tri/", admin.site.urls),
    path("", include("units.urls")),
    path("", include("commitments.urls")),
    path("", include("reports.urls")),
]
