"""The public addresses of intake, below the language."""

from django.urls import path

from intake.views.blank import blank_form, blank_form_pdf
from intake.views.code import referral_code
from intake.views.copy import referral_copy, referral_copy_pdf
from intake.views.employee import employee_door
from intake.views.leave import leave, leaving_quickly
from intake.views.my.answer import agreement_pdf, answer, step_back
from intake.views.my.delete import delete
from intake.views.my.details import detail, details
from intake.views.my.door import door
from intake.views.my.status import status
from intake.views.my.times import times
from intake.views.receipt import referral_receipt
from intake.views.referral import referral_wizard, start
from intake.views.resume import resume_by_code
from intake.views.self_check import self_check
from intake.views.statistics import about_you

app_name = "intake"
urlpatterns = [
    path("check/", self_check, name="self_check"),
    path("leave/", leave, name="leave"),
    path("leaving-quickly/", leaving_quickly, name="leaving_quickly"),
    path("my/", door, name="my"),
    path("my/status/", status, name="my_status"),
    path("my/answer/", answer, name="my_answer"),
    path("my/answer/text.pdf", agreement_pdf, name="my_agreement_pdf"),
    path("my/details/", details, name="my_details"),
    path("my/details/<slug:topic>/", detail, name="my_detail"),
    path("my/delete/", delete, name="my_delete"),
    path("my/step-back/", step_back, name="my_step_back"),
    path("my/times/<uuid:session>/", times, name="my_times"),
    path("referral/employee/", employee_door, name="employee_door"),
    path("referral/new/", start, name="referral_new"),
    path("referral/blank/", blank_form, name="blank_form"),
    path("referral/blank.pdf", blank_form_pdf, name="blank_form_pdf"),
    path("referral/<uuid:draft>/about-you/<slug:page>/", about_you, name="about_you"),
    path("referral/<uuid:draft>/code/", referral_code, name="referral_code"),
    path("referral/<uuid:draft>/copy/", referral_copy, name="referral_copy"),
    path("referral/<uuid:draft>/copy.pdf", referral_copy_pdf, name="referral_copy_pdf"),
    path("referral/<uuid:draft>/receipt/", referral_receipt, name="referral_receipt"),
    path("referral/<uuid:draft>/<slug:step>/", referral_wizard, name="referral_step"),
    path("resume/", resume_by_code, name="resume"),
]
