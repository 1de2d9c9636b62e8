import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { clusterScene, databaseScene } from "../sound";
import { groupScene, instanceScene, template } from "../sound-hosts";
import { closed, flowLog, vpc } from "../scenes/network";

const gateway = fixture(types.internetGateway)();
const table = fixture(types.routeTable);
const subnet = fixture(types.subnet, {}, { references: { vpcId: [vpc] } })();
const subnetGroup = fixture(
    types.databaseSubnetGroup,
    { subnetIds: [UNKNOWN] },
    { references: { subnetIds: [subnet] } },
);
const association = (routeTable: Resource) =>
    fixture(types.routeTableAssociation)(
        {},
        { references: { subnetId: [subnet], routeTableId: [routeTable] } },
    );
const route = (routeTable: Resource, to: Resource) =>
    fixture(types.route)({}, { references: { routeTableId: [routeTable], gatewayId: [to] } });
const mainRoute = route(vpc, gateway);
const privateScene: Scene = [subnetGroup(), subnet, association(table()), table()];
const platform = fixture(types.stackReference, {}, { name: "platform" })();
const inForeignVpc = fixture(types.subnet, { vpcId: "vpc-0a" }, { name: "in-foreign-vpc" })();
type Props = Readonly<Record<string, unknown>>;
const bareVpc = fixture(types.vpc)();
const defaultOfVpc = fixture(types.defaultSecurityGroup, {}, { references: { vpcId: [bareVpc] } })();
const flowLogWith = fixture(types.flowLog, { trafficType: "ALL" }, { references: { vpcId: [bareVpc] } });
const subnetWith = fixture(types.subnet);
const GIVES = { mapPublicIpOnLaunch: true };
const refersToSubnet = (property: string) => ({ references: { [property]: [subnetWith()] } });
/** A subnet and the hosts in it. */
const inSubnet = (changes: Props, ...others: readonly Resource[]): Scene => [subnetWith(changes), ...others];
const hosts = (changes: Props = {}, computed: Props = {}): Scene =>
    instanceScene(changes, { ...refersToSubnet("subnetId"), computed });
const groupIn = (from: Resource): Scene => {
    const [first, ...others] = groupScene({}, from);
    const references = { ...first.references, ...refersToSubnet("vpcZoneIdentifiers").references };
    return [{ ...first, references }, ...others];
};
const PRIVATE_CARD = [{ associatePublicIpAddress: "false" }];
const [nat, ...ofNat] = hosts({ sourceDestCheck: false });
const natOnRoute = [nat, ...ofNat, fixture(types.route)({}, { references: { networkInterfaceId: [nat] } })];
/** Other types that start hosts, with the property that takes subnets. Beanstalk's options come from a template here. */
const STARTERS = [
    ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
    ["aws:batch/computeEnvironment:ComputeEnvironment", "computeResources"],
    ["aws:elasticbeanstalk/environment:Environment", "settings"],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "subnetId"],
] as const;

