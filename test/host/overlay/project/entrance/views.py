import json

from django.contrib.auth.hashers import make_password
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view
from rest_framework.response import Response

PEOPLE = {"jane": "right-of-jane", "bob": "right-of-bob"}


def is_right(name, password):
    return PEOPLE.get(name) == password


@csrf_exempt
def home(request):
    """The login is at `/`, its page tells of a wrong password with 200, and the session is the project's own."""
    if request.method == "POST":
        if is_right(request.POST["emp_code"], request.POST["password"]):
            request.session["employee"] = request.POST["emp_code"]
            return redirect("/leave/")
        request.session["failed_attempts"] = request.session.get("failed_attempts", 0) + 1
    return HttpResponse("wrong" if request.method == "POST" else "Who are you?")


@csrf_exempt
def enter_and_redirect(request):
    """A wrong password leads to the login page."""
    if request.POST.get("pwd") == PEOPLE.get(request.POST.get("email")):
        response = redirect("/leave/")
        response.set_cookie("employee", request.POST["email"])
        return response
    return redirect("/")


@csrf_exempt
def enter_by_json(request):
    given = json.loads(request.body)
    if is_right(given["user"], given["password"]):
        return JsonResponse({"data": {"accessToken": "x"}})
    return JsonResponse({"success": False, "token": None})


@api_view(["GET"])
def whoami(request):
    return Response({"name": request.user.get_username()})


@csrf_exempt
def single_sign_on(request):
    return redirect("https://login.example.com/")


@csrf_exempt
def register(request):
    make_password(request.POST.get("password1", ""))
    return HttpResponse("this name is taken")


@csrf_exempt
def new_employee(request):
    """Of an employee who is logged in with a password of Django."""
    make_password(request.POST["password"])
    return HttpResponse("the e-mail address is taken")


@csrf_exempt
def passport(request):
    return HttpResponse(f"not a number: {len(request.POST['passport_number'])}")


@csrf_exempt
def leave(request):
    """An upload that the view reads by itself."""
    return HttpResponse(str(len(request.read())))
