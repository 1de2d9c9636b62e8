/** Reads ingress rules in each of the three forms that AWS's provider has for them. */
import { sourceOfTraffic } from "./group-carriers";
import type { Node, Stack } from "../stack";
import { on, type ResourceRule } from "../policy";
import * as types from "../resource-types";
import type { Settings, Values } from "../settings";
import { decide, each, type Findings, isSet } from "../verdict";

/** An ingress rule, inline in a security group or as a separate resource. */
export interface Ingress {
    readonly protocol: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly cidrBlocks?: readonly string[];
    readonly ipv6CidrBlocks?: readonly string[];
    readonly prefixListIds?: readonly string[];
    /** Ids of security groups in an inline rule. */
    readonly securityGroups?: readonly string[];
    /** Whether the source is the group itself. */
    readonly self?: boolean;
}

type IngressRule = types.Props<typeof types.ingressRule>;
type Resource<Props> = Pick<Node<Props>, "urn" | "props">;

/** Judges every opening separately. */
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

/** The newest kind of rule in the form of the others. */
export function ingressOf(props: IngressRule): Ingress {
    return {
        // Read lazily, because any of them can be unknown.
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

/** An opening with its sources in the stack: security groups, and resources that create their own group. */
export interface Opening {
    readonly ingress: Ingress;
    readonly place: string;
    readonly clients: readonly Node<object>[];
    /** The property that names the source. */
    readonly source: string;
    /** Whether that refers to something outside this stack. */
    readonly letsInOthers: () => boolean;
}

/** The inline openings of a group. AWS also reports separate rules here, but without references. */
export function inlineOpenings(
    group: Resource<types.Props<typeof types.securityGroup>>,
    stack: Stack,
): readonly Opening[] {
    if (!stack.gives(group, "ingress")) return [];
    const referred = stack.referred(group, "ingress", sourceOfTraffic);
    const self = stack.all(types.securityGroup).filter(({ urn }) => urn === group.urn);
    return (group.props.ingress ?? []).map((ingress, index) => ({
        ingress,
        place: `ingress[${index}]`,
        clients: [...referred, ...(ingress.self ? self : [])],
        source: "ingress",
        letsInOthers: () => isSet(ingress, "securityGroups") && stack.leadsOutside(group, "ingress"),
    }));
}

/** The ingress of a separate rule, or undefined if it is an egress rule. */
export function openingOfRule(
    rule: Resource<types.Props<typeof types.securityGroupRule>>,
    stack: Stack,
): readonly Opening[] {
    const { props } = rule;
    if (props.type !== "ingress") return [];
    const self = props.self ? stack.referred(rule, "securityGroupId", types.securityGroup) : [];
    const clients = [...stack.referred(rule, "sourceSecurityGroupId", sourceOfTraffic), ...self];
    return [
        { ingress: props, place: "The rule", clients, ...sourceOf(rule, "sourceSecurityGroupId", stack) },
    ];
}

export function openingOfIngressRule(rule: Resource<IngressRule>, stack: Stack): readonly Opening[] {
    const source = sourceOf(rule, "referencedSecurityGroupId", stack);
    const clients = stack.referred(rule, source.source, sourceOfTraffic);
    return [{ ingress: ingressOf(rule.props), place: "The rule", clients, ...source }];
}

function sourceOf(
    rule: Pick<Node<object>, "urn">,
    source: string,
    stack: Stack,
): Pick<Opening, "source" | "letsInOthers"> {
    return { source, letsInOthers: () => stack.leadsOutside(rule, source) };
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

/** Whether it opens this TCP port, alone or with others. */
export const covers = (ingress: Pick<Ingress, "protocol" | "fromPort" | "toPort">, port: number): boolean =>
    isAnyProtocol(ingress) ||
    (isTcp(ingress) && (ingress.fromPort ?? 0) <= port && port <= (ingress.toPort ?? 65_535));

/** IPv4 and IPv6 networks. */
export const cidrsOf = ({ cidrBlocks, ipv6CidrBlocks }: Ingress): readonly string[] => [
    ...(cidrBlocks ?? []),
    ...(ipv6CidrBlocks ?? []),
];
