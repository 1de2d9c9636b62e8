/** Replaces `simulator/sdk.ts`: values that AWS fills in for omitted properties are unknown in a preview too. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type SdkType, sdkType as declared } from "../../../../simulator/sdk";

export type { SdkType };

const cache = new Map<string, SdkType>();

/** The outputs that only AWS sets, and those that AWS sets unless the program does. */
export function sdkType(token: string): SdkType {
    const known = cache.get(token);
    if (known) return known;
    const type = declared(token);
    const extended = { ...type, outputs: [...new Set([...type.outputs, ...alwaysSet(token)])] };
    cache.set(token, extended);
    return extended;
}

/**
 * The properties that have a value in every created resource ("optional and computed" in the provider's schema): their
 * type in the SDK's declarations is without `| undefined`.
 */
function alwaysSet(token: string): string[] {
    const [, module = ""] = token.split(":");
    const sdk = path.dirname(require.resolve("@pulumi/aws/package.json"));
    const declarations = fs.readFileSync(path.join(sdk, `${module.replace(/^index\//, "")}.d.ts`), "utf8");
    const [ofClass = ""] = declarations.split("constructor(");
    return ofClass.split("\n    readonly ").flatMap((property) => {
        const [, name, type = ""] = /^(\w+): pulumi\.Output<(.*?)>;\n(?! {8}| {4}\})/s.exec(property) ?? [];
        return name === undefined || type.endsWith("| undefined") ? [] : [name];
    });
}
