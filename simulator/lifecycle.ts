import { createHash } from "node:crypto";
import { Entry, SimulatedAccount } from "./account";
import { changesBetween, PropertyChange } from "./diff";
import { failCreate, killAfterCreate } from "./faults";
import { findDataSource, findType } from "./registry";
import {
    Account,
    AutoName,
    PlannedResource,
    Properties,
    ResourceIdentity,
    ResourceType,
    UNKNOWN,
} from "./resource-type";
import { SdkType, sdkType } from "./sdk";
import { tagRefusals } from "./tags";
import {
    containsSecret,
    containsUnknown,
    isObject,
    open,
    openAll,
    REDACTED,
    redact,
    seal,
    secret,
    secretTexts,
} from "./wire";

/** What the provider was configured with. */
export interface ProviderSettings {
    /** Empty for the packages that have no region. */
    readonly region: string;
    readonly defaultTags: Readonly<Record<string, unknown>>;
}

/**
 * When set to `create`, refusals come from the API call alone, as from the real AWS, and not already with the plan:
 * under `--continue-on-error` one run can then meet many of them.
 */
const REFUSE_AT = "HRMS_SIM_REFUSE_AT";

/**
 * The life of a resource on the simulated AWS, in the values of the engine ("wire": secrets wrapped). The behaviour is
 * that of the bridged AWS provider: names, regions and default tags are filled in by `check`, a preview knows the
 * inputs and none of the outputs, everything is refused again when it is really created.
 */
export class Lifecycle {
    constructor(
        private readonly account: SimulatedAccount,
        private readonly settings: ProviderSettings,
    ) {}

    check(
        urn: string,
        olds: Properties | undefined,
        news: Properties,
    ): { inputs: Properties; failures: string[] } {
        const context = this.context(urn, news);
        const inputs = this.complete(context, olds, news);
        const account = this.account.view({ region: context.identity.region, except: urn, planned: true });
        const failures = [
            ...malformed(context, news),
            ...(process.env[REFUSE_AT] === "create" ? [] : refusals(context, inputs, account)),
        ];
        return { inputs, failures };
    }

    diff(
        urn: string,
        oldInputs: Properties,
        news: Properties,
    ): { changes: PropertyChange[]; deleteBeforeReplace: boolean } {
        const { type, sdk } = this.context(urn, news);
        const changes = changesBetween(openAll(oldInputs), openAll(news), type);
        const name = autoNameOf(type, sdk)?.property;
        const named = name !== undefined && !generated(news).includes(name) && oldInputs[name] === news[name];
        return { changes, deleteBeforeReplace: named && news[name] !== undefined };
    }

    create(urn: string, news: Properties, preview: boolean): { id: string; outputs: Properties } {
        const context = this.context(urn, news);
        const { identity, type, sdk } = context;
        const account = this.account.view({
            region: identity.region,
            ...(preview && { planned: true, except: urn }),
        });
        throwAll(refusals(context, news, account));
        const generation = this.account.nextGeneration(urn);
        const defaults = unset(type.defaults, news);
        const known = { ...defaults, ...withoutDefaults(news) };
        if (preview) {
            const inputs = redacted(news);
            this.account.plan({ ...identity, id: "", generation, inputs, outputs: {} });
            const unknown = (names: readonly string[]): Properties =>
                Object.fromEntries(names.map((name) => [name, UNKNOWN]));
            const outputs = { ...unknown(sdk.outputs), ...known, ...unknown(type.completed ?? []) };
            return { id: "", outputs: marked(outputs, sdk) };
        }
        failCreate(type.token);
        const created = type.create(this.resource(identity, openAll(news), account, generation));
        const outputs = { ...known, ...keepSecret(created.outputs, news) };
        this.account.put({
            ...identity,
            id: created.id,
            generation,
            inputs: redacted(news),
            outputs: redacted(marked({ ...defaults, ...keepSecret(created.outputs, news) }, sdk)),
        });
        killAfterCreate(type.token);
        return { id: created.id, outputs: marked(outputs, sdk) };
    }

