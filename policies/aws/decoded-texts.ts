/** Decodes texts. User data comes in Base64, compressed, or with files in either form inside. */
import { gunzipSync } from "node:zlib";

/** The most characters of a text with everything decoded from it. User data has 16 KiB, which can unpack to 160 KiB. */
const LIMIT = 256 * 1024;
/** Enough for a compressed file in a script in compressed user data. Nobody nests deeper by hand. */
const DEPTH = 3;

/** Base64 in one line, or in lines of equal length as MIME has it. `PASSWORD=abc` takes 16 characters. */
const BASE64 = /[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]{0,32}[A-Za-z0-9+/]+)*={0,2}/g;

/** The text itself, and every encoded text in it. */
export function readings(text: string): readonly string[] {
    const found = [text.slice(0, LIMIT)];
    let level: readonly string[] = found;
    for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
        const left = LIMIT - found.reduce((sum, { length }) => sum + length, 0);
        level = left > 0 ? level.flatMap((one) => decoded(one, left)) : [];
        found.push(...level);
    }
    return found;
}

function decoded(text: string, limit: number): readonly string[] {
    let left = limit;
    return Array.from(text.matchAll(BASE64)).flatMap(([run]) => {
        // The next line can look like Base64 too: the word that ends a here-document.
        const content = left > 0 ? (decode(run, left) ?? decode(withoutLastLine(run), left)) : undefined;
        left -= content?.length ?? 0;
        return content ?? [];
    });
}

const withoutLastLine = (lines: string): string => lines.slice(0, Math.max(lines.lastIndexOf("\n"), 0));

/** If the decoded bytes are not a text, the source was not Base64. */
function decode(run: string, limit: number): string | undefined {
    const bytes = Buffer.from(run.replace(/\s/g, ""), "base64");
    const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes, limit) : bytes;
    const text = content?.length ? content.toString("utf8") : undefined;
    // eslint-disable-next-line no-control-regex -- control characters distinguish a text from other data
    return text === undefined || /[\0-\x08\x0e-\x1f\ufffd]/.test(text) ? undefined : text;
}

function unpacked(bytes: Buffer, limit: number): Buffer | undefined {
    try {
        return gunzipSync(bytes, { maxOutputLength: limit });
    } catch {
        // The data is cut off, or larger than any user data.
        return undefined;
    }
}
