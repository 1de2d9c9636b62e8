/** Openings of firewalls, in whichever of the three ways AWS's provider lets one write them. */
import type { Node, Stack } from "../stack";
import { on, type ResourceRule } from "../policy";
import * as types from "../resource-types";
import type { Settings, Values } from "../settings";
import { decide, each, type Findings, isSet } from "../verdict";

/** An opening of a firewall, inline in a security group or a rule of its own. */
export interface Ingress {
    readonly protocol: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly cidrBlocks?: readonly string[];
    readonly ipv6CidrBlocks?: readonly string[];
    readonly prefixListIds?: readonly string[];
    /** Ids of security groups, where it is inline. */
    readonly securityGroups?: readonly string[];
    /** The group itself. */
    readonly self?: boolean;
}

type IngressRule = types.Props<typeof types.ingressRule>;
type Resource<Props> = Pick<Node<Props>, "urn" | "props">;

/** Judges every opening by itself. */
export function onEveryIngress<S extends Settings>(
    judge: (ingress: Ingress, place: string, settings: Values<S>) => Findings,
): ResourceRule<S>[] {
    return [
        on(types.securityGroup, ({ props }, settings: Values<S>) =>
            each(
                () => props.ingress,
                (ingress, index) => judge(ingress, `ingress[${index}]`, settings),
            ),
        ),
        on(types.securityGroupRule, ({ props }, settings: Values<S>) =>
            decide(() => (props.type === "ingress" ? judge(props, "The rule", settings) : [])),
        ),
        on(types.ingressRule, ({ props }, settings: Values<S>) =>
            judge(ingressOf(props), "The rule", settings),
        ),
    ];
}

/** The newest kind of rule, in the form of the others. */
export function ingressOf(props: IngressRule): Ingress {
    return {
        // Read only when asked for: any of them may be unknown.
        get protocol() {
            return props.ipProtocol;
        },
        get fromPort() {
            return props.fromPort;
        },
        get toPort() {
            return props.toPort;
        },
        get cidrBlocks() {
            return isSet(props, "cidrIpv4") ? [props.cidrIpv4 ?? ""] : [];
        },
        get ipv6CidrBlocks() {
            return isSet(props, "cidrIpv6") ? [props.cidrIpv6 ?? ""] : [];
        },
        get prefixListIds() {
            return isSet(props, "prefixListId") ? [props.prefixListId ?? ""] : [];
        },
    };
}

/** An opening with the security groups of the stack that it lets in. */
export interface Opening {
    readonly ingress: Ingress;
    readonly place: string;
    readonly clients: readonly Node<object>[];
}

/** The inline openings of a group. Where rules are of their own, AWS reports them here too, under no reference. */
export function inlineOpenings(
    group: Resource<types.Props<typeof types.securityGroup>>,
    stack: Stack,
): readonly Opening[] {
    if (!stack.gives(group, "ingress")) return [];
    const referred = stack.referred(group, "ingress", types.securityGroup);
    const self = stack.all(types.securityGroup).filter(({ urn }) => urn === group.urn);
    return (group.props.ingress ?? []).map((ingress, index) => ({
        ingress,
        place: `ingress[${index}]`,
        clients: [...referred, ...(ingress.self ? self : [])],
    }));
}

/** The opening that a rule of its own makes; none where it is for the way out. */
export function openingOfRule(
    rule: Resource<types.Props<typeof types.securityGroupRule>>,
    stack: Stack,
): readonly Opening[] {
    const { props } = rule;
    if (props.type !== "ingress") return [];
    const self = props.self ? stack.referred(rule, "securityGroupId", types.securityGroup) : [];
    const clients = [...stack.referred(rule, "sourceSecurityGroupId", types.securityGroup), ...self];
    return [{ ingress: props, place: "The rule", clients }];
}

export function openingOfIngressRule(rule: Resource<IngressRule>, stack: Stack): readonly Opening[] {
    const clients = stack.referred(rule, "referencedSecurityGroupId", types.securityGroup);
    return [{ ingress: ingressOf(rule.props), place: "The rule", clients }];
}

/** Every opening of a group. */
export function openingsOf(
    group: Resource<types.Props<typeof types.securityGroup>>,
    stack: Stack,
): readonly Opening[] {
    return [
        ...inlineOpenings(group, stack),
        ...stack
            .referring(types.securityGroupRule, "securityGroupId", group)
            .flatMap((rule) => openingOfRule(rule, stack)),
        ...stack
            .referring(types.ingressRule, "securityGroupId", group)
            .flatMap((rule) => openingOfIngressRule(rule, stack)),
    ];
}

const isTcp = ({ protocol }: Ingress) => ["tcp", "6"].includes(protocol.toLowerCase());
const isAnyProtocol = ({ protocol }: Ingress) => ["-1", "all"].includes(protocol.toLowerCase());

/** Whether it opens this TCP port and nothing else. */
export const isExactly = (ingress: Ingress, port: number): boolean =>
    isTcp(ingress) && ingress.fromPort === port && ingress.toPort === port;

/** Whether it opens this TCP port, among others or alone. */
export const covers = (ingress: Pick<Ingress, "protocol" | "fromPort" | "toPort">, port: number): boolean =>
    isAnyProtocol(ingress) ||
    (isTcp(ingress) && (ingress.fromPort ?? 0) <= port && port <= (ingress.toPort ?? 65_535));

/** Networks by their addresses, of either family. */
export const cidrsOf = ({ cidrBlocks, ipv6CidrBlocks }: Ingress): readonly string[] => [
    ...(cidrBlocks ?? []),
    ...(ipv6CidrBlocks ?? []),
];
