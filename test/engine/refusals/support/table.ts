import * as pulumi from "@pulumi/pulumi";
import { RefusalCase } from "./case";

type ResourceClass<Args> = new (
    name: string,
    args: Args,
    options?: pulumi.CustomResourceOptions,
) => pulumi.Resource;

/** The refusal, the change of the accepted arguments that triggers it, and text of the message. */
type Row<Args> = readonly [
    id: string,
    change: Partial<Args> | ((name: string) => Partial<Args>),
    message: string,
];

/**
 * The cases of one type: arguments that AWS accepts, and one change for each refusal. The unchanged arguments are
 * registered as `<first case>-accepted`, to find checks that reject too much.
 */
export function casesOf<Args extends object>(
    type: ResourceClass<Args>,
    accepted: (name: string) => NoInfer<Args>,
    rows: readonly Row<NoInfer<Args>>[],
): RefusalCase[] {
    return rows.map(([id, change, message], at) => ({
        id,
        message,
        program: (name) => {
            if (at === 0) {
                new type(`${name}-accepted`, accepted(`${name}-accepted`));
            }
            return new type(name, {
                ...accepted(name),
                ...(typeof change === "function" ? change(name) : change),
            });
        },
    }));
}

/**
 * Two resources with the same arguments. AWS accepts the first and rejects the second.
 * @param second - arguments that only the second resource has
 */
export function clash<Args extends object>(
    id: string,
    type: ResourceClass<Args>,
    args: (name: string) => NoInfer<Args>,
    message: string,
    second: (name: string) => Partial<NoInfer<Args>> = () => ({}),
): RefusalCase {
    return {
        id,
        message,
        program: (name) => {
            const first = new type(`${name}-first`, args(name));
            return new type(name, { ...args(name), ...second(name) }, { dependsOn: first });
        },
    };
}

/** Calls `make` once, when a case first needs the result. */
export function once<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}

/** A resource policy with one statement that allows something. */
export const allow = (
    principal: object | "*",
    action: string | string[],
    resource: pulumi.Input<string> = "*",
): pulumi.Output<string> =>
    pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: principal, Action: action, Resource: resource }],
    });
