/** What a stack has put into AWS by the time a host boots: buckets, secrets, the release, the hosts' environment. */
import { readdirSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { Settings } from "../config";
import { environmentDocument, environmentParameter, releaseParameter } from "../config/environment";
import type { Cloud, Upload } from "./cloud";
import { ssmAgent } from "./image";
import { publication } from "./published";
import type { Release } from "./release";
import type { Signer } from "../release/provenance";

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
    /** Signs the release, and its public key. */
    readonly signer: Signer;
    /** Whether the application sends its errors to Sentry. */
    readonly reportsErrors: boolean;
    /** For files that are uploaded. */
    readonly folder: string;
}

export async function fillCloud(
    cloud: Cloud,
    { settings, names, secrets, ownSecrets, release, signer, reportsErrors, folder }: Contents,
): Promise<void> {
    const { region } = settings;
    const {
        databaseMigrator = "",
        superuser = "",
        ...secretArns
    } = cloud.seed({
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
            ...(release === undefined
                ? []
                : [
                      ...(await publication(BUCKETS.releases, release, signer, folder)),
                      ...staticObjects(release.static),
                  ]),
        ],
    });
    cloud.seed({
        parameters: {
            [environmentParameter(settings.stack)]: environmentDocument({
                ...settings,
                releaseKey: signer.keyId,
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
            [releaseParameter(settings.stack)]: releaseDocument(release?.id ?? null),
        },
    });
}

/** What the stack's parameter says about the release of its hosts. */
export const releaseDocument = (release: string | null, previous: string | null = null): string =>
    JSON.stringify({ release, previous });

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
