import { on, resourcePolicy, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { missing, RUN_ELSEWHERE, runElsewhere, type RunElsewhere } from "../run-elsewhere";
import { faultIf, isSet } from "../verdict";

export const accountHasTrail = stackPolicy({
    name: "account-has-audit-trail",
    checklist: "monitoring.security.events",
    severity: "high",
    onUnknown: "deny",
    requires: "CloudTrail records who called what in the account.",
    otherwise: "If somebody reads every payslip, nobody can tell whose credentials they used.",
    remedy: `Create an aws.cloudtrail.Trail, and leave its enableLogging at true. ${RUN_ELSEWHERE}`,
    equivalents: ["fsbp:CloudTrail.1", "fsbp:CloudTrail.3"],
    settings: runElsewhere,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing(
                "The stack has no trail that is switched on",
                elsewhere,
                () => !stack.all(types.trail).some(({ props }) => props.enableLogging !== false),
            ),
        ),
    ],
});

export const trailIsComplete = resourcePolicy({
    name: "audit-trail-is-complete",
    checklist: "monitoring.security.events",
    severity: "high",
    onUnknown: "deny",
    requires: "The audit trail records all regions, is signed and encrypted, and reaches the alarms.",
    otherwise: "An intruder works in a region that nobody watches, or edits the record afterwards.",
    remedy:
        "Set isMultiRegionTrail and enableLogFileValidation to true, and set kmsKeyId and cloudWatchLogsGroupArn. Leave " +
        "includeGlobalServiceEvents at true, and select all management calls, including those that only read.",
    equivalents: [
        "checkov:CKV_AWS_67",
        "checkov:CKV_AWS_36",
        "checkov:CKV_AWS_35",
        "checkov:CKV2_AWS_10",
        "fsbp:CloudTrail.2",
        "fsbp:CloudTrail.4",
        "fsbp:CloudTrail.5",
        "cis-aws-7.0:4.1",
        "cis-aws-7.0:4.2",
        "cis-aws-7.0:4.5",
        "trivy:AWS-0016",
    ],
    rules: [
        on(types.trail, ({ props }) => [
            ...faultIf("isMultiRegionTrail is not true", () => props.isMultiRegionTrail !== true),
            ...faultIf("enableLogFileValidation is not true", () => props.enableLogFileValidation !== true),
            ...faultIf("kmsKeyId is not set", () => !isSet(props, "kmsKeyId")),
            ...faultIf("cloudWatchLogsGroupArn is not set", () => !isSet(props, "cloudWatchLogsGroupArn")),
            ...faultIf(
                "includeGlobalServiceEvents is false",
                () => props.includeGlobalServiceEvents === false,
            ),
            ...faultIf("The event selectors leave out management calls", () => !recordsCalls(props)),
        ]),
    ],
});

/** Selectors replace the default, which records every call that reads or changes the account. */
function recordsCalls({
    eventSelectors = [],
    advancedEventSelectors = [],
}: Props<typeof types.trail>): boolean {
    if (eventSelectors.length + advancedEventSelectors.length === 0) return true;
    return (
        eventSelectors.some(
            ({ includeManagementEvents, readWriteType }) =>
                includeManagementEvents !== false && (readWriteType ?? "All") === "All",
        ) ||
        advancedEventSelectors.some(
            ({ fieldSelectors }) =>
                fieldSelectors.some(
                    ({ field, equals }) => field === "eventCategory" && equals?.includes("Management"),
                ) && !fieldSelectors.some(({ field }) => field === "readOnly"),
        )
    );
}

export const accountHasThreatDetection = stackPolicy({
    name: "account-has-threat-detection",
    checklist: "monitoring.security.intrusion-detection",
    severity: "high",
    onUnknown: "deny",
    requires: "GuardDuty looks for intruders in the account.",
    otherwise: "Stolen credentials and hosts that mine coins show up only in the bill a month later.",
    remedy: `Create an aws.guardduty.Detector with enable true. ${RUN_ELSEWHERE}`,
    equivalents: ["checkov:CKV2_AWS_3", "fsbp:GuardDuty.1"],
    settings: runElsewhere,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing(
                "The stack has no detector that is switched on",
                elsewhere,
                () => !stack.all(types.detector).some(({ props }) => props.enable !== false),
            ),
        ),
    ],
});

export const accountHasConfigurationRecord = stackPolicy({
    name: "account-has-configuration-record",
    checklist: "monitoring.security.events",
    severity: "high",
    onUnknown: "deny",
    requires: "AWS Config records every resource of the account.",
    otherwise:
        "Nobody can tell how long a bucket was open, so you have to inform everyone whose data is in it.",
    remedy:
        "Create an aws.cfg.Recorder with recordingGroup.allSupported true, and its RecorderStatus with isEnabled true. " +
        RUN_ELSEWHERE,
    equivalents: ["checkov:CKV2_AWS_45", "fsbp:Config.1", "cis-aws-7.0:4.3"],
    settings: runElsewhere,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) =>
            missing(
                "The stack has no recorder that is switched on",
                elsewhere,
                () =>
                    !stack
                        .all(types.configurationRecorder)
                        .some((recorder) =>
                            stack
                                .referring(types.configurationRecorderStatus, "name", recorder)
                                .some(({ props }) => props.isEnabled),
                        ),
            ),
        ),
        on(types.configurationRecorder, ({ props }) =>
            faultIf(
                "recordingGroup leaves resources out",
                // By default, AWS records all resources except IAM's.
                () => props.recordingGroup?.allSupported === false,
            ),
        ),
    ],
});
