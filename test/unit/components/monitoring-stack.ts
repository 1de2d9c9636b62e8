import { Alerts } from "../../../components/alerts";
import { Backup } from "../../../components/backup";
import { Cache } from "../../../components/cache";
import { Cdn } from "../../../components/cdn";
import { Database } from "../../../components/database";
import { Detection } from "../../../components/detection";
import { Edge } from "../../../components/edge";
import { Email } from "../../../components/email";
import { Hosts } from "../../../components/hosts";
import { Keys } from "../../../components/keys";
import { Monitoring } from "../../../components/monitoring";
import { Network } from "../../../components/network";
import { Secrets } from "../../../components/secrets";
import { Storage } from "../../../components/storage";
import { Tls } from "../../../components/tls";
import { record, type Recording, type Registered } from "./harness";
import { exampleSettings, EXAMPLE_ZONES } from "../../../config/example";

type Overrides = Parameters<typeof exampleSettings>[0];
type AlarmInputs = Registered["inputs"];

export interface Watching {
    readonly alerts: Alerts;
    readonly monitoring: Monitoring;
}

/** The whole stack, so that the alarms' dimensions are those of the resources themselves. */
export function monitoring(overrides?: Overrides): Promise<Recording<Watching>> {
    const settings = exampleSettings(overrides);
    const program = () => {
        const keys = new Keys("keys", settings);
        const alerts = new Alerts("alerts", { ...settings, keys });
        const storage = new Storage("storage", { ...settings, keys });
        const network = new Network("net", { ...settings, keys, zones: EXAMPLE_ZONES });
        const secrets = new Secrets("secrets", { ...settings, keys });
        const database = new Database("db", { ...settings, keys, network, secrets, alerts });
        const cache = new Cache("cache", { ...settings, keys, network, secrets });
        const tls = new Tls("tls", settings);
        const edge = new Edge("edge", { ...settings, keys, network, storage, tls });
        const cdn = new Cdn("cdn", { ...settings, storage, tls });
        const email = new Email("email", { ...settings, tls });
        const hosts = new Hosts("hosts", {
            ...settings,
            ...{ keys, network, secrets, storage, database, cache, edge, email },
        });
        const detection = new Detection("detection", { ...settings, keys, alerts, storage });
        const backup = new Backup("backup", { ...settings, keys, alerts, database, storage });
        const watched = { alerts, network, database, cache, edge, cdn, tls, hosts, detection, backup };
        return { alerts, monitoring: new Monitoring("monitoring", { ...settings, ...watched }) };
    };
    const suffix = (kind: string) => () => ({ arnSuffix: `${kind}/hrms/0123456789abcdef` });
    return record(program, {
        outputs: {
            "aws:lb/loadBalancer:LoadBalancer": suffix("app"),
            "aws:lb/targetGroup:TargetGroup": suffix("targetgroup"),
            "aws:acm/certificate:Certificate": ({ inputs: { domainName } }) => ({
                domainValidationOptions: [{ domainName }],
            }),
            "aws:sesv2/emailIdentity:EmailIdentity": () => ({
                dkimSigningAttributes: { tokens: ["one", "two", "three"] },
            }),
            "aws:rds/instance:Instance": () => ({ address: "db.example", identifier: "hrms-prod-db" }),
        },
    });
}

export const STARTER = { profile: "starter", backupRegion: undefined, nat: "instance" } as const;

/** Inputs by the alarm's name without the stack's. */
export const alarmsOf = (stack: Recording<unknown>): Map<string, AlarmInputs> =>
    new Map(
        stack
            .all("aws:cloudwatch/metricAlarm:MetricAlarm")
            .map(({ inputs }) => [String(inputs.name).replace("hrms-prod-", ""), inputs]),
    );

export function alarm(stack: Recording<unknown>, name: string): AlarmInputs {
    const found = alarmsOf(stack).get(name);
    if (!found) {
        throw new Error(`no alarm ${name}; there are ${[...alarmsOf(stack).keys()].join(", ")}`);
    }
    return found;
}
