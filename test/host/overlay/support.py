"""What the tests share: a copy of the project, processes that run it, and servers.

overlay.test.ts starts each module with the environment of a host, as bin/fetch-environment writes it, in which every
secret has "canary" in it; what any process says is searched for that word.
"""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOST = HERE.parent.parent.parent / "host/root"
# The host's own, and none of the developer's.
ENVIRONMENT = {**json.loads(os.environ.get("HOST_ENVIRONMENT", "{}")), "PYTHONPATH": str(HOST / "opt/hrms/django")}


def settings_of(module: str) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": f"people.{module}"}


class ProjectCase(unittest.TestCase):
    """A test with a copy of the project to itself."""

    def setUp(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="hrms-overlay-"))
        self.addCleanup(shutil.rmtree, self.place, ignore_errors=True)
        shutil.copytree(HERE / "project", self.place, dirs_exist_ok=True)
        self.environment = ENVIRONMENT | {
            "PATH": os.environ["PATH"],
            "HOME": str(self.place),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SQLITE": str(self.place / "db.sqlite3"),
            "STATIC_ROOT": str(self.place / "static"),
        }

    def with_(self, **changes: str | None) -> dict[str, str]:
        changed = self.environment | changes
        return {name: value for name, value in changed.items() if value is not None}

    def python(self, *arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
        """Runs Python in the project's folder; None unsets a variable."""
        result = subprocess.run(
            [sys.executable, "-W", "error::DeprecationWarning:hrms_host", *arguments],
            cwd=self.place,
            env=self.with_(**changes),
            capture_output=True,
            text=True,
            timeout=120,
        )
        self.keeps_secrets(result.stdout + result.stderr)
        return result

    def manage(self, *arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
        return self.python("manage.py", *arguments, **changes)

    def value(self, code: str, expression: str, **changes: str | None) -> Any:
        """What the expression is after the code; no secret may be in it."""
        result = self.python("-c", f"{code}\nimport json\nprint(json.dumps({expression}, default=str))", **changes)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def settings(self, *names: str, module: str | None = None, **changes: str | None) -> dict[str, Any]:
        """Settings that Django has, by their names."""
        project = {"HRMS_PROJECT_SETTINGS": f"people.{module}"} if module else {}
        read = f"{{name: getattr(settings, name, 'absent') for name in {names!r}}}"
        return self.value("from django.conf import settings", read, **project, **changes)

    def start(self, arguments: list[str], **changes: str | None) -> "Process":
        process = Process(arguments, self.place, self.with_(**changes))
        self.addCleanup(self.stop, process)
        return process

    def stop(self, process: "Process") -> int:
        code = process.stop()
        self.keeps_secrets(process.said)
        return code

    def keeps_secrets(self, said: str) -> None:
        self.assertNotIn("canary", said)

    def until(self, what: Callable[[], str] | str, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Waits for the condition; `what` is told where it never holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.1)
        self.fail(f"not within {seconds} s: {what if isinstance(what, str) else what()}")


class Process:
    """A program in the background, and all that it says. Its output is the journal, as in a unit."""

    def __init__(self, arguments: list[str], place: Path, environment: dict[str, str]) -> None:
        self.said = ""
        read, write = os.pipe()
        status = os.fstat(write)
        environment = {"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}", **environment}
        self.output = os.fdopen(read)
        self.running = subprocess.Popen(arguments, cwd=place, env=environment, stdout=write, stderr=write)
        os.close(write)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        for line in self.output:
            self.said += line

    def lines(self, but: str = "") -> list[dict[str, Any]]:
        """All lines, each of which must be JSON but for the one named, and for empty ones."""
        lines = [line for line in self.said.splitlines() if line not in ("", but)]
        strange = [line for line in lines if not line.startswith("{")]
        if strange:
            raise AssertionError(f"not JSON: {strange}")
        return [json.loads(line) for line in lines]

    def stop(self) -> int:
        self.running.terminate()
        try:
            code = self.running.wait(30)
        except subprocess.TimeoutExpired:
            self.running.kill()
            raise
        self.reader.join(5)
        self.output.close()
        return code


class UnixConnection(HTTPConnection):
    """HTTP over a Unix socket, as Nginx speaks to Gunicorn."""

    def __init__(self, path: Path) -> None:
        super().__init__("hrms.example.com", timeout=30)
        self.path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        try:
            self.sock.connect(self.path)
        except OSError:
            self.close()
            raise


# What Nginx sends along with each request (/etc/nginx/hrms/proxy.conf).
FROM_NGINX = {
    "Host": "hrms.example.com",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "198.51.100.7",
    "X-Real-IP": "198.51.100.7",
    "X-Request-ID": "0123456789abcdef",
}


def ask(
    path: Path, url: str, headers: dict[str, str] = FROM_NGINX, upload: bytes | None = None
) -> tuple[HTTPResponse, str]:
    """The answer, and its content. With an upload it is a POST."""
    connection = UnixConnection(path)
    connection.request("GET" if upload is None else "POST", url, body=upload, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def answers(path: Path) -> bool:
    try:
        return ask(path, "/log/")[0].status > 0
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class Authority:
    """A certificate authority, and a certificate of it for localhost."""

    def __init__(self, place: Path) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self.file, self.key, self.certificate = (place / name for name in ("ca.pem", "key.pem", "cert.pem"))
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        # Python 3.13 wants an authority to say what its key is for.
        usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign", "-subj", "/CN=authority"]
        openssl("req", "-x509", *key, *usage, "-keyout", f"{place}/ca.key", "-out", self.file)
        issued = ["-CA", self.file, "-CAkey", f"{place}/ca.key", "-subj", "/CN=localhost"]
        for extension in (
            "subjectAltName=DNS:localhost",
            "basicConstraints=critical,CA:FALSE",
            "authorityKeyIdentifier=keyid",
        ):
            issued += ["-addext", extension]
        openssl("req", "-x509", *key, *issued, "-keyout", self.key, "-out", self.certificate)


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Redis:
    """A server that speaks TLS alone and wants a password, as ElastiCache does."""

    def __init__(self, case: ProjectCase, authority: Authority, password: str) -> None:
        self.case, self.authority, self.password = case, authority, password
        self.port = free_port()
        self.start()

    def start(self) -> None:
        tls = {
            "port": "0",
            "tls-port": str(self.port),
            "tls-cert-file": str(self.authority.certificate),
            "tls-key-file": str(self.authority.key),
            "tls-ca-cert-file": str(self.authority.file),
            "tls-auth-clients": "no",
            "requirepass": self.password,
            # For a server that becomes its replica, or the other way round.
            "masterauth": self.password,
            "tls-replication": "yes",
            "save": "",
            "dir": str(self.case.place),
        }
        arguments = [word for name, value in tls.items() for word in (f"--{name}", value)]
        self.process = Process(["redis-server", *arguments], self.case.place, {"PATH": os.environ["PATH"]})
        self.case.addCleanup(self.process.stop)
        self.case.until("Redis is ready", lambda: "Ready to accept" in self.process.said)

    def url(self, number: int, host: str = "localhost") -> str:
        return f"rediss://:{self.password}@{host}:{self.port}/{number}?ssl_cert_reqs=required"

    def variables(self) -> dict[str, str]:
        return {
            "CACHE_URL": self.url(0),
            "CELERY_BROKER_URL": self.url(1),
            "CELERY_RESULT_BACKEND": self.url(2),
            "SSL_CERT_FILE": str(self.authority.file),
        }


class Relay:
    """A name that leads to a server: hands everything on to it, and its answers after a delay.

    Connections stay with the server that they were opened to when `to` changes, as they do when a DNS name moves.
    """

    def __init__(self, case: unittest.TestCase, port: int) -> None:
        self.to, self.delay = port, 0.0
        self.server = socket.create_server(("localhost", 0))
        self.port = self.server.getsockname()[1]
        case.addCleanup(self.server.close)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            server = socket.create_connection(("localhost", self.to))
            threading.Thread(target=self.pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, True), daemon=True).start()

    def pump(self, source: socket.socket, target: socket.socket, waits: bool) -> None:
        try:
            while data := source.recv(65536):
                time.sleep(self.delay if waits else 0)
                target.sendall(data)
        except OSError:
            pass
        target.close()


class RedisCase(ProjectCase):
    """A test with a copy of the project and a server to itself."""

    def setUp(self) -> None:
        super().setUp()
        self.authority = Authority(self.place / "authority")
        self.redis = Redis(self, self.authority, "canary-token")
        self.environment |= {"DJANGO_SETTINGS_MODULE": "people.on_sqlite", **self.redis.variables()}

    def run_django(self, code: str, **changes: str | None) -> str:
        result = self.python("-c", f"import django; django.setup()\n{code}", **changes)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout


SHORT = """
import sys
from hrms_host import starvation
starvation.CHECK_SECONDS, starvation.PATIENCE_SECONDS, starvation.FINISH_SECONDS = 0.5, 3, 5
"""
MAIN = """
from celery.__main__ import main
sys.argv[0] = "celery"
main()
"""
CELERY = ["--quiet", "--app", "chores.celery"]
WORKER = [*CELERY, "worker", "--loglevel", "INFO", "--concurrency", "2", "--prefetch-multiplier", "1"]


class Chores(RedisCase):
    """A test of the project's tasks that go wrong (project/chores)."""

    def setUp(self) -> None:
        super().setUp()
        self.started = self.place / "started.txt"
        self.started.write_text("")
        self.environment |= {"STARTED": str(self.started), "DJANGO_SETTINGS_MODULE": "chores.settings"}

    def notes(self) -> list[str]:
        return self.started.read_text().splitlines()

    def worker(self, code: str = "") -> Process:
        """With code, the worker runs it first."""
        start = ["-c", SHORT + code + MAIN] if code else ["-m", "celery"]
        process = self.start([sys.executable, *start, *WORKER], HRMS_ROLE="worker")
        self.until(lambda: f"the worker is ready; {process.said}", lambda: " ready." in process.said)
        return process

    def send(self, code: str) -> str:
        imports = "from chores.celery import fail, kill, work"
        result = self.python("-c", f"import django; django.setup()\n{imports}\n{code}")
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.strip()


class GunicornCase(ProjectCase):
    """A test that serves a copy of the project."""

    def serve(self, application: str = "people.wsgi:application", **changes: str | None) -> tuple[Process, Path]:
        """The unit's own command and environment; other are the places, and that systemd hands over no socket."""
        unit = os.environ["HOST_WEB_UNIT"].replace("\\\n", " ").splitlines()
        [command] = [line.removeprefix("ExecStart=") for line in unit if line.startswith("ExecStart=")]
        variables = [line.removeprefix("Environment=") for line in unit if line.startswith("Environment=")]
        given = dict(word.split("=", 1) for line in variables for word in line.split())
        self.assertEqual(given["PYTHONPATH"], "/opt/hrms/django")
        self.assertEqual(given["STATIC_ROOT"], "/srv/hrms/blue/static")
        program, _, *options = shlex.split(command.replace("${HRMS_WORKERS}", given["HRMS_WORKERS"]))
        path = self.place / "web.sock"
        process = self.start(
            [str(Path(sys.executable).parent / Path(program).name), application, *options, "--bind", f"unix:{path}"],
            DJANGO_SETTINGS_MODULE=changes.pop("DJANGO_SETTINGS_MODULE", "people.without_services"),
            HRMS_ROLE=given["HRMS_ROLE"],
            **changes,
        )
        return process, path

    def ready(self, process: Process, path: Path) -> None:
        self.until(lambda: f"Gunicorn answers; {process.said}", lambda: answers(path))
