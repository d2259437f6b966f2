"""The public addresses of intake, below the language."""

from django.urls import path

from intake.views.receipt import referral_receipt
from intake.views.referral import referral_wizard, start

app_name = "intake"
urlpatterns = [
    path("referral/new/", start, name="referral_new"),
    path("referral/<uuid:draft>/receipt/", referral_receipt, name="referral_receipt"),
    path("referral/<uuid:draft>/<slug:step>/", referral_wizard, name="referral_step"),
]
