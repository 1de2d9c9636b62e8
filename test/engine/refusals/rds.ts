import * as aws from "@pulumi/aws";
import { subnetA, subnetB } from "./fixtures";
import { cases as instance } from "./rds-instance";
import { casesOf } from "./table";

const parameterGroup = (): aws.rds.ParameterGroupArgs => ({
    family: "mysql8.4",
    parameters: [
        { name: "require_secure_transport", value: "1" },
        { name: "long_query_time", value: "0.5" },
        { name: "max_connections", value: "{DBInstanceClassMemory/12582880}" },
        { name: "performance_schema", value: "1", applyMethod: "pending-reboot" },
    ],
});

const proxy = (): aws.rds.ProxyArgs => ({
    engineFamily: "MYSQL",
    roleArn: "arn:aws:iam::123456789012:role/proxy",
    vpcSubnetIds: [subnetA().id, subnetB().id],
    requireTls: true,
});

const topic = "arn:aws:sns:eu-central-1:123456789012:alerts";

export const cases = [
    ...instance,
    ...casesOf(aws.rds.ParameterGroup, parameterGroup, [
        [
            "rds-parameter-group-name",
            { name: "HRMS" },
            "hold only lower-case letters, digits and single hyphens",
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
    ...casesOf(aws.rds.Proxy, proxy, [
        ["rds-proxy-name", { name: "hrms_proxy" }, "The parameter DBProxyName must begin with a letter"],
        [
            "rds-proxy-engine-family",
            { engineFamily: "MARIADB" },
            "expected engineFamily to be one of [MYSQL, POSTGRESQL, SQLSERVER], got MARIADB",
        ],
        ["rds-proxy-idle-timeout", { idleClientTimeout: 28801 }, "range (1 - 28800), got 28801"],
        [
            "rds-proxy-zones",
            () => ({ vpcSubnetIds: [subnetA().id] }),
            "must be in at least two Availability Zones",
        ],
    ]),
    ...casesOf(
        aws.rds.ProxyDefaultTargetGroup,
        (name) => ({ dbProxyName: new aws.rds.Proxy(`${name}-proxy`, proxy()).name }),
        [
            [
                "rds-proxy-borrow-timeout",
                { connectionPoolConfig: { connectionBorrowTimeout: 3601 } },
                "range (0 - 3600), got 3601",
            ],
            [
                "rds-proxy-pool-size",
                { connectionPoolConfig: { maxConnectionsPercent: 50, maxIdleConnectionsPercent: 60 } },
                "got 50 and 60",
            ],
        ],
    ),
    ...casesOf(
        aws.rds.EventSubscription,
        () => ({ snsTopic: topic, sourceType: "db-instance", eventCategories: ["failover", "low storage"] }),
        [
            [
                "rds-event-source-type",
                { sourceType: "database", eventCategories: [] },
                "expected sourceType to be one of",
            ],
            [
                "rds-event-category",
                { eventCategories: ["fail-over"] },
                "The event category 'fail-over' does not exist for the source type db-instance",
            ],
            [
                "rds-event-sources-without-type",
                { sourceType: undefined, sourceIds: ["hrms"] },
                "If SourceIds are supplied, SourceType must also be provided",
            ],
        ],
    ),
];
