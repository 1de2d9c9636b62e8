/** A network on its own, and its rules in a form that people read. */
import { ENDPOINT_SERVICES } from "../../../config/endpoint-services";
import * as aws from "@pulumi/aws";
import { Keys } from "../../../components/keys";
import { Network } from "../../../components/network";
import { record, type FakeOutputs, type Fakes, type Recording } from "./harness";
import { exampleSettings, EXAMPLE_ZONES } from "../../../config/example";

/** What AWS adds to what was asked for. */
export const outputs: FakeOutputs = { "aws:ec2/vpcEndpoint:VpcEndpoint": () => ({ prefixListId: "pl-s3" }) };

export const networkOf = (overrides = {}, fakes: Fakes = {}): Promise<Recording<Network>> =>
    record(
        () => {
            const settings = exampleSettings(overrides);
            return new Network("net", {
                ...settings,
                keys: new Keys("keys", settings),
                zones: EXAMPLE_ZONES,
            });
        },
        { outputs, ...fakes },
    );

export const STARTER = { profile: "starter", backupRegion: undefined };
export const WITHOUT_NAT = {
    nat: "none",
    interfaceEndpoints: ENDPOINT_SERVICES,
    amiId: "ami-0123456789abcdef0",
    emailUrl: "smtp+tls://user:password@email-smtp.eu-central-1.amazonaws.com:587",
};

/** Rules as `web <- load-balancer 443` and `web -> cache 6379`. */
export function rulesOf(network: Recording<Network>): string[] {
    const short = (id: string | undefined): string | undefined => id?.replace(/^net-|-id$/g, "");
    const line = (arrow: string) => (rule: { inputs: Partial<aws.vpc.SecurityGroupIngressRuleArgs> }) => {
        const inputs = rule.inputs as Record<string, string | undefined>;
        expect(inputs.fromPort).toBe(inputs.toPort);
        const peer = inputs.cidrIpv4 ?? inputs.prefixListId ?? short(inputs.referencedSecurityGroupId);
        return `${String(short(inputs.securityGroupId))} ${arrow} ${String(peer)} ${String(inputs.toPort)}${inputs.ipProtocol === "tcp" ? "" : `/${inputs.ipProtocol}`}`;
    };
    return [
        ...network.all(aws.vpc.SecurityGroupIngressRule).map(line("<-")),
        ...network.all(aws.vpc.SecurityGroupEgressRule).map(line("->")),
    ].sort();
}
