/** The shapes that the drawing is made of, and their colours. */
import { GLYPHS, type Glyph } from "./glyphs";
import { textWidth, wrap, type Font } from "./measure";

export interface Rect {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** A service with its facts. */
export interface Card {
    readonly glyph: Glyph;
    readonly color: Color;
    readonly title: string;
    readonly lines: readonly string[];
}

/** The colour says what a service is for. They are close to those of AWS's own drawings. */
export const COLORS = {
    outside: { name: "Outside AWS", ink: "#414d5c" },
    network: { name: "Network", ink: "#7d3fd1" },
    compute: { name: "Hosts", ink: "#c95f00" },
    data: { name: "Database and cache", ink: "#b0209e" },
    storage: { name: "Storage and backup", ink: "#4d7a0f" },
    security: { name: "Security", ink: "#c4243d" },
    operations: { name: "Operations", ink: "#cc1268" },
} as const;

export type Color = keyof typeof COLORS;

/** What moves along an arrow. */
export const FLOWS = {
    request: { name: "Requests", ink: "#1f5fbf", dash: "" },
    data: { name: "Data and files", ink: "#414d5c", dash: "" },
    out: { name: "Way out", ink: "#7d3fd1", dash: "2 4" },
    mail: { name: "Mail", ink: "#b45f06", dash: "" },
    logs: { name: "Logs and metrics", ink: "#0b7285", dash: "7 4" },
    alarm: { name: "Alarms", ink: "#cc1268", dash: "7 4" },
    secrets: { name: "Settings and secrets", ink: "#c4243d", dash: "2 4" },
    backup: { name: "Backups", ink: "#4d7a0f", dash: "7 4" },
} as const;

export type Flow = keyof typeof FLOWS;

export const BODY: Font = { size: 13 };
export const TITLE: Font = { size: 14, bold: true };
export const LABEL: Font = { size: 12.5 };
const HEADING: Font = { size: 22, bold: true };

export const LINE_HEIGHT = 17;
const PADDING = 10;
const TILE = 28;

const INK = "#1b2733";
export const GRAY = "#5b6775";

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function text(
    [x, y]: Point,
    content: string,
    { size, bold = false }: Font,
    { fill = INK, anchor = "start" }: { fill?: string; anchor?: "start" | "middle" | "end" } = {},
): string {
    return `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="600"' : ""} fill="${fill}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${escape(content)}</text>`;
}

export const heading = (at: Point, content: string): string => text(at, content, HEADING);
export const note = (at: Point, content: string): string => text(at, content, BODY, { fill: GRAY });

const rectangle = ({ x, y, width, height }: Rect, style: string): string =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${style}/>`;

const linesOf = ({ lines }: Card, width: number): string[] =>
    lines.flatMap((line) => wrap(line, width - PADDING * 2, BODY));

const titleOf = ({ title }: Card, width: number): string[] =>
    wrap(title, width - PADDING * 2 - TILE - 8, TITLE);

/** The height that a card of that width needs for its text. */
export function cardHeight(card: Card, width: number): number {
    const lines = linesOf(card, width).length;
    return PADDING * 2 + TILE + (lines > 0 ? 4 + lines * LINE_HEIGHT : 0);
}

export function drawCard(rect: Rect, card: Card): string {
    const { x, y } = rect;
    const { ink } = COLORS[card.color];
    const title = titleOf(card, rect.width);
    const firstTitle = y + PADDING + TILE / 2 + 5 - ((title.length - 1) * 16) / 2;
    return [
        rectangle(rect, `rx="8" fill="#ffffff" stroke="${ink}" stroke-width="1.3"`),
        drawTile([x + PADDING, y + PADDING], card.glyph, ink),
        ...title.map((line, index) => text([x + PADDING + TILE + 8, firstTitle + index * 16], line, TITLE)),
        ...linesOf(card, rect.width).map((line, index) =>
            text([x + PADDING, y + PADDING + TILE + LINE_HEIGHT * (index + 1)], line, BODY),
        ),
    ].join("\n");
}

function drawTile([x, y]: Point, glyph: Glyph, ink: string): string {
    return [
        rectangle({ x, y, width: TILE, height: TILE }, `rx="6" fill="${ink}"`),
        `<path transform="translate(${x + 4} ${y + 4}) scale(${(TILE - 8) / 24})" d="${GLYPHS[glyph]}" fill="none" stroke="#ffffff" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>`,
    ].join("\n");
}

/** A named part of a card. */
export function drawChip(rect: Rect, name: string, color: Color): string {
    const { ink } = COLORS[color];
    return [
        rectangle(rect, `rx="5" fill="${ink}" fill-opacity="0.07" stroke="${ink}" stroke-opacity="0.45"`),
        text([rect.x + rect.width / 2, rect.y + rect.height / 2 + 4.5], name, BODY, { anchor: "middle" }),
    ].join("\n");
}

export interface FrameStyle {
    readonly fill?: string;
    readonly stroke?: string;
}

/** A frame around other things. */
export function drawFrame(rect: Rect, { fill = "none", stroke = GRAY }: FrameStyle): string {
    return rectangle(rect, `rx="10" fill="${fill}" stroke="${stroke}" stroke-width="1.2"`);
}

export function drawArrow(flow: Flow, [x1, y1]: Point, [x2, y2]: Point): string {
    const { ink, dash } = FLOWS[flow];
    const dashes = dash === "" ? "" : ` stroke-dasharray="${dash}"`;
    return `<path class="flow" d="M${x1} ${y1}L${x2} ${y2}" fill="none" stroke="${ink}" stroke-width="1.8"${dashes} marker-end="url(#${flow})"/>`;
}

const marker = (flow: Flow): string =>
    `<marker id="${flow}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6.5" markerHeight="6.5" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${FLOWS[flow].ink}"/></marker>`;

/** What the arrows and colours mean, in as many rows as it takes. Returns the height, too. */
export function drawLegend(
    { x, y, width }: Omit<Rect, "height">,
    flows: readonly Flow[],
    colors: readonly Color[],
): { readonly shapes: readonly string[]; readonly height: number } {
    const arrows = flows.map((flow) => ({
        label: FLOWS[flow].name,
        symbol: ([left, middle]: Point) => drawArrow(flow, [left, middle], [left + 30, middle]),
        width: 30,
    }));
    const squares = colors.map((color) => ({
        label: COLORS[color].name,
        symbol: ([left, middle]: Point) =>
            rectangle(
                { x: left, y: middle - 6, width: 12, height: 12 },
                `rx="3" fill="${COLORS[color].ink}"`,
            ),
        width: 12,
    }));
    const shapes: string[] = [];
    let bottom = y;
    for (const entries of [arrows, squares]) {
        let left = x;
        for (const entry of entries) {
            const needed = entry.width + 6 + textWidth(entry.label, LABEL) + 16;
            if (left + needed > x + width) [left, bottom] = [x, bottom + 24];
            shapes.push(
                entry.symbol([left, bottom + 8]),
                text([left + entry.width + 6, bottom + 12], entry.label, LABEL),
            );
            left += needed;
        }
        bottom += 24;
    }
    return { shapes, height: bottom - y };
}

/** The whole picture. Its background is white in dark mode, too: nothing of it depends on the page around it. */
export function picture(
    { width, height }: { readonly width: number; readonly height: number },
    { title, description }: { readonly title: string; readonly description: string },
    shapes: readonly string[],
): string {
    const markers = (Object.keys(FLOWS) as Flow[]).filter((flow) =>
        shapes.some((shape) => shape.includes(`url(#${flow})`)),
    );
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="'Helvetica Neue', Arial, 'Liberation Sans', sans-serif">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(description)}</desc>
<defs>
${markers.map(marker).join("\n")}
</defs>
<rect width="${width}" height="${height}" rx="12" fill="#ffffff"/>
${shapes.join("\n")}
</svg>
`;
}
