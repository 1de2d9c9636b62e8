import { Entry, Pending, SimulatedAccount } from "./account";
import { canonicalInputs, isHidden } from "./canonical";
import { complete, hash, ProviderSettings } from "./completion";
import { autoNameOf, chosenByProvider, Context, contextOf, regionOf, withoutMarks } from "./context";
import { deferredChanges, nextWindow } from "./deferred";
import { changesBetween, PropertyChange } from "./diff";
import { failCreate, killAfterCreate } from "./faults";
import { malformed, refusals, throwAll } from "./judgement";
import { findDataSource } from "./registry";
import {
    Account,
    CreatedResource,
    PlannedResource,
    Properties,
    ResourceIdentity,
    ResourceType,
    UNKNOWN,
} from "./resource-type";
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

    /**
     * Compares what AWS has with what the program asks for, as the bridged provider does: it reads back what it has just
     * created or updated.
     */
    diff(
        urn: string,
        old: State,
        news: Properties,
    ): { changes: PropertyChange[]; deleteBeforeReplace: boolean } {
        const context = this.context(urn, news);
        const { type } = context;
        const name = autoNameOf(context)?.property ?? "";
        const namedByProgram = news[name] !== undefined && !chosenByProvider(news).includes(name);
        const waiting = (type.deferred?.properties ?? []).filter(
            (key) => key in old.inputs && key in old.outputs,
        );
        const given = canonicalInputs(openAll(old.inputs), type);
        const outputs = openAll(old.outputs);
        const answered = Object.fromEntries(waiting.map((key) => [key, outputs[key]]));
        return {
            changes: changesBetween({ ...given, ...answered }, openAll(news), type),
            deleteBeforeReplace: namedByProgram && old.inputs[name] === news[name],
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
        const stored = canonicalInputs(withoutMarks(news), type);
        const inputs = redacted(stored);
        if (preview) {
            this.account.plan({ ...identity, id: "", generation, inputs, outputs: {} });
            const outputs = { ...unknown(sdk.outputs), ...given, ...unknown(type.completed ?? []) };
            return { id: "", outputs: sealOutputs(outputs, news, sdk) };
        }
        failCreate(type.token);
        const created = type.create(this.resource(identity, openAll(news), account, generation));
        const outputs = sealOutputs({ ...given, ...stored, ...created.outputs }, news, sdk);
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
        const given = canonicalInputs(withoutMarks(news), type);
        // What the provider hides it does not send either: storage that has grown keeps its size.
        const unsent = pick(
            entry.inputs,
            Object.keys(given).filter((key) =>
                isHidden(key, { before: entry.inputs[key], after: given[key], inputs: given }, type),
            ),
        );
        const stored = { ...given, ...unsent };
        const resource = this.resource(identity, openAll(stored), account, entry.generation);
        const before = openAll(old.outputs);
        const refused = type.refuseUpdate?.find(
            { ...before, ...openAll(entry.inputs) },
            resource.inputs,
            account,
        );
        throwAll(refused === undefined ? [] : [refused]);
        const deferred = deferredChanges(openAll(entry.inputs), resource.inputs, type.deferred);
        const kept = pick(entry.inputs, Object.keys(deferred));
        const now = { ...resource, inputs: { ...resource.inputs, ...openAll(kept) } };
        const following = type.update?.(now, { id, outputs: before }) ?? {};
        const answered = (type.deferred?.properties ?? []).filter((key) => key in now.inputs);
        const changed = { ...changedInputs(old.inputs, stored), ...pick(now.inputs, answered) };
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
            const pending = this.pending(type, resource, deferred, { id, outputs: before });
            const inputs = { ...redacted(stored), ...kept };
            const { generation } = entry;
            this.account.put(
                { ...identity, id, generation, inputs, outputs: redacted(outputs), ...pending },
                entry,
            );
        }
        return outputs;
    }

    /** What an update leaves for the maintenance window. */
    private pending(
        type: ResourceType,
        resource: PlannedResource,
        inputs: Properties,
        old: CreatedResource,
    ): { pending?: Pending } {
        if (type.deferred === undefined || Object.keys(inputs).length === 0) return {};
        const outputs = { ...inputs, ...type.update?.(resource, old) };
        const from = nextWindow(resource.inputs, type.deferred, this.account.now());
        return { pending: { inputs: redacted(inputs), outputs: redacted(outputs), from } };
    }

    /** What exists now: the state, corrected by the account. Undefined if the resource no longer exists. */
    read(urn: string, id: string, state: State): State | undefined {
        const { type, sdk, identity } = this.context(urn, state.inputs);
        const region = regionOf(state.inputs) ?? (sdk.inputs.has("region") ? identity.region : undefined);
        const entry = this.account.get(type.token, region, id, urn);
        const seen = entry && withoutHidden(entry.inputs, state.inputs, type);
        return (
            entry &&
            seen && {
                inputs: { ...state.inputs, ...unlessWithheld(seen, state.inputs) },
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

const pick = (properties: Properties, names: readonly string[]): Properties =>
    Object.fromEntries(names.map((name) => [name, properties[name]]));

/** A refresh leaves an input as it was if the provider hides how AWS's answer differs from it. */
const withoutHidden = (answered: Properties, given: Properties, type: ResourceType): Properties =>
    Object.fromEntries(
        Object.entries(answered).filter(
            ([key, before]) => !isHidden(key, { before, after: given[key], inputs: given }, type),
        ),
    );

const changedInputs = (olds: Properties, news: Properties): Properties =>
    Object.fromEntries(Object.entries(withoutMarks(news)).filter(([key, value]) => !equal(value, olds[key])));

/** The previous outputs, without those of inputs that the program no longer sets. */
const withoutDropped = ({ inputs, outputs }: State, news: Properties): Properties =>
    Object.fromEntries(Object.entries(outputs).filter(([key]) => !(key in inputs) || key in news));
