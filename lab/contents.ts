/** What a stack has put into AWS by the time a host boots: buckets, secrets, the release, the hosts' environment. */
import { readdirSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { Settings } from "../config";
import { environmentDocument, environmentParameter } from "../config/environment";
import type { Cloud, Upload } from "./cloud";
import { ssmAgent } from "./image";
import type { Release } from "./release";

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

export function fillCloud(
    cloud: Cloud,
    { settings, names, secrets, ownSecrets, release, reportsErrors, folder }: Contents,
): void {
    const { region } = settings;
    const secretArns = cloud.seed({
        buckets: [...Object.values(BUCKETS), `amazon-ssm-${region}`],
        senders: [settings.emailFrom],
        secrets: {
            secretKey: { value: secrets.secretKey },
            databaseApp: { username: "hrms_app", password: secrets.databasePassword },
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
            [environmentParameter(settings.stack)]: environmentDocument({
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
        },
    });
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
