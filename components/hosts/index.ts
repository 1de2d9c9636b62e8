import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { SecretSetting, Settings } from "../../config";
import {
    environmentDocument,
    environmentParameter,
    environmentVersion,
    releaseParameter,
} from "../../config/environment";
import { maxWorkerHosts } from "../../config/background";
import { limitsOf } from "../../config/limits";
import { ofApplication, ofMigrations } from "../../config/secrets";
import { tuneRole, type HostRole } from "../../config/tuning";
import type { Cache } from "../cache";
import type { Database } from "../database";
import type { Edge } from "../edge";
import type { Email } from "../email";
import { policyDocument, trustService, type Statement } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import { stackTags } from "../internal/tags";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Secrets } from "../secrets";
import type { Storage } from "../storage";
import { hostGroup } from "./group";
import { hostImage, type HostImage } from "./image";
import { launchTemplate } from "./launch-template";
import { hostPermissions, mailPermissions, sendersVersion } from "./permissions";
import { scaleWeb, scaleWorker } from "./scaling";
import { sessionDocument } from "./sessions";

/** Log groups of hosts: the application, the web server, and everything else, including shell sessions and patching. */
export type HostLog = "application" | "nginx" | "system";

export interface HostsArgs extends Omit<Settings, SecretSetting> {
    readonly keys: Keys;
    readonly network: Network;
    readonly secrets: Secrets;
    readonly storage: Storage;
    readonly database: Database;
    readonly cache: Cache;
    readonly edge: Edge;
    readonly email: Email;
}

/**
 * The machines: web hosts behind the load balancer and worker hosts for Celery's queue, in Auto Scaling Groups. A host
 * is Debian with the files of `host/root`. It stores no data and is replaced regularly.
 * Cost: per instance; an m7g.large is about 60 USD per month, with 30 GiB of disk 3 USD more.
 */
export class Hosts extends pulumi.ComponentResource {
    static readonly covers = [
        "preparation.environment.variables",
        "process.services.log-rotation",
        "process.tools.queue-workers",
        "process.tools.workers",
        "monitoring.logging.application-logs",
        "monitoring.logging.centralized",
        "monitoring.logging.rotation",
        "security.server.ssh-keys",
        "setup.server.provisioned",
        "setup.server.sized",
        "setup.server.software",
        "setup.web.media-uploads",
    ] as const satisfies readonly ChecklistId[];

    /** The Auto Scaling Groups; without `worker` if there is no work in the background, or web hosts do it. */
    readonly groups: Readonly<{ web: aws.autoscaling.Group; worker?: aws.autoscaling.Group }>;
    /** Launch templates of new hosts. `Rollout` brings existing hosts onto a changed one. */
    readonly templates: Readonly<{ web: aws.ec2.LaunchTemplate; worker?: aws.ec2.LaunchTemplate }>;
    readonly logGroups: Readonly<Record<HostLog, aws.cloudwatch.LogGroup>>;
    /** Role of the web hosts. */
    readonly role: aws.iam.Role;

    private readonly environment: aws.ssm.Parameter;
    private readonly release: aws.ssm.Parameter;
    private readonly environmentVersion: pulumi.Output<string>;
    private readonly keyPair?: aws.ec2.KeyPair;
    private readonly image: HostImage;

    constructor(name: string, args: HostsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:hosts:Hosts", name, {}, opts);
        this.logGroups = this.createLogGroups(name, args);
        const document = environmentOf(args);
        this.environment = this.createEnvironment(name, args.stack, document);
        this.release = this.createRelease(name, args.stack);
        this.environmentVersion = document.apply(environmentVersion);
        this.keyPair = this.createKeyPair(name, args);
        this.image = hostImage(`${name}-image`, args, { parent: this });
        sessionDocument(`${name}-session`, { ...args, logGroup: this.logGroups.system }, { parent: this });

        const web = this.createFleet(name, "web", args);
        const worker = maxWorkerHosts(args) > 0 ? this.createFleet(name, "worker", args) : undefined;
        this.role = web.role;
        this.groups = { web: web.group, worker: worker?.group };
        this.templates = { web: web.template, worker: worker?.template };
        this.registerOutputs({ webGroup: web.group.name, workerGroup: worker?.group.name });
    }

    private createLogGroups(name: string, { stack, logRetentionDays, keys }: HostsArgs): Hosts["logGroups"] {
        const create = (log: HostLog): aws.cloudwatch.LogGroup =>
            logGroup(
                `${name}-${log}`,
                `/hrms/${stack}/${log}`,
                { retentionDays: logRetentionDays, keyArn: keys.logs.arn },
                { parent: this },
            );
        return { application: create("application"), nginx: create("nginx"), system: create("system") };
    }

