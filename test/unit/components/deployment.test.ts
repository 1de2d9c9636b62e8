import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { Deployment, type DeploymentArgs } from "../../../components/deployment";
import { VARIABLES } from "../../../components/deployment/target";
import { readVariables } from "../../../components/internal/program";
import { DEPLOYMENT_DOCUMENT, HOST_COMMANDS } from "../../../config/deployment";
import { exampleSettings } from "../../../config/example";
import { CHECKOUT } from "../../../system/checkout";
import { record, statementsOf } from "./harness";
import { alarmsOf, monitoring } from "./monitoring-stack";

const RELEASE = "5".repeat(64);
const text = (value: string) => pulumi.output(value);
const bucket = (name: string) => ({ name: text(name), arn: text(`arn:aws:s3:::${name}`) });
const logGroup = (name: string) => ({
    name: text(name),
    arn: text(`arn:aws:logs:eu-central-1:1:log-group:${name}`),
});

/** The alarms that the stack really has. */
let known: string[];
beforeAll(async () => {
    known = [...alarmsOf(await monitoring()).values()].map(({ name }) => String(name));
});

function deployment(overrides: Record<string, unknown> = {}, roles: readonly string[] = ["web", "worker"]) {
    const groups = Object.fromEntries(roles.map((role) => [role, { name: text(`hrms-prod-${role}`) }]));
    return record(() => {
        const rollout = new pulumi.ComponentResource("test:Rollout", "rollout");
        new command.local.Command("rollout-web", { create: "true" }, { parent: rollout });
        return new Deployment("deployment", {
            ...exampleSettings(overrides),
            keys: {
                releases: { arn: text("arn:aws:kms:eu-central-1:1:key/signs") },
                releasePublicKey: text("MFkwEw=="),
                files: { arn: text("arn:aws:kms:eu-central-1:1:key/files") },
            },
            storage: { releases: bucket("hrms-releases"), static: bucket("hrms-static") },
            database: { identifier: text("hrms-prod-0a1b2c3d") },
            hosts: {
                groups,
                logGroups: { application: logGroup("/a"), nginx: logGroup("/n"), system: logGroup("/s") },
            },
            monitoring: { alarmNames: known.map(text) },
            rollout,
        } as unknown as DeploymentArgs);
    });
}

test("without a release, nothing is deployed, and everything is there to deploy one", async () => {
    const stack = await deployment();
    expect(stack.all(command.local.Command).map(({ name }) => name)).toEqual(["rollout-web"]);
    expect(stack.one(aws.ssm.Parameter).inputs.name).toBe("/hrms/prod/deployment");
    expect(stack.one(aws.ssm.Document).inputs.name).toBe("hrms-prod-release");
});

test("a changed release runs the program again, after the rollout, and its file is there", async () => {
    const stack = await deployment({ release: RELEASE });
    const { inputs, dependencies } = stack.one(command.local.Command, "deployment-release");
    expect([inputs.update, inputs.triggers]).toEqual([undefined, undefined]);
    const program = /^node --import tsx (\S+)$/.exec(inputs.create ?? "")?.[1] ?? "";
    expect(existsSync(join(CHECKOUT, program))).toBe(true);
    expect(readVariables(VARIABLES, inputs.environment ?? {})).toEqual({
        ...{ region: "eu-central-1", stack: "prod", release: RELEASE },
    });
    expect(dependencies).toContain(stack.one(command.local.Command, "rollout-web").urn);
});

test.each([
    [
        ["web", "worker"],
        ["hrms-prod-worker-hosts-missing", "hrms-prod-no-healthy-host"],
    ],
    [["web"], ["hrms-prod-no-healthy-host"]],
])("the parameter says what deployments need of a stack with %j hosts", async (roles, alarms) => {
    const stack = await deployment({}, roles);
    const facts = DEPLOYMENT_DOCUMENT.parse(
        JSON.parse(String(stack.one(aws.ssm.Parameter).inputs.insecureValue)),
    );
    expect(facts).toMatchObject({
        groups: Object.fromEntries(roles.map((role) => [role, `hrms-prod-${role}`])),
        command: "hrms-prod-release",
        database: "hrms-prod-0a1b2c3d",
        publicKey: "MFkwEw==",
    });
    expect(facts.alarms).toEqual(expect.arrayContaining(alarms));
    expect(facts.alarms.some((name) => name.includes("worker"))).toBe(roles.includes("worker"));
});

