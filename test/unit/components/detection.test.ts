import * as aws from "@pulumi/aws";
import { Alerts } from "../../../components/alerts";
import { Detection } from "../../../components/detection";
import { FINDINGS, SERVICES, type Service } from "../../../components/detection/findings";
import { Keys } from "../../../components/keys";
import { Storage } from "../../../components/storage";
import { record, statementsOf, valueOf, type Recording } from "./harness";
import { exampleSettings } from "../../../config/example";
import { filled } from "../../support/event-pattern";
import { SAMPLES } from "./internal/event-samples";

const STARTER = { profile: "starter", backupRegion: undefined } as const;

type Overrides = Parameters<typeof exampleSettings>[0];

function detection(
    overrides?: Overrides,
): Promise<Recording<{ alerts: Alerts; storage: Storage; detection: Detection }>> {
    const settings = exampleSettings(overrides);
    const program = () => {
        const keys = new Keys("keys", settings);
        const alerts = new Alerts("alerts", { ...settings, keys });
        const storage = new Storage("storage", { ...settings, keys });
        return {
            alerts,
            storage,
            detection: new Detection("detection", { ...settings, keys, alerts, storage }),
        };
    };
    return record(program, { outputs: { "aws:s3/bucket:Bucket": ({ name }) => ({ bucket: name }) } });
}

/** What must be gone when a service is run elsewhere. */
const RESOURCES: Record<Service, string[]> = {
    cloudTrail: ["aws:cloudtrail/trail:Trail"],
    guardDuty: [
        "aws:guardduty/detector:Detector",
        "aws:guardduty/detectorFeature:DetectorFeature",
        "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
    ],
    awsConfig: [
        "aws:cfg/recorder:Recorder",
        "aws:cfg/deliveryChannel:DeliveryChannel",
        "aws:cfg/recorderStatus:RecorderStatus",
    ],
    securityHub: [
        "aws:securityhub/account:Account",
        "aws:securityhub/standardsControlAssociation:StandardsControlAssociation",
        "aws:securityhub/standardsSubscription:StandardsSubscription",
    ],
    inspector: ["aws:inspector2/enabler:Enabler", "command:local:Command"],
    accessAnalyzer: ["aws:accessanalyzer/analyzer:Analyzer"],
};

const REASON = "the security team runs it for all accounts";

