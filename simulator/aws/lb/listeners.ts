import { Account, Properties, Refusal, ResourceType } from "../../resource-type";
import {
    blocksAt,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseTakenWithin,
    shown,
    textAt,
} from "../../checks";
import { docs, LOAD_BALANCER } from "./load-balancers";
import { TARGET_GROUP } from "./target-groups";

const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const policyDocs =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";

const SECURE = ["HTTPS", "TLS"];
const POLICY =
    /^ELBSecurityPolicy-(2016-08|TLS-1-[012]-20(17-01|15-04)|TLS-1-2-Ext-2018-06|FS(-1-[12](-Res(-20(19|20)-(08|10))?)?)?-?(20\d\d-\d\d)?|TLS13-1-[0123](-Res|-Ext[012])?(-PQ)?(-FIPS)?(-PQ)?-20(21-06|23-04|25-09))$/;

const targetsOf = (actions: readonly Properties[]): string[] =>
    actions
        .flatMap((action) => [
            textAt(action, "targetGroupArn"),
            ...blocksAt(action, "forward").flatMap((forward) =>
                blocksAt(forward, "targetGroups").map((group) => textAt(group, "arn")),
            ),
        ])
        .filter((arn) => arn !== undefined);

/** The checks of actions that listeners and their rules share. */
function actionRefusals(prefix: string, property: string): Refusal[] {
    return [
        refusal(`${prefix}-target-missing`, docs("Action"), (inputs, account) => {
            const missing = targetsOf(blocksAt(inputs, property)).find(
                (arn) => account.find(arn, TARGET_GROUP) === undefined,
            );
            return missing === undefined
                ? undefined
                : { property, message: `TargetGroupNotFound: Target groups '${missing}' not found` };
        }),
        refusal(`${prefix}-action-incomplete`, docs("Action"), (inputs) => {
            const bad = blocksAt(inputs, property).find((action) => !isComplete(action));
            return (
                bad && {
                    property,
                    message: `ValidationError: the action '${shown(bad.type)}' needs a target group, a redirect or a fixed response`,
                }
            );
        }),
        refusal(`${prefix}-fixed-response`, docs("FixedResponseActionConfig"), (inputs) => {
            const bad = blocksAt(inputs, property)
                .flatMap((action) => blocksAt(action, "fixedResponse"))
                .find(
                    (response) =>
                        !/^[245]\d\d$/.test(textAt(response, "statusCode") ?? "200") ||
                        (textAt(response, "messageBody") ?? "").length > 1_024,
                );
            return (
                bad && {
                    property,
                    message: `ValidationError: a fixed response must have a status of 2XX, 4XX or 5XX and a body of at most 1024 characters, got ${shown(bad.statusCode)}`,
                }
            );
        }),
    ];
}

function isComplete(action: Properties): boolean {
    const needed: Readonly<Record<string, readonly string[]>> = {
        forward: ["targetGroupArn", "forward"],
        redirect: ["redirect"],
        "fixed-response": ["fixedResponse"],
    };
    return (
        typeof action.type !== "string" ||
        (needed[action.type] ?? [""]).some((name) => name === "" || isSet(action, name))
    );
}

