/**
 * The pack reads `Condition` the same way in permissions, trust policies and resource policies. A `*` is narrow only
 * with a condition that names one account, organization, network or tag.
 */
import fc from "fast-check";
import { NARROWING_KEYS } from "../../policies/aws/iam-condition-keys";
import { isNarrowed } from "../../policies/aws/iam-conditions";
import { noWildcard } from "../../policies/rules/iam";
import { servicesNameTheirSource } from "../../policies/rules/iam-deputies";
import { trustScoped } from "../../policies/rules/trust";
import { judge, type Resource } from "./harness";

const text = (alphabet: string, length: number) =>
    fc.string({ unit: fc.constantFrom(...alphabet.split(/(?:)/)), minLength: length, maxLength: length });
const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** An exact value, and the part of it that identifies the owner. */
interface Exact {
    readonly before: string;
    readonly identity: string;
    readonly after: string;
}
const exact = (before: string, identity: fc.Arbitrary<string>, after = ""): fc.Arbitrary<Exact> =>
    identity.map((name) => ({ before, identity: name, after }));

const ACCOUNT = text(DIGITS, 12);
const ORGANIZATION = text(LETTERS + DIGITS, 10);
const NAME = text(LETTERS, 8);

const values = {
    account: exact("", ACCOUNT),
    organization: exact("o-", ORGANIZATION),
    path: exact("o-", ORGANIZATION, "/r-ab12/*"),
    arn: exact("arn:aws:sns:eu-central-1:", ACCOUNT, ":alerts"),
    arns: exact("arn:aws:iam::", ACCOUNT, ":role/*"),
    bucket: exact("arn:aws:s3:::", NAME),
    network: exact("vpc-", text("0123456789abcdef", 17)),
    name: exact("", NAME),
    service: exact("", NAME, ".*.amazonaws.com"),
};
type Kind = keyof typeof values;

type What = "caller" | "source" | "resource";
interface Narrowing {
    readonly key: string;
    readonly kinds: readonly Kind[];
    readonly operators: readonly string[];
    readonly what: What;
}
const STRINGS = ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "ForAnyValue:StringLike"];
const ARNS = ["ArnLike", "ArnEquals", "StringLike"];
const keys = (
    what: What,
    kinds: readonly Kind[],
    operators: readonly string[],
    ...names: readonly string[]
): Narrowing[] => names.map((key) => ({ key, kinds, operators, what }));

/** Every key in the table that takes texts, in AWS's spelling. */
const KEYS: readonly Narrowing[] = [
    ...keys("caller", ["account"], STRINGS, "aws:PrincipalAccount", "kms:CallerAccount", "aws:VpceAccount"),
    ...keys(
        "caller",
        ["account"],
        STRINGS,
        "s3:DataAccessPointAccount",
        "aws:SourceAccount",
        "aws:SourceOwner",
    ),
    ...keys("caller", ["arn", "arns"], ARNS, "aws:PrincipalArn", "s3:DataAccessPointArn"),
    ...keys("caller", ["arn", "arns"], ARNS, "lambda:SourceFunctionArn", "ec2:SourceInstanceArn"),
    ...keys("caller", ["arn", "arns", "bucket"], ARNS, "aws:SourceArn"),
    ...keys("caller", ["organization"], STRINGS, "aws:PrincipalOrgID", "aws:VpceOrgID", "aws:SourceOrgID"),
    ...keys("caller", ["path"], STRINGS, "aws:PrincipalOrgPaths", "aws:VpceOrgPaths", "aws:SourceOrgPaths"),
    ...keys("caller", ["network"], STRINGS, "aws:SourceVpc", "aws:SourceVpce"),
    ...keys("source", ["account"], STRINGS, "aws:SourceAccount", "aws:SourceOwner"),
    ...keys("source", ["arn", "arns", "bucket"], ARNS, "aws:SourceArn"),
    ...keys("source", ["organization"], STRINGS, "aws:SourceOrgID"),
    ...keys("source", ["path"], STRINGS, "aws:SourceOrgPaths"),
    ...keys("source", ["arn", "arns"], ARNS, "kms:EncryptionContext:aws:logs:arn"),
    ...keys("source", ["name"], STRINGS, "lambda:EventSourceToken"),
    ...keys("resource", ["name"], STRINGS, "aws:ResourceTag/Stack", "ssm:resourceTag/Stack"),
    ...keys("resource", ["name"], STRINGS, "rds:db-tag/Stack", "s3:ExistingObjectTag/Stack"),
    ...keys("resource", ["name"], STRINGS, "kms:ResourceAliases", "kms:RequestAlias", "ses:FromAddress"),
    ...keys(
        "resource",
        ["name"],
        STRINGS,
        "kms:EncryptionContext:App",
        "events:ManagedBy",
        "cloudwatch:namespace",
    ),
    ...keys("resource", ["name"], STRINGS, "ec2:CreateAction", "ec2:AuthorizedService", "iam:AWSServiceName"),
    ...keys(
        "resource",
        ["name", "arn"],
        ARNS,
        "ec2:Vpc",
        "ec2:Subnet",
        "ec2:LaunchTemplate",
        "ecs:cluster",
        "lambda:FunctionArn",
    ),
    ...keys("resource", ["arn", "arns"], ARNS, "s3:DataAccessPointArn"),
    ...keys("resource", ["service"], STRINGS, "kms:ViaService"),
];

