/** Every policy of the stack, asked by every service that it admits: for this account, and for somebody else's. */
import { CALLERS, callerOf, type Caller } from "../../../../components/internal/callers";
import type { JudgedResource } from "../../../../evidence/in-process";
import { provision } from "../../../../evidence/plan";
import { admits, type Context, type Statement } from "../../../support/iam";

const OWN = "123456789012";
const OTHER = "999999999999";

/** Every stack that has a policy that the others lack. */
const STACKS: readonly (readonly [stack: string, config: Readonly<Record<string, string | boolean>>])[] = [
    ["prod", {}],
    ["prod", { "hrms:databaseProxy": true, "hrms:region": "us-east-1", "hrms:nat": "single" }],
    ["starter", {}],
];

interface Held {
    readonly at: string;
    readonly region: string;
    readonly statements: readonly Statement[];
}

/** The policies that say who may call: a resource's own, and roles' trust policies. */
function policiesOf(resources: readonly JudgedResource[], home: string): Held[] {
    return resources.flatMap(({ name, inputs }) =>
        Object.entries(inputs).flatMap(([property, value]) => {
            if (typeof value !== "string" || !value.includes('"Principal"')) return [];
            const { Statement: statements } = JSON.parse(value) as { Statement: Statement[] };
            const region = typeof inputs.region === "string" ? inputs.region : home;
            return [{ at: `${name} (${property})`, region, statements }];
        }),
    );
}

const context = (sent: Caller["sends"], account: string, region: string): Context =>
    Object.fromEntries(
        Object.entries({ "aws:SecureTransport": "true", ...sent }).map(([key, value]) => [
            key,
            value.replace("<account>", account).replace("<region>", region),
        ]),
    );

const namesAccount = (sent: Caller["sends"]): boolean => JSON.stringify(sent).includes("<account>");

/** What is wrong with how a policy treats one call of a service. */
function faults({ at, region, statements }: Held, service: string, action: string): string[] {
    const { sends, perhaps = {} } = callerOf(service.replace(region, "<region>"), action);
    const passes = (sent: Caller["sends"], account: string): boolean =>
        admits(statements, { service, action, context: context(sent, account, region) });
    const call = `${at}: ${service} with ${action}`;
    const all = { ...sends, ...perhaps };
    return [
        ...(passes(sends, OWN) && passes(all, OWN) ? [] : [`${call} can never meet the condition`]),
        ...(namesAccount(all) && passes(all, OTHER) ? [`${call} may act for every customer of AWS`] : []),
    ];
}

const faultsOf = (held: Held): string[] =>
    held.statements
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Principal, Action }) =>
            servicesOf(Principal).flatMap((service) =>
                Action.flatMap((action) => faults(held, service, action)),
            ),
        );

const servicesOf = (principal: unknown): readonly string[] =>
    (principal as { Service?: string[] } | undefined)?.Service ?? [];

describe("callers", () => {
    it.each(STACKS)(
        "%s %j: each service can make its calls, and for this account only",
        async (stack, config) => {
            const provisioned = await provision(stack, { config });
            const home = String(config["hrms:region"] ?? "eu-central-1");
            const held = policiesOf(provisioned.resources, home);
            provisioned.remove();
            expect(held.length).toBeGreaterThan(10);
            expect(held.flatMap(faultsOf)).toEqual([]);
        },
    );

    const topic = (service: string, Condition?: Statement["Condition"]): Held => ({
        at: "topic",
        region: "eu-central-1",
        statements: [
            { Effect: "Allow", Principal: { Service: [service] }, Action: ["sns:Publish"], Condition },
        ],
    });
    const account = (operator: string) => ({ [operator]: { "aws:SourceAccount": OWN } });

    it.each([
        [
            "EventBridge with a source account",
            topic("events.amazonaws.com", account("StringEquals")),
            "never meet",
        ],
        ["EventBridge without a condition", topic("events.amazonaws.com"), undefined],
        ["CloudWatch without a condition", topic("cloudwatch.amazonaws.com"), "every customer"],
        [
            "CloudWatch with its account",
            topic("cloudwatch.amazonaws.com", account("StringEquals")),
            undefined,
        ],
        [
            "Backup with an account that it perhaps sends",
            topic("backup.amazonaws.com", account("StringEquals")),
            "never meet",
        ],
        [
            "Backup with the account if it sends it",
            topic("backup.amazonaws.com", account("StringEqualsIfExists")),
            undefined,
        ],
        ["Backup without a condition", topic("backup.amazonaws.com"), "every customer"],
    ])("%s", (_, held, fault) => {
        expect(faultsOf(held)).toEqual(fault === undefined ? [] : [expect.stringContaining(fault)]);
    });

    it("knows nothing of a call without a row", () => {
        expect(() => callerOf("events.amazonaws.com", "sqs:SendMessage")).toThrow(
            "events.amazonaws.com sends with sqs:",
        );
    });

    it("names a page of AWS for every row", () => {
        for (const { source } of CALLERS) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    });
});
