"""The public addresses of intake, below the language."""

from django.urls import path

from intake.views.blank import blank_form, blank_form_pdf
from intake.views.code import referral_code
from intake.views.copy import referral_copy, referral_copy_pdf
from intake.views.employee import employee_door
from intake.views.leave import leave, leaving_quickly
from intake.views.meeting import meeting_calendar as guest_calendar
from intake.views.meeting import meeting_page
from intake.views.my.answer import agreement_pdf, answer, step_back
from intake.views.my.delete import delete
from intake.views.my.details import detail, details
from intake.views.my.door import door
from intake.views.my.link import ask_link, use_link
from intake.views.my.meetings import meeting, meeting_calendar, move
from intake.views.my.message import message
from intake.views.my.papers import letter, letter_pdf, own_request, own_request_pdf, papers
from intake.views.my.prepare import prepare
from intake.views.my.status import status
from intake.views.my.stay import stay
from intake.views.my.times import times
from intake.views.receipt import referral_receipt
from intake.views.referral import referral_wizard, start
from intake.views.resume import resume_by_code
from intake.views.self_check import self_check
from intake.views.statistics import about_you
from intake.views.survey import survey, survey_page
from intake.views.survey_open import finish, open_survey
from intake.views.survey_paper import paper

app_name = "intake"
urlpatterns = [
    path("check/", self_check, name="self_check"),
    path("leave/", leave, name="leave"),
    path("leaving-quickly/", leaving_quickly, name="leaving_quickly"),
    path("meeting/<str:token>/", meeting_page, name="meeting"),
    path("meeting/<str:token>/meeting.ics", guest_calendar, name="meeting_calendar"),
    path("my/", door, name="my"),
    path("my/link/", ask_link, name="my_link"),
    path("my/link/<str:secret>/", use_link, name="my_link_use"),
    path("my/stay/", stay, name="my_stay"),
    path("my/status/", status, name="my_status"),
    path("my/answer/", answer, name="my_answer"),
    path("my/answer/text.pdf", agreement_pdf, name="my_agreement_pdf"),
    path("my/letters/", papers, name="my_papers"),
    path("my/letters/<uuid:letter_id>/", letter, name="my_letter"),
    path("my/letters/<uuid:letter_id>/text.pdf", letter_pdf, name="my_letter_pdf"),
    path("my/message/", message, name="my_message"),
    path("my/request/", own_request, name="my_request"),
    path("my/request/text.pdf", own_request_pdf, name="my_request_pdf"),
    path("my/meetings/<uuid:session>/", meeting, name="my_meeting"),
    path("my/meetings/<uuid:session>/meeting.ics", meeting_calendar, name="my_meeting_calendar"),
    path("my/meetings/<uuid:session>/move/", move, name="my_move"),
    path("my/prepare/", prepare, name="my_prepare"),
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
    path("survey/open/<slug:token>/", open_survey, name="survey_open"),
    path("survey/paper/<int:edition>/<slug:audience>/", paper, name="survey_paper"),
    path("survey/<slug:token>/", survey, name="survey"),
    path("survey/<slug:token>/finish/", finish, name="survey_finish"),
    path("survey/<slug:token>/<slug:step>/", survey_page, name="survey_page"),
    path("resume/", resume_by_code, name="resume"),
]