const JUDGED: Readonly<Record<What, { policy: typeof noWildcard; type: string; statement: object }>> = {
    resource: {
        policy: noWildcard,
        type: "aws:iam/policy:Policy",
        statement: { Action: "secretsmanager:GetSecretValue", Resource: "*" },
    },
    caller: {
        policy: trustScoped,
        type: "aws:sqs/queuePolicy:QueuePolicy",
        statement: { Principal: "*", Action: "sqs:SendMessage", Resource: "*" },
    },
    source: {
        policy: servicesNameTheirSource,
        type: "aws:sqs/queuePolicy:QueuePolicy",
        statement: { Principal: { Service: "s3.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" },
    },
};

/** Whether the policy rejects a statement with `*` and this condition. */
async function fails(what: What, Condition: object): Promise<boolean> {
    const { policy, type, statement } = JUDGED[what];
    const document = JSON.stringify({ Statement: [{ Effect: "Allow", ...statement, Condition }] });
    const resource: Resource = { type, name: "judged", props: { policy: document } };
    return (await judge([policy], [resource])).length > 0;
}

const narrowing = fc.constantFrom(...KEYS).chain(({ what, key, kinds, operators }) =>
    fc.record({
        what: fc.constant(what),
        key: fc.constantFrom(key, key.toLowerCase(), key.toUpperCase()),
        operator: fc.constantFrom(...operators),
        given: fc.array(
            fc.constantFrom(...kinds).chain((kind) => values[kind]),
            {
                minLength: 1,
                maxLength: 3,
            },
        ),
    }),
);

const written = ({ before, identity, after }: Exact): string => before + identity + after;

/** The value with a wildcard or a variable in the part that identifies the owner, or in place of the whole value. */
const loosened = (value: Exact): fc.Arbitrary<string> =>
    fc.oneof(
        fc.constantFrom("*", "?*", "${aws:UserAgent}"),
        fc
            .record({
                at: fc.nat({ max: value.identity.length - 1 }),
                length: fc.integer({ min: 1, max: value.identity.length }),
                wildcard: fc.constantFrom("*", "?", "${aws:UserAgent}"),
            })
            .map(({ at, length, wildcard }) =>
                written({
                    ...value,
                    identity: value.identity.slice(0, at) + wildcard + value.identity.slice(at + length),
                }),
            ),
    );

const RUNS = { numRuns: 300 };

test("accepts exact values", () =>
    fc.assert(
        fc.asyncProperty(narrowing, async ({ what, key, operator, given }) => {
            expect(await fails(what, { [operator]: { [key]: given.map(written) } })).toBe(false);
        }),
        RUNS,
    ));

test("rejects a wildcard among the values", () =>
    fc.assert(
        fc.asyncProperty(
            narrowing.chain((condition) =>
                fc.record({
                    condition: fc.constant(condition),
                    loose: fc.constantFrom(...condition.given).chain(loosened),
                }),
            ),
            async ({ condition: { what, key, operator, given }, loose }) => {
                expect(await fails(what, { [operator]: { [key]: [...given.map(written), loose] } })).toBe(
                    true,
                );
            },
        ),
        RUNS,
    ));

test("rejects an operator that a request without the key meets, and one that admits everyone else", () =>
    fc.assert(
        fc.asyncProperty(
            narrowing,
            fc.constantFrom(
                (operator: string) => `${operator}IfExists`,
                (operator: string) => `ForAllValues:${operator.replace("ForAnyValue:", "")}`,
                (operator: string) => operator.replace(/String|Arn/, "$&Not"),
            ),
            async ({ what, key, operator, given }, change) => {
                expect(await fails(what, { [change(operator)]: { [key]: given.map(written) } })).toBe(true);
            },
        ),
        RUNS,
    ));

test("rejects a condition on any other key", () =>
    fc.assert(
        fc.asyncProperty(
            fc.constantFrom<What>("caller", "source", "resource"),
            fc.constantFrom(
                "aws:SecureTransport",
                "aws:UserAgent",
                "aws:Referer",
                "aws:RequestTag/Stack",
                "aws:PrincipalTag/Stack",
                "aws:RequestedRegion",
                "aws:CurrentTime",
            ),
            fc.constantFrom(...STRINGS),
            NAME,
            async (what, key, operator, value) => {
                expect(await fails(what, { [operator]: { [key]: value } })).toBe(true);
            },
        ),
        RUNS,
    ));

test("accepts a network only if it is as small as a site", () => {
    fc.assert(
        fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
            const conditions = { IpAddress: { "aws:SourceIp": [`${address}/${bits}`] } };
            expect(isNarrowed({ conditions }, "caller")).toBe(bits >= 24);
        }),
        RUNS,
    );
});

