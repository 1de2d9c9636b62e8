/**
 * A stack's hosts on this machine: real Debian machines with the stack's own files, in a private network with stand-ins
 * for AWS. `Lab.open` sets up everything and `close` removes everything.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../config";
import { privilegesOf } from "../components/database/users/sql";
import { CONTENT } from "../components/deployment/document";
import { strictTransportSecurity } from "../components/edge/headers";
import { releaseCommand } from "../config/deployment";
import { releaseParameter } from "../config/environment";
import { groupName, hostBundle, packBundle, userData, type HostBundle } from "../host/bundle";
import type { HostRole } from "../config/tuning";
import { Authority } from "./authority";
import { Cache } from "./cache";
import { Cloud, RESOLVER_LOG } from "./cloud";
import type { HealthCheck } from "./cloud/protocol";
import { closedNames, ClosedNetwork } from "./closed";
import { AUTHORITIES, BUCKETS, fillCloud, releaseDocument, type Names, type Secrets } from "./contents";
import { Database } from "./database";
import type { DatabaseServer } from "./database-servers";
import { doorOf } from "./door";
import { image, type ImageName } from "./image";
import { Host } from "./host";
import { labId, sweep } from "./leftovers";
import { Machine, type Ran } from "./machine";
import { MIRROR } from "./mirror";
import { ADDRESSES, Network } from "./network";
import { publication } from "./published";
import { buildRelease, type Release } from "./release";
import type { Signer } from "../release/provenance";
import { exampleSettings, type Changes } from "../config/example";

export interface LabArgs {
    /** Folder of the Django project that hosts run. Without it, they have no release. */
    readonly project?: string;
    readonly settings?: Changes;
    /** What stands in for RDS. @defaultValue - MariaDB, which starts faster */
    readonly databaseServer?: DatabaseServer;
    /** How the load balancer checks hosts. @defaultValue - every second, once */
    readonly healthCheck?: HealthCheck;
    /** Whether the application sends its errors to Sentry. Default: true. */
    readonly reportsErrors?: boolean;
}

export interface LaunchArgs {
    readonly from?: ImageName;
    readonly role?: HostRole;
    /** Size of the host's disk in addition to its image, in MiB. */
    readonly diskMib?: number;
    /** The bundle to boot from. Default: the role's own. */
    readonly bundle?: HostBundle;
}

/** So that tests wait less. */
const QUICK_CHECK: HealthCheck = { interval: 1, timeout: 5, healthyThreshold: 1, unhealthyThreshold: 1 };

const canary = (name: string): string => `canary-${name}-${randomBytes(18).toString("hex")}`;

