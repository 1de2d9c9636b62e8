/**
 * What hosts of others look like: their own defaults, on the same machine, with the same application and database. All
 * of them are asked over TLS, as ours is.
 */

export interface Peer {
    /** Name of its files in peers/, and of its units. */
    readonly id: string;
    /** What follows `gunicorn` on its command line. */
    readonly gunicorn: readonly string[];
    /** Module of settings in peers/. */
    readonly settings: string;
    /** Where its Nginx listens. */
    readonly url: string;
}

/** CPUs of the host, by its instance type. */
const VCPUS = 2;

export const PEERS = {
    /** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html */
    "Elastic Beanstalk": {
        id: "beanstalk",
        gunicorn: ["--bind", "127.0.0.1:8000", "--workers=1", "--threads=15"],
        settings: "plain",
        url: "https://127.0.0.1:8101",
    },
    /** `WEB_CONCURRENCY=4` of its .envs/.production/.django; the application serves static files, by WhiteNoise. */
    "cookiecutter-django": {
        id: "cookiecutter",
        gunicorn: ["--bind", "127.0.0.1:5000", "--workers=4"],
        settings: "cookiecutter",
        url: "https://127.0.0.1:8102",
    },
    /** "(2 x $num_cores) + 1 as the number of workers": https://docs.gunicorn.org/en/stable/design.html */
    "Gunicorn's documentation": {
        id: "documentation",
        gunicorn: ["--bind", "unix:/run/bench/documentation.sock", `--workers=${2 * VCPUS + 1}`],
        settings: "plain",
        url: "https://127.0.0.1:8103",
    },
} as const satisfies Readonly<Record<string, Peer>>;

export type PeerName = keyof typeof PEERS;
