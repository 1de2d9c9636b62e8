/** Each service that is on has what its documentation requires, in a stack without a way out. */
import { endpointsNeeded } from "../../../config/endpoint-services";
import { EXAMPLE_ACCOUNT, EXAMPLE_REGION } from "../../../config/example";
import type { JudgedResource } from "../../../evidence/in-process";
import type { Statement } from "../../support/iam";
import { provision } from "../../../evidence/plan";
import { PREREQUISITES } from "./prerequisites";

const elsewhere = "elsewhere: the security team runs it for all accounts";

const parsed = (document: unknown): Statement[] =>
    (JSON.parse(String(document)) as { Statement: Statement[] }).Statement;

const filled = (text: string): string =>
    text.replaceAll("<region>", EXAMPLE_REGION).replaceAll("<account>", EXAMPLE_ACCOUNT);

async function stackOf(changes: Readonly<Record<string, unknown>> = {}): Promise<readonly JudgedResource[]> {
    const stack = await provision("prod", {
        config: {
            "hrms:nat": "none",
            "hrms:amiId": "ami-0d0000000000000b1",
            "hrms:interfaceEndpoints": endpointsNeeded(false),
            ...changes,
        },
    });
    stack.remove();
    return stack.resources;
}

describe("what services require", () => {
    let resources: readonly JudgedResource[];
    let roles: readonly (readonly Statement[])[];
    beforeAll(async () => {
        resources = await stackOf();
        roles = of("aws:iam/instanceProfile:InstanceProfile").map((profile) =>
            of("aws:iam/rolePolicy:RolePolicy")
                .filter(({ role }) => role === profile.role)
                .flatMap(({ policy }) => parsed(policy)),
        );
        expect(roles).toHaveLength(2);
    });
    const of = (type: string): JudgedResource["inputs"][] =>
        resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

    test.each(PREREQUISITES)(
        "of the hosts' roles: $service ($source)",
        ({ actions = [], resources: named = {} }) => {
            for (const statements of roles) {
                const allowed = statements.flatMap(({ Action }) => Action);
                expect(actions.filter((action) => !allowed.includes(action))).toEqual([]);
                for (const [action, resource] of Object.entries(named)) {
                    const including = statements.filter(({ Action }) => Action.includes(action));
                    expect(including.flatMap(({ Resource = [] }) => Resource)).toContain(filled(resource));
                }
            }
        },
    );

    test.each(PREREQUISITES)("of the network: $service ($source)", ({ endpoints = [], buckets = [] }) => {
        const present = of("aws:ec2/vpcEndpoint:VpcEndpoint");
        const names = present.map(({ serviceName }) => serviceName);
        expect(names).toEqual(
            expect.arrayContaining(endpoints.map((name) => `com.amazonaws.${EXAMPLE_REGION}.${name}`)),
        );
        const gateway = present.filter(({ vpcEndpointType }) => vpcEndpointType === "Gateway");
        const readable = gateway
            .flatMap(({ policy }) => parsed(policy))
            .filter(({ Action }) => Action.includes("s3:GetObject"))
            .flatMap(({ Resource = [] }) => Resource);
        expect(readable).toEqual(
            expect.arrayContaining(buckets.map((name) => `arn:aws:s3:::${filled(name)}/*`)),
        );
    });

    test.each(PREREQUISITES)(
        "of its own role and of settings: $service ($source)",
        ({ managed = [], settings = [] }) => {
            const attached = of("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
                ({ policyArn }) => policyArn,
            );
            expect(attached).toEqual(
                expect.arrayContaining(managed.map((name) => `arn:aws:iam::aws:policy/${name}`)),
            );
            for (const [type, inputs] of settings) {
                expect(of(type)).toContainEqual(expect.objectContaining(inputs));
            }
        },
    );
});

test("a host has nothing for a service that runs elsewhere", async () => {
    const resources = await stackOf({ "hrms:inspector": elsewhere, "hrms:guardDuty": elsewhere });
    const text = JSON.stringify(resources.map(({ inputs }) => inputs));
    expect(text).not.toMatch(/parameter\/inspector-aws|INSPECTION_PATH|The agent of GuardDuty/);
});

test("every row has a page of AWS", () => {
    for (const { source } of PREREQUISITES) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});
