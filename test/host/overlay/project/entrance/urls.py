from django.contrib.auth.views import LoginView
from django.urls import include, path
from rest_framework.authtoken.views import ObtainAuthToken
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from . import views

api = [
    path("token/", TokenObtainPairView.as_view()),
    path("token/refresh/", TokenRefreshView.as_view()),
    path("key/", ObtainAuthToken.as_view()),
    path("enter/", views.enter_by_json),
    path("whoami/", views.whoami),
]
urlpatterns = [
    path("", views.home),
    path("again/", views.enter_and_redirect),
    path("accounts/", LoginView.as_view(template_name="none.html")),
    path("api/", include(api)),
    path("sso/login/", views.single_sign_on),
    path("register/", views.register),
    path("employees/new/", views.new_employee),
    path("passport/", views.passport),
    path("leave/", views.leave),
]