export class Lab {
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
        readonly names: Names,
        /** Signs releases. Hosts have its public key. */
        readonly signer: Signer,
        private readonly built: Release | undefined,
        /** What hosts cannot reach; undefined if they can reach everything. */
        readonly closed: ClosedNetwork | undefined,
    ) {}

    static async open({
        project,
        settings: changes = {},
        databaseServer: kind = "mariadb",
        reportsErrors = true,
        healthCheck = QUICK_CHECK,
    }: LabArgs): Promise<Lab> {
        sweep();
        const id = labId();
        const folder = mkdtempSync(join(tmpdir(), `hrms-${id}-`));
        const settings = exampleSettings({
            // A web host without separate workers runs everything.
            workerMaxHosts: 0,
            workerMinHosts: 0,
            webInstanceType: "t4g.medium",
            ...changes,
            // boto3 and Sentry bring their own authorities, which do not include the lab's.
            environment: { AWS_CA_BUNDLE: AUTHORITIES, SSL_CERT_FILE: AUTHORITIES, ...changes.environment },
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
            superuserPassword: canary("superuser"),
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
        const database = new Database({
            ...{ namespace, folder, kind, authority: authority.caFile },
            ...tls("database"),
        });
        const cache = new Cache({ namespace, folder, token: secrets.cacheToken, ...tls("cache") });
        const isClosed = settings.nat === "none";
        const outside = {
            "amazonaws.com": ADDRESSES.aws,
            [MIRROR]: ADDRESSES.mirror,
            [names.errors]: ADDRESSES.aws,
        };
        const resolved = {
            ...(isClosed ? closedNames(settings) : outside),
            [domain]: ADDRESSES.loadBalancer,
            [names.static]: ADDRESSES.cdn,
            [names.database]: ADDRESSES.database,
            [names.cache]: ADDRESSES.cache,
        };
        const [cloud, release] = await Promise.all([
            Cloud.start({
                network,
                folder,
                names: resolved,
                config: {
                    region,
                    domain,
                    staticDomain: names.static,
                    staticBucket: BUCKETS.static,
                    errorsDomain: names.errors,
                    healthCheck,
                    door: doorOf(folder),
                    ...certificate,
                    headers: {
                        "strict-transport-security": strictTransportSecurity(settings),
                        "x-content-type-options": "nosniff",
                        "x-frame-options": "SAMEORIGIN",
                    },
                },
            }),
            project === undefined
                ? undefined
                : buildRelease({
                      folder: project,
                      projectFolder: settings.projectFolder,
                      settingsModule: settings.settingsModule,
                      staticUrl: `https://${names.static}/`,
                  }),
            database.create(settings.databaseName, [
                {
                    username: "hrms_app",
                    password: secrets.databasePassword,
                    privileges: privilegesOf("app", settings.databaseTablesAtRuntime),
                },
                {
                    username: "hrms_migrator",
                    password: secrets.migratorPassword,
                    privileges: privilegesOf("migrator"),
                },
            ]),
            cache.start(),
        ]);
        const signer = await fillCloud(cloud, {
            settings,
            names,
            secrets,
            ownSecrets: changes.environmentSecrets ?? {},
            release,
            reportsErrors,
            folder,
        });
        await cloud.set({ documents: { [releaseCommand(settings.stack)]: JSON.stringify(CONTENT) } });
        const closed = isClosed
            ? await ClosedNetwork.close(network, settings, join(folder, RESOLVER_LOG), Object.keys(resolved))
            : undefined;
        const lab = new Lab(
            ...([folder, settings, network, authority, cloud, database, cache, secrets, names] as const),
            ...([signer, release, closed] as const),
        );
        cloud.runOn = (instance, script) => lab.runOn(instance, script);
        return lab;
    }

    /** The project's release. Throws an Error in a lab without a project. */
    get release(): Release {
        if (this.built === undefined) {
            throw new Error("this lab has no project, and so no release");
        }
        return this.built;
    }

    /** The role's bundle as EC2 gets it, except that it trusts the lab's database instead of AWS's. */
    bundle(role: HostRole): HostBundle {
        const { files } = hostBundle(this.settings, role);
        return packBundle(role, { ...files, "etc/hrms/database-authorities.pem": this.authority.pem });
    }

    /** Launches an EC2 instance: a machine at its first boot, which its user data sets up. */
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
                    group: groupName(this.settings.stack, role),
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

    private runOn(instance: string, script: string): Promise<Ran> {
        const host = this.hosts.find((each) => each.instance === instance);
        if (host === undefined) throw new Error(`No host is ${instance}`);
        return host.machine.run(["sh", "-c", script]);
    }

    /** Puts a release into the bucket, signed by the stack's key unless another one is given. */
    async publish(release: Release, signer: Signer = this.signer): Promise<void> {
        this.cloud.seed({ objects: await publication(BUCKETS.releases, release, signer, this.folder) });
    }

    /** Writes the parameter that says which release hosts boot with. */
    name(release: string | null, previous: string | null = null): void {
        this.cloud.seed({
            parameters: { [releaseParameter(this.settings.stack)]: releaseDocument(release, previous) },
        });
    }

    async close(): Promise<void> {
        await Promise.all(this.hosts.map(({ machine }) => machine.cutPower()));
        await this.cloud.stop();
        await this.database.stop("SIGKILL");
        await this.cache.stop("SIGKILL");
        this.network.remove();
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** Makes the machine trust the stand-ins as it trusts AWS: the lab's authority is one of Debian's. */
    private given(root: string): Record<string, string> {
        return {
            [AUTHORITIES.slice(1)]: readFileSync(join(root, AUTHORITIES), "utf8") + this.authority.pem,
            "usr/local/share/ca-certificates/lab.crt": this.authority.pem,
            "etc/resolv.conf": `nameserver ${ADDRESSES.resolver}\n`,
        };
    }
}
