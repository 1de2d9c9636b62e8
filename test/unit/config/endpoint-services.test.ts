/** What the roles of hosts and of the functions inside the VPC can call, against the endpoints of a stack without a way out. */
import { endpointsNeeded, ENDPOINT_SERVICES, REACHED } from "../../../config/endpoint-services";
import { exampleConfig } from "../../../config/example";
import { checkSettings } from "../../../config/read";
import { keyOf } from "../../../config/fault";
import type { JudgedResource } from "../../../evidence/in-process";
import type { Statement } from "../../support/iam";
import { provision } from "../../../evidence/plan";

const MAIL_SERVER = "smtp+tls://user:password@email-smtp.eu-central-1.amazonaws.com:587";
const IMAGE = "ami-0d0000000000000b1";
const elsewhere = "elsewhere: the security team runs it for all accounts";

/** Settings that change what the roles can call, or who has them. */
const STACKS: readonly (readonly [
    what: string,
    stack: "prod" | "starter",
    changes: Readonly<Record<string, unknown>>,
])[] = [
    ["production", "prod", { allowedSenders: ["payroll@hrms.example.com"], databaseProxy: true }],
    ["production with a mail server", "prod", { emailUrl: MAIL_SERVER, cacheSeparateQueue: true }],
    ["a starter stack without detection", "starter", { inspector: elsewhere, guardDuty: elsewhere }],
];

/** Names of the roles that hosts and functions inside the VPC have. */
const rolesInside = (resources: readonly JudgedResource[]): string[] =>
    resources.flatMap(({ type, inputs }) => {
        const isInside =
            type === "aws:iam/instanceProfile:InstanceProfile" ||
            (type === "aws:lambda/function:Function" && inputs.vpcConfig !== undefined);
        return isInside ? [String(inputs.role).split("/").at(-1) ?? ""] : [];
    });

function statementsOf(resources: readonly JudgedResource[], roles: readonly string[]): Statement[] {
    const attached = resources.filter(({ inputs }) => roles.includes(String(inputs.role)));
    return attached.flatMap(({ type, inputs }): Statement[] => {
        if (type === "aws:iam/instanceProfile:InstanceProfile") return [];
        // A policy that AWS manages would hide what it allows.
        expect(type).toBe("aws:iam/rolePolicy:RolePolicy");
        return (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement;
    });
}

/** Prefixes of the actions that a host or a function calls itself. */
function calledPrefixes(statements: readonly Statement[]): string[] {
    const denied = statements.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action);
    const called = statements
        .filter(
            ({ Effect, Condition }) =>
                Effect === "Allow" && !JSON.stringify(Condition ?? {}).includes("kms:ViaService"),
        )
        .flatMap(({ Action }) => Action)
        .filter((action) => !denied.includes(action));
    return [...new Set(called.map((action) => action.split(":", 1)[0] ?? ""))].sort();
}

test.each(STACKS)(
    "%s reaches every service that a role inside its VPC can call",
    async (_, stack, changes) => {
        const needed = endpointsNeeded("emailUrl" in changes);
        const settings = { nat: "none", amiId: IMAGE, interfaceEndpoints: needed, ...changes };
        const provisioned = await provision(stack, {
            config: Object.fromEntries(Object.entries(settings).map(([name, value]) => [keyOf(name), value])),
            secretKeys: ["hrms:emailUrl"],
        });
        const { resources } = provisioned;
        provisioned.remove();

        const roles = rolesInside(resources);
        expect(roles.length).toBeGreaterThanOrEqual(2);
        const prefixes = calledPrefixes(statementsOf(resources, roles));
        expect(prefixes).toContain("autoscaling");
        expect(prefixes.filter((prefix) => !(prefix in REACHED))).toEqual([]);
        const reached = new Set(prefixes.map((prefix) => REACHED[prefix]?.by));
        reached.delete("gateway");
        if ("emailUrl" in changes) reached.add("email-smtp");
        expect([...reached].sort()).toEqual([...needed].sort());

        const endpoints = resources.filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint");
        expect(
            endpoints.map(({ inputs }) => String(inputs.serviceName).split(".").slice(3).join(".")).sort(),
        ).toEqual(["s3", ...needed].sort());
    },
);

describe.each([
    ["SES's API", undefined],
    ["a mail server", MAIL_SERVER],
])("without a way out, with %s", (_, emailUrl) => {
    const needed = endpointsNeeded(emailUrl !== undefined);
    const check = (interfaceEndpoints: readonly string[]) => () =>
        checkSettings(exampleConfig({ nat: "none", amiId: IMAGE, emailUrl, interfaceEndpoints }));

    test.each(needed)("a stack needs the endpoint %s, and the message says so", (missing) => {
        expect(check(needed.filter((name) => name !== missing))).toThrow(
            `with hrms:nat none, hosts also need ${missing}.`,
        );
    });

    test("a stack needs nothing else", () => {
        expect(check(needed)).not.toThrow();
    });
});

test("the setting accepts exactly the endpoints that some stack needs, each from a page of AWS", () => {
    const needed = new Set([...endpointsNeeded(false), ...endpointsNeeded(true)]);
    expect([...needed].sort()).toEqual([...ENDPOINT_SERVICES].sort());
    for (const { source } of Object.values(REACHED)) {
        expect(source).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
    }
});
