import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import type { EndpointService } from "../../config/endpoint-services";
import { policyDocument } from "../internal/iam";

/**
 * S3 without the NAT's price by the gigabyte. Through it, hosts reach buckets of this account, and read AWS's own for
 * Systems Manager, Inspector and the CloudWatch agent, and no other bucket of this region. Buckets of other regions, like
 * everything else on the Internet, are reached through the NAT if there is one.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 */
export function createS3Endpoint(
    name: string,
    { awsAccountId, region }: Pick<Settings, "awsAccountId" | "region">,
    { vpcId, routeTableId }: { vpcId: pulumi.Input<string>; routeTableId: pulumi.Input<string> },
    opts: pulumi.CustomResourceOptions,
): aws.ec2.VpcEndpoint {
    const ownedByAws = [
        `amazon-ssm-${region}`,
        `amazon-ssm-packages-${region}`,
        `amazoncloudwatch-agent-${region}`,
        `aws-patch-manager-${region}-*`,
        `aws-ssm-${region}`,
        `aws-ssm-distributor-file-${region}`,
        `aws-ssm-document-attachments-${region}`,
        `inspector2-oval-prod-${region}`,
        `patch-baseline-snapshot-${region}`,
        `${region}-birdwatcher-prod`,
    ];
    return new aws.ec2.VpcEndpoint(
        `${name}-s3`,
        {
            vpcId,
            vpcEndpointType: "Gateway",
            serviceName: `com.amazonaws.${region}.s3`,
            routeTableIds: [routeTableId],
            policy: policyDocument(
                {
                    sid: "BucketsOfThisAccount",
                    actions: ["s3:*"],
                    resources: ["*"],
                    principals: "*",
                    conditions: { StringEquals: { "aws:ResourceAccount": awsAccountId } },
                },
                {
                    sid: "BucketsOfAgents",
                    actions: ["s3:GetObject"],
                    resources: ownedByAws.map((bucket) => `arn:aws:s3:::${bucket}/*`),
                    principals: "*",
                },
            ),
            tags: { Name: `${name}-s3` },
        },
        opts,
    );
}

/** SMTP has no AWS principal. No page says whether SES's API takes a policy; the identity admits roles of this account only. */
const WITHOUT_POLICY: readonly EndpointService[] = ["email", "email-smtp"];

/**
 * AWS services under their usual names, at addresses inside the VPC and for principals of this account only. SES's
 * SMTP has none in a few zones of older regions, where AWS refuses the subnet.
 * Cost: 8 USD a month for each service and zone.
 */
export function createInterfaceEndpoints(
    name: string,
    {
        awsAccountId,
        interfaceEndpoints,
        region,
    }: Pick<Settings, "awsAccountId" | "interfaceEndpoints" | "region">,
    place: {
        readonly vpcId: pulumi.Input<string>;
        readonly subnetIds: readonly pulumi.Input<string>[];
        readonly securityGroupId: pulumi.Input<string> | undefined;
    },
    opts: pulumi.CustomResourceOptions,
): void {
    const policy = policyDocument({
        sid: "PrincipalsOfThisAccount",
        actions: ["*"],
        resources: ["*"],
        principals: "*",
        conditions: { StringEquals: { "aws:PrincipalAccount": awsAccountId } },
    });
    for (const service of interfaceEndpoints) {
        new aws.ec2.VpcEndpoint(
            `${name}-${service}`,
            {
                vpcId: place.vpcId,
                vpcEndpointType: "Interface",
                serviceName: `com.amazonaws.${region}.${service}`,
                privateDnsEnabled: true,
                subnetIds: [...place.subnetIds],
                securityGroupIds: place.securityGroupId === undefined ? [] : [place.securityGroupId],
                policy: WITHOUT_POLICY.includes(service) ? undefined : policy,
                tags: { Name: `${name}-${service}` },
            },
            opts,
        );
    }
}
