import * as fs from "node:fs";
import * as path from "node:path";

/** What the installed SDK says about the properties of one resource type. */
export interface SdkType {
    readonly inputs: ReadonlySet<string>;
    /** Properties that only the provider can fill in. */
    readonly outputs: readonly string[];
    readonly secretOutputs: readonly string[];
    /** Whether the program can omit `name` and let the provider choose it. */
    readonly optionalName: boolean;
}

const cache = new Map<string, SdkType>();

/**
 * Reads the generated constructor in the SDK (`node_modules/@pulumi/aws/ec2/vpc.js`). It assigns each input from `args`
 * and each output from `undefined`. This keeps the simulator in step with the installed version.
 * @throws Error if the package does not have the type
 */
export function sdkType(token: string): SdkType {
    const known = cache.get(token) ?? parse(fs.readFileSync(sourceOf(token), "utf8"));
    cache.set(token, known);
    return known;
}

/** `aws:ec2/vpc:Vpc` is in @pulumi/aws/ec2/vpc.js, `command:local:Command` in @pulumi/command/local/command.js. */
function sourceOf(token: string): string {
    const [pkg = "", module = "", name = ""] = token.split(":");
    const file = module.includes("/")
        ? module.replace(/^index\//, "")
        : `${module}/${name[0]?.toLowerCase()}${name.slice(1)}`;
    return path.join(path.dirname(require.resolve(`@pulumi/${pkg}/package.json`)), `${file}.js`);
}

function parse(source: string): SdkType {
    const names = (pattern: RegExp): string[] => [...source.matchAll(pattern)].map((match) => match[1] ?? "");
    const inputs = new Set(names(/resourceInputs\["(\w+)"\] = (?=[^;]*\bargs\b)/g));
    return {
        inputs,
        optionalName: inputs.has("name") && !source.includes("Missing required property 'name'"),
        outputs: names(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g),
        secretOutputs: names(/additionalSecretOutputs: \[([^\]]*)\]/g).flatMap((list) =>
            [...list.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? ""),
        ),
    };
}
