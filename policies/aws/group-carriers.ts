/** Which property of each resource type takes security groups. */
import type * as aws from "@pulumi/aws";
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";

/**
 * `application` runs the team's code, or makes requests for it. `data` keeps data and calls nobody. `way in` forwards
 * what others send.
 */
export type Role = "application" | "data" | "way in";

interface Carrier<Args extends object = object> {
    readonly role: Role;
    readonly type: types.ResourceType<Args>;
    readonly properties: readonly string[];
}

/** The compiler checks the properties against the provider's class, so it finds a misspelled one. */
const row =
    (role: Role) =>
    <Args extends object = never>(token: string, ...properties: (keyof Args & string)[]): Carrier<Args> => ({
        role,
        type: { tokens: [token] },
        properties,
    });

const application = row("application");
const data = row("data");
const wayIn = row("way in");

export const CARRIERS: readonly Carrier[] = [
    application<aws.ec2.InstanceArgs>("aws:ec2/instance:Instance", "vpcSecurityGroupIds", "securityGroups"),
    application<aws.ec2.LaunchTemplateArgs>(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "vpcSecurityGroupIds",
        "networkInterfaces",
    ),
    application<aws.ec2.LaunchConfigurationArgs>(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "securityGroups",
    ),
    application<aws.ec2.SpotInstanceRequestArgs>(
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        "vpcSecurityGroupIds",
        "securityGroups",
    ),
    application<aws.ec2.NetworkInterfaceArgs>("aws:ec2/networkInterface:NetworkInterface", "securityGroups"),
    application<aws.ec2.NetworkInterfaceSecurityGroupAttachmentArgs>(
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
        "securityGroupId",
    ),
    application<aws.ecs.ServiceArgs>("aws:ecs/service:Service", "networkConfiguration"),
    application<aws.ecs.TaskSetArgs>("aws:ecs/taskSet:TaskSet", "networkConfiguration"),
    application<aws.ecs.ExpressGatewayServiceArgs>(
        "aws:ecs/expressGatewayService:ExpressGatewayService",
        "networkConfigurations",
    ),
    // ECS tasks on a schedule, for example Django's management commands.
    application<aws.cloudwatch.EventTargetArgs>("aws:cloudwatch/eventTarget:EventTarget", "ecsTarget"),
    application<aws.scheduler.ScheduleArgs>("aws:scheduler/schedule:Schedule", "target"),
    application<aws.pipes.PipeArgs>("aws:pipes/pipe:Pipe", "targetParameters"),
    application<aws.eks.ClusterArgs>("aws:eks/cluster:Cluster", "vpcConfig"),
    application<aws.eks.NodeGroupArgs>("aws:eks/nodeGroup:NodeGroup", "remoteAccess"),
    application<aws.lambda.FunctionArgs>("aws:lambda/function:Function", "vpcConfig"),
    application<aws.codebuild.ProjectArgs>("aws:codebuild/project:Project", "vpcConfig"),
    application<aws.apprunner.VpcConnectorArgs>("aws:apprunner/vpcConnector:VpcConnector", "securityGroups"),
    application<aws.batch.ComputeEnvironmentArgs>(
        "aws:batch/computeEnvironment:ComputeEnvironment",
        "computeResources",
    ),
    application<aws.elasticbeanstalk.EnvironmentArgs>(
        "aws:elasticbeanstalk/environment:Environment",
        "settings",
    ),
    application<aws.elasticbeanstalk.ConfigurationTemplateArgs>(
        "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
        "settings",
    ),
    application<aws.synthetics.CanaryArgs>("aws:synthetics/canary:Canary", "vpcConfig"),
    application<aws.mwaa.EnvironmentArgs>("aws:mwaa/environment:Environment", "networkConfiguration"),
    application<aws.glue.ConnectionArgs>("aws:glue/connection:Connection", "physicalConnectionRequirements"),
    application<aws.dms.ReplicationInstanceArgs>(
        "aws:dms/replicationInstance:ReplicationInstance",
        "vpcSecurityGroupIds",
    ),
    // A proxy is also a server, but it queries the database on the application's behalf.
    application<aws.rds.ProxyArgs>("aws:rds/proxy:Proxy", "vpcSecurityGroupIds"),

    data<aws.rds.InstanceArgs>("aws:rds/instance:Instance", "vpcSecurityGroupIds"),
    data<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", "vpcSecurityGroupIds"),
    data<aws.docdb.ClusterArgs>("aws:docdb/cluster:Cluster", "vpcSecurityGroupIds"),
    data<aws.redshift.ClusterArgs>("aws:redshift/cluster:Cluster", "vpcSecurityGroupIds"),
    data<aws.elasticache.ReplicationGroupArgs>(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "securityGroupIds",
    ),
    data<aws.elasticache.ClusterArgs>("aws:elasticache/cluster:Cluster", "securityGroupIds"),
    data<aws.elasticache.ServerlessCacheArgs>(
        "aws:elasticache/serverlessCache:ServerlessCache",
        "securityGroupIds",
    ),
    data<aws.memorydb.ClusterArgs>("aws:memorydb/cluster:Cluster", "securityGroupIds"),
    data<aws.opensearch.DomainArgs>("aws:opensearch/domain:Domain", "vpcOptions"),
    data<aws.mq.BrokerArgs>("aws:mq/broker:Broker", "securityGroups"),
    data<aws.msk.ClusterArgs>("aws:msk/cluster:Cluster", "brokerNodeGroupInfo"),
    data<aws.efs.MountTargetArgs>("aws:efs/mountTarget:MountTarget", "securityGroups"),

    wayIn<aws.lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", "securityGroups"),
    wayIn<aws.alb.LoadBalancerArgs>("aws:alb/loadBalancer:LoadBalancer", "securityGroups"),
    wayIn<aws.elb.LoadBalancerArgs>("aws:elb/loadBalancer:LoadBalancer", "securityGroups"),
    wayIn<aws.apigatewayv2.VpcLinkArgs>("aws:apigatewayv2/vpcLink:VpcLink", "securityGroupIds"),
    wayIn<aws.ec2.VpcEndpointArgs>("aws:ec2/vpcEndpoint:VpcEndpoint", "securityGroupIds"),
    wayIn<aws.ec2clientvpn.EndpointArgs>("aws:ec2clientvpn/endpoint:Endpoint", "securityGroupIds"),
];

/** EKS creates the group of a cluster's nodes itself. Only the cluster's outputs name it. */
const MAKES_ITS_OWN = ["aws:eks/cluster:Cluster"];

/** Everything that a rule can name as its source. */
export const sourceOfTraffic: types.ResourceType<object> = {
    tokens: [...types.securityGroup.tokens, ...MAKES_ITS_OWN],
};

/** The roles of the resources that use a group. Empty if no resource of the stack uses it. */
export function rolesOf(group: Pick<Node<object>, "urn" | "type">, stack: Stack): readonly Role[] {
    if (MAKES_ITS_OWN.includes(group.type)) return ["application"];
    return CARRIERS.filter((carrier) => carries(carrier, group, stack)).map(({ role }) => role);
}

function carries({ type, properties }: Carrier, group: Resource, stack: Stack): boolean {
    return stack
        .all(type)
        .some((carrier) => properties.some((property) => stack.refersTo(carrier, property, group)));
}
