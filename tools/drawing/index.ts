/** `architecture.svg`: a drawing of the stack, made from the stack itself. Pure: the same stack gives the same bytes. */
import type { Deployment } from "../deployment";
import { pictureOf, type ColoredBox, type Picture, type Tier } from "./model";
import { drawArrow, drawBox, drawFrame, drawing, heightOf, text, type Rect } from "./svg";

const WIDTH = 1360;
const MARGIN = 28;
const GAP = 20;
const TOP = 96;
const PEOPLE = { width: 130, height: 56 };
const PANEL_WIDTH = 248;
const INSET = 16;
const TIER_LABEL = 58;

const TIERS: readonly { readonly tier: Tier; readonly title: string; readonly fill: string }[] = [
    { tier: "public", title: "Public subnets", fill: "#f5f8ff" },
    { tier: "private", title: "Private subnets", fill: "#fffaf3" },
    { tier: "isolated", title: "Isolated subnets, no way out", fill: "#f4fbf7" },
];

export function draw(deployment: Deployment): string {
    const picture = pictureOf(deployment);
    const shapes: string[] = [
        text(MARGIN, 44, picture.title, 'class="heading"'),
        text(MARGIN, 68, picture.subtitle),
    ];
    const panelX = WIDTH - MARGIN - PANEL_WIDTH;
    const main: Rect = {
        x: MARGIN + PEOPLE.width + 70,
        y: TOP,
        width: panelX - GAP - (MARGIN + PEOPLE.width + 70),
        height: 0,
    };

    const people: Rect = { x: MARGIN, y: TOP, ...PEOPLE };
    const edgeRow = row(main, picture.edge);
    shapes.push(drawBox(people, { title: "People", lines: ["browser"] }, "plain"), ...edgeRow.shapes);
    shapes.push(
        drawArrow(
            [
                [people.x + people.width, people.y + 28],
                [main.x, people.y + 28],
            ],
            "HTTPS",
        ),
    );

    const vpc = drawVpc({ ...main, y: TOP + edgeRow.height + GAP + 14 }, picture);
    shapes.push(...vpc.shapes);
    const middle = people.x + people.width / 2;
    shapes.push(
        drawArrow([
            [middle, people.y + people.height],
            [middle, vpc.entry.y],
            [vpc.entry.x, vpc.entry.y],
        ]),
        text(middle + 10, vpc.entry.y - 8, `ports ${picture.ports.fromInternet}`, 'class="port"'),
    );

    const column = stackOf({ x: panelX, y: TOP, width: PANEL_WIDTH, height: 0 }, picture.panels);
    shapes.push(...column.shapes);
    const height = Math.max(vpc.y + vpc.height, TOP + column.height) + MARGIN;
    return drawing(WIDTH, height, picture.title, describe(picture), shapes);
}

interface Drawn {
    readonly shapes: readonly string[];
    readonly height: number;
}

/** Boxes side by side, all as tall as the tallest. */
function row({ x, y, width }: Rect, boxes: readonly ColoredBox[]): Drawn {
    const height = Math.max(0, ...boxes.map(heightOf));
    const each = (width - GAP * (boxes.length - 1)) / boxes.length;
    return {
        height,
        shapes: boxes.map((box, index) =>
            drawBox({ x: x + index * (each + GAP), y, width: each, height }, box, box.color),
        ),
    };
}

/** Boxes one below the other. */
function stackOf({ x, y, width }: Rect, boxes: readonly ColoredBox[]): Drawn {
    let top = y;
    const shapes = boxes.map((box) => {
        const height = heightOf(box);
        const shape = drawBox({ x, y: top, width, height }, box, box.color);
        top += height + GAP;
        return shape;
    });
    return { shapes, height: top - GAP - y };
}

/** The VPC: a column for each zone, a band for each tier, and across the zones what lives in the tier. */
function drawVpc(area: Rect, picture: Picture): Drawn & { y: number; entry: { x: number; y: number } } {
    const contents: Record<Tier, readonly ColoredBox[]> = {
        public: picture.wayOut ? [picture.loadBalancer, picture.wayOut] : [picture.loadBalancer],
        private: picture.hosts,
        isolated: picture.data,
    };
    const inner = { x: area.x + INSET, width: area.width - INSET * 2 };
    const zoneWidth = (inner.width - GAP * (picture.zones.length - 1)) / picture.zones.length;
    const bands: string[] = [];
    const shapes: string[] = [];
    const boxX = inner.x + INSET * 2;
    let y = area.y + 62;
    const entry = { x: boxX, y: y + TIER_LABEL + heightOf(picture.loadBalancer) / 2 };
    TIERS.forEach(({ tier, title, fill }, index) => {
        const boxes = row(
            { x: boxX, y: y + TIER_LABEL, width: inner.width - INSET * 4, height: 0 },
            contents[tier],
        );
        const height = TIER_LABEL + boxes.height + INSET;
        bands.push(drawFrame({ x: inner.x, y, width: inner.width, height }, title, { fill }));
        picture.zones.forEach(({ subnets }, zone) => {
            shapes.push(
                text(
                    inner.x + zone * (zoneWidth + GAP) + zoneWidth / 2,
                    y + 42,
                    subnets[tier],
                    'class="port" text-anchor="middle"',
                ),
            );
        });
        shapes.push(...boxes.shapes);
        if (index > 0) {
            const label = index === 1 ? picture.ports.toHosts : picture.ports.toData;
            const x = inner.x + inner.width * 0.22;
            shapes.push(
                drawArrow(
                    [
                        [x, y - GAP - INSET - 4],
                        [x, y + TIER_LABEL],
                    ],
                    `port${label.includes(",") ? "s" : ""} ${label}`,
                ),
            );
        }
        y += height + GAP;
    });
    const height = y - GAP + INSET - area.y;
    const zones = picture.zones.map(({ name }, zone) =>
        drawFrame(
            {
                x: inner.x + zone * (zoneWidth + GAP),
                y: area.y + 32,
                width: zoneWidth,
                height: height - 32 - INSET / 2,
            },
            name,
            { dashed: true },
        ),
    );
    const frame = drawFrame({ ...area, height }, picture.vpc, { fill: "#fbfcfe" });
    return { y: area.y, height, entry, shapes: [frame, ...bands, ...zones, ...shapes] };
}

/** The drawing in words, for those who do not see it. */
function describe({ vpc, zones, edge, loadBalancer, wayOut, hosts, data, panels }: Picture): string {
    const boxes = [...edge, loadBalancer, ...(wayOut ? [wayOut] : []), ...hosts, ...data, ...panels];
    return `${vpc} over ${zones.map(({ name }) => name).join(", ")}. ${boxes.map(({ title, lines }) => `${title}: ${lines.join("; ")}`).join(". ")}.`;
}
