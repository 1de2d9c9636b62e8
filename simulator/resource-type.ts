/**
 * What the simulated AWS knows about one resource type. Each type has one such object in `simulator/aws/<service>.ts`,
 * `simulator/random.ts` or `simulator/command.ts`. `simulator/registry.ts` collects them.
 */
export interface ResourceType {
    /** Pulumi type token, e.g. `aws:ec2/vpc:Vpc`. */
    readonly token: string;
    /** Inputs that AWS (or the provider's schema) requires. */
    readonly required?: readonly string[];
    /**
     * Inputs, as dotted paths, that can't change in place: the real provider replaces the resource ("ForceNew" in its
     * schema).
     */
    readonly replaceOn: readonly string[];
    /** What AWS rejects. */
    readonly refusals?: readonly Refusal[];
    /** Values that AWS sets for omitted inputs. Lists only those that something reads. */
    readonly defaults?: Properties;
    /** Inputs that AWS completes, such as the tokens of a DKIM block. A preview does not know them as outputs. */
    readonly completed?: readonly string[];
    /** Returns the ID of a new resource and what AWS adds to its inputs. Called once, when the resource is created. */
    readonly create: (resource: PlannedResource) => CreatedResource;
    /**
     * Returns the outputs that an update can change because they depend on the inputs, such as an endpoint with a port.
     * @defaultValue - the outputs stay as they are
     */
    readonly update?: (resource: PlannedResource, old: CreatedResource) => Properties;
    /**
     * The property that holds the name. If the program does not set it, the provider does: logical name, hyphen, 7 hex
     * digits. If the program sets it, a replacement deletes the old resource first, because both can't have the name.
     * @defaultValue `{ property: "name", maxLength: 255 }` if `name` is optional in the SDK
     */
    readonly autoName?: AutoName;
    /** What AWS stores and answers instead of what it was given. */
    readonly canonical?: readonly CanonicalForm[];
    /** Differences between AWS and the program that the provider keeps to itself. */
    readonly hidden?: readonly HiddenDifference[];
    /** Changes that wait for the maintenance window unless `applyImmediately` is set. Until then, AWS answers the old values. */
    readonly deferred?: Deferral;
    /** An update that AWS rejects because of the current resource, e.g. one to a smaller disk. */
    readonly refuseUpdate?: Rejection<[before: Properties, after: Properties, account: Account]>;
    /** A deletion that AWS rejects, e.g. because of deletion protection or objects in a bucket. */
    readonly refuseDelete?: Rejection<[resource: ExistingResource, account: Account]>;
}

/**
 * A property that AWS stores in a form of its own: in small letters, or without white space. Each later preview of a
 * program that gives another form shows a difference, unless the provider hides it.
 */
export interface CanonicalForm {
    /** Dotted path of the input. Lists of blocks on the way are passed through. */
    readonly property: string;
    readonly source: Source;
    /** The form that AWS stores. Gets and returns a plain value; what it does not understand stays as it is. */
    readonly stored: (value: unknown) => unknown;
}

/** A difference that no preview shows, because the provider knows that the two values mean the same ("DiffSuppress"). */
export interface HiddenDifference {
    /** An input, by its name. */
    readonly property: string;
    readonly source: Source;
    /**
     * @param before - what AWS has
     * @param after - what the program asks for
     * @param inputs - everything that the program asks for
     */
    readonly when: (before: unknown, after: unknown, inputs: Properties) => boolean;
}

export interface Deferral {
    readonly source: Source;
    /** Inputs, by their names. */
    readonly properties: readonly string[];
    /** The input with the weekly window, such as `sun:02:30-sun:03:30`. */
    readonly window: string;
}

export interface Rejection<Args extends readonly unknown[]> {
    /** Completes the sentence "Deletion is rejected if …" in the documentation. */
    readonly when: string;
    readonly source: Source;
    /** Returns AWS's message, or undefined if AWS accepts the operation. */
    readonly find: (...args: Args) => string | undefined;
}

/** A public page, from AWS or the provider, that states the limit. */
export type Source = `https://${string}`;

export interface AutoName {
    readonly property: string;
    readonly maxLength: number;
    readonly lowerCase?: boolean;
}

/** Plain values from the engine. Secrets are unwrapped, and values that are not known yet are {@link UNKNOWN}. */
export type Properties = Record<string, unknown>;

/** Stands for a value that is known only after creation. A check must not report a fault because of it. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** One thing that AWS rejects, with the page that says so. */
export interface Refusal {
    /** Stable kebab-case ID, unique in the simulator, e.g. `rds-backup-retention-range`. Tests refer to it. */
    readonly id: string;
    readonly source: Source;
    /** Returns the fault, or undefined if there is none or the values are not known yet. */
    readonly find: (inputs: Properties, account: Account, resource: ResourceIdentity) => Fault | undefined;
}

export interface Fault {
    /** Dotted path of the input at fault. */
    readonly property: string;
    /** In AWS's words if they are known. Begins with the error code: `InvalidParameterValue: …`. */
    readonly message: string;
}

export interface ResourceIdentity {
    readonly urn: string;
    readonly token: string;
    /** Logical name in the program. */
    readonly name: string;
    /** Region of the resource: its `region` input or, without one, the region of the provider. */
    readonly region: string;
}

export interface PlannedResource extends ResourceIdentity {
    readonly inputs: Properties;
    readonly account: Account;
    /** 12 digits. */
    readonly accountId: string;
    /** Returns a stable hexadecimal string for IDs, derived from the URN and a salt. */
    readonly hex: (digits: number, salt?: string) => string;
    /** Returns `arn:aws:<service>:<region>:<account>:<path>`, without the region if `global` is set. */
    readonly arn: (
        service: string,
        path: string,
        options?: { global?: boolean; account?: boolean },
    ) => string;
}

export interface CreatedResource {
    readonly id: string;
    /** What the real provider returns in addition to the inputs. */
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
    /** Returns all existing resources. */
    readonly every: () => readonly ExistingResource[];
    /** Returns all existing resources of a type. */
    readonly all: (token: string) => readonly ExistingResource[];
    /** Finds an existing resource of one of the types by its ID, ARN or name. */
    readonly find: (idOrArn: string, ...tokens: string[]) => ExistingResource | undefined;
}

/** A data source (`aws.getCallerIdentity`, …). */
export interface DataSource {
    /** e.g. `aws:index/getCallerIdentity:getCallerIdentity`. */
    readonly token: string;
    /** Returns the result, or throws an Error in the provider's words. */
    readonly read: (args: Properties, account: Account) => Properties;
}