    private createEnvironment(
        name: string,
        stack: string,
        document: pulumi.Output<string>,
    ): aws.ssm.Parameter {
        return new aws.ssm.Parameter(
            `${name}-environment`,
            {
                name: environmentParameter(stack),
                description: "Environment of the application, without its secrets",
                type: "String",
                // 0.05 USD per month, for twice the size.
                tier: "Advanced",
                // Not `value`, because Pulumi hides that: a preview must show what changes in the environment.
                insecureValue: document,
            },
            { parent: this },
        );
    }

    /** Which release hosts run. Each deployment writes it, so Pulumi leaves its value alone. */
    private createRelease(name: string, stack: string): aws.ssm.Parameter {
        return new aws.ssm.Parameter(
            `${name}-release`,
            {
                name: releaseParameter(stack),
                description: "Release of the application that hosts run, and the one before it",
                type: "String",
                insecureValue: JSON.stringify({ release: null, previous: null }),
            },
            { parent: this, ignoreChanges: ["insecureValue"] },
        );
    }

    private createKeyPair(name: string, { stack, sshPublicKey }: HostsArgs): aws.ec2.KeyPair | undefined {
        if (sshPublicKey === undefined) {
            return undefined;
        }
        return new aws.ec2.KeyPair(
            `${name}-administrators`,
            { publicKey: sshPublicKey, tags: { Name: `hrms-${stack}-administrators` } },
            { parent: this },
        );
    }

    /** A role's hosts: their permissions, their launch template, and their group. */
    private createFleet(name: string, role: HostRole, args: HostsArgs): Fleet {
        const { database, edge, network, secrets, stack } = args;
        const child = { parent: this };
        const fleet = `${name}-${role}`;
        const iamRole = new aws.iam.Role(
            fleet,
            { description: `${role} hosts of ${stack}`, assumeRolePolicy: trustService("ec2.amazonaws.com") },
            child,
        );
        const permissionArgs = {
            ...args,
            environmentArn: this.environment.arn,
            releaseArn: this.release.arn,
            logGroupArns: Object.values(this.logGroups).map(({ arn }) => arn),
        };
        const permit = (policy: string, statements: readonly Statement[]): aws.iam.RolePolicy =>
            new aws.iam.RolePolicy(
                policy,
                { role: iamRole.name, policy: policyDocument(...statements) },
                child,
            );
        const permissions = permit(fleet, hostPermissions(permissionArgs, role));
        // Other senders are another policy, and the former one goes after the rollout: a host sends with the sender of its
        // own start.
        const senders = mailPermissions(permissionArgs);
        const mail = senders.length === 0 ? [] : [permit(`${fleet}-mail-${sendersVersion(args)}`, senders)];
        const instanceProfile = new aws.iam.InstanceProfile(fleet, { role: iamRole.name }, child);
        const tags = { ...stackTags(args), Name: `hrms-${stack}-${role}`, Role: role };
        const template = launchTemplate(
            fleet,
            role,
            {
                ...{ ...args, instanceProfile, keyPair: this.keyPair, image: this.image, tags },
                environmentVersion: this.environmentVersion,
            },
            child,
        );
        const tuning = tuneRole(args, role);
        const group = hostGroup(
            fleet,
            role,
            {
                ...args,
                minHosts: args[`${role}MinHosts`],
                maxHosts: args[`${role}MaxHosts`],
                template,
                databaseConnections: tuning.databaseConnections,
                drainSeconds: limitsOf(args).drain,
                tags,
                // What a host needs in its first minutes: permissions, settings, a route out, the load balancer, and
                // the database's users, which are created after the database itself.
                dependsOn: [
                    permissions,
                    ...mail,
                    this.environment,
                    this.release,
                    secrets,
                    network,
                    edge,
                    database,
                ],
            },
            child,
        );
        if (role === "web") {
            scaleWeb(fleet, group, { edge, tuning }, child);
        } else {
            scaleWorker(fleet, group, { ...args, tuning }, child);
        }
        return { group, template, role: iamRole };
    }
}

/** The resources of a role's hosts. */
interface Fleet {
    readonly group: aws.autoscaling.Group;
    readonly template: aws.ec2.LaunchTemplate;
    readonly role: aws.iam.Role;
}

function environmentOf(args: HostsArgs): pulumi.Output<string> {
    const { cache, database, email, secrets, storage } = args;
    const resolved = pulumi.output({
        databaseHost: database.endpoint,
        cacheHost: cache.endpoint,
        queueHost: cache.queueEndpoint,
        mediaBucket: storage.media.name,
        staticBucket: storage.static.name,
        releasesBucket: storage.releases.name,
        emailConfigurationSet: email.configurationSetName,
        releaseKey: args.keys.releasePublicKey,
        migrationSecretArns: ofMigrations(secrets.arns),
        secretArns: ofApplication(secrets.arns),
    });
    const plain = {
        databaseName: database.databaseName,
        databasePort: database.port,
        cachePort: cache.port,
    };
    return resolved.apply((values) => environmentDocument({ ...args, ...plain, ...values }));
}
