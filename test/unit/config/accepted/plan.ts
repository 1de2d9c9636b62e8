/**
 * Runs the program on the simulated AWS without an engine, once for each configuration, and prints what was rejected.
 * A process of its own: the program runs when it is loaded, and Jest would load all of Pulumi anew each time.
 *
 *     plan.ts < CONFIGURATIONS > REJECTIONS    both JSON, by configuration
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { SECRETS } from "../../../../config/example";
import { keyOf } from "../../../../config/fault";
import { SimulatedAccount } from "../../../../simulator/account";
import { Lifecycle } from "../../../../simulator/lifecycle";
import type { Properties } from "../../../../simulator/resource-type";
import { openAll } from "../../../../simulator/wire";

type Values = Readonly<Record<string, string>>;

const PROGRAM = path.join(__dirname, "..", "..", "..", "..", "index.ts");
const SECRET_KEYS = SECRETS.map(keyOf);

let rejections: string[] = [];
const reject = (error: unknown): void => {
    rejections.push(error instanceof Error ? error.message : String(error));
};
process.on("unhandledRejection", reject);
process.on("uncaughtException", reject);

async function plan(values: Values): Promise<string[]> {
    rejections = [];
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-plan-"));
    const account = new SimulatedAccount(folder, process.pid);
    const aws = new Lifecycle(account, { region: values["hrms:region"] ?? "", defaultTags: {} });
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }) => {
                const given = openAll(inputs as Properties);
                if (!custom || type.startsWith("pulumi:")) {
                    return { id: name, state: given };
                }
                const urn = `urn:pulumi:prod::hrms::${type}::${name}`;
                try {
                    const { inputs: checked, failures } = aws.check(urn, undefined, given);
                    failures.forEach((failure) => rejections.push(`${name}: ${failure}`));
                    const { id, outputs } = aws.create(urn, checked, false);
                    return { id, state: openAll(outputs) };
                } catch (error) {
                    // Goes on, so that the program does not wait for this one forever.
                    reject(error);
                    return { id: name, state: given };
                }
            },
            call: ({ token, inputs }) => openAll(aws.invoke(token, inputs as Properties)),
        },
        "hrms",
        "prod",
    );
    pulumi.runtime.setAllConfig({ ...values }, SECRET_KEYS);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the program runs when it is loaded
    delete require.cache[PROGRAM];
    try {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- the same
        require(PROGRAM);
        await pulumi.runtime.disconnect();
    } catch (error) {
        reject(error);
    }
    fs.rmSync(folder, { recursive: true, force: true });
    return rejections;
}

const answers: string[][] = [];

// A program that fails leaves promises that nobody keeps, and the process ends: what was found until then is the answer.
process.on("exit", () => {
    fs.writeSync(1, JSON.stringify([...answers, rejections]));
    process.exitCode = 0;
});

async function main(): Promise<void> {
    process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(SECRET_KEYS);
    for (const values of JSON.parse(fs.readFileSync(0, "utf8")) as Values[]) {
        answers.push(await plan(values));
        rejections = [];
    }
    process.exit();
}

void main();