const listener: ResourceType = {
    token: LISTENER,
    required: ["defaultActions", "loadBalancerArn"],
    replaceOn: ["loadBalancerArn"],
    refusals: [
        refuseMissing("listener-balancer-missing", docs("CreateListener"), "loadBalancerArn", {
            tokens: [LOAD_BALANCER],
            code: "LoadBalancerNotFound",
            what: "load balancer",
        }),
        refuseRange("listener-port", docs("CreateListener"), "port", { min: 1, max: 65_535 }),
        refuseOther("listener-protocol", docs("CreateListener"), "protocol", [
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
        refuseTakenWithin(
            "listener-port-taken",
            docs("CreateListener"),
            { property: "port", parent: "loadBalancerArn" },
            (port) =>
                `DuplicateListener: A listener already exists on this port (${port}) for this load balancer`,
        ),
        refusal("listener-certificate-required", docs("CreateListener"), (inputs) =>
            SECURE.includes(shown(textAt(inputs, "protocol"))) && !isSet(inputs, "certificateArn")
                ? {
                      property: "certificateArn",
                      message: `ValidationError: A certificate must be specified for ${textAt(inputs, "protocol") ?? ""} listeners`,
                  }
                : undefined,
        ),
        refusal("listener-certificate-unwanted", docs("CreateListener"), (inputs) => {
            const property = ["certificateArn", "sslPolicy"].find((name) => isSet(inputs, name));
            return property !== undefined && textAt(inputs, "protocol") === "HTTP"
                ? {
                      property,
                      message:
                          "InvalidConfigurationRequest: only HTTPS and TLS listeners can have certificates and SSL policies",
                  }
                : undefined;
        }),
        refusal("listener-certificate", docs("CreateListener"), (inputs, account, { region }) => {
            const arn = textAt(inputs, "certificateArn");
            return arn === undefined ? undefined : certificateFault(arn, region, account);
        }),
        refusal("listener-ssl-policy", policyDocs, (inputs) => {
            const policy = textAt(inputs, "sslPolicy");
            return policy === undefined || POLICY.test(policy)
                ? undefined
                : { property: "sslPolicy", message: `SSLPolicyNotFound: SSL policy '${policy}' not found` };
        }),
        refusal("listener-redirect-loop", docs("RedirectActionConfig"), (inputs) => {
            const redirect = blocksAt(inputs, "defaultActions").flatMap((action) =>
                blocksAt(action, "redirect"),
            )[0];
            const keeps = (name: string, variable: string, own: unknown): boolean =>
                [variable, undefined, shown(own)].includes(textAt(redirect ?? {}, name));
            const loops =
                keeps("protocol", "#{protocol}", inputs.protocol) &&
                keeps("port", "#{port}", inputs.port) &&
                keeps("host", "#{host}", "#{host}") &&
                keeps("path", "/#{path}", "/#{path}") &&
                keeps("query", "#{query}", "#{query}");
            return redirect && loops
                ? {
                      property: "defaultActions",
                      message:
                          "InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop",
                  }
                : undefined;
        }),
        ...actionRefusals("listener", "defaultActions"),
    ],
    create: ({ inputs, hex, arn }) => {
        const balancer = (textAt(inputs, "loadBalancerArn") ?? "").split(":loadbalancer/")[1] ?? "";
        const id = arn("elasticloadbalancing", `listener/${balancer}/${hex(16)}`);
        return { id, outputs: { arn: id } };
    },
};

function certificateFault(
    arn: string,
    region: string,
    account: Account,
): { property: string; message: string } | undefined {
    const property = "certificateArn";
    if (arn.startsWith("arn:aws:acm:") && arn.split(":")[3] !== region) {
        return {
            property,
            message: `ValidationError: Certificate ARN '${arn}' is not valid: it is not in ${region}`,
        };
    }
    return account.find(arn, CERTIFICATE, "aws:iam/serverCertificate:ServerCertificate")
        ? undefined
        : { property, message: `CertificateNotFound: Certificate '${arn}' not found` };
}

const rule: ResourceType = {
    token: RULE,
    required: ["actions", "conditions", "listenerArn"],
    replaceOn: ["listenerArn"],
    refusals: [
        refuseMissing("listener-rule-listener-missing", docs("CreateRule"), "listenerArn", {
            tokens: [LISTENER],
            code: "ListenerNotFound",
            what: "listener",
        }),
        refuseRange("listener-rule-priority", docs("CreateRule"), "priority", { min: 1, max: 50_000 }),
        refuseTakenWithin(
            "listener-rule-priority-taken",
            docs("CreateRule"),
            { property: "priority", parent: "listenerArn" },
            (priority) => `PriorityInUse: Priority '${priority}' is currently in use`,
        ),
        refusal(
            "listener-rule-condition-values",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
            (inputs) => {
                const values = blocksAt(inputs, "conditions").flatMap((condition) =>
                    Object.keys(condition).flatMap((kind) =>
                        blocksAt(condition, kind).flatMap((block) => listAt(block, "values")),
                    ),
                );
                return values.length > 5 ||
                    (Array.isArray(inputs.conditions) && inputs.conditions.length === 0)
                    ? {
                          property: "conditions",
                          message: `TooManyConditionValues: a rule must have 1 to 5 condition values, got ${values.length}`,
                      }
                    : undefined;
            },
        ),
        ...actionRefusals("listener-rule", "actions"),
    ],
    create: ({ inputs, hex, account }) => {
        const listenerArn = textAt(inputs, "listenerArn") ?? "";
        const id = `${listenerArn.replace(":listener/", ":listener-rule/")}/${hex(16)}`;
        const used = account
            .all(RULE)
            .filter((other) => other.inputs.listenerArn === listenerArn)
            .map((other) => numberAt({ ...other.outputs, ...other.inputs }, "priority") ?? 0);
        return { id, outputs: { arn: id, priority: inputs.priority ?? Math.max(0, ...used) + 1 } };
    },
};

export const types = [listener, rule];
