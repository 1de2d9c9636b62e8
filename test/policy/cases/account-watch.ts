import * as types from "../../../policies/resource-types";
import type { CaseTable, Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { accountBlock, analyzer, hub, scan, standard } from "../sound-account";
import { root, without } from "../scenes/account";
import { watchedAccount } from "../scenes/watched-account";

const withHub = (...others: readonly Resource[]): Scene => [
    ...without(types.securityHub, types.securityStandard),
    ...others,
];
const withAnalyzer = (props: object): Scene => [...without(types.accessAnalyzer), analyzer({ ...props })];
const withScan = (resourceTypes: unknown): Scene => [
    ...without(types.vulnerabilityScan),
    scan({ resourceTypes }),
];

export const cases: CaseTable = {
    "account-checks-security-standards": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "the foundational standard": [root, ...watchedAccount],
            "AWS's default standards": withHub(hub({ enableDefaultStandards: undefined })),
        },
        violating: {
            "only another standard": withHub(
                hub(),
                standard({ standardsArn: "arn:aws:securityhub:eu-central-1::standards/pci-dss/v/4.0.1" }),
            ),
            "a hub without a standard": withHub(hub()),
            "a standard without a hub": withHub(standard()),
        },
        omitted: { "a hub": ["fail", ...withHub()] },
        unknown: { standardsArn: ["undetermined", ...withHub(hub(), standard({ standardsArn: UNKNOWN }))] },
    },
    "account-has-access-analyzer": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "an analyzer for the account": [root, ...watchedAccount],
            "an analyzer for the organization": withAnalyzer({ type: "ORGANIZATION" }),
        },
        violating: { "an analyzer of unused access": withAnalyzer({ type: "ACCOUNT_UNUSED_ACCESS" }) },
        omitted: {
            "an analyzer": ["fail", ...without(types.accessAnalyzer)],
            type: ["pass", ...withAnalyzer({ type: undefined })],
        },
        unknown: { type: ["undetermined", ...withAnalyzer({ type: UNKNOWN })] },
    },
    "account-scans-for-vulnerabilities": {
        is: ["advisory", "medium", "deny"],
        compliant: { "a scan of hosts": withScan(["EC2"]) },
        violating: { "a scan of functions only": withScan(["LAMBDA"]) },
        omitted: { "a scan": ["fail", ...without(types.vulnerabilityScan)] },
        unknown: { resourceTypes: ["undetermined", ...withScan(UNKNOWN)] },
    },
    "account-blocks-public-buckets": {
        is: ["advisory", "medium", "deny"],
        compliant: { "a block with all four settings": [root, ...watchedAccount] },
        violating: {
            "a block that allows public ACLs": [accountBlock({ blockPublicAcls: false })],
            "a block that allows public bucket policies": [accountBlock({ blockPublicPolicy: false })],
            "a block that honors existing public ACLs": [accountBlock({ ignorePublicAcls: false })],
            "a block that leaves public buckets open to other accounts": [
                accountBlock({ restrictPublicBuckets: false }),
            ],
        },
        omitted: {
            "a block": ["fail", ...without(types.accountPublicAccessBlock)],
            blockPublicAcls: ["fail", accountBlock({ blockPublicAcls: undefined })],
        },
        unknown: { blockPublicAcls: ["undetermined", accountBlock({ blockPublicAcls: UNKNOWN })] },
    },
};
