/**
 * Elastic Beanstalk's options, which an environment lists by namespace and name. Their defaults:
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
import { known } from "../verdict";

/** One option in an environment. A policy does not see the options that the program leaves out. */
export interface Setting {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
}

/** An option with a single good value. */
export interface Option {
    readonly namespace: string;
    readonly name: string;
    readonly good: string;
    /** Beanstalk's default for the option. */
    readonly byDefault: string;
    /** @defaultValue - the policy's level */
    readonly level?: "advisory";
}

export const OPTIONS: readonly Option[] = [
    // The default on Amazon Linux 2023, which every current platform uses. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html
    {
        namespace: "aws:autoscaling:launchconfiguration",
        name: "DisableIMDSv1",
        good: "true",
        byDefault: "true",
    },
    {
        namespace: "aws:ec2:vpc",
        name: "AssociatePublicIpAddress",
        good: "false",
        byDefault: "false",
    },
    {
        namespace: "aws:elasticbeanstalk:managedactions",
        name: "ManagedActionsEnabled",
        good: "true",
        byDefault: "false",
    },
    {
        namespace: "aws:elasticbeanstalk:cloudwatch:logs",
        name: "StreamLogs",
        good: "true",
        byDefault: "false",
    },
    {
        namespace: "aws:elasticbeanstalk:healthreporting:system",
        name: "SystemType",
        good: "enhanced",
        byDefault: "basic",
        level: "advisory",
    },
];

/** The value of an option, or undefined if it is left out. Throws if the value is unknown. */
export function optionIn(settings: readonly Setting[], namespace: string, name: string): string | undefined {
    return settings.find(
        (setting) => known(() => setting.namespace) === namespace && known(() => setting.name) === name,
    )?.value;
}

/** A listener of an environment. */
export interface Listener {
    readonly namespace: string;
    /** Whether it belongs to a classic load balancer, whose options have longer names. */
    readonly isClassic: boolean;
    /** The listener on port 80, which exists unless the environment switches it off. */
    readonly isDefault: boolean;
}

const LISTENER = /^aws:(elbv2:listener:(default|\d+)|elb:listener(:\d+)?)$/;

/** The listeners in the settings, and the default listener of the load balancer. */
export function listenersIn(settings: readonly Setting[]): readonly Listener[] {
    const isClassic =
        (optionIn(settings, "aws:elasticbeanstalk:environment", "LoadBalancerType") ?? "classic") ===
        "classic";
    const byDefault = isClassic ? ["aws:elb:listener"] : ["aws:elbv2:listener:default"];
    const named = settings.flatMap((setting) => known(() => setting.namespace) ?? []);
    const namespaces = [...byDefault, ...named.filter((namespace) => LISTENER.test(namespace))];
    return [...new Set(namespaces)]
        .filter((namespace) => namespace.startsWith("aws:elb:") === isClassic)
        .map((namespace) => ({
            namespace,
            isClassic,
            isDefault: ["aws:elb:listener", "aws:elbv2:listener:default"].includes(namespace),
        }));
}
