/** The few shapes that the drawing is made of. */
export interface Rect {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface Box {
    readonly title: string;
    readonly lines: readonly string[];
}

/** What a thing is for decides its colour. */
export const COLORS = {
    edge: { fill: "#eef4ff", stroke: "#3b6fd4" },
    compute: { fill: "#fff4e6", stroke: "#d9822b" },
    data: { fill: "#eafaf1", stroke: "#2f9e63" },
    guard: { fill: "#fdeef2", stroke: "#c2416c" },
    watch: { fill: "#f4f0fd", stroke: "#7a5bc7" },
    plain: { fill: "#ffffff", stroke: "#8a94a6" },
} as const;

export type Color = keyof typeof COLORS;

export const LINE_HEIGHT = 17;
const PADDING = 12;

export const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The height that a box needs for its text. */
export const heightOf = ({ lines }: Box): number => PADDING * 2 + LINE_HEIGHT * (lines.length + 1) - 4;

export function text(x: number, y: number, content: string, style = ""): string {
    return `<text x="${x}" y="${y}" ${style}>${escape(content)}</text>`;
}

export function drawBox({ x, y, width, height }: Rect, { title, lines }: Box, color: Color): string {
    const { fill, stroke } = COLORS[color];
    return [
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
        text(x + PADDING, y + PADDING + 11, title, 'class="title"'),
        ...lines.map((line, index) => text(x + PADDING, y + PADDING + 11 + LINE_HEIGHT * (index + 1), line)),
    ].join("\n");
}

/** A frame around other things, with its name at the top. */
export function drawFrame(
    { x, y, width, height }: Rect,
    title: string,
    style: { dashed?: boolean; fill?: string } = {},
): string {
    const dash = style.dashed ? ' stroke-dasharray="6 5"' : "";
    return [
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${style.fill ?? "none"}" stroke="#8a94a6"${dash}/>`,
        text(x + PADDING, y + 20, title, 'class="frame"'),
    ].join("\n");
}

/** An arrow along the points, its label beside the middle of the first stretch. */
export function drawArrow(points: readonly (readonly [number, number])[], label = ""): string {
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = points;
    const path = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join(" ");
    const isVertical = x1 === x2;
    const anchor = isVertical ? "start" : "middle";
    const [labelX, labelY] = [(x1 + x2) / 2 + (isVertical ? 7 : 0), (y1 + y2) / 2 + (isVertical ? 4 : -6)];
    return [
        `<path d="${path}" fill="none" stroke="#4a5568" stroke-width="1.5" marker-end="url(#arrow)"/>`,
        label && text(labelX, labelY, label, `class="port" text-anchor="${anchor}"`),
    ].join("\n");
}

export function drawing(
    width: number,
    height: number,
    title: string,
    description: string,
    shapes: readonly string[],
): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(description)}</desc>
<defs>
<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#4a5568"/></marker>
<style>
text { font: 12.5px "Helvetica Neue", Arial, "Liberation Sans", sans-serif; fill: #2d3748; }
.heading { font-size: 22px; font-weight: 600; }
.title { font-weight: 600; font-size: 13.5px; }
.frame { font-weight: 600; fill: #5a6578; }
.port { fill: #4a5568; font-size: 11.5px; }
</style>
</defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${shapes.join("\n")}
</svg>
`;
}
