from django.urls import path

from . import views

urlpatterns = [
    path("", views.home),
    path("login/", views.log_in),
    path("documents/<path:name>", views.document),
    path("denied/", views.denied),
    path("broken/", views.broken),
    path("log/", views.log),
    path("send/", views.send),
    path("form/", views.form),
    path("deep/", views.deep),
    path("slow/", views.slow),
    path("process/", views.process),
]
