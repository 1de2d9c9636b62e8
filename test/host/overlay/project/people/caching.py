"""A page that asks the cache ten times, and one that sends a task."""

from .on_sqlite import *  # noqa: F403

ROOT_URLCONF = "people.caching"


def ten(request):
    from django.core.cache import cache
    from django.http import JsonResponse

    found = [cache.get(f"key-{number}") for number in range(10)]
    return JsonResponse({"found": len([value for value in found if value is not None])})


def send(request):
    from django.http import HttpResponse

    from .tasks import greet

    greet.delay("jane.doe@example.com")
    return HttpResponse("sent")


def patterns():
    from django.urls import path

    return [path("ten/", ten), path("send/", send)]


def __getattr__(name):
    """Django asks for the URLs once the settings, which are this module too, are complete."""
    if name == "urlpatterns":
        return patterns()
    raise AttributeError(name)
