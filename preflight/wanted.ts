/** What the stack wants of an account: its settings, and the resources that a plan of it creates. */
import type { Settings } from "../config";
import { EXAMPLE_ACCOUNT } from "../config/example";
import { asText, keyOf, type RawConfig } from "../config/fault";
import { checkSettings } from "../config/read";
import { provisionConfig } from "../evidence/plan";
import { readWithExamples } from "../evidence/plan/examples";
import type { JudgedResource } from "../evidence/in-process";
import { SimulatedAccount } from "../simulator/account";

export interface Planned {
    /** Type token. */
    readonly type: string;
    readonly region: string | undefined;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The inputs that are known before anything exists: neither chosen by the provider nor taken from another resource. */
    readonly known: Readonly<Record<string, unknown>>;
}

export interface Wanted {
    readonly settings: Settings;
    /** Throws a {@link NoPlan} if the stack could not be planned. */
    readonly planned: () => readonly Planned[];
}

export class NoPlan extends Error {}

interface StackConfig {
    readonly raw: RawConfig;
    readonly secretKeys: readonly string[];
}

/** The configuration in `Pulumi.<stack>.yaml`, as text, with examples in place of what is encrypted. */
export function readStackConfig(stack: string): StackConfig {
    const { plain, secretKeys } = readWithExamples(stack);
    const values = Object.entries(plain).map(([key, value]) => [key, asText(value)]);
    return {
        raw: {
            stack,
            values: Object.fromEntries(values) as Record<string, string>,
            isSecret: (key) => secretKeys.includes(key.split("[")[0] ?? ""),
        },
        secretKeys,
    };
}

/** @throws RunError with every fault of the settings */
export const settingsOf = ({ raw }: StackConfig): Settings => checkSettings(raw);

/**
 * Plans the stack on a simulated account that has what the settings say is there already.
 * @throws Error with what the program, or the simulated AWS, rejects
 */
export async function plan(
    { raw, secretKeys }: StackConfig,
    settings: Settings,
): Promise<readonly Planned[]> {
    const config = { ...raw.values, [keyOf("awsAccountId")]: EXAMPLE_ACCOUNT };
    const stack = await provisionConfig(raw.stack, config, secretKeys, (folder) => {
        furnish(new SimulatedAccount(folder, process.pid), settings);
    });
    try {
        return stack.resources.map((resource) => planned(resource, settings.awsAccountId));
    } finally {
        stack.remove();
    }
}

/** The zone and the image that a stack does not make itself. */
function furnish(account: SimulatedAccount, settings: Settings): void {
    const there = account.view({ region: settings.region });
    const put = (token: string, id: string, inputs: object, outputs: object): void => {
        const entry = { urn: "", name: id, generation: 1, region: "" };
        account.put({ ...entry, token, id, inputs: { ...inputs }, outputs: { ...outputs } });
    };
    const { amiId, architecture, hostedZone } = settings;
    if (!there.all(ZONE).some(({ inputs }) => inputs.name === hostedZone)) {
        put(
            ZONE,
            "Z0000000000000000001",
            { name: hostedZone },
            {
                arn: "arn:aws:route53:::hostedzone/Z0000000000000000001",
                zoneId: "Z0000000000000000001",
                primaryNameServer: "ns-1.awsdns-01.com",
                nameServers: ["ns-1.awsdns-01.com"],
            },
        );
    }
    if (amiId !== undefined && !there.all(IMAGE).some(({ id }) => id === amiId)) {
        const named = { name: "debian-13", architecture };
        put(IMAGE, amiId, named, { ownerId: "self", rootDeviceName: "/dev/xvda", rootSnapshotSizeGib: 8 });
    }
}

const ZONE = "aws:route53/zone:Zone";
const IMAGE = "aws:ec2/ami:Ami";

function planned({ type, inputs, references = {} }: JudgedResource, accountId: string): Planned {
    const own = JSON.parse(
        JSON.stringify(inputs).replaceAll(EXAMPLE_ACCOUNT, accountId),
    ) as Planned["inputs"];
    const chosen = (own.__defaults ?? []) as readonly string[];
    const isKnown = (name: string): boolean =>
        !name.startsWith("__") && !chosen.includes(name) && (references[name] ?? []).length === 0;
    return {
        type,
        region: typeof own.region === "string" ? own.region : undefined,
        inputs: own,
        known: Object.fromEntries(Object.entries(own).filter(([name]) => isKnown(name))),
    };
}

/** The planned resources of a type in a region. */
export const plannedIn = (wanted: Wanted, type: string, region: string): readonly Planned[] =>
    wanted.planned().filter((one) => one.type === type && (one.region ?? region) === region);
