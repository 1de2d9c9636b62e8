import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import { deploymentParameter, type DeploymentDocument } from "../../config/deployment";
import type { HostRole } from "../../config/tuning";
import type { Database } from "../database";
import type { Hosts } from "../hosts";
import { policyDocument } from "../internal/iam";
import type { Keys } from "../keys";
import type { Monitoring } from "../monitoring";
import { watchedAlarms } from "../rollout/watched";
import type { Storage } from "../storage";
import { releaseDocument } from "./document";
import { deployerStatements } from "./permissions";
import { VARIABLES } from "./target";

export interface DeploymentArgs extends Pick<Settings, "awsAccountId" | "region" | "release" | "stack"> {
    readonly keys: Keys;
    readonly storage: Storage;
    readonly database: Database;
    readonly hosts: Hosts;
    readonly monitoring: Monitoring;
    /** Changed machines reach the hosts first: a deployment cannot run beside an instance refresh. */
    readonly rollout: pulumi.Resource;
}

/** Pulumi runs it in the project's folder, as it runs the rollout. */
const PROGRAM = "node --import tsx release/main.ts";

/**
 * Deployments of the application: what `npx hrms release` needs in AWS, and the deployment of `hrms:release` when that
 * setting changes. `pulumi up` runs the same steps as `npx hrms release deploy` and fails if they end in a rollback; the
 * next `pulumi up` tries again. Without the setting, nothing is deployed.
 * Cost: none.
 */
export class Deployment extends pulumi.ComponentResource {
    /** A release's own gates cover the checklist's items; these resources only carry it. */
    static readonly covers = [] as const satisfies readonly ChecklistId[];

    /** ARN of the policy for people and workflows that deploy. */
    readonly deployerPolicyArn: pulumi.Output<string>;

    constructor(name: string, args: DeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:operations:Deployment", name, {}, opts);
        const document = releaseDocument(`${name}-command`, args.stack, { parent: this });
        const facts = this.createFacts(name, args, document);
        const policy = this.createDeployerPolicy(name, args, document);
        this.deployRelease(name, args, [document, facts]);
        this.deployerPolicyArn = policy.arn;
        this.registerOutputs({ deployerPolicyArn: this.deployerPolicyArn });
    }

    private createFacts(
        name: string,
        { database, hosts, keys, monitoring, stack, storage }: DeploymentArgs,
        document: aws.ssm.Document,
    ): aws.ssm.Parameter {
        const { application, nginx, system } = hosts.logGroups;
        const facts: pulumi.Output<DeploymentDocument> = pulumi.output({
            groups: {
                web: hosts.groups.web.name,
                ...(hosts.groups.worker && { worker: hosts.groups.worker.name }),
            },
            command: document.name,
            logGroups: { application: application.name, nginx: nginx.name, system: system.name },
            releasesBucket: storage.releases.name,
            staticBucket: storage.static.name,
            database: database.identifier,
            signingKey: keys.releases.arn,
            publicKey: keys.releasePublicKey,
            alarms: pulumi.all(monitoring.alarmNames).apply((known) => {
                const roles: readonly HostRole[] = hosts.groups.worker ? ["worker", "web"] : ["web"];
                return roles.flatMap((role) => watchedAlarms(role, stack, known));
            }),
        });
        return new aws.ssm.Parameter(
            `${name}-facts`,
            {
                name: deploymentParameter(stack),
                description: "What npx hrms release needs to know about the stack",
                type: "String",
                // Not `value`, because Pulumi hides that, and nothing here is secret.
                insecureValue: pulumi.jsonStringify(facts),
            },
            { parent: this },
        );
    }

    private createDeployerPolicy(
        name: string,
        args: DeploymentArgs,
        document: aws.ssm.Document,
    ): aws.iam.Policy {
        const { database, hosts, keys, stack, storage } = args;
        return new aws.iam.Policy(
            `${name}-deployer`,
            {
                name: `hrms-${stack}-deployer`,
                description: `Publishes and deploys releases of ${stack}`,
                policy: policyDocument(
                    ...deployerStatements({
                        ...args,
                        releasesBucket: storage.releases.arn,
                        staticBucket: storage.static.arn,
                        command: document.arn,
                        database: database.identifier,
                        signingKey: keys.releases.arn,
                        filesKey: keys.files.arn,
                        logGroups: Object.values(hosts.logGroups).map(
                            ({ arn }) => pulumi.interpolate`${arn}:*`,
                        ),
                        of: (...parts) => pulumi.all([...parts]).apply((known) => known.join("")),
                    }),
                ),
            },
            { parent: this },
        );
    }

    /** A changed release runs the program again. */
    private deployRelease(
        name: string,
        { region, release, rollout, stack }: DeploymentArgs,
        needs: readonly pulumi.Resource[],
    ): void {
        if (release === undefined) return;
        new command.local.Command(
            `${name}-release`,
            {
                create: PROGRAM,
                environment: {
                    [VARIABLES.region]: region,
                    [VARIABLES.stack]: stack,
                    [VARIABLES.release]: release,
                },
            },
            { parent: this, dependsOn: [...needs, rollout] },
        );
    }
}