test.each([
    [{ IpAddress: { "aws:SourceIp": ["203.0.113.4"] } }, true],
    [{ IpAddress: { "aws:SourceIp": ["2001:db8::1"] } }, true],
    [{ IpAddress: { "aws:SourceIp": ["2001:db8::/32"] } }, false],
    [{ StringEquals: { "aws:SourceIp": ["203.0.113.4"] } }, false],
    [{ StringEquals: { "aws:userid": ["AROAEXAMPLEIDOFROLE"] } }, true],
    [{ StringLike: { "aws:userid": ["AROAEXAMPLEIDOFROLE:*"] } }, true],
    [{ StringLike: { "aws:userid": ["*:session"] } }, false],
    [{ StringEquals: { "aws:PrincipalOrgID": ["${aws:ResourceOrgID}"] } }, true],
    [{ StringEquals: { "aws:PrincipalOrgID": ["${aws:PrincipalOrgID}"] } }, false],
    [{ Bool: { "elasticfilesystem:AccessedViaMountTarget": ["true"] } }, true],
    [{ Bool: { "elasticfilesystem:AccessedViaMountTarget": ["false"] } }, false],
    [{ StringEquals: { "aws:PrincipalAccount": [] } }, false],
    [{ StringEqualsIfExists: { "aws:SourceArn": [] }, Null: { "aws:SourceArn": ["false"] } }, false],
    [
        {
            "ForAllValues:StringEquals": { "aws:PrincipalAccount": ["123456789012"] },
            Null: { "aws:principalaccount": ["false"] },
        },
        true,
    ],
    [
        {
            StringEqualsIfExists: { "aws:PrincipalAccount": ["123456789012"] },
            Null: { "aws:PrincipalAccount": ["true", "false"] },
        },
        false,
    ],
    [
        {
            StringEqualsIfExists: { "aws:PrincipalAccount": ["123456789012"] },
            Null: { "aws:PrincipalArn": ["false"] },
        },
        false,
    ],
])("of %j: %s", (conditions, narrows) => {
    expect(isNarrowed({ conditions }, "caller")).toBe(narrows);
});

test("this test covers every key in the table that takes texts", () => {
    const untried = NARROWING_KEYS.filter(
        (row) => !KEYS.some(({ key, what }) => row.key.test(key.toLowerCase()) && row.narrows.includes(what)),
    );
    expect(untried.map(({ key }) => key.source)).toEqual([
        "^(aws:userid)$",
        "^(aws:sourceip)$",
        "^(elasticfilesystem:accessedviamounttarget)$",
    ]);
});
