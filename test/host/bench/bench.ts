/**
 * A stack's surroundings and its hosts, on this machine: real Debian machines with the stack's own files, in a network
 * of their own, with stand-ins for what AWS manages. `openBench` sets up everything, and `close` leaves nothing.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, relative } from "node:path";
import type { Settings } from "../../../config";
import { PRIVILEGES } from "../../../components/database/users/sql";
import { strictTransportSecurity } from "../../../components/edge/headers";
import { hostBundle, packBundle, userData, type HostBundle } from "../../../host/bundle";
import {
    environmentDocument,
    environmentParameter,
    type EnvironmentDocument,
} from "../../../host/environment";
import type { HostRole } from "../../../host/tuning";
import { Authority } from "../../support/authority";
import { testSettings } from "../../unit/components/harness";
import { Cache } from "./cache";
import { Cloud, type Upload } from "./cloud";
import { Database } from "./database";
import { image, ssmAgent, type ImageName } from "./image";
import { Host } from "./host";
import { benchId, sweep } from "./leftovers";
import { Machine } from "./machine";
import { MIRROR } from "./mirror";
import { ADDRESSES, Network } from "./network";
import { buildRelease } from "./release";

export const BUCKETS = {
    releases: "hrms-prod-releases",
    media: "hrms-prod-media",
    static: "hrms-prod-static",
} as const;

/** Debian's. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/** Every secret that the application gets, each one recognisable wherever it should not be. */
export interface Secrets {
    readonly secretKey: string;
    readonly databasePassword: string;
    readonly migratorPassword: string;
    readonly cacheToken: string;
    readonly sentryKey: string;
}

export interface BenchArgs {
    /** Folder of the Django project that hosts run; without one, they have no release. */
    readonly project?: string;
    readonly settings?: Parameters<typeof testSettings>[0];
    /** Variables of the application's environment, beside those that every stack has. */
    readonly variables?: Readonly<Record<string, string>>;
    /** Whether the application tells Sentry of its errors; it does where nothing is said. */
    readonly reportsErrors?: boolean;
}

export interface LaunchArgs {
    readonly from?: ImageName;
    readonly role?: HostRole;
    /** Size of the host's disk beyond its image, in MiB. */
    readonly diskMib?: number;
    /** What lies in the bucket of releases, if not the role's own bundle. */
    readonly bundle?: HostBundle;
}

const canary = (name: string): string => `canary-${name}-${randomBytes(18).toString("hex")}`;

export class Bench {
    readonly hosts: Host[] = [];

    private constructor(
        readonly folder: string,
        readonly settings: Settings,
        readonly network: Network,
        readonly authority: Authority,
        readonly cloud: Cloud,
        readonly database: Database,
        readonly cache: Cache,
        readonly secrets: Secrets,
        /** Names of what AWS would manage. */
        readonly names: Readonly<Record<"database" | "cache" | "static", string>>,
    ) {}

