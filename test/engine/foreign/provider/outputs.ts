/** Outputs whose form matters to their readers. The others follow from their names. */
import type { PlannedResource, Properties } from "../../../../simulator/resource-type";

type Outputs = (resource: PlannedResource) => Properties;

/** AWS's defaults for an Aurora cluster: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
const cluster: Outputs = ({ name, region, hex, inputs }) => ({
    id: inputs.clusterIdentifier ?? `${name}-${hex(7)}`,
    clusterIdentifier: `${name}-${hex(7)}`,
    endpoint: `${name}-${hex(7)}.cluster-c${hex(11)}.${region}.rds.amazonaws.com`,
    readerEndpoint: `${name}-${hex(7)}.cluster-ro-c${hex(11)}.${region}.rds.amazonaws.com`,
    backupRetentionPeriod: 1,
    engineMode: "provisioned",
    networkType: "IPV4",
    port: inputs.engine === "aurora-postgresql" ? 5432 : 3306,
    storageEncrypted: false,
    masterUserSecrets:
        inputs.manageMasterUserPassword === true
            ? [{ secretArn: `arn:aws:secretsmanager:${region}:000000000000:secret:rds!cluster-${hex(8)}` }]
            : [],
});

/** A read replica gets these from its source. */
const instance: Outputs = ({ inputs, account }) => {
    const source = account.find(String(inputs.replicateSourceDb), "aws:rds/instance:Instance");
    return source ? { engine: source.inputs.engine, engineVersion: source.inputs.engineVersion } : {};
};

/** By type: what AWS gives a new resource, including its `id` if that has a special form. */
export const OUTPUTS: Readonly<Record<string, Outputs>> = {
    "aws:rds/cluster:Cluster": cluster,
    "aws:rds/instance:Instance": instance,
    "aws:rds/clusterInstance:ClusterInstance": ({ name, hex }) => ({
        id: `${name}-${hex(7)}`,
        identifier: `${name}-${hex(7)}`,
        publiclyAccessible: false,
        writer: true,
    }),
    "aws:ecs/taskDefinition:TaskDefinition": ({ inputs, arn }) => ({
        id: inputs.family,
        arn: arn("ecs", `task-definition/${String(inputs.family)}:1`),
        revision: 1,
    }),
    "aws:ecr/repository:Repository": ({ name, arn, accountId, region, hex, inputs }) => {
        const repository = typeof inputs.name === "string" ? inputs.name : `${name}-${hex(7)}`;
        return {
            id: repository,
            arn: arn("ecr", `repository/${repository}`),
            registryId: accountId,
            repositoryUrl: `${accountId}.dkr.ecr.${region}.amazonaws.com/${repository}`,
        };
    },
    "aws:elasticbeanstalk/environment:Environment": ({ name, region, hex, arn }) => ({
        id: `e-${hex(10)}`,
        cname: `${name}.eba-${hex(8)}.${region}.elasticbeanstalk.com`,
        loadBalancers: [arn("elasticloadbalancing", `loadbalancer/app/awseb-${hex(8)}/${hex(16)}`)],
        endpointUrl: `awseb-${hex(12)}.${region}.elb.amazonaws.com`,
    }),
    "aws:ec2/securityGroup:SecurityGroup": ({ hex }) => ({ id: `sg-${hex(17)}` }),
    "aws:ec2/volumeAttachment:VolumeAttachment": ({ hex }) => ({ id: `vai-${hex(10)}` }),
    "aws:ebs/volume:Volume": ({ hex }) => ({ id: `vol-${hex(17)}` }),
};
