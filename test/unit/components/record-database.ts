/** The database with all that it stands on, recorded. */
import { Alerts } from "../../../components/alerts";
import { Database } from "../../../components/database";
import { Keys } from "../../../components/keys";
import { Network } from "../../../components/network";
import { Secrets } from "../../../components/secrets";
import { record, type FakeOutputs, type Recording } from "./harness";
import { exampleSettings, EXAMPLE_ZONES } from "../../../config/example";

export const ADDRESS = "hrms-prod-0a1b2c3d.abcdefghijkl.eu-central-1.rds.amazonaws.com";

const OUTPUTS: FakeOutputs = {
    "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
    "random:index/randomPassword:RandomPassword": ({ name }) => ({ result: `canary-${name}` }),
    "aws:secretsmanager/secretVersion:SecretVersion": ({ name }) => ({
        secretArn: `arn-of-${name}`,
        versionId: `version-of-${name}`,
    }),
    "aws:rds/instance:Instance": () => ({ address: ADDRESS, resourceId: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ" }),
    "aws:rds/proxy:Proxy": () => ({ endpoint: "proxy.eu-central-1.rds.amazonaws.com" }),
};

export function recordDatabase(
    overrides: Parameters<typeof exampleSettings>[0] = {},
): Promise<Recording<Database>> {
    return record(
        () => {
            const settings = exampleSettings(overrides);
            const keys = new Keys("keys", settings);
            const alerts = new Alerts("alerts", { ...settings, keys });
            const network = new Network("network", { ...settings, keys, zones: EXAMPLE_ZONES });
            const secrets = new Secrets("secrets", { ...settings, keys });
            return new Database("database", { ...settings, keys, network, secrets, alerts });
        },
        { outputs: OUTPUTS },
    );
}

/** ARN of a secret as the mocks have it, by its name in kebab case. */
export const secretArn = (name: string): string => `arn-of-secrets-${name}-value`;