    static async open({
        project,
        settings: changes = {},
        variables = {},
        reportsErrors = true,
    }: BenchArgs): Promise<Bench> {
        sweep();
        const id = benchId();
        const folder = mkdtempSync(join(tmpdir(), `hrms-${id}-`));
        const settings = testSettings({
            // One role, so that a host has everything.
            workerMaxHosts: 0,
            workerMinHosts: 0,
            webInstanceType: "t4g.medium",
            ...changes,
        });
        const { region, domain } = settings;
        const names = {
            database: `hrms.c0ffee.${region}.rds.amazonaws.com`,
            cache: `master.hrms.c0ffee.euc1.cache.amazonaws.com`,
            static: `static.${domain}`,
            errors: "sentry.example.com",
        };
        const secrets = {
            secretKey: canary("key") + randomBytes(20).toString("base64"),
            databasePassword: canary("database"),
            migratorPassword: canary("migrator"),
            cacheToken: canary("cache"),
            sentryKey: randomBytes(16).toString("hex"),
        };
        const authority = new Authority(folder, "authority");
        const certificate = { certificate: join(folder, "cloud.pem"), key: join(folder, "cloud.key") };
        authority.certify(
            [
                domain,
                names.static,
                names.errors,
                MIRROR,
                `*.${region}.amazonaws.com`,
                `*.s3.${region}.amazonaws.com`,
            ],
            certificate.certificate,
            certificate.key,
        );
        const network = new Network(id);
        const namespace = network.cloud;
        const tls = (name: "database" | "cache") => {
            const files = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
            authority.certify(names[name], files.certificate, files.key);
            return files;
        };
        const database = new Database({ namespace, folder, authority: authority.caFile, ...tls("database") });
        const cache = new Cache({ namespace, folder, token: secrets.cacheToken, ...tls("cache") });
        const cloud = await Cloud.start({
            network,
            folder,
            names: {
                [domain]: ADDRESSES.loadBalancer,
                [names.static]: ADDRESSES.cdn,
                [names.errors]: ADDRESSES.aws,
                [names.database]: ADDRESSES.database,
                [names.cache]: ADDRESSES.cache,
            },
            config: {
                region,
                domain,
                staticDomain: names.static,
                staticBucket: BUCKETS.static,
                errorsDomain: names.errors,
                healthPath: settings.healthPath,
                ...certificate,
                headers: {
                    "strict-transport-security": strictTransportSecurity(settings),
                    "x-content-type-options": "nosniff",
                    "x-frame-options": "SAMEORIGIN",
                },
            },
        });
        await Promise.all([
            database.create(settings.databaseName, [
                { username: "hrms_app", password: secrets.databasePassword, privileges: PRIVILEGES.app },
                {
                    username: "hrms_migrator",
                    password: secrets.migratorPassword,
                    privileges: PRIVILEGES.migrator,
                },
            ]),
            cache.start(),
        ]);
        const release =
            project === undefined
                ? undefined
                : await buildRelease({
                      folder: project,
                      settingsModule: settings.settingsModule,
                      staticUrl: `https://${names.static}/`,
                  });
        const secretArns = cloud.seed({
            buckets: [...Object.values(BUCKETS), `amazon-ssm-${region}`],
            senders: [settings.emailFrom],
            secrets: {
                secretKey: { value: secrets.secretKey },
                databaseApp: { username: "hrms_app", password: secrets.databasePassword },
                cacheAuth: { value: secrets.cacheToken },
                ...(reportsErrors && {
                    sentryDsn: { value: `https://${secrets.sentryKey}@${names.errors}/1` },
                }),
            },
            objects: [
                {
                    bucket: `amazon-ssm-${region}`,
                    key: "latest/debian_amd64/amazon-ssm-agent.deb",
                    file: ssmAgent(folder),
                    public: true,
                },
                ...(release === undefined
                    ? []
                    : [
                          {
                              bucket: BUCKETS.releases,
                              key: `releases/${release.id}.tar.gz`,
                              file: release.archive,
                          },
                          ...staticObjects(release.static),
                      ]),
            ],
        });
        cloud.seed({
            parameters: {
                [environmentParameter(settings.stack)]: withVariables(
                    // boto3 and Sentry bring authorities of their own, which do not know the bench's.
                    { AWS_CA_BUNDLE: AUTHORITIES, SSL_CERT_FILE: AUTHORITIES, ...variables },
                    environmentDocument({
                        ...settings,
                        ...(release && { release: release.id }),
                        databaseHost: names.database,
                        databasePort: 3306,
                        cacheHost: names.cache,
                        queueHost: names.cache,
                        cachePort: 6379,
                        mediaBucket: BUCKETS.media,
                        staticBucket: BUCKETS.static,
                        releasesBucket: BUCKETS.releases,
                        emailConfigurationSet: `hrms-${settings.stack}`,
                        secretArns,
                    }),
                ),
            },
        });
        return new Bench(folder, settings, network, authority, cloud, database, cache, secrets, names);
    }

    /** The role's bundle as EC2 gets it, but for the authorities of the database, which here is not AWS's. */
    bundle(role: HostRole): HostBundle {
        const { files } = hostBundle(this.settings, role);
        return packBundle(role, { ...files, "mysql/database-authorities.pem": this.authority.pem });
    }

    /** Starts an instance of EC2: a machine at its first boot, whose user data does the rest. */
    async launch(
        name: string,
        { from = "golden", role = "web", diskMib, bundle = this.bundle(role) }: LaunchArgs = {},
    ): Promise<Host> {
        const address = `10.20.100.${this.hosts.length + 10}`;
        const file = join(this.folder, `${name}.zip`);
        writeFileSync(file, bundle.archive);
        this.cloud.seed({ objects: [{ bucket: BUCKETS.releases, key: bundle.key, file }] });
        const id = `i-${randomBytes(8).toString("hex")}`;
        await this.cloud.set({
            instances: {
                ...this.cloud.instances,
                [address]: {
                    id,
                    userData: userData(this.settings, BUCKETS.releases, bundle),
                    targetLifecycleState: "InService",
                },
            },
            targets: [...this.cloud.targets, address],
        });
        const root = await image(from);
        const machine = new Machine({
            name,
            image: root,
            namespace: this.network.addHost(name, address),
            folder: join(this.folder, name),
            files: this.given(root),
            ...(diskMib !== undefined && { diskMib }),
        });
        const host = new Host(machine, address, id, this);
        this.hosts.push(host);
        await machine.boot();
        return host;
    }

    async close(): Promise<void> {
        await Promise.all(this.hosts.map(({ machine }) => machine.cutPower()));
        await this.cloud.stop();
        await this.database.stop("SIGKILL");
        await this.cache.stop("SIGKILL");
        this.network.remove();
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** The machine takes the stand-ins for AWS as it takes AWS itself, by an authority that Debian trusts. */
    private given(root: string): Record<string, string> {
        return {
            [AUTHORITIES.slice(1)]: readFileSync(join(root, AUTHORITIES), "utf8") + this.authority.pem,
            "usr/local/share/ca-certificates/bench.crt": this.authority.pem,
            "etc/resolv.conf": `nameserver ${ADDRESSES.resolver}\n`,
        };
    }
}

function withVariables(variables: Readonly<Record<string, string>>, document: string): string {
    const parsed = JSON.parse(document) as EnvironmentDocument;
    return JSON.stringify({ ...parsed, variables: { ...parsed.variables, ...variables } });
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
};

function staticObjects(folder: string): Upload[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => ({
            bucket: BUCKETS.static,
            key: relative(folder, file),
            file,
            type: CONTENT_TYPES[extname(file)] ?? "application/octet-stream",
            public: true,
        }));
}
