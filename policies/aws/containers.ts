/** Reads the containers in the JSON of an ECS task definition. */
import { isRecord } from "../record";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export interface Container {
    readonly privileged?: boolean;
    readonly readonlyRootFilesystem?: boolean;
    readonly user?: string;
    readonly logConfiguration?: { readonly logDriver?: string };
    readonly linuxParameters?: { readonly capabilities?: { readonly add?: readonly string[] } };
}

/** The containers of a definition. Undefined if it is not a JSON list of objects, which AWS refuses. */
export function readContainers(definitions: string): readonly Container[] | undefined {
    try {
        const parsed: unknown = JSON.parse(definitions);
        return Array.isArray(parsed) && parsed.every(isRecord) ? parsed : undefined;
    } catch {
        return undefined;
    }
}
