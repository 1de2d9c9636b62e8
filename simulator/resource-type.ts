/**
 * What the simulated AWS knows of one resource type. One such object per type, in `simulator/aws/<service>.ts`,
 * `simulator/random.ts` or `simulator/command.ts`; `simulator/registry.ts` collects them.
 */
export interface ResourceType {
    /** Pulumi type token, e.g. `aws:ec2/vpc:Vpc`. */
    readonly token: string;
    /** Inputs without which AWS (or the provider's schema) refuses the resource. */
    readonly required?: readonly string[];
    /**
     * Input properties (dotted paths allowed) whose change the real provider answers with a replacement
     * ("ForceNew" in its schema).
     */
    readonly replaceOn: readonly string[];
    /** What AWS would refuse. */
    readonly refusals?: readonly Refusal[];
    /** Values that AWS fills in when they are left out (only those that something reads). */
    readonly defaults?: Properties;
    /** Inputs whose value AWS completes (the tokens of a DKIM block): a preview does not know them as outputs. */
    readonly completed?: readonly string[];
    /** The identity of a new resource and what AWS adds to the inputs. Called once, at creation. */
    readonly create: (resource: PlannedResource) => CreatedResource;
    /**
     * Outputs that follow from the inputs and so change with an update (an endpoint with a port, `latestVersion`).
     * @defaultValue - the outputs of the creation are kept
     */
    readonly update?: (resource: PlannedResource, old: CreatedResource) => Properties;
    /**
     * The property that the provider names by itself when the program does not: logical name, hyphen, 7 hex digits.
     * A resource that the program named is deleted before it is replaced, since both can't have the name.
     * @defaultValue `{ property: "name", maxLength: 255 }` where the SDK takes an optional `name`
     */
    readonly autoName?: AutoName;
    /** Why AWS would refuse to delete it, e.g. deletion protection or a bucket that is not empty. */
    readonly refuseDelete?: (resource: ExistingResource, account: Account) => string | undefined;
}

export interface AutoName {
    readonly property: string;
    readonly maxLength: number;
    readonly lowerCase?: boolean;
}

/** Plain values as the engine sends them; secrets are unwrapped, values not known yet are {@link UNKNOWN}. */
export type Properties = Record<string, unknown>;

/** Stands for a value that is known only after creation. Rules must treat it as "cannot say". */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** One thing that AWS refuses, with where AWS says so. */
export interface Refusal {
    /** Stable kebab-case id, unique over the simulator, e.g. `rds-backup-retention-range`. The tests go by it. */
    readonly id: string;
    /** Public page of AWS (or of the provider) that states the limit. */
    readonly source: string;
    /** The fault, or undefined where there is none or it can't be told yet. */
    readonly find: (inputs: Properties, account: Account, resource: ResourceIdentity) => Fault | undefined;
}

export interface Fault {
    /** Input property at fault, dotted. */
    readonly property: string;
    /** AWS's own wording where it is known, with its error code first: `InvalidParameterValue: …`. */
    readonly message: string;
}

export interface ResourceIdentity {
    readonly urn: string;
    readonly token: string;
    /** Logical name in the program. */
    readonly name: string;
    /** Region the resource lies in: its own `region` input, else the provider's. */
    readonly region: string;
}

export interface PlannedResource extends ResourceIdentity {
    readonly inputs: Properties;
    readonly account: Account;
    /** 12 digits. */
    readonly accountId: string;
    /** A stable hexadecimal string of that many digits, derived from the URN and a salt: for ids. */
    readonly hex: (digits: number, salt?: string) => string;
    /** `arn:aws:<service>:<region>:<account>:<path>`, with the region left out where `global`. */
    readonly arn: (
        service: string,
        path: string,
        options?: { global?: boolean; account?: boolean },
    ) => string;
}

export interface CreatedResource {
    readonly id: string;
    /** Everything the real provider would output beyond the inputs. */
    readonly outputs: Properties;
}

export interface ExistingResource extends ResourceIdentity {
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** What exists in the simulated account right now. */
export interface Account {
    readonly id: string;
    readonly region: string;
    /** All existing resources of a type. */
    readonly all: (token: string) => readonly ExistingResource[];
    /** The existing resource with that id (or ARN, or name) of one of the types. */
    readonly find: (idOrArn: string, ...tokens: string[]) => ExistingResource | undefined;
}

/** A data source (`aws.getCallerIdentity`, …). */
export interface DataSource {
    /** e.g. `aws:index/getCallerIdentity:getCallerIdentity`. */
    readonly token: string;
    /** Answers, or throws an Error with the provider's own wording. */
    readonly read: (args: Properties, account: Account) => Properties;
}
