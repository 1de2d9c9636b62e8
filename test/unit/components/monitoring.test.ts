import * as aws from "@pulumi/aws";
import { HOST_EVENTS } from "../../../components/monitoring/log-events";
import { valueOf, type Recording } from "./harness";
import { alarm, alarmsOf, monitoring, type Watching } from "./monitoring-stack";

let production: Recording<Watching>;
beforeAll(async () => {
    production = await monitoring();
});

describe("what is only seen from us-east-1", () => {
    it("is watched there: the check from outside, CloudFront and its certificate", () => {
        const there = [...alarmsOf(production)].filter(([, { region }]) => region === "us-east-1");
        expect(there.map(([name]) => name).sort()).toEqual([
            "cdn-certificate-expiry",
            "global-alert-not-delivered",
            "static-files-errors",
            "website-unreachable",
        ]);
    });

    it("checks the site as a browser would, from three continents", () => {
        expect(production.one(aws.route53.HealthCheck).inputs).toMatchObject({
            type: "HTTPS",
            fqdn: "hrms.example.com",
            port: 443,
            resourcePath: "/health/live",
            enableSni: true,
            failureThreshold: 3,
            regions: ["us-east-1", "eu-west-1", "ap-southeast-1"],
        });
    });
});

describe("an outage", () => {
    it("calls people once: its symptoms only warn, and the lesser composite is silent meanwhile", async () => {
        const critical = await valueOf(production.result.alerts.critical.arn);
        const composites = production.all(aws.cloudwatch.CompositeAlarm).map(({ inputs }) => inputs);
        expect(composites).toEqual([
            expect.objectContaining({
                alarmName: "hrms-prod-service-down",
                alarmRule: 'ALARM("hrms-prod-no-healthy-host") OR ALARM("hrms-prod-load-balancer-errors")',
                alarmActions: [critical],
            }),
            expect.objectContaining({
                alarmName: "hrms-prod-service-degraded",
                alarmRule: 'ALARM("hrms-prod-application-errors-rate") OR ALARM("hrms-prod-response-time")',
                actionsSuppressor: { alarm: "hrms-prod-service-down", waitPeriod: 120, extensionPeriod: 900 },
            }),
        ]);
        for (const { alarmRule } of composites) {
            for (const [, name = ""] of alarmRule.matchAll(/"hrms-prod-([^"]+)"/g)) {
                expect(alarm(production, name).alarmActions).not.toContain(critical);
            }
        }
    });
});

describe("logs", () => {
    it("are counted under names that the alarms read, zero while nothing happens", () => {
        const counted = production.all(aws.cloudwatch.LogMetricFilter).map(({ inputs }) => {
            expect(inputs.metricTransformation).toMatchObject({
                namespace: "HRMS/prod",
                value: "1",
                defaultValue: "0",
            });
            return inputs.metricTransformation.name;
        });
        const read = [...alarmsOf(production).values()]
            .filter(({ namespace }) => namespace === "HRMS/prod")
            .map(({ metricName }) => metricName);
        expect(new Set(read)).toEqual(new Set(counted));
        expect(new Set(counted).size).toBe(counted.length);
    });

    /** What CloudWatch does with the two kinds of pattern that the hosts' logs need: words, and an expression. */
    function matches(pattern: string, text: string): boolean {
        const expression = /^%(.+)%$/.exec(pattern)?.[1];
        const words = [...pattern.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
        return expression ? new RegExp(expression).test(text) : words.some((word) => text.includes(word));
    }

    it.each([
        [
            "application-errors",
            '{"level":"ERROR","logger":"payroll"}',
            '{"level":"INFO","event":"error_shown"}',
        ],
        ["application-errors", '{"level": "CRITICAL"}', '{"level": "WARNING"}'],
        [
            "unhandled-exceptions",
            '{"message":"Internal Server Error: /leave/"}',
            '{"message":"Not Found: /x/"}',
        ],
        ["failed-logins", '{"event":"login_failed"}', '{"event":"login_succeeded"}'],
        [
            "permission-denied",
            '{"message":"Forbidden (Permission denied): /a/"}',
            '{"message":"Not Found: /a/"}',
        ],
        ["nginx-errors", '{"path":"/","status":502,"bytes":500}', '{"path":"/","status":200,"bytes":502}'],
    ])("show %s, alone or wrapped in the journal's entry", (name, line, other) => {
        const pattern = HOST_EVENTS.find((event) => event.name === name)?.pattern ?? "";
        const wrapped = (text: string): string => JSON.stringify({ MESSAGE: text, PRIORITY: "6" });
        expect([line, wrapped(line)].map((text) => matches(pattern, text))).toEqual([true, true]);
        expect([other, wrapped(other)].map((text) => matches(pattern, text))).toEqual([false, false]);
    });

    it("of AWS itself are watched only where the trail is here", async () => {
        const stack = await monitoring({
            cloudTrail: "elsewhere: the security team has a trail of all accounts",
        });
        const filters = stack.all(aws.cloudwatch.LogMetricFilter).map(({ inputs }) => inputs.logGroupName);
        expect(new Set(filters)).toEqual(new Set(["/hrms/prod/application", "/hrms/prod/nginx"]));
        expect(alarmsOf(stack).has("root-used")).toBe(false);
        expect(alarmsOf(production).has("root-used")).toBe(true);
    });
});

describe("the dashboard", () => {
    it("shows every alarm of the stack's region and of us-east-1 where it is", () => {
        const body = JSON.parse(production.one(aws.cloudwatch.Dashboard).inputs.dashboardBody) as {
            widgets: { type: string; x: number; width: number; properties: Record<string, unknown> }[];
        };
        const drawn = body.widgets.flatMap(({ properties }) => {
            const { alarms } = (properties.annotations ?? {}) as { alarms?: string[] };
            return (alarms ?? []).map((arn) => ({ arn, region: properties.region }));
        });
        expect(drawn).toHaveLength(alarmsOf(production).size);
        for (const { arn, region } of drawn) {
            expect(arn.split(":")[3]).toBe(region);
        }
        expect(body.widgets.every(({ x, width }) => x + width <= 24)).toBe(true);
        expect(body.widgets.filter(({ type }) => type === "text")).toHaveLength(8);
    });
});
