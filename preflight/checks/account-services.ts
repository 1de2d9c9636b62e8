/** What exists once in an account or a region, compared with what the settings say. */
import { configRoleFaults, leftoverFaults } from "../../components/account/faults";
import { set } from "../../config/fault";
import { commandLine } from "../../config/message";
import type { RegionAsks } from "../ask";
import type { Trail } from "../ask/detection";
import { asFinding, check, found, type Check, type Finding } from "../check";
import type { KindId } from "../kinds";
import { plannedIn, type Wanted } from "../wanted";

const RUNBOOK = "docs/runbook/updates.md#a-detection-service-exists-already";

const elsewhere = (setting: string): string =>
    commandLine([set(setting, "elsewhere: the security team runs it")]);

/** GuardDuty and Security Hub, in the words of the program's own check. */
const leftover = (setting: "guardDuty" | "securityHub", id: KindId, what: string): Check =>
    check({
        subject: "account-services",
        fine: `${what} is as hrms:${setting} says.`,
        isFirst: true,
        ask: (asks, { settings }) => asks.in(settings.region)[setting].isOn(),
        judge: (isOn, { settings }) =>
            leftoverFaults(settings, { leftovers: isOn ? [setting] : [] }).map(asFinding(id)),
    });

type Once = "awsConfig" | "accessAnalyzer";

export function onceFindings(
    id: KindId,
    setting: Once,
    what: string,
    names: readonly string[],
    { settings }: Wanted,
): Finding[] {
    if (settings[setting] !== "here" || names.length === 0) return [];
    return [
        found(
            id,
            `hrms:${setting} is "here", but there is ${what} in ${settings.region} already (${names.join(", ")}), and AWS rejects a second one.`,
            `${elsewhere(setting)}, or take it over: ${RUNBOOK}`,
        ),
    ];
}

/** What the region has one of. @param names - asks for those that are there */
const onlyOne = (
    id: KindId,
    setting: Once,
    what: string,
    fine: string,
    names: (asks: RegionAsks) => Promise<readonly string[]>,
): Check =>
    check({
        subject: "account-services",
        fine,
        isFirst: true,
        ask: (asks, { settings }) => names(asks.in(settings.region)),
        judge: (found, wanted) => onceFindings(id, setting, what, found, wanted),
    });

export function trailFindings(trails: readonly Trail[], { settings }: Wanted): Finding[] {
    if (settings.cloudTrail !== "here") return [];
    const others = trails.filter(
        ({ name, isMultiRegion }) => isMultiRegion && name !== `hrms-${settings.stack}`,
    );
    return others.map(({ name, homeRegion }) =>
        found(
            "trail-exists",
            `hrms:cloudTrail is "here", but the trail ${name} of ${homeRegion} records every region already.`,
            elsewhere("cloudTrail"),
        ),
    );
}

const LINKED_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html */
const linkedRoles = (wanted: Wanted): string[] =>
    plannedIn(wanted, LINKED_ROLE, wanted.settings.region)
        .filter(({ inputs }) => inputs.awsServiceName === "autoscaling.amazonaws.com")
        .map(({ inputs }) => `AWSServiceRoleForAutoScaling_${String(inputs.customSuffix)}`);

export const ACCOUNT_SERVICES: readonly Check[] = [
    leftover("guardDuty", "guardduty-on", "GuardDuty"),
    leftover("securityHub", "security-hub-on", "Security Hub"),
    onlyOne(
        "config-recorder-exists",
        "awsConfig",
        "a recorder",
        "AWS Config has no recorder in the way.",
        ({ config }) => config.recorders(),
    ),
    onlyOne(
        "config-channel-exists",
        "awsConfig",
        "a delivery channel",
        "AWS Config has no delivery channel in the way.",
        ({ config }) => config.channels(),
    ),
    check({
        subject: "account-services",
        fine: "AWS Config has its role.",
        ask: ({ iam }) => iam.hasRole("AWSServiceRoleForConfig"),
        judge: (configRole, { settings }) =>
            configRoleFaults(settings, { configRole }).map(asFinding("config-role-absent")),
    }),
    onlyOne(
        "analyzer-exists",
        "accessAnalyzer",
        "an analyzer",
        "IAM Access Analyzer has no analyzer in the way.",
        ({ analyzer }) => analyzer.analyzers(),
    ),
    check({
        subject: "account-services",
        fine: "Inspector is as hrms:inspector says.",
        isFirst: true,
        ask: (asks, { settings }) => asks.in(settings.region).inspector.isOn(settings.awsAccountId),
        judge: (isOn, { settings: { inspector, region } }) =>
            isOn && inspector === "here"
                ? [
                      found(
                          "inspector-on",
                          `hrms:inspector is "here", but Inspector is on in ${region} already.`,
                          elsewhere("inspector"),
                      ),
                  ]
                : [],
    }),
    check({
        subject: "account-services",
        fine: "No other trail records every region.",
        ask: (asks, { settings }) => asks.in(settings.region).trails.trails(),
        judge: trailFindings,
    }),
    check({
        subject: "account-services",
        fine: "The account blocks public access to S3.",
        ask: (asks, { settings }) => asks.in(settings.region).publicAccess.isBlocked(settings.awsAccountId),
        judge: (isBlocked, { settings: { awsAccountId } }) =>
            isBlocked
                ? []
                : [
                      found(
                          "public-access-possible",
                          `Account ${awsAccountId} does not block public access to all its buckets.`,
                          `aws s3control put-public-access-block --account-id ${awsAccountId} --public-access-block-configuration ` +
                              "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
                      ),
                  ],
    }),
    check({
        subject: "account-services",
        fine: "The role for Auto Scaling does not exist yet.",
        isFirst: true,
        ask: async ({ iam }, wanted) => {
            const names = linkedRoles(wanted);
            const taken = await Promise.all(names.map((name) => iam.hasRole(name)));
            return names.filter((_, at) => taken[at]);
        },
        judge: (names) =>
            names.map((name) =>
                found(
                    "linked-role-exists",
                    `The role ${name} exists already.`,
                    `aws iam delete-service-linked-role --role-name ${name}`,
                ),
            ),
    }),
];
