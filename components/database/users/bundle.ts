import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";

const CACHE = path.resolve(__dirname, "../../../.cache/functions");

/**
 * Bundles the users function into one CommonJS file, without the AWS SDK, which Lambda's runtime includes. With white space
 * removed, esbuild leaves out the paths of its inputs, so that the same sources give the same bytes on every machine.
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

export interface HandlerBundle {
    /** The bundle's file, relative to the folder where the program runs. */
    readonly file: string;
    /** SHA-256 of its contents, hexadecimal. */
    readonly hash: string;
}

/** Tests run the program many times in one process. */
let bundled: string | undefined;

/**
 * Writes the bundle to a file named after its contents. Pulumi's state stores only the hash of a file, but the whole text of
 * a string: more than a megabyte, written again at each step of an update.
 */
export function writeHandlerBundle(): HandlerBundle {
    const code = (bundled ??= bundleHandler());
    const hash = createHash("sha256").update(code).digest("hex");
    const file = path.join(CACHE, `database-users-${hash}.js`);
    if (!fs.existsSync(file)) {
        fs.mkdirSync(CACHE, { recursive: true });
        fs.writeFileSync(`${file}.${process.pid}`, code);
        fs.renameSync(`${file}.${process.pid}`, file);
    }
    return { file: path.relative(process.cwd(), file), hash };
}
