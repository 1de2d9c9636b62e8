/** Looks things up in an exported stack. */
import { cloudResources, type Deployment, type StackResource } from "../../engine/deployment";
import { parseUrn } from "../../policies/urn";

export type Inputs = Readonly<Record<string, unknown>>;

/** The resources of a stack, looked up by their type. */
export class Resources {
    readonly all: readonly StackResource[];

    constructor(deployment: Deployment) {
        // Sorted by name, because the state lists resources in the order in which they happened to be ready.
        this.all = cloudResources(deployment).sort((one, other) => (one.urn < other.urn ? -1 : 1));
    }

    of(type: string): readonly StackResource[] {
        return this.all.filter((resource) => resource.type === type);
    }

    first(type: string): StackResource | undefined {
        return this.of(type)[0];
    }

    has(type: string): boolean {
        return this.count(type) > 0;
    }

    count(type: string): number {
        return this.of(type).length;
    }

    /** The only resource of a type. Throws if there is none. */
    required(type: string): StackResource {
        const resource = this.first(type);
        if (!resource) {
            throw new Error(
                `Cannot draw the stack: it has no ${type}. Run pulumi up first, then export the stack.`,
            );
        }
        return resource;
    }
}

export const stackOf = ({ urn }: StackResource): string => parseUrn(urn).stack;
export const projectOf = ({ urn }: StackResource): string => parseUrn(urn).project;
export const nameOf = ({ urn }: StackResource): string => parseUrn(urn).name;

/** The last word of the resource's name: `hrms-storage-media` is `media`. */
export const roleOf = (resource: StackResource): string => nameOf(resource).split("-").at(-1) ?? "";

export const inputOf = ({ inputs }: StackResource, name: string): string => asText(inputs?.[name]);

export const regionOf = ({ outputs }: StackResource): string => asText(outputs?.region);

export const asList = (value: unknown): readonly Inputs[] =>
    Array.isArray(value) ? (value as Inputs[]) : [];

/** Text, numbers and flags as text; everything else is empty. */
export const asText = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
    `${count} ${count === 1 ? noun : nouns}`;
