import { plansFor } from "../aws/backup-plans";
import { bucketNames } from "../aws/bucket-roles";
import { onData } from "../aws/data-holders";
import { stackPolicy } from "../policy";
import { faultIf } from "../verdict";

export const planCoversData = stackPolicy({
    name: "backup-plan-covers-data",
    checklist: "backup.application.files",
    severity: "high",
    onUnknown: "deny",
    requires: "A backup plan selects every database, data disk, file system and bucket of uploads.",
    otherwise: "Forgotten payslips and contracts have no backup when you need one.",
    remedy: "Add the resource's ARN to the resources of an aws.backup.Selection, or give the resource a tag that a selection uses.",
    equivalents: [
        "checkov:CKV2_AWS_8",
        "checkov:CKV2_AWS_9",
        "checkov:CKV2_AWS_18",
        "fsbp:RDS.26",
        "fsbp:EC2.28",
    ],
    settings: { bucketWords: bucketNames.bucketWords },
    rules: onData((subject, stack) =>
        faultIf(
            "No backup plan of the stack selects the resource",
            () => plansFor(subject, stack).length === 0,
        ),
    ),
});
