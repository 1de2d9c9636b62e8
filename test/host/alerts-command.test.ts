/** `npx hrms alerts --test` against moto, which answers as CloudWatch and SNS do. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { pythonPrograms } from "../../lab/python";
import { CHECKOUT } from "../../system/checkout";
import { until } from "../../system/until";
import { suiteUnless } from "../support/suites";
import { whyNoPython } from "./overlay/run";

const PORT = 5077;
const ENDPOINT = `http://127.0.0.1:${PORT}`;
const ENV = {
    ...process.env,
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    ...{ AWS_ENDPOINT_URL: ENDPOINT, AWS_ENDPOINT_URL_SNS: ENDPOINT, AWS_ENDPOINT_URL_CLOUDWATCH: ENDPOINT },
};

/** An account with the stack's topics, contacts and alarms in both regions. */
const FILL = `
import boto3
for region, critical, warning in (
    ("eu-central-1", "rejected-connections", "firewall-blocks"),
    ("us-east-1", "static-files-errors", "global-alert-not-delivered"),
):
    sns = boto3.client("sns", region)
    cloudwatch = boto3.client("cloudwatch", region)
    for severity, alarm in (("critical", critical), ("warning", warning)):
        topic = sns.create_topic(Name=f"hrms-alerts-{severity}-0123456")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="r&d@example.com")
        cloudwatch.put_metric_alarm(
            AlarmName=f"hrms-prod-{alarm}", AlarmActions=[topic], Namespace="N", MetricName="M", Statistic="Sum",
            Period=60, EvaluationPeriods=1, Threshold=1, ComparisonOperator="GreaterThanThreshold",
        )
`;

suiteUnless(whyNoPython(), "hrms alerts --test", () => {
    let python: string;
    let moto: ChildProcess;
    beforeAll(async () => {
        const programs = await pythonPrograms(["moto[server]==5.1.22", "boto3==1.44.5"]);
        python = join(programs, "python");
        moto = spawn(join(programs, "moto_server"), ["--host", "127.0.0.1", "--port", String(PORT)], {
            stdio: "ignore",
        });
        const answers = (): boolean =>
            spawnSync("curl", ["-sf", `${ENDPOINT}/moto-api/data.json`]).status === 0;
        await until("moto answers", answers, 60);
    });
    afterAll(() => moto.kill());

    const inPython = (code: string): string => {
        const { status, stdout, stderr } = spawnSync(python, ["-c", code], { encoding: "utf8", env: ENV });
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        return stdout;
    };
    const alerts = (...args: string[]) =>
        spawnSync(
            process.execPath,
            [join(CHECKOUT, "commands/hrms.js"), "alerts", "--test", "--yes", ...args],
            {
                encoding: "utf8",
                env: ENV,
            },
        );

    test("an account without alarms fails, and names what to do", () => {
        const { status, stdout } = alerts();
        expect(status).toBe(1);
        expect(stdout).toContain(
            "critical topic in us-east-1: no alarm of stack prod sends to it: run pulumi up",
        );
    });

    test("with all topics and alarms, everything is accepted and CloudWatch has set off four alarms", () => {
        inPython(FILL);
        const { status, stdout } = alerts("--json");
        expect(status).toBe(0);
        const { ok, sent, contacts } = JSON.parse(stdout) as Record<string, { what: string }[]>;
        expect(ok).toBe(true);
        expect(sent).toHaveLength(8);
        expect(contacts?.map(({ what }) => what)).toContain(
            "r&d@example.com on the critical topic in us-east-1",
        );
        const states = inPython(
            `import boto3\nfor region in ("eu-central-1", "us-east-1"):\n    for alarm in boto3.client("cloudwatch", region).describe_alarms()["MetricAlarms"]:\n        print(alarm["StateValue"])`,
        );
        expect(states).toBe("ALARM\n".repeat(4));
    });

    test("a topic that is gone and an alarm without an action are faults", () => {
        inPython(`import boto3
boto3.client("sns", "us-east-1").delete_topic(TopicArn="arn:aws:sns:us-east-1:123456789012:hrms-alerts-warning-0123456")
boto3.client("cloudwatch", "eu-central-1").put_metric_alarm(
    AlarmName="hrms-prod-silent", Namespace="N", MetricName="M", Statistic="Sum",
    Period=60, EvaluationPeriods=1, Threshold=1, ComparisonOperator="GreaterThanThreshold")`);
        const { status, stdout } = alerts();
        expect(status).toBe(1);
        expect(stdout).toMatch(/FAULT {2}message to the warning topic in us-east-1: refused, HTTP 404: /);
        expect(stdout).toContain("FAULT  hrms-prod-silent in eu-central-1: it has no action");
    });
});
