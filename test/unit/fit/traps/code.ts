/** Traps in code and URL patterns. */
import { PAGE, atSetting, atUrls, atView, setting, urls, view, type Trap } from "./trap";

export const CODE: readonly Trap[] = [
    [
        "a folder made by the settings",
        setting('os.makedirs(BASE_DIR / "logs", exist_ok=True)'),
        [`error makedirs-at-import ${atSetting()}`],
    ],
    [
        "a log file opened at import",
        view('logging.basicConfig(filename="app.log")'),
        [`error write-at-import ${atView()}`],
    ],
    [
        "a file written next to the code",
        view('def export(request):\n    with open("export.csv", "w") as file:\n        file.write("a")'),
        [`warning file-write ${atView(2)}`],
    ],
    [
        "a file in /tmp",
        view('def export(request):\n    open("/tmp/export.csv", "w").close()\n    open("data.csv").read()'),
        [],
    ],
    [
        "the path of an upload",
        view("def read(person):\n    return person.contract.path"),
        [`info file-path ${atView(2)}`],
    ],
    [
        "MEDIA_ROOT",
        view("from django.conf import settings\n\n\ndef place():\n    return settings.MEDIA_ROOT"),
        [`warning media-root ${atView(5)}`],
    ],
    [
        "an export below MEDIA_ROOT",
        view(
            'from django.conf import settings\n\n\ndef export(request):\n    open(settings.MEDIA_ROOT + "/a.csv", "w")',
        ),
        [`warning media-root ${atView(5)}`],
    ],
    [
        "media by URL patterns",
        urls(
            'from django.conf import settings\nfrom django.conf.urls.static import static\nurlpatterns += static("/media/", document_root=settings.MEDIA_ROOT)',
        ),
        [`info media-by-urls ${atUrls(3)}`],
    ],
    [
        "FileSystemStorage",
        view("from django.core.files.storage import FileSystemStorage\n\nstorage = FileSystemStorage()"),
        [`warning file-storage ${atView(3)}`],
    ],
    [
        "tables made at run time",
        view('def prepare(cursor, name):\n    cursor.execute(f"CREATE TABLE {name} (id int)")'),
        [`warning raw-ddl ${atView(2)}`],
    ],
    [
        "LDAP",
        view('import ldap\n\n\ndef connect():\n    return ldap.initialize("ldap://directory.corp:389")'),
        [`warning outgoing-port ${atView(5)}`],
    ],
    [
        "a device on another port",
        view('ADDRESS = "http://attendance.corp:8080/api"\nLOCAL = "http://localhost:8000"'),
        [`warning outgoing-port ${atView()}`],
    ],
    [
        "SMTP by hand",
        view('import smtplib\n\n\ndef send():\n    return smtplib.SMTP("mail.corp", 587)'),
        [`warning outgoing-port ${atView(5)}`],
    ],
    [
        "a salary printed",
        view("def pay(employee):\n    print(employee.name, employee.salary)\n    print('done')"),
        [`info print-personal-data ${atView(2)}`],
    ],
    [
        "passwords compared",
        view('def enter(request, user):\n    return user.password == request.POST["password"]'),
        [`warning password-compared ${atView(2)}`],
    ],
    [
        "passwords looked up",
        view(
            'def enter(request):\n    return Person.objects.filter(name="a", password=request.POST["secret"])',
        ),
        [`warning password-compared ${atView(2)}`],
    ],
    [
        "the camera",
        { [PAGE]: { more: "<script>navigator.mediaDevices.getUserMedia({ video: true })</script>\n" } },
        [`warning device ${PAGE}:4`],
    ],
    [
        "the location",
        { "staff/static/staff/check-in.js": "navigator.geolocation.getCurrentPosition(done);\n" },
        ["warning device staff/static/staff/check-in.js:1"],
    ],
    ["a DEBUG branch", setting('if DEBUG:\n    os.makedirs("x")'), []],
];

export const LOGINS: readonly Trap[] = [
    [
        "a login elsewhere",
        { "office/urls.py": { swap: ['"login/"', '"welcome/"'] } },
        ["warning login-path office/urls.py:9"],
    ],
    [
        "a token API",
        urls(
            'from rest_framework.authtoken.views import obtain_auth_token\nurlpatterns += [path("api/token/", obtain_auth_token)]',
        ),
        [`warning login-path ${atUrls(2)}`],
    ],
    [
        "an admin elsewhere",
        { "office/urls.py": { swap: ['"admin/"', '"back-office/"'] } },
        ["warning login-path office/urls.py:10"],
    ],
    [
        "a login past Django, in an included file",
        {
            "staff/urls.py":
                'from django.urls import path\n\nfrom . import views\n\nurlpatterns = [path("enter/", views.enter)]\n',
            ...urls(
                'from django.urls import include\nurlpatterns += [path("staff/", include("staff.urls"))]',
            ),
            ...view(
                'def enter(request):\n    given = request.POST["password"]\n    return Person.objects.get(password=given)',
            ),
        },
        [
            `warning password-compared ${atView(3)}`,
            "warning login-past-django staff/urls.py:5",
            "warning login-path staff/urls.py:5",
        ],
    ],
    [
        "a form that changes a password",
        {
            ...urls('urlpatterns += [path("password/change/", views.change)]'),
            ...view("def change(request, user):\n    return user.check_password(request.POST['password'])"),
        },
        [],
    ],
];
