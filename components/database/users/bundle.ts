import * as path from "node:path";
import { buildSync } from "esbuild";

/**
 * The users function as one CommonJS file. The AWS SDK stays outside: Lambda's runtime brings it. Without white space,
 * esbuild leaves out the paths of its inputs, so that the same sources give the same bytes on every machine.
 */
export function bundleHandler(): string {
    const { outputFiles } = buildSync({
        entryPoints: [path.join(__dirname, "handler.ts")],
        bundle: true,
        platform: "node",
        target: "node22",
        format: "cjs",
        external: ["@aws-sdk/*"],
        minifyWhitespace: true,
        legalComments: "none",
        write: false,
    });
    return outputFiles.map(({ text }) => text).join("");
}
