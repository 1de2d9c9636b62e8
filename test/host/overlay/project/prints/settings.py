from people.without_services import *  # noqa: F403

ROOT_URLCONF = "prints.urls"
