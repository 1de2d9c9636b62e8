import ctypes
import os
import subprocess
import sys
import traceback

from django.http import HttpResponse
from django.urls import path

from . import print_everywhere


def view(request):
    for _ in range(12):
        print_everywhere("view")
    return HttpResponse("printed")


def errors(request):
    """What crashes and warnings look like."""
    try:
        raise ValueError("no leave for jane.doe@example.com")
    except ValueError:
        traceback.print_exc()
    print("x" * 5000, file=sys.stderr)
    os.system("echo 'a program asks https://hr.example/?token=canary' >&2")
    return HttpResponse("printed")


def read(request):
    """Output that a program's caller reads is not the journal's."""
    script = [sys.executable, "-c", "print('read by its caller')"]
    return HttpResponse(subprocess.run(script, capture_output=True, text=True).stdout)


def crash(request):
    os.write(2, b"last words of a process\n")
    ctypes.string_at(0)


urlpatterns = [path("", view), path("errors/", errors), path("read/", read), path("crash/", crash)]
