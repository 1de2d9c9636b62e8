"""An audit trail. A real one writes to a table."""

import logging
import os
from pathlib import Path


class NoSalaries(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return "salary" not in record.getMessage()


class Trail(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        with Path(os.environ["TRAIL"]).open("a") as file:
            file.write(self.format(record) + "\n")
