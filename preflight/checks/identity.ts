import { set } from "../../config/fault";
import { commandLine } from "../../config/message";
import type { Identity } from "../ask/identity";
import { check, found, type Check, type Finding } from "../check";
import type { Wanted } from "../wanted";

const MINUTE = 60_000;
/** The first `pulumi up` takes most of an hour: RDS and ElastiCache alone take up to 20 minutes each. */
const LONG_ENOUGH = 60 * MINUTE;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const MOST_SKEW = 5 * MINUTE;

/** @param now - milliseconds since 1970 */
export function identityFindings(identity: Identity, { settings }: Wanted, now: number): Finding[] {
    const { account, arn, expires, clockOffset = 0 } = identity;
    const { awsAccountId } = settings;
    const left = expires === undefined ? Infinity : expires.getTime() - now;
    return [
        ...(account === awsAccountId
            ? []
            : [
                  found(
                      "account-differs",
                      `The credentials belong to account ${account}, and hrms:awsAccountId is ${awsAccountId}.`,
                      `set AWS_PROFILE to a profile of account ${awsAccountId}, or: ${commandLine([set("awsAccountId", account)])}`,
                  ),
              ]),
        ...(arn.endsWith(":root")
            ? [
                  found(
                      "root-user",
                      `The credentials belong to the root user of account ${account}.`,
                      "sign in with a role of IAM Identity Center, and delete the root user's access keys",
                  ),
              ]
            : []),
        ...(left < LONG_ENOUGH
            ? [
                  found(
                      "credentials-expire",
                      `The credentials expire in ${Math.max(0, Math.floor(left / MINUTE))} minutes.`,
                      "aws sso login",
                  ),
              ]
            : []),
        ...(Math.abs(clockOffset) >= MOST_SKEW
            ? [
                  found(
                      "clock-differs",
                      `The clock of this machine is ${Math.round(Math.abs(clockOffset) / MINUTE)} minutes ${clockOffset > 0 ? "slow" : "fast"}.`,
                      "timedatectl set-ntp true",
                  ),
              ]
            : []),
    ];
}

/** Regions that the stack uses. CloudFront and its certificate need us-east-1, which cannot be switched off. */
export const regionsOf = ({ settings: { region, backupRegion } }: Wanted): string[] => [
    ...new Set([region, ...(backupRegion === undefined ? [] : [backupRegion])]),
];

/** Where global services answer, and a region that every account has. */
export const ALWAYS_ON = "us-east-1";

export function regionFindings(enabled: ReadonlyMap<string, boolean>, wanted: Wanted): Finding[] {
    return regionsOf(wanted)
        .filter((region) => enabled.get(region) !== true)
        .map((region) =>
            found(
                "region-off",
                `Region ${region} is not enabled in account ${wanted.settings.awsAccountId}.`,
                `aws account enable-region --region-name ${region}`,
            ),
        );
}

/** Asked before everything else: without them, no other answer means anything. */
export const IDENTITY: Check = check({
    subject: "identity",
    fine: "The credentials belong to the stack's account and last long enough.",
    ask: ({ sts }) => sts.identity(),
    judge: (facts, wanted) => identityFindings(facts, wanted, Date.now()),
});

export const REGIONS: Check = check({
    subject: "identity",
    fine: "The account can use the stack's regions.",
    ask: (asks) => asks.in(ALWAYS_ON).ec2.regions(),
    judge: regionFindings,
});
