/** The whole program under Pulumi's mocks, as the export of a stack that it would provision. */
import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { exampleConfig, EXAMPLE_ACCOUNT, EXAMPLE_REGION, type Changes } from "../../../../config/example";
import type { Deployment } from "../../../../engine/deployment";
import { record, type FakeOutputs } from "../../components/harness";

/** The program runs anew for each stack; these hold Pulumi's mocks, and take too long to load again. */
const SDK = {
    "@pulumi/aws": aws,
    "@pulumi/command": command,
    "@pulumi/pulumi": pulumi,
    "@pulumi/random": random,
};

/** Has everything. */
const ACCOUNT = { checkAccount: () => Promise.resolve(["a", "b", "c"].map((zone) => EXAMPLE_REGION + zone)) };

/** What AWS adds and the program reads; none of it is drawn. */
const OUTPUTS: FakeOutputs = {
    "aws:acm/certificate:Certificate": ({ inputs: { domainName } }) => ({
        domainValidationOptions: [
            {
                domainName,
                resourceRecordName: "_proof",
                resourceRecordType: "CNAME",
                resourceRecordValue: "_proof.acm-validations.aws",
            },
        ],
    }),
    "aws:ec2/instance:Instance": () => ({ primaryNetworkInterfaceId: "eni-nat" }),
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
    "aws:ec2/vpcEndpoint:VpcEndpoint": () => ({ prefixListId: "pl-s3" }),
    "aws:lb/loadBalancer:LoadBalancer": () => ({ arnSuffix: "app/hrms/0123456789abcdef" }),
    "aws:lb/targetGroup:TargetGroup": () => ({ arnSuffix: "targetgroup/hrms/0123456789abcdef" }),
    "aws:rds/instance:Instance": () => ({ address: "db.example", identifier: "hrms-prod-db" }),
    "aws:sesv2/emailIdentity:EmailIdentity": () => ({
        dkimSigningAttributes: { tokens: ["one", "two", "three"] },
    }),
    "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
    "random:index/randomPassword:RandomPassword": ({ name }) => ({ result: `password-of-${name}` }),
};

export const MAIL_SERVER = "smtp+tls://user:password@smtp.example.com:587";

/** The stack of the example with these settings changed. */
export async function deploymentOf(changes: Changes = {}): Promise<Deployment> {
    const { values, isSecret } = exampleConfig(changes);
    const { resources } = await record(
        async () => {
            pulumi.runtime.setAllConfig({ ...values });
            // The program reads these from the environment, as the language host of Pulumi sets them.
            process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(Object.keys(values).filter(isSecret));
            await jest.isolateModulesAsync(async () => {
                for (const [name, module] of Object.entries(SDK)) jest.doMock(name, () => module);
                jest.doMock("../../../../components/account", () => ACCOUNT);
                // eslint-disable-next-line @typescript-eslint/no-require-imports -- runs while the modules are isolated
                await (require("../../../../index") as () => Promise<unknown>)();
            });
        },
        { outputs: OUTPUTS },
    );
    return {
        deployment: {
            resources: resources.map(({ urn, type, name, inputs, parent, protect }) => ({
                urn,
                type,
                id: `${name}-id`,
                custom: !type.startsWith("hrms:"),
                parent,
                protect,
                inputs,
                outputs: {
                    region: EXAMPLE_REGION,
                    arn: `arn:aws:service:${EXAMPLE_REGION}:${EXAMPLE_ACCOUNT}:${name}`,
                    ...inputs,
                },
            })),
        },
    };
}
