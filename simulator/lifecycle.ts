import { Entry, SimulatedAccount } from "./account";
import { complete, hash, ProviderSettings } from "./completion";
import { autoNameOf, chosenByProvider, Context, contextOf, regionOf, withoutMarks } from "./context";
import { changesBetween, PropertyChange } from "./diff";
import { failCreate, killAfterCreate } from "./faults";
import { malformed, refusals, throwAll } from "./judgement";
import { findDataSource } from "./registry";
import { Account, PlannedResource, Properties, ResourceIdentity, UNKNOWN } from "./resource-type";
import { sealOutputs, unlessWithheld } from "./secrets";
import { containsUnknown, openAll, redact, seal } from "./wire";

/**
 * If set to `create`, only the API call rejects a resource, as in the real AWS, and the plan accepts everything. A run
 * with `--continue-on-error` can then report many rejections.
 */
const REFUSE_AT = "HRMS_SIM_REFUSE_AT";

const isRefusedLater = (planning: boolean): boolean => planning && process.env[REFUSE_AT] === "create";

/** A resource in the engine's state. */
interface State {
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/**
 * The life of a resource on the simulated AWS. Values have the engine's form, with wrapped secrets. The class behaves
 * like the bridged AWS provider: a preview knows the inputs but not the outputs, and an update rejects everything that
 * the preview rejects.
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
        const inputs = complete(context, { olds, news }, this.settings, this.account.nextGeneration(urn));
        const account = this.account.view({ region: context.identity.region, except: urn, planned: true });
        const refused = isRefusedLater(true) ? [] : refusals(context, inputs, account);
        return { inputs, failures: [...malformed(context, news), ...refused] };
    }

    diff(
        urn: string,
        oldInputs: Properties,
        news: Properties,
    ): { changes: PropertyChange[]; deleteBeforeReplace: boolean } {
        const context = this.context(urn, news);
        const name = autoNameOf(context)?.property ?? "";
        const namedByProgram = news[name] !== undefined && !chosenByProvider(news).includes(name);
        return {
            changes: changesBetween(openAll(oldInputs), openAll(news), context.type),
            deleteBeforeReplace: namedByProgram && oldInputs[name] === news[name],
        };
    }

    create(urn: string, news: Properties, preview: boolean): { id: string; outputs: Properties } {
        const context = this.context(urn, news);
        const { identity, type, sdk } = context;
        const visible = preview ? { planned: true, except: urn } : {};
        const account = this.account.view({ region: identity.region, ...visible });
        throwAll(isRefusedLater(preview) ? [] : refusals(context, news, account));

        const generation = this.account.nextGeneration(urn);
        const given = { ...type.defaults, ...withoutMarks(news) };
        const inputs = redacted(withoutMarks(news));
        if (preview) {
            this.account.plan({ ...identity, id: "", generation, inputs, outputs: {} });
            const outputs = { ...unknown(sdk.outputs), ...given, ...unknown(type.completed ?? []) };
            return { id: "", outputs: sealOutputs(outputs, news, sdk) };
        }
        failCreate(type.token);
        const created = type.create(this.resource(identity, openAll(news), account, generation));
        const outputs = sealOutputs({ ...given, ...created.outputs }, news, sdk);
        this.account.put({ ...identity, id: created.id, generation, inputs, outputs: redacted(outputs) });
        killAfterCreate(type.token);
        return { id: created.id, outputs };
    }

    update(urn: string, id: string, old: State, news: Properties, preview: boolean): Properties {
        const context = this.context(urn, news);
        const { identity, type, sdk } = context;
        const account = this.account.view({ region: identity.region, except: urn, planned: preview });
        throwAll(isRefusedLater(preview) ? [] : refusals(context, news, account));

        const entry = this.existing(context, id, old.inputs);
        const resource = this.resource(identity, openAll(news), account, entry.generation);
        const before = openAll(old.outputs);
        const refused = type.refuseUpdate?.find(before, resource.inputs);
        throwAll(refused === undefined ? [] : [refused]);
        const following = type.update?.(resource, { id, outputs: before }) ?? {};
        const changed = changedInputs(old.inputs, news);
        const unsettled = [
            ...Object.keys(following).filter(
                (key) => containsUnknown(following[key]) || !equal(following[key], before[key]),
            ),
            ...(type.completed ?? []).filter((key) => key in changed),
        ];
        const outputs = sealOutputs(
            {
                ...type.defaults,
                ...withoutDropped(old, news),
                ...changed,
                ...following,
                ...(preview && unknown(unsettled)),
            },
            news,
            sdk,
        );
        if (!preview) {
            const inputs = redacted(withoutMarks(news));
            const { generation } = entry;
            this.account.put({ ...identity, id, generation, inputs, outputs: redacted(outputs) }, entry);
        }
        return outputs;
    }

    /** What exists now: the state, corrected by the account. Undefined if the resource no longer exists. */
    read(urn: string, id: string, state: State): State | undefined {
        const { type, sdk, identity } = this.context(urn, state.inputs);
        const region = regionOf(state.inputs) ?? (sdk.inputs.has("region") ? identity.region : undefined);
        const entry = this.account.get(type.token, region, id, urn);
        return (
            entry && {
                inputs: { ...state.inputs, ...unlessWithheld(entry.inputs, state.inputs) },
                outputs: sealOutputs(
                    { ...state.outputs, ...unlessWithheld(entry.outputs, state.outputs) },
                    state.inputs,
                    sdk,
                ),
            }
        );
    }

    /** Deleting a missing resource is not an error, as with the real provider. */
    delete(urn: string, id: string, inputs: Properties): void {
        const { type, identity } = this.context(urn, inputs);
        const entry = this.account.get(type.token, regionOf(inputs), id, urn);
        if (entry === undefined) {
            return;
        }
        const refused = type.refuseDelete?.find(entry, this.account.view({ region: identity.region }));
        throwAll(refused === undefined ? [] : [refused]);
        this.account.delete(entry);
    }

    invoke(token: string, args: Properties): Properties {
        const plain = openAll(args);
        const region = regionOf(plain) ?? this.settings.region;
        return seal(findDataSource(token).read(plain, this.account.view({ region }))) as Properties;
    }

    private context(urn: string, inputs: Properties): Context {
        return contextOf(urn, inputs, this.settings.region);
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
            arn: (service, path, { global = false, account: owned = true } = {}) =>
                `arn:aws:${service}:${global ? "" : identity.region}:${owned ? accountId : ""}:${path}`,
        };
    }

    private existing({ type, identity }: Context, id: string, inputs: Properties): Entry {
        const entry = this.account.get(type.token, regionOf(inputs), id, identity.urn);
        if (entry === undefined) {
            throw new Error(`${type.token} ${id} does not exist in the simulated account. Run a refresh`);
        }
        return entry;
    }
}

const redacted = (properties: Properties): Properties => redact(properties) as Properties;

const unknown = (names: readonly string[]): Properties =>
    Object.fromEntries(names.map((name) => [name, UNKNOWN]));

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(seal(a)) === JSON.stringify(seal(b));

const changedInputs = (olds: Properties, news: Properties): Properties =>
    Object.fromEntries(Object.entries(withoutMarks(news)).filter(([key, value]) => !equal(value, olds[key])));

/** The previous outputs, without those of inputs that the program no longer sets. */
const withoutDropped = ({ inputs, outputs }: State, news: Properties): Properties =>
    Object.fromEntries(Object.entries(outputs).filter(([key]) => !(key in inputs) || key in news));
