import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import { originsOf } from "../../config/environment";
import type { Keys } from "../keys";
import { cloudFrontReads, refuseInfected, servicesWriteLogs } from "./policies";
import { PrivateBucket } from "./private-bucket";

export interface StorageArgs extends Pick<
    Settings,
    | "awsAccountId"
    | "deletionProtection"
    | "domain"
    | "extraDomains"
    | "frontendOrigins"
    | "logRetentionDays"
    | "region"
> {
    readonly keys: Keys;
}

/**
 * The four buckets. A bucket has only one policy, so each policy is complete here. IAM roles in this account need no
 * statement. The services that need one are listed in `policies.ts`.
 * Cost: 0.025 USD a month and GB; logs are most of it.
 */
export class Storage extends pulumi.ComponentResource {
    static readonly covers = [
        "setup.web.static-files",
        "setup.web.media-uploads",
        "backup.application.code",
        "backup.application.files",
    ] as const satisfies readonly ChecklistId[];

    /** Collected static files. Only CloudFront reads them. */
    readonly static: PrivateBucket;
    /** People's uploads: contracts, payslips, sick notes. Only served through signed URLs. */
    readonly media: PrivateBucket;
    /** The application's releases and the bundle that hosts boot from. */
    readonly releases: PrivateBucket;
    /**
     * Logs that AWS writes: load balancer under `alb-…/`, trail under `cloudtrail/`, Config under `config/`, S3 under
     * `s3/`, CloudFront under `AWSLogs/`. Other prefixes are rejected.
     */
    readonly logs: PrivateBucket;

    constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:storage:Storage", name, {}, opts);
        const { deletionProtection, keys, logRetentionDays } = args;
        const child = { parent: this };

        this.logs = new PrivateBucket(
            `${name}-logs`,
            {
                deletionProtection,
                encryption: { s3Managed: "the load balancer and S3 itself can write under no other key" },
                lifecycle: { expiryDays: logRetentionDays, formerVersionsDays: 30 },
                accessLog: { none: "its own entries would make entries for ever" },
                policy: (arn) => servicesWriteLogs(arn, args),
            },
            child,
        );
        this.media = new PrivateBucket(
            `${name}-media`,
            {
                deletionProtection,
                encryption: { key: keys.files },
                lifecycle: { formerVersionsDays: 90 },
                accessLog: this.logs,
                policy: refuseInfected,
                uploadsFrom: originsOf(args),
            },
            child,
        );
        this.static = new PrivateBucket(
            `${name}-static`,
            {
                deletionProtection,
                encryption: {
                    s3Managed: "public files; with a key of ours each miss of the CDN would cost a call",
                },
                lifecycle: { formerVersionsDays: 30 },
                accessLog: this.logs,
                policy: (arn) => cloudFrontReads(arn, args),
            },
            child,
        );
        this.releases = new PrivateBucket(
            `${name}-releases`,
            {
                deletionProtection,
                encryption: { key: keys.files },
                // No release expires by age: the oldest can be the current one, and new hosts boot from it.
                lifecycle: { rarelyReadAfterDays: 90, formerVersionsDays: 90 },
                accessLog: this.logs,
            },
            child,
        );

        this.registerOutputs({
            staticBucket: this.static.name,
            mediaBucket: this.media.name,
            releasesBucket: this.releases.name,
            logsBucket: this.logs.name,
        });
    }
}
