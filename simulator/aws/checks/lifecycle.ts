import { Fault, Properties } from "../../resource-type";
import { blocksAt, isSet, numberAt, textAt } from "../../checks";

/** Objects must stay in S3 Standard for 30 days before they move to these classes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const INFREQUENT = ["STANDARD_IA", "ONEZONE_IA"];
const ACTIONS = [
    "expiration",
    "transitions",
    "noncurrentVersionExpiration",
    "noncurrentVersionTransitions",
    "abortIncompleteMultipartUpload",
];

/** Finds a transition to infrequent access before day 30. */
export function earlyTransition(rule: Properties, at: number): Fault | undefined {
    const faults = [
        ...blocksAt(rule, "transitions").map((block) => ({
            block,
            days: "days",
            list: "transitions",
            action: "'Days' in Transition",
        })),
        ...blocksAt(rule, "noncurrentVersionTransitions").map((block) => ({
            block,
            days: "noncurrentDays",
            list: "noncurrentVersionTransitions",
            action: "'NoncurrentDays' in NoncurrentVersionTransition",
        })),
    ].filter(
        ({ block, days }) =>
            INFREQUENT.includes(textAt(block, "storageClass") ?? "") && (numberAt(block, days) ?? 30) < 30,
    );
    const [first] = faults;
    return (
        first && {
            property: `rules[${at}].${first.list}`,
            message: `InvalidArgument: ${first.action} action must be greater than or equal to 30 for storageClass '${textAt(first.block, "storageClass")}'`,
        }
    );
}

/** Finds an expiration on or before the day of the last transition. */
export function expiryBeforeTransition(rule: Properties, at: number): Fault | undefined {
    const expiry = numberAt(rule, "expiration.days");
    const latest = Math.max(
        ...blocksAt(rule, "transitions").map((block) => numberAt(block, "days") ?? 0),
        -1,
    );
    return expiry !== undefined && expiry <= latest
        ? {
              property: `rules[${at}].expiration.days`,
              message: `InvalidArgument: 'Days' in the Expiration action for filter must be greater than 'Days' in the Transition action: ${expiry} <= ${latest}`,
          }
        : undefined;
}

export function noAction(rule: Properties, at: number): Fault | undefined {
    return ACTIONS.some((action) => isSet(rule, action) && JSON.stringify(rule[action]) !== "[]")
        ? undefined
        : {
              property: `rules[${at}]`,
              message: "InvalidRequest: At least one action needs to be specified in a rule",
          };
}
