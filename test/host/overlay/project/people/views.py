import logging
import os
import time

from django.contrib.auth import authenticate, login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from .depths import worst

# The process that loaded the views.
LOADED_BY = os.getpid()


def home(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return JsonResponse(
        {
            "client": request.META["REMOTE_ADDR"],
            "secure": request.is_secure(),
            "host": request.get_host(),
            "visits": request.session["visits"],
        }
    )


@csrf_exempt
def log_in(request):
    """As many projects do it: the request is not handed on, and both ends are a redirect."""
    user = authenticate(username=request.POST.get("username"), password=request.POST.get("password"))
    if user:
        login(request, user)
        return redirect("/")
    return redirect("/login/")


def document(request, name):
    return HttpResponse(name)


def denied(request):
    raise PermissionDenied


@csrf_exempt
def broken(request):
    salary = "canary-in-a-local-variable"  # noqa: F841
    raise ValueError(f"no salary for jane.doe@example.com, {request.method}")


def log(request):
    logging.getLogger("people.views").debug("details of jane.doe@example.com")
    logging.getLogger("people.views").info(
        "asked by %s at https://x.example/reset?token=canary-token",
        "jane.doe@example.com",
        extra={"person": "Jane Doe"},
    )
    logging.getLogger("people.quiet").info("too quiet to hear")
    return HttpResponse("logged")


def send(request):
    from .tasks import greet

    return HttpResponse(greet.delay("jane.doe@example.com").get(timeout=30))


def form(request):
    return HttpResponse(get_token(request))


def slow(request):
    """As a report does that catches whatever goes wrong."""
    try:
        time.sleep(float(request.GET["seconds"]))
    except Exception:
        return HttpResponse("caught")
    return HttpResponse("done")


def deep(request):
    return JsonResponse({"faults": worst()})


def process(request):
    return JsonResponse({"process": os.getpid(), "loaded_by": LOADED_BY})