describe("the command of hosts", () => {
    interface Document {
        readonly parameters: Readonly<Record<"Command" | "Release", { readonly allowedPattern: string }>>;
        readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
    }
    const document = async (): Promise<Document> =>
        JSON.parse((await deployment()).one(aws.ssm.Document).inputs.content) as Document;

    test("runs the host's own script, and no argument can become another command", async () => {
        const { parameters, mainSteps } = await document();
        expect(mainSteps.map(({ inputs }) => inputs.runCommand)).toEqual([
            ["exec /opt/hrms/bin/release {{ Command }} {{ Release }}"],
        ]);
        const [commands, releases] = [parameters.Command, parameters.Release].map(
            ({ allowedPattern }) => new RegExp(allowedPattern),
        );
        for (const name of HOST_COMMANDS) expect(name).toMatch(commands ?? /$^/);
        for (const bad of ["boot", "status; id", "$(id)", "", "status\nid"])
            expect(bad).not.toMatch(commands ?? /./);
        for (const good of ["", RELEASE]) expect(good).toMatch(releases ?? /$^/);
        for (const bad of ["abc", `${RELEASE} x`, "$(id)", `${RELEASE}\n`])
            expect(bad).not.toMatch(releases ?? /./);
    });

    test("hosts know each command", () => {
        const host = readFileSync(join(CHECKOUT, "host/root/opt/hrms/release/commands.py"), "utf8");
        for (const name of HOST_COMMANDS) expect(host).toContain(`"${name}": ${name}`);
    });
});

describe("the policy of those who deploy", () => {
    /** IAM's action for an SDK call, if it is not the call's own name. */
    const ACTIONS: Readonly<Record<string, string>> = {
        "s3:HeadObject": "s3:GetObject",
        "s3:ListObjectsV2": "s3:ListBucket",
    };
    /** Not SDK calls: what CloudWatch is asked without its SDK, and what S3 does with its key for the caller. */
    const OTHERS = ["cloudwatch:DescribeAlarms", "kms:Decrypt", "kms:GenerateDataKey"];

    /** The actions of the SDK calls in release/. */
    function actionsOfCode(): Set<string> {
        const files = readdirSync(join(CHECKOUT, "release"), { recursive: true, encoding: "utf8" });
        return new Set(
            files
                .filter((file) => file.endsWith(".ts"))
                .flatMap((file) => {
                    const code = readFileSync(join(CHECKOUT, "release", file), "utf8");
                    const imports = [
                        ...code.matchAll(/import \{([^}]*)\} from "@aws-sdk\/client-([\w-]+)"/g),
                    ];
                    return imports.flatMap(([, names = "", client = ""]) =>
                        [...names.matchAll(/(\w+)Command\b/g)].map(([, call = ""]) => {
                            const service =
                                { "auto-scaling": "autoscaling", "cloudwatch-logs": "logs" }[client] ??
                                client;
                            return ACTIONS[`${service}:${call}`] ?? `${service}:${call}`;
                        }),
                    );
                }),
        );
    }

    test("allows what the code calls, and nothing else", async () => {
        const statements = statementsOf((await deployment()).one(aws.iam.Policy).inputs.policy);
        const allowed = new Set(Object.values(statements).flatMap(({ Action }) => Action));
        const called = actionsOfCode();
        // SendCommand's import is `SendCommandCommand`.
        expect([...allowed].sort()).toEqual([...called, ...OTHERS].sort());
        expect(called.size).toBeGreaterThan(12);
    });

    test("is what docs/deploying.md says", async () => {
        const statements = statementsOf((await deployment()).one(aws.iam.Policy).inputs.policy);
        const page = readFileSync(join(CHECKOUT, "docs/deploying.md"), "utf8");
        const [, table = ""] = page.split("\n## Permissions\n");
        const listed = [...table.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action);
        const actions = Object.values(statements).flatMap(({ Action }) => Action);
        // The one that deployments do not need is in the last sentence.
        expect([...new Set(listed)].sort()).toEqual([...new Set([...actions, "kms:GetPublicKey"])].sort());
    });

    test("names everything but what has no name, and sends to hosts of this stack only", async () => {
        const statements = statementsOf((await deployment()).one(aws.iam.Policy).inputs.policy);
        const open = Object.values(statements).filter(({ Resource }) => Resource?.includes("*"));
        expect(open.map(({ Sid }) => Sid)).toEqual(["LookAround"]);
        expect(statements.ToOwnHosts?.Condition).toEqual({
            StringEquals: { "aws:ResourceTag/Application": "hrms", "aws:ResourceTag/Stack": "prod" },
        });
        expect(statements.TakeSnapshots?.Resource).toContain(
            "arn:aws:rds:eu-central-1:123456789012:snapshot:hrms-prod-0a1b2c3d-before-*",
        );
    });
});
