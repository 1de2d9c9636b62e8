import type { EngineEvent } from "../../../../engine/events";
import { differences, planOf, readPlan, type Plan } from "../../../../reports/pull-request/plan";

const PROVIDER = "urn:pulumi:prod::hrms::pulumi:providers:aws::aws::id";
const DATABASE = "urn:pulumi:prod::hrms::aws:rds/instance:Instance::hrms-database";
const BUCKET = "urn:pulumi:prod::hrms::aws:s3/bucket:Bucket::hrms-files";

type Step = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

const step = (op: string, urn: string, more: Partial<Step> = {}): EngineEvent => ({
    resourcePreEvent: { metadata: { op, urn, type: urn.split("::")[2] ?? "", provider: PROVIDER, ...more } },
});

const create = (urn: string, inputs: object) => step("create", urn, { new: { inputs: { ...inputs } } });

const plan = (...events: EngineEvent[]): Plan => planOf("prod", events);

test("lists what changes, once for each resource, and neither what stays nor components", () => {
    const { changes } = plan(
        step("same", BUCKET),
        step("create", "urn:pulumi:prod::hrms::hrms:data:Database::database", { provider: "" }),
        step("create-replacement", DATABASE, {
            keys: ["dbName"],
            diffs: ["dbName"],
            new: { inputs: { dbName: "b" } },
        }),
        step("replace", DATABASE, { keys: ["dbName"], diffs: ["dbName"], new: { inputs: { dbName: "b" } } }),
        step("delete-replaced", DATABASE),
    );
    expect(changes).toEqual([
        {
            op: "replace",
            urn: DATABASE,
            because: ["dbName"],
            digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        },
    ]);
});

test("the same plan has the same fingerprint, in whatever order the engine works", () => {
    const one = plan(create(BUCKET, { a: 1, b: [2] }), create(DATABASE, {}));
    const other = plan(create(DATABASE, {}), create(BUCKET, { b: [2], a: 1 }));
    expect(other).toEqual(one);
    expect(differences(one, other)).toEqual([]);
});

test("no value is in a plan", () => {
    expect(JSON.stringify(plan(create(BUCKET, { name: "payslips-of-example" })))).not.toContain("payslips");
});

const approved = plan(create(BUCKET, { acl: "private" }));

test.each([
    [
        "another resource",
        plan(create(BUCKET, { acl: "private" }), create(DATABASE, {})),
        /^hrms-database .*: create was not/,
    ],
    ["a resource less", plan(), /^hrms-files .*: create is not planned any more\.$/],
    [
        "another value",
        plan(create(BUCKET, { acl: "public-read" })),
        /^hrms-files .*: create with other values\.$/,
    ],
    ["another operation", plan(step("delete", BUCKET)), /^hrms-files .*: delete instead of create\.$/],
    [
        "another reason",
        plan(step("update", BUCKET, { diffs: ["acl"] })),
        /^hrms-files .*: update instead of create\.$/,
    ],
])("%s is a difference", (_, now, sentence) => {
    expect(differences(approved, now)).toEqual([expect.stringMatching(sentence)]);
});

test("another stack is a difference", () => {
    expect(differences(approved, planOf("starter", []))).toEqual(["The approved plan is of the stack prod."]);
});

test("a plan is read as it was written, and nothing else is a plan", () => {
    expect(readPlan(JSON.stringify(approved))).toEqual(approved);
    expect(() => readPlan("{}")).toThrow("It is no plan of version 1");
});
