import { type Listener, listenersIn, OPTIONS, optionIn, type Setting } from "../aws/beanstalk-options";
import { MODERN_TLS } from "../aws/load-balancers";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, decide, faultIf, type Findings, isSet } from "../verdict";

interface Environment {
    readonly settings: readonly Setting[];
    /** Whether all options are in this resource. Otherwise a template, or the environment that uses it, can set some. */
    readonly isWhole: boolean;
}

function judgeOptions({ settings, isWhole }: Environment): Findings {
    return OPTIONS.flatMap(({ namespace, name, good, byDefault, level }) =>
        (level === "advisory" ? adviceIf : faultIf)(`The option ${name} is not ${good}`, () => {
            const value = optionIn(settings, namespace, name) ?? (isWhole ? byDefault : good);
            return value.toLowerCase() !== good;
        }),
    );
}

/** A single host has no load balancer, and a worker takes no requests. */
function hasLoadBalancer(settings: readonly Setting[], tier = "WebServer"): boolean {
    const type = optionIn(settings, "aws:elasticbeanstalk:environment", "EnvironmentType");
    return tier !== "Worker" && (type ?? "LoadBalanced") === "LoadBalanced";
}

function judgeListener(
    { namespace, isClassic, isDefault }: Listener,
    { settings, isWhole }: Environment,
): Findings {
    const option = (name: string) => optionIn(settings, namespace, name);
    const protocol = () => option(isClassic ? "ListenerProtocol" : "Protocol") ?? "HTTP";
    const isEnabled = () => (option("ListenerEnabled") ?? String(isWhole || !isDefault)) === "true";
    return [
        ...faultIf(
            isDefault
                ? "The default listener forwards plain HTTP: its option ListenerEnabled is not false"
                : "The Protocol of a listener is not HTTPS",
            () => isEnabled() && !["HTTPS", "SSL", "TLS"].includes(protocol()),
        ),
        ...faultIf(
            "The SSLPolicy of a listener is left out or allows old TLS",
            () =>
                !isClassic &&
                isEnabled() &&
                ["HTTPS", "TLS"].includes(protocol()) &&
                !MODERN_TLS.test(option("SSLPolicy") ?? ""),
        ),
    ];
}

const judge = (environment: Environment, tier?: string): Findings =>
    decide(() => [
        ...judgeOptions(environment),
        ...(hasLoadBalancer(environment.settings, tier)
            ? listenersIn(environment.settings).flatMap((listener) => judgeListener(listener, environment))
            : []),
    ]);

export const environmentIsHardened = resourcePolicy({
    name: "beanstalk-environment-is-hardened",
    checklist: "setup.server.provisioned",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Elastic Beanstalk environments accept only HTTPS, keep their hosts private and patched, and keep their logs.",
    otherwise: "Beanstalk's own defaults forward plain HTTP, and never update the platform.",
    remedy:
        "Set ManagedActionsEnabled, StreamLogs and DisableIMDSv1 to true, AssociatePublicIpAddress to false and SystemType " +
        "to enhanced. Set ListenerEnabled of the default listener to false, Protocol of every other listener to HTTPS, and its " +
        "SSLPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 or a stricter one.",
    equivalents: [
        "fsbp:ElasticBeanstalk.1",
        "fsbp:ElasticBeanstalk.3",
        "cdk-nag:EB3",
        "cdk-nag:ElasticBeanstalkEnhancedHealthReportingEnabled",
        "cdk-nag:ElasticBeanstalkManagedUpdatesEnabled",
    ],
    rules: [
        on(types.beanstalkEnvironment, ({ props }) =>
            decide(() =>
                judge({ settings: props.settings ?? [], isWhole: !isSet(props, "templateName") }, props.tier),
            ),
        ),
        on(types.beanstalkTemplate, ({ props }) =>
            decide(() => judge({ settings: props.settings ?? [], isWhole: false })),
        ),
    ],
});
