import * as aws from "@pulumi/aws";
import { subnetA, subnetB } from "../support/fixtures";
import { casesOf } from "../support/table";

const proxy = (): aws.rds.ProxyArgs => ({
    engineFamily: "MYSQL",
    roleArn: "arn:aws:iam::123456789012:role/proxy",
    vpcSubnetIds: [subnetA().id, subnetB().id],
    requireTls: true,
});

export const cases = [
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
];
