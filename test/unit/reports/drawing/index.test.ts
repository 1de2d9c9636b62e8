import { ENDPOINT_SERVICES } from "../../../../config/endpoint-services";
import type { Deployment } from "../../../../engine/deployment";
import { draw } from "../../../../reports/drawing";
import { deploymentOf, MAIL_SERVER } from "./deployment";

let production: Deployment;

beforeAll(async () => {
    production = await deploymentOf();
});

const without = (pattern: RegExp): Deployment => ({
    deployment: { resources: production.deployment.resources.filter(({ type }) => !pattern.test(type)) },
});

const textsOf = (svg: string): string[] =>
    Array.from(svg.matchAll(/>([^<]+)<\/text>/g), ([, text = ""]) => text);

/** The legend has one arrow for each kind, which is not counted. */
const arrowsOf = (svg: string): number => svg.split('class="flow"').length - svg.split("<marker ").length;

test("shows the facts of the resources", () => {
    expect(textsOf(draw(production))).toEqual(
        expect.arrayContaining([
            "hrms · prod · eu-central-1",
            "AWS account 123456789012",
            "VPC 10.20.0.0/16",
            "a  10.20.32.0/20",
            "2 to 6 × m7g.large",
            "RDS MySQL 8.4",
            "standby in another zone",
            "point in time: 30 days",
            "Redis 7.1, TLS, failover",
            "80, 443",
            "3306",
            "6379",
            "eu-west-1",
            "DMARC: quarantine",
        ]),
    );
});

test.each([
    ["CloudFront", /^aws:cloudfront\//, 2],
    ["Route 53", /^aws:route53\/record/, 1],
    ["WAF", /^aws:wafv2\//, 1],
    ["SES", /^aws:sesv2\//, 2],
    ["NAT gateway", /^aws:ec2\/natGateway/, 2],
    ["Web hosts", /^aws:autoscaling\/group/, 7],
    ["RDS MySQL 8.4", /^aws:rds\/instance/, 2],
    ["ElastiCache", /^aws:elasticache\/replicationGroup/, 1],
    ["S3", /^aws:s3\/bucket:/, 4],
    ["AWS Backup", /^aws:backup\/vault:/, 3],
    ["CloudWatch", /^aws:cloudwatch\//, 2],
    ["SNS", /^aws:sns\/topic:/, 2],
    ["Secrets and keys", /^aws:(secretsmanager|kms|acm)\//, 1],
])("does not show %s if the stack has none, nor its arrows", (title, type, arrows) => {
    const [whole, less] = [draw(production), draw(without(type))];
    expect(textsOf(whole)).toContain(title);
    expect(textsOf(less)).not.toContain(title);
    expect(arrowsOf(whole) - arrowsOf(less)).toBe(arrows);
});

test.each([
    ["Backups", /^aws:backup\//],
    ["Mail", /^aws:sesv2\//],
    ["Alarms", /^aws:sns\//],
    ["Operations", /^aws:(sns|cloudwatch|sesv2|ssm|budgets)\//],
])("explains %s in the legend only if it is drawn", (entry, type) => {
    expect(textsOf(draw(production))).toContain(entry);
    expect(textsOf(draw(without(type)))).not.toContain(entry);
});

test("shows the mail server outside AWS in place of SES", async () => {
    const texts = textsOf(draw(await deploymentOf({ emailUrl: MAIL_SERVER })));
    expect(texts).toContain("Mail server");
    expect(texts).not.toContain("SES");
    expect(texts.join()).not.toContain("smtp.example.com");
});

test("shows SES if hosts reach its mail server inside the VPC", async () => {
    const deployment = await deploymentOf({
        nat: "none",
        interfaceEndpoints: ENDPOINT_SERVICES,
        emailUrl: MAIL_SERVER,
        amiId: "ami-0123456789abcdef0",
    });
    const texts = textsOf(draw(deployment));
    expect(texts).toEqual(expect.arrayContaining(["SES", "VPC endpoints"]));
    expect(texts).not.toContain("Mail server");
});

test("does not depend on the order of the resources", () => {
    const reversed = { deployment: { resources: production.deployment.resources.toReversed() } };
    expect(draw(reversed)).toBe(draw(production));
});

test("has a background, so that a dark page does not shine through", () => {
    expect(draw(production)).toMatch(/<rect width="(\d+)" height="(\d+)" rx="12" fill="#ffffff"\/>/);
});

test("says what to do if there is no stack to draw", () => {
    expect(() => draw(without(/vpc:Vpc$/))).toThrow(
        "Cannot draw the stack: it has no aws:ec2/vpc:Vpc. Run pulumi up first, then export the stack.",
    );
});
