/** A Django project with as many static files as the largest open HRMS has. The same files each time. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

/** Files and their size in bytes: 30,000 and 300 MB in all. */
const KINDS = {
    js: { many: 12_000, size: 14_000, make: script },
    css: { many: 4_000, size: 8_000, make: style },
    png: { many: 6_000, size: 8_000, make: image },
    svg: { many: 5_000, size: 2_000, make: drawing },
    woff2: { many: 3_000, size: 14_000, make: (random: Random, size: number) => random.bytes(size) },
} as const;

const FILES_PER_FOLDER = 200;

/** Copies the sample project to the folder, and adds the static files to those that it has. */
export function makeLargeProject(sample: string, folder: string): void {
    cpSync(sample, folder, { recursive: true });
    const random = new Random(1);
    for (const [ending, { many, size, make }] of Object.entries(KINDS)) {
        for (let number = 0; number < many; number += 1) {
            const place = join(folder, "static/many", ending, String(Math.floor(number / FILES_PER_FOLDER)));
            if (number % FILES_PER_FOLDER === 0) mkdirSync(place, { recursive: true });
            writeFileSync(join(place, `${number}.${ending}`), make(random, size));
        }
    }
}

/** https://en.wikipedia.org/wiki/Linear_congruential_generator */
class Random {
    constructor(private state: number) {}

    below(limit: number): number {
        this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((this.state / 2 ** 32) * limit);
    }

    bytes(size: number): Buffer {
        return Buffer.from(Array.from({ length: size }, () => this.below(256)));
    }

    word(): string {
        return this.below(36 ** 4).toString(36);
    }
}

/** Repeats until it is long enough: code has its own words, and many that return. */
function text(random: Random, size: number, part: (words: readonly string[]) => string): string {
    const words = Array.from({ length: 40 }, () => `a${random.word()}`);
    let made = "";
    while (made.length < size) {
        made += part([0, 1, 2, 3].map(() => words[random.below(words.length)] ?? ""));
    }
    return made;
}

function script(random: Random, size: number): string {
    return text(
        random,
        size,
        ([name = "", one = "", two = "", three = ""]) =>
            `/** Returns ${one} of ${two}. */\nfunction ${name}(${one}, ${two}) {\n` +
            `    // ${three} comes first.\n    return ${one}.${three}(${two}, "${three}") + ${random.below(1000)};\n}\n`,
    );
}

function style(random: Random, size: number): string {
    return text(
        random,
        size,
        ([name = "", other = ""]) =>
            `.${name} .${other} {\n    color: #${random
                .below(2 ** 24)
                .toString(16)
                .padStart(6, "0")};\n    margin: ${random.below(90)}px;\n` +
            `    background: url("../../png/0/${random.below(FILES_PER_FOLDER)}.png");\n}\n`,
    );
}

function drawing(random: Random, size: number): string {
    const circle = (): string =>
        `<circle cx="${random.below(99)}" cy="${random.below(99)}" r="${random.below(9)}"/>`;
    return `<svg xmlns="http://www.w3.org/2000/svg">${text(random, size, circle)}</svg>`;
}

/** A picture of noise, of one byte for each point: https://www.w3.org/TR/png-3/ */
function image(random: Random, size: number): Buffer {
    const side = Math.floor(Math.sqrt(size));
    const header = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 0, 0, 0, 0]);
    const rows = Array.from({ length: side }, () => Buffer.concat([Buffer.from([0]), random.bytes(side)]));
    const chunks: [string, Buffer][] = [
        ["IHDR", header],
        ["IDAT", deflateSync(Buffer.concat(rows))],
        ["IEND", Buffer.alloc(0)],
    ];
    const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
    return Buffer.concat([signature, ...chunks.map(([name, data]) => chunk(name, data))]);
}

function chunk(name: string, data: Buffer): Buffer {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const named = Buffer.concat([Buffer.from(name), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
}