describe("Detection", () => {
    it.each(SERVICES)("runs %s here, or leaves all of it out and keeps the reason", async (service) => {
        const here = await detection();
        const elsewhere = await detection({ [service]: `elsewhere: ${REASON}` });
        for (const type of RESOURCES[service]) {
            expect({ type, here: here.all(type).length > 0 }).toEqual({ type, here: true });
            expect({ type, elsewhere: elsewhere.all(type).length }).toEqual({ type, elsewhere: 0 });
        }
        for (const other of SERVICES.filter((one) => one !== service)) {
            const types = RESOURCES[other];
            expect(types.map((type) => elsewhere.all(type).length)).toEqual(
                types.map((type) => here.all(type).length),
            );
        }
        expect(elsewhere.result.detection.elsewhere).toEqual({ [service]: REASON });
        const rules = elsewhere.all(aws.cloudwatch.EventRule).map(({ name }) => name);
        expect(rules).toEqual(
            FINDINGS.filter(({ from }) => from !== service).map(({ name }) => `detection-${name}`),
        );
    });

    it("keeps a signed, encrypted trail of all regions, with who touched which upload", async () => {
        const stack = await detection();
        const { inputs, dependencies } = stack.one(aws.cloudtrail.Trail);
        expect(inputs).toMatchObject({
            name: "hrms-prod",
            isMultiRegionTrail: true,
            includeGlobalServiceEvents: true,
            enableLogging: true,
            enableLogFileValidation: true,
            s3KeyPrefix: "cloudtrail",
            s3BucketName: "storage-logs",
        });
        const media = await valueOf(stack.result.storage.media.arn);
        const fields = inputs.advancedEventSelectors?.flatMap((selector) => selector.fieldSelectors);
        expect(fields).toContainEqual({ field: "resources.ARN", startsWiths: [`${media}/`] });
        expect(fields).toContainEqual({ field: "eventCategory", equals: ["Management"] });
        expect(String(inputs.cloudWatchLogsGroupArn)).toMatch(/:\*$/);
        expect(dependencies.some((urn) => urn.endsWith("detection-trail-role-policy"))).toBe(true);
        const group = stack.one(aws.cloudwatch.LogGroup, "detection-trail-logs");
        expect(group.inputs).toMatchObject({ name: "/hrms/prod/trail", retentionInDays: 365 });
    });

    it("detects threats on hosts, buckets and functions, and claims nothing for RDS", async () => {
        const stack = await detection();
        const features = stack.all(aws.guardduty.DetectorFeature).map(({ inputs }) => inputs);
        expect(features.map(({ name }) => name)).toEqual([
            "S3_DATA_EVENTS",
            "EBS_MALWARE_PROTECTION",
            "LAMBDA_NETWORK_LOGS",
            "RUNTIME_MONITORING",
        ]);
        expect(features.every(({ status }) => status === "ENABLED")).toBe(true);
        expect(features.at(-1)?.additionalConfigurations).toContainEqual({
            name: "EC2_AGENT_MANAGEMENT",
            status: "ENABLED",
        });
    });

    it("sends a finding at once, and what is added to it as seldom as GuardDuty can", async () => {
        const { inputs } = (await detection()).one(aws.guardduty.Detector);
        expect(inputs.findingPublishingFrequency).toBe("SIX_HOURS");
    });

    it("scans uploads with a role that can read and tag them and nothing else of the account's", async () => {
        const stack = await detection();
        const media = await valueOf(stack.result.storage.media.arn);
        const { inputs } = stack.one(aws.guardduty.MalwareProtectionPlan);
        expect(inputs.protectedResource).toEqual({
            s3Bucket: { bucketName: "storage-media" },
        });
        const { policy } = stack.one(aws.iam.RolePolicy, "detection-guard-duty-uploads-role-policy").inputs;
        const s3 = Object.values(statementsOf(policy)).filter(({ Action }) => Action[0]?.startsWith("s3:"));
        for (const { Resource = [] } of s3) {
            expect(Resource.every((arn) => arn.startsWith(media))).toBe(true);
        }
    });

    it("switches the recorder on only once it can deliver, and checks standards on top of it", async () => {
        const stack = await detection();
        const waitsFor = (type: string, name: string): boolean =>
            stack.one(type).dependencies.some((urn) => urn.endsWith(`::${name}`));
        expect(waitsFor("aws:cfg/recorderStatus:RecorderStatus", "detection-config-delivery")).toBe(true);
        expect(waitsFor("aws:securityhub/account:Account", "detection-config")).toBe(true);
        expect(
            stack.all(aws.securityhub.StandardsSubscription).map(({ inputs }) => inputs.standardsArn),
        ).toEqual([
            "arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0",
            "arn:aws:securityhub:eu-central-1::standards/cis-aws-foundations-benchmark/v/3.0.0",
        ]);
    });

    it("records with AWS Config's own role, which no stack owns", async () => {
        const stack = await detection();
        expect(stack.one(aws.cfg.Recorder).inputs.roleArn).toBe(
            "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
        );
        expect(stack.all(aws.iam.Role).filter(({ name }) => name.includes("config"))).toEqual([]);
    });

    it("scans hosts, images and functions, and the functions' own code where Inspector can", async () => {
        const scanned = async (region: string): Promise<unknown> =>
            (await detection({ region, backupRegion: "eu-west-2" })).one(aws.inspector2.Enabler).inputs
                .resourceTypes;
        expect(await scanned("eu-central-1")).toEqual(["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"]);
        expect(await scanned("eu-west-3")).toEqual(["EC2", "ECR", "LAMBDA"]);
    });

    it("keeps documents of Systems Manager private, also when the stack is gone", async () => {
        const settings = (await detection()).all(aws.ssm.ServiceSetting);
        const prefix = "arn:aws:ssm:eu-central-1:123456789012:servicesetting/ssm";
        expect(settings.map(({ inputs }) => [inputs.settingId, inputs.settingValue])).toEqual([
            [`${prefix}/documents/console/public-sharing-permission`, "Disable"],
            [`${prefix}/automation/customer-script-log-destination`, "CloudWatch"],
        ]);
        expect(settings.every(({ retainOnDelete }) => retainOnDelete)).toBe(true);
    });

    it("switches a control on again when its exception no longer holds, and asks nothing of young regions", async () => {
        const statusIn = async (changes?: Overrides): Promise<unknown> =>
            (await detection(changes)).one(
                aws.securityhub.StandardsControlAssociation,
                "detection-fsbp-rds-5",
            ).inputs.associationStatus;
        expect(await statusIn(STARTER)).toBe("DISABLED");
        expect(await statusIn()).toBe("ENABLED");
        const young = await detection({ region: "eu-south-2", backupRegion: "eu-west-2" });
        expect(young.all(aws.securityhub.StandardsControlAssociation)).toEqual([]);
    });

    it("sends each finding to the topic of its severity, as a sentence", async () => {
        const stack = await detection();
        const { alerts } = stack.result;
        const topics = {
            critical: await valueOf(alerts.critical.arn),
            warning: await valueOf(alerts.warning.arn),
        };
        for (const finding of FINDINGS) {
            const { inputs } = stack.one(aws.cloudwatch.EventTarget, `detection-${finding.name}-target`);
            expect(inputs.arn).toBe(topics[finding.severity]);
            expect(JSON.parse(String(inputs.inputTransformer?.inputTemplate))).toBe(finding.message);
        }
    });

    it("tells each finding of Security Hub once: what has written to people marks it as told", async () => {
        const stack = await detection();
        const automation =
            "arn:aws:ssm:eu-central-1:123456789012:automation-definition/hrms-prod-finding-told:$DEFAULT";
        const marked = stack
            .all(aws.cloudwatch.EventTarget)
            .filter(({ inputs }) => inputs.arn === automation)
            .map(({ inputs }) => inputs.rule);
        const written = FINDINGS.filter(({ from }) => from === "securityHub").map(
            ({ name }) => stack.one(aws.cloudwatch.EventTarget, `detection-${name}-target`).inputs.rule,
        );
        expect(written).toHaveLength(2);
        expect(marked).toEqual(written);

        const [sample] = SAMPLES.filter(({ rule }) => rule === "hrms-detection-control-critical");
        const [target] = stack
            .all(aws.cloudwatch.EventTarget)
            .filter(({ inputs }) => inputs.arn === automation);
        const { inputPaths = {}, inputTemplate = "" } = target?.inputs.inputTransformer ?? {};
        const quoted = inputTemplate.replace(/<\w+>/g, '"$&"');
        const parameters = JSON.parse(filled(quoted, inputPaths, sample?.event)) as Record<string, string[]>;
        const document = stack.one(aws.ssm.Document, "detection-told").inputs;
        const { mainSteps, parameters: wanted } = JSON.parse(document.content ?? "") as {
            mainSteps: { inputs: object }[];
            parameters: object;
        };
        expect(Object.keys(parameters)).toEqual(Object.keys(wanted));
        expect(parameters.FindingId).toEqual([expect.stringContaining("/finding/")]);
        expect(parameters.ProductArn).toEqual(["arn:aws:securityhub:us-east-2::product/aws/securityhub"]);
        expect(mainSteps[0]?.inputs).toMatchObject({
            Api: "BatchUpdateFindings",
            Workflow: { Status: "NOTIFIED" },
        });
    });

    it("calls people for GuardDuty's severity 7 and above, and writes to them from 4 on", () => {
        const [threat, suspicion] = FINDINGS;
        expect(threat).toMatchObject({
            severity: "critical",
            pattern: { detail: { severity: [{ numeric: [">=", 7] }] } },
        });
        expect(suspicion).toMatchObject({
            severity: "warning",
            pattern: { detail: { severity: [{ numeric: [">=", 4, "<", 7] }] } },
        });
    });

    it("names no upload in an alert: names of files are personal data", () => {
        expect(JSON.stringify(FINDINGS)).not.toContain("objectKey");
    });
});
