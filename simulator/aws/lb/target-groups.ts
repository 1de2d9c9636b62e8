import { Properties, ResourceType } from "../../resource-type";
import {
    isSet,
    numberAt,
    refusal,
    refuseOther,
    refuseRange,
    refuseTaken,
    refuseText,
    textAt,
} from "../../checks";
import { refuseMissingVpc } from "../ec2/network";
import { docs, refuseBalancerName } from "./load-balancers";

export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

const isLambda = (inputs: Properties): boolean => inputs.targetType === "lambda";

const targetGroup: ResourceType = {
    token: TARGET_GROUP,
    autoName: { property: "name", maxLength: 32 },
    replaceOn: [
        "ipAddressType",
        "name",
        "namePrefix",
        "port",
        "protocol",
        "protocolVersion",
        "targetType",
        "vpcId",
    ],
    defaults: {
        targetType: "instance",
        deregistrationDelay: 300,
        slowStart: 0,
        loadBalancingAlgorithmType: "round_robin",
        protocolVersion: "HTTP1",
    },
    refusals: [
        refuseBalancerName("target-group-name", "CreateTargetGroup"),
        refuseTaken("target-group-name-taken", docs("CreateTargetGroup"), "name", {
            code: "DuplicateTargetGroupName",
            what: "A target group with the name",
        }),
        refuseMissingVpc("target-group-vpc-missing"),
        refusal("target-group-incomplete", docs("CreateTargetGroup"), (inputs) => {
            const missing = isLambda(inputs)
                ? undefined
                : ["port", "protocol", "vpcId"].find((property) => !isSet(inputs, property));
            return missing === undefined
                ? undefined
                : { property: missing, message: `ValidationError: A ${missing} must be specified` };
        }),
        refuseRange("target-group-port", docs("CreateTargetGroup"), "port", { min: 1, max: 65_535 }),
        refuseOther("target-group-protocol", docs("CreateTargetGroup"), "protocol", [
            "HTTP",
            "HTTPS",
            "TCP",
            "TLS",
            "UDP",
            "TCP_UDP",
            "GENEVE",
            "QUIC",
            "TCP_QUIC",
        ]),
        refuseRange(
            "target-group-deregistration-delay",
            docs("TargetGroupAttribute"),
            "deregistrationDelay",
            { min: 0, max: 3_600 },
        ),
        refusal("target-group-slow-start", docs("TargetGroupAttribute"), (inputs) => {
            const seconds = numberAt(inputs, "slowStart");
            return seconds === undefined || seconds === 0 || (seconds >= 30 && seconds <= 900)
                ? undefined
                : {
                      property: "slowStart",
                      message: `"slow_start" must be 0 or from 30 to 900 seconds, got ${seconds}`,
                  };
        }),
        refuseRange("target-group-health-interval", docs("CreateTargetGroup"), "healthCheck.interval", {
            min: 5,
            max: 300,
        }),
        refuseRange("target-group-health-timeout", docs("CreateTargetGroup"), "healthCheck.timeout", {
            min: 2,
            max: 120,
        }),
        refusal("target-group-health-timeout-interval", docs("CreateTargetGroup"), (inputs) => {
            const [timeout, interval] = [
                numberAt(inputs, "healthCheck.timeout"),
                numberAt(inputs, "healthCheck.interval") ?? 30,
            ];
            return timeout !== undefined && timeout >= interval
                ? {
                      property: "healthCheck.timeout",
                      message: `ValidationError: Health check timeout '${timeout}' must be smaller than the interval '${interval}'`,
                  }
                : undefined;
        }),
        refuseRange(
            "target-group-healthy-threshold",
            docs("CreateTargetGroup"),
            "healthCheck.healthyThreshold",
            { min: 2, max: 10 },
        ),
        refuseRange(
            "target-group-unhealthy-threshold",
            docs("CreateTargetGroup"),
            "healthCheck.unhealthyThreshold",
            { min: 2, max: 10 },
        ),
        refuseText("target-group-health-path", docs("CreateTargetGroup"), "healthCheck.path", {
            max: 1_024,
            pattern: /^\//,
            message:
                "ValidationError: a health check path must begin with / and have at most 1024 characters",
        }),
        refusal("target-group-health-matcher", docs("Matcher"), (inputs) => {
            const matcher = textAt(inputs, "healthCheck.matcher");
            return matcher === undefined || matcher.split(",").every(isStatusRange)
                ? undefined
                : {
                      property: "healthCheck.matcher",
                      message: `ValidationError: Health check matcher HTTP code '${matcher}' must be within '200-499' inclusive`,
                  };
        }),
    ],
    create: ({ inputs, hex, arn }) => {
        const path = `targetgroup/${textAt(inputs, "name") ?? ""}/${hex(16)}`;
        const id = arn("elasticloadbalancing", path);
        return { id, outputs: { arn: id, arnSuffix: path, loadBalancerArns: [] } };
    },
    refuseDelete: {
        when: "a listener or a rule uses it",
        source: docs("DeleteTargetGroup"),
        find: ({ id }, account) => {
            const inUse = [
                ...account.all("aws:lb/listener:Listener"),
                ...account.all("aws:lb/listenerRule:ListenerRule"),
            ].some(({ inputs }) => JSON.stringify([inputs.defaultActions, inputs.actions]).includes(id));
            return inUse
                ? `ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`
                : undefined;
        },
    },
};

function isStatusRange(text: string): boolean {
    const codes = text.split("-").map(Number);
    return codes.length <= 2 && codes.every((code) => code >= 200 && code <= 499);
}

export const types = [targetGroup];