    update(
        urn: string,
        id: string,
        old: { inputs: Properties; outputs: Properties },
        news: Properties,
        preview: boolean,
    ): Properties {
        const context = this.context(urn, news);
        const { identity, type, sdk } = context;
        const account = this.account.view({ region: identity.region, except: urn, planned: preview });
        throwAll(refusals(context, news, account));
        const entry = this.existing(type, id, old.inputs);
        const kept = Object.fromEntries(Object.entries(old.outputs).filter(([key]) => !(key in old.inputs)));
        const resource = this.resource(identity, openAll(news), account, entry.generation);
        const following = type.update?.(resource, { id, outputs: openAll(old.outputs) }) ?? {};
        const settled = preview ? unknownWhereChanged(following, openAll(old.outputs)) : following;
        const outputs = { ...type.defaults, ...kept, ...withoutDefaults(news), ...keepSecret(settled, news) };
        if (!preview) {
            const recorded = { ...entry.outputs, ...redacted(marked(keepSecret(following, news), sdk)) };
            this.account.put({ ...entry, ...identity, id, inputs: redacted(news), outputs: recorded });
        }
        return marked(outputs, sdk);
    }

    /** What is there now: the state, corrected by the account; undefined where the resource is gone. */
    read(
        urn: string,
        id: string,
        state: Properties,
        inputs: Properties,
    ): { outputs: Properties; inputs: Properties } | undefined {
        const { type, sdk } = this.context(urn, inputs);
        const entry = this.account.get(type.token, regionOf(inputs), id) ?? this.imported(type, id);
        if (entry === undefined) {
            return undefined;
        }
        const current = unlessSecret(entry.inputs, inputs);
        const outputs = { ...state, ...unlessSecret(entry.outputs, state), ...current };
        return { outputs: marked(outputs, sdk), inputs: { ...inputs, ...current } };
    }

    delete(urn: string, id: string, inputs: Properties): void {
        const { type, identity } = this.context(urn, inputs);
        const entry = this.account.get(type.token, regionOf(inputs), id);
        if (entry === undefined) {
            return;
        }
        const refusal = type.refuseDelete?.(entry, this.account.view({ region: identity.region }));
        if (refusal !== undefined) {
            throw new Error(refusal);
        }
        this.account.delete(entry);
    }

    invoke(token: string, args: Properties): Properties {
        const plain = openAll(args);
        const region = typeof plain.region === "string" ? plain.region : this.settings.region;
        const account = this.account.view({ region });
        return seal(findDataSource(token).read(plain, account)) as Properties;
    }

    private context(urn: string, inputs: Properties): Context {
        const token = tokenOf(urn);
        const region = regionOf(inputs) ?? this.settings.region;
        const identity = { urn, token, name: nameOf(urn), region };
        return { identity, type: findType(token), sdk: sdkType(token) };
    }

    /** Adds what the bridged provider adds before AWS sees the inputs: name, region, default tags. */
    private complete(
        { identity, type, sdk }: Context,
        olds: Properties | undefined,
        news: Properties,
    ): Properties {
        const inputs: Properties = Object.fromEntries(
            Object.entries(news).filter(([, value]) => value !== null),
        );
        if (sdk.inputs.has("region") && this.settings.region !== "") {
            inputs.region ??= this.settings.region;
        }
        if (sdk.outputs.includes("tagsAll")) {
            const own = open(news.tags ?? {});
            inputs.tagsAll = seal(isObject(own) ? { ...this.settings.defaultTags, ...own } : own);
        }
        const name = autoNameOf(type, sdk);
        if (
            name !== undefined &&
            inputs[name.property] === undefined &&
            inputs[`${name.property}Prefix`] === undefined
        ) {
            const before =
                olds !== undefined && generated(olds).includes(name.property)
                    ? olds[name.property]
                    : undefined;
            inputs[name.property] = before ?? this.unusedName(identity.urn, name);
            inputs.__defaults = [name.property];
        }
        return inputs;
    }

    private unusedName(urn: string, { maxLength, lowerCase }: AutoName): string {
        const suffix = `-${hash(`${urn} name ${this.account.nextGeneration(urn)}`, 7)}`;
        const chosen = `${nameOf(urn).slice(0, maxLength - suffix.length)}${suffix}`;
        return lowerCase ? chosen.toLowerCase() : chosen;
    }

    private resource(
        identity: ResourceIdentity,
        inputs: Properties,
        account: Account,
        generation: number,
    ): PlannedResource {
        const accountId = this.account.id;
        return {
            ...identity,
            inputs,
            account,
            accountId,
            hex: (digits, salt = "") => hash(`${identity.urn} ${generation} ${salt}`, digits),
            arn: (service, path, options = {}) =>
                [
                    "arn:aws",
                    service,
                    options.global ? "" : identity.region,
                    options.account === false ? "" : accountId,
                    path,
                ].join(":"),
        };
    }