export const cases: CaseTable = {
    "vpc-closes-default-security-group": {
        is: ["mandatory", "high", "deny"],
        compliant: { "a VPC with a closed default group": [vpc, flowLog, closed()] },
        violating: {
            "the default group of another VPC": [vpc, flowLog, closed({}, { references: {} })],
        },
        omitted: { "the default security group": ["fail", vpc, flowLog] },
        unknown: { "the group's vpcId": ["pass", vpc, flowLog, closed({ vpcId: UNKNOWN })] },
    },
    "database-subnets-are-private": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a route table without a gateway": [
                subnetGroup(),
                subnet,
                association(table()),
                table(),
                gateway,
            ],
            "a private route table beside a main one with a gateway": [
                subnetGroup(),
                subnet,
                association(table()),
                table(),
                mainRoute,
                vpc,
                flowLog,
                closed(),
                gateway,
            ],
        },
        violating: {
            "a route to a gateway": [
                subnetGroup(),
                subnet,
                association(table()),
                table(),
                route(table(), gateway),
                gateway,
            ],
            "an inline route to a gateway": [
                subnetGroup(),
                subnet,
                association(table()),
                table({}, { references: { routes: [gateway] } }),
                gateway,
            ],
            "a gateway in the VPC's main route table": [
                subnetGroup(),
                subnet,
                vpc,
                flowLog,
                closed(),
                mainRoute,
                gateway,
            ],
            "a gateway in the main route table by the table's own id": [
                subnetGroup(),
                subnet,
                association(vpc),
                ...[vpc, flowLog, closed(), mainRoute, gateway],
            ],
            "a gateway by its id": [
                ...privateScene,
                fixture(types.route)({ gatewayId: "igw-0a" }, { references: { routeTableId: [table()] } }),
            ],
            "a gateway by its id in an inline route": [
                subnetGroup(),
                subnet,
                association(table()),
                table({ routes: [{ gatewayId: "local" }, { gatewayId: "igw-0a" }] }),
            ],
            "one public subnet beside one of another stack": [
                subnetGroup({}, { references: { subnetIds: [inForeignVpc, subnet] } }),
                ...[inForeignVpc, subnet, association(table()), table()],
                ...[route(table(), gateway), gateway],
            ],
        },
        omitted: {
            "a route table": ["pass", subnetGroup(), subnet, vpc, flowLog, closed(), gateway],
            "a subnet group": ["pass", ...databaseScene()],
        },
        unknown: {
            "subnets that the program looks up by a VPC of the stack": [
                "undetermined",
                subnetGroup({}, { references: { subnetIds: [vpc] } }),
                ...[vpc, flowLog, closed()],
            ],
            "the group that AWS fills in": [
                "pass",
                { ...databaseScene()[0], computed: { dbSubnetGroupName: UNKNOWN } },
                ...databaseScene().slice(1),
            ],
            "a subnet group that comes from another resource": [
                "undetermined",
                ...databaseScene(
                    { dbSubnetGroupName: UNKNOWN },
                    { references: { dbSubnetGroupName: [gateway] }, others: [gateway] },
                ),
            ],
            "a gateway of another kind": [
                "pass",
                ...privateScene,
                route(table(), fixture({ tokens: ["aws:ec2/vpnGateway:VpnGateway"] })()),
            ],
            "an inline gateway of another kind": [
                "pass",
                subnetGroup(),
                subnet,
                association(table()),
                table({ routes: [{ gatewayId: UNKNOWN }] }, { references: { routes: [subnet] } }),
            ],
            "the routes that AWS fills in": [
                "pass",
                subnetGroup(),
                subnet,
                association(table()),
                table({}, { computed: { routes: UNKNOWN } }),
            ],
        },
        outside: {
            "subnets by their ids": [subnetGroup({ subnetIds: ["subnet-0a"] }, { references: {} })],
            "subnets of a referenced stack": [
                subnetGroup({}, { references: { subnetIds: [platform] } }),
                platform,
            ],
            "one of two subnets": [
                subnetGroup({}, { references: { subnetIds: [subnet, platform] } }),
                ...[platform, ...privateScene.slice(1)],
            ],
            "the account's default group": databaseScene({ dbSubnetGroupName: "default" }),
            "a cluster in a group of another stack": clusterScene({ dbSubnetGroupName: UNKNOWN }),
            "a route table": [
                subnetGroup(),
                subnet,
                fixture(types.routeTableAssociation)(
                    { routeTableId: "rtb-0a" },
                    { references: { subnetId: [subnet] } },
                ),
            ],
            "the VPC that has the main route table": [
                subnetGroup({}, { references: { subnetIds: [inForeignVpc] } }),
                inForeignVpc,
            ],
            "a gateway": [
                ...privateScene,
                fixture(types.route)({ gatewayId: UNKNOWN }, { references: { routeTableId: [table()] } }),
            ],
        },
    },
    "vpc-has-flow-log": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a flow log of all traffic": [bareVpc, defaultOfVpc, flowLogWith()],
            "a flow log of refused traffic": [bareVpc, defaultOfVpc, flowLogWith({ trafficType: "REJECT" })],
            "a second flow log of refused traffic": [
                bareVpc,
                defaultOfVpc,
                flowLogWith({ trafficType: "ACCEPT" }, { name: "first" }),
                flowLogWith({ trafficType: "REJECT" }, { name: "second" }),
            ],
        },
        violating: {
            "a flow log of accepted traffic": [bareVpc, defaultOfVpc, flowLogWith({ trafficType: "ACCEPT" })],
            "the flow log of another VPC": [bareVpc, defaultOfVpc, flowLogWith({}, { references: {} })],
        },
        omitted: {
            "a flow log": ["fail", bareVpc, defaultOfVpc],
            trafficType: ["fail", bareVpc, defaultOfVpc, flowLogWith({ trafficType: undefined })],
        },
        unknown: {
            trafficType: ["undetermined", bareVpc, defaultOfVpc, flowLogWith({ trafficType: UNKNOWN })],
            "the traffic type of one of two flow logs": [
                "pass",
                bareVpc,
                defaultOfVpc,
                flowLogWith({ trafficType: UNKNOWN }, { name: "first" }),
                flowLogWith({}, { name: "second" }),
            ],
        },
    },
    "subnet-no-auto-public-ip": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a subnet that assigns no addresses": [subnetWith({ mapPublicIpOnLaunch: false })],
            "a host in a subnet that assigns no addresses": inSubnet(
                { mapPublicIpOnLaunch: false },
                ...hosts(),
            ),
        },
        violating: {
            "a host in a subnet that assigns addresses": inSubnet(GIVES, ...hosts()),
            "a host whose address AWS fills in": inSubnet(
                GIVES,
                ...hosts({}, { associatePublicIpAddress: false }),
            ),
            "an Auto Scaling Group in a subnet that assigns addresses": inSubnet(
                GIVES,
                ...groupIn(template()),
            ),
            "an Auto Scaling Group with one private interface of two": inSubnet(
                GIVES,
                ...groupIn(template({ networkInterfaces: [...PRIVATE_CARD, { deviceIndex: 1 }] })),
            ),
            ...Object.fromEntries(
                STARTERS.map(([token, property]) => [
                    `${token} in a subnet that assigns addresses`,
                    inSubnet(
                        GIVES,
                        fixture({ tokens: [token] })({ templateName: "hardened" }, refersToSubnet(property)),
                    ),
                ]),
            ),
        },
        omitted: { mapPublicIpOnLaunch: ["pass", ...inSubnet({}, ...hosts())] },
        unknown: {
            mapPublicIpOnLaunch: ["undetermined", ...inSubnet({ mapPublicIpOnLaunch: UNKNOWN }, ...hosts())],
        },
        advised: {
            "a subnet with a NAT gateway only": inSubnet(
                GIVES,
                fixture({ tokens: ["aws:ec2/natGateway:NatGateway"] })({}, refersToSubnet("subnetId")),
            ),
            "a host that declines an address": inSubnet(GIVES, ...hosts({ associatePublicIpAddress: false })),
            "an Auto Scaling Group that declines an address": inSubnet(
                GIVES,
                ...groupIn(template({ networkInterfaces: PRIVATE_CARD })),
            ),
            "a NAT instance": inSubnet(GIVES, ...natOnRoute),
        },
    },
};
