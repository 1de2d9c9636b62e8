/** Judges scenes of a few resources in this process. */
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { Policies, PolicyPackConfig } from "@pulumi/policy";
import { withLevels } from "../../policies/stack-settings";
import { nameOf } from "../../policies/urn";
import { type JudgedResource, judge as judgeInProcess } from "../../evidence/in-process";
import type { Verdict } from "../../policies/report/verdict";

export interface Resource {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly protect?: boolean;
    readonly ignoreChanges?: readonly string[];
    /** Inputs of the provider, if the program creates it. */
    readonly provider?: Readonly<Record<string, unknown>>;
    /** The resources that each property refers to. */
    readonly references?: Readonly<Record<string, readonly Resource[]>>;
    /** Values that AWS fills in. The program does not set them. */
    readonly computed?: Readonly<Record<string, unknown>>;
}

export interface Violation {
    readonly policy: string;
    /** Logical name of the resource, from the violation's URN. */
    readonly resource: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
}

/** How the engine writes a value that it does not know yet; https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret as the engine sends it. */
export function secret(value: unknown): object {
    return { [specialSigKey]: specialSecretSig, value };
}

/** What the policies find wrong with these resources, first one by one and then as a stack. */
export async function judge(
    policies: Policies,
    resources: readonly Resource[],
    config: PolicyPackConfig = {},
): Promise<Violation[]> {
    return (await verdictsOn(policies, resources, config)).flatMap(({ policy, urn, level, message }) =>
        level === undefined || message === undefined ? [] : { policy, resource: nameOf(urn), level, message },
    );
}

/** All verdicts of the policies on these resources. */
export async function verdictsOn(
    policies: Policies,
    resources: readonly Resource[],
    config: PolicyPackConfig = {},
): Promise<Verdict[]> {
    return judgeInProcess({ policies, config: withLevels(config, policies) }, resources.map(described));
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
