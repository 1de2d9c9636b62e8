import * as aws from "@pulumi/aws";
import { statementsOf } from "./harness";
import { hosts, withoutWorkers } from "./hosts-fixture";

/** By their ids; of all policies of the role. */
async function permissionsOf(
    role: "web" | "worker",
    overrides = {},
): Promise<ReturnType<typeof statementsOf>> {
    const policies = (await hosts(overrides)).all(aws.iam.RolePolicy);
    return Object.assign(
        {},
        ...policies
            .filter(({ name }) => name.startsWith(`hosts-${role}`))
            .map(({ inputs }) => statementsOf(inputs.policy)),
    ) as ReturnType<typeof statementsOf>;
}

test("a web host reads the application's secrets and no others", async () => {
    const { ReadOwnSecrets } = await permissionsOf("web");
    expect(ReadOwnSecrets?.Resource).toEqual([
        "arn:secret/secretKey",
        "arn:secret/databaseApp",
        "arn:secret/cacheAuth",
    ]);
});

test.each([
    ["worker", {}],
    ["web", withoutWorkers],
] as const)("a %s host that runs migrations reads their secrets, never the master's", async (role, given) => {
    const { ReadOwnSecrets } = await permissionsOf(role, given);
    expect(ReadOwnSecrets?.Resource).toEqual([
        "arn:secret/secretKey",
        "arn:secret/databaseApp",
        "arn:secret/cacheAuth",
        "arn:secret/databaseMigrator",
        "arn:secret/superuser",
    ]);
});

test("keys open through their service only, and what is everywhere is narrowed by condition", async () => {
    const statements = await permissionsOf("web");
    expect(statements.DecryptSecrets?.Condition).toEqual({
        StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
    });
    expect(statements.UseFilesKey?.Condition).toEqual({
        StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
    });
    expect(statements.PutMetrics?.Condition).toEqual({ StringEquals: { "cloudwatch:namespace": "HRMS" } });
    expect(statements.SendEmail?.Condition).toEqual({
        StringEquals: { "ses:FromAddress": "hr@hrms.example.com" },
    });
    expect(statements.JoinAndLeaveGroup?.Resource).toEqual([
        "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/hrms-prod-web",
    ]);
});

test("more senders are addresses as they are, and domains with all of their addresses", async () => {
    const allowedSenders = ["payroll@hrms.example.com", "mail.hrms.example.com"];
    const statements = await permissionsOf("web", { allowedSenders });
    expect(statements.SendEmail?.Condition).toEqual({
        StringEquals: { "ses:FromAddress": ["hr@hrms.example.com", "payroll@hrms.example.com"] },
    });
    expect(statements.SendEmailOfDomains).toMatchObject({
        Resource: statements.SendEmail?.Resource,
        Condition: { StringLike: { "ses:FromAddress": ["*@mail.hrms.example.com"] } },
    });
});

test("other senders are another policy, so that the former one stays until no host uses it", async () => {
    const policies = async (overrides: object) =>
        (await hosts(overrides))
            .all(aws.iam.RolePolicy)
            .map(({ name }) => name)
            .filter((name) => name.startsWith("hosts-web"));
    const [now, then] = [await policies({}), await policies({ emailFrom: "people@hrms.example.com" })];
    expect(now).toHaveLength(2);
    expect(now.filter((name) => then.includes(name))).toEqual(["hosts-web"]);
});

test("no statement allows all actions of a service, and only Systems Manager's and metrics name no resource", async () => {
    const statements = Object.values(await permissionsOf("worker"));
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
    const unbound = statements.filter(({ Resource }) => Resource?.includes("*")).map(({ Sid }) => Sid);
    expect(unbound).toEqual(["PutMetrics", "RunSystemsManagerAgent", "OpenSessionsAndTakeCommands"]);
    const everyParameter = statements.filter(
        ({ Action, Resource }) =>
            Resource?.includes("*") && Action.some((action) => action.startsWith("ssm:GetParameter")),
    );
    expect(everyParameter).toEqual([]);
});
