"""The addresses of home that are no Wagtail pages, below the language."""

from django.urls import path

from home.views.search import search

app_name = "home"

urlpatterns = [
    path("search/", search, name="search"),
]
