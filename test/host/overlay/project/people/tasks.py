import logging

from celery import shared_task


@shared_task
def greet(address: str) -> str:
    logging.getLogger("people.tasks").info("greeting %s", address)
    print("printed for jane.doe@example.com")
    return "greeted"
