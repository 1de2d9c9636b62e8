import { existsSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { Rollout, type RolloutArgs } from "../../../components/rollout";
import { readTarget } from "../../../components/rollout/target";
import { watchedAlarms } from "../../../components/rollout/watched";
import { record } from "./harness";
import { alarmsOf, monitoring } from "./monitoring-stack";
import { exampleSettings } from "../../../config/example";

/** A component with a child, so that what waits for it can be seen. */
function component(name: string, fields: object): pulumi.ComponentResource {
    const made = new pulumi.ComponentResource(`test:${name}`, name);
    new command.local.Command(`${name}-child`, { create: "true" }, { parent: made });
    return Object.assign(made, fields);
}

/** Hosts of these roles, whose templates are at version 8 while their groups are at version 7. */
async function rollout(roles: readonly ("web" | "worker")[], alarmNames: readonly string[]) {
    const of = <T>(make: (role: string) => T) => Object.fromEntries(roles.map((role) => [role, make(role)]));
    const stack = await record(() => {
        const args = {
            ...exampleSettings(),
            hosts: component("hosts", {
                groups: of((role) => ({ name: pulumi.output(`hrms-prod-${role}`) })),
                templates: of((role) => ({
                    id: pulumi.output(`lt-${role}`),
                    latestVersion: pulumi.output(8),
                })),
                logGroups: { system: { name: pulumi.output("/hrms/prod/system") } },
            }),
            monitoring: component("monitoring", {
                alarmNames: alarmNames.map((name) => pulumi.output(name)),
            }),
            database: { databaseName: "hrmodel", usersFunction: pulumi.output("hrms-prod-database-users") },
            before: [],
        } as unknown as RolloutArgs;
        return new Rollout("rollout", args);
    });
    const commands = stack.all(command.local.Command).filter(({ name }) => name.startsWith("rollout"));
    return { stack, commands };
}

/** The alarms that the stack really has. */
let known: string[];
beforeAll(async () => {
    known = [...alarmsOf(await monitoring()).values()].map(({ name }) => String(name));
});

test("each role's hosts go to the newest version of their template, watched by alarms that exist", async () => {
    const { commands } = await rollout(["web", "worker"], known);
    const targets = commands.map(({ inputs }) => readTarget(inputs.environment ?? {}));
    expect(targets).toMatchObject(
        ["worker", "web"].map((role) => ({
            region: "eu-central-1",
            group: `hrms-prod-${role}`,
            templateId: `lt-${role}`,
            version: "8",
            logGroup: "/hrms/prod/system",
        })),
    );
    for (const { alarms } of targets) {
        expect(known).toEqual(expect.arrayContaining([...alarms]));
        expect(alarms.length).toBeLessThanOrEqual(10);
    }
    expect(targets[1]?.alarms).toEqual(
        expect.arrayContaining(["hrms-prod-application-errors-rate", "hrms-prod-unhealthy-hosts"]),
    );
});

test("a changed version runs the same program again, and its file is there", async () => {
    const { commands } = await rollout(["web"], known);
    const { create, update, triggers } = commands[0]?.inputs ?? {};
    expect([update, triggers]).toEqual([undefined, undefined]);
    const program = /^node --import tsx (\S+)$/.exec(String(create))?.[1] ?? "";
    expect(existsSync(program)).toBe(true);
});

test("web hosts wait for the worker hosts, and both for the groups and the alarms", async () => {
    const { stack, commands } = await rollout(["web", "worker"], known);
    const [worker, web] = commands;
    const awaited = ["hosts-child", "monitoring-child"].map(
        (name) => stack.one(command.local.Command, name).urn,
    );
    expect(worker?.dependencies).toEqual(expect.arrayContaining(awaited));
    expect(web?.dependencies).toEqual(expect.arrayContaining([...awaited, worker?.urn]));
});

test("a former database is left once every host has been replaced", async () => {
    const { stack, commands } = await rollout(["web", "worker"], known);
    const { inputs, dependencies } = stack.one(aws.lambda.Invocation);
    expect(inputs).toMatchObject({
        functionName: "hrms-prod-database-users",
        input: "{}",
        triggers: { database: "hrmodel" },
    });
    expect(dependencies).toEqual(expect.arrayContaining(commands.map(({ urn }) => urn)));
});

test("without worker hosts there is one rollout", async () => {
    const { commands } = await rollout(["web"], known);
    expect(commands.map(({ name }) => name)).toEqual(["rollout-web"]);
});

test("an alarm that the table no longer has is an error", () => {
    expect(() => watchedAlarms("worker", "prod", ["hrms-prod-application-errors"])).toThrow(
        "worker hosts watches hrms-prod-worker-hosts-missing, hrms-prod-worker-status-check, which the table",
    );
});
