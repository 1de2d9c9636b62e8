/** Conflicts of names, networks and the way out of the VPC. */
import { SETTINGS, type Settings } from "../../config";
import { endpointsNeeded } from "../endpoint-services";
import { set, setList, unset, type Change, type Fix } from "../fault";
import { parseNetwork } from "../kinds";
import { registered } from "../likely";
import { isSet, type Conflict } from "./conflict";
import { orList } from "../../system/or-list";

/** Private networks; a public one could not be routed into the VPC. RFC 1918. */
const PRIVATE_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Networks for a VPC, of which one is free whatever the administrators use. */
const VPC_NETWORKS = ["10.20.0.0/16", "10.64.0.0/16", "172.20.0.0/16", "192.168.0.0/16"];

const MAX_STACK_NAME = 16;

/** Each value in turn, as ways to the same end. */
const alternatives = (changes: readonly Change[], purpose?: string): Fix[] =>
    changes.map((change) => ({ changes: [change], ...(purpose !== undefined && { purpose }) }));

/** With a way out, hosts need neither endpoints nor an image of their own. */
const WAY_OUT: Fix = { changes: [unset("nat")], purpose: "give hosts a way out of the VPC" };

export const NETWORK: readonly Conflict[] = [
    {
        setting: "stack",
        when: ({ stack }) => !isStackName(stack),
        but: () => `it becomes part of names in AWS: ${STACK_NAME}`,
        fixes: ({ stack }) =>
            [stackNameLike(stack), "prod"].map((name) => ({ changes: [{ do: "rename", stack: name }] })),
    },
    {
        setting: "hostedZone",
        when: ({ domain, hostedZone }) => !isWithin(domain, hostedZone),
        but: ({ domain }) => `it does not contain the domain ${domain}`,
        fixes: ({ domain, emailFrom, hostedZone }) => [
            ...alternatives([set("hostedZone", registered(domain)), set("hostedZone", domain)]),
            {
                changes: [
                    set("hostedZone", registered(domain)),
                    set("emailFrom", senderAt(domain, emailFrom)),
                ],
                purpose: "use the zone of the domain",
            },
            ...alternatives([set("domain", `hrms.${hostedZone}`)], "use this zone"),
        ],
    },
    {
        setting: "emailFrom",
        when: ({ emailFrom, hostedZone }) => !isWithin(emailFrom.split("@")[1] ?? "", hostedZone),
        but: ({ hostedZone }) =>
            `its domain is outside the hosted zone ${hostedZone}, so SES cannot verify it`,
        fixes: ({ domain, emailFrom }) => alternatives([set("emailFrom", senderAt(domain, emailFrom))]),
    },
    {
        setting: "vpcCidr",
        when: ({ vpcCidr }) => !PRIVATE_NETWORKS.some((network) => contains(network, vpcCidr)),
        but: () => `it is not a private network, that is, part of ${orList(PRIVATE_NETWORKS)}`,
        fixes: () => alternatives(VPC_NETWORKS.map((network) => set("vpcCidr", network))),
    },
    {
        setting: "adminCidrs",
        when: ({ adminCidrs, vpcCidr }) => adminCidrs.some((network) => overlap(network, vpcCidr)),
        but: ({ vpcCidr }) =>
            `it overlaps the network of the VPC, ${vpcCidr}, so hosts could reach each other's port 22`,
        fixes: ({ adminCidrs, sshPublicKey, vpcCidr }) => [
            ...alternatives(
                VPC_NETWORKS.map((network) => set("vpcCidr", network)),
                "give the VPC another network, if it does not exist yet",
            ),
            {
                changes: administrators(
                    adminCidrs.filter((network) => !overlap(network, vpcCidr)),
                    sshPublicKey,
                ),
                purpose: "drop the networks that overlap",
            },
        ],
    },
    {
        setting: "adminCidrs",
        when: ({ adminCidrs }) => widest(adminCidrs).length < adminCidrs.length,
        but: () => "some of its networks contain others",
        fixes: ({ adminCidrs }) => alternatives([set("adminCidrs", widest(adminCidrs))]),
    },
    {
        setting: "sshPublicKey",
        when: ({ adminCidrs, sshPublicKey }) => adminCidrs.length > 0 && !sshPublicKey,
        but: () => "hrms:adminCidrs opens port 22, and hosts accept only keys",
        fixes: () => [
            ...alternatives([
                set("sshPublicKey", SETTINGS.sshPublicKey.example, SETTINGS.sshPublicKey.typed),
            ]),
            ...alternatives([unset("adminCidrs")], "keep port 22 closed"),
        ],
    },
    {
        setting: "sshPublicKey",
        when: ({ adminCidrs, sshPublicKey }) => adminCidrs.length === 0 && sshPublicKey !== undefined,
        but: () => "it has no effect without hrms:adminCidrs",
        fixes: () => [
            ...alternatives(
                [set("adminCidrs", ["203.0.113.7/32"])],
                "open port 22 to one address, for example",
            ),
            ...alternatives([unset("sshPublicKey")], "use Session Manager only"),
        ],
    },
    {
        setting: "interfaceEndpoints",
        when: (settings) => settings.nat === "none" && missingEndpoints(settings).length > 0,
        but: (settings) => `with hrms:nat none, hosts also need ${missingEndpoints(settings).join(", ")}`,
        fixes: (settings) => [
            ...alternatives([
                set("interfaceEndpoints", [
                    ...new Set([...settings.interfaceEndpoints, ...missingEndpoints(settings)]),
                ]),
            ]),
            WAY_OUT,
        ],
    },
    {
        setting: "amiId",
        when: ({ nat, amiId }) => nat === "none" && amiId === undefined,
        but: () =>
            "with hrms:nat none, hosts cannot download Debian's packages, so their image must contain them",
        fixes: () => [{ changes: [set("amiId", SETTINGS.amiId.example)], isExample: true }, WAY_OUT],
    },
];

/** What a stack can be called, as a clause. */
export const STACK_NAME = `it must start with a lowercase letter and have at most ${MAX_STACK_NAME} lowercase letters, digits and single hyphens`;

export const isStackName = (name: string): boolean =>
    /^[a-z](-?[a-z0-9])*$/.test(name) && name.length <= MAX_STACK_NAME;

/** The name with everything left out that is not allowed. */
const stackNameLike = (name: string): string =>
    name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^[^a-z]+/, "")
        .slice(0, MAX_STACK_NAME)
        .replace(/-$/, "");

const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

const missingEndpoints = (settings: Settings): string[] =>
    endpointsNeeded(isSet(settings, "emailUrl")).filter(
        (name) => !settings.interfaceEndpoints.includes(name),
    );

/** Leaves these networks. Without any, the administrators' key has no effect either. */
const administrators = (left: readonly string[], key: string | undefined): Change[] => [
    setList("adminCidrs", left),
    ...(left.length === 0 && key !== undefined ? [unset("sshPublicKey")] : []),
];

/** The same sender at another domain. */
const senderAt = (domain: string, emailFrom: string): string => `${emailFrom.split("@")[0]}@${domain}`;

/** The networks that no other one of the list contains. */
const widest = (networks: readonly string[]): string[] =>
    networks.filter((network) => !networks.some((other) => other !== network && contains(other, network)));

function contains(outer: string, inner: string): boolean {
    const [wide, narrow] = [parseNetwork(outer), parseNetwork(inner)];
    return (
        wide !== undefined &&
        narrow !== undefined &&
        narrow.prefix >= wide.prefix &&
        narrow.address.match(wide.address, wide.prefix)
    );
}

const overlap = (a: string, b: string): boolean => contains(a, b) || contains(b, a);
