import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import { policyDocument, type Statement } from "../internal/iam";
import { accountAdministers, autoScalingUses, logGroupsUse, publishersUse, trailUses } from "./policies";

export type KeysArgs = Pick<
    Settings,
    "awsAccountId" | "backupRegion" | "deletionProtection" | "region" | "stack"
>;

/** AWS allows 7 to 30 days. The longest leaves time to save data that remains after the stack, such as a final snapshot. */
const DELETION_WINDOW_DAYS = 30;

/**
 * One customer managed key for each class of data, so that access to one class never gives access to another, and
 * CloudTrail shows each use under the class's name. The keys rotate every year. One more key signs releases.
 * Cost: 1 USD a month and key, plus as much again for each of its first two rotations.
 */
export class Keys extends pulumi.ComponentResource {
    /** A key alone proves no item. The components that encrypt with it cover the checklist's items. */
    static readonly covers = [] as const satisfies readonly ChecklistId[];

    /** Storage of the database and of cache and queue. */
    readonly database: aws.kms.Key;
    /** Media, releases and the volumes of hosts. */
    readonly files: aws.kms.Key;
    /** Secrets Manager. */
    readonly secrets: aws.kms.Key;
    /** Log groups, alert topics and the trail. */
    readonly logs: aws.kms.Key;
    /** Backups in the stack's region. */
    readonly backup: aws.kms.Key;
    /** Signs releases; hosts install nothing that it has not signed. KMS never gives its private half away. */
    readonly releases: aws.kms.Key;
    /** Its public half, as hosts get it: base64 of the DER SubjectPublicKeyInfo. */
    readonly releasePublicKey: pulumi.Output<string>;
    /** ARN of the key for backup copies, in `backupRegion`. Undefined if there are no copies. */
    readonly backupCopyArn: pulumi.Output<string> | undefined;
    /**
     * ARN of the role with which Auto Scaling starts hosts. Pass it to groups as `serviceLinkedRoleArn`, because the key of
     * the hosts' volumes only allows this role.
     */
    readonly autoScalingRoleArn: pulumi.Output<string>;

    constructor(name: string, args: KeysArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:security:Keys", name, {}, opts);
        const { backupRegion, stack } = args;

        // The suffix makes this role ours. The account's usual role may not exist yet, and AWS rejects both a key policy
        // that names a missing role and a second role with the same name.
        const autoScaling = new aws.iam.ServiceLinkedRole(
            `${name}-auto-scaling`,
            {
                awsServiceName: "autoscaling.amazonaws.com",
                customSuffix: `hrms-${stack}`,
                description: `Starts the hosts of ${stack}, whose volumes are encrypted`,
            },
            { parent: this },
        );
        this.autoScalingRoleArn = autoScaling.arn;

        const key = (what: string, description: string, ...services: Statement[]): aws.kms.Key =>
            this.createKey(name, args, what, description, services);
        this.database = key("database", "Database, cache and queue");
        this.files = key("files", "Media, releases, volumes", ...autoScalingUses(autoScaling.arn, args));
        this.secrets = key("secrets", "Secrets");
        this.logs = key(
            "logs",
            "Logs, alerts, trail",
            logGroupsUse(args),
            publishersUse(args),
            ...trailUses(args),
        );
        this.backup = key("backup", "Backups");
        this.releases = this.createKey(name, args, "releases", "Signatures of releases", [], { signs: true });
        this.releasePublicKey = aws.kms.getPublicKeyOutput(
            { keyId: this.releases.arn },
            { parent: this },
        ).publicKey;
        this.backupCopyArn =
            backupRegion === undefined
                ? undefined
                : this.createKey(name, args, "backup-copy", "Backup copies", [], {
                      region: backupRegion,
                  }).arn;

        this.registerOutputs({
            autoScalingRoleArn: this.autoScalingRoleArn,
            backupCopyArn: this.backupCopyArn,
            releasePublicKey: this.releasePublicKey,
        });
    }

    /** Creates a key with the alias `alias/hrms-<stack>-<what>`. */
    private createKey(
        name: string,
        args: KeysArgs,
        what: string,
        description: string,
        services: readonly Statement[],
        { region, signs = false }: { readonly region?: string; readonly signs?: boolean } = {},
    ): aws.kms.Key {
        const key = new aws.kms.Key(
            `${name}-${what}`,
            {
                description: `${description} of the HRMS, stack ${args.stack}`,
                // KMS rotates no asymmetric key. A new one is a new resource, and `publish` signs every release again.
                ...(signs
                    ? { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" }
                    : { enableKeyRotation: true }),
                deletionWindowInDays: DELETION_WINDOW_DAYS,
                policy: policyDocument(accountAdministers(args), ...services),
                region,
            },
            // Without its key, data and its backups are lost for good, so deleting a key takes two steps.
            { parent: this, protect: args.deletionProtection },
        );
        new aws.kms.Alias(
            `${name}-${what}-alias`,
            { name: `alias/hrms-${args.stack}-${what}`, targetKeyId: key.keyId, region },
            { parent: this },
        );
        return key;
    }
}
