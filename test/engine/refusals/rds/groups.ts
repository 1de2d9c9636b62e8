import * as aws from "@pulumi/aws";
import { subnetA, subnetB } from "../support/fixtures";
import { casesOf } from "../support/table";

const parameterGroup = (): aws.rds.ParameterGroupArgs => ({
    family: "mysql8.4",
    parameters: [
        { name: "require_secure_transport", value: "1" },
        { name: "long_query_time", value: "0.5" },
        { name: "max_connections", value: "{DBInstanceClassMemory/12582880}" },
        { name: "performance_schema", value: "1", applyMethod: "pending-reboot" },
    ],
});

export const cases = [
    ...casesOf(aws.rds.ParameterGroup, parameterGroup, [
        [
            "rds-parameter-group-name",
            { name: "HRMS" },
            "contain only lower-case letters, digits and single hyphens",
        ],
        [
            "rds-parameter-group-family-unknown",
            { family: "mysql9.9" },
            "is not a valid parameter group family",
        ],
        [
            "rds-parameter-unknown",
            { parameters: [{ name: "max_conections", value: "100" }] },
            "Could not find parameter with name: max_conections",
        ],
        [
            "rds-parameter-value",
            { parameters: [{ name: "require_secure_transport", value: "yes" }] },
            "Invalid parameter value: yes for: require_secure_transport allowed values are: 0, 1",
        ],
        [
            "rds-parameter-value",
            { parameters: [{ name: "innodb_flush_log_at_trx_commit", value: "3" }] },
            "allowed values are: 0-2",
        ],
        [
            "rds-parameter-static",
            { parameters: [{ name: "performance_schema", value: "1" }] },
            "cannot use immediate apply method for static parameter",
        ],
    ]),
    ...casesOf(aws.rds.SubnetGroup, () => ({ subnetIds: [subnetA().id, subnetB().id] }), [
        ["rds-subnet-group-name", { name: "default" }, "The parameter DBSubnetGroupName is not valid"],
        [
            "rds-subnet-group-subnets",
            { subnetIds: ["subnet-0123456789abcdef0"] },
            "InvalidSubnet: The subnet 'subnet-0123456789abcdef0' does not exist",
        ],
        [
            "rds-subnet-group-zones",
            () => ({ subnetIds: [subnetA().id] }),
            "Current AZ coverage: eu-central-1a. Add subnets to cover at least 2 AZs.",
        ],
    ]),
];
