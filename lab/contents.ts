/** What a stack has put into AWS by the time a host boots: buckets, secrets, the release, the hosts' environment. */
import { join } from "node:path";
import type { Settings } from "../config";
import { maxWorkerHosts } from "../config/background";
import { deploymentParameter, releaseCommand, type DeploymentDocument } from "../config/deployment";
import { environmentDocument, environmentParameter, releaseParameter } from "../config/environment";
import { groupName } from "../host/bundle";
import type { Cloud, Upload } from "./cloud";
import { ssmAgent } from "./image";
import { publication } from "./published";
import type { Release } from "./release";
import type { Signer } from "../release/provenance";
import { contentType, staticFiles } from "../release/publish/static";
import { labSigner } from "./signer";

export const BUCKETS = {
    releases: "hrms-prod-releases",
    media: "hrms-prod-media",
    static: "hrms-prod-static",
} as const;

/** Where Debian keeps the authorities that it trusts. */
export const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/** Every secret that the application gets. Each is a unique text, so that a test can find where it leaks. */
export interface Secrets {
    readonly secretKey: string;
    readonly databasePassword: string;
    readonly migratorPassword: string;
    readonly superuserPassword: string;
    readonly cacheToken: string;
    readonly sentryKey: string;
}

/** Names of what AWS would manage. */
export type Names = Readonly<Record<"database" | "cache" | "static" | "errors", string>>;

export interface Contents {
    readonly settings: Settings;
    readonly names: Names;
    readonly secrets: Secrets;
    /** What `hrms:environmentSecrets` holds; in a stack, outputs hold it. */
    readonly ownSecrets: Readonly<Record<string, string>>;
    readonly release: Release | undefined;
    /** Whether the application sends its errors to Sentry. */
    readonly reportsErrors: boolean;
    /** For files that are uploaded. */
    readonly folder: string;
}

/** Returns who signs the stack's releases. */
export async function fillCloud(
    cloud: Cloud,
    { settings, names, secrets, ownSecrets, release, reportsErrors, folder }: Contents,
): Promise<Signer> {
    const { region, stack } = settings;
    const logGroups = logGroupsOf(stack);
    const { arns, keys } = cloud.seed({
        signingKeys: ["releases"],
        // Only a lab that begins without a release deploys one. With an RDS instance, moto cannot show its data any more,
        // and with that the e-mails (Cloud.sentMails).
        databases: release === undefined ? [DATABASE] : [],
        logGroups: Object.values(logGroups),
        buckets: [...Object.values(BUCKETS), `amazon-ssm-${region}`],
        senders: [settings.emailFrom],
        secrets: {
            secretKey: { value: secrets.secretKey },
            databaseApp: { username: "hrms_app", password: secrets.databasePassword },
            databaseMigrator: { username: "hrms_migrator", password: secrets.migratorPassword },
            superuser: { value: secrets.superuserPassword },
            cacheAuth: { value: secrets.cacheToken },
            ...(Object.keys(ownSecrets).length > 0 && { environment: ownSecrets }),
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
            ...(release === undefined ? [] : staticObjects(release.static)),
        ],
    });
    const { databaseMigrator = "", superuser = "", ...secretArns } = arns;
    const { arn: signingKey = "", publicKey = "" } = keys.releases ?? {};
    const signer = labSigner(cloud, signingKey);
    cloud.seed({
        objects: release && (await publication(BUCKETS.releases, release, signer, folder)),
        parameters: {
            [environmentParameter(settings.stack)]: environmentDocument({
                ...settings,
                releaseKey: publicKey,
                migrationSecretArns: { databaseMigrator, superuser },
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
            [releaseParameter(stack)]: releaseDocument(release?.id ?? null),
            [deploymentParameter(stack)]: JSON.stringify({
                groups: {
                    web: groupName(stack, "web"),
                    ...(maxWorkerHosts(settings) > 0 && { worker: groupName(stack, "worker") }),
                },
                command: releaseCommand(stack),
                logGroups,
                releasesBucket: BUCKETS.releases,
                staticBucket: BUCKETS.static,
                database: DATABASE,
                ...{ signingKey, publicKey },
                alarms: [],
            } satisfies DeploymentDocument),
        },
    });
    return signer;
}

/** Identifier of the RDS instance, for snapshots of nothing. The hosts' database is another one. */
const DATABASE = "hrms-database";

const logGroupsOf = (stack: string): DeploymentDocument["logGroups"] => ({
    application: `/hrms/${stack}/application`,
    nginx: `/hrms/${stack}/nginx`,
    system: `/hrms/${stack}/system`,
});

/** What the stack's parameter says about the release of its hosts. */
export const releaseDocument = (release: string | null, previous: string | null = null): string =>
    JSON.stringify({ release, previous });

const staticObjects = (folder: string): Upload[] =>
    staticFiles(folder).map(({ name }) => ({
        bucket: BUCKETS.static,
        key: name,
        file: join(folder, name),
        type: contentType(name),
    }));
