import * as aws from "@pulumi/aws";
import { vpc } from "../support/fixtures";
import { casesOf, clash } from "../support/table";

const targets = (): aws.lb.TargetGroupArgs => ({
    vpcId: vpc().id,
    port: 443,
    protocol: "HTTPS",
    deregistrationDelay: 30,
    healthCheck: {
        path: "/healthz",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
        matcher: "200-299",
    },
});

const health = (change: object): { healthCheck: object } => ({
    healthCheck: { ...(targets().healthCheck as object), ...change },
});

export const cases = [
    ...casesOf(aws.lb.TargetGroup, targets, [
        [
            "target-group-name",
            { name: "x".repeat(33) },
            "ValidationError: a name must have at most 32 letters, digits and hyphens",
        ],
        [
            "target-group-vpc-missing",
            { vpcId: "vpc-0123456789abcdef0" },
            "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist",
        ],
        ["target-group-incomplete", { protocol: undefined }, "ValidationError: A protocol must be specified"],
        ["target-group-port", { port: 0 }, "expected port to be in the range (1 - 65535), got 0"],
        ["target-group-protocol", { protocol: "HTTP2" }, "expected protocol to be one of [HTTP, HTTPS,"],
        [
            "target-group-deregistration-delay",
            { deregistrationDelay: 4_000 },
            "expected deregistrationDelay to be in the range (0 - 3600), got 4000",
        ],
        [
            "target-group-slow-start",
            { slowStart: 10 },
            '"slow_start" must be 0 or from 30 to 900 seconds, got 10',
        ],
        [
            "target-group-health-interval",
            health({ interval: 301 }),
            "expected healthCheck.interval to be in the range (5 - 300), got 301",
        ],
        [
            "target-group-health-timeout",
            health({ timeout: 1 }),
            "expected healthCheck.timeout to be in the range (2 - 120), got 1",
        ],
        [
            "target-group-health-timeout-interval",
            health({ timeout: 10 }),
            "Health check timeout '10' must be smaller than the interval '10'",
        ],
        [
            "target-group-healthy-threshold",
            health({ healthyThreshold: 1 }),
            "expected healthCheck.healthyThreshold to be in the range (2 - 10), got 1",
        ],
        [
            "target-group-unhealthy-threshold",
            health({ unhealthyThreshold: 11 }),
            "expected healthCheck.unhealthyThreshold to be in the range (2 - 10), got 11",
        ],
        [
            "target-group-health-path",
            health({ path: "healthz" }),
            'ValidationError: a health check path must begin with / and have at most 1024 characters: "healthz"',
        ],
        [
            "target-group-health-matcher",
            health({ matcher: "200-599" }),
            "Health check matcher HTTP code '200-599' must be within '200-499' inclusive",
        ],
    ]),
    clash(
        "target-group-name-taken",
        aws.lb.TargetGroup,
        () => ({ ...targets(), name: "taken" }),
        "DuplicateTargetGroupName: A target group with the name taken already exists",
    ),
];
