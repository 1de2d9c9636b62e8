import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Hosts, type HostsArgs } from "../../../components/hosts";
import { record } from "./harness";
import { exampleSettings, type Changes } from "../../../config/example";

export const AMI = "ami-0fedcba9876543210";
/** The images of Debian's parameters. */
export const IMAGES: Readonly<Record<string, string>> = {
    "/aws/service/debian/release/13/latest/arm64": AMI,
    "/aws/service/debian/release/13/latest/amd64": "ami-0fedcba9876543211",
};
const SECRETS = ["secretKey", "databaseMaster", "databaseMigrator", "databaseApp", "cacheAuth", "superuser"];
export const subnets = ["subnet-a", "subnet-b", "subnet-c"];

/** Stands for a component: it has a child, so that what waits for the component can be seen. */
function fake(name: string, fields: object): pulumi.ComponentResource {
    const component = new pulumi.ComponentResource(`test:${name}`, name);
    new aws.sns.Topic(`${name}-child`, {}, { parent: component });
    return Object.assign(component, fields);
}

const bucket = (name: string) => ({ name: pulumi.output(name), arn: pulumi.output(`arn:aws:s3:::${name}`) });
const key = (name: string) => ({ arn: pulumi.output(`arn:key/${name}`) });

function dependencies() {
    const securityGroups = { web: pulumi.output("sg-web"), worker: pulumi.output("sg-worker") };
    return {
        keys: {
            files: key("files"),
            secrets: key("secrets"),
            logs: key("logs"),
            autoScalingRoleArn: pulumi.output("arn:role/auto-scaling"),
        },
        network: fake("network", {
            privateSubnetIds: subnets.map((id) => pulumi.output(id)),
            securityGroups,
        }),
        secrets: fake("secrets", {
            arns: Object.fromEntries(SECRETS.map((name) => [name, pulumi.output(`arn:secret/${name}`)])),
        }),
        storage: { media: bucket("media"), static: bucket("static"), releases: bucket("releases") },
        database: fake("database", {
            endpoint: pulumi.output("db.internal"),
            port: 3306,
            databaseName: "hrmodel",
        }),
        cache: {
            endpoint: pulumi.output("cache.internal"),
            queueEndpoint: pulumi.output("queue.internal"),
            port: 6379,
        },
        edge: fake("edge", {
            loadBalancer: { arnSuffix: pulumi.output("app/hrms/0123456789abcdef") },
            targetGroup: {
                arn: pulumi.output("arn:target-group"),
                arnSuffix: pulumi.output("targetgroup/hrms/0123456789abcdef"),
            },
        }),
        email: {
            identityArn: pulumi.output("arn:identity"),
            configurationSetName: pulumi.output("hrms-prod"),
        },
    };
}

type Overrides = Changes & { readonly releaseKey?: string };
const recorded = new Map<string, ReturnType<typeof recordHosts>>();

/** What these settings make; recorded once. */
export function hosts(overrides: Overrides = {}): ReturnType<typeof recordHosts> {
    const id = JSON.stringify(overrides);
    const recording = recorded.get(id) ?? recordHosts(overrides);
    recorded.set(id, recording);
    return recording;
}

function recordHosts(overrides: Overrides) {
    return record(
        () => {
            const { releaseKey, ...settings } = overrides;
            const args = {
                ...exampleSettings(settings),
                ...dependencies(),
                releaseKey,
            } as unknown as HostsArgs;
            return new Hosts("hosts", args);
        },
        {
            outputs: { "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 7 }) },
            calls: {
                "aws:ssm/getParameter:getParameter": ({ name }) => ({
                    name,
                    value: pulumi.secret(IMAGES[String(name)]),
                }),
            },
        },
    );
}

export const withoutWorkers = { workerMinHosts: 0, workerMaxHosts: 0 };
