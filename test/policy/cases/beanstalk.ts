import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

type Options = Readonly<Record<string, string | undefined>>;
const HARDENED: Options = {
    "aws:autoscaling:launchconfiguration DisableIMDSv1": "true",
    "aws:ec2:vpc AssociatePublicIpAddress": "false",
    "aws:elasticbeanstalk:environment LoadBalancerType": "application",
    "aws:elbv2:listener:default ListenerEnabled": "false",
    "aws:elbv2:listener:443 Protocol": "HTTPS",
    "aws:elbv2:listener:443 SSLPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "aws:elasticbeanstalk:managedactions ManagedActionsEnabled": "true",
    "aws:elasticbeanstalk:cloudwatch:logs StreamLogs": "true",
    "aws:elasticbeanstalk:healthreporting:system SystemType": "enhanced",
};
const settings = (changes: Options) => ({
    settings: Object.entries({ ...HARDENED, ...changes })
        .filter(([, value]) => value !== undefined)
        .map(([option, value]) => {
            const [namespace, name] = option.split(" ");
            return { namespace, name, value };
        }),
});
const make = fixture(types.beanstalkEnvironment, { application: "survey" });
const environment = (changes: Options = {}, props: Readonly<Record<string, unknown>> = {}) =>
    make({ ...settings(changes), ...props });
const template = fixture(types.beanstalkTemplate, { application: "survey" });
const CLASSIC: Options = {
    "aws:elasticbeanstalk:environment LoadBalancerType": undefined,
    "aws:elb:listener ListenerEnabled": "false",
    "aws:elb:listener:443 ListenerProtocol": "HTTPS",
};
const NO_LISTENERS: Options = {
    "aws:elbv2:listener:default ListenerEnabled": undefined,
    "aws:elbv2:listener:443 Protocol": undefined,
    "aws:elbv2:listener:443 SSLPolicy": undefined,
};
const BAD: Options = {
    "aws:autoscaling:launchconfiguration DisableIMDSv1": "false",
    "aws:ec2:vpc AssociatePublicIpAddress": "true",
    "aws:elbv2:listener:default ListenerEnabled": "true",
    "aws:elbv2:listener:443 Protocol": "HTTP",
    "aws:elbv2:listener:443 SSLPolicy": "ELBSecurityPolicy-2016-08",
    "aws:elbv2:listener:8443 Protocol": "HTTP",
    "aws:elasticbeanstalk:managedactions ManagedActionsEnabled": "false",
    "aws:elasticbeanstalk:cloudwatch:logs StreamLogs": "false",
};
const BASIC = { "aws:elasticbeanstalk:healthreporting:system SystemType": "basic" };
const left = (option: string) => environment({ [option]: undefined });

export const cases: CaseTable = {
    "beanstalk-environment-is-hardened": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "an environment behind an application load balancer": [environment()],
            "an environment behind a classic load balancer": [environment({ ...NO_LISTENERS, ...CLASSIC })],
            "an environment behind a network load balancer with TLS": [
                environment({
                    "aws:elasticbeanstalk:environment LoadBalancerType": "network",
                    "aws:elbv2:listener:443 Protocol": "TLS",
                }),
            ],
            "a single host": [
                environment({
                    ...NO_LISTENERS,
                    "aws:elasticbeanstalk:environment EnvironmentType": "SingleInstance",
                }),
            ],
            "a worker": [environment(NO_LISTENERS, { tier: "Worker" })],
            "a default listener with TLS": [
                environment({
                    "aws:elbv2:listener:default ListenerEnabled": "true",
                    "aws:elbv2:listener:default Protocol": "HTTPS",
                    "aws:elbv2:listener:default SSLPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
                }),
            ],
            "an environment that takes its options from a template": [make({ templateName: "hardened" })],
            "a hardened template": [template(settings({}))],
        },
        violating: {
            ...Object.fromEntries(
                Object.entries(BAD).map(([option, value]) => [
                    `${option} = ${value}`,
                    [environment({ [option]: value })],
                ]),
            ),
            "plain HTTP on a classic load balancer": [
                environment({ ...NO_LISTENERS, ...CLASSIC, "aws:elb:listener:443 ListenerProtocol": "HTTP" }),
            ],
            "the default listener of a classic load balancer": [
                environment({ ...NO_LISTENERS, ...CLASSIC, "aws:elb:listener ListenerEnabled": undefined }),
            ],
            "a template that switches off StreamLogs": [
                template(settings({ "aws:elasticbeanstalk:cloudwatch:logs StreamLogs": "false" })),
            ],
        },
        omitted: {
            StreamLogs: ["fail", left("aws:elasticbeanstalk:cloudwatch:logs StreamLogs")],
            ManagedActionsEnabled: [
                "fail",
                left("aws:elasticbeanstalk:managedactions ManagedActionsEnabled"),
            ],
            "ListenerEnabled of the default listener": [
                "fail",
                left("aws:elbv2:listener:default ListenerEnabled"),
            ],
            "the SSLPolicy of a listener": ["fail", left("aws:elbv2:listener:443 SSLPolicy")],
            DisableIMDSv1: ["pass", left("aws:autoscaling:launchconfiguration DisableIMDSv1")],
            AssociatePublicIpAddress: ["pass", left("aws:ec2:vpc AssociatePublicIpAddress")],
            "any option of a template": ["pass", template()],
        },
        unknown: {
            StreamLogs: [
                "undetermined",
                environment({ "aws:elasticbeanstalk:cloudwatch:logs StreamLogs": UNKNOWN }),
            ],
            "an option that does not matter": ["pass", environment({ "aws:ec2:vpc VPCId": UNKNOWN })],
            settings: ["undetermined", make({ settings: UNKNOWN })],
        },
        advised: {
            "basic health reports": [environment(BASIC)],
            "an environment that leaves out SystemType": [
                left("aws:elasticbeanstalk:healthreporting:system SystemType"),
            ],
        },
    },
};
