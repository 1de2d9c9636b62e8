/** An account for preflight: moto, a stub for what moto lacks, and a name server. */
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { PutPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { EXAMPLE_ACCOUNT, EXAMPLE_REGION } from "../../../config/example";
import { startMoto, type Moto } from "../moto";
import { startNameServer, type NameServer } from "./dns";
import "./localhost";
import { startStub, USUAL, type Stub } from "./stub";

export interface TestAccount {
    readonly moto: Moto;
    readonly stub: Stub;
    readonly dns: NameServer;
    /** An account that has everything, and nothing that stands in the way. */
    readonly furnish: () => Promise<void>;
    readonly stop: () => void;
}

const region = { region: EXAMPLE_REGION };

/** @param port - of moto; one that no other suite uses */
export async function startAccount(port: number): Promise<TestAccount> {
    const moto = await startMoto(port);
    const [stub, dns] = await Promise.all([startStub(moto.endpoint), startNameServer()]);
    const { port: own } = new URL(stub.endpoint);
    Object.assign(process.env, {
        AWS_ENDPOINT_URL: stub.endpoint,
        AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${own}`,
    });
    return {
        moto,
        stub,
        dns,
        furnish: async () => {
            await moto.reset();
            stub.state = USUAL;
            const zone = await new Route53Client(region).send(
                new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "test" }),
            );
            dns.records = { "NS example.com": zone.DelegationSet?.NameServers ?? [] };
            // moto has another name for the role that CreateServiceLinkedRole makes.
            await new IAMClient(region).send(
                new CreateRoleCommand({
                    RoleName: "AWSServiceRoleForConfig",
                    Path: "/aws-service-role/config.amazonaws.com/",
                    AssumeRolePolicyDocument: "{}",
                }),
            );
            stub.state = { ...USUAL, debianImage: await imageFor("arm64") };
            await blockPublicAccess(true);
        },
        stop: () => {
            stub.stop();
            dns.stop();
            moto.stop();
        },
    };
}

/** One of moto's own images. */
export async function imageFor(architecture: "arm64" | "x86_64"): Promise<string | undefined> {
    const Filters = [{ Name: "architecture", Values: [architecture] }];
    const { Images = [] } = await new EC2Client(region).send(new DescribeImagesCommand({ Filters }));
    return Images[0]?.ImageId;
}

export async function blockPublicAccess(blocked: boolean): Promise<void> {
    await new S3ControlClient(region).send(
        new PutPublicAccessBlockCommand({
            AccountId: EXAMPLE_ACCOUNT,
            PublicAccessBlockConfiguration: {
                BlockPublicAcls: blocked,
                IgnorePublicAcls: blocked,
                BlockPublicPolicy: blocked,
                RestrictPublicBuckets: blocked,
            },
        }),
    );
}
