"""A login whose password has a name that nobody can guess."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def magic(request):
    return HttpResponse(request.POST["magic_word"])


urlpatterns = [path("staff/login/", magic)]
