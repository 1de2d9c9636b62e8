import * as pulumi from "@pulumi/pulumi";
import { callerOf, onlyFor } from "./callers";

/** A statement of an IAM or resource policy, typed so that no policy is JSON text. */
export interface Statement {
    /** The purpose of the statement, in letters and digits. */
    readonly sid: string;
    /** @defaultValue "Allow" */
    readonly effect?: "Allow" | "Deny";
    readonly actions: readonly string[];
    /** @defaultValue - left out, as in a role's trust policy */
    readonly resources?: readonly pulumi.Input<string>[];
    /** Only in resource policies and trust policies. `"*"` needs a condition that restricts it. */
    readonly principals?:
        { readonly Service?: readonly string[]; readonly AWS?: readonly pulumi.Input<string>[] } | "*";
    /** Operator, key, value: `{ StringEquals: { "aws:SourceAccount": "…" } }`. */
    readonly conditions?: Readonly<
        Record<string, Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>>
    >;
}

/** The JSON of a policy with these statements. */
export function policyDocument(...statements: readonly Statement[]): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: statements.map(
            ({ sid, effect = "Allow", actions, resources, principals, conditions }) => ({
                Sid: sid,
                Effect: effect,
                ...(principals && { Principal: principals }),
                Action: actions,
                ...(resources && { Resource: resources }),
                ...(conditions && { Condition: conditions }),
            }),
        ),
    });
}

/**
 * The trust policy of a role that one AWS service assumes. With `onlyForAccount` (12 digits) the service can act only for
 * resources of that account, as far as it says for which account it acts: see `callers.ts`.
 */
export function trustService(
    service: string,
    { onlyForAccount }: { onlyForAccount?: string } = {},
): pulumi.Output<string> {
    const action = "sts:AssumeRole";
    const conditions =
        onlyForAccount === undefined ? undefined : onlyFor(onlyForAccount, callerOf(service, action));
    return policyDocument({
        sid: "AssumedByService",
        actions: [action],
        principals: { Service: [service] },
        ...(conditions && { conditions }),
    });
}
