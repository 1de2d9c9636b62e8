/** Code that meets a host: files, the network, the database's grants, browsers' permissions, people's data in logs. */
import { andList, setTo, TO_STORAGE } from "../remedies";
import { rule, type Rule } from "../rule";
import { OPEN_PORTS, outgoingPorts, ownLoginPaths, unguarded } from "../settings";

export const CODE: readonly Rule[] = [
    rule({
        id: "makedirs-at-import",
        severity: "error",
        of: "makedirs-at-import",
        what: "The code makes a folder when it is imported.",
        consequence: "A release is read-only: the application does not start.",
        fix: "Delete it, or make the folder where it is used, in a tempfile.TemporaryDirectory().",
    }),
    rule({
        id: "write-at-import",
        severity: "error",
        of: "write-at-import",
        what: ({ what }) => `The code ${what} when it is imported.`,
        consequence: "A release is read-only: the application does not start.",
        fix: "Log with logging.getLogger(__name__), whose lines go to CloudWatch; write other files where they are used.",
    }),
    rule({
        id: "file-write",
        severity: "warning",
        of: "file-write",
        what: ({ what }) => `The code ${what} in the project's folder.`,
        consequence:
            "A release is read-only: this fails with PermissionError, and files would be on one host only.",
        fix: TO_STORAGE,
    }),
    rule({
        id: "file-path",
        severity: "info",
        of: "file-path",
        what: ({ field }) => `The code reads .path of the file field ${field}.`,
        consequence:
            "Uploads are in S3. .path gives a copy on the disk of one host. What a page writes to it is stored; in tasks and commands it is read-only.",
        fix: ({ field }) =>
            `To write in a task, use default_storage.save(); to read without a copy: with instance.${field}.open("rb") as stream: …`,
    }),
    rule({
        id: "media-root",
        severity: "warning",
        of: "media-root",
        when: ({ served }) => !served,
        what: "The code works with files below MEDIA_ROOT.",
        consequence: "Uploads are in S3. The folder does not exist on hosts and cannot be written to.",
        fix: TO_STORAGE,
    }),
    rule({
        id: "media-by-urls",
        severity: "info",
        of: "media-root",
        when: ({ served }) => served,
        what: "The URL patterns serve MEDIA_ROOT.",
        consequence:
            "Django does that with DEBUG only. Hosts keep uploads in S3, and .url gives a link that works for 5 minutes.",
        fix: "Use {{ object.file.url }} in templates, and no path below MEDIA_URL written by hand.",
    }),
    rule({
        id: "file-storage",
        severity: "warning",
        of: "file-storage",
        what: "The code uses FileSystemStorage.",
        consequence:
            "In MEDIA_ROOT, a page's files are stored with the uploads, but FileSystemStorage does not find them again. Other folders are read-only.",
        fix: "Use default_storage, or name the storage in STORAGES.",
    }),
    rule({
        id: "raw-ddl",
        severity: "warning",
        of: "ddl",
        what: ({ statement }) => `The code changes tables at run time (${statement}).`,
        consequence:
            "The application's database user can read and write rows only: MySQL answers 1142, command denied.",
        fix: `Move it into a migration (migrations.RunSQL), or allow it: ${setTo("databaseTablesAtRuntime", true)}`,
    }),
    rule({
        id: "outgoing-port",
        severity: "warning",
        of: "client",
        when: ({ port }) => !OPEN_PORTS.includes(port),
        what: ({ client, port }) => `The code connects with ${client}${port === 0 ? "" : ` (port ${port})`}.`,
        consequence:
            "Without a setting, hosts reach port 443 only, besides their database and cache: this waits until it times out.",
        fix: ({ client }, project) =>
            client.startsWith("smtplib")
                ? "Send with django.core.mail, which hosts give a working configuration."
                : setTo("outgoingPorts", outgoingPorts(project)),
    }),
    rule({
        id: "outgoing-port",
        severity: "warning",
        of: "url-port",
        what: ({ scheme, port }) => `The code names an address with ${scheme} on port ${port}.`,
        consequence:
            "Without a setting, hosts reach port 443 only, besides their database and cache: this waits until it times out.",
        fix: (_, project) => setTo("outgoingPorts", outgoingPorts(project)),
    }),
    rule({
        id: "print-personal-data",
        severity: "info",
        of: "print",
        what: ({ names }) => `print() shows ${andList(names)}.`,
        consequence:
            "Hosts do not log what is printed, only where and how often. Elsewhere it shows people's data in a terminal or a log.",
        fix: 'Delete it, or log an id: logging.getLogger(__name__).info("saved %s", instance.pk)',
    }),
    rule({
        id: "password-compared",
        severity: "warning",
        of: "password-compared",
        what: ({ how }) => `A password is ${how}.`,
        consequence:
            "It is stored as people typed it: whoever reads the database or a backup has everybody's password.",
        fix: "user = authenticate(request, username=…, password=…); store with user.set_password(…).",
    }),
    rule({
        id: "login-past-django",
        severity: "warning",
        of: "login",
        when: ({ how }) => how === "past",
        what: ({ path }) => `The login at ${path} does not use django.contrib.auth.`,
        consequence:
            "Hosts have to guess from its answer whether a password was wrong. Django's password hashes, validators and signals are left out.",
        fix: "Call authenticate() and login() of django.contrib.auth in the view.",
    }),
    rule({
        id: "login-path",
        severity: "warning",
        of: "login",
        when: (fact) => unguarded(fact),
        what: ({ path, how }) =>
            how === "token" ? `${path} gives tokens for passwords.` : `${path} takes passwords.`,
        consequence:
            "hrms:loginPaths does not name it by default, so the limits for logins of Nginx and the firewall do not apply there.",
        fix: (_, project) => setTo("loginPaths", ownLoginPaths(project)),
    }),
    rule({
        id: "device",
        severity: "warning",
        of: "device",
        what: ({ device }) => `A page asks for the ${device === "camera" ? "camera" : "person's location"}.`,
        consequence:
            "Hosts send Permissions-Policy: camera=(), geolocation=() unless the application sends its own: the browser refuses without asking.",
        fix: ({ device }) =>
            `Send the header from the views that need it: response["Permissions-Policy"] = "${device}=(self)"`,
    }),
];