    private existing(type: ResourceType, id: string, inputs: Properties): Entry {
        const entry = this.account.get(type.token, regionOf(inputs), id);
        if (entry === undefined) {
            throw new Error(`${type.token} ${id} does not exist in the simulated account: run a refresh`);
        }
        return entry;
    }

    private imported(type: ResourceType, id: string): Entry | undefined {
        return this.account.get(type.token, this.settings.region, id);
    }
}

interface Context {
    readonly identity: ResourceIdentity;
    readonly type: ResourceType;
    readonly sdk: SdkType;
}

const tokenOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

const regionOf = (inputs: Properties): string | undefined =>
    typeof inputs.region === "string" ? inputs.region : undefined;

const hash = (text: string, digits: number): string =>
    createHash("sha256").update(text).digest("hex").slice(0, digits);

const generated = (inputs: Properties): unknown[] =>
    Array.isArray(inputs.__defaults) ? inputs.__defaults : [];

function autoNameOf(type: ResourceType, sdk: SdkType): AutoName | undefined {
    return type.autoName ?? (sdk.optionalName ? { property: "name", maxLength: 255 } : undefined);
}

/** What the provider's schema refuses before AWS is asked. */
function malformed({ type, sdk }: Context, news: Properties): string[] {
    const unknown = Object.keys(news).filter((key) => !sdk.inputs.has(key) && key !== "__defaults");
    const missing = (type.required ?? []).filter((key) => news[key] === undefined || news[key] === null);
    return [
        ...unknown.map((key) => `Unsupported argument: ${type.token} has no "${key}"`),
        ...missing.map((key) => `Missing required argument: "${key}" of ${type.token}`),
    ];
}

/** One sentence a fault, never with a value that the program holds secret. */
function refusals({ type, identity }: Context, inputs: Properties, account: Account): string[] {
    const plain = openAll(inputs);
    return [...tagRefusals, ...(type.refusals ?? [])].flatMap(({ id, source, find }) => {
        const fault = find(plain, account, identity);
        if (fault === undefined) {
            return [];
        }
        const { property, message } = fault;
        return [
            `${withoutSecrets(message, inputs)}. Examine values at '${identity.name}.${property}' (simulated AWS, ${id}: ${source})`,
        ];
    });
}

function throwAll(faults: string[]): void {
    if (faults.length > 0) {
        throw new Error(faults.join("\n"));
    }
}

const withoutDefaults = (inputs: Properties): Properties =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__defaults"));

/** What AWS fills in: the defaults that the program does not give itself. */
const unset = (defaults: Properties = {}, inputs: Properties): Properties =>
    Object.fromEntries(Object.entries(defaults).filter(([key]) => inputs[key] === undefined));

const redacted = (properties: Properties): Properties => redact(withoutDefaults(properties)) as Properties;

/** An output that repeats a secret input, whole or in part, is as secret. */
function keepSecret(outputs: Properties, inputs: Properties): Properties {
    const secrets = secretTexts(inputs);
    const leaks = (value: unknown): boolean => secrets.some((text) => JSON.stringify(value)?.includes(text));
    return Object.fromEntries(
        Object.entries(outputs).map(([key, value]) => [
            key,
            containsSecret(inputs[key]) || leaks(value) ? secret(seal(value)) : seal(value),
        ]),
    );
}

const withoutSecrets = (message: string, inputs: Properties): string =>
    secretTexts(inputs).reduce((text, hidden) => text.replaceAll(hidden, REDACTED), message);

/** Wraps what the SDK declares secret, e.g. a generated password. */
function marked(outputs: Properties, sdk: SdkType): Properties {
    return Object.fromEntries(
        Object.entries(outputs).map(([key, value]) => [
            key,
            sdk.secretOutputs.includes(key) && value !== undefined ? secret(seal(value)) : seal(value),
        ]),
    );
}

/** The account does not keep secrets: what is one stays as the state has it. */
function unlessSecret(recorded: Properties, state: Properties): Properties {
    return Object.fromEntries(
        Object.entries(recorded).map(([key, value]) => [
            key,
            containsSecret(state[key]) ? state[key] : value,
        ]),
    );
}

/** A preview can't tell a computed value that the update will change. */
function unknownWhereChanged(following: Properties, before: Properties): Properties {
    return Object.fromEntries(
        Object.entries(following).map(([key, value]) => [
            key,
            containsUnknown(value) || JSON.stringify(value) !== JSON.stringify(before[key]) ? UNKNOWN : value,
        ]),
    );
}
