import { stringify } from "yaml";
import { allPolicies } from "../../../../policies/all-policies";
import { EMPTY_REGISTER, readRegister } from "../../../../policies/deviations/register";
import type { EngineEvent } from "../../../../engine/events";
import { plannedLosses } from "../../../../commands/ci/losses";
import { isBlocking } from "../../../../policies/report/verdict";

const DATABASE = "aws:rds/instance:Instance";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const urnOf = (type: string) => `urn:pulumi:prod::hrms::hrms:data:Database$${type}::hrms-database`;

const planned = (op: string, type: string): EngineEvent => ({
    resourcePreEvent: { metadata: { op, type, urn: urnOf(type) }, planning: true },
});

const losses = (events: readonly EngineEvent[], register = EMPTY_REGISTER) =>
    plannedLosses(events, { policies: allPolicies, register });

test.each([
    ["delete", "delete"],
    ["replace", "replace"],
    ["create-replacement", "replace"],
    ["delete-replaced", "replace"],
])("%s of a database is a loss", (op, word) => {
    const [loss, ...more] = losses([planned(op, DATABASE)]);
    expect(loss).toMatchObject({ policy: "data-is-protected", urn: urnOf(DATABASE), level: "mandatory" });
    expect(loss?.message).toMatch(new RegExp(`^Pulumi plans to ${word} it\\. `));
    expect(loss && isBlocking(loss)).toBe(true);
    expect(more).toEqual([]);
});

test.each(["create", "update", "same", "read", "refresh"])("%s of a database is none", (op) => {
    expect(losses([planned(op, DATABASE)])).toEqual([]);
});

test("what holds no data may go", () => {
    expect(losses([planned("replace", LOG_GROUP)])).toEqual([]);
});

test("the several steps of one replacement are one loss", () => {
    const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => planned(op, DATABASE));
    expect(losses(steps)).toHaveLength(1);
});

test("a loss that somebody signed for is an advice", () => {
    const policy = allPolicies.find(({ name }) => name === "data-is-protected");
    const deviation = {
        id: "DEV-001",
        policy: policy?.name,
        resource: { type: DATABASE, name: "hrms-database" },
        stacks: ["prod"],
        checklist: policy?.framework?.reference,
        finding: "Pulumi plans to replace it",
        reason: "The database moves to a new engine, and was restored from a snapshot before.",
        compensatingControl: "The snapshot was restored and compared on the day before.",
        requestedBy: "Ada Example",
        approvedBy: "Grace Example",
        approvedOn: "2026-11-20",
        expiresOn: "2026-11-27",
    };
    const yaml = stringify({ approvers: ["Grace Example"], deviations: [deviation] });
    const register = readRegister(yaml, { policies: allPolicies, today: "2026-11-23" });
    expect(register.faults).toEqual([]);
    expect(losses([planned("replace", DATABASE)], register)).toEqual([
        expect.objectContaining({ outcome: "deviated", level: "advisory", deviation: "DEV-001" }),
    ]);
    expect(losses([planned("delete", DATABASE)], register).filter(isBlocking)).toHaveLength(1);
});
