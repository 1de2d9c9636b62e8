/** What counts as cut off, on made-up plans. */
import type { JudgedResource } from "../../../evidence/in-process";
import type { Plan, Resource, Step } from "../../../evidence/plan/deployment";
import { accepted, cutOff } from "./cut-off";
import { removedPermissions } from "./permissions";

const RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const GROUP = "aws:autoscaling/group:Group";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const COMMAND = "command:local:Command";
const HOOK = "aws:autoscaling/lifecycleHook:LifecycleHook";

const urnOf = (type: string, name: string): string => `urn:pulumi:prod::hrms::${type}::${name}`;

const step = (op: Step["op"], type: string, name: string, more: Partial<Step> = {}): Step => ({
    op,
    type,
    urn: urnOf(type, name),
    ...more,
});

const ROLLOUT = step("update", COMMAND, "hrms-rollout-web", { changed: ["environment"] });
const WEB = urnOf(GROUP, "hrms-hosts-web");

/** The plan of a stack with web hosts. `dependencies` are those of the rollout, by URN. */
function faultsOf(steps: readonly Step[], dependencies: readonly string[] = [], inputs = {}): string[] {
    const urns = [WEB, ROLLOUT.urn, ...steps.filter(({ op }) => op !== "delete").map(({ urn }) => urn)];
    const after = new Map(
        urns.map((urn) => [
            urn,
            { urn, inputs, dependencies: urn === ROLLOUT.urn ? dependencies : [] } as unknown as Resource,
        ]),
    );
    const before = [WEB, ...steps.map(({ urn }) => urn)].map(
        (urn) => ({ urn, inputs: {} }) as unknown as JudgedResource,
    );
    return cutOff(before, { steps, faults: [], after } satisfies Plan);
}

const GONE = step("delete", RULE, "hrms-network-web-to-database-3306");

test("a deletion after the rollout cuts nobody off, one without a rollout or before it does", () => {
    expect(faultsOf([ROLLOUT, GONE])).toEqual([]);
    const fault = ["hrms-network-web-to-database-3306 is deleted without a rollout before"];
    expect(faultsOf([GONE])).toEqual(fault);
    expect(faultsOf([{ ...GONE, op: "delete-replaced" }, ROLLOUT])).toEqual(fault);
});

test("a change in place that running hosts do not know cuts them off", () => {
    const path = step("update", TARGETS, "hrms-edge", { changed: ["healthCheck"] });
    expect(faultsOf([path, ROLLOUT], [path.urn])).toEqual(["hrms-edge changes healthCheck at once"]);
    const delay = step("update", TARGETS, "hrms-edge", { changed: ["deregistrationDelay"] });
    expect(faultsOf([delay, ROLLOUT], [delay.urn])).toEqual([]);
});

test("what new hosts need must be there before the rollout", () => {
    const made = step("create", RULE, "hrms-network-web-to-database-proxy-3306");
    expect(faultsOf([made, ROLLOUT])).toEqual([
        "hrms-network-web-to-database-proxy-3306 is not there before hrms-rollout-web",
    ]);
    expect(faultsOf([made, ROLLOUT], [made.urn])).toEqual([]);
});

test("a group whose hook goes first ends its hosts in the middle of their tasks", () => {
    const hook = step("delete", HOOK, "hrms-hosts-worker-drain");
    expect(faultsOf([hook])).toEqual(["hrms-hosts-worker-drain is deleted before its group"]);
    expect(faultsOf([{ ...hook, deletedWith: urnOf(GROUP, "hrms-hosts-worker") }])).toEqual([]);
});

test("permissions are compared by action, resource and condition", () => {
    const document = (...Statement: object[]): string => JSON.stringify({ Statement });
    const send = (from: string) => ({
        Effect: "Allow",
        Action: ["ses:SendEmail"],
        Resource: "identity",
        Condition: { StringEquals: { "ses:FromAddress": from } },
    });
    expect(removedPermissions(document(send("a")), document(send("a"), send("b")))).toEqual([]);
    expect(removedPermissions(document(send("a")), document(send("b")))).toEqual([
        'ses:SendEmail identity {"StringEquals":{"ses:FromAddress":"a"}}',
    ]);
    const deny = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
    expect(removedPermissions(document(), document(deny))).toEqual(["s3:GetObject * (denied)"]);
});

test("what a setting takes on purpose is accepted for that setting only", () => {
    const fault = "hrms-network-private-out changes natGatewayId at once";
    expect(accepted(["owner", "nat"], fault)).toBe(true);
    expect(accepted(["owner"], fault)).toBe(false);
});
