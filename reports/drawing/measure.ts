/** How wide text is, without a browser: the advance widths of Arial, Helvetica and Liberation Sans, which are the same. */

/** Width in thousandths of the font size → characters. The rest are as wide as a digit, 556. */
const WIDTHS: readonly (readonly [number, string])[] = [
    [222, "'ijl"],
    [278, " !,./:;I[]\\ft·|"],
    [333, "()-r`"],
    [389, '"*'],
    [500, "Jcksvxyz"],
    [584, "+<=>~×"],
    [611, "FTZ"],
    [667, "&ABEKPSVXY"],
    [722, "CDHNRUw"],
    [778, "GOQ"],
    [833, "Mm"],
    [889, "%"],
    [944, "W"],
    [1015, "@→"],
];

const widthOf = new Map(
    WIDTHS.flatMap(([width, characters]) => Array.from(characters, (one) => [one, width] as const)),
);

export interface Font {
    /** In user units of the drawing. */
    readonly size: number;
    readonly bold?: boolean;
}

/** Bold letters are wider. DejaVu Sans, which Linux shows if it has none of the three, is wider by up to a sixth. */
const BOLD = 1.08;
const RESERVE = 1.16;

export function textWidth(text: string, { size, bold = false }: Font): number {
    const units = Array.from(text).reduce((sum, character) => sum + (widthOf.get(character) ?? 556), 0);
    return (units / 1000) * size * (bold ? BOLD : 1) * RESERVE;
}

/** Breaks text into lines that fit: between words, else inside a word that is too long for a line. */
export function wrap(text: string, width: number, font: Font): string[] {
    const fits = (line: string): boolean => textWidth(line, font) <= width;
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ").flatMap((long) => pieces(long, fits))) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (fits(longer)) {
            line = longer;
        } else {
            lines.push(line);
            line = word;
        }
    }
    return line === "" ? lines : [...lines, line];
}

/** A host name breaks after a dot or a hyphen if it can. */
function pieces(word: string, fits: (text: string) => boolean): string[] {
    if (fits(word)) return [word];
    let end = word.length - 1;
    while (end > 1 && !fits(word.slice(0, end))) end -= 1;
    const separator = Math.max(word.lastIndexOf(".", end - 1), word.lastIndexOf("-", end - 1)) + 1;
    const cut = separator > end / 2 ? separator : end;
    return [word.slice(0, cut), ...pieces(word.slice(cut), fits)];
}
