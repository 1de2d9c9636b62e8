import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Keys } from "../keys";
import { cloudFrontReads, refuseInfected, servicesWriteLogs } from "./policies";
import { PrivateBucket } from "./private-bucket";

export interface StorageArgs extends Pick<
    Settings,
    "awsAccountId" | "deletionProtection" | "domain" | "logRetentionDays" | "region"
> {
    readonly keys: Keys;
}

/**
 * The four buckets. Each one's policy is complete here, for a bucket has only one: whoever reads or writes by IAM in
 * this account needs no statement, and the services that do are listed in `policies.ts`.
 * Cost: 0.025 USD a month and GB; logs are most of it.
 */
export class Storage extends pulumi.ComponentResource {
    static readonly covers = [
        "setup.web.static-files",
        "setup.web.media-uploads",
        "backup.application.code",
        "backup.application.files",
    ] as const satisfies readonly ChecklistId[];

    /** Collected static files, read by CloudFront alone. */
    readonly static: PrivateBucket;
    /** What people upload: contracts, payslips, sick notes. Served by signed URLs only. */
    readonly media: PrivateBucket;
    /** The application's releases and the bundle that hosts boot from. */
    readonly releases: PrivateBucket;
    /**
     * Logs that AWS writes: load balancer under `alb-…/`, trail under `cloudtrail/`, Config under `config/`, S3 under
     * `s3/`, CloudFront under `AWSLogs/`. Other prefixes are refused.
     */
    readonly logs: PrivateBucket;

    constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:storage:Storage", name, {}, opts);
        const { deletionProtection, domain, keys, logRetentionDays } = args;
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
                uploadsFrom: `https://${domain}`,
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
                // None expires by age: the oldest may be the one that runs, and a new host boots from it.
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
