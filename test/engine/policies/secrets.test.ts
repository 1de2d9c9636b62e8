/** Finds secrets in readable places by the engine's marks and references, before the update. */
import * as path from "node:path";
import { nameOf } from "../../../policies/urn";
import type { PulumiRun } from "../../../engine/pulumi";
import { temporaryStack } from "../harness";

const PACK = path.join(__dirname, "../../../policies");
const CANARY = "canary-7f3a-correct-horse";
const POLICIES =
    /^(configuration-from-no-secret|no-plaintext-secret|user-data-from|stack-output|command-carries|ssm-parameter-from)/;

const PROGRAM = `
const random = require("@pulumi/random");
const command = require("@pulumi/command");
const config = new pulumi.Config();
const configured = config.requireSecret("mail");
const password = new random.RandomPassword("password", { length: 40 });
const secret = new aws.secretsmanager.Secret("secret", {});
const version = new aws.secretsmanager.SecretVersion("version", { secretId: secret.id, secretString: password.result });
const base64 = (output) => output.apply((text) => Buffer.from(text).toString("base64"));
const role = { role: "arn:aws:iam::123456789012:role/hrms", runtime: "python3.13", handler: "main.handler" };
const code = new pulumi.asset.AssetArchive({ "main.py": new pulumi.asset.StringAsset("def handler(): pass") });
const lambda = (name, variables) => new aws.lambda.Function(name, { ...role, code, environment: { variables } });

lambda("from-password", { GREETING: password.result });
lambda("from-configuration", { GREETING: configured });
lambda("from-version", { GREETING: version.secretString });
lambda("from-unmarked", { GREETING: pulumi.unsecret(password.result) });
lambda("literal", { DB_PASSWORD: "${CANARY}" });
lambda("by-arn", { SECRET_ARN: secret.arn, VERSION_ARN: version.arn, REGION: pulumi.secret("eu-central-1") });
new aws.ec2.LaunchTemplate("template-password", { userData: base64(pulumi.interpolate\`x=\${password.result}\`) });
new aws.ec2.LaunchTemplate("template-configuration", { userData: base64(configured) });
new aws.ec2.LaunchTemplate("template-version", { userData: base64(version.secretString) });
new aws.ec2.LaunchTemplate("template-arn", { userData: base64(pulumi.interpolate\`fetch \${version.arn}\`) });
new aws.ec2.Eip("tag", { tags: { Note: configured } });
new aws.ssm.Parameter("url", { name: "/hrms/url", type: "String", value: "mysql://hrms:${CANARY}@db/hrmodel" });
new aws.ssm.Parameter("plain", { name: "/hrms/host", type: "String", value: "db.internal" });
new command.local.Command("shown", { create: pulumi.interpolate\`true \${configured}\` });
exports.fromPassword = password.result;
exports.fromConfiguration = pulumi.interpolate\`mail:\${configured}\`;
exports.secretArn = secret.arn;
exports.host = "db.internal";
exports.mailPassword = "${CANARY}";
`;

/** `resource: policy` in order, with a note if the verdict is deferred. */
function found({ events }: PulumiRun): string[] {
    return events
        .flatMap(({ policyEvent: event }) => event ?? [])
        .filter(({ policyName }) => POLICIES.test(policyName))
        .map(({ policyName, resourceUrn = "", message }) => {
            const isDeferred = message.trim().startsWith("UNDETERMINED");
            return `${nameOf(resourceUrn)}: ${policyName}${isDeferred ? " (deferred)" : ""}`;
        })
        .sort();
}

const KNOWN_AT_ONCE = [
    "from-configuration: configuration-from-no-secret",
    "from-password: configuration-from-no-secret",
    "from-unmarked: configuration-from-no-secret",
    "literal: no-plaintext-secret-in-configuration",
    "shown: command-carries-no-secret",
    "tag: configuration-from-no-secret",
    "template-configuration: user-data-from-no-secret",
    "template-password: user-data-from-no-secret",
    "test-test: stack-output-holds-no-plaintext-secret",
    "test-test: stack-output-is-no-secret",
    "url: no-plaintext-secret-in-configuration",
];
const stack = temporaryStack();

beforeAll(async () => {
    stack.program(PROGRAM);
    await stack.pulumi(["config", "set", "--secret", "mail", CANARY]);
});

afterAll(() => {
    stack.remove();
});

test("finds secrets by marks and references before anything exists, and defers the rest", async () => {
    expect(found(await stack.preview("--policy-pack", PACK))).toEqual(
        [
            ...KNOWN_AT_ONCE,
            "from-version: configuration-from-no-secret (deferred)",
            "template-arn: no-plaintext-secret-in-user-data (deferred)",
            "template-password: no-plaintext-secret-in-user-data (deferred)",
            "template-version: no-plaintext-secret-in-user-data (deferred)",
            // An unknown output has neither a mark nor references, but its name tells.
            "test-test: stack-output-holds-no-plaintext-secret (deferred)",
        ].sort(),
    );
});

test("finds all secrets after the update, each with one policy", async () => {
    expect((await stack.up()).code).toBe(0);
    expect(found(await stack.preview("--policy-pack", PACK))).toEqual(
        [
            ...KNOWN_AT_ONCE,
            "from-version: configuration-from-no-secret",
            "template-version: user-data-from-no-secret",
            "test-test: stack-output-is-no-secret",
        ].sort(),
    );
});
