/** Policies on scenes of a few resources, judged in process. */
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { Policies, PolicyPackConfig } from "@pulumi/policy";
import { nameOf } from "../../tools/events";
import { type JudgedResource, judge as judgeInProcess } from "../../tools/policies/in-process";
import type { Verdict } from "../../tools/policies/verdict";

export interface Resource {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly protect?: boolean;
    readonly ignoreChanges?: readonly string[];
    /** Inputs of the provider, where it is one of the program's own. */
    readonly provider?: Readonly<Record<string, unknown>>;
    /** The resources that a property refers to. */
    readonly references?: Readonly<Record<string, readonly Resource[]>>;
    /** What AWS fills in: not among what the program gives. */
    readonly computed?: Readonly<Record<string, unknown>>;
}

export interface Violation {
    readonly policy: string;
    /** Logical name of the resource, as the violation's URN has it. */
    readonly resource: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
}

/** How the engine writes a value that is not known yet; https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret as the engine sends it. */
export function secret(value: string): object {
    return { [specialSigKey]: specialSecretSig, value };
}

/** What the policies find wrong with these resources, judged one by one and then as a stack. */
export async function judge(
    policies: Policies,
    resources: readonly Resource[],
    config: PolicyPackConfig = {},
): Promise<Violation[]> {
    return (await verdictsOn(policies, resources, config)).flatMap(({ policy, urn, level, message }) =>
        level === undefined || message === undefined ? [] : { policy, resource: nameOf(urn), level, message },
    );
}

/** What they say of them, good or bad. */
export async function verdictsOn(
    policies: Policies,
    resources: readonly Resource[],
    config: PolicyPackConfig = {},
): Promise<Verdict[]> {
    return judgeInProcess({ policies, config }, resources.map(described));
}

function described({
    type,
    name,
    props,
    provider,
    references = {},
    computed = {},
    ...options
}: Resource): JudgedResource {
    return {
        ...options,
        urn: urnOf(type, name),
        type,
        name,
        inputs: props,
        outputs: { ...computed, ...props },
        ...(provider && {
            provider: {
                urn: urnOf("pulumi:providers:aws", "aws"),
                type: "pulumi:providers:aws",
                name: "aws",
                inputs: provider,
            },
        }),
        references: Object.fromEntries(
            Object.entries(references).map(([property, targets]) => [
                property,
                targets.map((target) => urnOf(target.type, target.name)),
            ]),
        ),
    };
}

export function urnOf(type: string, name: string): string {
    return `urn:pulumi:test::test::${type}::${name}`;
}
