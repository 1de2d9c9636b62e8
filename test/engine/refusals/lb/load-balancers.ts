import * as aws from "@pulumi/aws";
import { closedSubnetA, closedSubnetB, group, subnetA, subnetB } from "../support/fixtures";
import { casesOf, clash } from "../support/table";

const balancer = (): aws.lb.LoadBalancerArgs => ({
    subnets: [subnetA().id, subnetB().id],
    securityGroups: [group().id],
});

export const cases = [
    ...casesOf(aws.lb.LoadBalancer, balancer, [
        ["lb-name", { name: "internal-web" }, "and must not begin with internal-"],
        [
            "lb-name",
            { name: "web_app" },
            'no hyphen at either end, and must not begin with internal-: "web_app"',
        ],
        [
            "lb-subnet-missing",
            { subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] },
            "SubnetNotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
        ],
        [
            "lb-group-missing",
            { securityGroups: ["sg-0123456789abcdef0"] },
            "InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist",
        ],
        [
            "lb-two-zones",
            () => ({ subnets: [subnetA().id] }),
            "ValidationError: At least two subnets in two different Availability Zones must be specified",
        ],
        [
            "lb-two-zones",
            () => ({ subnets: [subnetA().id, closedSubnetA().id] }),
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        ],
        [
            "lb-no-internet",
            () => ({ subnets: [closedSubnetA().id, closedSubnetB().id] }),
            "has no internet gateway",
        ],
        [
            "lb-idle-timeout",
            { idleTimeout: 5_000 },
            "expected idleTimeout to be in the range (1 - 4000), got 5000",
        ],
        [
            "lb-access-logs-bucket",
            { accessLogs: { bucket: "gone", enabled: true } },
            "InvalidConfigurationRequest: Access Denied for bucket: gone. Please check S3bucket permission",
        ],
    ]),
    clash(
        "lb-name-taken",
        aws.lb.LoadBalancer,
        () => ({ ...balancer(), name: "taken" }),
        "DuplicateLoadBalancerName: A load balancer with the name taken already exists",
    ),
];
