/** What a host serves, and how evenly, against the defaults of others that run beside ours on the same booted host. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Lab } from "../../../lab/lab";
import type { Host } from "../../../lab/host";
import { pythonPrograms } from "../../../lab/python";
import { prepareHrms } from "../../../lab/projects";
import { compared, interleaved, type Measurement } from "../measurement";
import { load, type Served } from "./load";
import { PEERS, type Peer, type PeerName } from "./peers";

const ROUNDS = 10;
const SECONDS = 3;
const WARM_UP_SECONDS = 3;
/** Whoever was asked last still works off what nobody waits for any more, at the cost of whoever is asked next. */
const SETTLING_MS = 1000;

interface Page {
    readonly path: string;
    /** Whether it shows itself to somebody from the personnel department alone. */
    readonly isPrivate?: boolean;
    /** The least that ours serves of what each peer does; 1 where nothing is said. */
    readonly atLeast?: Partial<Record<PeerName, number>>;
}

const PAGES: Readonly<Record<string, Page>> = {
    "login page": { path: "/login/" },
    "list of employees": {
        path: "/employees/",
        isPrivate: true,
        atLeast: {
            "Elastic Beanstalk": 1.5,
            "cookiecutter-django": 1.2,
            "Gunicorn's documentation": 1.2,
        },
    },
    "static file": { path: "/static/admin/css/base.css", atLeast: { "cookiecutter-django": 10 } },
};

/** A host's way to serve: ours, or a peer's. */
interface Setup {
    readonly url: string;
    readonly cookie: string;
}

export async function* benchRequests(lab: Lab): AsyncGenerator<Measurement> {
    const host = await lab.launch("bench");
    await host.settled();
    await prepareHrms(host);
    const setups = await setUp(host, lab.settings.domain);
    for (const [title, page] of Object.entries(PAGES)) {
        yield* measure(title, page, setups, host, lab);
    }
    await host.machine.cutPower();
}

async function* measure(
    title: string,
    { path, isPrivate = false, atLeast = {} }: Page,
    setups: Readonly<Record<"ours" | PeerName, Setup>>,
    host: Host,
    lab: Lab,
): AsyncGenerator<Measurement> {
    const ask = async ({ url, cookie }: Setup, seconds: number): Promise<Served> => {
        await sleep(SETTLING_MS);
        return load({
            namespace: host.machine.namespace,
            url: `${url}${path}`,
            // As browsers ask.
            headers: {
                Host: lab.settings.domain,
                "Accept-Encoding": "gzip, deflate, br, zstd",
                ...(isPrivate && { Cookie: cookie }),
            },
            seconds,
        });
    };
    const names = Object.keys(setups) as (keyof typeof setups)[];
    for (const name of names) {
        await ask(setups[name], WARM_UP_SECONDS);
    }
    const served = await interleaved(
        ROUNDS,
        Object.fromEntries(names.map((name) => [name, () => ask(setups[name], SECONDS)])) as Record<
            keyof typeof setups,
            () => Promise<Served>
        >,
    );
    for (const peer of Object.keys(PEERS) as PeerName[]) {
        const of = (what: keyof Served) =>
            compared(
                served.ours.map((one) => one[what]),
                served[peer].map((one) => one[what]),
            );
        const bench = `${title}, against ${peer}`;
        yield { bench, unit: "requests/s", ...of("requestsPerSecond"), atLeast: atLeast[peer] ?? 1 };
        yield { bench: `${bench}: 99 of 100 within`, unit: "ms", ...of("p99"), atMost: 1 };
    }
}

const APP = "/srv/hrms/current/app";
const PYTHON = "/srv/hrms/current/venv/bin/python";
/** A unit with the host's own environment, in which there is the database. */
const UNIT = `systemd-run --quiet --property=EnvironmentFile=/run/hrms/env --property=WorkingDirectory=${APP}`;

/** Brings the peers' files onto the host and starts them; gives the way to ours and to each of them. */
async function setUp({ machine }: Host, domain: string): Promise<Readonly<Record<"ours" | PeerName, Setup>>> {
    await machine.copyIn(join(__dirname, "peers"), "/srv/bench");
    await machine.sh("install -d /srv/bench/public; install -d -o hrms /run/bench");
    await machine.copyIn(join(await packages(), "whitenoise"), "/srv/bench/whitenoise");
    await machine.sh("ln -s /srv/hrms/current/static /srv/bench/public/static");

    const using = (settings: string, path: string): string =>
        `/usr/bin/env DJANGO_SETTINGS_MODULE=${settings} PYTHONPATH=${path}:${APP}`;
    const login = (environment: string): Promise<string> =>
        machine.sh(`${UNIT} --pipe --uid=hrms ${environment} ${PYTHON} /srv/bench/session.py hr`);

    const collect = "manage.py collectstatic --noinput --verbosity 0";
    await machine.sh(`${UNIT} --pipe ${using("cookiecutter", "/srv/bench")} ${PYTHON} ${collect}`);
    const peers: [string, Setup][] = [];
    for (const [name, { id, gunicorn, settings, url }] of Object.entries<Peer>(PEERS)) {
        const environment = using(settings, "/srv/bench");
        const program = ["/srv/hrms/current/venv/bin/gunicorn", "hrms.wsgi", ...gunicorn].join(" ");
        await machine.sh(`${UNIT} --unit=bench-${id} --uid=hrms ${environment} ${program}`);
        await machine.sh(
            `systemd-run --quiet --unit=bench-${id}-nginx nginx -c /srv/bench/${id}.conf -g 'daemon off;'`,
        );
        await machine.sh(
            `curl --silent --insecure --fail --output /dev/null --retry 60 --retry-delay 1 --retry-all-errors \
                --header "Host: ${domain}" ${url}/login/`,
        );
        peers.push([name, { url, cookie: await login(environment) }]);
    }
    return {
        ours: {
            url: "https://127.0.0.1",
            cookie: await login(using("hrms_host.settings", "/opt/hrms/django")),
        },
        ...(Object.fromEntries(peers) as Record<PeerName, Setup>),
    };
}

/** Where Python's packages lie that peers need beside the application's. */
async function packages(): Promise<string> {
    const programs = await pythonPrograms(["whitenoise==6.12.0"]);
    const lib = join(programs, "../lib");
    return join(lib, readdirSync(lib)[0] ?? "", "site-packages");
}
