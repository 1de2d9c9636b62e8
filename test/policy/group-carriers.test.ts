/** Which clients may reach a database, by the resource that has the client's security group. */
import { CARRIERS } from "../../policies/aws/group-carriers";
import * as types from "../../policies/resource-types";
import { databaseIngressOnlyFromApp } from "../../policies/rules/data-access";
import { fixture } from "./case";
import { judge, UNKNOWN } from "./harness";
import { classOf } from "./provider-class";

/** Repeated here, so that the test notices a row that disappears or changes its role. */
const EXPECTED = `
application aws:ec2/instance:Instance vpcSecurityGroupIds
application aws:ec2/instance:Instance securityGroups
application aws:ec2/launchTemplate:LaunchTemplate vpcSecurityGroupIds
application aws:ec2/launchTemplate:LaunchTemplate networkInterfaces
application aws:ec2/launchConfiguration:LaunchConfiguration securityGroups
application aws:ec2/spotInstanceRequest:SpotInstanceRequest vpcSecurityGroupIds
application aws:ec2/spotInstanceRequest:SpotInstanceRequest securityGroups
application aws:ec2/networkInterface:NetworkInterface securityGroups
application aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment securityGroupId
application aws:ecs/service:Service networkConfiguration
application aws:ecs/taskSet:TaskSet networkConfiguration
application aws:ecs/expressGatewayService:ExpressGatewayService networkConfigurations
application aws:cloudwatch/eventTarget:EventTarget ecsTarget
application aws:scheduler/schedule:Schedule target
application aws:pipes/pipe:Pipe targetParameters
application aws:eks/cluster:Cluster vpcConfig
application aws:eks/nodeGroup:NodeGroup remoteAccess
application aws:lambda/function:Function vpcConfig
application aws:codebuild/project:Project vpcConfig
application aws:apprunner/vpcConnector:VpcConnector securityGroups
application aws:batch/computeEnvironment:ComputeEnvironment computeResources
application aws:elasticbeanstalk/environment:Environment settings
application aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate settings
application aws:synthetics/canary:Canary vpcConfig
application aws:mwaa/environment:Environment networkConfiguration
application aws:glue/connection:Connection physicalConnectionRequirements
application aws:dms/replicationInstance:ReplicationInstance vpcSecurityGroupIds
application aws:rds/proxy:Proxy vpcSecurityGroupIds
data aws:rds/instance:Instance vpcSecurityGroupIds
data aws:rds/cluster:Cluster vpcSecurityGroupIds
data aws:docdb/cluster:Cluster vpcSecurityGroupIds
data aws:redshift/cluster:Cluster vpcSecurityGroupIds
data aws:elasticache/replicationGroup:ReplicationGroup securityGroupIds
data aws:elasticache/cluster:Cluster securityGroupIds
data aws:elasticache/serverlessCache:ServerlessCache securityGroupIds
data aws:memorydb/cluster:Cluster securityGroupIds
data aws:opensearch/domain:Domain vpcOptions
data aws:mq/broker:Broker securityGroups
data aws:msk/cluster:Cluster brokerNodeGroupInfo
data aws:efs/mountTarget:MountTarget securityGroups
way in aws:lb/loadBalancer:LoadBalancer securityGroups
way in aws:alb/loadBalancer:LoadBalancer securityGroups
way in aws:elb/loadBalancer:LoadBalancer securityGroups
way in aws:apigatewayv2/vpcLink:VpcLink securityGroupIds
way in aws:ec2/vpcEndpoint:VpcEndpoint securityGroupIds
way in aws:ec2clientvpn/endpoint:Endpoint securityGroupIds`;

const rows = EXPECTED.trim()
    .split("\n")
    .map((line) => /^(.*) (aws:\S+) (\S+)$/.exec(line)?.slice(1) ?? [])
    .map(([role = "", token = "", property = ""]) => ({ role, token, property }));

const FAULTS: Readonly<Record<string, string | undefined>> = {
    data: "The rule lets in the security group of a database, cache or queue",
    "way in": "The rule lets in the security group of a load balancer or another way in",
};

test("the table has exactly these rows", () => {
    const own = CARRIERS.flatMap(({ role, type, properties }) =>
        properties.map((property) => ({ role, token: type.tokens[0], property })),
    );
    expect(own).toEqual(rows);
});

test.each([...new Set(rows.map(({ token }) => token))])(
    "%s is the token of the provider's class",
    (token) => {
        expect(classOf(token)).toHaveProperty("__pulumiType", token);
    },
);

test.each(rows)("treats $token with the group in $property as $role", async ({ role, token, property }) => {
    const client = fixture(types.securityGroup)({}, { name: "client" });
    const server = fixture(types.securityGroup)({}, { name: "server" });
    const carrier = fixture({ tokens: [token] })(
        {},
        { name: "carrier", references: { [property]: [client, server] } },
    );
    const database = fixture(types.databaseInstance, { engine: "mysql" })(
        {},
        { name: "database", references: { vpcSecurityGroupIds: [server] } },
    );
    const rule = fixture(types.ingressRule, { ipProtocol: "tcp", fromPort: 3306, toPort: 3306 })(
        { referencedSecurityGroupId: UNKNOWN },
        { references: { securityGroupId: [server], referencedSecurityGroupId: [client] } },
    );
    const found = await judge([databaseIngressOnlyFromApp], [rule, client, server, database, carrier]);
    const about = found.filter(({ resource }) => resource === rule.name);
    expect(about.map(({ message }) => message.split(".")[0])).toEqual(FAULTS[role] ? [FAULTS[role]] : []);
});
